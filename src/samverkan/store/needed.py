"""What needs somebody at an organisation: a view and a day in, each thing in the order it is needed out.

Read from the index where it can answer: from today on, as all is known. An earlier day, or an earlier `known`, is
derived from the facts: of all the agreements, or where they are many, of some at a time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Case, CharField, Count, Min, Value, When

from samverkan.store.deriving import derived_dues
from samverkan.store.models import Due, Party
from samverkan.store.portfolio import PAGE as AGREEMENTS
from samverkan.store.portfolio import is_indexed, is_many, named_today
from samverkan.words.needs import KINDS, LATE, Counted, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from samverkan.store.models import Organisation
    from samverkan.store.view import View

PAGE: Final = 60
_KIND: Final = [When(code__in=codes, then=Value(kind)) for kind, codes in KINDS.items()]
_ORDER: Final = ("place", "party", "agreement", "id")


class Some(NamedTuple):
    """Of which agreements it is told, where they are too many to tell of all: from which to which, of how many."""

    first: int
    last: int
    total: int


class Needed(NamedTuple):
    """How much there is of each kind and in all, and one page of it: first what is needed first, last what has no day.

    `only`: the day is an earlier one and the agreements too many; then it is of the page's agreements alone.
    """

    counts: Sequence[Counted]
    total: int
    things: Sequence[Due]
    page: int
    pages: int
    only: Some | None = None


def needed_page(organisation: Organisation, view: View, *, on: date, today: date, page: int) -> Needed:
    """A page of what needs somebody on the day."""
    if is_many(organisation, view, on=on, today=today):
        return _of_some(organisation, view, on, today, page)
    if not is_indexed(view, on, today):
        things = needed(organisation, view, on=on, today=today)
        pages, page = _pages(len(things), page)
        counts = counted(((one.code, one.agreement_id, one.day) for one in things), on)
        return Needed(counts, len(things), things[(page - 1) * PAGE : page * PAGE], page, pages)
    found = _indexed(organisation, view).filter(first__lte=on, last__gte=on)
    late = [When(day__lt=on, code=code, then=Value(kind)) for code, kind in LATE.items()]
    kinds = Case(*late, When(day__lt=on, then=Value("late")), *_KIND, default=Value(""), output_field=CharField())
    by_kind = found.order_by().values(kind=kinds).annotate(
        things=Count("pk"), agreements=Count("agreement", distinct=True), soonest=Min("day")
    )  # fmt: skip
    counts = [Counted(one["kind"], one["things"], one["agreements"], one["soonest"]) for one in by_kind]
    total = sum(one.things for one in counts)
    pages, page = _pages(total, page)
    return Needed(counts, total, list(found.order_by(*_ORDER)[(page - 1) * PAGE : page * PAGE]), page, pages)


def _of_some(organisation: Organisation, view: View, on: date, today: date, page: int) -> Needed:
    """What needed somebody of one page of the agreements, which stand in the order of their titles of today."""
    some = named_today(organisation, view, today=today, page=page)
    things = _in_order(derived_dues(organisation, view, on=on, agreements=some.rows))
    counts = counted(((one.code, one.agreement_id, one.day) for one in things), on)
    before = (some.page - 1) * AGREEMENTS
    only = Some(before + 1, before + len(some.rows), some.total)
    return Needed(counts, len(things), things, some.page, some.pages, only)


def needed(organisation: Organisation, view: View, *, on: date, today: date) -> list[Due]:
    """Everything that needs somebody on the day."""
    if is_indexed(view, on, today):
        return list(_indexed(organisation, view).filter(first__lte=on, last__gte=on).order_by(*_ORDER))
    return _in_order(derived_dues(organisation, view, on=on))


def _in_order(things: Iterable[Due]) -> list[Due]:
    return sorted(things, key=lambda one: (one.place, one.party))


def coming(organisation: Organisation, view: View, *, on: date) -> list[Due]:
    """Everything with a day, from the day on, however far ahead: what a calendar shows."""
    found = _indexed(organisation, view).filter(day__isnull=False, day__gte=on - timedelta(days=1))
    return list(found.order_by(*_ORDER))


def next_day(organisation: Organisation, view: View, *, on: date) -> Due | None:
    """The next thing that is to need somebody, where nothing does; None for an earlier day, of which the index does not tell."""
    if view.known is not None or view.papers is not None:
        return None
    return _indexed(organisation, view).filter(first__gt=on).order_by("first", "day", "id").first()


def _indexed(organisation: Organisation, view: View) -> QuerySet[Due]:
    found = Due.objects.filter(scope=view.scope)
    if view.scope == organisation.pk:
        return found  # there is nothing of agreements that it is no party to
    return found.filter(agreement__in=Party.objects.filter(organisation=organisation).values("agreement"))


def _pages(total: int, page: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE))
    return pages, min(max(1, page), pages)
