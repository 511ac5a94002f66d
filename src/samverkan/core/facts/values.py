"""What facts hold: the closed lists of codes, and the small values that terms and conditions are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.sources import Citation

Act = Literal[
    "approve", "propose", "assign", "fulfilled", "adopt", "note", "postpone", "refer_back", "reject", "elect",
    "refrain", "delegate", "terminate", "rescind", "withdrawn", "other",
]  # fmt: skip
ConditionKind = Literal["matching_decision", "other_decision", "budget", "terms", "time", "other"]
Basis = Literal["decided", "told", "agreed"]
Role = Literal["current", "previous", "planned"]
Measure = Literal["percent", "fraction", "amount", "per_inhabitant", "other"]
TermName = Literal[
    "object", "title", "parties", "period", "extension", "shares", "termination", "signature_required",
    "goes_on", "purpose", "steering_group", "target_group",
]  # fmt: skip

THE_TEXT: Final = ""
"""The party of facts that stand in the agreement's own text: no single party says them."""

CLOSED: Final = "closed"
"""What a person confirms of a matter that is closed, though no agreement came of it."""


class PeriodValue(NamedTuple):
    """A period as a paper states it, `to` in it; both ends None and not open-ended: the words are cut off."""

    from_: PartialDate | None
    to: PartialDate | None
    open_ended: bool = False


class ExtensionValue(NamedTuple):
    """Whether and how the agreement can be extended: months each time, how many times, months of notice to refuse."""

    allowed: bool
    mode: Literal["excluded", "option", "automatic"]
    months: int | None = None
    times: int | None = None
    notice_months: int | None = None


class ShareValue(NamedTuple):
    """A party's part of the cost; `percent` a decimal string, `value` the figure or yardstick of other measures."""

    party: str
    measure: Measure
    percent: str | None
    value: str | None = None


TermValue: TypeAlias = (
    "str | int | bool | tuple[str, ...] | PeriodValue | ExtensionValue | tuple[ShareValue, ...] | None"
)


class Condition(NamedTuple):
    """What must also be true for a decision to bind; `on` is who it waits for, None or "*" every other party.

    `day` is the day that shows a condition of time; before it the condition is open. `signing`: that the agreement be
    signed.
    """

    kind: ConditionKind
    on: str | None = None
    text: str = ""
    day: date | None = None
    citations: tuple[Citation, ...] = ()
    signing: bool = False
