"""The vouchers of an agreement as a list: what is wanted in; a page of cost lines, their sum and how they were before, out.

Every party's rows are seen by all; each as it is now, or as it was known on an earlier day.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Count, F, Max, Min, Sum
from django.db.models.functions import Coalesce, ExtractYear

from samverkan.store.folding import holds, swedish_key
from samverkan.store.listed import Listed
from samverkan.store.models import BookedLine, BookedVoucher
from samverkan.store.money.booked import as_last_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samverkan.store.models import Agreement

PAGE: Final = 50
SORTS: Final = {
    "day": "day", "voucher": "voucher__name", "text": "text", "account": "account", "amount": "ore", "party": "voucher__organisation",
}  # fmt: skip
_BY_LETTER: Final = frozenset({"text"})


class Wanted(NamedTuple):
    """What of the list is wanted; "-day" sorts the other way round."""

    year: int | None = None
    party: str = ""
    text: str = ""
    file: UUID | None = None
    sort: str = "-day"
    page: int = 1


class Taken(NamedTuple):
    """What has been taken in of an agreement: its sum, vouchers and lines, and the last day that a line has."""

    ore: int
    vouchers: int
    lines: int
    last: date | None
    years: Sequence[int]


class Before(NamedTuple):
    """A voucher as it was: its sum and its first day, None where it had no lines (it had been taken back)."""

    voucher: BookedVoucher
    ore: int
    day: date | None


def taken(agreement: Agreement, until: datetime | None = None) -> Taken:
    """The whole of it, whatever is asked for."""
    rows = _as_known(agreement, until)
    sums = rows.aggregate(ore=Sum("ore"), vouchers=Count("voucher", distinct=True), lines=Count("pk"), last=Max("day"))
    years = sorted({day.year for day in rows.dates("day", "year")}, reverse=True)
    return Taken(sums["ore"] or 0, sums["vouchers"], sums["lines"], sums["last"], years)


def cost_years(agreement: Agreement, until: datetime | None = None) -> set[int]:
    """The years that some of the cost falls on: of a line for other days than its own, those days' alone."""
    spans = _as_known(agreement, until).values_list(
        ExtractYear(Coalesce("first", "day")), ExtractYear(Coalesce("last", "day"))
    )
    return {year for first, last in spans.order_by().distinct() for year in range(first, last + 1)}


def cost_lines(agreement: Agreement, wanted: Wanted, until: datetime | None = None) -> QuerySet[BookedLine]:
    """The lines that are wanted, in their order."""
    rows = _as_known(agreement, until)
    if wanted.year is not None:
        rows = rows.filter(day__year=wanted.year)
    if wanted.party:
        rows = rows.filter(voucher__organisation=wanted.party)
    if wanted.file is not None:
        rows = rows.filter(voucher__file=wanted.file)
    for word in wanted.text.split():
        rows = rows.filter(holds(word, "text", "voucher__name", "account"))
    column = wanted.sort.removeprefix("-")
    named = SORTS.get(column, "day")
    key = swedish_key(named) if column in _BY_LETTER else F(named)
    first = key.desc() if wanted.sort.startswith("-") else key.asc()
    return rows.order_by(first, "day", "voucher__name", "voucher", "row", "pk")


def page_of_costs(agreement: Agreement, wanted: Wanted, until: datetime | None = None) -> tuple[Listed, int]:
    """A page of them, and the sum of all that are wanted."""
    rows = cost_lines(agreement, wanted, until)
    sums = rows.order_by().aggregate(ore=Sum("ore"), lines=Count("pk"))
    pages = max(1, -(-sums["lines"] // PAGE))
    page = min(wanted.page, pages)
    found = rows.select_related("voucher__file", "voucher__organisation")[(page - 1) * PAGE : page * PAGE]
    return Listed(list(found), sums["lines"], page, pages), sums["ore"] or 0


def earlier(vouchers: Iterable[BookedVoucher]) -> Mapping[UUID, Sequence[Before]]:
    """How each voucher was before, the latest first; those that are as they first were are left out."""
    changed = {(one.organisation_id, one.key): one for one in vouchers if one.replaces_id is not None}
    found: dict[UUID, list[Before]] = defaultdict(list)
    if not changed:
        return found
    some = next(iter(changed.values()))
    rows = (
        BookedVoucher.objects.filter(agreement=some.agreement_id, key__in={key for _, key in changed})
        .select_related("file", "by")
        .annotate(ore=Sum("lines__ore"), day=Min("lines__day"))
        .order_by("-recorded", "-pk")
    )
    for row in rows:
        now = changed.get((row.organisation_id, row.key))
        if now is not None and row.recorded < now.recorded and row.pk != now.pk:
            found[now.pk].append(Before(row, row.ore or 0, row.day))
    return found


def taken_back(agreement: Agreement, until: datetime | None = None) -> QuerySet[BookedVoucher]:
    """The vouchers that were taken back and are not booked anew, the last first."""
    rows = BookedVoucher.objects.filter(as_last_known("", until), agreement=agreement, withdrawn=True)
    return rows.select_related("replaces", "organisation", "by").order_by("-recorded", "-pk")


def as_it_is(voucher: BookedVoucher, until: datetime | None = None) -> BookedVoucher | None:
    """The voucher as it is now, or was then, whichever of its states is given; None where it was not booked yet."""
    rows = BookedVoucher.objects.filter(
        as_last_known("", until), agreement=voucher.agreement_id, organisation=voucher.organisation_id, key=voucher.key
    )
    return rows.select_related("file", "organisation", "agreement", "by").first()


def _as_known(agreement: Agreement, until: datetime | None) -> QuerySet[BookedLine]:
    return BookedLine.objects.filter(
        as_last_known("voucher__", until), voucher__agreement=agreement, voucher__withdrawn=False
    )
