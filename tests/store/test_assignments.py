"""The assignments of an organisation: chosen and ordered by the index as the facts themselves say, only the page derived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverkan.store import assignments as module
from samverkan.store.assignments import Assignments, assignments_shown
from samverkan.store.models import Agreement, Organisation, StandingSpan
from samverkan.store.view import JOINT, View

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

TODAY = date(2026, 11, 22)


def shown(organisation: Organisation, scope: str = "", on: date = TODAY, **wanted: object) -> Assignments:
    found = assignments_shown(organisation, View(scope or organisation.pk), on=on, today=TODAY, **wanted)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize("scope", ["", JOINT])
@pytest.mark.parametrize("on", [TODAY, TODAY + timedelta(days=400)])
def test_the_index_says_what_the_facts_say(region: Organisation, scope: str, on: date) -> None:
    indexed = shown(region, scope, on)
    assert indexed.total == len(indexed.rows) > (20 if not scope else 0)
    StandingSpan.objects.update(assigned=None)  # as an earlier version laid it up: then all are derived
    assert shown(region, scope, on) == indexed


def test_each_page_is_of_the_whole_and_a_status_narrows_it(region: Organisation) -> None:
    whole = shown(region)
    pages = [shown(region, start=n, count=7) for n in range(0, whole.total + 7, 7)]
    assert [row for page in pages for row in page.rows] == whole.rows
    assert {page.total for page in pages} == {whole.total}
    for status in ("given", "fulfilled", "orphan"):
        assert shown(region, status=status).rows == [row for row in whole.rows if row.state.status == status]
    one = whole.rows[3].agreement
    assert shown(region, agreement=one).rows == [row for row in whole.rows if row.agreement == one]


def test_only_the_agreements_of_the_page_are_derived(region: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[set[UUID]] = []
    real = module._derived

    def told(agreements: Iterable[UUID], view: View, on: date, party: str) -> object:
        derived.append(set(agreements))
        return real(derived[-1], view, on, party)

    monkeypatch.setattr(module, "_derived", told)
    page = shown(region, count=3)
    assert derived == [{row.agreement for row in page.rows}]
    assert len(derived[0]) <= 3


def test_it_asks_the_database_as_often_for_many_as_for_few(region: Organisation) -> None:
    with_some = [one for one in Organisation.objects.all() if shown(one).total]
    few = min(with_some, key=lambda one: shown(one).total)
    asked = []
    for organisation in (few, region):
        with CaptureQueriesContext(connection) as queries:
            shown(organisation, count=20)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_of_very_many_an_earlier_day_is_told_of_one_agreement_at_a_time(
    region: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = date(2024, 6, 1)
    whole = shown(region, on=on)
    monkeypatch.setattr(module, "AT_MOST", 10)
    assert assignments_shown(region, View(region.pk), on=on, today=TODAY) is None
    told = [row for one in Agreement.objects.all() for row in shown(region, on=on, agreement=one.pk).rows]
    assert sorted(told, key=str) == sorted(whole.rows, key=str)
    assert whole.total > 10
