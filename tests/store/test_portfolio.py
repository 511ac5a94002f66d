"""The portfolio: filtered, counted and sorted by the index as the facts themselves say, with as many questions for many as for few."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverkan.store import portfolio as module
from samverkan.store.deriving import derived_rows
from samverkan.store.indexing import rebuild
from samverkan.store.models import Agreement, Due, Organisation, Party, StandingSpan
from samverkan.store.needed import needed, needed_page
from samverkan.store.portfolio import Filter, as_opened, every_row, others, portfolio
from samverkan.store.swedish_order import swedish
from samverkan.store.view import JOINT, View

TODAY = date(2026, 11, 22)


def rows(organisation: Organisation, *, on: date = TODAY, scope: str = "", **wanted: object) -> list[StandingSpan]:
    view = View(scope or organisation.pk)
    return list(every_row(organisation, view, on=on, today=TODAY, wanted=Filter(**wanted)))  # type: ignore[arg-type]


@pytest.mark.parametrize("scope", ["", JOINT])
def test_the_index_says_what_the_facts_say(region: Organisation, scope: str) -> None:
    for on in (TODAY, TODAY + timedelta(days=60), date(2031, 1, 1)):
        derived = derived_rows(region, View(scope or region.pk), on=on)
        assert _said(rows(region, on=on, scope=scope)) == _said(derived)
        found = portfolio(region, View(scope or region.pk), on=on, today=TODAY, wanted=Filter())
        assert found.by_standing == Counter(row.standing for row in derived)
        assert found.total == len(derived) > 20


def test_how_many_end_this_year_counts_those_that_stand(region: Organisation) -> None:
    found = portfolio(region, View(region.pk), on=TODAY, today=TODAY, wanted=Filter())
    mine = [row for row in rows(region) if row.standing in ("in_force", "agreed")]
    assert found.ending == sum(row.ends is not None and TODAY <= row.ends <= date(2026, 12, 31) for row in mine) > 0


def test_each_filter_leaves_what_it_says_and_they_narrow_together(region: Organisation) -> None:
    every = rows(region)
    for code in {row.standing for row in every}:
        assert _said(rows(region, standing=code)) == _said([row for row in every if row.standing == code])
    other = others(region, TODAY)[0]
    theirs = set(Party.objects.filter(organisation=other.number).values_list("agreement", flat=True))
    assert _said(rows(region, party=other.number)) == _said([row for row in every if row.agreement_id in theirs])
    from_, to = date(2025, 1, 1), date(2025, 12, 31)
    within = rows(region, from_=from_, to=to)
    assert 0 < len(within) < len(every)
    assert all((row.ends is None or row.ends >= from_) and (row.begins is None or row.begins <= to) for row in within)
    word = every[0].title.split()[-1]
    assert every[0].agreement_id in {row.agreement_id for row in rows(region, text=word.upper())}
    assert rows(region, text="finns%inte_alls") == []
    both = rows(region, standing="ended", party=other.number)
    assert _said(both) == _said([r for r in rows(region, standing="ended") if r.agreement_id in theirs])


def test_a_registry_number_finds_its_agreement(region: Organisation) -> None:
    matter = region.matters.first()
    assert matter is not None
    number = matter.registry_number.casefold()
    assert [number in row.searched for row in rows(region, text=matter.registry_number)] == [True]
    before = rows(region, on=TODAY - timedelta(days=1), text=matter.registry_number)
    assert {number in row.searched for row in before} <= {True}


@pytest.mark.parametrize("column", ["title", "parties", "standing", "begins", "ends"])
def test_it_sorts_both_ways_with_what_is_unknown_last(region: Organisation, column: str) -> None:
    for sort in (column, f"-{column}"):
        for on in (TODAY, TODAY - timedelta(days=400)):
            values = [getattr(row, column) for row in rows(region, on=on, sort=sort)]
            known = [swedish(value) if isinstance(value, str) else value for value in values if value is not None]
            assert known == sorted(known, reverse=sort.startswith("-"))
            assert None not in values[: len(known)]


def test_swedish_letters_come_last_in_their_order() -> None:
    assert sorted(["Öby", "Zeta", "Åby", "Äby", "Ék", "Alm"], key=swedish) == ["Alm", "Ék", "Zeta", "Åby", "Äby", "Öby"]


def test_pages_follow_on_each_other_and_the_last_is_shown_for_any_beyond(region: Organisation) -> None:
    view, seen = View(region.pk), []
    first = portfolio(region, view, on=TODAY, today=TODAY, wanted=Filter())
    for page in range(1, first.pages + 1):
        seen += portfolio(region, view, on=TODAY, today=TODAY, wanted=Filter(page=page)).rows
    assert [row.pk for row in seen] == [row.pk for row in rows(region)]
    beyond = portfolio(region, view, on=TODAY, today=TODAY, wanted=Filter(page=999))
    assert beyond.page == first.pages > 1


def test_an_earlier_day_is_derived_from_the_facts(region: Organisation) -> None:
    on = date(2019, 6, 1)
    found = portfolio(region, View(region.pk), on=on, today=TODAY, wanted=Filter(standing="in_force"))
    assert found.whole
    assert found.left == found.by_standing["in_force"] > 0
    unknown = portfolio(region, View(region.pk, known=date(1998, 1, 1)), on=on, today=TODAY, wanted=Filter())
    assert unknown.total == 0


def test_of_very_many_an_earlier_day_is_derived_for_the_page(
    region: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_MOST", 10)
    on = date(2024, 6, 1)
    whole = {row.agreement_id: row.standing for row in derived_rows(region, View(region.pk), on=on)}
    found = portfolio(region, View(region.pk), on=on, today=TODAY, wanted=Filter(), soon=True)
    assert not found.whole
    assert found.by_standing == {}
    assert 0 < len(found.rows) <= module.PAGE
    assert all(row.standing == whole[row.agreement_id] for row in found.rows)


def test_of_very_many_a_list_for_systems_is_in_the_order_of_opening_and_stays_so(region: Organisation) -> None:
    on = date(2024, 6, 1)
    for view in (View(region.pk), View(JOINT), View(region.pk, known=TODAY - timedelta(days=900))):
        whole = {row.agreement_id: row.standing for row in derived_rows(region, view, on=on)}
        pages = [as_opened(region, view, on=on, wanted=Filter(page=n, limit=7)) for n in (1, 2, 3)]
        every = as_opened(region, view, on=on, wanted=Filter(limit=1000))
        assert {row.agreement_id: row.standing for row in every.rows if row.standing} == whole
        assert every.total == len(every.rows)
        keys = [row.agreement_id for row in every.rows]
        assert [row.agreement_id for page in pages for row in page.rows] == keys[:21]
        opened = Agreement.objects.filter(pk__in=keys).order_by("recorded", "pk")
        assert keys == list(opened.values_list("pk", flat=True))


def test_of_very_many_what_needed_somebody_is_told_of_a_page_of_agreements(
    region: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    on, view = date(2024, 6, 1), View(region.pk)
    whole = needed_page(region, view, on=on, today=TODAY, page=1)
    assert whole.only is None
    assert whole.total > 10
    monkeypatch.setattr(module, "AT_MOST", 10)
    monkeypatch.setattr(module, "PAGE", 20)
    monkeypatch.setattr("samverkan.store.needed.AGREEMENTS", 20)
    agreements = len(derived_rows(region, view, on=TODAY))
    told, n, last = [], 1, 0
    while last < agreements:
        page = needed_page(region, view, on=on, today=TODAY, page=n)
        assert page.only == (last + 1, min(last + 20, agreements), agreements)
        assert len({one.agreement_id for one in page.things}) <= 20
        told += [(one.agreement_id, one.code, one.day, one.party) for one in page.things]
        n, last = n + 1, page.only.last
    assert page.pages == n - 1
    every = needed(region, view, on=on, today=TODAY)
    assert sorted(told, key=str) == sorted(((one.agreement_id, one.code, one.day, one.party) for one in every), key=str)
    assert needed_page(region, view, on=TODAY, today=TODAY, page=1).only is None


@pytest.mark.parametrize("wanted", [Filter(), Filter(standing="ended", text="avtal", party="2321980002")])
@pytest.mark.parametrize("on", [TODAY, date(2022, 1, 1)])
def test_it_asks_the_database_as_often_for_many_as_for_few(region: Organisation, wanted: Filter, on: date) -> None:
    few = min(Organisation.objects.all(), key=lambda one: one.agreements.count() or 10**6)
    counts = []
    for organisation in (few, region):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = portfolio(organisation, View(organisation.pk), on=on, today=TODAY, wanted=wanted)
            others(organisation, on)
        counts.append(len(asked))
        assert found.total
    assert counts[0] == counts[1] <= 13


def test_rebuilding_makes_the_same_again_and_indexing_one_changes_nothing_else(region: Organisation) -> None:
    def held() -> list[tuple[object, ...]]:
        spans = StandingSpan.objects.order_by("agreement", "scope", "first").values_list(
            "agreement", "scope", "first", "last", "standing"
        )
        dues = Due.objects.order_by("agreement", "scope", "code", "party", "first", "day", "last").values_list(
            "agreement", "scope", "code", "party", "first", "day", "last"
        )
        return [*spans, *dues]

    before = held()
    StandingSpan.objects.all().delete()
    assert list(rebuild(today=TODAY))[-1] == 70
    assert held() == before


def _said(rows: list[StandingSpan]) -> list[tuple[object, ...]]:
    return sorted(
        (str(row.agreement_id), row.standing, row.title, row.parties, str(row.begins), str(row.ends)) for row in rows
    )
