"""Somebody has lost their second step and nobody inside can forget it for them: done beside the workspace, told in its logs."""

from __future__ import annotations

from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.db import transaction

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right, Role
from samverkan.store.models import Organisation, Person
from samverkan.store.sessions import end_sessions


class Forgotten(NamedTuple):
    """Whose second steps were forgotten, and the organisations whose logs say so."""

    person: Person
    organisations: tuple[Organisation, ...]


def forget_factors(email: str) -> Forgotten:
    """Forget the second steps of the account with the address and log it out; the next login begins with setting one up.

    Each organisation where the person has a role does it for itself and has it in its log. InvalidError where there is no
    such account, or nothing to forget.
    """
    person = Person.objects.known_as(email)
    if person is None:
        raise InvalidError("no_such_account")
    organisations = tuple(
        Organisation.objects.filter(pk__in=person.roles.values("organisation")).prefetch_related("names").order_by("pk")
    )
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user=person).delete()
        if not gone:
            raise InvalidError("no_factors")
        end_sessions(person)
        for one in organisations:
            _told(Acting(None, one, frozenset({Role.ADMINISTRATOR})), person=person)
    return Forgotten(person, organisations)


@action(Right.MANAGE_PEOPLE)
def _told(acting: Acting, *, person: Person) -> None:
    acting.note("factors_forgotten", person.pk)
