"""How every page is made: its right asked for, its view run, its template filled; errors said in words.

A view takes an `Asked` (and what its address names) and returns what its template needs, or a response. Each declares
its right with `page`; a route without one fails a test.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render

from samverkan.actions.acting import RefusedError
from samverkan.actions.roles import Right
from samverkan.core.findings import SamverkanError
from samverkan.web.asked import Asked, asked_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    View = Callable[..., "dict[str, Any] | HttpResponseBase"]

ANYBODY: Final = None
"""The right of a page that needs no login."""

ACCOUNT: Final = "account"
"""The right of a page about one's own account: whoever is logged in, in any role or none."""


def page(
    template: str, *, may: Right | Literal["account"] | None, methods: tuple[str, ...] = ("GET",)
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Make a view of a function: `may` is the right it asks for (or `ACCOUNT`, `ANYBODY`), `template` the page it fills."""

    def made(function: View) -> Callable[..., HttpResponseBase]:
        @wraps(function)
        def view(request: HttpRequest, **named: Any) -> HttpResponseBase:
            if request.method not in (*methods, *(["HEAD"] if "GET" in methods else [])):
                return _form_alone(request, methods)
            asked: Asked | None = None
            try:
                asked = asked_by(request)
                if may is not None and not request.user.is_authenticated:
                    return _to_login(request)
                if isinstance(may, Right):
                    if asked.acting is None:
                        raise RefusedError("no_role")
                    if not asked.may(may):
                        raise RefusedError("not_allowed", right=may.value)
                answer = function(asked, **named)
            except SamverkanError as error:
                status = 403 if isinstance(error, RefusedError) else 400
                return _told(request, asked, "web/refused.html", status, code=error.code, values=error.values)
            except Http404:
                return _told(request, asked, "web/missing.html", 404)
            if isinstance(answer, HttpResponseBase):
                return answer
            return render(request, template, {**answer, "asked": asked})

        view.may = may  # type: ignore[attr-defined]  # the test that walks every route asks for both
        view.methods = methods  # type: ignore[attr-defined]  # the same
        return view

    return made


def _to_login(request: HttpRequest) -> HttpResponse:
    """To the login, and then back: to the page asked for, or to the one whose form was sent when the session had ended."""
    there = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        before = urlsplit(request.headers.get("Referer", ""))
        there = urlunsplit(("", "", before.path, before.query, "")) if before.netloc == request.get_host() else "/"
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': there or '/'})}")


def _told(request: HttpRequest, asked: Asked | None, template: str, status: int, **told: Any) -> HttpResponse:
    return render(request, template, {"asked": asked or _plainly(request), **told}, status=status)


def _form_alone(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """405, in words: an address that only takes what a form sends, opened as if it were a page."""
    said = {"heading": "people:error.form_alone", "why": "people:error.form_alone.why"}
    answer = _told(request, None, "web/people/error.html", 405, **said)
    answer["Allow"] = ", ".join(methods)
    return answer


def _plainly(request: HttpRequest) -> Asked:
    """The request without the days that could not be understood."""
    request.GET = QueryDict()
    return asked_by(request)
