"""Vouchers are booked, and taken back: rows that are written once, within the action that has decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from samverkan.store.models import BookedLine, BookedVoucher, CostFile
from samverkan.store.money.booked import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from samverkan.actions.acting import Acting
    from samverkan.store.models import Agreement
    from samverkan.store.money.booked import Written


def file_of(
    acting: Acting, agreement: Agreement, *, name: str = "", kind: str = "typed", sha256: str = "", vouchers: int = 0, despite: str = "",
    key: UUID | None = None, ledger: str = "",
) -> CostFile:  # fmt: skip
    """The row of what was taken, or typed."""
    return CostFile.objects.create(
        id=key or uuid4(), agreement=agreement, organisation=acting.organisation, name=name, kind=kind, sha256=sha256, vouchers=vouchers,
        despite=despite[:400], ledger=ledger, by=acting.person, recorded=acting.at,
    )  # fmt: skip


def book(acting: Acting, file: CostFile, into: Iterable[tuple[Written, BookedVoucher | None]]) -> None:
    """Book the vouchers, each with what it replaces."""
    made = [
        (
            BookedVoucher(
                agreement=file.agreement, organisation=acting.organisation, file=file, key=one.key, name=one.name, digest=one.digest,
                replaces=before, by=acting.person, recorded=acting.at,
            ),
            one,
        )
        for one, before in into
    ]  # fmt: skip
    BookedVoucher.objects.bulk_create([voucher for voucher, _ in made], batch_size=500)
    BookedLine.objects.bulk_create(
        [
            BookedLine(
                voucher=voucher, row=line.row, day=line.day, ore=line.ore, account=line.account or "",
                objects_on=[list(pair) for pair in line.objects], text=line.text[:400], first=line.first, last=line.last,
            )
            for voucher, one in made
            for line in one.lines
        ],
        batch_size=500,
    )  # fmt: skip


def take_back(acting: Acting, file: CostFile, row: BookedVoucher, why: str) -> BookedVoucher:
    """A voucher has no lines any more; it stands as it was in what was closed before."""
    return BookedVoucher.objects.create(
        agreement=file.agreement, organisation=acting.organisation, file=file, key=row.key, name=row.name, digest=digest(()),
        replaces=row, withdrawn=True, why=why[:400], by=acting.person, recorded=acting.at,
    )  # fmt: skip
