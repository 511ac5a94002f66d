"""The fields of each kind of fact, as a form asks for them: the one table from which every form of a fact is made.

Two ways lead to a fact: a paper says it (`FORMS`; a key is a kind of `core.facts`, or "Term." and the term's name), or a
person does (`STATED_FORMS`), who then points at what is recorded already: a party, a decision, a condition, a term.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from samverkan.actions.stating import CONFIRMED
from samverkan.core.facts import Act, Basis, ConditionKind, Measure, Role

FieldKind = Literal["text", "long", "day", "number", "flag", "answer", "choice", "names", "shares", "conditions"]


class Field(NamedTuple):
    """One field: its place in the fact's JSON ("value.from_"), how it is asked for, and from what one chooses.

    An "answer" is yes or no; a "choice" without choices has those of the agreement that it is asked about.
    `label`: the code of its label, where that is another than the name.
    """

    name: str
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    label: str = ""


ACTS: Final[tuple[str, ...]] = get_args(Act)
MEASURES: Final[tuple[str, ...]] = get_args(Measure)
CONDITION_KINDS: Final[tuple[str, ...]] = get_args(ConditionKind)
MODES: Final = ("excluded", "option", "automatic")

_WHO: Final = Field("body")
_DAY: Final = Field("happened", "day")
_SECTION: Final = Field("section")
_NUMBER: Final = Field("registry_number")
_CONDITIONS: Final = Field("conditions", "conditions")
_PROPOSED: Final = Field("proposed", "flag")
_DISPOSED: Final = (
    "approve",
    "adopt",
    "reject",
    "postpone",
    "refer_back",
    "withdrawn",
    "rescind",
    "terminate",
    "refrain",
    "other",
)
_MEANT: Final = (
    Field("basis", "choice", get_args(Basis), required=True), Field("role", "choice", get_args(Role), required=True), _PROPOSED,
)  # fmt: skip


def _term(*fields: Field) -> tuple[Field, ...]:
    return (*fields, *_MEANT)


_TEXT: Final = _term(Field("value", "long", required=True))
_TRUTH: Final = _term(Field("value", "flag"))

FORMS: Final[dict[str, tuple[Field, ...]]] = {
    "Decision": (Field("act", "choice", _DISPOSED, required=True), _WHO, _DAY, _SECTION, _NUMBER, _CONDITIONS),
    "Proposal": (_WHO, Field("to"), Field("inner", "choice", _DISPOSED), _DAY, _SECTION, _NUMBER, _CONDITIONS),
    "Extension": (Field("to", "day", required=True), _WHO, _DAY, _SECTION, _CONDITIONS, _PROPOSED),
    "Amendment": (Field("from_", "day"), Field("shares", "shares"), _WHO, _DAY, _SECTION, _CONDITIONS, _PROPOSED),
    "Termination": (_WHO, Field("ends", "day"), _DAY, _SECTION),
    "Term.period": _term(Field("value.from_", "day"), Field("value.to", "day"), Field("value.open_ended", "flag")),
    "Term.shares": _term(Field("value", "shares")),
    "Term.extension": _term(
        Field("value.mode", "choice", MODES, required=True), Field("value.months", "number"), Field("value.times", "number"),
        Field("value.notice_months", "number"),
    ),
    "Term.termination": _term(Field("value", "number", required=True)),
    "Term.parties": _term(Field("value", "names", required=True)),
    "Term.object": _TEXT,
    "Term.title": _TEXT,
    "Term.purpose": _TEXT,
    "Term.target_group": _TEXT,
    "Term.steering_group": _TEXT,
    "Term.signature_required": _TRUTH,
    "Term.goes_on": _TRUTH,
    "Signature": (Field("party", required=True), _DAY, Field("signatory")),
    "AssignmentGiven": (
        Field("by"), Field("to"), Field("day", "day"), _SECTION, Field("text", "long", required=True),
        Field("basis", "choice", get_args(Basis), required=True), _CONDITIONS, Field("shares", "shares"),
        Field("receiver_exists", "flag"),
    ),
    "AssignmentFulfilled": (_WHO, Field("day", "day"), _SECTION),
    "AssignmentReported": (_WHO, Field("day", "day"), _SECTION, _DAY, Field("partial", "flag"), Field("document")),
    "AssignmentDue": (_WHO, Field("day", "day"), _SECTION, Field("due", "day", required=True), _DAY),
    "Justering": (_DAY, Field("meeting", "day"), Field("sections", "names")),
    "NoticePosted": (_DAY, Field("removed", "day"), Field("meeting", "day"), Field("sections", "names")),
    "Appeal": (_WHO, _DAY),
    "CourtOutcome": (_WHO, _DAY, Field("annulled", "flag")),
    "Told": (
        Field("by"), Field("act", "choice", ACTS, required=True), Field("day", "day"), _SECTION, Field("planned", "flag"),
        Field("text", "long", required=True),
    ),
    "PointedAt": (Field("title", "long", required=True), Field("day", "day"), _SECTION, Field("pointer"), Field("decision_body")),
    "Dispatch": (Field("to", required=True), Field("email")),
}  # fmt: skip
"""Every form of what a paper says, the commonest first: the order in which they are chosen from."""


def _when(kind: str, *, required: bool = True) -> Field:
    return Field("happened", "day", required=required, label=f"{kind}.happened")


_PARTY: Final = Field("party", "choice", required=True)
_OF_DECISION: Final = Field("decision", "choice")
_MEETING: Final = Field("meeting", "day", required=True)
_ASSIGNED: Final = Field("day", "day", label="assigned")
_WHICH: Final = Field("text", "long", label="which_assignment")
WHICH_OF: Final = Field("text", "choice", required=True, label="which_assignment_of")
"""Which assignment, where its § gives several: one of them, as said without words it would be said of them all."""

STATED_FORMS: Final[dict[str, tuple[Field, ...]]] = {
    "Confirmation": (Field("of", "choice", CONFIRMED, required=True),),
    "ConditionShown": (
        Field("condition", "choice", required=True), Field("met", "answer", required=True), _when("ConditionShown", required=False),
    ),
    "Justering": (_PARTY, _when("Justering"), _MEETING, Field("sections", "names")),
    "NoticePosted": (_PARTY, _when("NoticePosted"), Field("removed", "day"), _MEETING, Field("sections", "names")),
    "Signature": (_PARTY, _when("Signature", required=False), Field("signatory")),
    "AssignmentFulfilled": (_PARTY, _when("AssignmentFulfilled", required=False), _ASSIGNED, _SECTION, _WHICH),
    "AssignmentReported": (
        _PARTY, _when("AssignmentReported"), _ASSIGNED, _SECTION, _WHICH, Field("partial", "flag"), Field("document"),
    ),
    "AssignmentDue": (_PARTY, Field("due", "day", required=True), _when("AssignmentDue"), _ASSIGNED, _SECTION, _WHICH),
    "Termination": (_PARTY, _when("Termination"), _SECTION, Field("ends", "day")),
    "Appeal": (_PARTY, _when("Appeal"), _OF_DECISION),
    "CourtOutcome": (
        _PARTY, _when("CourtOutcome"), _OF_DECISION,
        Field("annulled", "answer", required=True, label="CourtOutcome.annulled"),
    ),
    "Closed": (_when("Closed"),),
}  # fmt: skip
"""What is asked for of each kind of fact that a person can say; `Closed` is a confirmation that the matter is closed."""

POINTERS: Final = frozenset({"of", "condition", "decision"})
"""Fields that point at what is recorded already: said once, and then not corrected but taken back."""

HEAD_FIELDS: Final = (
    _SECTION, Field("day", "day"), _WHO, Field("organisation"), _NUMBER, Field("title", "long"),
)  # fmt: skip
"""What a person may correct of an entry's head (`core.writing.heading`)."""


def form_of(fact_kind: str, term: str | None) -> str:
    """The key of the form for a fact; "" where there is none."""
    key = f"{fact_kind}.{term}" if fact_kind == "Term" else fact_kind
    return key if key in FORMS else ""
