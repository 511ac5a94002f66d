"""A settlement as its page and its files show it: intervals with what set the shares, differences, the lines with each party's part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse

from samverkan.core.facts import ShareValue
from samverkan.core.findings import Finding
from samverkan.core.sources import Citation, Span
from samverkan.store.models import Budget
from samverkan.store.money.booked import vouchers_of
from samverkan.store.money.decisions import quotes_of
from samverkan.web.citing import cites
from samverkan.web.money.decided import decision_addresses
from samverkan.words import say
from samverkan.words.amounts import amount, column
from samverkan.words.flaws import say_finding
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from samverkan.store.models import Settlement
    from samverkan.web.asked import Asked
    from samverkan.web.citing import Cite
    from samverkan.words import Language


class Part(NamedTuple):
    """What one party bears: its share in words, and the amount."""

    party: str
    share: str
    amount: str


class IntervalRow(NamedTuple):
    """Days of the same shares: what the parts sum to, and what grants and fees have paid ("" where nothing), in words."""

    first: str
    last: str
    sum: str
    other: str
    parts: Sequence[Part]
    cites: Sequence[Cite]


class LineRow(NamedTuple):
    """One line of a settlement: the amounts stand as columns have them; `address` is the voucher's page."""

    day: str
    voucher: str
    account: str
    text: str
    whose: str
    amount: str
    state: str
    parts: Sequence[str]
    address: str


def interval_rows(result: Mapping[str, Any], asked: Asked) -> list[IntervalRow]:
    """The intervals, each place that set the shares as a link."""
    values = Values(asked.language)
    citations = [(_citation(cited), one) for one in result["intervals"] for cited in one["citations"]]
    quotes = quotes_of({cited for cited, _ in citations}, asked.somebody.organisation, asked.view)
    found = []
    for one in result["intervals"]:
        shares = {
            share["party"]: ShareValue(share["party"], share["measure"], share["percent"], share["value"])
            for share in one["shares"]
        }
        figures = {party: values.figure(share) for party, share in shares.items()}
        parts = [
            Part(each["party"], figures.get(each["party"], ""), column(each["ore"], asked.language))
            for each in one["parts"]
        ]
        of_parts = sum(each["ore"] for each in one["parts"])
        paid = -one["other_funding_ore"]
        said = {"cost": amount(one["ore"] + paid, asked.language), "ore": amount(paid, asked.language)}
        other = say("settling", "interval.other", said, asked.language) if paid else ""
        places = cites([cited for cited, of in citations if of is one], quotes, asked)
        found.append(IntervalRow(one["from"], one["to"], column(of_parts, asked.language), other, parts, places))
    return found


def line_rows(
    lines: Iterable[Mapping[str, Any]], called: Mapping[str, str], asked: Asked, agreement: UUID | None = None
) -> list[LineRow]:
    """The lines; `called`: what each organisation is called, by number. Those of an `agreement` lead to their vouchers."""
    known = list(lines)
    pages = [None] * len(known) if agreement is None else vouchers_of(agreement, known)
    nameless = say("money", "voucher.nameless", {}, asked.language)
    return [
        LineRow(
            line["date"], line["voucher"] or (nameless if voucher else ""), line["account"] or "", line["text"] or "",
            called.get(line["source"], ""), column(line["ore"], asked.language), _state(line, asked.language),
            [column(part["ore"], asked.language) for part in line["parts"]],
            "" if voucher is None else reverse("voucher", kwargs={"id": voucher}),
        )
        for line, voucher in zip(known, pages, strict=True)
    ]  # fmt: skip


def line_cells(
    lines: Iterable[Mapping[str, Any]], called: Mapping[str, str], asked: Asked, parties: int
) -> Iterator[list[str | Decimal | date]]:  # fmt: skip
    """The lines to calculate on: days and amounts as such, empty what a line does not say; of one not divided also the parties' parts."""
    for line in lines:
        yield [
            date.fromisoformat(line["date"]), line["voucher"] or "", line["account"] or "", line["text"] or "",
            called.get(line["source"], ""), Decimal(line["ore"]) / 100, _state(line, asked.language),
            *([Decimal(part["ore"]) / 100 for part in line["parts"]] or ("",) * parties),
        ]  # fmt: skip


def _state(line: Mapping[str, Any], language: Language) -> str:
    return say("funding", f"line.{line['status']}", {}, language)


def budgets_said(one: Settlement, asked: Asked) -> list[tuple[str, str, str]]:
    """The budgets that an interim settlement is of: which one, who decided it, and the address of that ("" where it is not seen)."""
    said = one.result.get("budgets", ())
    rows = Budget.objects.filter(agreement=one.agreement_id, year__in=[each["year"] for each in said])
    kept = {(row.year, row.number): row for row in rows.select_related("entry")} if said else {}
    addresses = decision_addresses(asked, kept.values())
    return [
        (
            say("settling", "budget.by", {"year": each["year"], "number": each["number"]}, asked.language),
            say("money", "budget.decided", {**each, "day": date.fromisoformat(each["decided"])}, asked.language),
            addresses.get(kept[each["year"], each["number"]].pk, ""),
        )
        for each in said
    ]  # fmt: skip


def findings_said(result: Mapping[str, Any], asked: Asked) -> list[str]:
    """What a reader should know of the settlement, in words."""
    return [
        say_finding(Finding(one["code"], one["values"]), asked.language)
        for one in result["findings"]
        if one["code"] != "zero_line"
    ]


def _citation(said: Mapping[str, Any]) -> Citation:
    span = said["span"]
    return Citation(said["source"], said["page"], said["section"], said["date"], Span(*span) if span else None)
