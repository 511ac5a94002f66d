"""How far each party has come with the agreement: facts in, a status with its reasons out.

A proposal is never a decision; the latest act that counts for the day is the party's; annulled is never taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.facts import CourtOutcome, Decision, Proposal, order_key
from samverkan.core.standing.case import APPROVING, left_to_higher, proved

if TYPE_CHECKING:
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.values import PartyStatus, Proof

_STATUS_OF_ACT: Final[dict[str, PartyStatus]] = {
    "approve": "decided",
    "adopt": "decided",
    "postpone": "postponed",
    "refer_back": "referred_back",
    "reject": "rejected",
    "refrain": "rejected",
    "withdrawn": "withdrawn",
    "rescind": "rescinded",
}
_HOLDS: Final[dict[PartyStatus, bool | None]] = {"decided": True, "decided_conditionally": None, "none": None}
_RULE_OF_STATUS: Final[dict[PartyStatus, str]] = {
    "none": "no_decision_on_file",
    "proposed": "proposal_is_not_decision",
    "postponed": "postponed",
    "referred_back": "referred_back",
    "rejected": "refused",
    "withdrawn": "withdrawn",
    "rescinded": "rescinded_from_its_day",
    "annulled": "annulled_never_taken",
    "decided": "party_has_decided",
}


class PartyState(NamedTuple):
    """A party's status before its conditions are looked at, the act that gives it, and why."""

    name: str
    body: str | None
    status: PartyStatus
    act: Decision | Proposal | None
    reasons: tuple[Proof, ...]

    @property
    def decided(self) -> bool:
        """Whether the party itself has decided, its conditions aside."""
        return self.status == "decided"

    @property
    def decision(self) -> Decision | None:
        """The decision that counts; None where the party has not decided."""
        return self.act if self.decided and isinstance(self.act, Decision) else None

    def proof(self, status: PartyStatus) -> Proof:
        """The status as a rule that holds or not; `status` is the one after conditions."""
        act = self.act
        rule = "decided_on_conditions" if status == "decided_conditionally" else _RULE_OF_STATUS[status]
        return proved(
            rule,
            _HOLDS.get(status, False),
            *self.reasons,
            facts=() if act is None else (act,),
            party=self.name,
            body=self.body,
            section=None if act is None else act.section,
            day=None if act is None else act.happened,
            to=act.to if isinstance(act, Proposal) else None,
            status=status,
        )


def party_state(case: Case, party: str) -> PartyState:
    """What the party's own acts, in order, amount to on the day."""
    decisions = [one for one in case.of(Decision) if one.party == party and one.act in _STATUS_OF_ACT]
    proposals = [one for one in case.of(Proposal) if one.party == party]
    annulled = _annulled(case, party, decisions)
    status: PartyStatus = "none"
    act: Decision | Proposal | None = None
    reasons: list[Proof] = []
    for proposal in proposals:
        if case.happened_by(proposal):
            status, act = "proposed", proposal
    for decision in decisions:
        if decision.id in annulled:
            reasons.append(_reason("annulled_never_taken", False, decision))
            if status in {"none", "proposed"}:
                status, act = "annulled", decision
            continue
        approving = decision.act in APPROVING
        if not (case.counts(decision) if approving else case.happened_by(decision)):
            reasons.append(_reason("taken_after_the_day", False, decision, on=case.on))
            continue
        higher = left_to_higher(decision, proposals) if approving else None
        if higher is not None:
            reasons.append(_reason("higher_body_decides", False, decision, to=higher.to))
            continue
        if decision.act == "rescind" and status not in {"decided", "none"}:
            continue
        if status == "decided" and _leaves_standing(case, decision):
            reasons.append(_reason("earlier_decision_stands", True, decision, act=decision.act))
            continue
        status, act = _STATUS_OF_ACT[decision.act], decision
        if approving and _reaches_back(case, decision):
            reasons.append(_reason("retroactive", True, decision, start=case.start))
    last = act.happened if act is not None else None
    if status in {"postponed", "referred_back", "withdrawn", "annulled"} and proposals:
        latest = proposals[-1]
        if latest.happened and last and latest.happened.last > last.last and case.happened_by(latest):
            status, act = "proposed", latest  # it has come back
    return PartyState(party, _body(act, decisions, proposals), status, act, tuple(reasons))


def _body(act: Decision | Proposal | None, decisions: list[Decision], proposals: list[Proposal]) -> str | None:
    if isinstance(act, Proposal):
        return act.to or act.body
    if act is not None and act.body:
        return act.body
    return next((one.body for one in decisions if one.body), next((one.to or one.body for one in proposals), None))


def _reason(rule: str, holds: bool | None, decision: Decision, **values: object) -> Proof:
    return proved(
        rule, holds, facts=(decision,), party=decision.party, day=decision.happened, section=decision.section, **values
    )


def _annulled(case: Case, party: str, decisions: list[Decision]) -> set[str]:
    """The party's decisions that a court has annulled: as never taken, on whatever day is asked about."""
    found: set[str] = set()
    for outcome in case.of(CourtOutcome) if decisions else ():
        if outcome.party != party:
            continue
        approving = [one.id for one in decisions if one.act in APPROVING and order_key(one) < order_key(outcome)]
        decision = outcome.decision or (approving[-1] if approving else None)
        if decision is not None and outcome.annulled:
            found.add(decision)
        elif decision is not None:
            found.discard(decision)
    return found


def _leaves_standing(case: Case, later: Decision) -> bool:
    """Whether a later act leaves the decision taken: only to rescind it, or to refuse before it begins, undoes it."""
    if later.act in {"postpone", "refer_back", "withdrawn"}:
        return True
    begun = case.start is not None and later.happened is not None and later.happened.last >= case.start
    return later.act in {"reject", "refrain"} and begun


def _reaches_back(case: Case, decision: Decision) -> bool:
    """Whether the decision was taken after its period began, or after the day asked about."""
    if decision.happened is None or case.start is None:
        return False
    return decision.happened.first > case.start
