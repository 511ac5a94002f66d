"""A locked clause and who may sign for each party: what tests of the signed original begin from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from tests.actions.deciding import CLAUSE, locked_clause
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.keeping_originals import latest_bytes
from samverkan.actions.originals import put_to_signing, sign_agreement
from samverkan.actions.pinning import pin
from samverkan.actions.roles import Role
from samverkan.actions.signatories import appoint_signatory
from samverkan.actions.signing import certificate_of, signer_for
from samverkan.store.models import Person
from samverkan.store.models import Role as Held

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting
    from samverkan.core.deciding.clause import Clause
    from samverkan.store.models import ClauseVersion, Original, Signatory

EARLY = "Beslut i pågående ärende väntas; undertecknas i förväg."


class Desk(NamedTuple):
    """A party: who works there, its signatories, and each of them at work."""

    acting: Acting
    signatories: list[Signatory]
    signing: list[Acting]


def desk(number: str, *names: str, from_day: date = date(2020, 1, 1)) -> Desk:
    """A party's office, with a signatory of each name who has an account."""
    acting = office(number)
    made, signing = [], []
    for n, name in enumerate(names):
        person = Person.objects.create(email=f"signatory{n}@{number}.example", name=name)
        Held.objects.create(person=person, organisation=acting.organisation, role=Role.SIGNATORY.value)
        made.append(
            appoint_signatory(
                acting, name=name, office="direktör", ground="KF 2019 § 12", from_day=from_day, person=person
            )
        )
        signing.append(replace(acting, person=person, roles=frozenset({Role.SIGNATORY}), notes=[]))
    return Desk(acting, made, signing)


def two(content: Clause = CLAUSE, *, of_the_first: int = 1) -> tuple[Desk, Desk, ClauseVersion]:
    """Two parties, whose clause both have locked."""
    office(REGION), office(MUNICIPALITY)
    region = desk(REGION, *("Anna Ek", "Bo Alm")[:of_the_first])
    municipality = desk(MUNICIPALITY, "Cia Berg")
    return region, municipality, locked_clause(region.acting, municipality.acting, content)


def put(region: Desk, version: ClauseVersion) -> Original:
    """Put to signing by the first, before the decisions."""
    return put_to_signing(region.acting, version=version, signatories=region.signatories, despite=EARLY)


def signed_away(signing: object, pdf: bytes, *, of: str = "(1 av 1)", at: object = None) -> bytes:
    """The file as the other's own program signs it."""
    name = signing.person.name
    signer = signer_for(signing, name, "direktör")
    return signer.sign(pdf, name=name, reason=f"Undertecknar för {signing.organisation.pk} {of}", at=at or signing.at)


def trusting(one: object, other: object, body: str = "Firmatecknare") -> None:
    """Pin the other's signatory."""
    certificate = certificate_of(other.signing[0], other.signing[0].person.name, "direktör").encode()
    pin(
        one.acting, sender=other.acting.organisation, body=body, certificate=certificate, why="Överlämnat."
    )  # fmt: skip


def half_signed(region: object, version: object) -> bytes:
    """The file that leaves the first one's installation; of its rows nothing is left here."""
    with transaction.atomic():
        original = put(region, version)
        pdf = latest_bytes(sign_agreement(region.signing[0], original=original, assurance=3))
        transaction.set_rollback(True)
    return pdf
