"""The list of matters: filtered, sorted in the order of the Swedish alphabet and cut into pages by the database itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverkan.actions.country import Size, make_country
from samverkan.store.models import Body, Matter, Organisation, Party, RegisterEntry
from samverkan.store.registering import rebuild_registers
from samverkan.store.registers import Matters, matters
from samverkan.store.swedish_order import swedish
from samverkan.store.view import JOINT, View

TODAY = date(2026, 11, 22)
TITLES = ("Ömsom", "zebra", "Ånger", "ärende", "Avtal", "östra", "épok", "Epos", "Über", "uhu", "Ære", "Øre", "")


@pytest.fixture
def region() -> Organisation:
    """The region that is party to most, with matters of its agreements and others that no paper tells of."""
    list(make_country(Size(6, 70, 500), seed=3, password="demo demo demo", today=TODAY))
    list(rebuild_registers())
    most, _ = Counter(Party.objects.values_list("organisation", flat=True)).most_common(1)[0]
    organisation = Organisation.objects.get(pk=most)
    board = Body.objects.create(organisation=organisation, name="Äldrenämnden", recorded=timezone.now())
    Matter.objects.bulk_create(
        Matter(
            organisation=organisation, registry_number=f"{title[:1] or 'X'}N 2026/{n}", title=title, body=board if n % 3 else None,
            opened=date(2020, 1, 1 + n) if n % 4 else None, recorded=timezone.now(),
        )
        for n, title in enumerate(TITLES)
    )  # fmt: skip
    return organisation


def listed(organisation: Organisation, scope: str = "", **wanted: object) -> Matters:
    return matters(organisation, View(scope or organisation.pk), TODAY, **wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["number", "title", "body"])
def test_they_stand_in_the_order_of_the_swedish_alphabet_whatever_the_database(
    region: Organisation, name: str
) -> None:  # fmt: skip
    rows = [one for one, _ in listed(region, sort=name, page=None).listed.rows]
    assert len(rows) == Matter.objects.filter(organisation=region).count() > 60
    said = [
        swedish({"number": one.registry_number, "title": one.title, "body": one.body.name if one.body else ""}[name])
        for one in rows
    ]
    assert said == sorted(said)
    back = [one for one, _ in listed(region, sort=f"-{name}", page=None).listed.rows]
    assert [one.pk for one in back[:1]] != [one.pk for one in rows[:1]]


@pytest.mark.parametrize("scope", ["", JOINT])
def test_the_latest_stand_first_by_the_entry_that_tells_how_far_each_has_come(
    region: Organisation, scope: str
) -> None:  # fmt: skip
    rows = listed(region, scope, page=None).listed.rows
    days = [(where.entry.day if where.entry is not None and where.entry.day else one.opened) for one, where in rows]
    assert [str(day or "") for day in days] == sorted((str(day or "") for day in days), reverse=True)
    assert len({where.code for _, where in rows}) > (2 if not scope else 0)


def test_each_page_is_of_the_whole_and_a_filter_narrows_it(region: Organisation) -> None:
    whole = listed(region, page=None)
    pages = [listed(region, page=n) for n in range(1, whole.listed.total // 50 + 2)]
    assert [row for page in pages for row in page.listed.rows] == whole.listed.rows
    assert {(page.listed.total, page.listed.pages) for page in pages} == {(whole.listed.total, len(pages))}
    assert listed(region, page=99).listed.page == len(pages)
    waiting = sum(where.code.startswith("where.p") for _, where in whole.listed.rows)
    assert {page.waiting for page in pages} == {waiting}
    assert [one.title for one, _ in listed(region, text="ÖSTRA äldre").listed.rows] == ["östra"]


def test_no_more_is_read_of_many_matters_than_of_few(region: Organisation) -> None:
    asked = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert len(listed(region).listed.rows) == 50
        asked.append(len(queries))
        Matter.objects.bulk_create(
            Matter(organisation=region, registry_number=f"Ny {turn} {n}", opened=TODAY, recorded=timezone.now())
            for n in range(300)
        )
    assert asked[0] == asked[1] <= 5
    assert all("LIMIT 50" in one["sql"] or "COUNT" in one["sql"] or "IN (" in one["sql"] for one in queries)


def test_the_migration_says_how_far_each_entry_brings_its_matter(region: Organisation) -> None:
    laid = list(RegisterEntry.objects.order_by("pk").values_list("pk", "step"))
    assert {step for _, step in laid} == {1, 2}
    RegisterEntry.objects.update(step=0)
    import_module("samverkan.store.migrations.0008_how_far_a_matter_has_come").fill(apps, None)
    assert list(RegisterEntry.objects.order_by("pk").values_list("pk", "step")) == laid
