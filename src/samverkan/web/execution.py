"""The yearly report of execution as a page, a file to work on and a paper to file show it: a year and its words.

In: what the organisation sees of its assignments, the year, and whose. Out: sentences, groups of rows by body and agreement,
the picture of the months, the blocks of the paper.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.standing.names import body_key
from samverkan.core.writing.execution import Task, yearly
from samverkan.core.writing.printed import Heading, Labelled, Paragraph, Printed, Table
from samverkan.store.swedish_order import swedish
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from samverkan.core.writing.execution import Line, Year
    from samverkan.core.writing.printed import Block
    from samverkan.store.following import AssignmentRow
    from samverkan.words import Language

SIDES: Final = ("", "gave", "got")
"""Whose assignments: those a body gave or got, those it gave, those it got."""
STATES: Final = ("done", "reported", "open", "late", "orphan")
COLUMNS: Final = {
    "body": 26, "agreement": 44, "text": 70, "given": 12, "section": 10, "to": 30, "due": 12, "reported": 14, "done": 12, "late": 10,
    "state": 16, "lacks": 44,
}  # fmt: skip


class Shown(NamedTuple):
    """One assignment in the report: its columns in words; `root` is its address."""

    root: int
    state: str
    text: str
    given: date | None
    section: str
    to: str
    due: date | None
    reported: date | None
    done: date | None
    later: bool
    late: int
    word: str
    lacks: str
    is_done: bool


class Group(NamedTuple):
    """What one body gave about one agreement."""

    body: str
    agreement: UUID | None
    title: str
    rows: Sequence[Shown]


class Report(NamedTuple):
    """All of it: whose, of which year, in sentences and rows."""

    year: int
    until: date
    body: str
    side: str
    lead: str
    earlier: str
    groups: Sequence[Group]
    found: Year
    language: Language

    def say(self, code: str, **values: object) -> str:
        """A word or sentence of the report's."""
        return say("following", code, values, self.language)


def is_of(one: AssignmentRow, body: str, side: str) -> bool:
    """Whether the assignment is the body's: given by it, or to it."""
    key = body_key(body)
    gave, got = body_key(one.body) == key, body_key(one.to) == key
    return not body or (gave if side == "gave" else got if side == "got" else gave or got)


def bodies_in(rows: Iterable[AssignmentRow]) -> list[str]:
    """The bodies that gave assignments, in the order of their names."""
    found: dict[str, str] = {}
    for one in rows:
        if one.body:
            found.setdefault(body_key(one.body), one.body)
    return sorted(found.values(), key=swedish)


def report(
    rows: Sequence[AssignmentRow], year: int, on: date, *, body: str, side: str, titles: Mapping[UUID, str], language: Language
) -> Report:  # fmt: skip
    """The report of a year, of assignments as they were followed to its end."""
    mine = {one.root or -one.id: one for one in rows if is_of(one, body, side)}
    found = yearly([_task(key, one, on) for key, one in mine.items()], year, on)
    groups: dict[tuple[str, UUID | None], list[Shown]] = {}
    for line in found.lines:
        one = mine[line.task.key]
        groups.setdefault((one.body, one.agreement), []).append(_shown(one, line, language))
    listed = [
        Group(
            name or say("following", "unsaid", {}, language), agreement,
            titles.get(agreement) or say("registers", "an_agreement", {}, language) if agreement else "", shown,
        )
        for (name, agreement), shown in groups.items()
    ]  # fmt: skip
    listed.sort(key=lambda one: (swedish(one.body), swedish(one.title)))
    who = f".{side or 'both'}" if body else ""
    lead = _sentence(f"report.lead{who}", found.given, language, year=year, body=body, until=found.until)
    earlier = _sentence("report.earlier", found.earlier, language, year=year) if found.earlier else ""
    return Report(year, found.until, body, side, lead, earlier, listed, found, language)


def _task(key: int, one: AssignmentRow, on: date) -> Task:
    done_day = one.done_day if one.done_day is not None and one.done_day <= on else None
    return Task(
        key, one.body, str(one.agreement or ""), one.day, one.due, one.reported, bool(one.reports) and one.reports[-1].partly,
        one.done or done_day is not None, done_day, bool(one.orphan), one.status == "told",
    )  # fmt: skip


def _shown(one: AssignmentRow, line: Line, language: Language) -> Shown:
    task = line.task
    lacks = [say("following", f"lack.{code}", {}, language) for code in line.lacks]
    if line.later:
        lacks.append(say("following", "lack.later", {"day": task.done}, language))
    is_done = line.state == "done" or (line.state == "orphan" and task.is_done and not line.later)
    done = task.done if is_done else None
    return Shown(
        one.root, line.state, one.text, one.day, one.section, one.to, one.due, one.reported, done, line.later, line.late,
        say("following", f"state.{line.state}", {}, language), ", ".join(lacks), is_done,
    )  # fmt: skip


def _sentence(code: str, lines: Sequence[Line], language: Language, **values: object) -> str:
    count = Counter(one.state for one in lines)
    parts = [
        say("following", f"count.{one}", {"count": count[one]}, language) for one in STATES if count[one]
    ]  # fmt: skip
    if not lines:
        return say("following", f"{code}.none", values, language)
    return say("following", code, {"count": len(lines), "parts": ", ".join(parts), **values}, language)


def headings(found: Report) -> list[tuple[str, int]]:
    """The columns of the list as a file, each with its width."""
    return [(found.say(f"column.{code}"), width) for code, width in COLUMNS.items()]


def cells(found: Report) -> Iterator[list[str | int | date]]:
    """Its rows; what is unknown is said."""
    unknown, no = say("pages", "unknown", {}, found.language), found.say("no")
    for group in found.groups:
        for one in group.rows:
            done = one.done or (unknown if one.is_done else no)
            late = unknown if one.due is None or (one.is_done and one.done is None) else one.late
            yield [
                group.body, group.title, one.text, one.given or unknown, one.section or unknown, one.to or unknown,
                one.due or unknown, one.reported or no, done, late, one.word, one.lacks,
            ]  # fmt: skip


def about(found: Report, organisation: str, known: date | None) -> Iterator[tuple[str, str]]:
    """Whose report, of which year, as known when."""
    yield found.say("about.organisation"), organisation
    if found.body:
        yield found.say("about.body"), found.body
        yield found.say("about.side"), found.say(f"side.{found.side or 'both'}")
    yield found.say("about.year"), str(found.year)
    yield found.say("about.until"), str(found.until)
    yield found.say("about.known"), str(known or found.say("about.known.all"))


def printed(found: Report, organisation: str, known: date | None, made: date) -> Printed:
    """The paper to be filed."""
    return Printed(
        title=f"{found.say('report')} {found.year}", organisation=organisation, body=found.body or found.say("about.bodies"),
        kind=found.say("report"), day=found.until, blocks=tuple(_blocks(found, organisation, known, made)), language=found.language,
    )  # fmt: skip


_WIDTHS: Final = (14, 11, 7, 11, 10)


def _blocks(found: Report, organisation: str, known: date | None, made: date) -> Iterator[Block]:
    yield Heading(f"{found.say('report')} {found.year}", 1)
    yield Paragraph(found.lead)
    if found.earlier:
        yield Paragraph(found.earlier)
    yield Labelled(tuple((name, (told,)) for name, told in about(found, organisation, known)))
    if found.found.months:
        yield Heading(found.say("months"), 2)
        head = tuple(found.say(f"months.{one}") for one in ("month", "given", "done", "open"))
        yield Table(
            head,
            tuple((f"{one.first:%Y-%m}", str(one.given), str(one.done), str(one.open)) for one in found.found.months),
        )
    for group in found.groups:
        yield Heading(": ".join(filter(None, (group.body, group.title))), 2)
        head = tuple(found.say(f"paper.{one}") for one in ("text", "given", "due", "followed", "state"))
        yield Table(head, tuple(_printed_row(found, one) for one in group.rows), _WIDTHS)
    yield Paragraph(found.say("paper.made", day=made), small=True)


def _printed_row(found: Report, one: Shown) -> tuple[str, ...]:
    unknown = say("pages", "unknown", {}, found.language)
    section = f"§\u00a0{one.section}" if one.section else ""
    followed = [
        found.say("paper.reported", day=str(one.reported)) if one.reported else "",
        found.say("paper.done", day=str(one.done or unknown)) if one.is_done else "",
    ]
    late = found.say("paper.late", late=one.late) if one.late else ""
    return (
        one.text or say("registers", "no_text", {}, found.language),
        ", ".join(filter(None, (str(one.given or unknown), section, one.to and found.say("paper.to", to=one.to)))),
        str(one.due or unknown), ", ".join(filter(None, followed)) or found.say("no"), ", ".join(filter(None, (one.word, late, one.lacks))),
    )  # fmt: skip
