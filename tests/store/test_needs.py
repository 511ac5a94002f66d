"""What needs somebody, and by when: kept in the index, right also when days pass and after the index is made again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.forms.models import model_to_dict
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.store.own import workspace

from samverkan.store import needed
from samverkan.store.deriving import derived_dues
from samverkan.store.indexing import index, rebuild, refresh
from samverkan.store.models import Agreement, Due, StandingSpan
from samverkan.store.view import JOINT, View
from samverkan.words.needs import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REGIONS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
MUNICIPALITYS = "vastana/2019-11-13-socialnamnden-97.txt"


def half_decided() -> Agreement:
    """The region has decided in October 2019; the municipality's minutes are not on file."""
    office(MUNICIPALITY)
    _, agreement = confirm(office(REGION), REGIONS, arrived=date(2019, 10, 30))
    return agreement


def rows(model: type[Any]) -> list[dict[str, Any]]:
    found = [model_to_dict(one, exclude=["id"]) for one in model.objects.all()]
    return sorted(found, key=str)


def on(day: date, scope: str = REGION) -> dict[str, Due]:
    return {one.code: one for one in Due.objects.filter(scope=scope, first__lte=day, last__gte=day)}


def test_the_decision_that_is_missing_is_told_of_with_the_day_it_is_needed_by() -> None:
    agreement = half_decided()
    index([agreement], today=date(2019, 11, 1))
    due = on(date(2019, 11, 1))["missing_decision"]
    assert (due.party, due.day) == ("Lindmora kommun", date(2019, 12, 31))
    assert due.values["title"]


def test_when_the_other_has_decided_nothing_waits_for_a_decision() -> None:
    agreement = half_decided()
    theirs = office(MUNICIPALITY)
    confirm(theirs, MUNICIPALITYS, arrived=date(2019, 11, 20), agreement=agreement, justered=date(2019, 11, 15))
    index([agreement], today=date(2019, 11, 20))
    assert "missing_decision" not in on(date(2019, 11, 20))
    assert "missing_decision" in on(date(2019, 11, 20), MUNICIPALITY), "the region's minutes are not joint yet"


def test_a_time_that_runs_out_is_told_of_until_it_has() -> None:
    agreement = half_decided()
    theirs = office(MUNICIPALITY)
    confirm(theirs, MUNICIPALITYS, arrived=date(2019, 11, 15), agreement=agreement, justered=date(2019, 11, 15))
    index([agreement], today=date(2019, 11, 15))
    by = on(date(2019, 11, 15))["notice_by"].day
    assert by is not None
    assert date(2019, 11, 15) < by < date(2019, 11, 20)
    assert "notice_by" in on(by)
    assert "notice_by" not in on(by + timedelta(days=1))


def test_an_agreement_that_ends_is_told_of_half_a_year_before_and_not_when_it_has_ended() -> None:
    agreement = half_decided()
    confirm(
        office(MUNICIPALITY), MUNICIPALITYS, arrived=date(2019, 11, 20), agreement=agreement,
        justered=date(2019, 11, 15),
    )  # fmt: skip
    index([agreement], today=date(2020, 1, 7))
    last = date(2022, 12, 31)
    assert on(last)["ends"].day == last
    assert "ends" in on(last - timedelta(days=180))
    assert "ends" not in on(last - timedelta(days=181))
    assert "ends" not in on(last + timedelta(days=1))


def test_days_pass_and_the_rows_are_those_of_an_index_made_that_day() -> None:
    agreement = half_decided()
    index([agreement], today=date(2019, 11, 1))
    for today in (date(2019, 12, 31), date(2020, 1, 1), date(2023, 1, 1)):
        refresh(today=today)
        kept = {code: (one.day, one.party) for code, one in on(today).items()}
        spans = [(one.scope, one.standing) for one in StandingSpan.objects.filter(first__lte=today, last__gte=today)]
        list(rebuild(today=today))
        assert {code: (one.day, one.party) for code, one in on(today).items()} == kept
        assert sorted(spans) == sorted(
            (one.scope, one.standing) for one in StandingSpan.objects.filter(first__lte=today, last__gte=today)
        )
    assert set(on(date(2023, 1, 1))) >= {"period_passed"}
    assert refresh(today=date(2023, 1, 2)) == 0


def test_an_index_dropped_and_made_again_holds_the_same_rows() -> None:
    agreement = half_decided()
    today = date(2019, 11, 1)
    index([agreement], today=today)
    before = rows(StandingSpan), rows(Due)
    assert all(before)
    StandingSpan.objects.all().delete()
    Due.objects.all().delete()
    assert list(rebuild(today=today)) == [1]
    assert (rows(StandingSpan), rows(Due)) == before


def test_a_rebuild_that_is_stopped_can_be_run_again() -> None:
    agreement = half_decided()
    index([agreement], today=date(2019, 11, 1))
    before = rows(Due)
    begun = rebuild(today=date(2019, 11, 1))
    next(iter(begun))
    begun.close()  # type: ignore[attr-defined]
    list(rebuild(today=date(2019, 11, 1)))
    assert rows(Due) == before


def test_what_needed_somebody_is_derived_for_a_day_that_the_index_has_not() -> None:
    agreement = half_decided()
    organisation = office(REGION).organisation
    today = date(2019, 11, 1)
    index([agreement], today=today)

    def told(found: Iterable[Due]) -> set[tuple[str, str, date | None]]:
        return {(one.code, one.party, one.day) for one in found}

    assert told(derived_dues(organisation, View(REGION), on=today)) == told(on(today).values())
    assert derived_dues(organisation, View(JOINT), on=today) == []
    assert derived_dues(organisation, View(REGION, known=date(2019, 10, 1)), on=today) == []


_INDEXES = """
import time
from datetime import date
from samverkan.store.indexing import index, rebuild
from samverkan.store.models import Agreement
end = time.monotonic() + 3
while time.monotonic() < end:
    index(Agreement.objects.all(), today=date(2019, 11, 1))
    list(rebuild(today=date(2019, 11, 1)))
"""
_PAPER = f"""
from datetime import date
from tests.store.office import confirm, office
office({MUNICIPALITY!r})
confirm(office({REGION!r}), {REGIONS!r}, arrived=date(2019, 10, 30))
"""


def test_two_who_index_the_same_agreement_at_once_take_turns(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        own.python(_PAPER)
        for one in [own.start_python(_INDEXES) for _ in range(3)]:
            _, err = one.communicate(timeout=120)
            assert one.returncode == 0, err


_BY_MANY = """
from datetime import date
from django.forms.models import model_to_dict
from samverkan.store import indexing
from samverkan.store.models import Due, StandingSpan
def rows():
    found = [kind.objects.order_by("agreement", "scope", "first", "pk") for kind in (StandingSpan, Due)]
    return [[model_to_dict(one, exclude=["id"]) for one in these] for these in found]
list(indexing.rebuild(today=date(2019, 11, 1)))
alone = rows()
StandingSpan.objects.all().delete()
Due.objects.all().delete()
indexing._MANY, indexing._BATCH = 1, 1
list(indexing.rebuild(today=date(2019, 11, 1)))
assert all(alone) and rows() == alone
"""


def test_several_processes_make_the_same_rows_as_one(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        own.python(_PAPER)
        own.python(_BY_MANY)


_MEANWHILE = f"""
from datetime import date
from tests.store.office import confirm, office
from samverkan.store import indexing
from samverkan.store.models import Agreement, StandingSpan
laid = indexing._laid
def slowly(ids, today):
    found = laid(ids, today)
    indexing._laid = laid
    theirs = office({MUNICIPALITY!r})  # they record a decision while the rows wait to be written
    confirm(theirs, {MUNICIPALITYS!r}, arrived=date(2019, 12, 20), agreement=Agreement.objects.get(), justered=date(2019, 11, 15))
    return found
indexing._laid = slowly
list(indexing.rebuild(today=date(2020, 2, 1)))
written = list(StandingSpan.objects.order_by("scope", "first").values_list("scope", "standing", "waiting"))
list(indexing.rebuild(today=date(2020, 2, 1)))
assert written == list(StandingSpan.objects.order_by("scope", "first").values_list("scope", "standing", "waiting"))
"""


def test_what_is_recorded_while_an_index_is_made_is_in_it(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        if "DATABASE_URL" in own.env:
            pytest.skip("on PostgreSQL the rows are made and written under one lock")
        own.python(_PAPER)
        own.python(_MEANWHILE)


def test_the_indexes_to_make_again_can_be_named(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        own.python(_PAPER)
        own.python("from samverkan.store.models import StandingSpan; StandingSpan.objects.all().delete()")
        own.samverkan("rebuild", "search", "registers")
        own.python("from samverkan.store.models import StandingSpan; assert not StandingSpan.objects.exists()")
        own.samverkan("rebuild", "standings")
        own.python("from samverkan.store.models import StandingSpan; assert StandingSpan.objects.exists()")
        own.samverkan("rebuild", "everything", code=2)


def test_a_page_of_what_is_needed_is_counted_and_ordered_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = half_decided()
    organisation = office(REGION).organisation
    today = date(2019, 11, 1)
    index([agreement], today=today)
    view = View(REGION)
    derived = sorted(derived_dues(organisation, view, on=today), key=lambda one: (one.place, one.party))
    monkeypatch.setattr(needed, "PAGE", 1)
    pages = [needed.needed_page(organisation, view, on=today, today=today, page=n + 1) for n in range(len(derived))]
    assert [(one.code, one.party, one.day) for page in pages for one in page.things] == [
        (one.code, one.party, one.day) for one in derived
    ]
    counts = {one.kind: one for one in counted(((one.code, one.agreement_id, one.day) for one in derived), today)}
    assert {one.kind: one for one in pages[0].counts} == counts
    assert pages[0].total == pages[0].pages == len(derived) > 1
