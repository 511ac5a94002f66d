"""What needs somebody at an organisation: a view and a day in, each thing in the order it is needed out.

Read from the index where it can answer: from today on, as all is known. An earlier day, or an earlier `known`, is
derived from the facts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from samverkan.store.deriving import derived_dues
from samverkan.store.models import Due, Party
from samverkan.store.needs import NEEDS
from samverkan.store.swedish_order import swedish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samverkan.store.models import Organisation
    from samverkan.store.view import View

_NO_DAY: Final = date(9999, 12, 31)
_ORDER: Final = {code: n for n, code in enumerate(NEEDS)}


def needed(organisation: Organisation, view: View, *, on: date, today: date) -> list[Due]:
    """What needs somebody on the day, first what is needed first; what has no day comes last."""
    if on >= today and view.known is None and view.papers is None:
        found: Iterable[Due] = _indexed(organisation, view).filter(first__lte=on, last__gte=on)
    else:
        found = derived_dues(organisation, view, on=on)
    return sorted(found, key=_order)


def coming(organisation: Organisation, view: View, *, on: date) -> list[Due]:
    """Everything with a day, from the day on, however far ahead: what a calendar shows."""
    found = _indexed(organisation, view).filter(day__isnull=False, day__gte=on - timedelta(days=1))
    return sorted(found, key=_order)


def next_day(organisation: Organisation, view: View, *, on: date) -> Due | None:
    """The next thing that is to need somebody, where nothing does."""
    return _indexed(organisation, view).filter(first__gt=on).order_by("first", "day", "id").first()


def _indexed(organisation: Organisation, view: View) -> QuerySet[Due]:
    mine = Party.objects.filter(organisation=organisation).values("agreement")
    return Due.objects.filter(agreement__in=mine, scope=view.scope)


def _order(due: Due) -> tuple[date, int, str, str]:
    title = str(due.values.get("title", ""))
    return due.day or _NO_DAY, _ORDER.get(due.code, len(_ORDER)), swedish(title), due.party
