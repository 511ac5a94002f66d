"""What a paper says, as values: the shapes of `read --json` (docs/json.md), each value with its words.

Every `Cited` quotes the document; what has no words in the text is None. Dates are `PartialDate`, spans code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from samverkan.core.dates import PartialDate
    from samverkan.core.findings import Finding
    from samverkan.core.sources import Cited, Document, Span

Kind = Literal["minutes", "extract", "proposal", "summons", "summary", "agreement", "unknown"]
Act = Literal[
    "approve", "propose", "assign", "fulfilled", "adopt", "note", "postpone", "refer_back", "reject", "elect",
    "refrain", "delegate", "terminate", "rescind", "withdrawn", "other",
]  # fmt: skip
ConditionKind = Literal["matching_decision", "other_decision", "budget", "terms", "time", "other"]
Basis = Literal["decided", "told", "agreed"]
Role = Literal["current", "previous", "planned"]
Measure = Literal["percent", "fraction", "amount", "per_inhabitant", "other"]
Mode = Literal["excluded", "option", "automatic"]
Status = Literal["decided", "proposed"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must also be true for a decision to bind; `on` is who it waits for."""

    kind: ConditionKind
    on: Cited[str] | None
    text: Cited[str]


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier decision pointed at: its day, § and body as far as printed."""

    date: PartialDate | None
    section: str | None
    body: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """One operative point: a numbered point, att-clause, bullet or sentence that disposes."""

    number: int | None
    act: Act
    by: Cited[str] | None
    to: Cited[str] | None
    via: tuple[Cited[str], ...]
    inner: Act | None
    text: Cited[str]
    conditions: tuple[Condition, ...] = ()
    fulfils: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodTerm:
    """A period of validity, whole days, `to` inclusive; both ends None and not open-ended: the words are cut off."""

    from_: PartialDate | None
    to: PartialDate | None
    open_ended: bool
    role: Role
    basis: Basis
    span: Span


@dataclass(frozen=True, slots=True)
class Extension:
    """Whether and how the agreement can be extended: months each time, how many times, months of notice to refuse."""

    value: bool
    mode: Mode
    months: int | None
    times: int | None
    notice_months: int | None
    basis: Basis
    span: Span


@dataclass(frozen=True, slots=True)
class Share:
    """A party's part of the cost; `percent` a decimal string, `value` the figure or yardstick of other measures.

    `from_`: the day from which one that is planned holds.
    """

    party: Cited[str]
    measure: Measure
    percent: str | None
    value: str | None
    role: Role
    basis: Basis
    span: Span
    from_: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class SteeringGroup:
    """Who leads the service; `per_party` seats each where told."""

    equal: bool | None
    per_party: int | None
    text: Cited[str]


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Whom the service is for, and what must have happened before it takes them in."""

    text: Cited[str]
    prerequisites: tuple[Cited[str], ...]


@dataclass(frozen=True, slots=True)
class TerminationTerm:
    """The clause on notice to leave during the term, in months where whole."""

    notice_months: int | None
    text: Cited[str]


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line of an agreement; date and signatory None where the line is empty."""

    party: Cited[str]
    date: PartialDate | None
    signatory: Cited[str] | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed, decided or told about one agreement."""

    object: Cited[str] | None = None
    title: Cited[str] | None = None
    purpose: Cited[str] | None = None
    parties: tuple[Cited[str], ...] = ()
    periods: tuple[PeriodTerm, ...] = ()
    extension: Extension | None = None
    shares: tuple[Share, ...] = ()
    steering_group: SteeringGroup | None = None
    target_group: TargetGroup | None = None
    termination: TerminationTerm | None = None
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment the paper tells of or gives, with its own conditions and shares kept inside it."""

    date: PartialDate | None
    section: str | None
    body: Cited[str] | None
    to: Cited[str] | None
    text: Cited[str]
    basis: Basis
    conditions: tuple[Condition, ...] = ()
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An act the text only tells of: what somebody decided, does or plans."""

    act: Act
    by: Cited[str] | None
    date: PartialDate | None
    section: str | None
    planned: bool
    text: Cited[str]


@dataclass(frozen=True, slots=True)
class SupportingDocument:
    """One entry under the documents heading."""

    title: Cited[str]
    date: PartialDate | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One entry under the dispatch heading."""

    name: Cited[str]
    email: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered entry of the minutes; the text of an agreement is one item."""

    section: Cited[str] | None
    registry_number: Cited[str] | None
    title: Cited[str] | None
    span: Span
    organisation: Cited[str] | None
    body: Cited[str] | None
    meeting_date: Cited[PartialDate] | None
    status: Status | None
    decisions: tuple[Decision, ...] = ()
    terms: Terms | None = None
    assignments: tuple[Assignment, ...] = ()
    told: tuple[Told, ...] = ()
    references: tuple[Reference, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    immediate_justering: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """When justering was announced on the notice board and when the notice came down."""

    posted: Cited[PartialDate] | None
    removed: Cited[PartialDate] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one document says."""

    document: Document
    kind: Kind
    organisation: Cited[str] | None = None
    body: Cited[str] | None = None
    meeting_date: Cited[PartialDate] | None = None
    justerare: tuple[Cited[str], ...] = ()
    notice: Notice | None = None
    items: tuple[Item, ...] = ()
    findings: tuple[Finding, ...] = ()
