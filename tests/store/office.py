"""Two organisations with a registrar each, and the way of a paper through review: what tests of the ledger begin from."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting
from samverkan.actions.documents import receive
from samverkan.actions.marking import confirm_all
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_organisation
from samverkan.actions.reviewing import Place, record
from samverkan.actions.roles import Role
from samverkan.store.models import Organisation, Person

if TYPE_CHECKING:
    from datetime import datetime

    from samverkan.actions.reading import Paper
    from samverkan.store.models import Agreement, Document

EXAMPLES = Path(__file__).parents[2] / "examples"
REGION, MUNICIPALITY = "2321990018", "2120990011"
NAMES = {REGION: ("region", "Region Västana"), MUNICIPALITY: ("municipality", "Lindmora kommun")}


def office(number: str, *roles: Role, at: datetime | None = None) -> Acting:
    """Somebody at work for one of the two organisations, made where it is not there; a registrar if nothing is said."""
    kind, name = NAMES[number]
    organisation = Organisation.objects.filter(number=number).first()
    if organisation is None:
        itself = Acting(None, Organisation(number=number, kind=kind), frozenset({Role.REGISTRAR}))
        organisation = register_organisation(itself, number=number, kind=kind, name=name, from_day=date(2000, 1, 1))
    person, _ = Person.objects.get_or_create(
        email=f"{'-'.join(roles) or 'registrar'}@{number}.example", defaults={"name": "Någon"}
    )
    acting = Acting(person, organisation, frozenset(roles or {Role.REGISTRAR}))
    return acting if at is None else Acting(person, organisation, acting.roles, at)


def confirm(
    acting: Acting, file: str, *, arrived: date, agreement: Agreement | None = None, justered: date | None = None,
    ground: str | None = None,
) -> tuple[Document, Agreement]:  # fmt: skip
    """Receive a sample paper, confirm all that it says, record it; a new agreement is both organisations' own."""
    for number in NAMES:
        office(number)
    path = EXAMPLES / file
    document, _ = receive(acting, paper=_read(path), arrived=arrived)
    draft = document.draft
    confirm_all(
        acting,
        draft=draft,
        facts=[f"{item['position']}.{n}" for item in draft.items for n in range(len(item["facts"]))],
    )
    place = Place(agreement, None, [] if agreement else list(Organisation.objects.all()))
    entries = record(
        acting, draft=draft, places={item["position"]: place for item in draft.items}, why="bekräftat",
        justered=justered, ground=ground,
    )  # fmt: skip
    found = entries[0].agreement
    assert found is not None
    return document, found


@cache
def _read(path: Path) -> Paper:
    """The sample paper as read, once in each process."""
    return read_paper(path.read_bytes(), path.name)
