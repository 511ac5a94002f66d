"""The shapes of an answer: the standing of one agreement and all behind it, as docs/json.md names them.

Codes and values only; `samverkan.words` has the words. The proof is what the computation returned, never explained
afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Basis, TermName, TermValue
    from samverkan.core.findings import Finding
    from samverkan.core.sources import Citation

StandingCode = Literal["proposed", "awaiting", "agreed", "in_force", "ended", "lapsed", "cannot_tell"]
STANDINGS: Final[tuple[StandingCode, ...]] = (
    "proposed", "awaiting", "agreed", "in_force", "ended", "lapsed", "cannot_tell",
)  # fmt: skip
PartyStatus = Literal[
    "none", "proposed", "postponed", "referred_back", "rejected", "withdrawn", "rescinded", "annulled",
    "decided_conditionally", "decided",
]  # fmt: skip
STATUSES: Final[tuple[PartyStatus, ...]] = (
    "none", "proposed", "postponed", "referred_back", "rejected", "withdrawn", "rescinded", "annulled",
    "decided_conditionally", "decided",
)  # fmt: skip
Verdict = Literal["identical", "equivalent", "differs", "cannot_tell"]
MATCHED_TERMS: Final[tuple[TermName, ...]] = ("object", "parties", "period", "extension", "shares")

UNNAMED: Final = "?"
"""The name of a party that no paper names."""

__all__ = [
    "MATCHED_TERMS",
    "STANDINGS",
    "STATUSES",
    "UNNAMED",
    "AssignmentPoint",
    "AssignmentState",
    "ConditionState",
    "ExtensionValue",
    "Match",
    "Open",
    "Party",
    "PartyStatus",
    "PeriodValue",
    "Previous",
    "Proof",
    "ShareValue",
    "Side",
    "Standing",
    "StandingCode",
    "Standings",
    "TermsRow",
    "ToldOf",
    "Verdict",
]  # fmt: skip


class Proof(NamedTuple):
    """One rule applied: whether it holds (None: cannot be told), the values and words it rests on, its own reasons."""

    rule: str
    holds: bool | None
    values: Mapping[str, object] = {}
    citations: tuple[Citation, ...] = ()
    because: tuple[Proof, ...] = ()

    def rules(self) -> set[str]:
        """Every rule id in the tree."""
        return {self.rule}.union(*(one.rules() for one in self.because))


class Party(NamedTuple):
    """A party of the agreement and how far it has come; `left` the last day it is in it, where it gave notice."""

    name: str
    body: str | None
    registry_numbers: tuple[str, ...]
    status: PartyStatus
    citations: tuple[Citation, ...]
    left: date | None = None


class TermsRow(NamedTuple):
    """The terms between two days, `to` in it, and what set them; unconfirmed told terms divide no cost.

    `basis` is the weakest of them; `bases` says of the period, the shares and extension each what it rests on: agreed,
    decided, told, or only proposed. `by_itself`: an extension needs no decision.
    """

    from_: PartialDate | None
    to: PartialDate | None
    open_ended: bool
    extension: bool | None
    basis: Basis
    shares: tuple[ShareValue, ...]
    confirmed: bool
    citations: tuple[Citation, ...]
    bases: Mapping[str, str] = {}
    by_itself: bool = False


class Previous(NamedTuple):
    """An earlier agreement of the same cooperation, known only as the papers tell of it."""

    title: str | None
    terms: tuple[TermsRow, ...]
    citations: tuple[Citation, ...]


class Side(NamedTuple):
    """What one party's own papers say of a term; None: nothing."""

    party: str
    value: TermValue
    words: str
    citations: tuple[Citation, ...]


class Match(NamedTuple):
    """One term compared between the parties; `citations` of every side, each once."""

    term: TermName
    verdict: Verdict
    sides: tuple[Side, ...]
    citations: tuple[Citation, ...] = ()


class ConditionState(NamedTuple):
    """One condition of a party's decision or proposal; `because` is a rule id with its values."""

    party: str
    kind: str
    on: str | None
    met: bool | None
    text: str
    citations: tuple[Citation, ...]
    because: Proof


class Open(NamedTuple):
    """Something a person can act on: what is missing or unsure, whose it is, and the words that show it."""

    code: str
    party: str | None
    values: Mapping[str, object]
    citations: tuple[Citation, ...] = ()


class AssignmentPoint(NamedTuple):
    """One of the assignments that a § gives: its words, another day set for it, whether it was reported whole."""

    text: str
    due: PartialDate | None = None
    reported: bool = False


class AssignmentState(NamedTuple):
    """An assignment and whether it was declared fulfilled; `due` where another day than its words' was said.

    `reported`: the days of reports of the whole.
    `points`: each of the assignments that its § gives, where it is not fulfilled.
    """

    date: PartialDate | None
    section: str | None
    body: str | None
    status: Literal["given", "fulfilled", "orphan"]
    basis: Basis
    text: str
    citations: tuple[Citation, ...]
    due: PartialDate | None = None
    reported: tuple[PartialDate | None, ...] = ()
    points: tuple[AssignmentPoint, ...] = ()


class ToldOf(NamedTuple):
    """What a paper only tells of."""

    act: str
    by: str | None
    date: PartialDate | None
    section: str | None
    planned: bool
    text: str
    citations: tuple[Citation, ...]


class Standing(NamedTuple):
    """The answer for one agreement on one day."""

    cooperation: str
    object: str | None
    title: str | None
    parties: tuple[Party, ...]
    standing: StandingCode
    terms: tuple[TermsRow, ...]
    previous: tuple[Previous, ...]
    matching: tuple[Match, ...]
    conditions: tuple[ConditionState, ...]
    open: tuple[Open, ...]
    assignments: tuple[AssignmentState, ...]
    told: tuple[ToldOf, ...]
    proof: Proof


class Standings(NamedTuple):
    """The answer on a set of papers; `known` None: all on file. `quotes`: the words each citation points at.

    `unread` and `partly_read` say of which papers the answer may lack what they say, and why.
    """

    on: date
    known: date | None
    agreements: tuple[Standing, ...]
    quotes: Mapping[Citation, str] = {}
    unread: tuple[Finding, ...] = ()
    partly_read: tuple[Finding, ...] = ()
