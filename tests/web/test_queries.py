"""A page asks the database as often for an organisation with many agreements as for one with few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverkan.actions.country import Size, make_country
from samverkan.store.indexing import rebuild
from samverkan.store.models import Agreement, Organisation, Person
from samverkan.store.registering import rebuild_registers
from samverkan.store.wording import rebuild_search

pytestmark = pytest.mark.django_db

PAGES = (
    "/", "/agreements", "/agreements?text=avtal&sort=-ends", "/agreements/{agreement}", "/agreements/{agreement}/facts",
    "/search?text=samverkansavtal", "/assignments", "/matters", "/meetings", "/bodies", "/documents", "/review",
)  # fmt: skip


def few_and_many() -> tuple[Organisation, Organisation]:
    today = timezone.localdate()
    for _ in make_country(Size(20, 60, 600), seed=3, password="prova", today=today):
        pass
    for work in (rebuild(today=today), rebuild_registers(), rebuild_search()):
        for _ in work:
            pass
    by_count = Organisation.objects.annotate(count=Count("agreements")).filter(count__gt=1).order_by("count", "pk")
    few, many = by_count[0], by_count.reverse()[0]
    assert few.count * 4 < many.count  # type: ignore[attr-defined]  # annotated
    return few, many


def test_every_page_asks_as_often_for_many_as_for_few() -> None:
    asked: dict[str, list[int]] = {page: [] for page in PAGES}
    for organisation in few_and_many():
        client = Client()
        client.force_login(Person.objects.get(roles__organisation=organisation, roles__role="registrar"))
        agreement = Agreement.objects.filter(parties__organisation=organisation).order_by("pk")[0]
        for page in PAGES:
            address = page.format(agreement=agreement.pk)
            client.get(address)  # what is kept from one request to the next
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            assert answer.status_code == 200, address
            asked[page].append(len(queries))
    one = asked.pop("/agreements/{agreement}")
    assert max(one) <= 30, "each agreement has what it has: earlier and later ones, papers of both"
    assert {page: counts for page, counts in asked.items() if len(set(counts)) > 1} == {}
