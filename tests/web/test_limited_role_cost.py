"""A role for one body alone: its pages ask as often, and read as many rows, however many drafts the organisation has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from tests.store.office import REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter
from samverkan.store.models import Body, Person
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 8)
OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
PAGES = (
    "/", "/agreements", "/agreements/{agreement}", "/agreements/{agreement}/facts", "/search?text=protokollsutdrag",
    "/assignments", "/matters", "/meetings", "/documents", "/documents?text=viktigt", "/documents/{document}", "/review", "/bodies",
)  # fmt: skip
MINUTES = """PROTOKOLL
Nämnden
Sammanträdesdatum 2024-03-01

§ 9 Samverkansavtal om {name}
Dnr {number}

Nämndens beslut
Nämnden beslutar

att godkänna samverkansavtal mellan Region Västana och Lindmora kommun om {name} för perioden 1 januari 2024–31 december 2026.
"""


def paper(number: str, name: str) -> Any:
    """Minutes under the registry number, received and waiting for review."""
    read = read_paper(MINUTES.format(number=number, name=name).encode(), f"{name}.txt")
    document = receive(office(REGION), paper=read, arrived=DAY).document
    assert document.draft.items[0]["head"]["registry_number"] == number
    return document


@pytest.fixture
def limited() -> tuple[Client, Agreement, Any]:
    """Somebody with a role for the one of two bodies, which has an agreement and a paper that waits."""
    registrar = office(REGION)
    mine, theirs = (register_body(registrar, name=name) for name in ("Hälsonämnden", "Kulturnämnden"))
    register_matter(registrar, registry_number="HN 2024/1", body=mine)
    register_matter(registrar, registry_number="KN 2024/1", body=theirs)
    document, agreement = confirm(registrar, OURS, arrived=date(2019, 10, 30))
    paper("HN 2024/1", "viktigt")
    person = Person.objects.create(email="en@region.example", name="Någon")
    RoleRow.objects.create(
        person=person, organisation_id=REGION, body=Body.objects.get(name="Hälsonämnden"), role="registrar"
    )
    client = Client()
    client.force_login(person)
    return client, agreement, document


def told(pages: Sequence[str], client: Client) -> dict[str, tuple[int, int]]:
    """How many questions each page asks, and how many rows it is answered."""
    found = {}
    for page in pages:
        client.get(page)  # what is kept from one request to the next
        counts: list[int] = []

        def count(
            execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any, to: Any = counts
        ) -> Any:
            if sql.startswith("SELECT"):
                cursor = connection.create_cursor()
                cursor.execute(f"SELECT COUNT(*) FROM ({sql}) AS asked", params)
                to.append(cursor.fetchone()[0])
                cursor.close()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            answer = client.get(page)
        assert answer.status_code == 200, page
        found[page] = (len(counts), sum(counts))
    return found


def test_as_many_questions_and_rows_for_many_drafts_as_for_few(limited: tuple[Client, Agreement, Any]) -> None:
    client, agreement, document = limited
    pages = [page.format(agreement=agreement.pk, document=document.pk) for page in PAGES]
    for n in range(3):
        paper("KN 2024/1", f"sång {n}")
    few = told(pages, client)
    for n in range(3, 40):
        paper("KN 2024/1", f"sång {n}")
    assert told(pages, client) == few
