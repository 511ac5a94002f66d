"""What an organisation is called on the day: a name to come is not used before its day, and an earlier day has the earlier name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, NAMES, office
from tests.web.test_agreement import agreement, registrar  # noqa: F401 - fixtures

from samverkan.actions.register import register_organisation
from samverkan.store.models import Document, Organisation

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)


def renamed(name: str, from_day: date) -> None:
    own = office(MUNICIPALITY)
    register_organisation(own, number=MUNICIPALITY, kind=NAMES[MUNICIPALITY][0], name=name, from_day=from_day)


def test_a_name_to_come_is_not_used_before_its_day() -> None:
    renamed("Lindmora stad", SINCE)
    renamed("Lindmora och Utby kommun", date.today() + timedelta(days=30))
    one = Organisation.objects.get(pk=MUNICIPALITY)
    assert one.name == "Lindmora stad"
    assert one.called(date(2023, 12, 31)) == "Lindmora kommun"
    assert one.called(date(1990, 1, 1)) == "Lindmora kommun"
    assert Organisation(number="2120000142").name == "2120000142"


def test_pages_use_the_name_of_the_day_asked_about(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    renamed("Lindmora stad", SINCE)
    theirs = Document.objects.get(organisation=MUNICIPALITY)
    for on, name in (("2023-12-31", "Lindmora kommun"), ("2024-01-01", "Lindmora stad")):
        for address in (
            f"/documents/{theirs.pk}",
            "/agreements",
            "/bodies",
            "/meetings",
            f"/agreements/{agreement.pk}/facts",
        ):
            page = html.fromstring(registrar.get(f"{address}?on={on}").content.decode()).xpath("//main")[0]
            assert name in page.text_content(), (address, on)
    known = registrar.get(f"/documents/{theirs.pk}?known=2199-01-01").content.decode()
    assert "Lindmora stad" in known
