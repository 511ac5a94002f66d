"""The documentation that people read: the OpenAPI document in, one page without script out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string

from samverkan.api.openapi import document
from samverkan.api.problems import STATUS, language_of
from samverkan.words import say

if TYPE_CHECKING:
    from django.http import HttpRequest

_TEXTS = (
    "summary",
    "description",
    "limitations",
    "parameters",
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
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            answer = next(iter(operation["responses"].values()))["content"]["application/json"]["examples"]["example"]
            yield {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": operation["summary"],
                "description": operation["description"],
                "scopes": operation.get("x-scopes", ()),
                "parameters": operation["parameters"],
                "example": json.dumps(answer["value"], ensure_ascii=False, indent=2),
                "errors": [
                    {"status": status, "title": told["description"]}
                    for status, told in operation["responses"].items()
                    if int(status) >= 400
                ],
            }
