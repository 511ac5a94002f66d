"""A file of costs comes in: it is left, read, and its columns are said where its headings are not known; or it is dropped.

A small file is read at once; a large one waits in the storage until `samverkan work` reads it, says how far it has come, and stops where
somebody drops it. Nothing is booked here.
"""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import suppress
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from samverkan.actions.acting import Acting, ActionError, InvalidError, acting_as, action, refuse_without
from samverkan.actions.money.reading_costs import Found, packed, read_costs
from samverkan.actions.money.rules import party_to
from samverkan.actions.roles import Right
from samverkan.core.funding.cost_columns import COLUMNS
from samverkan.core.funding.flaws import NoCostsError
from samverkan.core.identity import without_identity_numbers
from samverkan.outside.cost_tables import unpacked
from samverkan.outside.costs import preview_costs
from samverkan.outside.files import MEGABYTE
from samverkan.store.models import CostColumns, CostDraft
from samverkan.store.money.drafted import files_of, looked
from samverkan.store.money.left_files import fetch, forget, keep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from django.db.models import QuerySet

    from samverkan.outside.cost_tables import Preview
    from samverkan.store.models import Agreement, Organisation

AT_ONCE: Final = 4 * MEGABYTE
"""What is read while one waits for the page, less than a second of work; a larger file is left to `samverkan work`."""

UNPACKED_AT_ONCE: Final = 16 * MEGABYTE
"""The same of what a workbook takes unpacked: a few kilobytes of it can be a million rows."""

KEPT_DAYS: Final = 30
"""How long a file that nobody takes in or drops is kept: until the next month's has come; then it can be left again."""

_LOG: Final = logging.getLogger("samverkan.work")
_TOLD_EVERY: Final = 1.0
_LEDGER: Final = 80


class StoppedError(Exception):
    """Somebody has dropped the file that is being read."""


def bring_costs(
    acting: Acting, *, agreement: Agreement, name: str, stream: IO[bytes], size: int = 0, choose: bool = False, ledger: str = "",
) -> CostDraft:  # fmt: skip
    """Take a file to look at. A list whose headings cannot be told, or whose columns the person will `choose`, waits for that.

    `size`: in bytes; a file above `AT_ONCE` waits to be read. `ledger`: which accounts it is of, where they are not the organisation's
    own. InvalidError as `read_costs` has it, where it is read at once, and `costs_none` or `costs_zero` where the file has nothing of the
    agreement and lacks nothing that is booked: then nothing is kept.
    """
    refuse_without(acting, Right.KEEP_ACCOUNTS, agreement)
    party_to(acting, agreement)
    if acting.person is None:
        raise InvalidError("not_for_systems")
    draft = CostDraft(
        id=uuid4(), agreement=agreement, organisation=acting.organisation, person=acting.person, made=acting.at,
        name=without_identity_numbers(name)[:200], ledger=ledger_named(ledger), total=size, data={"choose": choose}, state="reading",
    )  # fmt: skip
    if size <= AT_ONCE and (not size or unpacked(stream) <= UNPACKED_AT_ONCE):
        return _kept(acting, draft=draft, outcome=_outcome(draft, stream), stream=stream)
    keep(draft.pk, stream)
    try:
        return _left(acting, draft=draft)
    except BaseException:
        forget(draft.pk)
        raise


def look_at_costs(
    acting: Acting, *, agreement: Agreement, name: str, stream: IO[bytes], ledger: str = ""
) -> CostDraft:  # fmt: skip
    """Read a file at once, whatever its size: what of it belongs to the agreement, to be taken or dropped. InvalidError as above."""
    return bring_costs(acting, agreement=agreement, name=name, stream=stream, ledger=ledger)


def say_columns(acting: Acting, *, draft: CostDraft, columns: Mapping[str, str]) -> CostDraft:
    """Say which heading is which column and read the file by it; kept for the organisation's next file with these headings.

    InvalidError `columns_lack_day` or `columns_lack_amount`, `column_not_there`, and as `read_costs`: then nothing is kept.
    """
    refuse_without(acting, Right.KEEP_ACCOUNTS, draft.agreement)
    _own(acting, draft)
    if draft.state != "columns":
        raise InvalidError("columns_said_already")
    said: dict[str, str] = {column: columns[column] for column in COLUMNS if columns.get(column)}
    if "date" not in said:
        raise InvalidError("columns_lack_day")
    if not said.keys() & {"amount", "debit", "credit"}:
        raise InvalidError("columns_lack_amount")
    strange = next((one for one in said.values() if one not in draft.data["headings"]), None)
    if strange is not None:
        raise InvalidError("column_not_there", heading=strange[:80])
    if draft.total > AT_ONCE:
        return _columns_left(acting, draft=draft, said=said)
    with _fetched(draft) as stream:
        outcome = _outcome(draft, stream, said)
    assert isinstance(outcome, Found)
    return _read_by(acting, draft=draft, said=said, found=outcome)


@action(Right.KEEP_ACCOUNTS)
def say_ledger(acting: Acting, *, draft: CostDraft, ledger: str) -> CostDraft:
    """Say of which accounts a file is, "" the organisation's own: its vouchers are told from those of other ledgers.

    InvalidError `ledger_booked` where some of it is booked already: that would be of two ledgers.
    """
    _own(acting, draft)
    row = locked(draft, "ready")
    if files_of(row.pk):
        raise InvalidError("ledger_booked", name=row.name)
    row.ledger = ledger_named(ledger)
    row.save(update_fields=["ledger"])
    acting.note("cost_ledger_said", row.agreement_id, ledger=row.ledger)
    return row


@action(Right.KEEP_ACCOUNTS)
def drop_costs(acting: Acting, *, draft: CostDraft) -> None:
    """Take nothing of a file, wherever it is on its way in: what is read of it is forgotten. To drop it again changes nothing.

    InvalidError `draft_gone` where it is booked, or is being booked: that is to be stopped first.
    """
    _own(acting, draft)
    row = CostDraft.objects.select_for_update().defer("data").filter(pk=draft.pk).first()
    if row is None or row.state == "taking":
        raise InvalidError("draft_gone", name=draft.name)
    acting.note("costs_dropped", row.agreement_id, sha256=row.sha256)
    CostDraft.objects.filter(pk=row.pk).update(state="dropped", data={}, sha256="")
    transaction.on_commit(partial(forget, draft.pk))


def columns_said(organisation: Organisation, headings: Sequence[str]) -> Mapping[str, str] | None:
    """Which heading the organisation has said is which, the last time; None where it has not."""
    rows = CostColumns.objects.filter(organisation=organisation, headings=_digest(headings))
    row = rows.order_by("-recorded", "-pk").first()
    return None if row is None else row.columns


def ledger_named(written: str) -> str:
    """The name of a ledger as it is kept; an organisation number without its dash, as SIE files are told by."""
    name = " ".join(without_identity_numbers(written).split())[:_LEDGER]
    digits = name.replace("-", "")
    return digits if len(digits) == 10 and digits.isdecimal() else name


def locked(draft: CostDraft, state: str) -> CostDraft:
    """The draft as it is now, while nobody else changes it. InvalidError `draft_gone` where it is in that state no longer."""
    row = CostDraft.objects.select_for_update().filter(pk=draft.pk, state=state).first()
    if row is None:
        raise InvalidError("draft_gone", name=draft.name)
    return row


def read_waiting() -> None:
    """Read each file that waits for it, the first left first."""
    for key in CostDraft.objects.filter(state="reading").order_by("made").values_list("pk", flat=True):
        draft = (
            CostDraft.objects.filter(pk=key, state="reading")
            .select_related("agreement", "organisation", "person")
            .first()
        )
        if draft is not None:
            with suppress(StoppedError):
                _read_left(draft)


def forget_old() -> None:
    """Forget the files that nobody has taken in or dropped for `KEPT_DAYS`, and what is left of those dropped."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    for draft in CostDraft.objects.filter(made__lt=old).exclude(state="taking").only("pk"):
        forget(draft.pk)
        draft.delete()


def _read_left(draft: CostDraft) -> None:
    """Read one; why it cannot be used is kept where its page says it."""
    said = draft.data.get("said")
    try:
        acting = acting_as(draft.person, timezone.now()).get(draft.organisation_id)
        if acting is None:
            raise InvalidError("not_your_agreement")
        refuse_without(acting, Right.KEEP_ACCOUNTS, draft.agreement)
        with _fetched(draft) as stream:
            told = _Told(stream, draft)
            outcome = _outcome(draft, told, said)
            told.tell()
        if said is not None and isinstance(outcome, Found):
            _read_by(acting, draft=draft, said=said, found=outcome)
        else:
            _kept(acting, draft=draft, outcome=outcome, stream=None)
    except ActionError as error:
        _refused(draft, InvalidError(error.code, **error.values), wrong_columns=said is not None)
    except StoppedError:
        raise
    except Exception:
        _LOG.exception("a file of costs could not be read")
        _refused(draft, InvalidError("costs_unread", name=draft.name), wrong_columns=False)


def _refused(draft: CostDraft, error: InvalidError, *, wrong_columns: bool) -> None:
    if wrong_columns:
        values = {"state": "columns", "data": {**draft.data, "said": None, "problem": packed(error)}}
    else:
        values = {"state": "refused", "data": {"problem": packed(error)}}
        forget(draft.pk)
    CostDraft.objects.filter(pk=draft.pk, state="reading").update(**values)


def _outcome(draft: CostDraft, stream: IO[bytes] | _Told, said: Mapping[str, str] | None = None) -> Found | Preview:
    """What the file comes to: what it holds, or (of a list) the headings that somebody is to say the columns of."""
    if said is None:
        seen = _preview(stream)
        stream.seek(0)
        said = None if seen is None else columns_said(draft.organisation, seen.headings)
        if seen is not None and (draft.data.get("choose") or (said is None and seen.missing)):
            return seen
    return read_costs(stream, draft.name, draft.agreement, draft.organisation, said)


@action(Right.KEEP_ACCOUNTS)
def _left(acting: Acting, *, draft: CostDraft) -> CostDraft:
    """That a large file waits to be read."""
    draft.save(force_insert=True)
    acting.note("costs_left", draft.agreement_id, size=draft.total)
    return draft


@action(Right.KEEP_ACCOUNTS)
def _kept(acting: Acting, *, draft: CostDraft, outcome: Found | Preview, stream: IO[bytes] | None) -> CostDraft:
    """What a file came to; `stream`: the file, where it is not in the storage."""
    party_to(acting, draft.agreement)
    if stream is None:
        draft = locked(draft, "reading")
    if isinstance(outcome, Found):
        _fill(draft, outcome)
        acting.note("costs_looked_at", draft.agreement_id, sha256=draft.sha256, kept=len(outcome.data["lines"]))
    else:
        for other in _of_person(draft).filter(state="columns").exclude(pk=draft.pk).only("pk"):  # one at a time
            transaction.on_commit(partial(forget, other.pk))
            other.delete()
        if stream is not None:
            stream.seek(0)
            keep(draft.pk, stream)
        columns = columns_said(acting.organisation, outcome.headings) or outcome.columns
        draft.state = "columns"
        draft.data = {
            "headings": list(outcome.headings), "columns": dict(columns),
            "rows": [[without_identity_numbers(cell) for cell in row] for row in outcome.rows],
        }  # fmt: skip
        acting.note("costs_wait_for_columns", draft.agreement_id)
    draft.save()
    return draft


@action(Right.KEEP_ACCOUNTS)
def _columns_left(acting: Acting, *, draft: CostDraft, said: Mapping[str, str]) -> CostDraft:
    """That a large list waits to be read by the columns that were said."""
    row = locked(draft, "columns")
    row.state, row.done, row.data = (
        "reading",
        0,
        {**row.data, "said": dict(said), "columns": dict(said), "problem": None},
    )
    row.save()
    acting.note("cost_columns_said", row.agreement_id)
    return row


@action(Right.KEEP_ACCOUNTS)
def _read_by(acting: Acting, *, draft: CostDraft, said: Mapping[str, str], found: Found) -> CostDraft:
    """That a list is read by the columns that were said, and that they are to be used from now on."""
    row = locked(draft, draft.state)
    CostColumns.objects.create(
        organisation=acting.organisation, headings=_digest(row.data["headings"]), columns=dict(said), by=acting.person,
        recorded=acting.at,
    )  # fmt: skip
    _fill(row, found)
    row.save()
    acting.note("cost_columns_said", row.agreement_id, sha256=row.sha256)
    acting.note("costs_looked_at", row.agreement_id, sha256=row.sha256, kept=len(found.data["lines"]))
    return row


def _fill(draft: CostDraft, found: Found) -> None:
    draft.state, draft.kind, draft.sha256, draft.data, draft.done = "ready", found.kind, found.sha256, found.data, 0
    another = found.number if found.number != draft.organisation_id else ""
    person = another != without_identity_numbers(another)
    draft.data |= {"whose": "" if person else found.number, "person": person}
    if another and not draft.ledger:
        draft.ledger = _of_a_person(another) if person else ledger_named(another)
    if not found.data["lines"] and not looked(draft).missing:
        left, zero = found.data["left_out"], found.data["zero"]
        raise InvalidError("costs_none" if left else "costs_zero", name=draft.name, count=left or zero)
    transaction.on_commit(partial(forget, draft.pk))


def _of_a_person(number: str) -> str:
    """A ledger's name where its organisation number is a person's own (a sole trader's): one from which nobody learns the number."""
    return f"enskild-{salted_hmac('samverkan.ledger', number, algorithm='sha256').hexdigest()[:10]}"


def _of_person(draft: CostDraft) -> QuerySet[CostDraft]:
    return CostDraft.objects.filter(agreement=draft.agreement, person=draft.person)


def _fetched(draft: CostDraft) -> IO[bytes]:
    try:
        return fetch(draft.pk)
    except FileNotFoundError:
        raise InvalidError("costs_file_gone", name=draft.name) from None


def _preview(stream: IO[bytes] | _Told) -> Preview | None:
    """What a list looks like; None for a file that is none, or that cannot be read: to read it tells why."""
    try:
        return preview_costs(stream)
    except NoCostsError:
        return None


def _own(acting: Acting, draft: CostDraft) -> None:
    if draft.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_agreement")


def _digest(headings: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()


class _Told:
    """A file that is being read: says now and then how far it has come, and stops where somebody has dropped it."""

    def __init__(self, stream: IO[bytes], draft: CostDraft) -> None:
        self._stream, self._draft = stream, draft
        self._done, self._last = 0, monotonic()

    def read(self, size: int, /) -> bytes:
        """So many bytes, or fewer. StoppedError."""
        data = self._stream.read(size)
        self._done += len(data)
        if monotonic() - self._last >= _TOLD_EVERY:
            self.tell()
        return data

    def seek(self, place: int) -> None:
        """Begin again."""
        self._done = self._stream.seek(place)

    def tell(self) -> None:
        """Say how far it has come. StoppedError where the file is not to be read any more."""
        self._last = monotonic()
        if not CostDraft.objects.filter(pk=self._draft.pk, state="reading").update(done=self._done):
            raise StoppedError
