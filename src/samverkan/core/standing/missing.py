"""What is missing or unsure, as a list a person can act on: which body's minutes, which §, whom to ask.

Entries bar nothing by themselves: the standing says what bars. Each names the papers it was seen in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import (
    THE_TEXT,
    Amendment,
    Confirmation,
    Decision,
    Dispatch,
    Extension,
    Linked,
    PointedAt,
    Proposal,
    Signature,
    Term,
    Told,
)
from samverkan.core.standing.case import APPROVING, cite
from samverkan.core.standing.matching import same_value
from samverkan.core.standing.values import MATCHED_TERMS, Open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.dates import PartialDate
    from samverkan.core.sources import Citation
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.policy import Question
    from samverkan.core.standing.status import PartyState
    from samverkan.core.standing.values import Match, Proof, StandingCode

_WAITED_FOR = {"none", "proposed", "postponed", "referred_back", "annulled", "rescinded"}
_UNDONE = {"proposed", "postponed", "referred_back", "withdrawn", "annulled", "rescinded"}


def open_entries(
    asked: Question, standing: StandingCode, tried: tuple[Proof, ...], force: tuple[Proof, ...]
) -> list[Open]:
    """Everything open for the day, what keeps the agreement from standing first."""
    case = asked.case
    found = [*_contradictions(tried)]
    if len(case.parties) < 2:
        found.append(Open("unknown_party", None, {"parties": case.parties}, cite(*case.acts)))
    for name in case.parties:
        status = asked.statuses[name]
        if (status in _WAITED_FOR and standing != "lapsed") or status == "withdrawn":
            found.append(_decision(case, asked.states[name]))
    found += _conditions(asked)
    found += _terms(case, asked.matching)
    found += asked.course.open
    if case.has_text:
        found += _told_otherwise(case)
    if standing in {"awaiting", "proposed"} and asked.course.end is not None and case.on > asked.course.end:
        found.append(Open("period_passed", None, {"end": asked.course.end, "on": case.on}, _period_words(case)))
    found += _text(case, asked)
    for proof in force:
        if proof.holds is not True:
            values = {"reason": proof.rule, **proof.values}
            found.append(Open("not_final", str(proof.values["party"]), values, proof.citations))
    if case.undated:
        found += _undated(asked)
    for one in case.of(Linked):
        if not one.sure and one.grounds:
            found.append(Open(one.grounds[0][0], None, dict(one.grounds[0][1]), one.citations))
    return found


def _undated(asked: Question) -> Iterator[Open]:
    """Papers without a date, which count as always known: decisions, a proposal that still matters, the text."""
    case = asked.case
    seen = set()
    for one in case.acts:
        proposal = isinstance(one, Proposal)
        key = (one.party, one.body, one.section, proposal)
        if one.happened is not None or key in seen or (proposal and asked.states[one.party].act is not one):
            continue  # dated; or its body has decided since, or has a later proposal before it
        seen.add(key)
        values = {"body": one.body, "section": one.section, "paper": "proposal" if proposal else "decision"}
        yield Open("undated_paper", one.party, values, one.citations)
    text = next((one for one in case.of(Term) if one.party == THE_TEXT and one.known is None), None)
    if text is not None and all(one.happened is None for one in case.of(Signature)):
        yield Open("undated_paper", None, {"body": None, "section": None, "paper": "text"}, text.citations)


def _decision(case: Case, state: PartyState) -> Open:
    """The decision that is missing: its minutes, where a paper points at them; else the decision itself."""
    name = state.name
    contacts = sorted(
        (one.email is None, one.email or one.to) for one in case.of(Dispatch) if one.of == name and one.party != name
    )
    contact = contacts[0][1] if contacts else None
    taken: list[Decision | Extension | Amendment] = [
        *case.of(Decision), *case.of(Extension), *case.of(Amendment)
    ]  # fmt: skip
    on_file = {one.section for one in taken if one.party == name}
    act = state.act
    values: dict[str, object] = {"party": name, "body": state.body, "status": state.status, "ask": contact}
    for pointed in case.of(PointedAt):
        if pointed.decision_of == name and pointed.section is not None and pointed.section not in on_file:
            values |= {
                "pointer": pointed.pointer, "section": pointed.section, "day": pointed.day,
                "body": state.body or pointed.decision_body,
            }  # fmt: skip
            return Open("missing_minutes", name, values, pointed.citations)
    for told in case.of(Told):
        if (
            told.by == name
            and told.party != name
            and told.act in APPROVING
            and not told.planned
            and (told.section is None or told.section not in on_file)
            and _may_be_this(case, told)
        ):
            pointer = f"§ {told.section}" if told.section else str(told.day)
            values |= {"pointer": pointer, "section": told.section, "day": told.day}
            return Open("missing_minutes", name, values, told.citations)
    later = next((one for one in taken if _decides_later(case, one, name)), None)
    if later is not None:
        values |= {"paper": "later", "section": later.section, "day": later.happened, "on": case.on}
        return Open("missing_decision", name, values, later.citations)
    planned = next((one for one in case.of(Told) if one.by == name and one.planned and one.day is not None), None)
    values["planned"] = None if planned is None else planned.day
    if act is not None and state.status in _UNDONE:
        values |= {"paper": state.status, "section": act.section, "day": act.happened}
    return Open("missing_decision", name, values, cite(*[one for one in (act, planned) if one is not None]))


def _decides_later(case: Case, one: Decision | Extension | Amendment, party: str) -> bool:
    """Whether it is a decision that the party took after the day asked about: no postponement, nothing proposed."""
    decides = one.act in APPROVING if isinstance(one, Decision) else not one.proposed
    return one.party == party and decides and not case.happened_by(one)


def _may_be_this(case: Case, told: Told) -> bool:
    """Whether a decision told of can be on this agreement: a § or a day, at most the year before it begins."""
    if told.section is None and (told.day is None or not told.day.is_day):
        return False
    return told.day is None or case.start is None or told.day.last.year >= case.start.year - 1


def _conditions(asked: Question) -> Iterator[Open]:
    for one in asked.conditions:
        if one.met is not True and asked.states[one.party].decided:
            yield Open(
                "unmet_condition",
                one.party,
                {"kind": one.kind, "on": one.on, "met": one.met, "words": one.text},
                one.citations,
            )


def _terms(case: Case, matches: tuple[Match, ...]) -> Iterator[Open]:
    """Terms that differ, or that a party with papers on file is silent on and nobody has confirmed."""
    speaking = {fact.party for fact in case.acts if case.counts(fact)} & set(case.parties)
    confirmed = {one.of for one in case.of(Confirmation)}
    for match in matches:
        if match.verdict == "differs":
            words = [f"{side.party}: {side.words}" for side in match.sides if side.value is not None]
            yield Open("differing_term", None, {"term": match.term, "words": words}, match.citations)
        elif match.verdict == "cannot_tell" and len(speaking) > 1 and match.term not in confirmed:
            silent = [side.party for side in match.sides if side.value is None and side.party in speaking]
            if silent or all(side.value is not None for side in match.sides):
                party = silent[0] if len(silent) == 1 else None
                values = {"term": match.term, "silent": silent or list(case.parties)}
                yield Open("unstated_term", party, values, match.citations)


def _told_otherwise(case: Case) -> Iterator[Open]:
    """Minutes that tell a term otherwise than the agreement's own text, which outranks them: once for each wording."""
    for name in MATCHED_TERMS:
        terms = case.terms(name)
        if name in {"object", "parties"}:
            continue
        texts: dict[PartialDate | None, Term] = {}
        for one in terms:
            if one.party == THE_TEXT:
                texts.setdefault(one.from_, one)
        otherwise: dict[tuple[str, PartialDate | None], list[Term]] = {}
        for one in terms:
            minutes = one.party != THE_TEXT and one.basis in {"told", "decided"}
            if minutes and one.from_ in texts and same_value(name, one.value, texts[one.from_].value) is False:
                otherwise.setdefault((one.words, one.from_), []).append(one)
        for (words, day), told in otherwise.items():
            text = texts[day]
            parties = {one.party for one in told}
            values = {"term": name, "words": [words, text.words], "paper": "minutes"}
            yield Open("differing_term", parties.pop() if len(parties) == 1 else None, values, cite(*told, text))


def _text(case: Case, asked: Question) -> Iterator[Open]:
    """The agreement's own text: asked for where it is not on file; its signatures where it is."""
    if len(case.parties) < 2 or not all(state.decided for state in asked.states.values()):
        return
    if asked.binding != set(case.parties) and not _asks_signing(asked):
        return
    agreed = [one for one in case.of(Term) if one.party == THE_TEXT] if case.has_text else []
    signed = {one.party for one in case.of(Signature) if case.happened_by(one)}
    if not agreed and not signed:
        yield Open("missing_agreement", None, {}, ())
        return
    for name in case.parties:
        if name not in signed:
            yield Open("not_signed", name, {"party": name}, cite(*agreed[:1]))


def _asks_signing(asked: Question) -> bool:
    return any(one.because.rule == "signature_required" for one in asked.conditions)


def _contradictions(tried: tuple[Proof, ...]) -> Iterator[Open]:
    for proof in tried[0].because:
        yield Open("contradicting_papers", None, {"party": proof.values.get("party")}, proof.citations)


def _period_words(case: Case) -> tuple[Citation, ...]:
    return cite(*case.terms("period")[:1])
