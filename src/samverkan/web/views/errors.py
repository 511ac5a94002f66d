"""What is answered where no page is: in our look and words, also when nothing else works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from samverkan.web.asked import asked_by

if TYPE_CHECKING:
    from django.http import HttpRequest

_CODES: Final = {400: "error.bad", 403: "error.refused", 404: "missing", 500: "error.fault"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: nothing that can be understood was asked."""
    return _told(request, 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: refused before any page was reached."""
    return _told(request, 403)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: a form that did not come from a page of ours, or from one that has lain too long."""
    return _told(request, 403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: no such address."""
    return _told(request, 404)


def fault(request: HttpRequest) -> HttpResponse:
    """500: our own error."""
    return _told(request, 500)


def _told(request: HttpRequest, status: int) -> HttpResponse:
    domain = "pages" if status == 404 else "people"
    shown = {"heading": f"{domain}:{_CODES[status]}", "why": f"{domain}:{_CODES[status]}.why"}
    try:
        request.GET = QueryDict()
        return render(request, "web/people/error.html", {"asked": asked_by(request), **shown}, status=status)
    except Exception:
        return HttpResponse(render_to_string("web/people/plain_error.html", {"status": status}), status=status)
