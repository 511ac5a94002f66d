"""A file's lines that the organisation has booked in another of its agreements: a cost is to be settled in one of them only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.store.models import BookedLine, BookedVoucher

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from samverkan.core.funding.vouchers import CostLine
    from samverkan.store.models import CostDraft
    from samverkan.store.money.booked import Written


class Elsewhere(NamedTuple):
    """A line of the file, of which voucher it is ("": one without a number), and the agreement that it is booked in already."""

    voucher: str
    line: CostLine
    agreement: UUID


def elsewhere(draft: CostDraft, vouchers: Iterable[Written]) -> list[Elsewhere]:
    """Those of the vouchers' lines that are booked in another agreement now, and not in the draft's own: of that it was said before.

    Told by the voucher's number, the day, the account, the objects and the amount; where there is no number by the text too. Two
    agreements may each have lines of their own of one voucher.
    """
    lines = [(one.name, line) for one in vouchers for line in one.lines]
    others = BookedVoucher.objects.filter(organisation=draft.organisation_id).exclude(agreement=draft.agreement_id)
    if not lines or not others.exists():
        return []
    days = [line.day for _, line in lines]
    rows = BookedLine.objects.filter(
        voucher__organisation=draft.organisation_id, voucher__replaced=None, voucher__withdrawn=False,
        day__range=(min(days), max(days)),
    )  # fmt: skip
    amounts = {line.ore for _, line in lines}
    there: dict[tuple[object, ...], UUID] = {}
    for name, day, account, objects, ore, text, agreement in rows.values_list(
        "voucher__name", "day", "account", "objects_on", "ore", "text", "voucher__agreement"
    ).iterator(chunk_size=5000):
        said = _said(name, day, account, ((one[0], one[1]) for one in objects), ore, text)
        if ore in amounts and there.get(said) != draft.agreement_id:
            there[said] = agreement
    found = []
    for name, line in lines:
        said = _said(name, line.day, line.account or "", line.objects, line.ore, line.text[:400])
        if there.get(said, draft.agreement_id) != draft.agreement_id:
            found.append(Elsewhere(name, line, there[said]))
    return found


def _said(
    name: str, day: date, account: str, objects: Iterable[tuple[str, str]], ore: int, text: str
) -> tuple[object, ...]:  # fmt: skip
    return name, day, account, tuple(objects), ore, "" if name else text
