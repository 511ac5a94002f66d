"""Minutes signed and extracts certified by one board of two: what tests of what comes after begin from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.actions.deciding import CLAUSE, NAMES, Side

from samverkan.actions.acting import Acting, InvalidError
from samverkan.actions.certifying import certify
from samverkan.actions.justering import put_to_justering, sign_minutes
from samverkan.actions.pinning import pin
from samverkan.actions.roles import Role
from samverkan.actions.signing import signer_for
from samverkan.store.models import (
    AgendaItem,
    Extract,
    Person,
)
from samverkan.store.standings import answered

if TYPE_CHECKING:
    from samverkan.store.models import Justering


def refused(code: str) -> object:
    return pytest.raises(InvalidError, match=f"^{code}$")


def people(side: Side) -> dict[str, Person]:
    """An account for the chair and one for the justerare."""
    number = side.acting.organisation.pk
    return {
        name: Person.objects.get_or_create(email=f"{n}@{number}.example", defaults={"name": name})[0]
        for n, name in enumerate(NAMES[:2])
    }


def by(side: Side, person: Person) -> Acting:
    return replace(side.acting, person=person, roles=frozenset({Role.JUSTERARE}), notes=[])


def justerad(side: Side) -> Justering:
    """The minutes put to justering and signed by both."""
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
    for person in accounts.values():
        sign_minutes(by(side, person), justering=justering, assurance=3)
    side.item.refresh_from_db()
    return justering


def certified(side: Side) -> Extract:
    justerad(side)
    return certify(side.acting, item=side.item, office="registrator", assurance=3)


def standing(side: Side, item: AgendaItem | None = None) -> str:
    agreement = (item or side.item).agreement
    assert agreement is not None
    found = answered(agreement.cooperation_id, side.acting.view(), on=CLAUSE.period.from_.first, party=None)
    return found.standings.agreements[found.order.index(agreement.pk)].standing


def pinned(receiver: Side, sender: Side) -> object:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    signer = signer_for(sender.acting, sender.acting.person.name, "registrator")
    certificate = x509.load_der_x509_certificate(signer.certificate.dump()).public_bytes(Encoding.PEM)
    return pin(
        receiver.acting,
        sender=sender.acting.organisation,
        body=sender.body.name,
        certificate=certificate,
        why="Överlämnat.",
    )
