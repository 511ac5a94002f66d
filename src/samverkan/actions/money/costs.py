"""A cost is typed, and a voucher is taken back; files of costs come in by `cost_drafts` and `taking_costs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.money.booking_costs import book, file_of, take_back
from samverkan.actions.money.rules import party_to
from samverkan.actions.roles import Right
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.identity import without_identity_numbers
from samverkan.store.models import BookedVoucher, CostFile
from samverkan.store.money.booked import written
from samverkan.store.taking_turns import take_turns

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from samverkan.store.models import Agreement


@action(Right.KEEP_ACCOUNTS)
def type_cost(
    acting: Acting, *, agreement: Agreement, day: date, ore: int, text: str, account: str = "", first: date | None = None,
    last: date | None = None, key: UUID | None = None,
) -> CostFile:  # fmt: skip
    """Book a cost that somebody types; `first` and `last` where it is for other days than its own. InvalidError where it is none.

    `key`: of what is taken, made when the form was; a second click takes nothing (`cost_typed_already`).
    """
    party_to(acting, agreement)
    text = text.strip()
    if not ore:
        raise InvalidError("cost_zero")
    if not text:
        raise InvalidError("cost_text_missing")
    if (first is None) != (last is None) or (first is not None and last is not None and last < first):
        raise InvalidError("cost_days_turned")
    refuse_in_words(text)
    if account != without_identity_numbers(account):
        raise InvalidError("identity_number_in_account")
    take_turns([agreement.pk])
    if key is not None and CostFile.objects.filter(pk=key).exists():
        raise InvalidError("cost_typed_already")
    number = CostFile.objects.filter(agreement=agreement, organisation=acting.organisation, kind="typed").count() + 1
    name = f"Egen {number}"
    line = CostLine("", 1, day, ore, text[:400], account.strip()[:20] or None, (), name, first, last)
    file = file_of(acting, agreement, vouchers=1, key=key)
    book(acting, file, [(one, None) for one in written([line])])
    acting.note("cost_typed", agreement.pk, voucher=name)
    return file


@action(Right.KEEP_ACCOUNTS)
def withdraw_voucher(acting: Acting, *, voucher: BookedVoucher, why: str) -> BookedVoucher:
    """Take back a voucher's cost; it stands as it was in every settlement closed before. InvalidError where it has changed since."""
    if voucher.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_voucher")
    if not why.strip():
        raise InvalidError("why_missing")
    refuse_in_words(why)
    take_turns([voucher.agreement_id])
    if voucher.withdrawn or BookedVoucher.objects.filter(replaces=voucher).exists():
        raise InvalidError("voucher_changed", voucher=voucher.name)
    file = file_of(acting, voucher.agreement)
    made = take_back(acting, file, voucher, why.strip())
    acting.note("voucher_withdrawn", voucher.agreement_id, voucher=voucher.name or voucher.key)
    return made
