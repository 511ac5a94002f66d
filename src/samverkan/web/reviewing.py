"""A draft as the review page shows it: what was found, what is unsure and why, what has been said of each, and by whom.

In: a draft and the reader's language. Out: values of text alone; the template only sets them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.findings import Finding
from samverkan.core.sources import Span
from samverkan.core.writing.doubts import Doubt, doubts, head_doubts
from samverkan.core.writing.ledger_json import fact_from_json
from samverkan.store.drafted import (
    ADDED,
    CONFIRMED,
    CORRECTED,
    REJECTED,
    as_read,
    found_in,
    head_name,
    head_of,
    marks_of,
)
from samverkan.words import say, written
from samverkan.words.facts import inside, say_fact, say_kind
from samverkan.words.flaws import say_finding
from samverkan.words.proofs import who

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samverkan.store.models import Draft, Mark, Person
    from samverkan.words import Language

Json = Any
_SAID: Final = (CONFIRMED, CORRECTED, ADDED)


class Row(NamedTuple):
    """One fact on the page. `state`: "" where nothing has been said of it; `by`: another person who has."""

    name: str
    id: str
    kind: str
    sentence: str
    reasons: Sequence[str]
    state: str
    state_word: str
    by: str
    spans: Sequence[Span]
    words: str
    head: bool
    added: bool
    where: str

    @property
    def open(self) -> bool:
        """Whether nothing has been said of it yet."""
        return not self.state

    @property
    def sure(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


class EntryRows(NamedTuple):
    """One entry of the paper with those of its facts that are sure, in reading order; `bare`: it has none at all yet."""

    position: int
    title: str
    rows: Sequence[Row]
    bare: bool


class Found(NamedTuple):
    """The page: how many facts there are, how many are left, the unsure ones first, then each entry's."""

    lead: str
    unsure: Sequence[Row]
    entries: Sequence[EntryRows]
    total: int
    left: int
    sure_left: Sequence[str]
    version: str
    flaws: Sequence[str]

    @property
    def rows(self) -> list[Row]:
        """Every row in the order of the page."""
        return [*self.unsure, *(row for entry in self.entries for row in entry.rows)]

    def row(self, name: str) -> Row | None:
        """The row of that fact."""
        return next((row for row in self.rows if row.name == name), None)

    def after(self, name: str) -> Row | None:
        """The next fact after that one of which nothing has been said; from the start again at the end."""
        rows = self.rows
        at = next((n for n, row in enumerate(rows) if row.name == name), -1)
        return next((row for row in [*rows[at + 1 :], *rows[: at + 1]] if row.open), None)


def found_in_draft(draft: Draft, reader: Person | None, language: Language) -> Found:
    """The draft as it stands now."""
    marks = marks_of(draft)
    flaws = [_finding(one) for one in draft.findings]
    unsure: list[Row] = []
    entries: list[EntryRows] = []
    for written_ in draft.items:
        rows = sorted(_rows(draft, written_, marks, flaws, reader, language), key=lambda row: not row.head)
        unsure += [row for row in rows if not row.sure]
        sure = [row for row in rows if row.sure]
        entries.append(
            EntryRows(written_["position"], _place_of(head_of(written_, marks), language), sure, len(rows) == 1)
        )
    every = [*unsure, *(row for entry in entries for row in entry.rows)]
    placeless = [say_finding(one, language) for one in flaws if one.span is None]
    sure_left = [row.name for row in every if row.sure and row.open]
    left = [row for row in every if row.open]
    return Found(
        _lead(every, left, language), unsure, entries, len(every), len(left), sure_left, version_of(marks), placeless
    )


def version_of(marks: Mapping[str, Mark]) -> str:
    """What has been said so far, as a short name: another when anything else has been said."""
    said = "|".join(f"{name}={one.state}@{one.at.isoformat()}" for name, one in sorted(marks.items()))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _finding(written_: Json) -> Finding:
    span = written_.get("span")
    return Finding(written_["code"], written_["values"], None if span is None else Span(*span))


def _rows(
    draft: Draft, written_: Json, marks: Mapping[str, Mark], flaws: Sequence[Finding], reader: Person | None,
    language: Language,
) -> Iterator[Row]:  # fmt: skip
    position = written_["position"]
    item = as_read(draft, written_, {})
    said = head_of(written_, marks)
    where = _place_of(said, language)
    yield _row(
        head_name(position), say_kind("head", None, language), say_head(said, language), head_doubts(item),
        marks.get(head_name(position)), _spans({"citations": [said["citation"]]}), reader, language, head=True, where=where,
    )  # fmt: skip
    reasons = doubts(item, flaws)
    found = list(found_in(written_, marks))
    by_place = sorted(range(len(found)), key=lambda n: (_first(found[n].fact["value"]), n))
    for n in by_place:
        one = found[n]
        value = fact_from_json(one.fact["kind"], one.fact["value"], id=one.name, source="", quotes={})
        yield _row(
            one.name, say_kind(one.fact["kind"], one.fact["value"].get("term"), language), say_fact(value, language),
            reasons[n] if n < len(reasons) else (), one.mark, _spans(one.fact["value"]), reader, language, where=where,
        )  # fmt: skip


def _row(
    name: str, kind: str, sentence: str, reasons: Sequence[Doubt], said: Mark | None, cited: Sequence[tuple[Span, str]],
    reader: Person | None, language: Language, *, head: bool = False, where: str = "",
) -> Row:  # fmt: skip
    state = "" if said is None else said.state
    other = said is not None and said.by is not None and said.by != reader
    return Row(
        name=name, id=f"fact-{name}", kind=kind, sentence=sentence,
        reasons=list(dict.fromkeys(_reason(one, language) for one in reasons)), state=state,
        state_word=say("review", f"state.{state}", {}, language) if state else "",
        by=said.by.name if said is not None and said.by is not None and other else "",
        spans=[span for span, _ in cited], words=" … ".join(" ".join(words.split()) for _, words in cited),
        head=head, added=state == ADDED, where=where,
    )  # fmt: skip


def _reason(doubt: Doubt, language: Language) -> str:
    if doubt.finding is not None:
        return say_finding(doubt.finding, language)
    return say("review", f"doubt.{doubt.code}", dict(doubt.values), language)


def _spans(value: Json) -> list[tuple[Span, str]]:
    return [(Span(*one["span"]), one["words"]) for one in value.get("citations", []) if "span" in one]


def _first(value: Json) -> int:
    return min((span.start for span, _ in _spans(value)), default=1 << 40)


def say_head(head: Json, language: Language) -> str:
    """An entry's head as a sentence: §, body, day, registry number, title; what is unknown is said."""
    if head["text"]:
        return say("review", "head.text", {"title": head["title"] or say("review", "untitled", {}, language)}, language)
    body = who(head["body"], head["organisation"], language) if head["body"] or head["organisation"] else None
    values = {
        "section": f"§ {head['section']}" if head["section"] else say("review", "head.no_section", {}, language),
        "who": inside(body, language) if body else say("review", "head.no_body", {}, language),
        "day": _day(head["day"], language),
        "number": head["registry_number"] or say("review", "head.no_number", {}, language),
        "title": head["title"] or say("review", "untitled", {}, language),
    }
    return say("review", "head", values, language)


def _place_of(head: Json, language: Language) -> str:
    """An entry in a few words, as a heading."""
    if head["text"]:
        return say("review", "entry.text", {}, language)
    section = f"§ {head['section']}" if head["section"] else say("review", "entry.no_section", {}, language)
    title = f" – {head['title']}" if head["title"] else ""
    return section + title


def _day(iso: str | None, language: Language) -> str:
    return say("review", "head.no_day", {}, language) if iso is None else written(PartialDate.parse(iso), language)


def _lead(every: Sequence[Row], left: Sequence[Row], language: Language) -> str:
    unsure = sum(not row.sure for row in left)
    values = {"count": len(every), "left": len(left), "unsure": unsure, "done": len(every) - len(left)}
    if not every:
        return say("review", "lead.nothing", values, language)
    if not left:
        counts = {state: sum(row.state == state for row in every) for state in (*_SAID, REJECTED)}
        parts = [say("review", f"lead.done.{state}", {"count": n}, language) for state, n in counts.items() if n]
        return say("review", "lead.done", {**values, "parts": parts}, language)
    code = "lead" if len(left) == len(every) else "lead.going"
    return say("review", f"{code}.unsure" if unsure else code, values, language)
