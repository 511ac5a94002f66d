"""Assignments of a board through two years, as its minutes tell them: papers made and confirmed, for tests of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.office import NAMES, office

from samverkan.actions.documents import receive
from samverkan.actions.marking import mark
from samverkan.actions.reading import read_paper
from samverkan.actions.reviewing import Place, record
from samverkan.store.drafted import CONFIRMED

if TYPE_CHECKING:
    from datetime import date

    from samverkan.actions.acting import Acting
    from samverkan.store.models import Agreement

BOARD = "Hälso- och sjukvårdsnämnden"
WITH = "avtalet med Lindmora kommun om Familjecentralen Lärkan"
TASKS = {
    "costs": f"hälso- och sjukvårdsdirektören i uppdrag att redovisa kostnaderna för {WITH} senast den 1 mars 2024",
    "rooms": f"regiondirektören i uppdrag att se över lokalerna i {WITH} och återkomma till nämndens sammanträde i juni",
    "visits": f"ekonomidirektören i uppdrag att följa antalet besök enligt {WITH} i samband med delårsrapporten",
    "youth": f"ungdomsnämnden i uppdrag att pröva öppettider enligt {WITH} före utgången av 2024",
}


def minutes(day: str, section: str, title: str, *points: str) -> str:
    """The region's minutes: one § with att-clauses."""
    said = ",\n\n".join(f"att {one}" for one in points)
    return f"""REGION VÄSTANA                            PROTOKOLL                                 9 (30)
Hälso- och sjukvårdsnämnden               Sammanträdesdatum {day}


§ {section} {title}
Dnr HSN 2023-00157

Hälso- och sjukvårdsnämndens beslut
Hälso- och sjukvårdsnämnden beslutar

{said}.

Sammanfattning av ärendet
Region Västana och Lindmora kommun driver Familjecentralen Lärkan tillsammans enligt ett samverkansavtal.

Beslutet skickas till
Socialnämnden i Lindmora kommun
"""


def given(day: str = "2023-05-16", section: str = "88") -> str:
    """The four assignments in one §."""
    return minutes(day, section, f"Uppdrag om {WITH}", *(f"ge {one}" for one in TASKS.values()))


def reported(point: str, day: str = "2024-02-20", section: str = "12") -> str:
    """Minutes in which one of them is told of again, beside a decision on the agreement."""
    return minutes(day, section, f"Återrapport om {WITH}", point, f"godkänna tilläggsavtalet till samverkans{WITH}")


def kept(acting: Acting, text: str, *, arrived: date, agreement: Agreement | None = None) -> Agreement:
    """Receive the paper, confirm all that it says and record it with the agreement."""
    for number in NAMES:
        office(number)
    document, _ = receive(acting, paper=read_paper(text.encode(), "protokoll.txt"), arrived=arrived)
    draft = document.draft
    for item in draft.items:
        for n in range(len(item["facts"])):
            mark(acting, draft=draft, fact=f"{item['position']}.{n}", state=CONFIRMED)
    parties = [] if agreement else [office(number).organisation for number in NAMES]
    places = {item["position"]: Place(agreement, None, parties) for item in draft.items}
    entries = record(acting, draft=draft, places=places, why="bekräftat")
    found = entries[0].agreement
    assert found is not None
    return found
