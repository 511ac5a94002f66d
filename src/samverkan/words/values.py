"""The values of a standing as people write them: periods, shares, extensions, places, quoted words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from samverkan.core.dates import PartialDate
from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue
from samverkan.words import say, visible, written

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.facts import TermValue
    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import Side, TermsRow
    from samverkan.words import Language


_UNITS: Final = frozenset({"amount", "per_inhabitant"})
"""Measures whose figure is an amount of money."""


class Values:
    """Values in words, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, name: str, **values: object) -> str:
        """A phrase of the printed answer."""
        return say("proof", f"print.{name}", values, self.language)

    def word(self, group: str, code: str) -> str:
        """The word for a code."""
        return say("proof", f"{group}.{code}", {}, self.language)

    def day(self, iso: str | None) -> str | None:
        """A citation's date in words."""
        return None if iso is None else written(PartialDate.parse(iso), self.language)

    def quoted(self, words: str) -> str:
        """Words between quotation marks, on one line."""
        return self.say("quoted", words=" ".join(words.split()))

    def place(self, citation: Citation) -> str:
        """Where quoted words stand."""
        page = self.say("page", page=citation.page) if citation.page else None
        section = f"§ {citation.section}" if citation.section else None
        return ", ".join(part for part in (visible(citation.source), page, section) if part)

    def until(self, end: PartialDate | date | None, *, open_ended: bool) -> str:
        """How long, as it goes on from a verb: " till och med ...", " tills vidare"; nothing where it is unsaid."""
        if end is not None:
            return " " + self.say("until", day=end)
        return " " + self.say("until_further") if open_ended else ""

    def period(self, from_: PartialDate | None, to: PartialDate | None, open_ended: bool) -> str:
        """A period, both days in it."""
        if from_ is None and to is not None:
            return self.say("until", day=to)
        last = self.say("until_further") if open_ended and to is None else written(to, self.language)
        return f"{written(from_, self.language)} – {last}"

    def row(self, row: TermsRow, *, used_up: bool) -> str:
        """The terms of some time, each with what it rests on; said once where all rest on the same."""
        parts = [("period", self.period(row.from_, row.to, row.open_ended))]
        if row.shares:
            parts.append(("shares", ", ".join(map(self.share, row.shares))))
        if row.extension is not None:
            parts.append(("extension", self.extension(row, used_up=used_up)))
        bases = [
            "confirmed" if row.confirmed and name == "shares" else row.bases.get(name, row.basis) for name, _ in parts
        ]
        words = [f" ({self.word('word', basis)})" for basis in bases]
        if len(set(bases)) == 1:
            return "; ".join(part for _, part in parts) + words[0]
        return "; ".join(part + basis for (_, part), basis in zip(parts, words, strict=True))

    def extension(self, row: TermsRow, *, used_up: bool = False) -> str:
        """Whether the terms can be extended, by a decision or by themselves."""
        if row.extension is None:
            return self.say("unsaid")
        if row.extension:
            return self.say("extended_by_itself" if row.by_itself else "extension_possible")
        return self.say("no_more_extension" if used_up else "no_extension")

    def share(self, share: ShareValue) -> str:
        """A party's share."""
        return f"{share.party} {self.figure(share)}"

    def figure(self, share: ShareValue) -> str:
        """The share without the party."""
        said = share.value or "–"
        if share.measure in _UNITS and said[:1].isdigit():
            said = self.say(share.measure, value=said)
        if share.percent is not None:
            said = f"{share.percent.replace('.', ',')}\N{NO-BREAK SPACE}%"
            if share.measure == "fraction":
                said = str(Fraction(share.percent) / 100)
        return said

    def side(self, side: Side) -> str:
        """What one party's papers say of a term."""
        return self.term(side.value)

    def term(self, value: TermValue) -> str:
        """A term's value."""
        if value is None:
            return self.say("unsaid")
        if isinstance(value, PeriodValue):
            return self.period(*value)
        if isinstance(value, ExtensionValue):
            return self._extension(value)
        if isinstance(value, tuple):
            shares = sorted((one for one in value if isinstance(one, ShareValue)), key=lambda one: one.party)
            return ", ".join(map(self.share, shares) if shares else sorted(str(one) for one in value))
        return str(value)

    def _extension(self, value: ExtensionValue) -> str:
        if not value.allowed:
            return self.say("no_extension")
        limits = []
        if value.times is not None:
            limits.append(self.say("once" if value.times == 1 else "times", times=value.times))
        if value.months is not None:
            limits.append(self.say("months_each", months=value.months))
        said = self.say("extended_by_itself" if value.mode == "automatic" else "extension_possible")
        return f"{said} ({', '.join(limits)})" if limits else said
