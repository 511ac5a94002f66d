"""What an agreement has cost: the vouchers that are booked, one of them through time, and the list as a file."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.money.costs import type_cost, withdraw_voucher
from samverkan.actions.roles import Right
from samverkan.core.funding.cost_rows import ore_written
from samverkan.store.models import BookedVoucher, CostDraft, CostFile
from samverkan.store.money.listed import (
    SORTS,
    Wanted,
    as_it_is,
    cost_lines,
    earlier,
    page_of_costs,
    taken,
    taken_back,
)
from samverkan.web.asked import day_written
from samverkan.web.listing import as_file, page_asked, text_asked, year_asked
from samverkan.web.money.cost_list import CostList, ledger_spelled, objects_said
from samverkan.web.money.place import Place, place_of
from samverkan.web.page import page
from samverkan.words import say
from samverkan.words.amounts import amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http.response import HttpResponseBase

    from samverkan.store.models import BookedLine
    from samverkan.store.money.listed import Before
    from samverkan.web.asked import Asked

_MOST_TAKEN_BACK = 200


class Row(NamedTuple):
    """A line in the list: in whose accounts it is, its objects, and how its voucher was before."""

    line: BookedLine
    party: str
    objects: str
    before: Sequence[Before]


@page("web/money/costs.html", may=Right.SEE_JOINT)
def costs(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """The lines, filtered, sorted and paged as the address says."""
    place, until = place_of(asked, id), asked.view.until
    wanted = _wanted(asked)
    whole = taken(place.agreement, until)
    found, ore = page_of_costs(place.agreement, wanted, until)
    before = earlier({line.voucher_id: line.voucher for line in found.rows}.values())
    names = place.names
    rows = [
        Row(
            line, names.get(line.voucher.organisation_id, line.voucher.organisation_id), ", ".join(objects_said(line)),
            before.get(line.voucher_id, ()),
        )
        for line in found.rows
    ]  # fmt: skip
    write_read(asked.somebody, place.agreement.urn, page="costs", on=str(asked.on))
    gone = taken_back(place.agreement, until)
    return {
        "place": place, "agreement": place.agreement, "found": found, "rows": rows, "wanted": wanted, "whole": whole, "ore": ore,
        "lead": _lead(asked, whole.ore, whole.vouchers, whole.last), "columns": tuple(SORTS), "may_export": asked.may(Right.EXPORT),
        "query": asked.request.GET.urlencode(), "drafts": _drafts(asked, place), "limited": wanted.file is not None,
        "gone": gone[:_MOST_TAKEN_BACK], "gone_count": gone.count(),
        "file": wanted.file and CostFile.objects.filter(pk=wanted.file, agreement=place.agreement).first(),
    }  # fmt: skip


@page("web/money/costs.html", may=Right.EXPORT)
def costs_file(asked: Asked, id: UUID, form: str) -> HttpResponseBase:  # noqa: A002
    """All that the filter leaves, in its order, as a CSV or XLSX file."""
    place, wanted = place_of(asked, id), _wanted(asked)
    if form not in ("csv", "xlsx"):
        raise Http404
    rows = cost_lines(place.agreement, wanted, asked.view.until).select_related("voucher__file")
    left = [
        ("year", str(wanted.year or "")),
        ("party", place.names.get(wanted.party, wanted.party)),
        ("text", wanted.text),
    ]
    listing = CostList(
        place.title, asked.on, asked.known, place.names, tuple(one for one in left if one[1]), asked.language
    )
    write_read(asked.somebody, place.agreement.urn, page="costs_export", form=form, on=str(asked.on))
    return as_file(listing.file(rows), form)


@page("web/money/cost_new.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def new_cost(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """A cost that somebody types; what was written is kept where it cannot be booked."""
    place, problem, wrong = place_of(asked, id), "", ""
    data = asked.request.POST
    if asked.request.method == "POST":
        try:
            day = _type(asked, place)
        except _WrongError as error:
            wrong, problem = error.field, say("money", error.code, {"written": error.written}, asked.language)
        except InvalidError as error:
            if error.code == "cost_typed_already":
                return HttpResponseRedirect(reverse("costs", kwargs={"id": id}))
            wrong = _FIELDS.get(error.code, "")
            problem = say("actions", error.code, error.values, asked.language)
        else:
            code = "cost.typed.ahead" if day > asked.today else "cost.typed"
            messages.success(asked.request, say("money", code, {"day": day}, asked.language))
            return HttpResponseRedirect(reverse("costs", kwargs={"id": id}))
    return {
        "place": place,
        "agreement": place.agreement,
        "given": data,
        "problem": problem,
        "wrong": wrong,
        "key": _key(asked) or uuid4(),
    }


@page("web/money/voucher.html", may=Right.SEE_JOINT, methods=("GET", "POST"))
def voucher(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """One voucher as it is and as it was before; its own organisation's economist takes it back, with a reason."""
    given = BookedVoucher.objects.filter(pk=id).select_related("agreement").first()
    if given is None:
        raise Http404
    place = place_of(asked, given.agreement_id)
    now = as_it_is(given, asked.view.until)
    if now is None:
        raise Http404
    problem = ""
    if asked.request.method == "POST":
        try:
            withdraw_voucher(asked.somebody, voucher=given, why=asked.request.POST.get("why", ""))
        except InvalidError as error:
            if error.code == "voucher_changed" and now.withdrawn:  # a second click
                return HttpResponseRedirect(reverse("voucher", kwargs={"id": now.pk}))
            problem = say("actions", error.code, error.values, asked.language)
        else:
            said = say("money", "voucher.withdrawn", {"name": _named(asked, given)}, asked.language)
            messages.success(asked.request, said)
            return HttpResponseRedirect(reverse("costs", kwargs={"id": given.agreement_id}))
    before = earlier([now]).get(now.pk, ())
    lines = list(now.lines.order_by("row", "pk"))
    ore = sum(line.ore for line in lines)
    return {
        "place": place, "agreement": place.agreement, "voucher": now, "name": _named(asked, now),
        "party": place.names.get(now.organisation_id, ""), "ledger": ledger_spelled(now.file.ledger),
        "lines": [(line, ", ".join(objects_said(line))) for line in lines], "ore": ore, "problem": problem,
        "before": [(one, one.voucher.lines.order_by("row", "pk")) for one in before],
        "mine": now.organisation_id == asked.somebody.organisation.pk and not asked.known, "given": asked.request.POST,
    }  # fmt: skip


class _WrongError(Exception):
    """What was written in a field is none of its kind."""

    def __init__(self, field: str, code: str, written: str) -> None:
        super().__init__(code)
        self.field, self.code, self.written = field, code, written


_FIELDS = {
    "cost_zero": "kronor",
    "cost_text_missing": "text",
    "cost_days_turned": "first",
    "identity_number_in_words": "text",
    "identity_number_in_account": "account",
}


def _type(asked: Asked, place: Place) -> date:
    """Book what is typed; its day."""
    data = asked.request.POST
    days = {}
    for name in ("day", "first", "last"):
        try:
            days[name] = day_written(data.get(name, ""))
        except InvalidError:
            raise _WrongError(name, "wrong.day", data[name][:20]) from None
    if days["day"] is None:
        raise _WrongError("day", "wrong.no_day", "")
    ore = None
    with suppress(ValueError):
        ore = ore_written(data.get("kronor", ""))
    if ore is None:
        raise _WrongError("kronor", "wrong.ore", data.get("kronor", "")[:30])
    type_cost(
        asked.somebody, agreement=place.agreement, day=days["day"], ore=ore, text=data.get("text", ""),
        account=data.get("account", ""), first=days["first"], last=days["last"], key=_key(asked),
    )  # fmt: skip
    return days["day"]


def _key(asked: Asked) -> UUID | None:
    """What the form was told apart by when it was made."""
    try:
        return UUID(asked.request.POST.get("key", ""))
    except ValueError:
        return None


def _wanted(asked: Asked) -> Wanted:
    given = asked.request.GET
    sort = given.get("sort", "-day")
    try:
        file = UUID(given.get("file", ""))
    except ValueError:
        file = None
    return Wanted(
        year_asked(asked), given.get("party", "")[:10], text_asked(asked), file,
        sort if sort.removeprefix("-") in SORTS else "-day", page_asked(asked),
    )  # fmt: skip


def _lead(asked: Asked, ore: int, vouchers: int, last: Any) -> str:
    if not vouchers:
        return say("money", "costs.none.then" if asked.known else "costs.none", {"known": asked.known}, asked.language)
    values = {"amount": amount(ore, asked.language), "count": vouchers, "last": last}
    return say("money", "costs.lead", values, asked.language)


def _drafts(asked: Asked, place: Place) -> Sequence[CostDraft]:
    """The files of the organisation's own that somebody has begun with and nobody has taken in or dropped."""
    if not asked.may(Right.KEEP_ACCOUNTS) or asked.known:
        return ()
    rows = CostDraft.objects.filter(agreement=place.agreement, organisation=asked.somebody.organisation)
    rows = rows.exclude(state="dropped")
    return list(rows.select_related("person").defer("data").order_by("-made")[:20])


def _named(asked: Asked, one: BookedVoucher) -> str:
    return one.name or say("money", "voucher.nameless", {}, asked.language)
