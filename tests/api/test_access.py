"""Each resource as seen by two organisations: one's own and what is joint, never another's; what is another's is 404."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.system import OURS, Case, System, case
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import share
from samverkan.actions.register import register_organisation
from samverkan.actions.roles import Scope

LISTS = (
    "organisations",
    "bodies",
    "matters",
    "documents",
    "items",
    "decisions",
    "agreements",
    "assignments",
    "conditions",
)


@pytest.fixture
def known() -> Case:
    return case()


@pytest.fixture
def region(known: Case) -> System:
    return System(REGION)


@pytest.fixture
def municipality(known: Case) -> System:
    return System(MUNICIPALITY)


def ids(system: System, address: str) -> set[str]:
    return {one.get("id") or one.get("number") for one in system.json(address)["items"]}


def test_documents_are_ones_own_and_what_is_joint(known: Case, region: System, municipality: System) -> None:
    assert ids(region, "documents") == {str(known.joint.pk)}
    assert ids(municipality, "documents") == {str(known.joint.pk), str(known.kept.pk), str(known.draft.pk)}
    for hidden in (known.kept, known.draft):
        for address in (f"documents/{hidden.pk}", f"documents/{hidden.pk}/text"):
            assert region.get(address).status_code == 404
            assert municipality.get(address).status_code == 200
    assert region.json(f"documents/{known.joint.pk}/text")["text"].startswith("REGION VÄSTANA")


def test_what_secrecy_may_need_is_told_of_ones_own_documents_alone(known: Case, municipality: System) -> None:
    theirs = municipality.json(f"documents/{known.joint.pk}")
    assert (theirs["state"], theirs["file_name"], theirs["joint"]) == (None, None, True)
    own = municipality.json(f"documents/{known.draft.pk}")
    assert (own["state"], own["file_name"], own["joint"]) == ("waiting", "utkast.txt", False)


def test_items_and_decisions_follow_their_documents(known: Case, region: System, municipality: System) -> None:
    for address in ("items", "decisions"):
        assert {one["document"] for one in region.json(address)["items"]} == {str(known.joint.pk)}
        everything = municipality.json(address)["items"]
        assert {one["document"] for one in everything} == {str(known.joint.pk), str(known.kept.pk)}
        for one in everything:
            found = region.get(f"{address}/{one['id']}").status_code
            assert found == (200 if one["document"] == str(known.joint.pk) else 404)


def test_a_decision_is_said_with_its_party_and_the_words_it_rests_on(known: Case, region: System) -> None:
    one = region.json("decisions")["items"][0]
    assert (one["party"], one["section"], one["date"], one["act"]) == (
        "Region Västana", "112", "2019-10-23", "approve",
    )  # fmt: skip
    start, end = one["citations"][0]["span"]
    source = one["citations"][0]["source"].removeprefix("/api/v1/")
    assert region.json(f"{source}/text")["text"][start:end] == one["text"]


def test_the_standing_is_as_each_sees_it(known: Case, region: System, municipality: System) -> None:
    address = f"agreements/{known.agreement.pk}/standing?on=2020-06-01"
    assert region.json(address)["standing"] == "awaiting"
    assert municipality.json(address)["standing"] == "in_force"
    share(office(MUNICIPALITY), document=known.kept, ground="justering")
    assert region.json(address)["standing"] == "in_force"
    assert municipality.json(f"agreements/{known.agreement.pk}?on=2020-06-01")["standing"] == "in_force"


def test_matters_are_ones_own(known: Case, region: System, municipality: System) -> None:
    assert {one["organisation"] for one in region.json("matters")["items"]} == {REGION}
    for one in municipality.json("matters")["items"]:
        assert region.get(f"matters/{one['id']}").status_code == 404


def test_organisations_are_those_one_has_agreements_with(region: System) -> None:
    stranger = "2321000131"
    acting = office(REGION)
    register_organisation(acting, number=stranger, kind="region", name="En annan", from_day=date(2000, 1, 1))
    assert ids(region, "organisations") == {REGION, MUNICIPALITY}
    assert region.get(f"organisations/{stranger}").status_code == 404
    assert {one["organisation"] for one in region.json("bodies")["items"]} == {REGION, MUNICIPALITY}


def test_an_agreement_of_others_is_not_there(region: System) -> None:
    for address in ("", "/standing"):
        assert region.get(f"agreements/6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6{address}").status_code == 404


def test_a_token_for_what_is_joint_shows_no_more(known: Case) -> None:
    joint = System(MUNICIPALITY, Scope.READ_JOINT)
    assert ids(joint, "documents") == {str(known.joint.pk)}
    assert joint.json(f"documents/{known.joint.pk}")["state"] is None
    assert joint.json(f"agreements/{known.agreement.pk}/standing?on=2020-06-01")["standing"] == "awaiting"
    assert joint.get("matters").status_code == 403


def test_an_earlier_day_gives_the_answer_of_then() -> None:
    early, late = (datetime(2026, 1, day, 9, tzinfo=UTC) for day in (10, 20))
    office(MUNICIPALITY)
    _, agreement = confirm(office(REGION, at=early), OURS, arrived=date(2019, 10, 30), justered=date(2019, 10, 30))
    confirm(
        office(MUNICIPALITY, at=late), "vastana/2019-11-13-socialnamnden-97.txt", arrived=date(2019, 11, 20),
        agreement=agreement, justered=date(2019, 11, 20),
    )  # fmt: skip
    region = System(REGION)
    for address, before, after in (
        ("documents?known={}", 1, 2), ("items?known={}", 1, 2), ("decisions?known={}", 1, 2),
        ("documents?papers={}", 1, 2), ("items?papers={}", 1, 2), ("decisions?papers={}", 1, 2),
    ):  # fmt: skip
        assert region.json(address.format("2026-01-15"))["total"] == before, address
        assert region.json(address.format("2026-01-25"))["total"] == after, address
    standing = f"agreements/{agreement.pk}/standing?on=2020-06-01&known="
    assert region.json(standing + "2026-01-15")["standing"] == "awaiting"
    assert region.json(standing + "2026-01-25")["standing"] == "in_force"
    assert region.json("documents?known=2026-01-01")["items"] == []
    assert region.json("agreements?on=2020-06-01&known=2026-01-15")["items"][0]["standing"] == "awaiting"


@pytest.mark.parametrize("day", ["0001-01-01", "1752-02-30", "1900-02-28", "9998-12-31", "9999-12-31"])
def test_the_first_and_the_last_day_there_are_can_be_asked_about(known: Case, region: System, day: str) -> None:
    wanted = 400 if day == "1752-02-30" else 200
    for address in (*LISTS, "search", f"agreements/{known.agreement.pk}/standing"):
        for name in ("known", "papers", *(("on",) if address.startswith("a") else ())):
            status = region.get(f"{address}?{name}={day}").status_code
            assert status in (wanted, 404 if address.endswith("standing") and wanted == 200 else wanted), (
                address,
                name,
            )


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_page(known: Case, region: System) -> None:
    def questions(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            region.json(address)
        return len(asked)

    before = {address: questions(address) for address in LISTS}
    acting = office(REGION)
    for file in ("vastana/2019-11-13-socialnamnden-97.txt", "vastana/2022-05-31-halso-och-sjukvardsnamnden-74.txt"):
        confirm(acting, file, arrived=date(2022, 10, 1))
    grown = {address: region.json(address)["total"] for address in LISTS}
    assert grown["documents"] == 3
    assert {address: questions(address) for address in LISTS} == before


def test_paging_is_whole_and_in_order(known: Case, region: System) -> None:
    acting = office(REGION)
    from samverkan.actions.register import register_matter

    for n in range(25):
        register_matter(acting, registry_number=f"HSN 2026-{n:05}")
    pages = [region.json(f"matters?limit=10&page={n}") for n in (1, 2, 3)]
    numbers = [one["registry_number"] for page in pages for one in page["items"]]
    assert len(numbers) == len(set(numbers)) == pages[0]["total"] == 27
    assert pages[0]["links"]["prev"] is None
    assert pages[1]["links"]["next"] == "/api/v1/matters?limit=10&page=3"
    assert pages[2]["links"]["next"] is None
    link = region.get("matters?limit=10&page=2")["Link"]
    assert '</api/v1/matters?limit=10&page=3>; rel="next"' in link
    assert region.json("matters?limit=10&page=9")["items"] == []
