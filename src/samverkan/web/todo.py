"""What is missing, as things that can be done: the core's open entries in; what, whose, by when and one way to it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlencode

from django.urls import reverse

from samverkan.actions.roles import Right
from samverkan.actions.stating import CONFIRMED
from samverkan.core.facts import Amendment, Decision, Extension
from samverkan.store.placing import organisations_meant
from samverkan.web.citing import Cite, cites
from samverkan.words import say
from samverkan.words.proofs import name_of, say_proof, when, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.events import Event
    from samverkan.core.standing.values import Open
    from samverkan.web.asked import Asked

_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "missing_minutes": ("decision_needed_by",),
    "missing_decision": ("decision_planned", "decision_needed_by", "extension_decision_by"),
    "unmet_condition": ("condition_day", "decision_needed_by"),
    "not_final": ("notice_by", "justering_by", "appeal_by"),
    "not_signed": ("begins",),
    "unstated_term": ("begins",),
    "differing_term": ("begins",),
}
"""Which events say by when an entry is to be seen to; the first that the agreement has."""

_ASKED_FOR: Final = frozenset({"missing_minutes", "missing_decision", "told_differently"})
_TO_CORRECT: Final = frozenset({
    "differing_term", "contradicting_papers", "undated_paper", "amendment_unclear", "unknown_party", "unsure_same_agreement",
    "unsure_amended_agreement", "extension_excluded", "extension_beyond_option", "orphan_assignment",
})  # fmt: skip


class Doing(NamedTuple):
    """What can be done: the words on the button and where it leads. `by_mail`: it opens a letter."""

    label: str
    address: str
    by_mail: bool


class Todo(NamedTuple):
    """One thing: what, whose it is, by when, the words that show it, and what can be done, or else."""

    what: str
    whose: str
    by: str
    late: bool
    cites: Sequence[Cite]
    doing: Doing | None
    or_else: Doing | None


class Around(NamedTuple):
    """What the entries stand in: the agreement, what it is called, its facts and events, and the day."""

    agreement: UUID
    title: str
    facts: Sequence[Fact]
    events: Sequence[Event]
    quotes: Mapping[Citation, str]
    on: date


def todos(entries: Iterable[Open], around: Around, asked: Asked) -> list[Todo]:
    """The entries as things to do, in their order."""
    listed = list(entries)
    ours = _ours(listed, asked)
    return [_Entry(one, around, asked, ours=n in ours).todo() for n, one in enumerate(listed)]


def _ours(entries: Sequence[Open], asked: Asked) -> set[int]:
    """Which of them are papers of the organisation's own that the one who asks may take in: nobody writes to themselves."""
    if asked.acting is None or not asked.may(Right.RECEIVE):
        return set()
    about = [n for n, one in enumerate(entries) if one.code in _ASKED_FOR]
    named = [[str(name) for name in (entries[n].party, entries[n].values.get("body")) if name] for n in about]
    return {n for n, one in zip(about, organisations_meant(named), strict=True) if one == asked.acting.organisation}


class _Entry:
    def __init__(self, entry: Open, around: Around, asked: Asked, *, ours: bool) -> None:
        self.entry, self.around, self.asked, self.language = entry, around, asked, asked.language
        self.ours = ours

    def say(self, code: str, **values: object) -> str:
        return say("agreement", code, values, self.language)

    def todo(self) -> Todo:
        entry = self.entry
        what = say_proof(f"open.{entry.code}", {"party": entry.party, **entry.values}, self.language)
        day = self._day()
        late = day is not None and day < self.around.on
        by = "" if day is None else self.say("todo.was_by" if late else "todo.by", day=day)
        whose = "" if entry.party is None else name_of(entry.party, self.language)
        found = cites(entry.citations, self.around.quotes, self.asked)
        return Todo(what, whose, by, late, found, self._doing(), self._or_else())

    def _day(self) -> date | None:
        section = self.entry.values.get("section")
        for code in _BY.get(self.entry.code, ()):
            for event in self.around.events:
                mine = event.party in (None, self.entry.party)
                if event.code == code and mine and (code not in _OF_SECTION or event.values.get("section") == section):
                    return event.day
        return None

    def _doing(self) -> Doing | None:
        code, values = self.entry.code, self.entry.values
        if code in _ASKED_FOR:
            return None if values.get("paper") == "later" else self._minutes() if self.ours else self._letter()
        if code == "missing_agreement" and self.asked.may(Right.RECEIVE):
            return self._leave("todo.leave", self.around.title)
        if code == "unread_paper" and self.asked.may(Right.REVIEW):
            return Doing(self.say("todo.unread"), reverse("queue"), by_mail=False)
        if not self.asked.may(Right.STATE):
            return None
        if code == "not_final":
            return self._not_final()
        if code == "not_signed":
            return self._state("Signature", party=self.entry.party)
        if code == "unstated_term" and values.get("term") in CONFIRMED:
            return self._state("Confirmation", of=values.get("term"))
        if code == "period_passed":
            return self._state("Closed")
        if code == "party_left":
            return self._state("Confirmation", of="goes_on")
        if code == "unmet_condition":
            return self._state("ConditionShown", condition=self._condition())
        if code in ("assignment_open", "assignment_reported"):
            return self._assignment("AssignmentFulfilled")
        if code in _TO_CORRECT:
            address = reverse("facts", kwargs={"id": self.around.agreement})
            return Doing(
                self.say("todo.facts"), address + (f"?{self.asked.dates}" if self.asked.dates else ""), by_mail=False
            )
        return None

    def _or_else(self) -> Doing | None:
        """The other answer to a report back: the work goes on, until another day."""
        if self.entry.code == "assignment_reported" and self.asked.may(Right.STATE):
            return self._assignment("AssignmentDue")
        return None

    def _assignment(self, kind: str) -> Doing:
        """To the form; which of the §'s assignments is chosen there."""
        return self._state(kind, day=self.entry.values.get("day"), section=self.entry.values.get("section"))

    def _not_final(self) -> Doing | None:
        values = self.entry.values
        if values.get("reason") == "appealed":
            return self._state("CourtOutcome", party=self.entry.party)
        if values.get("reason") == "appeal_time_runs":
            return None
        return self._state(
            "NoticePosted", party=self.entry.party, meeting=values.get("day"), sections=values.get("section")
        )

    def _state(self, kind: str, **filled: object) -> Doing:
        given = {"kind": kind, **{name: str(value) for name, value in filled.items() if value}}
        query = "&".join(part for part in (urlencode(given), self.asked.dates) if part)
        address = f"{reverse('state-fact', kwargs={'id': self.around.agreement})}?{query}"
        return Doing(self.say(f"state.{kind}"), address, by_mail=False)

    def _condition(self) -> str:
        """Which condition of which decision, as the form names it."""
        for fact in self.around.facts:
            if isinstance(fact, Amendment | Decision | Extension) and fact.party == self.entry.party:
                for n, one in enumerate(fact.conditions):
                    if one.text == self.entry.values.get("words"):
                        return f"{fact.id}:{n}:{fact.party}"
        return ""

    def _minutes(self) -> Doing:
        """To where papers are left, with what is known of the missing minutes filled in."""
        act = self._act() or who(self.entry.values.get("body"), self.entry.party, self.language)
        return self._leave("todo.leave_minutes", self.say("leave.concerns", act=act, title=self.around.title))

    def _leave(self, code: str, concerns: str) -> Doing:
        concerns = concerns[:400]
        query = "&".join(
            part for part in (urlencode({"leave": "paper", "concerns": concerns}), self.asked.dates) if part
        )
        return Doing(self.say(code), f"{reverse('documents')}?{query}#leave", by_mail=False)

    def _act(self) -> str:
        """Which decision it is, as the papers point at it; "" where they do not say."""
        values = self.entry.values
        return str(values.get("pointer") or "") or when(values.get("section"), values.get("day"), self.language).strip(
            " ()"
        )

    def _letter(self) -> Doing:
        """A letter to the body concerned, ready to be sent; its address where the papers give one."""
        values = self.entry.values
        contact = str(values.get("ask") or "")
        to = contact if "@" in contact else ""
        act = self._act()
        about = {
            "title": self.around.title,
            "act": act,
            "who": who(values.get("body"), values.get("party"), self.language),
        }
        asking = "letter.act" if act else "letter.decision"
        if self.entry.code == "told_differently":
            about["who"] = str(values.get("body") or "")
            asking = "letter.decision"
        own = "" if self.asked.acting is None else self.asked.acting.organisation.name
        text = self.say(asking, **about) + self.say("letter.end", organisation=own)
        query = f"subject={quote(self.say('letter.subject', **about))}&body={quote(text)}"
        return Doing(self.say("todo.ask"), f"mailto:{quote(to, safe='@')}?{query}", by_mail=True)


_OF_SECTION: Final = frozenset({"notice_by", "justering_by", "appeal_by"})
