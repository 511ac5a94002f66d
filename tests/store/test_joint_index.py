"""The joint view of a cooperation whose agreements have different parties: what is laid up tells nobody what another agreement adds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.store.test_who_sees import DAY, without_the_municipality

from samverkan.actions.register import register_matter
from samverkan.store.assignments import assignments_shown
from samverkan.store.deriving import derived_rows
from samverkan.store.indexing import index, rebuild
from samverkan.store.models import Agreement, AgreementMatter, Organisation, StandingSpan
from samverkan.store.standings import answered
from samverkan.store.view import JOINT, PUBLIC, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.standing.values import Standing

GIVEN = "vastana/2023-05-16-halso-och-sjukvardsnamnden-88.txt"
REPORTED = "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt"
TODAY = date(2026, 2, 1)


@pytest.fixture
def given() -> Agreement:
    """An agreement whose minutes give an assignment, reported on in one that the municipality is no party to; all joint."""
    region = office(REGION)
    office(MUNICIPALITY)
    _, first = confirm(region, GIVEN, arrived=DAY, justered=DAY)
    confirm(region, REPORTED, arrived=DAY, justered=DAY, agreement=without_the_municipality(first))
    list(rebuild(today=TODAY))
    return first


def laid(agreement: Agreement, scope: str) -> list[str]:
    (span,) = StandingSpan.objects.filter(agreement=agreement, scope=scope, first__lte=TODAY, last__gte=TODAY)
    return [status for _, status in span.assigned]


def statuses(told: Iterable[Standing]) -> list[str]:
    return [one.status for standing in told for one in standing.assignments]


def test_what_another_agreement_adds_is_told_to_its_own_parties_alone(given: Agreement) -> None:
    assert laid(given, REGION) == ["fulfilled"]
    assert laid(given, MUNICIPALITY) == laid(given, JOINT) == ["given"]


@pytest.mark.parametrize("whose", [MUNICIPALITY, REGION])
def test_the_list_the_page_and_the_assignments_say_the_same_of_what_is_joint(given: Agreement, whose: str) -> None:
    mine = Organisation.objects.get(pk=whose)
    view = View(JOINT)
    (row,) = [one for one in derived_rows(mine, view, on=TODAY) if one.agreement_id == given.pk]
    assert [status for _, status in row.assigned] == ["given"]
    page = answered(given.cooperation_id, view, on=TODAY, party=mine)
    assert statuses([page.standings.agreements[page.order.index(given.pk)]]) == ["given"]
    for day in (TODAY, date(2026, 1, 1)):
        found = assignments_shown(mine, view, on=day, today=TODAY, agreement=given.pk)
        assert found is not None
        assert [one.state.status for one in found.rows] == ["given"]


def test_an_organisations_own_numbers_find_an_agreement_for_it_alone(given: Agreement) -> None:
    region = office(REGION)
    matter = register_matter(region, registry_number="LD 99/12345", title="Samverkan", body=None, opened=None, link="")
    AgreementMatter.objects.create(agreement=given, matter=matter)
    index([given], today=TODAY)
    for scope, told in ((REGION, True), (MUNICIPALITY, False), (JOINT, False), (PUBLIC, False)):
        spans = StandingSpan.objects.filter(agreement=given, scope=scope)
        assert spans.filter(searched__contains="ld 99/12345").exists() is told
    for whose, told in ((REGION, True), (MUNICIPALITY, False)):
        mine = Organisation.objects.get(pk=whose)
        found = [one.searched for one in derived_rows(mine, View(whose), on=TODAY) if one.agreement_id == given.pk]
        assert ["ld 99/12345" in one for one in found] == [told]
        assert not any("ld 99/12345" in one.searched for one in derived_rows(mine, View(JOINT), on=TODAY))
