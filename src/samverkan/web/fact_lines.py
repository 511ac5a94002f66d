"""The recorded facts of an agreement as a list: rows of the ledger in, what each says, of what paper and since when, out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from samverkan.actions.roles import Right
from samverkan.core.dates import PartialDate
from samverkan.core.writing.ledger_json import fact_from_json
from samverkan.web.citing import Cite, cites
from samverkan.words import say, written
from samverkan.words.facts import say_fact, say_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from samverkan.core.sources import Citation
    from samverkan.store.models import Entry, Fact
    from samverkan.web.asked import Asked


class Moved(NamedTuple):
    """That the fact's entry was moved: `away` from here or here; in whose words, and where to, one's own are told."""

    away: bool
    said: str
    to: UUID | None


class FactLine(NamedTuple):
    """One recorded fact as the list shows it."""

    number: int
    kind: str
    sentence: str
    cites: Sequence[Cite]
    happened: str
    reached: str
    recorded: datetime
    by: str
    why: str
    corrects: int | None
    corrected_by: int | None
    taken_back: bool
    may_correct: bool
    entry: int | None
    document: UUID | None
    moved: Moved | None


def fact_lines(
    rows: Sequence[Fact], documents: Mapping[int, UUID], people: Mapping[Any, str], owners: Mapping[str, str], asked: Asked,
    gone: Collection[int] = (),
) -> list[FactLine]:  # fmt: skip
    """The rows as lines, in the order of what happened; of another organisation's, its name and not its people.

    `gone`: the entries that have been moved away, as whoever asks sees it.
    """
    later = {row.replaces_id: row.pk for row in rows if row.replaces_id is not None}
    by_id = {row.pk: row for row in rows}
    own = None if asked.acting is None else asked.acting.organisation.pk
    first = {row.entry_id: row for row in rows if row.organisation_id == own}
    may = {entry: asked.somebody.may_with(Right.STATE, row) for entry, row in first.items()}
    asked.hidden_of(documents.values())  # of all of them in one question
    lines = []
    for row in sorted(rows, key=lambda one: (one.happened or "0", one.pk)):
        source, value = row, row.value
        while value is None and source.replaces_id in by_id:
            source = by_id[source.replaces_id]
            value = source.value
        quotes: dict[Citation, str] = {}
        sentence, found = say("agreement", "taken_back", {}, asked.language), []
        if value is not None:
            document = "fact:" if row.entry_id is None else str(documents[row.entry_id])
            fact = fact_from_json(row.kind, value, id=str(row.pk), source=document, quotes=quotes)
            sentence = say_fact(fact, asked.language)
            found = cites(fact.citations, quotes, asked)
        ours = row.organisation_id == own
        moved = _moved(row, asked, gone, ours=ours)
        by = people.get(row.by_id, "") if ours else owners.get(row.organisation_id, "")
        lines.append(
            FactLine(
                row.pk,
                say_kind(row.kind, (value or {}).get("term"), asked.language),
                sentence,
                found,
                row.happened,
                str(row.reached),
                timezone.localtime(row.recorded),
                by or say("agreement", "by_program", {}, asked.language),
                row.why,
                row.replaces_id,
                later.get(row.pk),
                row.value is None,
                ours and row.pk not in later and may[row.entry_id] and not (moved and moved.away),
                row.entry_id,
                None if row.entry is None else row.entry.document_id,
                moved,
            )
        )
    return lines


def _moved(row: Fact, asked: Asked, gone: Collection[int], *, ours: bool) -> Moved | None:
    """Whether the fact's entry has been moved away, as they see it, or here; others are not told from where, where to or why."""
    if row.entry is None:
        return None
    after: Entry | None = getattr(row.entry, "replaced_by", None)
    if after is not None and row.entry_id in gone:
        if not ours:
            return Moved(True, say("moving", "moved_away", {}, asked.language), None)
        code = "moved_to" if after.agreement_id is not None else "moved_to.none"
        return Moved(True, say("moving", code, {"why": after.why}, asked.language), after.agreement_id)
    before = row.entry.replaces
    if before is not None and ours:
        code = "moved_here" if before.agreement_id is not None else "moved_here.none"
        return Moved(False, say("moving", code, {"why": row.entry.why}, asked.language), None)
    return None


class Group(NamedTuple):
    """The facts of one entry of a paper, or of no paper.

    `same`: when and by whom, told once where it is so of all of them; `opens`: the one who asks may open the paper.
    """

    title: str
    document: UUID | None
    entry: int | None
    same: FactLine | None
    lines: Sequence[FactLine]
    opens: bool
    may_move: bool


def fact_groups(rows: Iterable[Fact], lines: Iterable[FactLine], asked: Asked) -> list[Group]:
    """The lines by the entry that says them, in the order of the entries; last those that a person says."""
    heads = {row.entry_id: row.entry.head for row in rows if row.entry is not None}
    order = {
        entry: n for n, entry in enumerate(sorted(heads, key=lambda one: (str(heads[one].get("day") or "9"), one or 0)))
    }
    found = []
    last = len(order)
    for entry, several in groupby(sorted(lines, key=lambda one: order.get(one.entry, last)), key=lambda one: one.entry):
        group = list(several)
        title = (
            _title(heads[entry], asked) if entry in heads else say("agreement", "facts.no_paper", {}, asked.language)
        )
        alike = entry is not None and len({(one.reached, one.recorded, one.by, one.why) for one in group}) == 1
        document = group[0].document
        opens = document is not None and not asked.hides(document)
        movable = any(one.may_correct for one in group) and entry is not None
        found.append(Group(title, document, entry, group[0] if alike else None, group, opens, movable))
    return found


def _title(head: Mapping[str, Any], asked: Asked) -> str:
    """What an entry is called: its body, § and day; an agreement's text by its title."""
    body, day = str(head.get("board") or head.get("body") or ""), head.get("day")
    if head.get("text") or not (body or head.get("section")):
        return str(head.get("title") or head.get("object") or "") or say("pages", "the_words", {}, asked.language)
    section = (
        say("agreement", "facts.section", {"section": head["section"]}, asked.language) if head.get("section") else ""
    )
    told = [body[:1].upper() + body[1:], section, written(PartialDate.parse(str(day)), asked.language) if day else ""]
    return ", ".join(filter(None, told))
