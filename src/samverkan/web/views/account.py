"""One's own account: name, language, daily letter, password, factors and where one is logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import auth
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.account import change_account, change_password, choose_password, chosen_by
from samverkan.actions.acting import InvalidError
from samverkan.store.sessions import end_sessions
from samverkan.web.guarding import factors_of
from samverkan.web.page import ACCOUNT, ANYBODY, page
from samverkan.web.throttle import Tries

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


@page("web/people/account.html", may=ACCOUNT, methods=("GET", "POST"))
def account(asked: Asked) -> dict[str, Any] | HttpResponse:
    """What is on file of the one who asks; sent here: changed."""
    request, person = asked.request, asked.person
    if request.method == "POST":
        sent = request.POST
        change_account(
            person, name=sent.get("name", ""), language=sent.get("language", ""), digest=sent.get("digest") == "yes"
        )
        answer = HttpResponseRedirect(f"{reverse('account')}?saved=1")
        answer.delete_cookie("language")  # the account's language now goes before the browser's
        return answer
    roles = person.roles.select_related("organisation", "body").prefetch_related("organisation__names")
    return {
        "person": person, "roles": roles, "factors": len(factors_of(person)), "local": person.has_usable_password(),
        "others": person.sessions.exclude(session_key=request.session.session_key or "").count(),
        "saved": request.GET.get("saved") == "1", "ended": request.GET.get("ended") == "1",
        "minutes": settings.SESSION_COOKIE_AGE // 60,
    }  # fmt: skip


@page("web/people/password.html", may=ACCOUNT, methods=("GET", "POST"))
def password(asked: Asked) -> dict[str, Any] | HttpResponse:
    """A new password; every other browser is logged out."""
    request, person = asked.request, asked.person
    if not person.has_usable_password():
        raise InvalidError("no_password")
    if request.method != "POST":
        return {}
    tries = Tries(request, f"again:{person.pk}")
    wait = tries.begin()
    if wait:
        return {"wait": wait}
    if not person.check_password(request.POST.get("old", "")):
        return {"wrong": True}
    tries.forget()
    try:
        change_password(person, new=request.POST.get("new", ""), same=request.POST.get("same", ""))
    except InvalidError as error:
        return {"code": error.code, "values": error.values}
    auth.update_session_auth_hash(request, person)
    record_authentication(request, person, "again")
    end_sessions(person, but=request.session.session_key)
    return HttpResponseRedirect(f"{reverse('account')}?saved=1")


@page("web/people/account.html", may=ACCOUNT, methods=("POST",))
def end_others(asked: Asked) -> HttpResponse:
    """Log out everywhere else."""
    end_sessions(asked.person, but=asked.request.session.session_key)
    return HttpResponseRedirect(f"{reverse('account')}?ended=1")


@page("web/people/welcome.html", may=ANYBODY, methods=("GET", "POST"))
def welcome(asked: Asked, person_id: str, token: str) -> dict[str, Any] | HttpResponse:
    """An invitation's link: choose a password, once."""
    person = chosen_by(person_id, token)
    if person is None:
        return {"used": True}
    if asked.request.method != "POST":
        return {"person": person}
    try:
        choose_password(person, new=asked.request.POST.get("new", ""), same=asked.request.POST.get("same", ""))
    except InvalidError as error:
        return {"person": person, "code": error.code, "values": error.values}
    auth.logout(asked.request)
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?told=password_chosen")
