"""Papers that are to be made, as the ledger keeps them until the other side makes its own: in and out again the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.core.funding.invoice_lines import Charged
from samverkan.core.funding.invoice_papers import Paper
from samverkan.core.funding.invoicing import Line, SetBy
from samverkan.core.funding.vat import Treatment
from samverkan.core.writing.invoice_json import line_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def papers_json(papers: Iterable[Paper]) -> list[dict[str, Any]]:
    """The papers as plain values."""
    return [
        {
            "seller": one.seller,
            "buyer": one.buyer,
            "kind": one.kind,
            "lines": [{**line_json(each.line), **place_json(each), "billed": each.billed} for each in one.lines],
        }
        for one in papers
    ]


def papers_in(data: Iterable[Mapping[str, Any]]) -> list[Paper]:
    """The papers of such values."""
    return [Paper(one["seller"], one["buyer"], one["kind"], tuple(map(_charged, one["lines"]))) for one in data]


def place_json(one: Charged) -> dict[str, Any]:
    """Where a line comes from: its interval, or null, and the first and last of each run of the settlement's lines behind it."""
    return {"interval": None if one.interval < 0 else one.interval, "rows": list(_runs(one.rows))}


def rows_in(runs: Iterable[Sequence[int]]) -> Iterator[int]:
    """The lines of the settlement that runs of them are."""
    return (row for first, last in runs for row in range(first, last + 1))


def treatment_in(said: Mapping[str, Any]) -> Treatment:
    """A treatment of VAT as an invoice has it."""
    first, last = date.fromisoformat(said["from"]), said["to"] and date.fromisoformat(said["to"])
    return Treatment(said["category"], said["ground"], first, last or None, said["rate"], said["reason"], said["code"])


def _charged(said: Mapping[str, Any]) -> Charged:
    first, last = (said[key] and date.fromisoformat(said[key]) for key in ("from", "to"))
    told = said["set_by"]
    day = told["date"] and date.fromisoformat(told["date"])
    set_by = SetBy(told["agreement"], told["section"], told["body"], day, told["share"])
    line = Line(said["text"], said["ore"], treatment_in(said["vat"]), first, last, set_by, account=said["account"])
    at = -1 if said["interval"] is None else said["interval"]
    return Charged(line, at, tuple(rows_in(said["rows"])), said["billed"])


def _runs(rows: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for row in sorted(rows):
        if run and row == run[1] + 1:
            run[1] = row
            continue
        if run:
            yield run
        run = [row, row]
    if run:
        yield run
