"""Two boards of one organisation: a role for one does not show what the other has not shared; what is joint or public it does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.store.office import REGION, confirm, office

from samverkan.actions.acting import acting_as
from samverkan.actions.documents import publish, receive, share
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter
from samverkan.actions.roles import Role
from samverkan.store.belonging import hidden_from
from samverkan.store.models import Body, Document, Matter, Person
from samverkan.store.models import Role as RoleRow
from samverkan.store.shown import documents_shown
from samverkan.store.view import View

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 8)
MINUTES = """PROTOKOLL
{board}
Sammanträdesdatum 2024-03-01

§ {n} Samverkansavtal om {what}
Dnr {number}

{board}s beslut
{board} beslutar

att godkänna samverkansavtal mellan Region Västana och Lindmora kommun om {what} för perioden 1 januari 2024–31 december 2026.
"""
BOARDS = {"Hälsonämnden": ("HN 2024/7", "ungdomsmottagningen"), "Kulturnämnden": ("KN 2024/9", "dansverkstaden")}


def paper(board: str) -> Document:
    """Minutes of one of the boards, received and waiting for review."""
    number, what = BOARDS[board]
    text = MINUTES.format(board=board, n=number[-1], number=number, what=what)
    read = read_paper(text.encode(), f"{what}.txt")
    document: Document = receive(office(REGION), paper=read, arrived=DAY).document
    return document


@pytest.fixture
def boards() -> dict[str, Document]:
    """Each board's own minutes, under a matter of its own."""
    registrar = office(REGION)
    for name, (number, _) in BOARDS.items():
        register_matter(registrar, registry_number=number, body=register_body(registrar, name=name))
    return {name: paper(name) for name in BOARDS}


def at(board: str, role: Role = Role.REGISTRAR) -> Client:
    """Somebody logged in who has a role for that board alone."""
    body = Body.objects.get(name=board)
    person, _ = Person.objects.get_or_create(email=f"{role}.{body.pk}@region.example", defaults={"name": "Någon"})
    RoleRow.objects.get_or_create(person=person, organisation_id=REGION, body=body, role=role.value)
    client = Client()
    client.force_login(person)
    return client


def addresses(document: Document) -> list[str]:
    return [f"/documents/{document.pk}{rest}" for rest in ("", "/original", "/review")]


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_ones_own_boards_paper_is_seen_and_the_other_boards_is_as_if_not_there(boards: dict[str, Document]) -> None:
    client = at("Hälsonämnden")
    for mine, theirs in zip(addresses(boards["Hälsonämnden"]), addresses(boards["Kulturnämnden"]), strict=True):
        assert client.get(mine).status_code == 200, mine
        assert client.get(theirs).status_code == 404, theirs
    hidden = boards["Kulturnämnden"].pk
    for rest, sent in (
        ("publish", {}), ("review/mark", {"do": "confirm", "fact": "0.0"}), ("review/record", {}),
        ("review/fact?fact=0.0", {}), ("review/add?entry=0", {}),
    ):  # fmt: skip
        assert client.post(f"/documents/{hidden}/{rest}", sent).status_code == 404, rest
    assert boards["Kulturnämnden"].draft.marks.count() == 0


@pytest.mark.parametrize("address", ["/documents", "/review", "/search?text=samverkansavtal"])
def test_no_list_tells_of_the_other_boards_paper(boards: dict[str, Document], address: str) -> None:
    mine, theirs = boards["Hälsonämnden"], boards["Kulturnämnden"]
    page = shown(at("Hälsonämnden"), address)
    assert str(mine.pk) in page
    assert str(theirs.pk) not in page
    assert "dansverkstaden" not in page
    assert str(theirs.pk) in shown(at("Kulturnämnden"), address)


def test_what_is_counted_and_chosen_among_leaves_it_out_too(boards: dict[str, Document]) -> None:
    client = at("Hälsonämnden")
    assert "1 handling" in shown(client, "/documents")
    assert "Kulturnämnden" not in shown(client, "/search?text=samverkansavtal")
    assert "dansverkstaden.txt" not in shown(client, "/search?text=dansverkstaden")


def test_a_role_for_the_whole_organisation_sees_both(boards: dict[str, Document], client: Client) -> None:
    registrar = office(REGION)
    RoleRow.objects.create(person=registrar.person, organisation_id=REGION, role="registrar")
    client.force_login(registrar.person)  # type: ignore[arg-type]
    for document in boards.values():
        assert client.get(f"/documents/{document.pk}").status_code == 200
        assert str(document.pk) in shown(client, "/review")


def test_roles_for_both_boards_show_both(boards: dict[str, Document]) -> None:
    client = at("Hälsonämnden")
    person = Person.objects.get(email__startswith="registrar.")
    RoleRow.objects.create(
        person=person, organisation_id=REGION, body=Body.objects.get(name="Kulturnämnden"), role="officer"
    )
    page = shown(client, "/documents")
    assert all(str(document.pk) in page for document in boards.values())


@pytest.mark.parametrize("how", [lambda one: share(office(REGION), document=one, ground="justering"),
                                 lambda one: publish(office(REGION), document=one)])  # fmt: skip
def test_what_is_shared_or_published_is_seen(boards: dict[str, Document], how: Any) -> None:
    theirs = boards["Kulturnämnden"]
    how(theirs)
    client = at("Hälsonämnden", Role.OFFICER)
    assert client.get(f"/documents/{theirs.pk}").status_code == 200
    assert str(theirs.pk) in shown(client, "/documents")
    assert str(theirs.pk) in shown(client, "/search?text=dansverkstaden")


def test_what_is_withdrawn_is_hidden_again(boards: dict[str, Document]) -> None:
    theirs = boards["Kulturnämnden"]
    publish(office(REGION), document=theirs)
    publish(office(REGION), document=theirs, withdrawn=True)
    assert at("Hälsonämnden").get(f"/documents/{theirs.pk}").status_code == 404


def test_a_paper_of_no_board_in_particular_is_seen_by_both(boards: dict[str, Document]) -> None:
    read = read_paper(
        b"Ett brev som inte har med n\xc3\xa5gon n\xc3\xa4mnds \xc3\xa4rende att g\xc3\xb6ra.", "brev.txt"
    )
    letter = receive(office(REGION), paper=read, arrived=DAY).document
    for board in BOARDS:
        assert at(board).get(f"/documents/{letter.pk}").status_code == 200


def test_a_body_that_took_over_sees_its_predecessors(boards: dict[str, Document]) -> None:
    old = Body.objects.get(name="Kulturnämnden")
    register_body(office(REGION), name="Fritidsnämnden", from_day=date(2025, 1, 1), after=[old])
    client = at("Fritidsnämnden")
    assert client.get(f"/documents/{boards['Kulturnämnden'].pk}").status_code == 200
    assert client.get(f"/documents/{boards['Hälsonämnden'].pk}").status_code == 404


def test_the_agreement_is_seen_whole_and_leads_nowhere_hidden(boards: dict[str, Document]) -> None:
    body = Body.objects.get(name="Kulturnämnden")
    register_matter(office(REGION), registry_number="HSN 2019-00412", body=body)
    file = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
    document, agreement = confirm(office(REGION), file, arrived=date(2019, 10, 30))
    assert Matter.objects.get(agreements__agreement=agreement).body == body
    pages = (
        f"/agreements/{agreement.pk}?on=2020-06-01",
        "/meetings",
        f"/matters/{Matter.objects.get(body=body, agreements__agreement=agreement).pk}",
    )
    for address in pages:
        hidden, led = (shown(at(board), address) for board in BOARDS)
        assert "112" in hidden, address
        assert f"/documents/{document.pk}" not in hidden, address
        assert f"/documents/{document.pk}" in led, address


def test_nothing_is_asked_of_the_database_for_a_whole_organisation(
    boards: dict[str, Document], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert hidden_from(View(REGION), [one.pk for one in boards.values()]) == frozenset()
    body = Body.objects.get(name="Hälsonämnden")
    view = View(REGION, bodies=frozenset({body.pk}))
    assert hidden_from(view, [one.pk for one in boards.values()]) == {boards["Kulturnämnden"].pk}
    seen = documents_shown(office(REGION).organisation, view)
    assert {one.pk for one in seen} == {boards["Hälsonämnden"].pk}


def test_the_same_bytes_as_the_other_boards_paper_tell_only_that_it_is_there(boards: dict[str, Document]) -> None:
    number, what = BOARDS["Kulturnämnden"]
    data = MINUTES.format(board="Kulturnämnden", n=number[-1], number=number, what=what).encode()
    theirs = boards["Kulturnämnden"]
    told = {}
    for board in BOARDS:
        file = SimpleUploadedFile("gissat.txt", data, "text/plain")
        told[board] = at(board).post("/documents/upload", {"files": file}, follow=True).content.decode()
        assert "gissat.txt finns redan" in told[board]
    assert f"/documents/{theirs.pk}" in told["Kulturnämnden"]
    for kept in (str(theirs.pk), "dansverkstaden", "8 mars 2024"):
        assert kept not in told["Hälsonämnden"]
    assert Document.objects.count() == 2


def test_a_letter_and_a_calendar_go_by_the_role_for_one_body_too(boards: dict[str, Document]) -> None:
    body = Body.objects.get(name="Hälsonämnden")
    person = Person.objects.create(email="ett@bench.example", name="Ett")
    RoleRow.objects.create(person=person, organisation_id=REGION, role=Role.OFFICER.value, body=body)
    acting = acting_as(person, timezone.now())[REGION]
    assert acting.roles == frozenset()
    assert acting.view() == View(REGION, bodies=frozenset({body.pk}))
    assert hidden_from(acting.view(), [one.pk for one in boards.values()]) == {boards["Kulturnämnden"].pk}
