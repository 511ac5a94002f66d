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
    moved: Sequence[BookedVoucher] | None = None,
) -> CostFile:  # fmt: skip
    """Book the draft's lines: new vouchers, those that changed (unless not `changes`), and take back those named.

    `moved`: which of the booked vouchers, whose numbers the file has in another month, are the same with another day; None where nobody has
    gone through them. InvalidError `costs_flawed` where something stops it and no reason is given (`despite`); `costs_numbers_unsaid` where
    there are such and nobody has gone through them; `costs_nothing_new` where all is booked already; `draft_gone` where somebody has
    taken or dropped it.
    """
    take_turns([draft.agreement_id])
    draft = _may_take(acting, draft)
    found = _settled(draft, despite, moved)
    gone = [one for one in found.missing if one in withdraw]
    count = _count(found, changes=changes)
    _refuse_nothing(draft, count + len(gone))
    file = _file(acting, draft, count, despite)
    same = _same(found, moved)
    _book(acting, file, draft, draft_vouchers(draft, same), changes=changes, withdraw=gone, moved=same)
    draft.delete()
    return file


@action(Right.KEEP_ACCOUNTS)
def leave_to_be_taken(
    acting: Acting, *, draft: CostDraft, despite: str = "", changes: bool = True, withdraw: Sequence[BookedVoucher] = (),
    moved: Sequence[BookedVoucher] | None = None,
) -> CostDraft:  # fmt: skip
    """The same of a file with many lines, that `samverkan work` books (`book_waiting`). InvalidError as `take_costs`."""
    row = _may_take(acting, draft)
    found = _settled(row, despite, moved)
    gone = [str(one.pk) for one in found.missing if one in withdraw]
    count = _count(found, changes=changes)
    _refuse_nothing(row, count + len(gone))
    _file(acting, row, count, despite)
    row.data["take"] = {"changes": changes, "withdraw": gone, "moved": [*map(str, _same(found, moved))]}
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
    vouchers = draft_vouchers(draft, _moved(draft))
    at = 0  # also where some were booked before: the same voucher is not booked again
    try:
        while at < len(vouchers):
            acting = acting_as(draft.person, timezone.now()).get(draft.organisation_id)
            if acting is None:
                raise InvalidError("not_your_agreement")
            to = _turn(vouchers, at)
            _some_taken(acting, draft=draft, vouchers=vouchers, at=at, to=to)
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
def _some_taken(acting: Acting, *, draft: CostDraft, vouchers: Sequence[Written], at: int, to: int) -> None:
    """Book the vouchers from a place on to another; with the last, take back what is to be, and let the draft go."""
    take_turns([draft.agreement_id])
    row = CostDraft.objects.select_for_update().defer("data").filter(pk=draft.pk, state="taking").first()
    if row is None:
        raise InvalidError("draft_gone", name=draft.name)
    take, last = draft.data["take"], to == len(vouchers)
    gone = looked(draft).missing if last and take["withdraw"] else ()
    _book(
        acting, files_of(draft.pk)[-1], draft, vouchers[at:to], changes=take["changes"],
        withdraw=[one for one in gone if str(one.pk) in take["withdraw"]], moved=_moved(draft),
    )  # fmt: skip
    if last:
        row.delete()


def _may_take(acting: Acting, draft: CostDraft) -> CostDraft:
    """The draft, locked, where it may be taken."""
    if draft.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_agreement")
    return locked(draft, "ready")


def _moved(draft: CostDraft) -> set[UUID]:
    """Of which booked vouchers it was said, when the file was left to be taken, that it has them on another day."""
    return set(map(UUID, draft.data["take"]["moved"]))


def _settled(draft: CostDraft, despite: str, moved: Sequence[BookedVoucher] | None) -> Looked:
    """What taking the draft would do, where nothing stops it or a person has said what there is to say."""
    refuse_in_words(despite)
    found = looked(draft)
    if stopped(draft, found) and not despite.strip():
        raise InvalidError("costs_flawed")
    if found.doubtful and moved is None:
        raise InvalidError("costs_numbers_unsaid", count=len(found.doubtful))
    return found


def _same(found: Looked, moved: Sequence[BookedVoucher] | None) -> set[UUID]:
    return {one.before.pk for one in found.doubtful if one.before in (moved or ())}


def _count(found: Looked, *, changes: bool) -> int:
    """How many vouchers are booked of it."""
    return len(found.new) + len(found.doubtful) + (len(found.changed) if changes else 0)


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
    acting: Acting, file: CostFile, draft: CostDraft, vouchers: Sequence[Written], *, changes: bool, withdraw: Sequence[BookedVoucher],
    moved: Collection[UUID],
) -> None:  # fmt: skip
    """Book these of the draft's vouchers, as they stand to what is booked now."""
    found = compared(draft, vouchers)
    changed = [one for one in found.changed if changes or one.before.pk in moved]
    book(acting, file, [*found.new, *((each.after, each.before) for each in changed)])
    for row in withdraw:
        take_back(acting, file, row, draft.name)
    acting.note(
        "costs_taken", file.agreement_id, sha256=file.sha256, new=len(found.new), changed=len(changed), withdrawn=len(withdraw)
    )  # fmt: skip
