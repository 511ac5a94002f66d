"""What this API is: its name, version, documentation and how far it has come (profile VER.06)."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from samverkan.api.asking import Day
from samverkan.api.routing import ANYBODY, answered, get

router = Router(tags=["api-info"])

VERSION: Final = "1.0.0"
RELEASED: Final = "2026-11-22"
NAME: Final = "Samverkan"


class ApiInfo(Schema):
    """What the API is. The names are the profile's own."""

    apiName: str  # noqa: N815 - as the profile names it
    apiVersion: str  # noqa: N815
    apiReleased: Day  # noqa: N815
    apiDocumentation: str  # noqa: N815
    apiStatus: Literal["design", "beta", "active", "deprecated", "retired"]  # noqa: N815


_EXAMPLE: Final[dict[str, Any]] = {
    "apiName": NAME, "apiVersion": VERSION, "apiReleased": RELEASED,
    "apiDocumentation": "https://samverkan.example.se/api/v1/docs", "apiStatus": "active",
}  # fmt: skip


@get(router, "", may=ANYBODY, answer=ApiInfo, example=_EXAMPLE)
def api_info(request: HttpRequest) -> HttpResponse:
    """What this API is."""
    documentation = request.build_absolute_uri("/api/v1/docs")
    return answered({**_EXAMPLE, "apiDocumentation": documentation})
