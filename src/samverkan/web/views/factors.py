"""Second factors: the second step of a login, and setting factors up. The cryptography and the flows are allauth's."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as codes_flows
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal import flows as webauthn_flows
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.web.guarding import factors_of, recently, take_second_step
from samverkan.web.page import ACCOUNT, ANYBODY, page
from samverkan.web.throttle import Tries

if TYPE_CHECKING:
    from samverkan.store.models import Person
    from samverkan.web.asked import Asked


@page("web/people/second_step.html", may=ANYBODY, methods=("GET", "POST"))
def second_step(asked: Asked) -> dict[str, Any] | HttpResponse:
    """After the password: a code from the app, a recovery code, or the passkey."""
    request = asked.request
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return HttpResponseRedirect(settings.LOGIN_URL)
    person: Any = stage.login.user
    if request.method == "POST":
        tries = Tries(request, f"second:{person.pk}")
        wait = tries.begin()
        if wait:
            return _second(asked, person, 429, wait=wait)
        kind = AuthenticateForm if "code" in request.POST else AuthenticateWebAuthnForm
        form = kind(user=person, data=request.POST)
        if form.is_valid():
            tries.forget()
            form.save()
            answer: HttpResponse = stage.exit()
            return answer
        return _second(asked, person, 200, wrong=True)
    return _second(asked, person, 200)


def _second(asked: Asked, person: Person, status: int, **more: object) -> HttpResponse:
    kinds = {one.type for one in factors_of(person)}
    options = _json(webauthn.begin_authentication(person)) if Authenticator.Type.WEBAUTHN in kinds else ""
    shown = {"asked": asked, "options": options, "app": Authenticator.Type.TOTP in kinds, **more}
    return render(asked.request, "web/people/second_step.html", shown, status=status)


@page("web/people/factors.html", may=ACCOUNT)
def factors(asked: Asked) -> dict[str, Any]:
    """The factors that there are, or why one must be set up."""
    found = [
        {"id": one.pk, "kind": one.type, "name": one.wrap().name if one.type == Authenticator.Type.WEBAUTHN else "",
         "made": one.created_at, "used": one.last_used_at}
        for one in factors_of(asked.person)
    ]  # fmt: skip
    return {
        "factors": found,
        "must": not settings.DEMO and not found,
        "app": any(one["kind"] == "totp" for one in found),
    }


@page("web/people/totp.html", may=ACCOUNT, methods=("GET", "POST"))
def totp(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Set up the authenticator app: a picture to scan, then a code that shows it worked."""
    request, person = asked.request, asked.person
    if not recently(request):
        return again_first(asked)
    if any(one.type == Authenticator.Type.TOTP for one in factors_of(person)):
        raise InvalidError("factor_there")
    form = ActivateTOTPForm(user=person, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made, _ = totp_flows.activate_totp(request, form)
        take_second_step(request, person, made)
        return HttpResponseRedirect(reverse("recovery-codes"))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(person, form.secret))
    shown = base64.b64encode(picture.encode()).decode()
    return {"picture": f"data:image/svg+xml;base64,{shown}", "secret": form.secret, "wrong": form.is_bound}


@page("web/people/passkey.html", may=ACCOUNT, methods=("GET", "POST"))
def passkey(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Set up a passkey: the browser asks for it, and what it answers is sent here."""
    request, person = asked.request, asked.person
    if not recently(request):
        return again_first(asked)
    wrong = False
    if request.method == "POST":
        form = AddWebAuthnForm(user=person, data=request.POST)
        if form.is_valid():
            made, _ = webauthn_flows.add_authenticator(
                request, name=form.cleaned_data["name"][:80], credential=form.cleaned_data["credential"]
            )
            take_second_step(request, person, made)
            return HttpResponseRedirect(reverse("recovery-codes"))
        wrong = True
    return {"options": _json(webauthn.begin_registration(person, False)), "wrong": wrong}


@page("web/people/codes.html", may=ACCOUNT, methods=("GET", "POST"))
def recovery_codes(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The codes for when the factor is lost; sent here: new ones."""
    request = asked.request
    if not recently(request):
        return again_first(asked)
    if request.method == "POST":
        if not factors_of(asked.person):
            raise InvalidError("factor_first")
        codes_flows.generate_recovery_codes(request)
        return HttpResponseRedirect(reverse("recovery-codes"))
    kept, _ = codes_flows.view_recovery_codes(request)
    return {"codes": kept.get_unused_codes() if kept else []}


@page("web/people/factors.html", may=ACCOUNT, methods=("POST",))
def remove_factor(asked: Asked, id: int) -> HttpResponse:  # noqa: A002 - the address names it so
    """Take a factor away; the last one stays where a second step is asked for."""
    found = factors_of(asked.person)
    one = next((factor for factor in found if factor.pk == id), None)
    if one is None:
        raise Http404
    if not recently(asked.request):
        return again_first(asked)
    if len(found) == 1 and not settings.DEMO:
        raise InvalidError("last_factor")
    webauthn_flows.delete_and_cleanup(asked.request, one)
    return HttpResponseRedirect(reverse("factors"))


@page("web/people/again.html", may=ACCOUNT, methods=("GET", "POST"))
def again(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Show once more who one is, before what touches the account: by password, or a code where there is none."""
    request, person = asked.request, asked.person
    after = request.POST.get("next", request.GET.get("next", ""))
    after = after if after in _AFTER else "factors"
    app = any(one.type == Authenticator.Type.TOTP for one in factors_of(person))
    shown = {"next": after, "app": app, "password": person.has_usable_password()}
    if request.method != "POST":
        return shown
    tries = Tries(request, f"again:{person.pk}")
    wait = tries.begin()
    if wait:
        return {**shown, "wait": wait}
    if app:
        form = AuthenticateForm(user=person, data=request.POST)
        right = form.is_valid()
    else:
        right = person.has_usable_password() and person.check_password(request.POST.get("password", ""))
    if not right:
        return {**shown, "wrong": True}
    tries.forget()
    record_authentication(request, person, "again")
    return HttpResponseRedirect(reverse(after))


_AFTER = frozenset({"totp", "passkey", "recovery-codes", "factors", "account-password"})


def again_first(asked: Asked) -> HttpResponse:
    """To `again`, then back."""
    match = asked.request.resolver_match
    name = match.url_name if match else None
    return HttpResponseRedirect(f"{reverse('again')}?next={name if name in _AFTER else 'factors'}")


def _json(options: object) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder)
