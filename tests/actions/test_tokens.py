"""Tokens: shown once, kept as a digest, limited in time, scope and rate, revoked at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.roles import MAY, OPENS, Right, Role, Scope
from samverkan.actions.tokens import LONGEST, acting_as, make_token, revoke_token, token_of, use
from samverkan.store.models import ApiToken, AuditContent


@pytest.fixture
def admin() -> Acting:
    return office(REGION, Role.ADMINISTRATOR)


def made(acting: Acting, **changed: object) -> tuple[ApiToken, str]:
    asked = {"label": "Diariet", "scopes": ["read"], "expires": acting.today, "once": uuid4(), **changed}
    found = make_token(acting, **asked)  # type: ignore[arg-type]
    assert found.secret is not None
    return found.token, found.secret


def test_only_a_digest_is_kept(admin: Acting) -> None:
    token, secret = made(admin)
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row)
    assert secret not in str(list(AuditContent.objects.values_list("content", flat=True)))
    assert token_of(secret) == token
    assert token_of(secret[:-1]) is None


def test_a_form_sent_twice_makes_one_token_and_shows_it_once(admin: Acting) -> None:
    once = uuid4()
    made(admin, once=once)
    again = make_token(admin, label="Diariet", scopes=["read"], expires=admin.today, once=once)
    assert again.secret is None
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"label": "  "}, "token_without_label"),
        ({"scopes": []}, "token_without_scope"),
        ({"scopes": ["everything"]}, "token_without_scope"),
    ],
)
def test_what_is_missing_is_said(admin: Acting, changed: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidError, match=code):
        made(admin, **changed)


def test_a_token_lasts_a_year_at_most_and_never_backwards(admin: Acting) -> None:
    for day in (admin.today - timedelta(days=1), admin.today + LONGEST + timedelta(days=1)):
        with pytest.raises(InvalidError, match="token_expiry"):
            made(admin, expires=day)
    assert made(admin, expires=admin.today + LONGEST)


def test_only_those_who_manage_tokens_make_and_revoke_them(admin: Acting) -> None:
    token, _ = made(admin)
    for role in Role:
        if Right.MANAGE_TOKENS not in MAY[role]:
            with pytest.raises(RefusedError):
                made(office(REGION, role))
            with pytest.raises(RefusedError):
                revoke_token(office(REGION, role), token=token)


def test_anothers_token_is_not_revoked_nor_made_again(admin: Acting) -> None:
    token, _ = made(admin)
    other = office(MUNICIPALITY, Role.ADMINISTRATOR)
    with pytest.raises(InvalidError, match="not_your_token"):
        revoke_token(other, token=token)
    with pytest.raises(InvalidError, match="not_your_token"):
        made(other, once=token.pk)
    revoke_token(admin, token=token)
    assert ApiToken.objects.get().revoked is not None


def test_a_token_may_what_its_scopes_open_and_is_named_in_the_log(admin: Acting) -> None:
    token, _ = made(admin, scopes=["receive"])
    acting = acting_as(token, admin.at)
    assert {right for right in Right if acting.may(right)} == OPENS[Scope.RECEIVE]
    assert acting.token == str(token.pk)


def test_the_rate_is_held_by_the_database_and_renewed_each_minute(admin: Acting) -> None:
    token, secret = made(admin)
    acting = acting_as(token, admin.at.replace(second=10))
    counted = []
    for _ in range(4):
        fresh = token_of(secret)
        assert fresh is not None
        counted.append(use(fresh, acting, limit=3))
    assert [(one.allowed, one.left) for one in counted] == [(True, 2), (True, 1), (True, 0), (False, 0)]
    assert counted[-1].seconds == 50
    stale = token  # read before the others counted, as by another process at the same time
    assert use(stale, acting, limit=3).allowed is False
    later = replace(acting, at=acting.at + timedelta(minutes=1))
    assert use(stale, later, limit=3).allowed is True
    assert ApiToken.objects.get().used == acting.today
