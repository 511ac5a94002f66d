"""The documentation that people read: the OpenAPI document in, one page without script out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string

from samverkan.api.asking import FORM
from samverkan.api.openapi import document
from samverkan.api.problems import STATUS, language_of
from samverkan.words import say

if TYPE_CHECKING:
    from django.http import HttpRequest

_SHOWN = ("q", "on", "limit")
"""The parameters that an example of a request has, where the operation takes them."""

_TEXTS = (
    "summary",
    "description",
    "limitations",
    "parameters",
    "fields",
    "request",
    "answer",
    "errors",
    "problems",
    "scopes",
    "machine",
    "required",
)


def docs(request: HttpRequest) -> HttpResponse:
    """GET /api/v1/docs."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    language = language_of(request)
    said = document(request)
    values = {
        "day": "2026-12-31", "limit": 600, "seconds": 42, "most": 256, "wanted": "multipart/form-data",
    }  # fmt: skip
    problems = [
        {
            "id": code.replace("_", "-"),
            "status": status,
            "title": say("api", f"{code}.title", {}, language),
            "detail": say("api", f"{code}.detail", values, language),
        }
        for code, status in STATUS.items()
    ]
    page = {
        "language": language,
        "info": said["info"],
        "server": said["servers"][0]["url"],
        "operations": list(_operations(said)),
        "problems": problems,
        "say": {name: say("api", f"docs.{name}", {}, language) for name in _TEXTS},
    }
    return HttpResponse(render_to_string("api/docs.html", page))


def _operations(said: dict[str, Any]) -> Any:
    server = said["servers"][0]["url"]
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody")
            form = body["content"][FORM] if body else None
            answer = next(iter(operation["responses"].values()))["content"]["application/json"]["examples"]["example"]
            yield {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": operation["summary"],
                "description": operation["description"],
                "scopes": operation.get("x-scopes", ()),
                "parameters": operation["parameters"],
                "fields": _fields(form["schema"]) if form else (),
                "request": _request(server, path, operation, form),
                "example": json.dumps(answer["value"], ensure_ascii=False, indent=2),
                "errors": [
                    {"status": status, "title": told["description"]}
                    for status, told in operation["responses"].items()
                    if int(status) >= 400
                ],
            }


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """What a form holds, as parameters are told of."""
    return [
        {"name": name, "required": name in schema["required"], "description": held["description"]}
        for name, held in schema["properties"].items()
    ]


def _request(server: str, path: str, operation: dict[str, Any], form: Any) -> str:
    """The operation asked for from a command line."""
    examples = {(one["in"], one["name"]): one["example"] for one in operation["parameters"]}
    for (place, name), value in examples.items():
        if place == "path":
            path = path.replace(f"{{{name}}}", value)
    query = urlencode([(name, examples["query", name]) for name in _SHOWN if ("query", name) in examples])
    words = ["curl"]
    if operation.get("security"):
        words.append('-H "Authorization: Bearer $TOKEN"')
    if form:
        said = {**form["examples"]["document"]["value"], "file": "@protokoll.pdf"}
        words += [f'-F "{name}={str(value).lower() if value is False else value}"' for name, value in said.items()]
    return " ".join([*words, f'"{server}{path}{"?" + query if query else ""}"'])
