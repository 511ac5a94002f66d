"""Tokens: which systems act for the organisation through the API, what each may do and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from django.http import HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.roles import Right, Scope
from samverkan.actions.tokens import LONGEST, make_token, revoke_token
from samverkan.store.models import ApiToken
from samverkan.web.asked import day_given
from samverkan.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samverkan.web.asked import Asked


class Row(NamedTuple):
    """A token as the page lists it; `state`: open, expired or revoked."""

    token: ApiToken
    scopes: list[str]
    state: str
    said: str


@page("web/tokens.html", may=Right.MANAGE_TOKENS, methods=("GET", "POST"))
def tokens(asked: Asked) -> dict[str, Any]:
    """The organisation's tokens, and the form for a new one; a new token is shown once, when it is made."""
    acting, form = asked.somebody, asked.request.POST
    made = error = None
    if asked.request.method == "POST":
        try:
            made = make_token(
                acting, label=form.get("label", ""), scopes=form.getlist("scopes"),
                expires=day_given(asked, "expires"), once=_once(form.get("once", "")),
            )  # fmt: skip
        except InvalidError as refused:
            error = refused
    rows = [
        _row(one, acting.today)
        for one in ApiToken.objects.filter(organisation=acting.organisation).order_by("revoked", "-made")
    ]
    kept = error is not None
    return {
        "rows": rows,
        "open": sum(row.state == "open" for row in rows),
        "made": made,
        "error": error,
        "once": form.get("once", "") if kept else str(uuid4()),
        "label": form.get("label", "") if kept else "",
        "expires": form.get("expires", "") if kept else str(acting.today + timedelta(days=365)),
        "last": str(acting.today + LONGEST),
        "first": str(acting.today),
        "scopes": [
            (scope.value, f"tokens:scope.{scope.value}", kept and scope.value in form.getlist("scopes"))
            for scope in Scope
        ],
    }


@page("web/tokens.html", may=Right.MANAGE_TOKENS, methods=("POST",))
def revoke(asked: Asked) -> HttpResponse:
    """A token that opens nothing from now on."""
    acting = asked.somebody
    wanted = _once(asked.request.POST.get("token", ""))
    token = ApiToken.objects.filter(pk=wanted, organisation=acting.organisation).first()
    if token is None:
        raise InvalidError("not_your_token")
    revoke_token(acting, token=token)
    return HttpResponseRedirect(reverse("tokens"))


def _row(one: ApiToken, today: date) -> Row:
    state = "revoked" if one.revoked is not None else "expired" if one.expires < today else "open"
    return Row(one, [f"tokens:scope.{scope}" for scope in one.scopes], state, f"tokens:state.{state}")


def _once(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise InvalidError("form_is_old") from None
