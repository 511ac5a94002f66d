"""The agreements of an organisation as a list: a view, a day and a filter in; counts and one page of rows out.

Read from the index where it can answer: from today on, as all is known. An earlier day, or an earlier `known`, is
derived from the facts: of all its agreements, or where they are many and the answer is wanted soon, of those on the
page, which the index names.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q

from samverkan.store.deriving import derived_rows
from samverkan.store.folding import by_bytes
from samverkan.store.keeping import kept_until_written
from samverkan.store.listed import Listed
from samverkan.store.models import Fact, Organisation, OrganisationName, Party, StandingSpan
from samverkan.store.shown import agreements_shown, facts_shown
from samverkan.store.swedish_order import swedish
from samverkan.store.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import OrderBy, QuerySet

    from samverkan.store.models import Agreement

PAGE: Final = 50
SORTS: Final = {
    "title": "title_key", "parties": "parties_key", "standing": "standing", "begins": "begins", "ends": "ends",
}  # fmt: skip
_STANDS: Final = ("in_force", "agreed")
AT_MOST: Final = 400
"""Agreements of which an earlier day is derived whole; of more, only those on the page."""


class Filter(NamedTuple):
    """What of the list is wanted; "-title" sorts the other way round. `party`: an organisation's number.

    `from_` and `to`: agreements whose time reaches into these days, both in them; a time that is unknown may.
    """

    standing: str = ""
    text: str = ""
    party: str = ""
    sort: str = "title"
    page: int = 1
    from_: date | None = None
    to: date | None = None
    limit: int = PAGE

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.standing or self.text or self.party or self.from_ or self.to)


class Portfolio(NamedTuple):
    """How many agreements there are, by standing, and how many that stand end in the year asked about.

    `left`: how many the filter leaves; `rows`: one page of them. `whole` False: the day is an earlier one and the
    agreements too many to derive; then there are no counts, and the standing filters nothing.
    """

    total: int
    by_standing: Mapping[str, int]
    ending: int
    left: int
    rows: Sequence[StandingSpan]
    page: int
    pages: int
    whole: bool = True


class Other(NamedTuple):
    """A party of some agreement of the organisation's."""

    number: str
    name: str


def portfolio(
    organisation: Organisation, view: View, *, on: date, today: date, wanted: Filter, soon: bool = False
) -> Portfolio:
    """The list as the organisation sees it on the day. `soon`: rather not the whole than late."""
    if is_indexed(view, on, today):
        return _from_index(organisation, view, on, wanted)
    if soon and is_many(organisation, view, on=on, today=today):
        return _page_derived(organisation, view, on, today, wanted)
    rows = derived_rows(organisation, view, on=on)
    kept = _sorted(_kept(rows, wanted, view), wanted)
    pages, page = _pages(len(kept), wanted)
    ending = sum(row.standing in _STANDS and _ends_in_year(row, on) for row in rows)
    part = kept[(page - 1) * wanted.limit : page * wanted.limit]
    return Portfolio(len(rows), Counter(row.standing for row in rows), ending, len(kept), part, page, pages)


def every_row(
    organisation: Organisation, view: View, *, on: date, today: date, wanted: Filter
) -> Iterator[StandingSpan]:
    """All the rows that the filter leaves, in its order, for an export."""
    if is_indexed(view, on, today):
        rows = _filtered(spans_on(organisation, view, on), wanted, view).order_by(*_order(wanted))
        yield from rows.iterator(chunk_size=500)
        return
    yield from _sorted(_kept(derived_rows(organisation, view, on=on), wanted, view), wanted)


def others(organisation: Organisation, on: date, until: datetime | None = None) -> Sequence[Other]:
    """The other parties of the organisation's agreements by what they are called on the day, in the order of their names.

    `until`: of the parties and names that were recorded before then.
    """
    return _others(organisation.pk, on, until)


@kept_until_written(Party, OrganisationName, size=512)
def _others(organisation: str, on: date, until: datetime | None) -> Sequence[Other]:
    parties, named = Party.objects.all(), OrganisationName.objects.order_by("from_day", "pk")
    if until is not None:
        parties, named = parties.filter(recorded__lt=until), named.filter(recorded__lt=until)
    mine = parties.filter(organisation=organisation).values("agreement")
    numbers = parties.filter(agreement__in=mine).exclude(organisation=organisation).values("organisation")
    names: dict[str, str] = {}
    for number, name, from_day in named.filter(organisation__in=numbers).values_list(
        "organisation", "name", "from_day"
    ):
        if from_day <= on or number not in names:
            names[number] = name
    return tuple(sorted((Other(number, name) for number, name in names.items()), key=lambda one: swedish(one.name)))


def is_many(organisation: Organisation, view: View, *, on: date, today: date) -> bool:
    """Whether the day is an earlier one, and the agreements there were then too many to derive within a request."""
    if is_indexed(view, on, today):
        return False
    parties = Party.objects.filter(organisation=organisation)
    return (parties if view.until is None else parties.filter(recorded__lt=view.until)).count() > AT_MOST


def named_today(organisation: Organisation, view: View, *, today: date, page: int) -> Listed:
    """A page of the agreements' keys in the order of their titles of today, whatever day is asked about.

    Those that the view tells of and the index has nothing of today come last.
    """
    return _listed_today(
        organisation, view, today, Filter(page=page, limit=PAGE), _without_today(organisation, view, today)
    )


def as_opened(organisation: Organisation, view: View, *, on: date, wanted: Filter) -> Portfolio:
    """A page of the agreements of which the view shows something, as they stood, in the order in which they were opened.

    Neither the order nor which there are is changed by what is recorded later: asked again as known then, it is the same.
    """
    every = _told_of(organisation, view).order_by("recorded", "pk")
    total = every.count()
    pages, page = _pages(total, wanted)
    ids = list(every.values_list("pk", flat=True)[(page - 1) * wanted.limit : page * wanted.limit])
    derived = {row.agreement_id: row for row in derived_rows(organisation, view, on=on, agreements=ids)}
    rows = [derived.get(one) or StandingSpan(agreement_id=one, standing="") for one in ids]
    return Portfolio(total, {}, 0, total, rows, page, pages, whole=False)


def is_indexed(view: View, on: date, today: date) -> bool:
    """Whether the index can answer: from today on, as all is known."""
    return on >= today and _is_now(view)


def _from_index(organisation: Organisation, view: View, on: date, wanted: Filter) -> Portfolio:
    spans = spans_on(organisation, view, on)
    this_year = Q(standing__in=_STANDS, ends__range=(on, on.replace(month=12, day=31)))
    counted = spans.order_by().values("standing").annotate(count=Count("pk"), ending=Count("pk", filter=this_year))
    by_standing, ending = {}, 0
    for row in counted:
        by_standing[row["standing"]] = row["count"]
        ending += row["ending"]
    total = sum(by_standing.values())
    kept = _filtered(spans, wanted, view)
    left = kept.count() if wanted.narrows else total
    pages, page = _pages(left, wanted)
    rows = list(kept.order_by(*_order(wanted))[(page - 1) * wanted.limit : page * wanted.limit])
    return Portfolio(total, by_standing, ending, left, rows, page, pages)


def _page_derived(organisation: Organisation, view: View, on: date, today: date, wanted: Filter) -> Portfolio:
    """The page's agreements as they stood; which they are, and in what order, is as the index has it today."""
    wanted = wanted._replace(standing="", from_=None, to=None)
    gone = _without_today(organisation, view, today)
    kept = _kept(derived_rows(organisation, view, on=on, agreements=gone), wanted, view) if gone else []
    listed = _listed_today(organisation, view, today, wanted, [row.agreement_id for row in _sorted(kept, wanted)])
    derived: dict[UUID, StandingSpan] = {
        row.agreement_id: row for row in derived_rows(organisation, view, on=on, agreements=listed.rows)
    }
    rows = [derived[one] for one in listed.rows if one in derived]
    return Portfolio(listed.total, {}, 0, listed.total, rows, listed.page, listed.pages, whole=False)


def _listed_today(
    organisation: Organisation, view: View, today: date, wanted: Filter, last: Sequence[UUID]
) -> Listed:  # fmt: skip
    """A page of the keys of the agreements that the index has today and that were known of, and then of the last."""
    spans = _filtered(spans_on(organisation, View(view.scope), today), wanted, view)
    if not _is_now(view):
        spans = spans.filter(agreement__in=_begun(organisation, view).values("pk"))
    indexed = spans.count()
    total = indexed + len(last)
    pages, page = _pages(total, wanted)
    start, end = (page - 1) * wanted.limit, page * wanted.limit
    keys = list(spans.order_by(*_order(wanted)).values_list("agreement", flat=True)[start:end])
    return Listed([*keys, *last[max(0, start - indexed) : max(0, end - indexed)]], total, page, pages)


def _without_today(organisation: Organisation, view: View, today: date) -> list[UUID]:
    """The agreements of which an earlier view shows something, and the index has nothing today: all of it has been moved."""
    if _is_now(view):
        return []
    spans = spans_on(organisation, View(view.scope), today).filter(agreement=OuterRef("pk"))
    if not _begun(organisation, view).filter(~Exists(spans)).exists():  # quick, and mostly so
        return []
    gone = _told_of(organisation, view).filter(~Exists(spans)).order_by("recorded", "pk")
    return list(gone.values_list("pk", flat=True))


def _begun(organisation: Organisation, view: View) -> QuerySet[Agreement]:
    """The agreements of which anything had been recorded or had come by then, whoever was shown it: soon told of thousands."""
    facts = Fact.objects.filter(agreement=OuterRef("pk"))
    if view.until is not None:
        facts = facts.filter(recorded__lt=view.until)
    if view.papers is not None:
        facts = facts.filter(reached__lte=view.papers)
    return agreements_shown(organisation, view).filter(Exists(facts))


def _told_of(organisation: Organisation, view: View) -> QuerySet[Agreement]:
    """The agreements of which the view shows something."""
    shown = facts_shown(organisation, view).filter(agreement=OuterRef("pk"))
    return agreements_shown(organisation, view).filter(Exists(shown))


def _is_now(view: View) -> bool:
    return view.known is None and view.papers is None


def spans_on(organisation: Organisation, view: View, on: date) -> QuerySet[StandingSpan]:
    """How the organisation's agreements stand on a day from today on, as the index has it."""
    spans = StandingSpan.objects.filter(scope=view.scope, first__lte=on, last__gte=on)
    if view.scope == organisation.pk:
        return spans  # there are none of agreements that it is no party to
    return spans.filter(agreement__in=Party.objects.filter(organisation=organisation).values("agreement"))


def _filtered(spans: QuerySet[StandingSpan], wanted: Filter, view: View) -> QuerySet[StandingSpan]:
    if wanted.standing:
        spans = spans.filter(standing=wanted.standing)
    if wanted.party:
        spans = spans.filter(agreement__in=_with_party(wanted, view).values("agreement"))
    if wanted.from_ is not None:
        spans = spans.filter(Q(ends=None) | Q(ends__gte=wanted.from_))
    if wanted.to is not None:
        spans = spans.filter(Q(begins=None) | Q(begins__lte=wanted.to))
    for word in wanted.text.casefold().split():
        spans = spans.filter(searched__contains=word)
    return spans


def _with_party(wanted: Filter, view: View) -> QuerySet[Party]:
    """Which agreements the party was known to be in."""
    parties = Party.objects.filter(organisation=wanted.party)
    return parties if view.until is None else parties.filter(recorded__lt=view.until)


def _order(wanted: Filter) -> list[OrderBy]:
    column = SORTS.get(wanted.sort.removeprefix("-"), "title_key")
    last = True if column in ("begins", "ends") else None  # those without a day come last
    key: Any = F(column) if last else by_bytes(column)
    first = key.desc(nulls_last=last) if wanted.sort.startswith("-") else key.asc(nulls_last=last)
    return [first, *([] if column == "title_key" else [by_bytes("title_key").asc()]), F("agreement").asc()]


def _pages(left: int, wanted: Filter) -> tuple[int, int]:
    pages = max(1, -(-left // wanted.limit))
    return pages, min(wanted.page, pages)


def _kept(rows: Sequence[StandingSpan], wanted: Filter, view: View) -> list[StandingSpan]:
    """The rows, derived, that the filter leaves."""
    words = wanted.text.casefold().split()
    with_party = set(_with_party(wanted, view).values_list("agreement", flat=True)) if wanted.party else None
    return [
        row
        for row in rows
        if (not wanted.standing or row.standing == wanted.standing)
        and (with_party is None or row.agreement_id in with_party)
        and (wanted.from_ is None or row.ends is None or row.ends >= wanted.from_)
        and (wanted.to is None or row.begins is None or row.begins <= wanted.to)
        and all(word in row.searched for word in words)
    ]


def _sorted(rows: list[StandingSpan], wanted: Filter) -> list[StandingSpan]:
    column = SORTS.get(wanted.sort.removeprefix("-"), "title_key")
    rows = sorted(rows, key=lambda row: (row.title_key, row.agreement_id.hex))
    known = [row for row in rows if getattr(row, column) is not None]
    known.sort(key=lambda row: getattr(row, column), reverse=wanted.sort.startswith("-"))
    return [*known, *(row for row in rows if getattr(row, column) is None)]


def _ends_in_year(row: StandingSpan, on: date) -> bool:
    return row.ends is not None and on <= row.ends and row.ends.year == on.year
