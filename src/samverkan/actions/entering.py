"""Who enters by a provider: what it says of them in, the person out. A provider gives nobody a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from samverkan.actions.acting import RefusedError
from samverkan.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Mapping


class Said(NamedTuple):
    """What a provider says of somebody, by the claims that its settings name, and what the settings say of it."""

    provider: str
    email: str
    verified: bool
    name: str
    organisation: str
    affiliation: str
    acr: str
    amr: tuple[str, ...]
    level: int
    domains: tuple[str, ...]
    make_accounts: bool

    @classmethod
    def of(cls, provider: str, settings: Mapping[str, Any], claims: Mapping[str, Any]) -> Said:
        """The claims, understood by the provider's settings."""
        named = {what: _text(claims.get(claim)) for what, claim in settings["claims"].items() if claim}
        acr = _text(claims.get("acr"))
        amr = claims.get("amr")
        level = settings["levels"].get(acr, 1)
        return cls(
            provider, named.get("email", "").strip().casefold(), str(claims.get("email_verified", True)).casefold() == "true",
            named.get("name", ""), "".join(filter(str.isdecimal, named.get("organisation", "")))[-10:],
            named.get("affiliation", ""), acr, tuple(map(_text, amr)) if isinstance(amr, list) else (),
            level if isinstance(level, int) else 1, tuple(settings["domains"]), settings["make_accounts"],
        )  # fmt: skip


@transaction.atomic
def enter(known: Person | None, said: Said) -> Person:
    """The person: the one `known` from before, else the one with the address, else a new one where the settings allow it.

    RefusedError: `inactive`; `not_vouched` (the provider may not speak for the address, or has not verified it);
    `unknown` (nobody has it).
    """
    person = known
    if person is None:
        if not said.verified or said.email.rpartition("@")[2] not in said.domains or not said.email.rpartition("@")[0]:
            raise RefusedError("not_vouched")
        person = Person.objects.known_as(said.email)
    if person is None:
        if not said.make_accounts:
            raise RefusedError("unknown")
        return Person.objects.create_user(said.email, name=(said.name or said.email)[:120])
    if not person.is_active:
        raise RefusedError("inactive")
    return person


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
