"""The search page, as somebody who looks for a sentence sees it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from tests.store.office import REGION, confirm, office

from samverkan.store.models import Document, ReadContent, Role, SearchText
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
FILE = "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt"


@pytest.fixture
def registrar(client: Client) -> Client:
    acting = office(REGION)
    confirm(acting, FILE, arrived=date(2024, 6, 20))
    assert acting.person is not None
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)
    return client


def test_an_index_that_is_not_built_is_told_of_and_not_taken_for_no_hits(registrar: Client) -> None:
    told = "sökregistret behöver byggas"
    assert told not in _page(registrar, "?text=spädbarn")
    assert "sägs inte" in _page(registrar, "?text=rymdraket")
    SearchText.objects.all().delete()  # half-way through
    assert told in _page(registrar, "?text=rymdraket")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_searchwords")  # as a migration leaves it
    for query in ("", "?text=rymdraket"):
        page = _page(registrar, query)
        assert told in page
        assert "sägs inte" not in page
    for _ in rebuild_search():
        pass
    assert told not in _page(registrar, "?text=rymdraket")


def test_where_there_are_no_documents_nothing_is_to_be_built(client: Client) -> None:
    acting = office(REGION)
    assert acting.person is not None
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)
    assert "sökregistret" not in _page(client, "?text=avtal")


def _page(client: Client, query: str) -> str:
    answer = client.get(f"/search{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_quote_stands_before_the_document_with_the_words_marked(registrar: Client) -> None:
    shown = _page(registrar, "?text=avtalet")
    assert "”avtalet”: sägs i 1 handling." in shown
    quoted, source = shown.index("<mark>samverkansavtal</mark>"), shown.index("hit__source")
    assert quoted < source
    assert "/documents/" in shown
    assert "span=" in shown


def test_what_was_found_is_in_the_read_log_and_the_words_are_not(registrar: Client) -> None:
    _page(registrar, "?text=rymdraket")
    assert not ReadContent.objects.exists()
    _page(registrar, "?text=avtalet")
    row = ReadContent.objects.get()
    assert row.content["values"] == {"page": "search", "documents": [str(Document.objects.get().pk)]}


def test_an_empty_question_teaches_and_what_is_not_found_says_so(registrar: Client) -> None:
    assert "Så söker du" in _page(registrar, "")
    assert "sägs inte i någon handling" in _page(registrar, "?text=rymdraket")
    assert "Skriv minst ett ord" in _page(registrar, "?text=-avtal")
    assert "Året 20x4 går inte att använda" in _page(registrar, "?text=avtal&year=20x4")


@pytest.mark.parametrize(
    "query", ["?text=%22%28%2A&page=-1", "?text=a%00b", "?page=99999999&text=avtal", "?kind=x&text=avtal&year=0000"]
)
def test_nothing_in_the_address_is_an_error(registrar: Client, query: str) -> None:
    _page(registrar, query)


def test_what_is_printed_is_never_markup(registrar: Client) -> None:
    assert "<script>alert" not in _page(registrar, "?text=%3Cscript%3Ealert(1)%3C/script%3E")


def test_the_box_at_the_top_of_every_page_leads_here(registrar: Client) -> None:
    shown = registrar.get("/agreements").content.decode()
    assert 'action="/search"' in shown


def test_nobody_searches_without_an_account(client: Client) -> None:
    assert client.get("/search?text=avtal").status_code == 302
