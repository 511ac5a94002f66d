"""A standing as lines of text for a person: the sentence, what to do, parties, terms, comparison, reasons, quotes.

What holds on the day comes first. What the JSON says in several places is said once.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from samverkan.core.standing.finality import UNSHOWN
from samverkan.core.writing.standing_json import rule_code
from samverkan.words.flaws import say_finding
from samverkan.words.proofs import name_of, say_proof, when, who
from samverkan.words.sentence import first_sentence
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import Open, Party, Proof, Standing, StandingCode, Standings, TermsRow
    from samverkan.words import Language

_WIDTH = 100
_MARKS = {True: "+", False: "-", None: "?"}
_GOOD_IF_NOT: Final = frozenset({"papers_contradict", "a_party_refused"})
_SAID_ABOVE: Final = frozenset({"term_compared", *UNSHOWN})
_FIRST: Final[dict[StandingCode, int]] = {
    "in_force": 0, "cannot_tell": 1, "awaiting": 2, "agreed": 3, "proposed": 4, "ended": 5, "lapsed": 6,
}  # fmt: skip


def standing_lines(standings: Standings, language: Language, first_known: date | None = None) -> Iterator[str]:
    """Every agreement of an answer, an empty line between; a cooperation's agreements together, what holds first.

    `first_known`: the day of the first paper on an agreement, said where `known` comes before it.
    """
    if not standings.agreements:
        later = first_known is not None and standings.known is not None and standings.known < first_known
        yield Values(language).say("none_known" if later else "none_found", known=standings.known, first=first_known)
    for number, one in enumerate(in_reading_order(standings.agreements)):
        if number:
            yield from ("", "")
        yield from _Answer(one, standings, language).lines()
    yield from _unread(standings, language)


def _unread(standings: Standings, language: Language) -> Iterator[str]:
    """The papers that the answer may lack something of: whoever reads it alone must know."""
    apart = ["", ""] if standings.agreements else [""]
    for name, findings in (("unread", standings.unread), ("partly_read", standings.partly_read)):
        if findings:
            yield from apart
            yield Values(language).say(f"head.{name}")
            yield f"  {Values(language).say('incomplete')}"
            for found in findings:
                yield from _wrapped(say_finding(found, language), "  * ", "    ")
            apart = [""]


def in_reading_order(agreements: Iterable[Standing]) -> list[Standing]:
    """The agreements as a person reads them: cooperations by what they have best, and so the agreements of each."""
    found = list(agreements)
    best: dict[str, int] = {}
    for one in found:
        best[one.cooperation] = min(_FIRST[one.standing], best.get(one.cooperation, len(_FIRST)))
    first = {one.cooperation: n for n, one in reversed([*enumerate(found)])}
    return sorted(found, key=lambda one: (best[one.cooperation], first[one.cooperation], _FIRST[one.standing]))


class _Answer:
    """One agreement on its way to the reader: citations are numbered as they come, and quoted last."""

    def __init__(self, one: Standing, standings: Standings, language: Language) -> None:
        self.one, self.all, self.language = one, standings, language
        self.print = Values(language)
        self._numbers: dict[Citation, int] = {}
        self._later = {entry.party: entry.values for entry in one.open if entry.values.get("paper") == "later"}

    def lines(self) -> Iterator[str]:
        """The answer as lines: the sentence and what is open first, the proof and the quoted words last."""
        title = _wrapped(self.one.title or self.one.object or self.print.say("untitled"))
        yield from title
        yield "=" * max(map(len, title))
        opened = list(self._open())
        unsure = sum(line.startswith("  * ") for line in opened)
        yield from _wrapped(first_sentence(self.one, self.all.on, unsure, self.print))
        as_of = "as_of" if self.all.known is None else "as_of_known"
        yield self.print.say(as_of, on=self.all.on, known=self.all.known)
        yield from self._part("open", opened)
        yield from self._part("parties", self._parties())
        yield from self._part("terms", self._rows(self.one.terms))
        yield from self._part("previous", [line for one in self.one.previous for line in self._rows(one.terms)])
        yield from self._part("conditions", self._conditions())
        yield from self._part("matching", self._matching())
        yield from self._part("assignments", self._assignments())
        yield from self._part("told", self._told())
        marks = f"  {self.print.say('marks')}"
        yield from self._part("proof", [marks, *self._proof(self.one.proof, 0)])
        yield from self._part("quotes", self._quotes())

    def _who(self, party: Party) -> str:
        return who(party.body, party.name, self.language)

    def _name(self, party: str | None) -> str:
        return name_of(party, self.language)

    def _open(self) -> Iterator[str]:
        unshown = [entry for entry in self.one.open if entry.values.get("reason") == "no_notice_on_file"]
        for entry in self.one.open:
            if len(unshown) > 1 and entry in unshown:
                if entry is unshown[0]:
                    yield from self._unshown(unshown)
                continue
            sentence = say_proof(f"open.{entry.code}", {"party": entry.party, **entry.values}, self.language)
            yield from _wrapped(sentence + self._marks(entry.citations), "  * ", "    ")

    def _unshown(self, entries: list[Open]) -> Iterator[str]:
        """Decisions without a notice on file, in one entry."""
        decisions = []
        for entry in entries:
            cited = when(entry.values.get("section"), entry.values.get("day"), self.language)
            decisions.append(f"{self._name(entry.party)}{cited}{self._marks(entry.citations)}")
        yield from _wrapped(self.print.say("no_notices", decisions=decisions), "  * ", "    ")

    def _parties(self) -> Iterator[str]:
        for party in self.one.parties:
            numbers = f" ({', '.join(party.registry_numbers)})" if party.registry_numbers else ""
            status = self.print.word("status", party.status)
            cited = party.citations[0] if party.citations else None
            act = "" if cited is None else when(cited.section, self.print.day(cited.date), self.language)
            later = self._later.get(party.name)
            if later is not None and party.status == "none":
                status, act = self.print.say("decided_later"), when(later["section"], later["day"], self.language)
            left = "" if party.left is None else self.print.say("left", day=party.left)
            yield from _wrapped(f"{self._who(party)}{numbers}: {status}{act}{left}", "  ", "    ")

    def _rows(self, rows: tuple[TermsRow, ...]) -> Iterator[str]:
        for row in rows:
            used_up = row.extension is False and rows[0].extension is True
            yield from _wrapped(self.print.row(row, used_up=used_up) + self._marks(row.citations), "  ", "    ")

    def _conditions(self) -> Iterator[str]:
        for one in self.one.conditions:
            answer = self.print.say({True: "met", False: "not_met", None: "unclear"}[one.met])
            why = "" if one.met else f" {say_proof(rule_code(one.because), one.because.values, self.language)}"
            quote = self.print.quoted(one.text)
            yield from _wrapped(
                f"{self._name(one.party)}: {quote} – {answer}.{why}{self._marks(one.citations)}", "  ", "    "
            )

    def _matching(self) -> Iterator[str]:
        for match in self.one.matching:
            if all(side.value is None for side in match.sides):
                continue
            said = [self.print.side(side) for side in match.sides]
            verdict = say_proof("term_compared", {"term": match.term, "verdict": match.verdict}, self.language)
            if len(set(said)) == 1:
                marks = self._marks([citation for side in match.sides for citation in side.citations])
                yield from _wrapped(f"{verdict.removesuffix('.')} – {said[0]}{marks}", "  ", "    ")
                continue
            yield f"  {verdict}"
            for side, words in zip(match.sides, said, strict=True):
                yield from _wrapped(f"{self._name(side.party)}: {words}{self._marks(side.citations)}", "    ", "      ")

    def _assignments(self) -> Iterator[str]:
        for row in self.one.assignments:
            told = f", {self.print.word('word', 'told')}" if row.basis == "told" and row.status == "given" else ""
            cited = when(row.section, row.date, self.language)
            head = f"{row.body or '–'}{cited}: {self.print.word('word', row.status)}{told}"
            text = f". {self.print.quoted(row.text)}" if row.text else ""
            yield from _wrapped(f"{head}{text}{self._marks(row.citations)}", "  ", "    ")

    def _told(self) -> Iterator[str]:
        """What is told of that is not itself on file."""
        on_file = {(one.section, one.date) for one in self.all.quotes}
        for told in self.one.told:
            if told.section is None or (told.section, str(told.date)) not in on_file:
                yield from _wrapped(self.print.quoted(told.text) + self._marks(told.citations), "  ", "    ")

    def _proof(self, proof: Proof, depth: int) -> Iterator[str]:
        indent = "  " * (depth + 1)
        sentence = say_proof(rule_code(proof), proof.values, self.language)
        mark = _MARKS[not proof.holds if proof.rule in _GOOD_IF_NOT else proof.holds]
        yield from _wrapped(f"{mark} {sentence}{self._marks(proof.citations)}", indent, indent + "  ")
        for one in proof.because:
            if one.rule not in _SAID_ABOVE:
                yield from self._proof(one, depth + 1)

    def _quotes(self) -> Iterator[str]:
        for citation, number in self._numbers.items():
            words = self.print.quoted(self.all.quotes.get(citation, ""))
            yield from _wrapped(f"[{number}] {self.print.place(citation)}: {words}", "  ", "      ")

    def _marks(self, citations: Iterable[Citation]) -> str:
        marks = [self._numbers.setdefault(citation, len(self._numbers) + 1) for citation in citations]
        return f" [{', '.join(map(str, dict.fromkeys(marks)))}]" if marks else ""

    def _part(self, name: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield self.print.say(f"head.{name}")
            yield from found


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
