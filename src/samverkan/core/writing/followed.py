"""What a point says of an assignment given before: that it was reported back, or that its time is another; facts out.

Only where the words name the assignment, by day or §. What is declared fulfilled is no report (`recording`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.dates import PartialDate
from samverkan.core.facts import AssignmentDue, AssignmentReported
from samverkan.core.reading.due import due_in
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.facts import Fact
    from samverkan.core.reading.values import Decision, Reference
    from samverkan.core.writing.paper import Paper

# "Delredovisning av kommunfullmäktiges uppdrag 2021-11-25 § 39 ... antecknas", "Återrapporteringen av uppdraget från den ... noteras"
_REPORT: Final = Wording(
    r"(?i)(?P<kind>(?:del|slut|åter)?(?:redovisning|rapportering|rapport)(?:en|er|erna)?|läges\s?(?:rapport|redovisning)(?:en)?"
    r"|återkoppling(?:en)?)\s(?:\S+\s){0,4}?(?:\S*uppdrag(?:et|en)?)(?![\wåäö])"
)
_TASK_REPORTED: Final = Wording(r"(?i)uppdrag(?:et|en)?\s.{0,400}?\s(?:återrapporter|redovis)ats(?![\wåäö])")
_UNFINISHED: Final = Wording(
    r"(?i)(?<![\wåäö])(?:ej|inte|icke)\s(?:\S+\s)?(?:fullgjor[td]a?|slutför(?:da?|t)|avslutat|fullföljts?)(?![\wåäö])"
)
_PARTLY: Final = re.compile(r"(?i)del|läges")
# the time of the assignment, not the agreement's: "förlänga tiden för uppdraget ...", "ytterligare tid för uppdraget ..."
_LATER: Final = Wording(
    r"(?i)(?:förläng\w*|senareläg\w*|flytta[rs]?\sfram|skjut\w*\supp|ändra\w*)\s"
    r"(?:(?:tid|slutdag|slutdatum|sista\sdag|redovisning|slutredovisning|återrapportering)\w*\s(?:för|av)\s)?(?:(?!\S*(?:avtal|överens|samverk))\S+\s){0,2}?\S*uppdrag",
    r"(?:förlängd|ny|mer|ytterligare|längre)\s(?:slut|redovisnings)?(?:tid|dag)\w*\s(?:för|med|på)\s(?:\S+\s){0,3}?\S*uppdrag",
    r"anstånd\smed\s(?:\S+\s){0,3}?\S*uppdrag",
)  # fmt: skip
_UNTIL: Final = Wording(r"(?i)(?:till\soch\smed|t\.?o\.?m\.?|till|senast)\s(?:den\s)?(?=\d)")


def followed(paper: Paper, one: Decision) -> Iterator[Fact]:
    """What the point says of the assignments that it names; nothing of a proposal."""
    if paper.proposed or one.act in ("propose", "assign", "fulfilled"):
        return
    text = one.text.value
    named = [ref for ref in paper.read.references if _inside(ref, one) and (ref.section or ref.date is not None)]
    if not named or "uppdrag" not in text.lower():
        return
    if one.act == "note":
        yield from _reported(paper, one, named)
    elif _LATER.search(text) is not None:
        yield from _due(paper, one, named)


def _inside(reference: Reference, one: Decision) -> bool:
    span = one.text.span
    return span.start <= reference.span.start and reference.span.end <= span.end


def _reported(paper: Paper, one: Decision, named: list[Reference]) -> Iterator[Fact]:
    text = one.text.value
    said, unfinished = _REPORT.search(text), _UNFINISHED.search(text) is not None
    if said is None and not unfinished and _TASK_REPORTED.search(text) is None:
        return
    partial = unfinished or (said is not None and _PARTLY.match(said["kind"]) is not None)
    for reference in _assigning(named, one):
        yield AssignmentReported(
            **paper.common("reported", one.text.span), day=reference.date, section=reference.section, partial=partial,
            text=text,
        )  # fmt: skip


def _due(paper: Paper, one: Decision, named: list[Reference]) -> Iterator[Fact]:
    text = one.text.value
    until = list(_UNTIL.finditer(text))
    given = None if paper.day is None else paper.day.first
    found = due_in(f"senast {text[until[-1].end() :]}", given) if until else due_in(text, given)
    if found is None or found.day is None:
        return
    for reference in _assigning(named, one)[:1]:
        yield AssignmentDue(
            **paper.common("due", one.text.span), due=PartialDate.of(found.day), day=reference.date,
            section=reference.section, text=text,
        )  # fmt: skip


def _assigning(named: list[Reference], one: Decision) -> list[Reference]:
    """The references that are to assignments: from the first word of one on."""
    task = re.search(r"(?i)uppdrag", one.text.value)
    start = one.text.span.start if task is None else one.text.span.start + task.start()
    return [ref for ref in named if ref.span.end >= start][:1] or named[:1]
