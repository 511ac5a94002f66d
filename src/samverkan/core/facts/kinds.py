"""Every kind of fact: what papers and people say happened, one frozen value each.

No fact is ever changed: a correction is a new fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samverkan.core.facts.values import ShareValue

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts.values import Act, Basis, Condition, Role, TermName, TermValue
    from samverkan.core.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact holds: its identity, whose paper or act it is, when it happened and when it was known.

    `party` is the legal person (or the body, where no paper names the person); `known` None means always.
    """

    id: str
    party: str
    body: str | None = None
    happened: PartialDate | None = None
    known: date | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Fact):
    """That papers concern one agreement, and on what grounds; `sure` False: a person must say."""

    grounds: tuple[tuple[str, tuple[tuple[str, object], ...]], ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Fact):
    """What somebody asks a body to decide: never a decision. `to` finally decides, `inner` is what it is asked."""

    section: str | None = None
    to: str | None = None
    inner: Act | None = "approve"
    conditions: tuple[Condition, ...] = ()
    registry_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A party's own body disposes of the agreement (Swedish: beslut), under its own § and registry number."""

    act: Act
    section: str | None = None
    conditions: tuple[Condition, ...] = ()
    registry_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionShown(Fact):
    """That a decision's condition, counted from 0, is met or has failed, as something on file shows."""

    decision: str
    condition: int
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentGiven(Fact):
    """An assignment, given or told of; its own conditions and shares stay inside it."""

    day: PartialDate | None = None
    section: str | None = None
    by: str | None = None
    to: str | None = None
    text: str = ""
    basis: Basis = "decided"
    conditions: tuple[Condition, ...] = ()
    shares: tuple[ShareValue, ...] = ()
    receiver_exists: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFulfilled(Fact):
    """An assignment of `day` and § `section` declared fulfilled; both None: it names none.

    `text`: words of the assignment meant, where the § gives several.
    """

    day: PartialDate | None = None
    section: str | None = None
    number: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReported(Fact):
    """A report back on the assignment of `day` and § `section`: told to the body, but not declared fulfilled.

    `partial`: the work goes on, a part is reported or the body finds it not fulfilled. `document`: what it was reported in.
    `text`: as of what is fulfilled.
    """

    day: PartialDate | None = None
    section: str | None = None
    partial: bool = False
    document: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentDue(Fact):
    """The assignment of `day` and § `section` is to be reported by `due`, whatever its own words say: the last said holds."""

    due: PartialDate
    day: PartialDate | None = None
    section: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Justering(Fact):
    """The minutes signed as right on the day it happened; empty `sections`: all of that meeting's."""

    meeting: PartialDate | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePosted(Fact):
    """Justering announced on the notice board the day it happened; `removed` when it came down."""

    meeting: PartialDate | None = None
    sections: tuple[str, ...] = ()
    removed: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Fact):
    """A decision of the party, by identity, was appealed; None: the one on the agreement."""

    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOutcome(Fact):
    """The court annulled the appealed decision, or let it stand."""

    annulled: bool
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Fact):
    """The party signed the agreement the day it happened; None: a signature without a day."""

    signatory: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Fact):
    """One term decided, told or agreed. `proposed`: the paper it stands in is only a proposal. `words`: as printed.

    `from_`: the day from which shares that are planned hold.
    """

    term: TermName
    value: TermValue
    basis: Basis
    role: Role = "current"
    words: str = ""
    proposed: bool = False
    from_: PartialDate | None = None

    @property
    def shares(self) -> tuple[ShareValue, ...]:
        """The shares that a term of shares states; none of another term."""
        return tuple(one for one in self.value if isinstance(one, ShareValue)) if isinstance(self.value, tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Fact):
    """The party decided to extend this agreement, `to` in it. `proposed`: it is only asked to."""

    to: PartialDate
    section: str | None = None
    conditions: tuple[Condition, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Fact):
    """The party decided to change this agreement: new shares from a day on; what no paper shows is None or empty.

    `proposed`: it is only asked to.
    """

    from_: PartialDate | None
    shares: tuple[ShareValue, ...] = ()
    section: str | None = None
    conditions: tuple[Condition, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination(Fact):
    """The party gave notice to leave; `ends` the last day it is bound, None: by the months of notice."""

    ends: PartialDate | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Fact):
    """An act a paper only tells of: what somebody (`by`) decided, does or plans. Never that one's own word."""

    act: Act
    by: str | None = None
    day: PartialDate | None = None
    section: str | None = None
    planned: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointedAt(Fact):
    """A paper on file names another: `decision_of` the party whose decision it is, where it names a § ("§ 50 SN")."""

    title: str
    day: PartialDate | None = None
    section: str | None = None
    pointer: str | None = None
    decision_of: str | None = None
    decision_body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Fact):
    """The extract was, or is to be, sent to somebody; `of` the party they belong to, where that is plain."""

    to: str
    email: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Fact):
    """A person confirms a fact by identity, or a term by name ("shares"), as the papers state it; or that the matter is `CLOSED`."""

    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Fact):
    """The fact of that identity was recorded wrongly; `by` stands in its place, None: nothing does."""

    replaces: str
    by: Fact | None = None


ORDER: Final[tuple[type[Fact], ...]] = (
    Linked, Term, Told, PointedAt, AssignmentGiven, Proposal, Decision, Extension, Amendment, Termination,
    AssignmentDue, AssignmentReported, AssignmentFulfilled, ConditionShown, Justering, NoticePosted, Dispatch, Appeal,
    CourtOutcome, Signature, Confirmation, Correction,
)  # fmt: skip
"""Every kind of fact, in the order they count within one day: what is asked before what is decided, what is decided
before what follows from it, and a correction last."""
