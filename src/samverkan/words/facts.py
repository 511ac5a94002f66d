"""A fact as a sentence that a person understands: what kind it is, who, when, under which § and what it says (domain `review`).

Every kind in `core.facts.kinds` has one function in the table at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.core.facts import (
    CLOSED,
    Amendment,
    Appeal,
    AssignmentDue,
    AssignmentFulfilled,
    AssignmentGiven,
    AssignmentReported,
    ConditionShown,
    Confirmation,
    Correction,
    CourtOutcome,
    Decision,
    Dispatch,
    Extension,
    Fact,
    Justering,
    Linked,
    NoticePosted,
    PointedAt,
    Proposal,
    Signature,
    Term,
    Termination,
    Told,
)
from samverkan.core.standing.items import OWN
from samverkan.core.standing.names import body_in, person_in
from samverkan.words import say
from samverkan.words.proofs import when, who
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from samverkan.core.facts import Condition
    from samverkan.words import Language


def say_fact(fact: Fact, language: Language) -> str:
    """The fact as a sentence."""
    sentence = SENTENCES[type(fact)](_Teller(language), fact)
    return sentence[:1].upper() + sentence[1:]


def say_kind(kind: str, term: str | None, language: Language) -> str:
    """What kind of fact it is, in a word or two; of a term which one."""
    return say("review", f"kind.{kind}.{term}" if term else f"kind.{kind}", {}, language)


def inside(name: str, language: Language) -> str:
    """A name in the middle of a sentence: a Swedish body's begins with a small letter, a proper name keeps its own."""
    body = language == "sv" and body_in(name) is not None and not name.isupper()
    person = person_in(name)
    of_a_person = person is not None and name.startswith(person[0])
    return name[:1].lower() + name[1:] if body and not of_a_person else name


def on_a_line(words: str) -> str:
    """Quoted words on one line, without the full stop that the sentence around them has."""
    return " ".join(words.split()).removesuffix(".")


class _Teller:
    """The sentences, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.print = Values(language)

    def say(self, code: str, **values: object) -> str:
        return say("review", code, values, self.language)

    def who(self, fact: Fact) -> str:
        party = None if fact.party in (OWN, "") else fact.party
        if not fact.body and not party:
            return self.say("somebody")
        return who(fact.body, party, self.language)

    def named(self, name: str | None) -> str:
        """Somebody in the middle of the sentence."""
        return inside(name, self.language) if name else self.say("somebody")

    def when(self, section: str | None, day: object) -> str:
        return when(section, day, self.language)

    def upon(self, conditions: Iterable[Condition]) -> str:
        """The conditions, each a phrase after the sentence."""
        return "".join(
            self.say("fact.condition", kind=self.say(f"condition.{one.kind}"), words=on_a_line(one.text))
            for one in conditions
        )

    def shares(self, shares: Iterable[Any]) -> str:
        return ", ".join(map(self.print.share, shares))

    def decision(self, fact: Decision) -> str:
        act = self.say(f"act.{fact.act}")
        told = self.say("fact.decision", who=self.who(fact), act=act, when=self.when(fact.section, fact.happened))
        return told + self.upon(fact.conditions)

    def proposal(self, fact: Proposal) -> str:
        values = {
            "who": self.who(fact),
            "to": self.named(fact.to),
            "act": self.say(f"act.{fact.inner or 'other'}"),
            "when": self.when(fact.section, fact.happened),
        }
        return self.say("fact.proposal", **values) + self.upon(fact.conditions)

    def extension(self, fact: Extension) -> str:
        code = "fact.extension.proposed" if fact.proposed else "fact.extension"
        told = self.say(code, who=self.who(fact), to=fact.to, when=self.when(fact.section, fact.happened))
        return told + self.upon(fact.conditions)

    def amendment(self, fact: Amendment) -> str:
        code = "fact.amendment.proposed" if fact.proposed else "fact.amendment"
        told = self.say(
            code, who=self.who(fact), when=self.when(fact.section, fact.happened),
            from_day=self.say("fact.from", day=fact.from_) if fact.from_ else "",
            shares=self.say("fact.shares", shares=self.shares(fact.shares)) if fact.shares else "",
        )  # fmt: skip
        return told + self.upon(fact.conditions)

    def termination(self, fact: Termination) -> str:
        ends = self.say("fact.ends", day=fact.ends) if fact.ends else ""
        return self.say(
            "fact.termination", who=self.who(fact), ends=ends, when=self.when(fact.section, fact.happened)
        )  # fmt: skip

    def assignment(self, fact: AssignmentGiven) -> str:
        code = "fact.assignment" if fact.basis == "decided" else "fact.assignment.told"
        told = self.say(
            code, by=self.named(fact.by) if fact.by or fact.basis != "decided" else self.who(fact),
            to=self.named(fact.to), when=self.when(fact.section, fact.day), words=on_a_line(fact.text),
        )  # fmt: skip
        shares = self.say("fact.assignment.shares", shares=self.shares(fact.shares)) if fact.shares else ""
        nobody = "" if fact.receiver_exists else self.say("fact.assignment.nobody")
        return told + self.upon(fact.conditions) + shares + nobody

    def fulfilled(self, fact: AssignmentFulfilled) -> str:
        given = self.when(fact.section, fact.day) or self.say("fact.unnamed")
        return self.say("fact.fulfilled", who=self.who(fact), given=given)

    def reported(self, fact: AssignmentReported) -> str:
        given = self.when(fact.section, fact.day) or self.say("fact.unnamed")
        code = "fact.reported.partly" if fact.partial else "fact.reported"
        document = self.say("fact.reported.in", document=fact.document) if fact.document else ""
        return self.say(code, who=self.who(fact), given=given, day=self.day(fact), document=document)

    def due(self, fact: AssignmentDue) -> str:
        given = self.when(fact.section, fact.day) or self.say("fact.unnamed")
        return self.say("fact.due", who=self.who(fact), given=given, due=fact.due)

    def condition_shown(self, fact: ConditionShown) -> str:
        return self.say("fact.condition_met" if fact.met else "fact.condition_failed", number=fact.condition + 1)

    def justering(self, fact: Justering) -> str:
        return self.say("fact.justering", day=self.day(fact), sections=self.sections(fact.sections))

    def notice(self, fact: NoticePosted) -> str:
        removed = self.say("fact.removed", day=fact.removed) if fact.removed else ""
        return self.say("fact.notice", day=self.day(fact), sections=self.sections(fact.sections), removed=removed)

    def day(self, fact: Fact) -> str:
        return self.say("fact.day", day=fact.happened) if fact.happened else self.say("fact.day.unknown")

    def sections(self, sections: tuple[str, ...]) -> str:
        return self.say("fact.sections", sections=sections) if sections else ""

    def appeal(self, fact: Appeal) -> str:
        return self.say("fact.appeal", who=self.named(self.who(fact)), day=self.day(fact))

    def court(self, fact: CourtOutcome) -> str:
        code = "fact.annulled" if fact.annulled else "fact.upheld"
        return self.say(code, who=self.named(self.who(fact)), day=self.day(fact))

    def signature(self, fact: Signature) -> str:
        signed = self.say("fact.signatory", name=fact.signatory) if fact.signatory else ""
        return self.say("fact.signature", party=self.who(fact), day=self.day(fact), signatory=signed)

    def term(self, fact: Term) -> str:
        value: object = fact.value
        if fact.term in ("signature_required", "goes_on"):
            told = self.say(f"term.{fact.term}.{'yes' if value else 'no'}")
        elif fact.term == "termination":
            told = self.say("term.termination", months=value)
        else:
            told = self.say(f"term.{fact.term}", value=self.print.term(fact.value))
        basis = self.print.word("word", "proposed" if fact.proposed else fact.basis)
        role = "" if fact.role == "current" else self.say(f"role.{fact.role}")
        return self.say("fact.term", role=role, told=told[:1].lower() + told[1:] if role else told, basis=basis)

    def told(self, fact: Told) -> str:
        by = self.say("fact.told.by", by=self.named(fact.by)) if fact.by else ""
        return self.say(
            "fact.told.planned" if fact.planned else "fact.told", by=by, when=self.when(fact.section, fact.day),
            words=on_a_line(fact.text),
        )  # fmt: skip

    def pointed_at(self, fact: PointedAt) -> str:
        return self.say("fact.pointed_at", title=fact.title, when=self.when(fact.section, fact.day))

    def dispatch(self, fact: Dispatch) -> str:
        return self.say(
            "fact.dispatch", to=inside(fact.to, self.language), email=f" ({fact.email})" if fact.email else ""
        )

    def linked(self, fact: Linked) -> str:
        return self.say("fact.linked" if fact.sure else "fact.linked.unsure")

    def confirmation(self, fact: Confirmation) -> str:
        return self.say("fact.confirmation.closed" if fact.of == CLOSED else "fact.confirmation")

    def correction(self, fact: Correction) -> str:
        if fact.by is None:
            return self.say("fact.taken_back")
        return self.say("fact.corrected", told=say_fact(fact.by, self.language))


SENTENCES: Final[Mapping[type[Fact], Callable[[_Teller, Any], str]]] = {
    Linked: _Teller.linked,
    Term: _Teller.term,
    Told: _Teller.told,
    PointedAt: _Teller.pointed_at,
    AssignmentGiven: _Teller.assignment,
    Proposal: _Teller.proposal,
    Decision: _Teller.decision,
    Extension: _Teller.extension,
    Amendment: _Teller.amendment,
    Termination: _Teller.termination,
    AssignmentFulfilled: _Teller.fulfilled,
    AssignmentReported: _Teller.reported,
    AssignmentDue: _Teller.due,
    ConditionShown: _Teller.condition_shown,
    Justering: _Teller.justering,
    NoticePosted: _Teller.notice,
    Dispatch: _Teller.dispatch,
    Appeal: _Teller.appeal,
    CourtOutcome: _Teller.court,
    Signature: _Teller.signature,
    Confirmation: _Teller.confirmation,
    Correction: _Teller.correction,
}
"""The sentence of each kind of fact."""
