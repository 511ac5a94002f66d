"""The core's answer as what the agreement page shows: sentences, rows and citations that lead to the words.

In: the standings of a cooperation and whom they are for. Out: values of text alone; the template only sets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.standing.events import dated_events
from samverkan.core.standing.finality import UNSHOWN
from samverkan.core.writing.standing_json import rule_code
from samverkan.core.writing.timeline import timeline
from samverkan.web.around import contacts, papers
from samverkan.web.citing import Cite, cites
from samverkan.web.sides import sides
from samverkan.web.timeline import picture
from samverkan.web.todo import Around, todos
from samverkan.web.waiting import picture as waits
from samverkan.words import say
from samverkan.words.proofs import name_of, say_proof, when, who
from samverkan.words.sentence import first_sentence
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.events import Event
    from samverkan.core.standing.values import Proof, Standing, TermsRow
    from samverkan.store.standings import Answered
    from samverkan.web.around import Contact, Paper
    from samverkan.web.asked import Asked
    from samverkan.web.sides import Sides
    from samverkan.web.timeline import Picture
    from samverkan.web.todo import Todo
    from samverkan.web.waiting import Drawn

_SAID_ABOVE = frozenset({"term_compared", *UNSHOWN})
_GOOD_IF_NOT = frozenset({"papers_contradict", "a_party_refused"})


class Line(NamedTuple):
    """A sentence and the words it rests on."""

    text: str
    cites: Sequence[Cite]


class Row(NamedTuple):
    """The terms of some time."""

    period: str
    shares: str
    extension: str
    basis: str
    cites: Sequence[Cite]


class Reason(NamedTuple):
    """A rule applied, whether it speaks for the standing, and its own reasons."""

    mark: str
    text: str
    cites: Sequence[Cite]
    because: Sequence[Reason]


class Neighbour(NamedTuple):
    """Another agreement of the cooperation."""

    id: UUID
    title: str
    standing: str


class AnswerPage(NamedTuple):
    """Everything the page shows of one agreement."""

    title: str
    sentence: str
    standing: str
    badge: str
    missing: Sequence[Todo]
    sides: Sides
    terms: Sequence[Row]
    conditions: Sequence[Line]
    waits: Drawn | None
    assignments: Sequence[Line]
    proof: Reason
    neighbours: Sequence[Neighbour]
    line: Picture | None
    previous: Sequence[Row]
    contacts: Sequence[Contact]
    others: Sequence[str]
    papers: Sequence[Paper]


def answer_page(found: Answered, wanted: UUID, asked: Asked) -> AnswerPage:
    """The page of one of the cooperation's agreements."""
    return _Page(found, wanted, asked).made()


class _Page:
    def __init__(self, found: Answered, wanted: UUID, asked: Asked) -> None:
        self.found, self.all, self.asked = found, found.standings, asked
        self.wanted, self.at = wanted, found.order.index(wanted)
        self.one = self.all.agreements[self.at]
        self.language, self.dates = asked.language, asked.dates
        self.print = Values(asked.language)

    def made(self) -> AnswerPage:
        one = self.one
        facts = self.found.facts[self.wanted]
        self.asked.hidden_of({place.source for place in self.all.quotes})  # of all of them in one question
        events = dated_events(facts, on=self.all.on, known=None)
        receivers = contacts(facts, self.asked)
        title = title_of(one, self.print)
        missing = todos(one.open, Around(self.wanted, title, facts, events, self.all.quotes, self.all.on), self.asked)
        return AnswerPage(
            title=title,
            sentence=first_sentence(one, self.all.on, len(missing), self.print),
            standing=one.standing,
            badge=say("pages", f"standing.{one.standing}", {}, self.language),
            missing=missing,
            sides=sides(one, self.all.quotes, self.asked),
            terms=[self._row(row) for row in reversed(one.terms)],
            conditions=[*self._conditions()],
            waits=waits(one, facts, self.asked, "waits"),
            assignments=[*self._assignments()],
            proof=self._reason(one.proof),
            neighbours=[
                Neighbour(
                    other, title_of(answer, self.print), say("pages", f"standing.{answer.standing}", {}, self.language)
                )
                for other, answer in zip(self.found.order, self.all.agreements, strict=True)
                if other != self.wanted
            ],
            line=self._line(facts, events),
            previous=[self._row(row) for earlier in one.previous for row in reversed(earlier.terms)],
            contacts=receivers,
            others=[one.name for one in receivers if not one.email],
            papers=papers(facts, self.asked),
        )

    def _line(self, facts: Sequence[Fact], events: Sequence[Event]) -> Picture | None:
        """The timeline, with the agreements just before and after this one."""
        near = dict(zip(map(str, self.found.order), self.all.agreements, strict=True))
        keys = list(near)
        before = (keys[self.at - 1], near[keys[self.at - 1]]) if self.at else None
        after = (keys[self.at + 1], near[keys[self.at + 1]]) if self.at + 1 < len(keys) else None
        found = timeline(self.one, facts, events, on=self.all.on, known=None, before=before, after=after)
        names = {one.name: who(one.body, one.name, self.language) for one in self.one.parties}
        return None if found is None else picture(found, self.all.quotes, names, self.asked)

    def _cites(self, citations: Iterable[Citation]) -> Sequence[Cite]:
        return cites(citations, self.all.quotes, self.asked)

    def _row(self, row: TermsRow) -> Row:
        return Row(
            self.print.period(row.from_, row.to, row.open_ended),
            ", ".join(map(self.print.share, row.shares)) or self.print.say("unsaid"),
            self.print.extension(row),
            self.print.word("word", "confirmed" if row.confirmed else row.basis),
            self._cites(row.citations),
        )

    def _conditions(self) -> Iterator[Line]:
        for one in self.one.conditions:
            met = self.print.say({True: "met", False: "not_met", None: "unclear"}[one.met])
            why = "" if one.met else f" {say_proof(rule_code(one.because), one.because.values, self.language)}"
            quoted = self.print.quoted(one.text)
            yield Line(f"{name_of(one.party, self.language)}: {quoted} – {met}.{why}", self._cites(one.citations))

    def _assignments(self) -> Iterator[Line]:
        for row in self.one.assignments:
            head = (
                f"{row.body or '–'}{when(row.section, row.date, self.language)}: {self.print.word('word', row.status)}"
            )
            text = f". {self.print.quoted(row.text)}" if row.text else ""
            yield Line(head + text, self._cites(row.citations))

    def _reason(self, proof: Proof) -> Reason:
        holds = not proof.holds if proof.rule in _GOOD_IF_NOT else proof.holds
        return Reason(
            {True: "yes", False: "no", None: "unknown"}[holds],
            say_proof(rule_code(proof), proof.values, self.language),
            self._cites(proof.citations),
            [self._reason(one) for one in proof.because if one.rule not in _SAID_ABOVE],
        )


def title_of(one: Standing, print_: Values) -> str:
    """What the agreement is called; in words where no paper names it."""
    return one.title or one.object or print_.say("untitled")
