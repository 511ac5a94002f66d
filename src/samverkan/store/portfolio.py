"""The agreements of an organisation as a list: a view, a day and a filter in; counts and one page of rows out.

Read from the index where it can answer: from today on, as all is known. An earlier day, or an earlier `known`, is
derived from the facts.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.store.indexing import derived_rows
from samverkan.store.models import Party, StandingSpan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from samverkan.store.models import Organisation
    from samverkan.store.view import View

PAGE: Final = 50
SORTS: Final = {"title": "title", "parties": "parties", "standing": "standing", "begins": "begins", "ends": "ends"}


class Filter(NamedTuple):
    """What of the list is wanted; "-title" sorts the other way round."""

    standing: str = ""
    text: str = ""
    party: str = ""
    sort: str = "title"
    page: int = 1
    limit: int = PAGE


class Portfolio(NamedTuple):
    """How many agreements there are, by standing; how many the filter leaves; one page of them."""

    total: int
    by_standing: Mapping[str, int]
    left: int
    rows: Sequence[StandingSpan]
    page: int
    pages: int


def portfolio(organisation: Organisation, view: View, *, on: date, today: date, wanted: Filter) -> Portfolio:
    """The list as the organisation sees it on the day."""
    if on >= today and view.known is None and view.papers is None:
        rows = list(_indexed(organisation, view, on))
    else:
        rows = derived_rows(organisation, view, on=on)
    by_standing = Counter(row.standing for row in rows)
    kept = [row for row in rows if _wanted(row, wanted)]
    column = SORTS.get(wanted.sort.removeprefix("-"), "title")
    kept.sort(key=lambda row: _key(getattr(row, column), row), reverse=wanted.sort.startswith("-"))
    pages = max(1, -(-len(kept) // wanted.limit))
    page = min(wanted.page, pages)
    shown = kept[(page - 1) * wanted.limit : page * wanted.limit]
    return Portfolio(len(rows), by_standing, len(kept), shown, page, pages)


def _indexed(organisation: Organisation, view: View, on: date) -> QuerySet[StandingSpan]:
    mine = Party.objects.filter(organisation=organisation).values("agreement")
    return StandingSpan.objects.filter(agreement__in=mine, scope=view.scope, first__lte=on, last__gte=on)


def _wanted(row: StandingSpan, wanted: Filter) -> bool:
    return (
        (not wanted.standing or row.standing == wanted.standing)
        and (not wanted.party or wanted.party in row.parties)
        and all(word in row.searched for word in wanted.text.casefold().split())
    )


def _key(value: object, row: StandingSpan) -> tuple[bool, object, str, str]:
    """Unknown last; text in the order of the Swedish alphabet; agreements of one title always in the same order."""
    return value is None, swedish(value) if isinstance(value, str) else value, swedish(row.title), str(row.agreement_id)


def swedish(text: str) -> str:
    """A key that sorts å, ä and ö last, whatever the database or the machine would do."""
    return text.casefold().translate(_ORDER)


_ORDER: Final = str.maketrans(
    {"å": "\U000e0001", "ä": "\U000e0002", "æ": "\U000e0002", "ö": "\U000e0003", "ø": "\U000e0003"}
)
