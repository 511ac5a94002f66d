"""The same question for an earlier day is answered as it was then, byte for byte, whatever is recorded after."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import pytest
from django.test import Client
from tests.api.system import OURS, THEIRS, System
from tests.store.office import EXAMPLES, MUNICIPALITY, NAMES, REGION, confirm, office

from samverkan.actions.acting import Acting
from samverkan.actions.documents import receive
from samverkan.actions.reading import read_paper
from samverkan.actions.register import (
    connect,
    end_body,
    join,
    register_body,
    register_matter,
    register_organisation,
)
from samverkan.actions.roles import Role, Scope
from samverkan.actions.stating import correct, state
from samverkan.actions.tokens import make_token
from samverkan.store.models import Body, Fact, Matter, Organisation

if TYPE_CHECKING:
    from samverkan.store.models import Agreement, Document

EARLY, LATE = datetime(2026, 1, 10, 9, tzinfo=UTC), datetime(2026, 1, 20, 9, tzinfo=UTC)
THEN = "known=2026-01-15&papers=2026-01-15"
WITH_A_DAY = ("organisations", "agreements", "assignments")
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
NEXT = "vastana/2022-05-31-halso-och-sjukvardsnamnden-74.txt"
LETTER = {"party": "Region Västana", "happened": "2021-12-01", "ends": "2022-12-31"}
"""Notice of termination, as a person tells of it."""


class Then(NamedTuple):
    """What was there on the earlier day."""

    agreement: Agreement
    document: Document
    waiting: Document
    body: Body
    matter: Matter
    termination: Fact


def _registered(at: datetime) -> None:
    for number, (kind, name) in NAMES.items():
        itself = Acting(None, Organisation(number=number, kind=kind), frozenset({Role.REGISTRAR}), at)
        register_organisation(itself, number=number, kind=kind, name=name, from_day=date(2000, 1, 1))


@pytest.fixture
def then() -> Then:
    """An agreement of the two with a paper from each, a paper that waits, a body, a matter, notice that a person told of."""
    _registered(EARLY)
    region, municipality = office(REGION, at=EARLY), office(MUNICIPALITY, at=EARLY)
    day = date(2019, 10, 30)
    document, agreement = confirm(region, OURS, arrived=day, justered=day)
    confirm(municipality, THEIRS, arrived=date(2019, 11, 20), agreement=agreement, justered=date(2019, 11, 20))
    waiting, _ = receive(region, paper=read_paper((EXAMPLES / NEXT).read_bytes(), NEXT), arrived=day)
    body = register_body(region, name="Nämnden", from_day=date(2001, 1, 1))
    matter = register_matter(region, registry_number="HSN 2018-7788", title="Egen titel")
    said = state(region, agreement=agreement, kind="Termination", value=LETTER, why="Brev till kommunen", reached=day)
    return Then(agreement, document, waiting, body, matter, said)


def _more_is_recorded(then: Then) -> None:
    """Something new of each kind."""
    region, municipality = office(REGION, at=LATE), office(MUNICIPALITY, at=LATE)
    for acting, name in ((region, "Region Nya Västana"), (municipality, "Lindmora stad")):
        number = acting.organisation.pk
        kind = acting.organisation.kind
        register_organisation(acting, number=number, kind=kind, name=name, from_day=date(2020, 1, 1))
    third = register_organisation(region, number="2120000142", kind="other", name="Utby", from_day=date(2000, 1, 1))
    join(region, then.agreement, [third])
    successor = register_body(region, name="Den nya nämnden", from_day=date(2020, 1, 1))
    end_body(region, body=then.body, last_day=date(2019, 12, 31), successor=successor)
    connect(region, then.agreement, then.matter)
    register_matter(region, registry_number="HSN 2")
    confirm(region, NEXT, arrived=date(2022, 6, 1), agreement=then.agreement, justered=date(2022, 6, 1))
    paper = read_paper("§ 1 Ett utkast\nNämnden beslutar att avslå.\n".encode(), "utkast.txt")
    receive(region, paper=paper, arrived=date(2025, 1, 1))
    correct(region, fact=then.termination, value={**LETTER, "ends": "2021-12-31"}, why="Det stod 2021")


def _addresses(system: System) -> list[str]:
    """Every list, and each thing in it, as it was on the earlier day."""
    found = []
    for name in LISTS:
        days = f"{THEN}&on=2021-06-01" if name in WITH_A_DAY else THEN
        found.append(f"{name}?{days}")
        for one in system.json(f"{name}?{days}")["items"]:
            if name != "assignments":
                found.append(f"{name}/{one.get('id') or one['number']}?{days}")
    found += [f"search?q=n%C3%A4mnden&{THEN}"]
    for document in system.json(f"documents?{THEN}")["items"]:
        found.append(f"documents/{document['id']}/text?{THEN}")
    for agreement in system.json(f"agreements?{THEN}&on=2021-06-01")["items"]:
        found.append(f"agreements/{agreement['id']}/standing?{THEN}&on=2021-06-01")
    return found


def _bytes(system: System, address: str) -> tuple[int, bytes, str]:
    answer = system.get(address)
    etag = answer.get("ETag", "")
    assert etag == f'"{hashlib.sha256(answer.content).hexdigest()[:40]}"' or answer.status_code != 200
    return answer.status_code, answer.content, etag


@pytest.mark.parametrize(
    ("organisation", "scope"), [(REGION, Scope.READ), (MUNICIPALITY, Scope.READ), (REGION, Scope.READ_JOINT)]
)
def test_an_earlier_day_is_answered_as_then_byte_for_byte(then: Then, organisation: str, scope: Scope) -> None:
    system = System(organisation, scope)
    asked = [one for one in _addresses(System(organisation)) if scope is Scope.READ or not one.startswith("matters")]
    before = {address: _bytes(system, address) for address in asked}
    assert sum(status == 200 for status, _, _ in before.values()) >= 15
    _more_is_recorded(then)
    for address, told in before.items():
        assert _bytes(system, address) == told, address
        if told[0] == 200:
            assert system.get(address, **{"If-None-Match": told[2]}).status_code == 304, address


def test_an_earlier_day_of_very_many_agreements_is_answered_as_then_too(
    then: Then, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("portfolio", "assignments"):
        monkeypatch.setattr(f"samverkan.store.{module}.AT_MOST", -1)
    system, days = System(REGION), f"{THEN}&on=2021-06-01"
    one = system.json(f"agreements?{days}")
    assert one["total"] == len(one["items"]) == 1
    addresses = [f"agreements?{days}", f"assignments?{days}&agreement={then.agreement.pk}"]
    before = [_bytes(system, address) for address in addresses]
    _more_is_recorded(then)
    assert [_bytes(system, address) for address in addresses] == before
    for address, name in ((f"assignments?{days}", "agreement"), (f"agreements?{days}&standing=ended", "standing")):
        answer = system.get(address)
        assert answer.status_code == 400
        said = answer.json()
        assert said["code"] == "invalid_parameters"
        assert [told["property"] for told in said["invalid_parameters"]] == [name]
    assert system.json("assignments")["page"] == 1


def test_what_is_recorded_after_is_told_of_the_day_after(then: Then) -> None:
    _more_is_recorded(then)
    system, now = System(REGION), "known=2026-01-25"

    def told(address: str) -> tuple[Any, Any]:
        more = "&" if "?" in address else "?"
        return system.json(f"{address}{more}{THEN}"), system.json(f"{address}{more}{now}")

    one = told(f"organisations/{MUNICIPALITY}?on=2021-06-01")
    assert [said["name"] for said in one] == ["Lindmora kommun", "Lindmora stad"]
    assert [len(said["names"]) for said in one] == [1, 2]
    assert [said["total"] for said in told("organisations?on=2021-06-01")] == [2, 3]
    one = told(f"agreements/{then.agreement.pk}?on=2021-06-01")
    assert [[party["name"] for party in said["parties"]] for said in one] == [
        ["Lindmora kommun", "Region Västana"], ["Utby", "Lindmora stad", "Region Nya Västana"],
    ]  # fmt: skip
    ended = [{said["to"] for said in page["items"]} for page in told(f"bodies?organisation={REGION}")]
    assert ended == [{None}, {None, "2019-12-31"}]
    assert [len(page["items"][0]["agreements"]) for page in told("matters?registry_number=HSN++2018-7788")] == [0, 1]
    one = told(f"documents/{then.waiting.pk}")
    assert [(said["state"], said["joint"]) for said in one] == [("waiting", False), ("recorded", True)]
    for address in ("documents", "items", "decisions", "matters"):
        first, last = told(address)
        assert first["total"] < last["total"], address


def test_an_agreement_is_listed_from_when_one_is_known_to_be_its_party(then: Then) -> None:
    _more_is_recorded(then)
    administrator = Acting(None, Organisation.objects.get(pk="2120000142"), frozenset({Role.ADMINISTRATOR}))
    made = make_token(administrator, label="Utby", scopes=["read"], expires=administrator.today, once=uuid4())
    for known, total in (("2026-01-15", 0), ("2026-01-25", 1)):
        address = f"/api/v1/agreements?on=2021-06-01&known={known}"
        said = Client().get(address, headers={"Authorization": f"Bearer {made.secret}"}).json()
        assert said["total"] == total


def test_an_agreement_is_found_by_the_registry_numbers_it_had_then(then: Then) -> None:
    _more_is_recorded(then)
    totals = [
        System(REGION).json(f"agreements?text=2018-7788&on=2021-06-01&known={day}")["total"]
        for day in ("2026-01-15", "2026-01-25")
    ]
    assert totals == [0, 1]


def test_a_name_counts_from_its_day(then: Then) -> None:
    acting = office(REGION, at=LATE)
    register_organisation(acting, number=REGION, kind="region", name="Region Nord", from_day=date(2027, 1, 1))
    system = System(REGION)
    for on, name in (("1999-01-01", "Region Västana"), ("2026-12-31", "Region Västana"), ("2027-01-01", "Region Nord")):
        assert system.json(f"organisations/{REGION}?on={on}")["name"] == name


def test_a_decision_that_a_person_states_is_listed_with_the_reason(then: Then) -> None:
    system = System(REGION)
    said = system.json(f"decisions?agreement={then.agreement.pk}")["items"]
    (stated,) = [one for one in said if one["stated"] is not None]
    assert (stated["kind"], stated["act"], stated["date"], stated["party"]) == (
        "termination", "terminate", "2021-12-01", "Region Västana",
    )  # fmt: skip
    assert (stated["item"], stated["document"], stated["text"]) == (None, None, None)
    assert stated["stated"] == {"recorded": "2026-01-10", "why": "Brev till kommunen"}
    assert system.json(f"decisions/{stated['id']}") == stated
    standing = system.get(f"agreements/{then.agreement.pk}/standing?on=2022-06-01").content.decode()
    assert stated["citations"][0]["source"] in standing
    assert len(said) > 1
    assert all(one["document"] is not None for one in said if one is not stated)


def test_what_a_person_states_is_the_organisations_own(then: Then) -> None:
    for system in (System(MUNICIPALITY), System(REGION, Scope.READ_JOINT)):
        assert all(one["stated"] is None for one in system.json("decisions")["items"])
    assert System(REGION).json("decisions?known=2026-01-09")["items"] == []
