"""Costs come in: a file is looked at, its lines taken once confirmed, a cost is typed, a voucher taken back.

Of a file only what belongs to the agreement is kept. Nothing is booked before a person has seen it; the same voucher is never taken twice.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import uuid4

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.money.rules import party_to
from samverkan.actions.roles import Right
from samverkan.core.funding.selecting import left_out
from samverkan.core.funding.stated import agreement_of
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.identity import without_identity_numbers
from samverkan.outside.costs import reading_costs, said
from samverkan.store.models import BookedLine, BookedVoucher, CostDraft, CostFile
from samverkan.store.money.booked import Written, current, digest, written
from samverkan.store.money.rules import last_rules
from samverkan.store.taking_turns import take_turns
from samverkan.store.view import View
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from samverkan.core.funding.rules import FundingRules
    from samverkan.outside.sie import Bytes
    from samverkan.store.models import Agreement

MOST_LINES: Final = 200_000
"""How many lines of one file may be an agreement's."""


class Changed(NamedTuple):
    """A voucher that was booked before and says something else now."""

    before: BookedVoucher
    after: Written


class Looked(NamedTuple):
    """What taking a draft would do: vouchers that are new, that have changed, that are booked already, and that the file lacks.

    `missing`: vouchers of the file's days that are booked and not in it: a person may take them back.
    """

    new: Sequence[Written]
    changed: Sequence[Changed]
    same: int
    missing: Sequence[BookedVoucher]


@action(Right.KEEP_ACCOUNTS)
def look_at_costs(
    acting: Acting, *, agreement: Agreement, name: str, stream: Bytes, mapping: Mapping[str, str] | None = None
) -> CostDraft:
    """Read a file of costs and keep what of it belongs to the agreement, to be confirmed or dropped.

    InvalidError `costs_refused` (with the flaw's own code) where nothing of the file may be used; `costs_none` where no line of it
    belongs to the agreement. A file with vouchers out of balance is kept with what is wrong, and taken only with a reason.
    """
    party_to(acting, agreement)
    if acting.person is None:
        raise InvalidError("not_for_systems")
    rules = _rules(acting, agreement)
    kept, count = [], 0
    with reading_costs(stream, name, mapping=mapping) as reading:
        for line in reading.lines():
            count += 1
            kinds = None if reading.books is None else reading.books.kinds
            if line.ore and not left_out(line, rules, kinds):
                kept.append(line._replace(text=without_identity_numbers(line.text)))
            if len(kept) > MOST_LINES:
                raise InvalidError("costs_too_many", name=name, most=MOST_LINES)
        if reading.refused is not None:
            rows = [Said("costs", one.code, said(one, name)) for one in reading.findings]
            raise InvalidError(
                "costs_refused", why=Said("costs", reading.refused.code, said(reading.refused, name)), rows=rows
            )
        if not count:
            told = [Said("costs", one.code, said(one, name)) for one in reading.findings]
            raise InvalidError("costs_empty", name=name, rows=told)
        if not kept:
            raise InvalidError("costs_none", name=name, count=count)
        draft = CostDraft.objects.create(
            agreement=agreement, organisation=acting.organisation, person=acting.person, made=acting.at,
            name=without_identity_numbers(name)[:200], kind=reading.kind, sha256=reading.sha256,
            data={
                "lines": [_said(line) for line in kept],
                "flaws": [
                    [one.code, one.row, {key: _plain(value) for key, value in one.values.items()}, one.stops]
                    for one in reading.findings
                ],
                "columns": None if mapping is None else dict(mapping),
                "whose": None if reading.books is None else reading.books.organisation_number,
                "left_out": count - len(kept),
            },
        )  # fmt: skip
    acting.note("costs_looked_at", agreement.pk, sha256=draft.sha256, kept=len(kept))
    return draft


def _rules(acting: Acting, agreement: Agreement) -> FundingRules:
    """Which accounts and objects of the organisation are the agreement's."""
    said = [row.data for row in last_rules(agreement, View("")) if row.organisation_id == acting.organisation.pk]
    return agreement_of({"agreement": "-", "parties": ["-"], "terms": [], **(said[0] if said else {})}).rules


def looked(draft: CostDraft) -> Looked:
    """What taking the draft would do now."""
    now = current(draft.agreement_id, draft.organisation_id)
    vouchers = written(_line(one) for one in draft.data["lines"])
    new, changed, same = [], [], 0
    for one in vouchers:
        before = now.get(one.key)
        if before is None or before.withdrawn:
            new.append(one)
        elif before.digest == one.digest:
            same += 1
        else:
            changed.append(Changed(before, one))
    days = [line.day for one in vouchers for line in one.lines]
    keys = {one.key for one in vouchers}
    of_days = BookedLine.objects.filter(
        voucher__agreement=draft.agreement_id, voucher__organisation=draft.organisation_id, day__range=(min(days), max(days))
    )  # fmt: skip
    within = set(of_days.values_list("voucher", flat=True))
    missing = [
        row for key, row in now.items()
        if key not in keys and not row.withdrawn and row.file.kind == draft.kind and row.pk in within
    ]  # fmt: skip
    return Looked(new, changed, same, missing)


def stopped(draft: CostDraft) -> bool:
    """Whether something of the file must be settled by a person before its lines are taken."""
    return any(stops for _, _, _, stops in draft.data["flaws"])


@action(Right.KEEP_ACCOUNTS)
def take_costs(
    acting: Acting, *, draft: CostDraft, despite: str = "", changes: bool = True, withdraw: Sequence[BookedVoucher] = ()
) -> CostFile:
    """Book the draft's lines: new vouchers, those that changed (unless not `changes`), and take back those named.

    InvalidError `costs_flawed` where something stops it and no reason is given (`despite`); `costs_nothing_new` where all is
    booked already.
    """
    _own(acting, draft)
    if stopped(draft) and not despite.strip():
        raise InvalidError("costs_flawed")
    refuse_in_words(despite)
    take_turns([draft.agreement_id])
    found = looked(draft)
    gone = [one for one in found.missing if one in withdraw]
    changed = list(found.changed) if changes else []
    if not (found.new or changed or gone):
        raise InvalidError("costs_nothing_new", name=draft.name)
    file = _file(
        acting, draft.agreement, draft.name, draft.kind, draft.sha256, len(found.new) + len(changed), despite.strip(), draft.pk
    )  # fmt: skip
    now = current(draft.agreement_id, draft.organisation_id)
    into = [(one, now.get(one.key)) for one in found.new] + [(each.after, each.before) for each in changed]
    _book(acting, file, into)
    for row in gone:
        _withdraw(acting, file, row, draft.name)
    draft.delete()
    acting.note(
        "costs_taken",
        file.agreement_id,
        sha256=file.sha256,
        new=len(found.new),
        changed=len(changed),
        withdrawn=len(gone),
    )
    return file


@action(Right.KEEP_ACCOUNTS)
def drop_costs(acting: Acting, *, draft: CostDraft) -> None:
    """Take nothing of a file that was looked at."""
    _own(acting, draft)
    acting.note("costs_dropped", draft.agreement_id, sha256=draft.sha256)
    draft.delete()


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
    take_turns([agreement.pk])
    if key is not None and CostFile.objects.filter(pk=key).exists():
        raise InvalidError("cost_typed_already")
    number = CostFile.objects.filter(agreement=agreement, organisation=acting.organisation, kind="typed").count() + 1
    name = f"Egen {number}"
    line = CostLine("", 1, day, ore, text[:400], account.strip()[:20] or None, (), name, first, last)
    file = _file(acting, agreement, "", "typed", "", 1, "", key)
    _book(acting, file, [(one, None) for one in written([line])])
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
    file = _file(acting, voucher.agreement, "", "typed", "", 0, "")
    made = _withdraw(acting, file, voucher, why.strip())
    acting.note("voucher_withdrawn", voucher.agreement_id, voucher=voucher.name or voucher.key)
    return made


def _file(
    acting: Acting, agreement: Agreement, name: str, kind: str, sha256: str, vouchers: int, despite: str, key: UUID | None = None,
) -> CostFile:  # fmt: skip
    """The row of what was taken; of a draft with its key, so that its address leads on to what it became."""
    return CostFile.objects.create(
        id=key or uuid4(), agreement=agreement, organisation=acting.organisation, name=name, kind=kind, sha256=sha256, vouchers=vouchers,
        despite=despite[:400], by=acting.person, recorded=acting.at,
    )  # fmt: skip


def _book(acting: Acting, file: CostFile, into: Iterable[tuple[Written, BookedVoucher | None]]) -> None:
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


def _withdraw(acting: Acting, file: CostFile, row: BookedVoucher, why: str) -> BookedVoucher:
    return BookedVoucher.objects.create(
        agreement=file.agreement, organisation=acting.organisation, file=file, key=row.key, name=row.name, digest=digest(()),
        replaces=row, withdrawn=True, why=why[:400], by=acting.person, recorded=acting.at,
    )  # fmt: skip


def _own(acting: Acting, draft: CostDraft) -> None:
    if draft.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_agreement")


def _plain(value: object) -> object:
    """A value of a flaw as JSON has it."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def _said(line: CostLine) -> list[Any]:
    return [
        line.row, str(line.day), line.ore, line.text[:400], line.account, [list(pair) for pair in line.objects], line.voucher,
        str(line.first or ""), str(line.last or ""),
    ]  # fmt: skip


def _line(said: Sequence[Any]) -> CostLine:
    row, day, ore, text, account, objects, voucher, first, last = said
    return CostLine(
        "", row, date.fromisoformat(day), ore, text, account, tuple((one[0], one[1]) for one in objects), voucher,
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None,
    )  # fmt: skip


def draft_lines(draft: CostDraft) -> Iterable[CostLine]:
    """The lines of a draft, as they would be booked."""
    return (_line(one) for one in draft.data["lines"])
