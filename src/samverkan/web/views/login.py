"""Logging in and out, by password or by a provider, and the choices that follow a person: organisation and language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from samverkan.actions.acting import InvalidError
from samverkan.actions.roles import Right
from samverkan.store.models import Person
from samverkan.web.entering import Provider, told
from samverkan.web.page import ANYBODY, page
from samverkan.web.throttle import Tries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samverkan.web.asked import Asked

_TOLD = frozenset({"inactive", "not_vouched", "unknown", "provider_failed", "provider_cancelled", "password_chosen"})


@page("web/people/login.html", may=ANYBODY, methods=("GET", "POST"))
def login(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The login form, and what is sent with it."""
    request = asked.request
    if request.method != "POST":
        code = request.GET.get("told", "")
        return _form(asked, request.GET.get("next", ""), told=code if code in _TOLD else "")
    after = request.POST.get("next", "")
    email = request.POST.get("email", "")
    tries = Tries(request, email)
    wait = tries.begin()
    if wait:
        return _again(asked, after, 429, wait=wait)
    person = auth.authenticate(request, username=email, password=request.POST.get("password"))
    if not isinstance(person, Person):
        return _again(asked, after, 200, wrong=True)
    tries.forget()
    answer: HttpResponse = perform_password_login(request, {}, Login(user=person, redirect_url=_safe(asked, after)))
    return answer


@page("web/people/login.html", may=ANYBODY, methods=("POST",))
def logout(asked: Asked) -> HttpResponse:
    """The session's end."""
    auth.logout(asked.request)
    return HttpResponseRedirect(settings.LOGIN_URL)


@page("web/people/login.html", may=ANYBODY)
def with_provider(asked: Asked, provider_id: str) -> HttpResponse:
    """To the provider, which sends the person back to `from_provider`."""
    request = asked.request
    try:
        provider = get_adapter().get_provider(request, provider_id)
        wanted = dict(provider.app.settings.get("auth_params", {}))
        answer: HttpResponse = provider.redirect(
            request, AuthProcess.LOGIN, next_url=_safe(asked, request.GET.get("next", "")), auth_params=wanted
        )
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, KeyError, ValueError):
        return told("provider_failed")
    return answer


@page("web/people/login.html", may=ANYBODY)
def from_provider(asked: Asked, provider_id: str) -> HttpResponse:
    """Back from the provider: its answer weighed by allauth, its person found by `actions.entering`."""
    request = asked.request
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Provider(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, OAuth2Error, KeyError, ValueError):
        return told("provider_failed")
    return answer


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


def _form(asked: Asked, after: str, **more: object) -> dict[str, Any]:
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    ways = [{"id": app["provider_id"], "name": app["name"]} for app in apps]
    return {"next": _safe(asked, after) or "", "providers": ways, "demo": settings.DEMO, **more}


def _again(asked: Asked, after: str, status: int, **more: object) -> HttpResponse:
    shown: Mapping[str, Any] = {**_form(asked, after, **more), "asked": asked}
    return render(asked.request, "web/people/login.html", shown, status=status)


def _safe(asked: Asked, address: str) -> str | None:
    """The address where it is one of our own."""
    request = asked.request
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else None


def _back(asked: Asked, address: str) -> HttpResponse:
    """To an address of our own, else to the first page."""
    return HttpResponseRedirect(_safe(asked, address) or settings.LOGIN_REDIRECT_URL)
