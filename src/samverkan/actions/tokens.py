"""Tokens for other systems: made for some scopes and some time, shown once, revoked at once; and who a token acts as.

In: what an administrator asks for, or the token a system sends. Out: a row that holds its digest, or an `Acting`.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Case, F, Q, When

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right, Scope
from samverkan.store.models import ApiToken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

LONGEST: Final = timedelta(days=366)
"""The longest that a token may last: a system's owner asks again once a year."""

_PREFIX: Final = "samverkan_"
_MINUTE: Final = 60


class Made(NamedTuple):
    """A token, and what is shown once; None where the form was sent twice and it is made already."""

    token: ApiToken
    secret: str | None


class Use(NamedTuple):
    """One request of a token: whether it is within the limit, how many are left and in how many seconds that is renewed."""

    allowed: bool
    left: int
    seconds: int


@action(Right.MANAGE_TOKENS)
def make_token(acting: Acting, *, label: str, scopes: Iterable[str], expires: date, once: UUID) -> Made:
    """A token for the organisation; `once` is its identity, so that a form sent twice makes one."""
    label = " ".join(label.split())[:80]
    there = ApiToken.objects.filter(pk=once).first()
    if there is not None:
        _own(acting, there)
        acting.note("token_made_already", once)
        return Made(there, None)
    if not label:
        raise InvalidError("token_without_label")
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= {scope.value for scope in Scope}:
        raise InvalidError("token_without_scope")
    if not acting.today <= expires <= acting.today + LONGEST:
        raise InvalidError("token_expiry", first=acting.today, last=acting.today + LONGEST)
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        id=once, organisation=acting.organisation, label=label, digest=digest_of(secret), scopes=wanted,
        made=acting.at, by=acting.person, expires=expires,
    )  # fmt: skip
    acting.note("token_made", token.pk, label=label, scopes=wanted, expires=expires)
    return Made(token, secret)


@action(Right.MANAGE_TOKENS)
def revoke_token(acting: Acting, *, token: ApiToken) -> None:
    """The token opens nothing from now on."""
    _own(acting, token)
    ApiToken.objects.filter(pk=token.pk, revoked=None).update(revoked=acting.at)
    acting.note("token_revoked", token.pk, label=token.label)


def _own(acting: Acting, token: ApiToken) -> None:
    if token.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_token")


def token_of(secret: str) -> ApiToken | None:
    """The token that was shown as these characters."""
    found = ApiToken.objects.filter(digest=digest_of(secret)).select_related("organisation")
    return found.prefetch_related("organisation__names").first()


def acting_as(token: ApiToken, at: datetime) -> Acting:
    """The system that holds the token, at work for the token's organisation."""
    scopes = frozenset(Scope(scope) for scope in token.scopes)
    return Acting(None, token.organisation, frozenset(), at, scopes=scopes, token=str(token.pk))


def use(token: ApiToken, acting: Acting, *, limit: int) -> Use:
    """Count a request in the minute that runs, at most `limit` of them: one statement, whichever process asks."""
    minute, second = divmod(int(acting.at.timestamp()), _MINUTE)
    counted = ApiToken.objects.filter(~Q(minute=minute) | Q(count__lt=limit), pk=token.pk).update(
        count=Case(When(minute=minute, then=F("count") + 1), default=1), minute=minute, used=acting.today
    )
    before = token.count if token.minute == minute else 0
    return Use(bool(counted), max(0, limit - before - 1) if counted else 0, _MINUTE - second)


def digest_of(secret: str) -> str:
    """The digest that is kept of a token: SHA-256; the token's 256 random bits need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
