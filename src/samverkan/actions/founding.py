"""An organisation begins: its number, name and bodies in, with its first administrator; all of it or nothing.

Nobody is at work there before it is done, so it acts for itself (`itself`); after it, its administrator gives the roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.account import change_password
from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.people import invite, needs_link
from samverkan.actions.register import organisation_number, register_body, register_organisation
from samverkan.actions.roles import Right, Role
from samverkan.store.models import Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

KINDS: Final = ("region", "municipality", "association", "other")
"""What a legal person may be."""


class Founded(NamedTuple):
    """The organisation and its administrator. `link`: they have no way in yet and need an invitation's link."""

    organisation: Organisation
    administrator: Person
    link: bool


def itself(number: str) -> Acting:
    """The organisation that begins, at work for itself; InvalidError for a number that is none."""
    return Acting(None, Organisation(number=organisation_number(number)), frozenset({Role.ADMINISTRATOR}))


@action(Right.MANAGE_PEOPLE)
def found(
    acting: Acting, *, kind: str, name: str, from_day: date, bodies: Sequence[str], email: str, person: str,
    password: str | None = None,
) -> Founded:  # fmt: skip
    """The organisation, its bodies and its first administrator, who keeps the account they may have from before.

    InvalidError where the organisation is there already, or where a password is given to somebody who has an account.
    """
    number, name = acting.organisation.pk, " ".join(name.split())
    if kind not in KINDS:
        raise InvalidError("unknown_kind", kind=kind[:20], known=", ".join(KINDS))
    if not name:
        raise InvalidError("name_missing")
    _, new = Organisation.objects.get_or_create(number=number, defaults={"kind": kind, "recorded": acting.at})
    if not new:
        raise InvalidError("organisation_exists", number=number)
    organisation = register_organisation(acting, number=number, kind=kind, name=name[:200], from_day=from_day)
    for body in bodies:
        register_body(acting, name=body[:200])
    before = Person.objects.known_as(email)
    administrator = invite(acting, email=email, name=person, role=Role.ADMINISTRATOR.value)
    if password is not None:
        if before is not None:
            raise InvalidError("has_account")
        change_password(administrator, new=password, same=password)
    acting.note("organisation_begun", number, kind=kind)
    return Founded(organisation, administrator, needs_link(administrator))
