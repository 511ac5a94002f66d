"""A file of costs read: what of it belongs to the agreement, as a draft keeps it; or why nothing of it may be used.

Nothing is written here: a file of a hundred megabytes is read beside the database, not inside a transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.actions.acting import InvalidError
from samverkan.core.funding.once import numbers_again
from samverkan.core.funding.selecting import account_unasked, left_out
from samverkan.core.funding.stated import agreement_of
from samverkan.core.identity import without_identity_numbers
from samverkan.outside.costs import reading_costs, said, without_people
from samverkan.store.money.booked import hidden
from samverkan.store.money.drafted import lines_said
from samverkan.store.money.rules import last_rules
from samverkan.store.view import View
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samverkan.core.funding.rules import FundingRules
    from samverkan.core.funding.vouchers import CostLine
    from samverkan.outside.costs import CostReading
    from samverkan.outside.sie import Bytes
    from samverkan.store.models import Agreement, Organisation

MOST_LINES: Final = 200_000
"""How many lines of one file may be an agreement's."""

_ACCOUNT: Final = 20


class Found(NamedTuple):
    """What a file holds of the agreement. `number`: of the organisation whose accounts a SIE file says it is from, "" where it does not."""

    kind: str
    sha256: str
    number: str
    data: dict[str, Any]


def read_costs(
    stream: Bytes, name: str, agreement: Agreement, organisation: Organisation, mapping: Mapping[str, str] | None
) -> Found:
    """The file, as the organisation's rules have it.

    InvalidError `costs_refused` (with the flaw's own code) where nothing of the file may be used; `costs_empty` where it has no lines,
    `costs_too_many`, `cost_account_long`. That none of them belongs to the agreement is no error here: vouchers may be missing in it.
    """
    rules = _rules(agreement, organisation)
    kept: list[CostLine] = []
    left, zero, unasked, accounts = 0, 0, 0, False
    with reading_costs(stream, name, mapping=mapping) as reading:
        kinds = None if reading.books is None else reading.books.kinds  # filled as the file is read
        for line in reading.lines():
            accounts = accounts or line.account is not None
            if left_out(line, rules, kinds):
                left += 1
            elif not line.ore:
                zero += 1
            else:
                kept.append(_without_people(line, name))
                unasked += account_unasked(line, rules)
            if len(kept) > MOST_LINES:
                raise InvalidError("costs_too_many", name=name, most=MOST_LINES)
        _refuse(reading, name, left + zero + len(kept))
        return Found(
            reading.kind, reading.sha256, (reading.books and reading.books.organisation_number) or "",
            {
                "lines": lines_said(kept),
                "flaws": [
                    [one.code, one.row, {key: _plain(value) for key, value in without_people(one.values).items()}, one.stops]
                    for one in (*reading.findings, *numbers_again(kept))
                ],
                "columns": None if mapping is None else dict(mapping),
                "left_out": left, "zero": zero, "unasked": unasked, "accounts": accounts, "days": [str(day) for day in reading.days or ()],
            },
        )  # fmt: skip


def _refuse(reading: CostReading, name: str, count: int) -> None:
    rows = [Said("costs", one.code, said(one, name)) for one in reading.findings]
    if reading.refused is not None:
        why = Said("costs", reading.refused.code, said(reading.refused, name))
        raise InvalidError("costs_refused", why=why, rows=rows)
    if not count:
        raise InvalidError("costs_empty", name=name, rows=rows)


def _without_people(line: CostLine, name: str) -> CostLine:
    """The line without personal identity numbers; an account that is none stops the file, since nothing is cut off in silence."""
    if line.account is not None and len(line.account) > _ACCOUNT:
        raise InvalidError("cost_account_long", name=name, row=line.row, most=_ACCOUNT)
    objects = tuple((dimension, without_identity_numbers(one)) for dimension, one in line.objects)
    return line._replace(
        text=without_identity_numbers(line.text), objects=objects, series=without_identity_numbers(line.series),
        account=without_identity_numbers(line.account or "") or None, voucher=line.voucher and hidden(line.voucher),
    )  # fmt: skip


def _rules(agreement: Agreement, organisation: Organisation) -> FundingRules:
    """Which accounts and objects are the agreement's: by the organisation's own rules, and of grants and fees by the joint ones too."""
    rules = {row.organisation_id: row.data for row in last_rules(agreement, View(""))}
    joint, own = rules.get(None, {}), rules.get(organisation.pk, {})
    grants = [*joint.get("other_funding", []), *own.get("other_funding", [])]
    return agreement_of(
        {
            "agreement": "-",
            "parties": ["-"],
            "terms": [],
            **own,
            "other_funding": [{**one, "to": None} for one in grants],
        }
    ).rules


def packed(error: InvalidError) -> dict[str, Any]:
    """Why something was not done, as JSON has it."""
    return {"code": error.code, "values": {name: _plain(value) for name, value in error.values.items()}}


def unpacked(kept: Mapping[str, Any]) -> InvalidError:
    """The same again."""
    return InvalidError(kept["code"], **{name: _again(value) for name, value in kept["values"].items()})


def _plain(value: object) -> object:
    if isinstance(value, Said):
        return {"said": [value.domain, value.code, {name: _plain(one) for name, one in value.values.items()}]}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def _again(value: Any) -> Any:
    if isinstance(value, dict):
        domain, code, values = value["said"]
        return Said(domain, code, {name: _again(one) for name, one in values.items()})
    return [_again(one) for one in value] if isinstance(value, list) else value
