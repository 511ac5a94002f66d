"""An agreement as JSON or typed by hand, as plain values, to what a settlement needs of it (docs/funding.md has the keys).

The keys are those of `standing --json`; beside them the rules of money. What is wrong is a StatedError that names the key.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.facts import ShareValue
from samverkan.core.findings import SamverkanError
from samverkan.core.funding.evening import Billed
from samverkan.core.funding.rules import Cap, FundingRules, OtherFunding, Selection
from samverkan.core.funding.terms import RESTS, STANDS, Agreement, Terms
from samverkan.core.funding.vat import RATES, Treatment
from samverkan.core.money import ore_of
from samverkan.core.sources import Citation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PAYMENT_DAYS: Final = 30
"""From the day of an invoice to the day it is due, where nothing else is agreed."""

_MOST_DAYS: Final = 365
_CATEGORIES: Final = ("S", "E", "O")
_MEASURES: Final = ("percent", "fraction", "amount", "per_inhabitant", "other")
_STANDINGS: Final = (*sorted(STANDS), "proposed", "awaiting", "lapsed", "cannot_tell")
_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,18})?", re.ASCII)


class StatedError(SamverkanError):
    """The file of the agreement does not say what it must: `key` is where, as "terms[0].shares[1].percent"."""


class Invoiced(NamedTuple):
    """How an agreement is invoiced: its treatments of VAT, the days to pay, whether rounding to kronor is agreed."""

    vat: tuple[Treatment, ...]
    payment_days: int
    to_kronor: bool


def agreements_in(data: object) -> list[Mapping[str, Any]]:
    """The agreements of an answer of `standing --json`, or the one that the values are; StatedError where they are none."""
    if isinstance(data, dict) and isinstance(data.get("agreements"), list):
        return [one.value for one in _At(data, "").each("agreements")]
    if isinstance(data, dict) and "terms" in data:
        return [data]
    raise StatedError("agreement_without_terms", key="terms")


def agreement_of(stated: Mapping[str, Any]) -> Agreement:
    """One agreement; StatedError where a value is none of its kind, or the terms name no parties.

    Earlier agreements that the papers only tell of (`previous`) divide where they are confirmed.
    """
    at = _At(stated, "")
    standing = at.word("standing", _STANDINGS, "in_force")
    rows = [_row(one, "" if standing in STANDS else f"agreement_{standing}") for one in at.each("terms")]
    for before in at.each("previous"):
        rows += [_row(one, "") for one in before.each("terms")]
    parties = _parties(at, rows)
    return Agreement(_name(stated), parties, _named_alike(at, rows), _rules(at), standing)


def billed_in(stated: Mapping[str, Any]) -> tuple[Billed, ...]:
    """What was invoiced before: `[[billed]]` with payer, payee and kronor."""
    return tuple(
        Billed(one.text("payer"), one.text("payee"), one.ore("kronor")) for one in _At(stated, "").each("billed")
    )


def invoiced_in(stated: Mapping[str, Any]) -> Invoiced:
    """How it is invoiced: `[[vat]]` with category, ground, from (and rate, to, reason, code), `payment_days`, `round_to_kronor`."""
    days, to_kronor = stated.get("payment_days", PAYMENT_DAYS), stated.get("round_to_kronor", False)
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= _MOST_DAYS:
        raise StatedError("not_days_to_pay", key="payment_days", value=str(days), most=_MOST_DAYS)
    if not isinstance(to_kronor, bool):
        raise StatedError("not_yes_or_no", key="round_to_kronor", value=str(to_kronor))
    return Invoiced(tuple(map(_treatment, _At(stated, "").each("vat"))), days, to_kronor)


def _treatment(at: _At) -> Treatment:
    category = at.value.get("category")
    if category not in _CATEGORIES:
        raise StatedError("unknown_vat", key=at.key("category"), value=str(category or ""), known=list(_CATEGORIES))
    ground, first, last = at.text("ground"), at.first("from"), at.last("to")
    if first is None:
        raise StatedError("not_a_day", key=at.key("from"), value="")
    if last is not None and last < first:
        raise StatedError("ends_before_it_begins", key=at.key("to"), first=first, last=last)
    rate = at.value.get("rate", 0) or 0
    if category == "S" and rate not in RATES:
        raise StatedError("unknown_rate", key=at.key("rate"), value=str(rate), known=[str(one) for one in RATES])
    if category != "S" and rate:
        raise StatedError("rate_without_vat", key=at.key("rate"), value=str(rate))
    said = [str(at.value.get(key) or "").strip() for key in ("reason", "code")]
    return Treatment(category, ground.strip(), first, last, int(rate), *said)


def bearers_in(stated: Mapping[str, Any]) -> dict[str, str]:
    """In whose accounts the lines of a file are, by the file's name or path: `[accounts_of]`."""
    at = _At(_At(stated, "").table("accounts_of"), "accounts_of")
    return {source: at.text(source) for source in at.value}


def days_in(stated: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The days to settle, where the file says them: `period = ["2024-01-01", "2024-12-31"]`."""
    if "period" not in stated:
        return None, None
    said = stated["period"]
    if not isinstance(said, list) or len(said) != 2:
        raise StatedError("period_of_two_days", key="period")
    at = _At({"from": said[0], "to": said[1]}, "period")
    return at.first("from"), at.last("to")


def _name(stated: Mapping[str, Any]) -> str:
    for key in ("agreement", "title", "object", "cooperation"):
        if stated.get(key):
            return str(stated[key])
    return ""


def _row(at: _At, bars: str) -> Terms:
    """A row of terms; barred where the agreement does not stand, or its terms are only told and not confirmed."""
    bases = at.table("bases")
    confirmed = at.value.get("confirmed") is True
    if not bars and not confirmed:
        basis = at.value.get("basis")
        resting = [str(bases.get(key, basis)) for key in ("shares", "period")]
        if any(one not in RESTS for one in resting):
            bars = "terms_only_proposed" if "proposed" in resting else "terms_only_told"
    shares = tuple(_share(one) for one in at.each("shares"))
    first, last = at.first("from"), at.last("to")
    if first is not None and last is not None and last < first:
        raise StatedError("ends_before_it_begins", key=at.key("to"), first=first, last=last)
    return Terms(first, last, shares, tuple(_citation(one) for one in at.each("citations")), bars)


def _share(at: _At) -> ShareValue:
    measure = at.word("measure", _MEASURES, "percent")
    percent, value = at.value.get("percent"), at.value.get("value")
    return ShareValue(at.text("party"), measure, _figure(percent), _figure(value))


def _figure(said: object) -> str | None:
    if said is None or isinstance(said, str | list | dict | bool):
        return None if said is None else str(said)
    return str(Decimal(str(said))) if isinstance(said, int | float) else str(said)


def _citation(at: _At) -> Citation:
    said = at.value
    match said.get("span"):
        case [int(start), int(end)]:
            span: Span | None = Span(start, end)
        case _:
            span = None
    page, section = [None if said.get(key) is None else str(said[key]) for key in ("page", "section")]
    day = at.day("date")
    return Citation(str(said.get("source") or ""), page, section, None if day is None else str(day), span)


def _parties(at: _At, rows: Iterable[Terms]) -> tuple[str, ...]:
    """The parties in the order of the agreement; then those that only the shares name."""
    named = list(_named(at))
    bodies = {body for _, body in named}
    names = [name for name, _ in named] + [
        share.party for row in rows for share in row.shares if share.party not in bodies
    ]
    if not names:
        raise StatedError("no_parties", key="terms")
    return tuple(dict.fromkeys(names))


def _named(at: _At) -> Iterator[tuple[str, str | None]]:
    """Each party that the agreement names, and its body where that is said."""
    said = at.value.get("parties") or []
    if not isinstance(said, list):
        raise StatedError("not_a_list", key=at.key("parties"))
    for number, one in enumerate(said):
        party = _At(one if isinstance(one, dict) else {"name": one}, f"parties[{number}]")
        yield party.text("name"), party.text("body") if party.value.get("body") else None


def _named_alike(at: _At, rows: Iterable[Terms]) -> tuple[Terms, ...]:
    """The rows with every party under one name, where the shares name its body."""
    named = list(_named(at))
    names = {name for name, _ in named}
    legal = {body: name for name, body in named}
    return tuple(
        row._replace(
            shares=tuple(
                share if share.party in names else share._replace(party=legal.get(share.party, share.party))
                for share in row.shares
            )
        )
        for row in rows
    )


def _rules(at: _At) -> FundingRules:
    return FundingRules(
        belongs=tuple(_selection(one) for one in at.each("belongs")),
        other=tuple(
            OtherFunding(one.text("name"), _selection(one, last="until"), one.part("percent"), one.text_or_none("to"))
            for one in at.each("other_funding")
        ),
        caps=tuple(Cap(one.text("party"), _most(one), *_whole_years(one), _series(one)) for one in at.each("caps")),
        inhabitants={
            year: {name: int(level) for name, level in levels.items()}
            for year, levels in at.by_year("inhabitants").items()
        },
        keys=at.by_year("keys"),
        indexes=_indexes(at),
        amount_index=_series(_At(at.table("amount_index"), "amount_index")),
        provider=at.text_or_none("provider"),
        rest=at.text_or_none("rest"),
    )


def _most(at: _At) -> int:
    ore = at.ore("kronor")
    if ore < 0:
        raise StatedError("not_an_amount", key=at.key("kronor"), value=str(at.value["kronor"]))
    return ore


def _whole_years(at: _At) -> tuple[date | None, date | None]:
    """The days of a cap: it is of calendar years, and may not begin or end within one."""
    first, last = at.first("from"), at.last("to")
    if first is not None and (first.month, first.day) != (1, 1):
        raise StatedError("not_a_whole_year", key=at.key("from"), value=first)
    if last is not None and (last.month, last.day) != (12, 31):
        raise StatedError("not_a_whole_year", key=at.key("to"), value=last)
    return first, last


def _indexes(at: _At) -> dict[str, dict[int, Fraction]]:
    series = _At(at.table("indexes"), "indexes")
    found = {}
    for name in series.value:
        levels = _At(series.table(name), series.key(name))
        found[name] = {levels.year(year): levels.fraction(year) for year in levels.value}
    return found


def _series(at: _At) -> tuple[str, int] | None:
    if "index" not in at.value:
        return None
    base = at.value.get("base")
    if not isinstance(base, int) or isinstance(base, bool):
        raise StatedError("not_a_year", key=at.key("base"), value=base)
    return at.text("index"), base


def _selection(at: _At, last: str = "to") -> Selection:
    """`last`: the key of its last day; of a grant "to" is the party that has the good of it."""
    days = at.first("from"), at.last(last)
    return Selection(at.texts("accounts"), at.texts("objects"), *days, at.text_or_none("source"))


class _At:
    """A table of the file and where it stands, so that what is wrong in it can be named."""

    def __init__(self, value: Mapping[str, Any], place: str) -> None:
        self.value, self._place = value, place

    def key(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def each(self, name: str) -> list[_At]:
        said = self.value.get(name) or []
        if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
            raise StatedError("not_a_list_of_tables", key=self.key(name))
        return [_At(one, f"{self.key(name)}[{at}]") for at, one in enumerate(said)]

    def text(self, name: str) -> str:
        said = self.value.get(name)
        if not isinstance(said, str) or not said.strip():
            raise StatedError("text_missing", key=self.key(name))
        return said

    def text_or_none(self, name: str) -> str | None:
        return None if self.value.get(name) is None else self.text(name)

    def word(self, name: str, known: Sequence[str], default: str) -> Any:
        said = self.value.get(name)
        if said is None:
            return default
        if said not in known:
            raise StatedError("unknown_word", key=self.key(name), value=str(said), known=list(known))
        return said

    def table(self, name: str) -> Mapping[str, Any]:
        said = self.value.get(name)
        if said is None:
            return {}
        if not isinstance(said, dict):
            raise StatedError("not_a_table", key=self.key(name))
        return said

    def texts(self, name: str) -> tuple[str, ...]:
        said = self.value.get(name) or []
        if not isinstance(said, list):
            raise StatedError("not_a_list", key=self.key(name))
        return tuple(str(one) for one in said)

    def first(self, name: str) -> date | None:
        said = self.day(name)
        return None if said is None else said.first

    def last(self, name: str) -> date | None:
        said = self.day(name)
        return None if said is None else said.last

    def day(self, name: str) -> PartialDate | None:
        said = self.value.get(name)
        if said is None or said == "":
            return None
        if isinstance(said, datetime):
            said = said.date()
        try:
            return PartialDate.of(said) if isinstance(said, date) else PartialDate.parse(str(said))
        except ValueError:
            raise StatedError("not_a_day", key=self.key(name), value=str(said)) from None

    def ore(self, name: str) -> int:
        try:
            return ore_of(str(self.value.get(name, "")))
        except ValueError:
            raise StatedError("not_an_amount", key=self.key(name), value=str(self.value.get(name, ""))) from None

    def fraction(self, name: str) -> Fraction:
        """A figure of nothing or more."""
        said = self.value.get(name, "")
        written = format(Decimal(str(said)), "f") if isinstance(said, float) and isfinite(said) else str(said)
        if isinstance(said, bool) or not _NUMBER.fullmatch(written) or written.startswith("-"):
            raise StatedError("not_a_figure", key=self.key(name), value=str(said)[:40])
        return Fraction(written.replace(",", "."))

    def part(self, name: str) -> Fraction:
        """Percent as a part of one; all where nothing is said."""
        part = self.fraction(name) / 100 if self.value.get(name) is not None else Fraction(1)
        if part > 1:
            raise StatedError("more_than_all", key=self.key(name), value=str(self.value[name]))
        return part

    def year(self, name: str) -> int:
        if not (name.isascii() and name.isdecimal() and len(name) == 4):
            raise StatedError("not_a_year", key=self.key(name), value=name)
        return int(name)

    def by_year(self, name: str) -> dict[int, dict[str, Fraction]]:
        years = _At(self.table(name), self.key(name))
        found = {}
        for year in years.value:
            figures = _At(years.table(year), years.key(year))
            found[years.year(year)] = {party: figures.fraction(party) for party in figures.value}
        return found


def together(stated: Sequence[Mapping[str, Any]]) -> Agreement:
    """Successive agreements about the same cooperation as one; StatedError where they are about different ones.

    The name is that of the last one that stands; the rules of money are those of the last that has any.
    """
    if not stated:
        raise StatedError("agreement_without_terms", key="agreements")
    if len({str(one.get("cooperation")) for one in stated}) > 1:
        raise StatedError("several_agreements", key="agreements", names=[_name(one) for one in stated])
    found = [agreement_of(one) for one in stated]
    standing = [one for one in found if one.standing in STANDS] or found
    parties = tuple(dict.fromkeys(party for one in found for party in one.parties))
    rules = next((one.rules for one in reversed(found) if one.rules != FundingRules()), FundingRules())
    return Agreement(
        standing[-1].name, parties, tuple(row for one in found for row in one.rows), rules, standing[-1].standing
    )
