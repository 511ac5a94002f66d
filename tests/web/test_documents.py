"""Documents come in through the browser: one or many, each told what became of it; the list and the queue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone
from tests.outside.making import PROSE, locked_pdf, pdf, word
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.reading import read_paper
from samverkan.actions.roles import Role
from samverkan.store.models import Document
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from samverkan.actions.acting import Acting

pytestmark = pytest.mark.django_db

PAPER = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
MINUTES = ("Protokoll " + PROSE).encode()


def registrar(client: Client, number: str = REGION, role: Role = Role.REGISTRAR) -> Acting:
    acting = office(number, role)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)
    return acting


def sent(client: Client, *files: tuple[str, bytes], **fields: str) -> HttpResponse:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/documents/upload", {"files": uploads, **fields})


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_paper_comes_in_with_its_number_and_day_and_waits(client: Client) -> None:
    registrar(client)
    answer = sent(client, ("protokoll.txt", MINUTES), number="HSN 2024-12", arrived="2024-03-01", signed_original="yes")
    assert "protokoll.txt har kommit in" in text(answer)
    document = Document.objects.get()
    assert (document.number, document.arrived, document.signed_original) == ("HSN 2024-12", date(2024, 3, 1), True)
    assert document.draft.state == "waiting"
    assert "HSN 2024-12" in text(client.get("/documents"))
    assert "1 handling väntar på granskning, den äldsta sedan 1 mars 2024." in text(client.get("/review"))


def test_the_others_come_in_when_some_cannot(client: Client) -> None:
    registrar(client)
    answer = text(
        sent(
            client,
            ("tom.txt", b""),
            ("bild.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100)),
            ("skannad.pdf", pdf("", labels=False)),
            ("låst.pdf", locked_pdf("hemligt")),
            ("brev.docx", word(PROSE)),
            ("protokoll.pdf", pdf(PROSE)),
        )
    )
    assert "tom.txt togs inte emot. Dokumentet är tomt." in answer
    assert "bild.pdf togs inte emot." in answer
    assert "skannad.pdf har kommit in och sparats, men gick inte att läsa." in answer
    assert "låst.pdf har kommit in och sparats, men gick inte att läsa." in answer
    assert "brev.docx har kommit in och väntar" in answer
    assert "protokoll.pdf har kommit in och väntar" in answer
    assert Document.objects.count() == 4
    waits = text(client.get("/review"))
    assert "2 handlingar väntar på granskning" in waits
    assert "2 gick inte att läsa" in waits
    assert "PDF-filen är bilder utan text" in waits


def test_the_same_bytes_twice_are_one_document(client: Client) -> None:
    registrar(client)
    sent(client, ("protokoll.txt", MINUTES), number="HSN 2024-12", arrived="2024-03-01")
    answer = text(sent(client, ("kopia.txt", MINUTES)))
    assert "kopia.txt finns redan: HSN 2024-12, som kom in den 1 mars 2024." in answer
    assert f"/documents/{Document.objects.get().pk}" in answer


def test_the_same_file_twice_in_one_go_is_one_document(client: Client) -> None:
    registrar(client)
    answer = text(sent(client, ("a.txt", MINUTES), ("b.txt", MINUTES)))
    assert "b.txt finns redan: a.txt" in answer
    assert Document.objects.count() == 1


def test_each_organisation_has_its_own_receipt_of_the_same_bytes(client: Client) -> None:
    registrar(client)
    sent(client, ("a.txt", MINUTES))
    registrar(client, MUNICIPALITY)
    assert "har kommit in" in text(sent(client, ("a.txt", MINUTES)))
    assert Document.objects.count() == 2


@override_settings(UPLOAD_LIMIT=2000)
def test_too_large_is_told_and_the_rest_comes_in(client: Client) -> None:
    registrar(client)
    answer = text(sent(client, ("stor.txt", MINUTES * 9), ("liten.txt", MINUTES)))
    assert "stor.txt togs inte emot." in answer
    assert Document.objects.count() == 1


def test_one_that_a_script_sends_is_answered_with_its_outcome_alone(client: Client) -> None:
    registrar(client)
    upload = {"files": [SimpleUploadedFile("a.txt", MINUTES)]}
    answer = text(client.post("/documents/upload", upload, headers={"X-Upload": "one"}))
    assert answer.strip().startswith('<li class="outcome outcome--received">')
    assert "<html" not in answer


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"arrived": "i går"}, "i går är inget datum"),
        ({"arrived": str(timezone.localdate() + timedelta(days=2))}, "senare dag än i dag"),
    ],
)
def test_a_day_that_cannot_be_is_told_and_nothing_comes_in(client: Client, fields: dict[str, str], says: str) -> None:
    registrar(client)
    answer = sent(client, ("a.txt", MINUTES), **fields)
    assert answer.status_code == 400
    assert says in text(answer)
    assert not Document.objects.exists()


def test_no_file_is_told(client: Client) -> None:
    registrar(client)
    answer = client.post("/documents/upload", {"number": "1"})
    assert answer.status_code == 400
    assert "Ingen fil är vald" in text(answer)


def test_who_may_not_receive_is_shown_no_form_and_let_in_nothing(client: Client) -> None:
    registrar(client, role=Role.AUDITOR)
    assert "enctype" not in text(client.get("/documents"))
    assert sent(client, ("a.txt", MINUTES)).status_code == 403
    assert "/review" not in text(client.get("/documents"))
    assert not Document.objects.exists()


def test_the_list_is_the_organisations_own_filtered_sorted_and_paged(client: Client) -> None:
    town, region = office(MUNICIPALITY), registrar(client)
    receive(town, paper=read_paper(b"Hemligt protokoll hos kommunen", "hemlig.txt"), arrived=date(2024, 1, 1))
    for n in range(55):
        paper = read_paper(f"Protokoll nummer {n} beslutar".encode(), f"p{n:02}.txt")
        receive(region, paper=paper, arrived=date(2024, 1, 1) + timedelta(days=n), number=f"D {n}")
    confirm(region, PAPER, arrived=date(2023, 1, 1))
    first = text(client.get("/documents"))
    assert "56 handlingar har kommit in. 55 väntar på granskning." in first
    assert first.index("p54.txt") < first.index("p53.txt")
    assert "p04.txt" not in first
    assert "hemlig" not in first
    assert "p04.txt" in text(client.get("/documents?page=2"))
    oldest = text(client.get("/documents?sort=arrived"))
    assert oldest.index("112.txt") < oldest.index("p00.txt")
    assert "p00.txt" not in text(client.get("/documents?state=recorded"))
    found = text(client.get("/documents?text=p17"))
    assert "p17.txt" in found
    assert "p18.txt" not in found
    assert "Ingen handling stämmer" in text(client.get("/documents?text=finnsinte"))
    assert "p03.txt" not in text(client.get("/documents?on=2024-01-03&sort=name"))
    assert client.get("/documents?page=x&state=x&sort=x").status_code == 200


def test_a_paper_is_found_whether_its_letters_are_large_or_small(client: Client) -> None:
    acting = registrar(client)
    receive(acting, paper=read_paper(b"Ett protokoll", "\u00d6verenskommelse.txt"), arrived=date(2024, 1, 1))
    assert "\u00d6verenskommelse.txt" in text(client.get("/documents?text=\u00f6verenskommelse"))
    assert "\u00d6verenskommelse.txt" in text(client.get("/documents?text=\u00d6VEREN"))
    assert "\u00d6verenskommelse.txt" not in text(client.get("/documents?text=\u00f6veren.*"))


def test_empty_pages_teach(client: Client) -> None:
    registrar(client)
    assert "börja med att lämna in" in text(client.get("/documents"))
    assert "Inget väntar på granskning" in text(client.get("/review"))


def test_another_organisations_papers_are_not_in_the_queue(client: Client) -> None:
    town = office(MUNICIPALITY)
    receive(town, paper=read_paper(MINUTES, "hemlig.txt"), arrived=date(2024, 1, 1))
    registrar(client)
    assert "hemlig" not in text(client.get("/review"))


def test_the_number_of_questions_does_not_grow_with_the_list(
    client: Client, django_assert_max_num_queries: object
) -> None:
    region = registrar(client)
    for n in range(30):
        receive(region, paper=read_paper(f"Protokoll {n} beslutar".encode(), f"{n}.txt"), arrived=date(2024, 1, 1))
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get("/documents")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get("/review")
