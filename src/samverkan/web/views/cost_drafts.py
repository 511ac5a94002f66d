"""A file of costs on its way in: left, read, its columns said, looked at, and then taken in or dropped."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.cost_drafts import KEPT_DAYS, bring_costs, drop_costs, say_columns, say_ledger
from samverkan.actions.money.reading_costs import unpacked
from samverkan.actions.money.taking_costs import leave_to_be_taken, many, stop_taking, take_costs
from samverkan.actions.roles import Right
from samverkan.core.funding.cost_columns import COLUMNS
from samverkan.core.funding.flaws import MOST
from samverkan.store.models import BookedVoucher, CostDraft
from samverkan.store.money.booked import ledgers, lines_by_voucher, whole
from samverkan.store.money.drafted import files_of, looked, stopped
from samverkan.web.money.cost_list import ledger_spelled
from samverkan.web.money.draft_told import accounts_told, undivided_told
from samverkan.web.money.place import place_of
from samverkan.web.page import page
from samverkan.words import Said, say, written
from samverkan.words.amounts import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samverkan.core.funding.vouchers import CostLine
    from samverkan.store.money.drafted import Changed, Looked
    from samverkan.web.asked import Asked
    from samverkan.web.money.place import Place

PAGE = 20
_MOST_MISSING = 500
"""How many vouchers that a file lacks are shown to be ticked: a form has no more than a thousand fields."""

_MOST_DOUBTFUL = 400
"""The same of those whose number is booked of another month's."""


class ChangedRow(NamedTuple):
    """A voucher that says something else in the file: the lines that are only in the one and in the other, and the sums.

    `pk`: of the one that is booked. `later`: that one, where it was booked after the file had been read.
    """

    pk: UUID
    name: str
    gone: Sequence[CostLine]
    new: Sequence[CostLine]
    before: int
    after: int
    difference: int
    later: BookedVoucher | None


class Pages(NamedTuple):
    """Some of a list's rows: which page of how many."""

    rows: Sequence[Any]
    page: int
    pages: int
    total: int


class ColumnRow(NamedTuple):
    """One of our columns, and which of the file's headings it is."""

    name: str
    heading: str
    needed: bool


@page("web/money/cost_file.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def cost_file(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """Leave a file of costs; nothing of it is booked yet."""
    place = place_of(asked, id)
    problem: InvalidError | None = None
    if asked.request.method == "POST":
        try:
            return HttpResponseRedirect(reverse("cost-draft", kwargs={"id": _brought(asked, id).pk}))
        except InvalidError as error:
            problem = error
    return {
        "place": place, "agreement": place.agreement, **_problem(problem, asked), "limit": settings.UPLOAD_LIMIT >> 20,
        "chosen": asked.request.POST.get("choose") == "yes", "ledger": asked.request.POST.get("ledger", ""),
        "ledgers": _ledgers(asked, place), "kept_days": KEPT_DAYS,
    }  # fmt: skip


@page("web/money/cost_draft.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def cost_draft(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """How far it has come; then what taking the file would do, and the choice. For its maker's organisation alone."""
    rows = CostDraft.objects.filter(pk=id, organisation=asked.somebody.organisation).select_related("agreement")
    draft = rows.defer("data").first()
    polled = asked.request.headers.get("HX-Request") == "true" and asked.request.GET.get("part") == "way"
    if polled and (draft is None or draft.state not in _UNDER_WAY):
        return HttpResponseClientRefresh()
    if draft is None or draft.state == "dropped":
        return _gone(asked, id, draft)
    place = place_of(asked, draft.agreement_id)
    problem: InvalidError | None = None
    if asked.request.method == "POST" and "turn" not in asked.request.POST:
        try:
            return HttpResponseRedirect(_done(asked, draft))
        except InvalidError as error:
            now = CostDraft.objects.filter(pk=id).values_list("state", flat=True).first()
            if error.code in ("columns_said_already", "draft_gone") or now != draft.state:  # a second click
                return HttpResponseRedirect(reverse("cost-draft", kwargs={"id": id}))
            problem = error
    shown = {"place": place, "agreement": place.agreement, "draft": draft, "given": asked.request.POST}
    if draft.state in _UNDER_WAY:
        shown |= _way(draft)
        return render(asked.request, "web/money/cost_way.html", {**shown, "asked": asked}) if polled else shown
    kept = draft.data.get("problem")
    return {**shown, **_problem(problem or (unpacked(kept) if kept else None), asked), **_of_state(asked, place, draft)}


_UNDER_WAY = ("reading", "taking")


def _of_state(asked: Asked, place: Place, draft: CostDraft) -> dict[str, Any]:
    shown = {"until": (timezone.localtime(draft.made) + timedelta(days=KEPT_DAYS)).date()}
    if draft.state == "refused":
        return shown
    if draft.state == "columns":
        return {**shown, **_columns(asked, draft)}
    return {**shown, **_preview(asked, place, draft)}


def _way(draft: CostDraft) -> dict[str, Any]:
    """How far a file has come: of its bytes, or of its vouchers."""
    if draft.state == "reading":
        done, total, shift = draft.done, draft.total, 20
    else:
        file = files_of(draft.pk)[-1]
        done, total, shift = file.booked.count(), file.vouchers, 0
    done = min(done, total)
    return {"done": done >> shift, "total": total >> shift, "percent": 100 * done // total if total else 0}


def _problem(error: InvalidError | None, asked: Asked) -> dict[str, Any]:
    if error is None:
        return {"problem": "", "wrong_rows": []}
    problem, why = say("actions", error.code, error.values, asked.language), error.values.get("why")
    return {
        "problem": problem, "wrong_rows": [one for one in _rows_told(error, asked) if one not in problem],
        "list_refused": isinstance(why, Said) and why.code.startswith("table_"),
    }  # fmt: skip


def _brought(asked: Asked, id: UUID) -> CostDraft:  # noqa: A002
    file = asked.request.FILES.get("file")
    if file is None:
        raise InvalidError("no_files")
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise InvalidError("costs_large", name=file.name or "–", most=settings.UPLOAD_LIMIT >> 20)
    place = place_of(asked, id)
    return bring_costs(
        asked.somebody, agreement=place.agreement, name=file.name or "–", stream=file, size=file.size or 0,
        choose=asked.request.POST.get("choose") == "yes", ledger=asked.request.POST.get("ledger", ""),
    )  # fmt: skip


def _done(asked: Asked, draft: CostDraft) -> str:
    """Do what was pressed: the address that it leads to."""
    data = asked.request.POST
    do, here = data.get("do", ""), reverse("cost-draft", kwargs={"id": draft.pk})
    if do == "columns":
        say_columns(asked.somebody, draft=draft, columns={name: data.get(name, "") for name in COLUMNS})
        return here
    if do == "ledger":
        say_ledger(asked.somebody, draft=draft, ledger=data.get("ledger", ""))
        return here
    if do == "stop":
        row = stop_taking(asked.somebody, draft=draft)
        values = {"count": sum(one.booked.count() for one in files_of(row.pk)), "name": row.name}
        messages.success(asked.request, say("money", "draft.stopped_taking", values, asked.language))
        return here
    if do == "drop":
        drop_costs(asked.somebody, draft=draft)
        return _dropped(asked, draft)
    if do != "take":
        raise Http404
    if draft.state != "ready":  # a second click
        return here
    gone, despite, changes = _ticked(data.getlist("withdraw")), data.get("despite", ""), data.get("changes") == "yes"
    moved = set(_ticked(data.getlist("moved")))
    others = set(_ticked(data.get("shown", "").split())) - moved if data.get("numbers_said") == "yes" else set()
    if many(draft):
        leave_to_be_taken(
            asked.somebody, draft=draft, despite=despite, changes=changes, withdraw=gone, moved=moved, others=others
        )
        return here
    file = take_costs(
        asked.somebody, draft=draft, despite=despite, changes=changes, withdraw=gone, moved=moved, others=others
    )
    said = say("money", "draft.taken", {"name": file.name, "count": file.vouchers}, asked.language)
    messages.success(asked.request, said)
    return reverse("costs", kwargs={"id": file.agreement_id}) + f"?file={file.pk}"


def _ticked(keys: Sequence[str]) -> list[BookedVoucher]:
    """The vouchers of those keys; what is taken of them is for the action to say."""
    with suppress(ValueError):
        return [*whole(map(UUID, keys)).values()]
    return []


def _dropped(asked: Asked, draft: CostDraft) -> str:
    messages.success(asked.request, say("money", "draft.dropped", {"name": draft.name}, asked.language))
    return reverse("costs", kwargs={"id": draft.agreement_id})


def _gone(asked: Asked, id: UUID, draft: CostDraft | None) -> HttpResponse:  # noqa: A002
    """On to what became of a draft that was taken in, or dropped."""
    file = next((one for one in reversed(files_of(id)) if one.organisation_id == asked.somebody.organisation.pk), None)
    if file is not None:
        return HttpResponseRedirect(reverse("costs", kwargs={"id": file.agreement_id}) + f"?file={file.pk}")
    if draft is None:
        raise Http404
    return HttpResponseRedirect(_dropped(asked, draft))


def _rows_told(error: InvalidError, asked: Asked) -> list[str]:
    """The bad rows of a list, each in its sentence."""
    rows = error.values.get("rows")
    return [written(one, asked.language) for one in rows] if isinstance(rows, list) else []


def _columns(asked: Asked, draft: CostDraft) -> dict[str, Any]:
    """The list's headings and first rows, and which heading each of our columns seems to be, or was said to be."""
    said = asked.request.POST if asked.request.POST.get("do") == "columns" else draft.data["columns"]
    needed = ("date", "amount")
    return {
        "headings": [one for one in dict.fromkeys(draft.data["headings"]) if one], "sample": draft.data["rows"],
        "all_headings": draft.data["headings"],
        "columns": [ColumnRow(name, said.get(name, ""), name in needed) for name in COLUMNS],
    }  # fmt: skip


def _preview(asked: Asked, place: Place, draft: CostDraft) -> dict[str, Any]:
    found = looked(draft)
    lines = [line for one in found.new for line in one.lines]
    after = [line for one in (*found.changed, *found.doubtful) for line in one.after.lines]
    changed = [*_changed(draft, found.changed)]
    added = sum(line.ore for line in lines)
    differs = sum(one.difference for one in changed)
    flaws = [
        (stops, say("costs", code, {"source": draft.name, "row": row, **values}, asked.language))
        for code, row, values, stops in draft.data["flaws"]
    ]
    whose = _number(draft.data.get("whose") or "")
    missing = lines_by_voucher(found.missing[:_MOST_MISSING])
    doubtful, shown = (
        [*_changed(draft, found.doubtful[:_MOST_DOUBTFUL])],
        " ".join(str(one.before.pk) for one in found.doubtful),
    )
    return {
        "lead": _lead(asked, draft, found), "sums": _sums(asked, added, differs, found),
        "stops": [*(one for stops, one in flaws if stops), *_elsewhere(asked, found)],
        "told": [one for stops, one in flaws if not stops],
        "beside": [*accounts_told(asked, draft), *undivided_told(asked, draft, [*lines, *after])], "stopped": stopped(draft, found),
        "new": _page(asked, "page", lines), "changed": _page(asked, "changed_page", changed),
        "ledgers": _ledgers(asked, place), "ledger": ledger_spelled(draft.ledger),
        "missing": [(one, sum(line.ore for line in missing[one.pk]), missing[one.pk][:1]) for one in found.missing[:_MOST_MISSING]],
        "missing_left": max(0, len(found.missing) - _MOST_MISSING), "ticked": asked.request.POST.getlist("withdraw"),
        "doubtful": doubtful, "doubtful_count": len(found.doubtful), "doubtful_left": len(found.doubtful) - len(doubtful),
        "shown": shown, "moved": asked.request.POST.getlist("moved"),
        "numbers_said": asked.request.POST.get("numbers_said") == "yes" and asked.request.POST.get("shown") == shown,
        "person": draft.data.get("person", False),
        "another": ledger_spelled(whose) if whose and whose != asked.somebody.organisation.pk else "",
        "anything": bool(found.new or found.changed or found.doubtful or found.missing), "with_changes": _with_changes(asked, changed),
    }  # fmt: skip


def _elsewhere(asked: Asked, found: Looked) -> list[str]:
    """What of the file is booked in another agreement, line by line."""
    titles = {key: place_of(asked, key).title for key in {one.agreement for one in found.elsewhere}}
    nameless = say("money", "voucher.nameless", {}, asked.language)
    said = [
        say("money", "draft.elsewhere", {
            "row": one.line.row, "voucher": one.voucher or nameless, "day": one.line.day.isoformat(),
            "amount": amount(one.line.ore, asked.language), "agreement": titles[one.agreement],
        }, asked.language)
        for one in found.elsewhere[:MOST]
    ]  # fmt: skip
    more = len(found.elsewhere) - MOST
    return [*said, say("money", "draft.elsewhere.more", {"count": more}, asked.language)] if more > 0 else said


def _with_changes(asked: Asked, changed: Sequence[ChangedRow]) -> bool:
    """Whether the changes are ticked: at first, where nothing of theirs was booked after the file had been read."""
    if asked.request.method == "POST":
        return asked.request.POST.get("changes") == "yes"
    return not any(one.later for one in changed)


def _lead(asked: Asked, draft: CostDraft, found: Looked) -> str:
    counts = {"new": len(found.new), "changed": len(found.changed), "same": found.same}
    there = [(code, count) for code, count in counts.items() if count]
    parts = [
        say("money", f"draft.{code}.first" if at == 0 else f"draft.{code}", {"count": count}, asked.language)
        for at, (code, count) in enumerate(there)
    ]
    said = [say("money", "draft.lead", {"parts": written(parts, asked.language)}, asked.language)] if parts else []
    left = {"left_out": draft.data["left_out"], "zero": draft.data.get("zero", 0)}
    said += [say("money", f"draft.{code}", {"count": count}, asked.language) for code, count in left.items() if count]
    if found.doubtful:
        said.append(say("money", "draft.doubtful.lead", {"count": len(found.doubtful)}, asked.language))
    said += [say("money", "draft.stopped", {}, asked.language)] if stopped(draft, found) else []
    return " ".join(said)


def _sums(asked: Asked, added: int, differs: int, found: Looked) -> str:
    if not (found.new or found.changed or found.doubtful or found.missing):
        return say("money", "draft.nothing_new", {}, asked.language)
    said = (
        [say("money", "draft.sums.new", {"amount": amount(added, asked.language)}, asked.language)] if found.new else []
    )
    if found.changed:
        said.append(say("money", "draft.sums.changed", {"amount": amount(differs, asked.language)}, asked.language))
    return " ".join([*said, say("money", "draft.nothing_yet", {}, asked.language)])


def _changed(draft: CostDraft, found: Sequence[Changed]) -> Iterable[ChangedRow]:
    before = lines_by_voucher(one.before for one in found)
    for one in found:
        was = before[one.before.pk]
        sums = sum(line.ore for line in was), sum(line.ore for line in one.after.lines)
        yield ChangedRow(
            one.before.pk,
            one.after.name,
            _only(was, one.after.lines),
            _only(one.after.lines, was),
            *sums,
            sums[1] - sums[0],
            one.before if one.before.recorded > draft.made else None,
        )


def _only(lines: Sequence[CostLine], others: Sequence[CostLine]) -> list[CostLine]:
    """The lines that the others do not have, each as many times as they lack it."""
    left = Counter(map(_content, others))
    found = []
    for line in lines:
        if left[_content(line)] > 0:
            left[_content(line)] -= 1
        else:
            found.append(line)
    return found


def _content(line: CostLine) -> CostLine:
    return line._replace(source="", row=0, text=line.text[:400], voucher=None, year="", begins=0, series="")


def _page(asked: Asked, name: str, rows: Sequence[Any]) -> Pages:
    """The page of a list that is asked for: by its button, or else the one that was shown when something else was pressed."""
    turned, _, to = asked.request.POST.get("turn", "").partition(":")
    asked_for = to if turned == name else asked.request.POST.get(name, "1")
    pages = max(1, -(-len(rows) // PAGE))
    number = (
        min(pages, max(1, int(asked_for))) if asked_for.isascii() and asked_for.isdigit() and len(asked_for) < 7 else 1
    )
    return Pages(rows[(number - 1) * PAGE : number * PAGE], number, pages, len(rows))


def _ledgers(asked: Asked, place: Place) -> list[str]:
    """The ledgers beside its own that the organisation has taken files of."""
    return [ledger_spelled(one) for one in ledgers(place.agreement.pk, asked.somebody.organisation.pk)]


def _number(written_: str) -> str:
    """An organisation number's ten digits."""
    return "".join(one for one in written_ if one.isdigit())[-10:]
