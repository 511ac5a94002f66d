"""The fields of each kind of fact, as a form asks for them: the table from which the forms of a review are made.

A form's key is a kind of `core.facts`, or "Term." and the term's name. What points at other recorded facts by their identity
(a condition shown, a confirmation, a correction) is said on the agreement's page and has no form here.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from samverkan.core.facts import Act, Basis, ConditionKind, Measure, Role

FieldKind = Literal["text", "long", "day", "number", "flag", "choice", "names", "shares", "conditions"]


class Field(NamedTuple):
    """One field: its place in the fact's JSON ("value.from_"), how it is asked for, and from what one chooses."""

    name: str
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False


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
"""Every form, the commonest first: the order in which they are chosen from."""

HEAD_FIELDS: Final = (
    _SECTION, Field("day", "day"), _WHO, Field("organisation"), _NUMBER, Field("title", "long"),
)  # fmt: skip
"""What a person may correct of an entry's head (`core.writing.heading`)."""


def form_of(fact_kind: str, term: str | None) -> str:
    """The key of the form for a fact; "" where there is none."""
    key = f"{fact_kind}.{term}" if fact_kind == "Term" else fact_kind
    return key if key in FORMS else ""
