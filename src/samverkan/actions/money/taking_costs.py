"""The lines of a file that was looked at are booked: at once, or, where they are many, some at a time by `samverkan work`.

Each voucher is booked whole. Where many are being booked, each turn is a transaction of its own: others work on in between, how far it
has come is seen, and it can be stopped; what is booked then stays, and the rest can be taken later. The same voucher is never taken twice.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils import timezone

from samverkan.actions.acting import Acting, ActionError, InvalidError, acting_as, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.money.booking_costs import book, file_of, take_back
from samverkan.actions.money.cost_drafts import locked
from samverkan.actions.money.reading_costs import packed
from samverkan.actions.roles import Right
from samverkan.store.models import BookedVoucher, CostDraft
from samverkan.store.money.drafted import compared, draft_vouchers, file_key, files_of, looked, stopped
from samverkan.store.taking_turns import take_turns

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

    from samverkan.store.models import CostFile
    from samverkan.store.money.booked import Written
    from samverkan.store.money.drafted import Looked

MANY: Final = 10_000
"""So many lines are booked while one waits for the page, a few seconds; more are left to `samverkan work`."""

BATCH: Final = 5_000
"""How many lines are booked at a time, with those of the last voucher: a second or two, that others wait on SQLite."""

_LOG: Final = logging.getLogger("samverkan.work")


@action(Right.KEEP_ACCOUNTS)
def take_costs(
    acting: Acting, *, draft: CostDraft, despite: str = "", changes: bool = True, withdraw: Sequence[BookedVoucher] = (),
    moved: Collection[BookedVoucher] = (), others: Collection[BookedVoucher] = (),
) -> CostFile:  # fmt: skip
    """Book the draft's lines: new vouchers, those that changed (unless not `changes`), and take back those named.

    Of each booked voucher whose number the file has in another month a person has said that the file's is the same with another day
    (`moved`) or that it is another (`others`). Without `changes`, no voucher of a number that has changed is booked.

    InvalidError `costs_flawed` where something stops it and no reason is given (`despite`); `costs_numbers_unsaid` where nobody has said
    it of the numbers; `costs_nothing_new` where all is booked already; `costs_being_taken` while another of the organisation's files is
    being booked; `draft_gone` where somebody has taken or dropped it.
    """
    draft = _may_take(acting, draft)
    found = _settled(draft, despite, (*moved, *others))
    same = _same(found, moved)
    gone = [one for one in found.missing if one in withdraw and one.pk not in same]
    vouchers = _to_book(draft, same, changes=changes)
    count = _count(draft, vouchers)
    _refuse_nothing(draft, count + len(gone))
    file = _file(acting, draft, count, despite)
    _book(acting, file, draft, vouchers, gone)
    draft.delete()
    return file


@action(Right.KEEP_ACCOUNTS)
def leave_to_be_taken(
    acting: Acting, *, draft: CostDraft, despite: str = "", changes: bool = True, withdraw: Sequence[BookedVoucher] = (),
    moved: Collection[BookedVoucher] = (), others: Collection[BookedVoucher] = (),
) -> CostDraft:  # fmt: skip
    """The same of a file with many lines, that `samverkan work` books (`book_waiting`). InvalidError as `take_costs`."""
    row = _may_take(acting, draft)
    found = _settled(row, despite, (*moved, *others))
    same = _same(found, moved)
    gone = [str(one.pk) for one in found.missing if one in withdraw and one.pk not in same]
    count = _count(row, _to_book(row, same, changes=changes))
    _refuse_nothing(row, count + len(gone))
    _file(acting, row, count, despite)
    row.data["take"] = {"changes": changes, "withdraw": gone, "moved": [*map(str, same)]}
    row.state = "taking"
    if acting.person is not None:
        row.person = acting.person  # by whom it is booked, whoever left the file
    row.save()
    acting.note("costs_to_be_taken", row.agreement_id, sha256=row.sha256, vouchers=count)
    return row


@action(Right.KEEP_ACCOUNTS)
def stop_taking(acting: Acting, *, draft: CostDraft) -> CostDraft:
    """Book no more of it: what is booked stays, the rest waits to be taken or dropped. InvalidError `draft_gone` where all is booked."""
    if draft.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_agreement")
    row = locked(draft, "taking")
    row.state = "ready"
    row.data.pop("take")
    row.save(update_fields=["state", "data"])
    acting.note("costs_stopped", row.agreement_id, sha256=row.sha256)
    return row


def many(draft: CostDraft) -> bool:
    """Whether its lines are so many that one does not wait for them."""
    return len(draft.data["lines"]) > MANY


def book_waiting() -> None:
    """Book each file that was left to be taken, to its end or until somebody stops it."""
    for key in CostDraft.objects.filter(state="taking").order_by("made").values_list("pk", flat=True):
        draft = CostDraft.objects.filter(pk=key, state="taking").select_related("organisation", "person").first()
        if draft is not None:
            _book_left(draft)


def _book_left(draft: CostDraft) -> None:
    try:
        take = draft.data["take"]
        vouchers = _to_book(draft, set(map(UUID, take["moved"])), changes=take["changes"])
        at, last = 0, False  # also where some were booked before: the same voucher is not booked again
        while not last:
            acting = acting_as(draft.person, timezone.now()).get(draft.organisation_id)
            if acting is None:
                raise InvalidError("not_your_agreement")
            to = _turn(vouchers, at)
            last = to == len(vouchers)
            _some_taken(acting, draft=draft, vouchers=vouchers[at:to], last=last)
            at = to
    except ActionError as error:
        if error.code != "draft_gone":  # stopped, or taken by another's worker
            _put_back(draft, InvalidError(error.code, **error.values))
    except Exception:
        _LOG.exception("a file of costs could not be booked")
        _put_back(draft, InvalidError("costs_not_booked", name=draft.name))


def _turn(vouchers: Sequence[Written], at: int) -> int:
    """To which voucher one turn goes, from a place on."""
    lines = 0
    while at < len(vouchers) and lines < BATCH:
        lines += len(vouchers[at].lines)
        at += 1
    return at


def _put_back(draft: CostDraft, error: InvalidError) -> None:
    """The draft waits again, and its page says why."""
    data = {**draft.data, "problem": packed(error)}
    data.pop("take", None)
    CostDraft.objects.filter(pk=draft.pk, state="taking").update(state="ready", data=data)


@action(Right.KEEP_ACCOUNTS)
def _some_taken(acting: Acting, *, draft: CostDraft, vouchers: Sequence[Written], last: bool) -> None:
    """Book these vouchers; with the last, take back what is to be, and let the draft go."""
    take_turns([draft.agreement_id])
    row = CostDraft.objects.select_for_update().defer("data").filter(pk=draft.pk, state="taking").first()
    if row is None:
        raise InvalidError("draft_gone", name=draft.name)
    withdraw = draft.data["take"]["withdraw"] if last else ()
    gone = list(BookedVoucher.objects.filter(pk__in=withdraw, replaced=None, withdrawn=False))
    _book(acting, files_of(draft.pk)[-1], draft, vouchers, gone)
    if last:
        row.delete()


def refuse_while_booked(files: QuerySet[CostDraft]) -> None:
    """InvalidError `costs_being_taken` where one of the files is being booked."""
    being = files.filter(state="taking").only("name").first()
    if being is not None:
        raise InvalidError("costs_being_taken", name=being.name)


def _may_take(acting: Acting, draft: CostDraft) -> CostDraft:
    """The draft, locked, where it may be taken: what is booked of one file is not to change while it is told what another has."""
    if draft.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_agreement")
    take_turns([draft.agreement_id])
    row = locked(draft, "ready")
    refuse_while_booked(CostDraft.objects.filter(organisation=row.organisation_id))
    return row


def _settled(draft: CostDraft, despite: str, said: Collection[BookedVoucher]) -> Looked:
    """What taking the draft would do, where nothing stops it or a person has said what there is to say."""
    refuse_in_words(despite)
    found = looked(draft)
    if stopped(draft, found) and not despite.strip():
        raise InvalidError("costs_flawed")
    unsaid = [one for one in found.doubtful if one.before not in said]
    if unsaid:
        raise InvalidError("costs_numbers_unsaid", count=len(unsaid))
    return found


def _same(found: Looked, moved: Collection[BookedVoucher]) -> set[UUID]:
    return {one.before.pk for one in found.doubtful if one.before in moved}


def _to_book(draft: CostDraft, moved: Collection[UUID], *, changes: bool) -> Sequence[Written]:
    """The draft's vouchers; without the changes, those of the numbers of which nothing has changed but what a person has said of."""
    vouchers = draft_vouchers(draft, moved)
    if changes:
        return vouchers
    left = [one for one in compared(draft, vouchers).changed if one.before.pk not in moved]
    keys, numbers = {one.after.key for one in left}, {one.after.number for one in left} - {""}
    return [one for one in vouchers if one.key not in keys and one.number not in numbers]


def _count(draft: CostDraft, vouchers: Sequence[Written]) -> int:
    """How many of them are booked."""
    found = compared(draft, vouchers)
    return len(found.new) + len(found.changed)


def _refuse_nothing(draft: CostDraft, count: int) -> None:
    if not count:
        raise InvalidError("costs_nothing_new", name=draft.name)


def _file(acting: Acting, draft: CostDraft, vouchers: int, despite: str) -> CostFile:
    """The row of what was taken; the one there is where its booking was stopped and the same reason is given now."""
    before, despite = files_of(draft.pk), despite.strip()[:400]
    if before and before[-1].despite == despite:
        return before[-1]
    return file_of(
        acting, draft.agreement, name=draft.name, kind=draft.kind, sha256=draft.sha256, vouchers=vouchers, despite=despite,
        key=file_key(draft.pk, len(before) + 1), ledger=draft.ledger,
    )  # fmt: skip


def _book(
    acting: Acting, file: CostFile, draft: CostDraft, vouchers: Sequence[Written], withdraw: Sequence[BookedVoucher],
) -> None:  # fmt: skip
    """Book these of the draft's vouchers, as they stand to what is booked now."""
    found = compared(draft, vouchers)
    book(acting, file, [*found.new, *((each.after, each.before) for each in found.changed)])
    for row in withdraw:
        take_back(acting, file, row, draft.name)
    acting.note(
        "costs_taken", file.agreement_id, sha256=file.sha256, new=len(found.new), changed=len(found.changed), withdrawn=len(withdraw)
    )  # fmt: skip
