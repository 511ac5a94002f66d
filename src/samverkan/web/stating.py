"""Facts as rows of a list and as forms: rows of the ledger in, sentences and fields out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils import timezone

from samverkan.actions.roles import Right
from samverkan.actions.stating import CONFIRMED
from samverkan.core.facts import CLOSED, THE_TEXT, Decision, Proposal
from samverkan.core.standing.items import OWN
from samverkan.core.writing.fields import Field, fields_of, filled
from samverkan.core.writing.ledger_json import fact_from_json
from samverkan.web.citing import Cite, cites
from samverkan.words import say
from samverkan.words.facts import say_fact, say_kind
from samverkan.words.proofs import when
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from samverkan.core.sources import Citation
    from samverkan.store.models import Entry, Fact
    from samverkan.store.standings import Answered
    from samverkan.web.asked import Asked

FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "Confirmation": ("of",),
    "ConditionShown": ("condition", "met", "happened"),
    "Justering": ("party", "happened", "meeting", "sections"),
    "NoticePosted": ("party", "happened", "removed", "meeting", "sections"),
    "Signature": ("party", "happened", "signatory"),
    "AssignmentFulfilled": ("party", "happened", "day", "section"),
    "Termination": ("party", "happened", "section", "ends"),
    "Appeal": ("party", "happened", "decision"),
    "CourtOutcome": ("party", "happened", "decision", "annulled"),
    "Closed": ("happened",),
}
"""What is asked for of each kind of fact that a person can say; `Closed` is a confirmation that the matter is closed."""

_SAID_AS: Final = {"Closed": "Confirmation"}

_NEEDED: Final = frozenset({"party", "of", "condition", "happened", "meeting"})
_MAY_LACK: Final = frozenset(
    {("Signature", "happened"), ("ConditionShown", "happened"), ("AssignmentFulfilled", "happened")}
)


class FormField(NamedTuple):
    """One field of a form: where `choices` are given (value and words), one of them is to be chosen."""

    name: str
    label: str
    kind: str
    value: str
    choices: Sequence[tuple[str, str]]
    needed: bool


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
    rows: Sequence[Fact], documents: Mapping[int, UUID], people: Mapping[Any, str], owners: Mapping[str, str], asked: Asked
) -> list[FactLine]:  # fmt: skip
    """The rows as lines, in the order of what happened; of another organisation's, its name and not its people."""
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
        moved = _moved(row, asked, ours=ours)
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


def _moved(row: Fact, asked: Asked, *, ours: bool) -> Moved | None:
    """Whether the fact's entry has been moved away, as known, or here; others are not told from where, where to or why."""
    if row.entry is None:
        return None
    after: Entry | None = getattr(row.entry, "replaced_by", None)
    until = asked.view.until
    if after is not None and (until is None or after.recorded < until):
        if not ours:
            return Moved(True, say("moving", "moved_away", {}, asked.language), None)
        return Moved(True, say("moving", "moved_to", {"why": after.why}, asked.language), after.agreement_id)
    if row.entry.replaces_id is not None and ours:
        return Moved(False, say("moving", "moved_here", {"why": row.entry.why}, asked.language), None)
    return None


def blank(form: str, given: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The kind of fact that a form says and its JSON as filled in; FieldError where something is not understood."""
    kind, asked_for = _SAID_AS.get(form, form), FORMS[form]
    value: dict[str, Any] = {"party": given.get("party", "").strip() or THE_TEXT}
    if form == "Closed":
        value["of"] = CLOSED
    plain = {name: given.get(name, "") for name in asked_for if name not in ("party", "condition")}
    value = filled(kind, value, plain)
    if "condition" in asked_for:
        decision, _, rest = given.get("condition", "").partition(":")
        number, _, party = rest.partition(":")
        value |= {"decision": decision, "condition": int(number) if number.isdecimal() else -1, "party": party}
    return kind, {name: held for name, held in value.items() if held not in ("", []) or name == "party"}


def correction(row: Fact) -> dict[str, Any]:
    """What there is to correct: the fact's value, or what it was before it was taken back."""
    while row.value is None and row.replaces is not None:
        row = row.replaces
    return dict(row.value or {})


def form_of(
    kind: str, given: Mapping[str, str], found: Answered, agreement: UUID, asked: Asked, *,
    value: dict[str, Any] | None = None,
) -> list[FormField]:  # fmt: skip
    """The fields of a form: those of a kind that a person says or, with `value`, all of a fact to correct."""
    return _Form(kind, given, found, agreement, asked).fields(value)


class _Form:
    def __init__(
        self, kind: str, given: Mapping[str, str], found: Answered, agreement: UUID, asked: Asked
    ) -> None:  # fmt: skip
        self.kind, self.given, self.language = kind, given, asked.language
        self.facts = found.facts.get(agreement, ())
        there = agreement in found.order
        self.parties = (
            [one.name for one in found.standings.agreements[found.order.index(agreement)].parties] if there else []
        )
        self.print = Values(asked.language)

    def fields(self, value: dict[str, Any] | None) -> list[FormField]:
        if value is not None:
            return [self._field(one, correcting=True) for one in fields_of(self.kind, value) if self._shown(one, value)]
        plain = {one.path: one for one in fields_of(_SAID_AS.get(self.kind, self.kind), {})}
        asked_for = [plain.get(name, Field(name, name, "text", "")) for name in FORMS[self.kind]]
        return [self._field(one, correcting=False) for one in asked_for]

    def _shown(self, field: Field, value: dict[str, Any]) -> bool:
        return field.path not in ("party", "of", "decision", "condition") or (
            field.path == "party" and value.get("party") not in (OWN, THE_TEXT)
        )

    def _field(self, field: Field, *, correcting: bool) -> FormField:
        choices = [(one, self.say(f"choice.{one}")) for one in field.choices]
        if field.name == "party" and field.path == "party":
            choices = [(one, one) for one in self.parties]
        elif field.name == "of":
            choices = [(one, self.say(f"term.{one}")) for one in CONFIRMED]
        elif not correcting and field.name == "condition":
            choices = self._conditions()
        elif not correcting and field.name == "decision":
            choices = [("", self.say("the_decision")), *self._decisions()]
        elif field.kind == "flag":
            choices = [("yes", self.say(f"{field.name}.yes")), ("no", self.say(f"{field.name}.no"))]
        needed = not correcting and field.name in _NEEDED and (self.kind, field.name) not in _MAY_LACK
        label = self.say(
            f"field.{self.kind}.{field.name}" if field.name == "happened" and not correcting else f"field.{field.name}"
        )
        number = [part for part in field.path.split(".") if part.isdecimal()]
        if number:
            label = f"{label} {int(number[0]) + 1}"
        return FormField(
            field.path, label, "choice" if choices else field.kind, self.given.get(field.path, field.value), choices, needed
        )  # fmt: skip

    def _decisions(self) -> list[tuple[str, str]]:
        return [
            (one.id, f"{one.party}{when(one.section, one.happened, self.language)}")
            for one in self.facts
            if isinstance(one, Decision)
        ]

    def _conditions(self) -> list[tuple[str, str]]:
        """The conditions of the parties' decisions: which decision, its number, whose it is."""
        return [
            (f"{one.id}:{n}:{one.party}", f"{one.party}: {self.print.quoted(condition.text)}")
            for one in self.facts
            if isinstance(one, Decision | Proposal)
            for n, condition in enumerate(one.conditions)
        ]

    def say(self, code: str) -> str:
        return say("agreement", code, {}, self.language)
