"""Who is told of an agreement and its papers, and since when: parties alone, from the day on that they are known to be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import publish, receive
from samverkan.actions.marking import CONFIRMED, mark
from samverkan.actions.reading import read_paper
from samverkan.actions.reviewing import Place, record
from samverkan.store import registers
from samverkan.store.models import Agreement, Cooperation, Organisation, Party, SearchReader
from samverkan.store.needed import next_day
from samverkan.store.receipts import receipt
from samverkan.store.search import search
from samverkan.store.standings import answered, standings
from samverkan.store.view import JOINT, PUBLIC, View
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
NEXT = "vastana/2023-05-16-halso-och-sjukvardsnamnden-88.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"
DAY = date(2019, 10, 30)
ON = date(2026, 6, 1)
THEN = datetime(2026, 1, 10, 9, tzinfo=UTC)
JOINED = datetime(2026, 1, 20, 9, tzinfo=UTC)


def without_the_municipality(beside: Agreement | None = None) -> Agreement:
    """An agreement that the region has with others, in the same cooperation where one of it is given."""
    region = office(REGION).organisation
    of = Agreement.objects.create(cooperation=beside.cooperation if beside else Cooperation.objects.create())
    Party.objects.create(agreement=of, organisation=region, recorded=THEN)
    return of


def theirs_joined(agreement: Agreement, acting: Acting) -> None:
    """The region records one more paper of the agreement, by which the municipality is party to it."""
    office(MUNICIPALITY)
    draft = receive(acting, paper=read_paper((EXAMPLES / THEIRS).read_bytes(), "97.txt"), arrived=DAY).document.draft
    for item in draft.items:
        for n in range(len(item["facts"])):
            mark(acting, draft=draft, fact=f"{item['position']}.{n}", state=CONFIRMED)
    place = Place(agreement, None, [Organisation.objects.get(pk=MUNICIPALITY)])
    assert record(acting, draft=draft, places={item["position"]: place for item in draft.items}, why="bekräftat")


@pytest.mark.parametrize("scope", [MUNICIPALITY, JOINT])
def test_others_agreements_of_the_cooperation_are_not_told_of(scope: str) -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    _, first = confirm(region, OURS, arrived=DAY, justered=DAY)
    _, second = confirm(region, NEXT, arrived=DAY, justered=DAY, agreement=without_the_municipality(first))
    seen = answered(first.cooperation_id, View(scope), on=ON, party=municipality.organisation)
    assert seen.order == [first.pk]
    assert len(seen.standings.agreements) == 1
    assert set(seen.facts) == {first.pk}
    order, _ = standings(first.cooperation_id, View(REGION), on=ON, party=region.organisation)
    assert set(order) == {first.pk, second.pk}


def test_before_it_was_party_an_organisation_is_told_of_nothing() -> None:
    region, municipality = office(REGION, at=THEN), office(MUNICIPALITY)
    paper, agreement = confirm(region, OURS, arrived=DAY, justered=DAY, agreement=without_the_municipality())
    theirs_joined(agreement, office(REGION, at=JOINED))
    mine, before = municipality.organisation, View(MUNICIPALITY, known=date(2026, 1, 19))
    for view, told in ((before, False), (View(MUNICIPALITY, known=date(2026, 1, 20)), True)):
        order, _ = standings(agreement.cooperation_id, view, on=ON, party=mine)
        assert (order == [agreement.pk]) is told
        assert (receipt(mine, view, paper.pk, on=ON) is not None) is told
        assert ([one.pk for one in registers.co_parties(mine, view)] == [MUNICIPALITY, REGION]) is told


def test_a_paper_made_joint_is_not_shown_as_it_had_arrived_before() -> None:
    municipality = office(MUNICIPALITY)
    paper, _ = confirm(office(REGION, at=THEN), OURS, arrived=DAY, justered=DAY)
    for day, told in ((date(2026, 1, 9), False), (date(2026, 1, 10), True)):
        found = receipt(municipality.organisation, View(MUNICIPALITY, papers=day), paper.pk, on=ON)
        assert (found is not None) is told


def test_of_an_earlier_day_neither_titles_nor_days_to_come_are_those_of_today() -> None:
    region = office(REGION, at=THEN)
    paper, _ = confirm(region, OURS, arrived=DAY, justered=DAY)
    mine = region.organisation
    for view, told in ((View(REGION), True), (View(REGION, known=date(2026, 1, 10)), False)):
        found = receipt(mine, view, paper.pk, on=ON)
        assert found is not None
        assert bool(found.agreements[0].title) is told
        assert (next_day(mine, view, on=date(2026, 1, 9)) is not None) is told


def test_a_new_party_finds_what_was_joint_before_it_came() -> None:
    municipality = office(MUNICIPALITY)
    paper, agreement = confirm(
        office(REGION, at=THEN), OURS, arrived=DAY, justered=DAY, agreement=without_the_municipality()
    )
    assert search(municipality.organisation, View(MUNICIPALITY), "hälso-").total == 0
    theirs_joined(agreement, office(REGION, at=JOINED))
    kept = set(SearchReader.objects.values_list("text__document", "organisation", "since", "joint_since"))
    assert (paper.pk, MUNICIPALITY, JOINED, JOINED) in kept
    assert search(municipality.organisation, View(MUNICIPALITY), "hälso").total == 1
    list(rebuild_search())
    assert set(SearchReader.objects.values_list("text__document", "organisation", "since", "joint_since")) == kept


def test_what_is_public_is_told_of_all_agreements() -> None:
    region = office(REGION)
    paper, agreement = confirm(region, OURS, arrived=DAY)
    publish(region, document=paper)
    assert answered(agreement.cooperation_id, View(PUBLIC), on=ON, party=None).order == [agreement.pk]
