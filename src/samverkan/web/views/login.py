"""Logging in and out, and the choices that follow a person: organisation and language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from samverkan.actions.acting import InvalidError
from samverkan.actions.roles import Right
from samverkan.web.page import ANYBODY, page

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


@page("web/login.html", may=ANYBODY, methods=("GET", "POST"))
def login(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The login form, and what is sent with it."""
    request = asked.request
    if request.method != "POST":
        return {"next": request.GET.get("next", ""), "demo": settings.DEMO}
    person = auth.authenticate(request, username=request.POST.get("email"), password=request.POST.get("password"))
    if person is None:
        return {"next": request.POST.get("next", ""), "wrong": True, "demo": settings.DEMO}
    auth.login(request, person)
    return _back(asked, request.POST.get("next", ""))


@page("web/login.html", may=ANYBODY, methods=("POST",))
def logout(asked: Asked) -> HttpResponse:
    """The session's end."""
    auth.logout(asked.request)
    return HttpResponseRedirect(settings.LOGIN_URL)


@page("web/start.html", may=Right.SEE_JOINT, methods=("POST",))
def choose_organisation(asked: Asked) -> HttpResponse:
    """Work for another of the organisations at which the person holds a role."""
    number = asked.request.POST.get("organisation", "")
    if number not in {one.pk for one in asked.organisations}:
        raise InvalidError("not_your_organisation")
    asked.request.session["organisation"] = number
    return _back(asked, "")


@page("web/start.html", may=ANYBODY, methods=("POST",))
def choose_language(asked: Asked) -> HttpResponse:
    """Swedish or English, from now on in this browser."""
    language = "en" if asked.request.POST.get("language") == "en" else "sv"
    answer = _back(asked, asked.request.POST.get("next", ""))
    answer.set_cookie(
        "language", language, max_age=365 * 86400, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


def _back(asked: Asked, address: str) -> HttpResponse:
    """To an address of our own, else to the first page."""
    request = asked.request
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(address if safe else settings.LOGIN_REDIRECT_URL)
