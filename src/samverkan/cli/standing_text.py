"""A standing as lines of text for a person: the sentence, what to do, parties, terms, comparison, reasons, quotes."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from typing import TYPE_CHECKING

from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue
from samverkan.core.writing.standing_json import rule_code
from samverkan.words import say, written
from samverkan.words.proofs import say_proof, when, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import Party, Proof, Standing, Standings, TermsRow
    from samverkan.words import Language

_WIDTH = 100
_MARKS = {True: "+", False: "-", None: "?"}


def standing_lines(standings: Standings, language: Language) -> Iterator[str]:
    """Every agreement of an answer, an empty line between."""
    if not standings.agreements:
        yield _say("none_found", language)
        return
    for number, one in enumerate(standings.agreements):
        if number:
            yield from ("", "")
        yield from _Answer(one, standings, language).lines()


def _say(name: str, language: Language, **values: object) -> str:
    return say("proof", f"print.{name}", values, language)


class _Answer:
    """One agreement on its way to the reader: citations are numbered as they come, and quoted last."""

    def __init__(self, one: Standing, standings: Standings, language: Language) -> None:
        self.one, self.all, self.language = one, standings, language
        self._numbers: dict[Citation, int] = {}

    def lines(self) -> Iterator[str]:
        title = self.one.title or self.one.object or _say("untitled", self.language)
        title = " ".join(title.split())
        yield title
        yield "=" * min(len(title), _WIDTH)
        yield from self._wrapped(self._sentence())
        as_of = "as_of" if self.all.known is None else "as_of_known"
        yield _say(as_of, self.language, on=self.all.on, known=self.all.known)
        yield from self._part("open", self._open())
        yield from self._part("parties", self._parties())
        yield from self._part("terms", [line for row in self.one.terms for line in self._row(row)])
        yield from self._part(
            "previous", [line for before in self.one.previous for row in before.terms for line in self._row(row)]
        )
        yield from self._part("conditions", self._conditions())
        yield from self._part("matching", self._matching())
        yield from self._part("assignments", self._assignments())
        yield from self._part("told", self._told())
        yield from self._part("proof", self._proof(self.one.proof, 0))
        yield from self._part("quotes", self._quotes())

    def _sentence(self) -> str:
        states = {party.name: party for party in self.one.parties}
        decided = [party.name for party in states.values() if party.status in {"decided", "decided_conditionally"}]
        missing = [self._who(party) for party in states.values() if party.name not in decided]
        refused = [self._who(party) for party in states.values() if party.status in {"rejected", "withdrawn"}]
        code: str = self.one.standing
        terms = [match.term for match in self.one.matching if match.verdict == "differs"]
        if code == "awaiting" and not missing:
            code = "awaiting_differs" if terms else "awaiting_conditions"
        ends = [row.to for row in self.one.terms if row.to is not None]
        values = {
            "decided": [self._who(states[name]) for name in decided],
            "missing": missing,
            "refused": refused or [party.name for party in self.one.parties],
            "end": max(ends) if ends else None,
            "terms": terms,
        }
        return say_proof(f"standing.{code}", values, self.language)

    def _who(self, party: Party) -> str:
        return who(party.body, party.name, self.language)

    def _open(self) -> Iterator[str]:
        for entry in self.one.open:
            sentence = say_proof(f"open.{entry.code}", {"party": entry.party, **entry.values}, self.language)
            yield from self._wrapped(sentence + self._marks(entry.citations), "  * ", "    ")

    def _parties(self) -> Iterator[str]:
        for party in self.one.parties:
            numbers = f" ({', '.join(party.registry_numbers)})" if party.registry_numbers else ""
            status = say("proof", f"status.{party.status}", {}, self.language)
            cited = party.citations[0] if party.citations else None
            act = "" if cited is None else when(cited.section, _day(cited.date, self.language), self.language)
            yield from self._wrapped(f"{self._who(party)}{numbers}: {status}{act}", "  ", "    ")

    def _row(self, row: TermsRow) -> Iterator[str]:
        parts = [self._period(row.from_, row.to, row.open_ended)]
        parts += [self._share(share) for share in row.shares]
        if row.extension is not None:
            parts.append(_say("extension_possible" if row.extension else "no_extension", self.language))
        basis = say("proof", "word.confirmed" if row.confirmed else f"word.{row.basis}", {}, self.language)
        yield from self._wrapped(f"{'; '.join(parts)} ({basis}){self._marks(row.citations)}", "  ", "    ")

    def _period(self, from_: PartialDate | date | None, to: PartialDate | date | None, open_ended: bool) -> str:
        last = _say("until_further", self.language) if open_ended and to is None else written(to, self.language)
        return f"{written(from_, self.language)} – {last}"

    def _share(self, share: ShareValue) -> str:
        said = (
            f"{share.percent.replace('.', ',')}\N{NO-BREAK SPACE}%" if share.percent is not None else share.value or "–"
        )
        if share.measure == "fraction" and share.percent is not None:
            said = str(Fraction(share.percent) / 100)
        return f"{share.party} {said}"

    def _conditions(self) -> Iterator[str]:
        for one in self.one.conditions:
            answer = _say({True: "yes", False: "no", None: "unknown"}[one.met], self.language)
            because = say_proof(rule_code(one.because), one.because.values, self.language)
            text = " ".join(one.text.split())
            yield from self._wrapped(
                f"{one.party}: ”{text}” – {answer}. {because}{self._marks(one.citations)}", "  ", "    "
            )

    def _matching(self) -> Iterator[str]:
        for match in self.one.matching:
            if all(side.value is None for side in match.sides):
                continue
            values = {"term": match.term, "verdict": match.verdict}
            yield "  " + say_proof("term_compared", values, self.language)
            for side in match.sides:
                said = self._value(side.value) if side.value is not None else _say("unsaid", self.language)
                yield from self._wrapped(f"{side.party}: {said}{self._marks(side.citations)}", "    ", "      ")

    def _value(self, value: object) -> str:
        if isinstance(value, PeriodValue):
            return self._period(*value)
        if isinstance(value, ExtensionValue):
            return _say("extension_possible" if value.allowed else "no_extension", self.language)
        if isinstance(value, tuple):
            return ", ".join(self._share(one) if isinstance(one, ShareValue) else str(one) for one in value)
        return str(value)

    def _assignments(self) -> Iterator[str]:
        for row in self.one.assignments:
            status = say("proof", f"word.{row.status}", {}, self.language)
            told = (
                f", {say('proof', 'word.told', {}, self.language)}"
                if row.basis == "told" and row.status == "given"
                else ""
            )
            head = f"{row.body or '–'}{when(row.section, row.date, self.language)}: {status}{told}"
            text = " ".join(row.text.split())
            yield from self._wrapped(f"{head}{f'. ”{text}”' if text else ''}{self._marks(row.citations)}", "  ", "    ")

    def _told(self) -> Iterator[str]:
        for told in self.one.told:
            text = " ".join(told.text.split())
            yield from self._wrapped(f"”{text}”{self._marks(told.citations)}", "  ", "    ")

    def _proof(self, proof: Proof, depth: int) -> Iterator[str]:
        indent = "  " * (depth + 1)
        sentence = say_proof(rule_code(proof), proof.values, self.language)
        yield from self._wrapped(
            f"{_MARKS[proof.holds]} {sentence}{self._marks(proof.citations)}", indent, indent + "  "
        )
        for one in proof.because:
            yield from self._proof(one, depth + 1)

    def _quotes(self) -> Iterator[str]:
        for citation, number in self._numbers.items():
            words = " ".join(self.all.quotes.get(citation, "").split())
            yield from self._wrapped(f"[{number}] {self._place(citation)}: ”{words}”", "  ", "      ")

    def _place(self, citation: Citation) -> str:
        page = _say("page", self.language, page=citation.page) if citation.page else None
        section = f"§ {citation.section}" if citation.section else None
        return ", ".join(part for part in (citation.source, page, section) if part)

    def _marks(self, citations: Iterable[Citation]) -> str:
        marks = [self._numbers.setdefault(citation, len(self._numbers) + 1) for citation in citations]
        return f" [{', '.join(map(str, dict.fromkeys(marks)))}]" if marks else ""

    def _part(self, name: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield _say(f"head.{name}", self.language)
            yield from found

    def _wrapped(self, text: str, first: str = "", rest: str = "") -> list[str]:
        return textwrap.wrap(
            text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )


def _day(iso: str | None, language: Language) -> str | None:
    from samverkan.core.dates import PartialDate

    return None if iso is None else written(PartialDate.parse(iso), language)
