"""What holds for every request of somebody logged in.

The session lives as long as it is used, and a local account has taken its second step (but not with settings.DEMO).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import auth
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from samverkan.store.models import Person

SEEN: Final = "seen"
"""When the session was last saved for being used, in seconds."""

_STEPS: Final = frozenset({"mfa", "socialaccount"})
_WITHOUT: Final = frozenset(
    {"factors", "totp", "passkey", "again", "logout", "choose-language", "accessibility", "account-password"}
)
"""The pages that somebody who lacks a second step sees: those where it is set up."""


def guard(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware."""

    def guarded(request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        if person.is_authenticated:
            if request.GET.get("part") != "news":  # which a page asks for by itself, whether anybody looks at it or not
                _keep_alive(request)
            if not settings.DEMO and not second_step_taken(request, person) and _name(request) not in _WITHOUT:
                if factors_of(person):  # set up in another browser since: this one must show it
                    auth.logout(request)
                    return HttpResponseRedirect(settings.LOGIN_URL)
                return HttpResponseRedirect(reverse("factors"))
        return answer(request)

    return guarded


def second_step_taken(request: HttpRequest, person: Person) -> bool:
    """Whether this session has more than a password behind it."""
    return any(one.get("method") in _STEPS for one in get_authentication_records(request, person))


def take_second_step(request: HttpRequest, person: Person, factor: Authenticator) -> None:
    """Setting a factor up shows that one has it."""
    record_authentication(request, person, "mfa", id=factor.pk, type=factor.type)


def recently(request: HttpRequest) -> bool:
    """Whether the person has shown who they are within the last minutes, as what touches the account asks."""
    person: Any = request.user
    shown = [one["at"] for one in get_authentication_records(request, person)]
    return bool(shown) and time.time() - max(shown) < _RECENT


def factors_of(person: Person) -> list[Authenticator]:
    """The person's authenticator app and passkeys, oldest first."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return list(Authenticator.objects.filter(user=person, type__in=kinds).order_by("pk"))


_RECENT: Final = 15 * 60


def _keep_alive(request: HttpRequest) -> None:
    """Save the session anew when a tenth of its time has gone, so that only what is not used ends."""
    now = time.time()
    if now - request.session.get(SEEN, 0) > min(60, settings.SESSION_COOKIE_AGE / 10):
        request.session[SEEN] = now


def _name(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).url_name
    except Resolver404:
        return None
