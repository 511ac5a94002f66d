"""The public view: published documents, the agreements as they stand by them, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import publish, receive
from samverkan.actions.reading import read_paper
from samverkan.store.models import Role

if TYPE_CHECKING:
    from uuid import UUID

pytestmark = pytest.mark.django_db

FIRST = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
SECOND = "vastana/2019-11-13-socialnamnden-97.txt"
TITLE = "Samverkansavtal med Lindmora kommun om Familjecentralen Lärkan"
OTHER = "Avtal med Region Västana om samverkan kring Familjecentralen Lärkan"
PROTECTED = (
    "store_particulars",
    "store_draft",
    "store_mark",
    "store_search",
    "store_register",
    "store_matter",
    "store_audit",
    "store_read",
)


@pytest.fixture
def made() -> tuple[Any, Any, UUID]:
    """The two boards' minutes of one agreement, the region's published."""
    region, municipality = office(REGION), office(MUNICIPALITY)
    day = date(2019, 11, 20)
    mine, agreement = confirm(region, FIRST, arrived=day, justered=day)
    theirs, _ = confirm(municipality, SECOND, arrived=day, agreement=agreement, justered=day)
    publish(region, document=mine)
    return mine, theirs, agreement.pk


def _page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_only_what_is_published_is_shown_without_login(client: Client, made: tuple[Any, Any, UUID]) -> None:
    mine, theirs, agreement = made
    shown = _page(client, "/public")
    assert "1 avtal och 1 handling är publicerade." in shown
    assert TITLE in shown
    assert OTHER not in shown
    assert "112" in _page(client, f"/public/documents/{mine.pk}")
    _page(client, f"/public/documents/{theirs.pk}", 404)
    one = _page(client, f"/public/agreements/{agreement}")
    assert f"/public/documents/{mine.pk}" in one
    assert str(theirs.pk) not in one
    assert "§ 97" not in one


def test_the_agreement_stands_as_the_published_papers_say(client: Client, made: tuple[Any, Any, UUID]) -> None:
    _, theirs, agreement = made
    alone = _page(client, f"/public/agreements/{agreement}?on=2020-06-01")
    assert "badge--in_force" not in alone
    assert "De publicerade handlingarna visar inte om avtalet gäller den 1 juni 2020." in alone
    assert "Gäller inte" not in alone, "what is not published may show that it does"
    assert "Framgår inte" in _page(client, "/public")
    assert "<strong>Hälso- och sjukvårdsnämnden i Region Västana</strong>" in alone
    assert 'href="/documents/' not in alone
    publish(office(MUNICIPALITY), document=theirs)
    assert "badge--in_force" in _page(client, f"/public/agreements/{agreement}?on=2020-06-01")
    assert "1 avtal och 2 handlingar är publicerade." in _page(client, "/public")


def test_what_is_withdrawn_is_gone_for_every_day(client: Client, made: tuple[Any, Any, UUID]) -> None:
    mine, _, agreement = made
    publish(office(REGION), document=mine, withdrawn=True)
    for query in ("", "?known=2099-01-01", "?on=2020-01-01&known=2026-01-01"):
        assert TITLE not in _page(client, f"/public{query}")
        _page(client, f"/public/documents/{mine.pk}{query}", 404)
        _page(client, f"/public/documents/{mine.pk}/original{query}", 404)
        _page(client, f"/public/agreements/{agreement}{query}", 404)
    publish(office(REGION), document=mine)
    assert TITLE in _page(client, "/public")


def test_somebody_logged_in_sees_the_public_view_as_the_public_does(
    client: Client, made: tuple[Any, Any, UUID]
) -> None:
    acting = office(MUNICIPALITY)
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    _, theirs, agreement = made
    assert OTHER not in _page(client, "/public")
    assert str(theirs.pk) not in _page(client, f"/public/agreements/{agreement}")


def test_public_pages_never_ask_for_what_is_protected(client: Client, made: tuple[Any, Any, UUID]) -> None:
    mine, _, agreement = made
    with CaptureQueriesContext(connection) as asked:
        for address in (
            "/public", "/public?text=avtal", f"/public/agreements/{agreement}", f"/public/documents/{mine.pk}",
            f"/public/documents/{mine.pk}/original",
        ):  # fmt: skip
            assert client.get(address).status_code == 200
    statements = [one["sql"] for one in asked.captured_queries]
    assert statements
    assert [one for one in statements for table in PROTECTED if table in one] == []


def test_a_file_name_or_a_sender_is_never_shown(client: Client) -> None:
    acting = office(REGION)
    paper = read_paper(b"Ett beslut om avtalet.", "HEMLIGT-NAMN.txt")
    document, _ = receive(acting, paper=paper, arrived=date(2024, 1, 2), sender="Anna Hemlig", concerns="Hemligheten")
    publish(acting, document=document)
    for address in ("/public", f"/public/documents/{document.pk}"):
        shown = _page(client, address)
        assert "emlig" not in shown.replace("HEMLIG", "emlig")
    answer = client.get(f"/public/documents/{document.pk}/original")
    assert "HEMLIGT" not in answer["Content-Disposition"]
    assert answer.content == b"Ett beslut om avtalet."


def test_the_words_that_a_link_leads_to_are_marked(client: Client, made: tuple[Any, Any, UUID]) -> None:
    mine, _, _ = made
    text = mine.content.rendition.text
    start = text.index("Familjecentralen")
    assert '<mark id="words">Familjecentralen</mark>' in _page(
        client, f"/public/documents/{mine.pk}?span={start}-{start + 16}"
    )
    for wrong in ("span=9-3", "span=1-99999999", "span=x", "page=999999", "page=-1"):
        _page(client, f"/public/documents/{mine.pk}?{wrong}")


def test_publishing_is_for_those_who_may_and_for_their_own(client: Client, made: tuple[Any, Any, UUID]) -> None:
    mine, theirs, _ = made
    acting = office(MUNICIPALITY)
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    assert client.post(f"/documents/{mine.pk}/publish").status_code == 404
    assert client.post(f"/documents/{theirs.pk}/publish")["Location"] == f"/documents/{theirs.pk}"
    assert OTHER in _page(client, "/public")
    client.post(f"/documents/{theirs.pk}/publish", {"withdrawn": "1"})
    assert OTHER not in _page(client, "/public")
    Role.objects.filter(person=acting.person).update(role="officer")
    assert client.post(f"/documents/{theirs.pk}/publish").status_code == 403


def _button(client: Client, document: Any, name: str) -> str:
    """Send the form that has the button of that name, as a browser would; the page it leads to."""
    shown = _page(client, f"/documents/{document.pk}")
    form = shown.split('<form class="publish"', 1)[1].split("</form>")[0]
    assert name in form
    action = form.split('action="', 1)[1].split('"')[0]
    sent = {"withdrawn": "1"} if 'name="withdrawn" value="1"' in form else {}
    return client.post(action, sent, follow=True).content.decode()


def test_the_documents_page_publishes_and_withdraws_and_says_since_when(client: Client) -> None:
    acting = office(REGION)
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    mine, _ = confirm(acting, FIRST, arrived=date(2019, 11, 20), justered=date(2019, 11, 20))
    anybody, address = Client(), f"/public/documents/{mine.pk}"
    assert "Inte publicerad." in _page(client, f"/documents/{mine.pk}")
    _page(anybody, address, 404)

    after = _button(client, mine, "Publicera handlingen")
    assert "Publicerad sedan" in after
    assert f'href="{address}"' in after
    assert TITLE in _page(anybody, "/public")
    assert "112" in _page(anybody, address)

    after = _button(client, mine, "Dra tillbaka publiceringen")
    assert "Publiceringen drogs tillbaka" in after
    _page(anybody, address, 404)
    assert TITLE not in _page(anybody, "/public")


def test_a_form_sent_twice_publishes_once(client: Client, made: tuple[Any, Any, UUID]) -> None:
    _, theirs, _ = made
    acting = office(MUNICIPALITY)
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    for _ in range(2):
        assert client.post(f"/documents/{theirs.pk}/publish").status_code == 302
    assert theirs.published.count() == 1


def test_only_who_may_publish_is_shown_the_button(client: Client, made: tuple[Any, Any, UUID]) -> None:
    mine, theirs, _ = made
    acting = office(REGION)
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="officer")
    client.force_login(acting.person)  # type: ignore[arg-type]
    shown = _page(client, f"/documents/{mine.pk}")
    assert "Publicerad sedan" in shown
    assert 'class="publish"' not in shown
    Role.objects.filter(person=acting.person).update(role="registrar")
    assert 'class="publish"' in _page(client, f"/documents/{mine.pk}")
    assert 'class="publish"' not in _page(client, f"/documents/{theirs.pk}")  # joint, but another's to publish


def test_an_empty_public_view_says_what_will_be_there(client: Client) -> None:
    page = _page(client, "/public")
    assert "Inget är publicerat ännu" in page
    assert 'name="text"' not in page, "there is nothing to search in"
    assert 'href="/login"' in page, "who works here finds the way in"
