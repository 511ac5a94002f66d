"""A settlement as lines for a person: what each pays and who owes whom, what is wrong, the intervals with what set them, the lines."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from samverkan.words import days, say, visible
from samverkan.words.amounts import amount, column
from samverkan.words.flaws import say_finding
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.findings import Finding
    from samverkan.core.funding.settlement import Interval, SettledLine, Settlement
    from samverkan.core.sources import Citation
    from samverkan.words import Language

_WIDTH: Final = 100
_MOST_LINES: Final = 60


def settlement_lines(settlement: Settlement, findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """Everything, in the order a person asks."""

    def words(code: str, **values: object) -> str:
        return say("funding", code, values, language)

    name = settlement.agreement or words("unnamed")
    cost = sum(one.ore for one in settlement.intervals)
    if settlement.intervals:
        yield from _wrapped(
            words(
                "settled",
                agreement=name,
                ore=amount(cost, language),
                days=days(settlement.first, settlement.last, language),
            )
        )
        paid = [
            f"{party} {amount(ore, language)}" for party, ore in zip(settlement.parties, settlement.totals, strict=True)
        ]
        yield from _wrapped(words("paid", parts=paid))
    else:
        yield from _wrapped(words("not_settled", agreement=name))
    for one in settlement.transfers:
        yield from _wrapped(words("owes", payer=one.payer, payee=one.payee, ore=amount(one.ore, language)))
    if settlement.not_covered:
        yield from _wrapped(words("not_covered", ore=amount(settlement.not_covered, language)))
    if findings or settlement.findings:
        yield from ("", words("head.findings"))
        for found in (*findings, *settlement.findings):
            yield from _wrapped(say_finding(found, language), "  * ", "    ")
    if settlement.intervals:
        yield from ("", words("head.intervals"))
        for interval in settlement.intervals:
            yield from _interval(interval, settlement.parties, language)
    if settlement.lines:
        yield from ("", words("head.lines"))
        yield from _lines(settlement, language)


def _interval(one: Interval, parties: Sequence[str], language: Language) -> Iterator[str]:
    values = Values(language)
    through = one.first if one.first == one.last else f"{one.first}–{one.last}"
    yield f"  {through}: {amount(one.ore, language)}"
    if one.other:
        yield "    " + say("funding", "other", {"ore": amount(-one.other, language)}, language)
    shares = {share.party: share for share in one.shares}
    for party, part in zip(parties, one.parts, strict=True):
        share = shares.get(party)
        by = f" ({values.figure(share)})" if share is not None else ""
        yield f"    {party}{by}: {amount(part, language)}"
    for place in dict.fromkeys(_place(cited, values) for cited in one.citations):
        yield "    " + say("funding", "set_by", {"place": place}, language)


def _place(cited: Citation, values: Values) -> str:
    day = values.day(cited.date)
    return ", ".join(part for part in (values.place(cited), day) if part)


def _lines(settlement: Settlement, language: Language) -> Iterator[str]:
    shown = settlement.lines[:_MOST_LINES]
    wide = max(len(column(one.ore, language)) for one in shown)
    for one in shown:
        yield f"  {one.line.day}  {column(one.ore, language):>{wide}}  {_after(one, settlement.parties, language)}"
    if len(settlement.lines) > len(shown):
        yield "  " + say("funding", "more_lines", {"count": len(settlement.lines) - len(shown)}, language)


def _after(one: SettledLine, parties: Sequence[str], language: Language) -> str:
    line = one.line
    named = " ".join(visible(part) for part in (line.voucher, line.account, line.text) if part)
    if one.status == "divided":
        what = ", ".join(f"{party} {column(part, language)}" for party, part in zip(parties, one.parts, strict=True))
    else:
        what = say("funding", f"line.{one.status}", {}, language)
        if one.why and one.status == "excluded":
            what = say("funding", f"why.{one.why}", {}, language)
    return f"{named}: {what}" if named else what


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
