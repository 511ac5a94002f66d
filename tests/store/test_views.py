"""The ledger asked as seen by somebody, by a day: what is own, what is joint, what was recorded and had arrived by then."""

from datetime import UTC, date, datetime

import pytest
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import Acting
from samverkan.actions.documents import publish, share
from samverkan.store.models import Agreement
from samverkan.store.standings import standings
from samverkan.store.view import JOINT, PUBLIC, View

ON = date(2020, 6, 1)
OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"


def standing_in(agreement: Agreement, view: View, on: date = ON) -> str | None:
    order, found = standings(agreement.cooperation_id, view, on=on, party=None)
    return found.agreements[order.index(agreement.pk)].standing if agreement.pk in order else None


@pytest.fixture
def region() -> Acting:
    office(MUNICIPALITY)
    return office(REGION, at=datetime(2026, 1, 10, 9, tzinfo=UTC))


@pytest.fixture
def municipality(region: Acting) -> Acting:
    return office(MUNICIPALITY, at=datetime(2026, 1, 20, 9, tzinfo=UTC))


def test_what_is_not_joint_is_seen_by_its_own_organisation_alone(region: Acting, municipality: Acting) -> None:
    _, agreement = confirm(region, OURS, arrived=date(2019, 10, 30))
    assert standing_in(agreement, View(REGION)) == "awaiting"
    for other in (MUNICIPALITY, JOINT, PUBLIC):
        assert standing_in(agreement, View(other)) is None


def test_each_sees_its_own_file_and_what_is_joint(region: Acting, municipality: Acting) -> None:
    document, agreement = confirm(region, OURS, arrived=date(2019, 10, 30), justered=date(2019, 10, 30))
    _, same = confirm(municipality, THEIRS, arrived=date(2019, 11, 20), agreement=agreement)
    assert same == agreement
    assert standing_in(agreement, View(MUNICIPALITY)) == "in_force"
    assert standing_in(agreement, View(REGION)) == "awaiting"
    assert standing_in(agreement, View(JOINT)) == "awaiting"
    theirs = agreement.entries.exclude(document=document).get().document
    share(municipality, document=theirs, ground="justering")
    assert standing_in(agreement, View(REGION)) == "in_force"
    assert standing_in(agreement, View(JOINT)) == "in_force"
    assert standing_in(agreement, View(PUBLIC)) is None


def test_public_is_what_is_published_until_it_is_withdrawn(region: Acting) -> None:
    document, agreement = confirm(region, OURS, arrived=date(2019, 10, 30))
    publish(region, document=document)
    assert standing_in(agreement, View(PUBLIC)) == "awaiting"
    publish(region, document=document, withdrawn=True)
    assert standing_in(agreement, View(PUBLIC)) is None


def test_known_goes_by_the_day_of_recording_and_papers_by_the_day_of_arrival(
    region: Acting, municipality: Acting
) -> None:
    _, agreement = confirm(region, OURS, arrived=date(2019, 10, 30))
    second = Acting(region.person, region.organisation, region.roles, datetime(2026, 1, 15, 22, 59, tzinfo=UTC))
    confirm(second, THEIRS, arrived=date(2019, 11, 20), agreement=agreement)
    assert standing_in(agreement, View(REGION)) == "in_force"
    assert standing_in(agreement, View(REGION, known=date(2026, 1, 9))) is None
    assert standing_in(agreement, View(REGION, known=date(2026, 1, 14))) == "awaiting"
    assert standing_in(agreement, View(REGION, known=date(2026, 1, 15))) == "in_force"  # 23:59 in Sweden
    assert standing_in(agreement, View(REGION, papers=date(2019, 11, 19))) == "awaiting"
    assert standing_in(agreement, View(REGION, papers=date(2019, 11, 20))) == "in_force"
    assert standing_in(agreement, View(REGION, known=date(2026, 1, 14), papers=date(2019, 11, 20))) == "awaiting"


def test_what_is_shared_reaches_the_other_when_it_is_shared(region: Acting, municipality: Acting) -> None:
    document, agreement = confirm(region, OURS, arrived=date(2019, 10, 30))
    later = Acting(region.person, region.organisation, region.roles, datetime(2026, 2, 1, 9, tzinfo=UTC))
    share(later, document=document, ground="justering")
    assert standing_in(agreement, View(MUNICIPALITY)) == "awaiting"
    assert standing_in(agreement, View(MUNICIPALITY, known=date(2026, 1, 31))) is None
    assert standing_in(agreement, View(MUNICIPALITY, papers=date(2026, 1, 31))) is None
    assert standing_in(agreement, View(MUNICIPALITY, papers=date(2026, 2, 1))) == "awaiting"
    assert standing_in(agreement, View(REGION, papers=date(2019, 10, 30))) == "awaiting"


def test_midnight_is_swedish() -> None:
    assert View(JOINT, known=date(2026, 1, 15)).until == datetime(2026, 1, 15, 23, tzinfo=UTC)
    assert View(JOINT, known=date(2026, 7, 15)).until == datetime(2026, 7, 15, 22, tzinfo=UTC)
