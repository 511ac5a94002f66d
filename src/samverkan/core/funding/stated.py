"""An agreement as JSON or typed by hand, as plain values, to what a settlement needs of it (docs/funding.md has the keys).

The keys are those of `standing --json`; beside them the rules of money. What is wrong is a StatedError that names the key.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.facts import ShareValue
from samverkan.core.funding.account_patterns import AccountPatternError, account_patterns
from samverkan.core.funding.evening import Billed
from samverkan.core.funding.rules import Cap, FundingRules, OtherFunding, Selection
from samverkan.core.funding.tables import StatedError, Table
from samverkan.core.funding.terms import RESTS, STANDS, Agreement, Terms
from samverkan.core.funding.typed_text import flaw_of_text, on_one_line
from samverkan.core.funding.vat import CODES, RATES, Treatment
from samverkan.core.sources import Citation, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from fractions import Fraction

PAYMENT_DAYS: Final = 30
"""From the day of an invoice to the day it is due, where nothing else is agreed."""

_MOST_DAYS: Final = 365
_MOST_WORDS: Final = 200
"""Signs of what stands on an invoice."""
_CATEGORIES: Final = ("S", "E", "O")
_MEASURES: Final = ("percent", "fraction", "amount", "per_inhabitant", "other")
_STANDINGS: Final = (*sorted(STANDS), "proposed", "awaiting", "lapsed", "cannot_tell")


class Invoiced(NamedTuple):
    """How an agreement is invoiced: its treatments of VAT, the days to pay, whether rounding to kronor is agreed."""

    vat: tuple[Treatment, ...]
    payment_days: int
    to_kronor: bool


def agreements_in(data: object) -> list[Mapping[str, Any]]:
    """The agreements of an answer of `standing --json`, or the one that the values are; StatedError where they are none."""
    if isinstance(data, dict) and isinstance(data.get("agreements"), list):
        return [one.value for one in Table(data, "").each("agreements")]
    if isinstance(data, dict) and "terms" in data:
        return [data]
    raise StatedError("agreement_without_terms", key="terms")


def agreement_of(stated: Mapping[str, Any]) -> Agreement:
    """One agreement; StatedError where a value is none of its kind, or nobody is named as a party.

    The parties are those of `parties`; where there are none, those that the shares name. A party may be named by its body anywhere.
    Earlier agreements that the papers only tell of (`previous`) divide where they are confirmed.
    """
    at = Table(stated, "")
    standing = at.word("standing", _STANDINGS, "in_force")
    rows = [_row(one, "" if standing in STANDS else f"agreement_{standing}") for one in at.each("terms")]
    for before in at.each("previous"):
        rows += [_row(one, "") for one in before.each("terms")]
    parties = _parties(at)
    rows = [
        row._replace(shares=tuple(one._replace(party=parties.called(one.party)) for one in row.shares)) for row in rows
    ]
    names = parties.names or tuple(dict.fromkeys(share.party for row in rows for share in row.shares))
    if not names:
        raise StatedError("no_parties", key="terms")
    return Agreement(_name(stated), names, tuple(rows), _rules(at, parties), standing)


def billed_in(stated: Mapping[str, Any]) -> tuple[Billed, ...]:
    """What was invoiced before: `[[billed]]` with payer, payee and kronor."""
    at = Table(stated, "")
    called = _parties(at).called
    return tuple(
        Billed(called(one.text("payer")), called(one.text("payee")), one.ore("kronor")) for one in at.each("billed")
    )


def refuse_grants_of_nothing(stated: Mapping[str, Any]) -> None:
    """Refuse a grant or fee that names neither accounts nor objects, where it is typed: StatedError `grant_of_no_accounts`.

    One that is kept already is read as it stands: it holds nothing (`OtherFunding`), and the rest of the agreement counts on.
    """
    for at in Table(stated, "").each("other_funding"):
        if not at.texts("accounts") and not at.texts("objects"):
            raise StatedError("grant_of_no_accounts", key=at.key("accounts"))


def invoiced_in(stated: Mapping[str, Any]) -> Invoiced:
    """How it is invoiced: `[[vat]]` with category, ground, from (and rate, to, reason, code), `payment_days`, `round_to_kronor`."""
    days, to_kronor = stated.get("payment_days", PAYMENT_DAYS), stated.get("round_to_kronor", False)
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= _MOST_DAYS:
        raise StatedError("not_days_to_pay", key="payment_days", value=str(days), most=_MOST_DAYS)
    if not isinstance(to_kronor, bool):
        raise StatedError("not_yes_or_no", key="round_to_kronor", value=str(to_kronor))
    rows = Table(stated, "").each("vat")
    vat = [_treatment(one) for one in rows]
    for at, one in enumerate(vat):
        other = next((number for number in range(at) if _crossing(vat[number], one)), None)
        if other is not None:
            raise StatedError("vat_crosses", key=rows[at].key("from"), other=f"vat[{other}]", first=one.first)
    return Invoiced(tuple(vat), days, to_kronor)


def _crossing(one: Treatment, other: Treatment) -> bool:
    """Whether nothing tells which of two holds: they begin on the same day, or the first ends, as it says, within the other."""
    before, after = sorted((one, other), key=lambda each: each.first)
    if before.first == after.first:
        return True
    return before.last is not None and after.first <= before.last and (after.last is None or before.last < after.last)


def _treatment(at: Table) -> Treatment:
    category = at.value.get("category")
    if category not in _CATEGORIES:
        raise StatedError("unknown_vat", key=at.key("category"), value=str(category or ""), known=list(_CATEGORIES))
    ground, first, last = _words(at, at.text("ground"), "ground"), at.first("from"), at.last("to")
    if first is None:
        raise StatedError("not_a_day", key=at.key("from"), value="")
    if last is not None and last < first:
        raise StatedError("ends_before_it_begins", key=at.key("to"), first=first, last=last)
    rate = at.value.get("rate", 0) or 0
    if category == "S" and rate not in RATES:
        raise StatedError("unknown_rate", key=at.key("rate"), value=str(rate), known=[str(one) for one in RATES])
    if category != "S" and rate:
        raise StatedError("rate_without_vat", key=at.key("rate"), value=str(rate))
    reason = _words(at, str(at.value.get("reason") or ""), "reason")
    code = str(at.value.get("code") or "").strip()
    if code and code not in CODES.get(category, ()):
        raise StatedError("code_of_other_vat", key=at.key("code"), value=code, category=category)
    return Treatment(category, ground, first, last, int(rate), reason, code)


def _words(at: Table, written: str, name: str) -> str:
    text = on_one_line(written)
    flaw = flaw_of_text(text, _MOST_WORDS)
    if flaw:
        raise StatedError(f"text_{flaw}", key=at.key(name), most=_MOST_WORDS)
    return text


def bearers_in(stated: Mapping[str, Any]) -> dict[str, str]:
    """In whose accounts the lines of a file are, by the file's name or path: `[accounts_of]`."""
    whole = Table(stated, "")
    called, at = _parties(whole).called, Table(whole.table("accounts_of"), "accounts_of")
    return {source: called(at.text(source)) for source in at.value}


def days_in(stated: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The days to settle, where the file says them: `period = ["2024-01-01", "2024-12-31"]`."""
    if "period" not in stated:
        return None, None
    said = stated["period"]
    if not isinstance(said, list) or len(said) != 2:
        raise StatedError("period_of_two_days", key="period")
    at = Table({"from": said[0], "to": said[1]}, "period")
    return at.first("from"), at.last("to")


def _name(stated: Mapping[str, Any]) -> str:
    for key in ("agreement", "title", "object", "cooperation"):
        if stated.get(key):
            return str(stated[key])
    return ""


def _row(at: Table, bars: str) -> Terms:
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


def _share(at: Table) -> ShareValue:
    measure = at.word("measure", _MEASURES, "percent")
    percent, value = at.value.get("percent"), at.value.get("value")
    return ShareValue(at.text("party"), measure, _figure(percent), _figure(value))


def _figure(said: object) -> str | None:
    if said is None or isinstance(said, str | list | dict | bool):
        return None if said is None else str(said)
    return str(Decimal(str(said))) if isinstance(said, int | float) else str(said)


def _citation(at: Table) -> Citation:
    said = at.value
    match said.get("span"):
        case [int(start), int(end)]:
            span: Span | None = Span(start, end)
        case _:
            span = None
    page, section = [None if said.get(key) is None else str(said[key]) for key in ("page", "section")]
    day = at.day("date")
    return Citation(str(said.get("source") or ""), page, section, None if day is None else str(day), span)


class _Parties(NamedTuple):
    """Who the agreement names as parties, in its order; `legal` is body to party, for those that are named by a body."""

    names: tuple[str, ...]
    legal: Mapping[str, str]

    def called(self, name: str) -> str:
        """The party's name, where it is named or a body of it is; any other name as it is."""
        return name if name in self.names else self.legal.get(name, name)

    def called_or_none(self, name: str | None) -> str | None:
        """The same where nobody may be named."""
        return None if name is None else self.called(name)


def _parties(at: Table) -> _Parties:
    said = at.value.get("parties") or []
    if not isinstance(said, list):
        raise StatedError("not_a_list", key=at.key("parties"))
    legal, names = {}, []
    for number, one in enumerate(said):
        party = Table(one if isinstance(one, dict) else {"name": one}, f"parties[{number}]")
        names.append(party.text("name"))
        if party.value.get("body"):
            legal[party.text("body")] = names[-1]
    return _Parties(tuple(dict.fromkeys(names)), legal)


def _rules(at: Table, parties: _Parties) -> FundingRules:
    called, who = parties.called, parties.called_or_none
    return FundingRules(
        belongs=tuple(_selection(one) for one in at.each("belongs")),
        other=tuple(_funding(one, parties) for one in at.each("other_funding")),
        caps=tuple(
            Cap(called(one.text("party")), _most(one), *_whole_years(one), _series(one)) for one in at.each("caps")
        ),
        inhabitants={
            year: {called(name): figures.people(name) for name in figures.value}
            for year, figures in at.by_year("inhabitants").items()
        },
        keys={
            year: {called(name): figures.fraction(name) for name in figures.value}
            for year, figures in at.by_year("keys").items()
        },
        indexes=_indexes(at),
        amount_index=_series(Table(at.table("amount_index"), "amount_index")),
        provider=who(at.text_or_none("provider")),
        rest=who(at.text_or_none("rest")),
    )


def _funding(at: Table, parties: _Parties) -> OtherFunding:
    which, to = _selection(at, last="until"), parties.called_or_none(at.text_or_none("to"))
    return OtherFunding(at.text("name"), which, at.part("percent"), to)


def _most(at: Table) -> int:
    ore = at.ore("kronor")
    if ore < 0:
        raise StatedError("not_an_amount", key=at.key("kronor"), value=str(at.value["kronor"]))
    return ore


def _whole_years(at: Table) -> tuple[date | None, date | None]:
    """The days of a cap: it is of calendar years, and may not begin or end within one."""
    first, last = at.first("from"), at.last("to")
    if first is not None and (first.month, first.day) != (1, 1):
        raise StatedError("not_a_whole_year", key=at.key("from"), value=first)
    if last is not None and (last.month, last.day) != (12, 31):
        raise StatedError("not_a_whole_year", key=at.key("to"), value=last)
    return first, last


def _indexes(at: Table) -> dict[str, dict[int, Fraction]]:
    series = Table(at.table("indexes"), "indexes")
    found = {}
    for name in series.value:
        levels = Table(series.table(name), series.key(name))
        found[name] = {levels.year(year): levels.fraction(year) for year in levels.value}
    return found


def _series(at: Table) -> tuple[str, int] | None:
    if "index" not in at.value:
        return None
    base = at.value.get("base")
    if not isinstance(base, int) or isinstance(base, bool):
        raise StatedError("not_a_year", key=at.key("base"), value=base)
    return at.text("index"), base


def _selection(at: Table, last: str = "to") -> Selection:
    """`last`: the key of its last day; of a grant "to" is the party that has the good of it."""
    days = at.first("from"), at.last(last)
    try:
        accounts = account_patterns(at.texts("accounts"))
    except AccountPatternError as error:
        raise StatedError(error.code, key=at.key("accounts"), **error.values) from None
    return Selection(accounts, at.texts("objects"), *days, at.text_or_none("source"))


def together(stated: Sequence[Mapping[str, Any]]) -> Agreement:
    """Successive agreements about the same cooperation as one; StatedError where they are about different ones.

    The name is that of the last one that stands; the rules of money are those of the last that has any.
    """
    if not stated:
        raise StatedError("no_agreements", key="agreements")
    if len({str(one.get("cooperation")) for one in stated}) > 1:
        raise StatedError("several_agreements", key="agreements", names=[_name(one) for one in stated])
    found = [agreement_of(one) for one in stated]
    standing = [one for one in found if one.standing in STANDS] or found
    parties = tuple(dict.fromkeys(party for one in found for party in one.parties))
    rules = next((one.rules for one in reversed(found) if one.rules != FundingRules()), FundingRules())
    return Agreement(
        standing[-1].name, parties, tuple(row for one in found for row in one.rows), rules, standing[-1].standing
    )
