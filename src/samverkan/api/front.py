"""What holds for every request to the API, whichever resource: middleware in front of everything else.

An error is a problem, wherever it arose. HEAD is GET without its content, OPTIONS says what may be done. Each answer has
a strong ETag made of its content, and 304 is said to one who has it. Nothing is kept by caches between.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from samverkan.api.problems import MEDIA_TYPE, ProblemError, language_of, of_status, problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

ROOT: Final = "/api/"
_KEPT: Final = ("ETag", "Cache-Control", "Vary", "Content-Language", "RateLimit", "RateLimit-Policy", "Link")
_HEAD: Final = "HEAD"


def front(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django's middleware; requests for pages go by."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        asked = request.method or ""
        if not _acceptable(request):
            response = problem(request, ProblemError("not_acceptable"))
        else:
            if asked == _HEAD:
                request.method = "GET"
            response = get_response(request)
            request.method = asked
        if response.status_code == 405:
            response["Allow"] = _allowed(response["Allow"])
            if asked == "OPTIONS":
                response = HttpResponse(status=204, headers={"Allow": response["Allow"]})
                del response["Content-Type"]
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith(MEDIA_TYPE):
            response = of_status(request, response)
        return _finished(request, asked, response)

    return answer


def _finished(request: HttpRequest, asked: str, response: HttpResponse) -> HttpResponse:
    """The answer with its headers, or 304 where the one who asks has it already."""
    for name, value in getattr(request, "api_headers", {}).items():
        response[name] = value
    response["Content-Language"] = language_of(request)
    response["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization"))
    if asked in ("GET", _HEAD) and response.status_code == 200 and not response.streaming:
        response["Cache-Control"] = "private, no-cache"
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:40]}"'
        if _has(request, response["ETag"]):
            same = HttpResponseNotModified()
            for name in _KEPT:
                if name in response:
                    same[name] = response[name]
            return same
    else:
        response["Cache-Control"] = "no-store"
    if not response.streaming and response.status_code != 204:
        response["Content-Length"] = str(len(response.content))
    if asked == _HEAD and not response.streaming:
        length = response["Content-Length"]
        response.content = b""
        response["Content-Length"] = length
    return response


def _has(request: HttpRequest, etag: str) -> bool:
    """Whether If-None-Match names the tag; tags are compared weakly there (RFC 9110, 13.1.2)."""
    known = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    return etag in known or known == ["*"]


def _allowed(said: str) -> str:
    methods = {one.strip() for one in said.split(",") if one.strip()}
    return ", ".join(sorted(methods | {"OPTIONS"} | ({_HEAD} if "GET" in methods else set())))


def _acceptable(request: HttpRequest) -> bool:
    """Whether JSON may be sent, or HTML where the address is that of the documentation."""
    if "Accept" not in request.headers or request.method == "OPTIONS":
        return True
    wanted = "text/html" if request.path_info.rstrip("/").endswith("/docs") else "application/json"
    return request.accepts(wanted) or request.accepts(MEDIA_TYPE)
