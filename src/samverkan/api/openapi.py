"""The OpenAPI document: what the operations declare and the catalogue says of them in, OpenAPI 3.1 out.

ninja gives the shapes; here come the sentences, examples, errors and headers that the national profile asks for.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import HttpResponseNotAllowed

from samverkan.actions.roles import OPENS
from samverkan.api import info
from samverkan.api.problems import MEDIA_TYPE, STATUS, language_of
from samverkan.api.routing import DECLARED, answered
from samverkan.api.service import service
from samverkan.words import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from samverkan.api.routing import Declared
    from samverkan.words import Language

_JSON: Final = "application/json"
_READS: Final = ("invalid_parameters", "not_acceptable", "internal_error")
_OPENED: Final = ("token_missing", "not_in_scope", "too_many_requests")
_SENDS: Final = ("too_large", "unsupported_media_type", "refused")
_VALUES: Final = {"day": "2026-12-31", "limit": 600, "seconds": 42, "most": 256, "wanted": "multipart/form-data"}
_HEADERS: Final = {
    "ETag": "string", "Link": "string", "RateLimit": "string", "RateLimit-Policy": "string", "Location": "string",
    "Retry-After": "string", "WWW-Authenticate": "string",
}  # fmt: skip
_EXAMPLES: Final = {
    ("path", "id"): "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6", ("path", "number"): "2321990018",
    ("query", "limit"): 20, ("query", "page"): 1,
    ("query", "on"): "2022-03-01", ("query", "known"): "2022-03-01", ("query", "papers"): "2022-03-01",
    ("query", "organisation"): "2120990011", ("query", "registry_number"): "HSN 2019-0112",
    ("query", "agreement"): "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6",
    ("query", "document"): "0b6c2f4e-5d1a-4c3b-9f7e-2a1d8c6b5e40", ("query", "number"): "HSN 2019-0112-4",
    ("query", "sha256"): "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ("query", "standing"): "in_force", ("query", "status"): "given", ("query", "text"): "familjecentral",
    ("query", "q"): "samverkansavtal", ("query", "which"): "open",
}  # fmt: skip
"""An example of each parameter."""


def openapi_document(request: HttpRequest) -> HttpResponse:
    """GET /api/v1/openapi.json."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return answered(document(request))


def document(request: HttpRequest) -> dict[str, Any]:
    """The document in the reader's language, with the address that it was asked at."""
    said = dict(_described(language_of(request)))
    said["servers"] = [{"url": request.build_absolute_uri("/api/v1")}]
    said["externalDocs"] = {
        "description": say("api", "info.docs", {}, language_of(request)),
        "url": request.build_absolute_uri("/api/v1/docs"),
    }
    return said


@cache
def _described(language: Language) -> dict[str, Any]:
    said = copy.deepcopy(dict(service.get_openapi_schema(path_prefix="")))
    said["info"] = _info(language)
    tags: list[str] = []
    for path, methods in said["paths"].items():
        for operation in methods.values():
            _describe(operation, path, language)
            tags += [tag for tag in operation["tags"] if tag not in tags]
    said["tags"] = [{"name": tag, "description": say("api", f"tag.{tag}", {}, language)} for tag in tags]
    said["components"]["schemas"]["Problem"] = _problem_schema()
    said["components"]["securitySchemes"]["Bearer"] |= {"description": say("api", "info.bearer", {}, language)}
    return said


def _info(language: Language) -> dict[str, Any]:
    other: Language = "en" if language == "sv" else "sv"
    both = [say("api", "info.description", {}, one) for one in (language, other)]
    return {
        "title": info.NAME,
        "version": info.VERSION,
        "summary": say("api", "info.summary", {}, language),
        "description": "\n\n".join(both),
        "contact": {"name": info.NAME, "url": settings.API_CONTACT_URL, "email": settings.API_CONTACT},
        "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/sv/"},
        "x-sla": {
            name: say("api", f"info.sla.{name}", {}, language) for name in ("availability", "responseTime", "support")
        },
        "x-limitations": say("api", "info.limitations", {}, language),
    }


def _describe(operation: dict[str, Any], path: str, language: Language) -> None:
    name = operation["operationId"]
    declared = DECLARED[name]
    operation["summary"] = say("api", f"operation.{name}", {}, language)
    operation["description"] = say("api", f"operation.{name}.more", {}, language)
    for parameter in operation["parameters"]:
        parameter["description"] = say("api", f"parameter.{parameter['name']}", {}, language)
        parameter["schema"] = _given(parameter["schema"])
        parameter["example"] = _EXAMPLES[parameter["in"], parameter["name"]]
    if declared.may is not None:
        operation["x-scopes"] = sorted(scope.value for scope, rights in OPENS.items() if declared.may in rights)
    if declared.sent is not None:
        form = operation["requestBody"]["content"]["multipart/form-data"]
        form["examples"] = {"document": {"value": declared.sent}}
        for field, schema in form["schema"]["properties"].items():
            schema["description"] = say("api", f"field.{field}", {}, language)
    _answers(operation["responses"], declared, paged="Link" if declared.example.get("links") else "", language=language)
    codes = [*_READS, *(_OPENED if declared.may else ()), *(_SENDS if declared.sent is not None else ())]
    if "{" in path:
        codes.append("not_found")
    for code in sorted(codes, key=lambda one: STATUS[one]):
        operation["responses"][str(STATUS[code])] = _problem(code, path, language)
    operation["responses"] = dict(sorted((str(status), said) for status, said in operation["responses"].items()))


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter where it is given: it may be left out, but it is never null."""
    kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
    kept = {name: value for name, value in schema.items() if name not in ("anyOf", "title", "default")}
    default = {"default": schema["default"]} if schema.get("default") is not None else {}
    return {**kept, **kinds[0], **default}


def _answers(responses: dict[Any, Any], declared: Declared, *, paged: str, language: Language) -> None:
    for status in declared.statuses:
        told = responses[status]
        told["description"] = say("api", f"status.{status}", {}, language)
        told["content"][_JSON]["examples"] = {"example": {"value": declared.example}}
        names = [] if declared.sent is not None else ["ETag"]
        names += [paged] if paged else []
        names += ["RateLimit", "RateLimit-Policy"] if declared.may else []
        names += ["Location"] if declared.sent is not None else []
        told["headers"] = _headers(names, language)
    if declared.sent is None:
        said = {"description": say("api", "status.304", {}, language), "headers": _headers(["ETag"], language)}
        responses["304"] = said


def _problem(code: str, path: str, language: Language) -> dict[str, Any]:
    example = {
        "type": f"https://samverkan.example.se/api/v1/docs#{code.replace('_', '-')}",
        "title": say("api", f"{code}.title", {}, language),
        "status": STATUS[code],
        "detail": say("api", f"{code}.detail", _VALUES, language),
        "instance": f"/api/v1{path}",
        "code": code,
    }
    if code == "invalid_parameters":
        reason = say("api", "reason.less_than_equal", {"le": 100}, language)
        example["invalid_parameters"] = [{"property": "limit", "reason": reason}]
    names = {"too_many_requests": ["Retry-After"], "token_missing": ["WWW-Authenticate"]}.get(code, [])
    return {
        "description": say("api", f"{code}.title", {}, language),
        "headers": _headers(names, language),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {code: {"value": example}},
            }
        },
    }


def _headers(names: list[str], language: Language) -> dict[str, Any]:
    return {
        name: {"description": say("api", f"header.{name}", {}, language), "schema": {"type": _HEADERS[name]}}
        for name in names
    }


def _problem_schema() -> dict[str, Any]:
    invalid = {
        "type": "object",
        "required": ["property", "reason"],
        "properties": {"property": {"type": "string"}, "reason": {"type": "string"}},
    }
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "instance", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri-reference"},
            "code": {"type": "string", "enum": list(STATUS)},
            "invalid_parameters": {"type": "array", "items": invalid},
        },
    }
