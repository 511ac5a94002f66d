"""The API put together: its resources under one root, each kind of error as a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from samverkan.actions.acting import ActionError, RefusedError
from samverkan.api import (
    agreements,
    assignments,
    bodies,
    conditions,
    decisions,
    documents,
    info,
    items,
    matters,
    organisations,
    search,
    standing,
)
from samverkan.api.problems import ProblemError, language_of, problem, written
from samverkan.words import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

service = NinjaAPI(
    title=info.NAME, version=info.VERSION, urls_namespace="api", openapi_url=None, docs_url=None,
)  # fmt: skip

for address, resource in (
    ("organisations", organisations),
    ("bodies", bodies),
    ("matters", matters),
    ("documents", documents),
    ("items", items),
    ("decisions", decisions),
    ("agreements", agreements),
    ("assignments", assignments),
    ("conditions", conditions),
    ("search", search),
    ("api-info", info),
):
    service.add_router(f"/{address}", resource.router)
service.add_router("/agreements", standing.router)


@service.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, error)


@service.exception_handler(Http404)
def _missing(request: HttpRequest, _: Any) -> HttpResponse:
    return problem(request, ProblemError("not_found"))


@service.exception_handler(ActionError)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, RefusedError):
        return problem(request, ProblemError("not_in_scope"))
    return written(request, "refused", say("actions", error.code, error.values, language_of(request)))


@service.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    language = language_of(request)
    invalid = [
        {
            "property": str(found["loc"][-1])[:80],
            "reason": say("api", _reason(found["type"]), found.get("ctx", {}), language),
        }
        for found in error.errors
    ]
    return problem(request, ProblemError("invalid_parameters", invalid=invalid))


def _reason(kind: str) -> str:
    """The code of the sentence for what is wrong with a value."""
    return f"reason.{kind}" if kind in _REASONS else "reason.malformed"


_REASONS: Final = {
    "missing", "greater_than_equal", "less_than_equal", "literal_error", "string_too_long", "uuid_parsing",
    "file_empty",
}  # fmt: skip


@service.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, _: Any) -> HttpResponse:
    return problem(request, ProblemError("too_large", most=2))


def _bad(request: HttpRequest, _: Any) -> HttpResponse:
    return problem(request, ProblemError("bad_request"))


for kind in (HttpError, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
    service.add_exception_handler(kind, _bad)
