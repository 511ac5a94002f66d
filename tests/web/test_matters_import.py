"""The diary system's list of matters: columns chosen once, bad rows named, all imported or none, links back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.outside.making import PROSE
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.diary import COLUMNS, guessed
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter
from samverkan.actions.roles import Role
from samverkan.store import blobs
from samverkan.store.models import Content, DiarySystem, Document, Draft, Matter, Particulars
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from samverkan.actions.acting import Acting

pytestmark = pytest.mark.django_db

LIST = """Diarienr;Ärendemening;Nämnd;Registrerat;Handläggare
SN 2024-1;Avtal om familjecentral;Socialnämnden;2024-03-01;Någon
SN 2024-2;Avtal om ungdomsmottagning;socialnämnden;2024-03-02 10:15:00;Någon
"""


def registrar(client: Client, number: str = REGION) -> Acting:
    acting = office(number)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=Role.REGISTRAR)
    client.force_login(acting.person)
    return acting


def sent(client: Client, text: str, encoding: str = "cp1252") -> str:
    file = SimpleUploadedFile("arenden.csv", text.encode(encoding))
    return done(client, do="send", list=file)


def done(client: Client, **fields: object) -> str:
    answer: HttpResponse = client.post("/matters/import", fields, follow=True)
    return answer.content.decode()


def test_a_list_is_looked_at_then_imported(client: Client) -> None:
    acting = registrar(client)
    body = register_body(acting, name="Socialnämnden")
    page = sent(client, LIST)
    assert "2 ärenden kan importeras. 0 finns redan." in page
    assert "Avtal om ungdomsmottagning" in page
    assert not Matter.objects.exists()
    assert "2 ärenden importerades." in done(client, do="import")
    rows = list(Matter.objects.order_by("registry_number").values_list("registry_number", "title", "body", "opened"))
    assert rows == [
        ("SN 2024-1", "Avtal om familjecentral", body.pk, date(2024, 3, 1)),
        ("SN 2024-2", "Avtal om ungdomsmottagning", body.pk, date(2024, 3, 2)),
    ]
    assert "Inget behöver importeras" in sent(client, LIST)
    done(client, do="import")  # the double click
    assert Matter.objects.count() == 2


def test_the_columns_chosen_are_proposed_next_time(client: Client) -> None:
    registrar(client)
    strange = "A;B;C\nSN 1;Ett ärende;2024-01-01\n"
    assert "Välj vilken kolumn" in sent(client, strange)
    page = done(client, do="choose", registry_number="A", title="B", opened="C")
    assert "1 ärende kan importeras" in page
    done(client, do="import")
    assert "1 ärende kan importeras" in sent(client, strange.replace("SN 1", "SN 2"))
    assert DiarySystem.objects.get().columns["title"] == "B"


def test_every_bad_row_is_named_with_its_line_and_nothing_is_imported(client: Client) -> None:
    acting = registrar(client)
    register_body(acting, name="Socialnämnden")
    bad = LIST + (
        ";utan nummer;Socialnämnden;;\n"
        "SN 3;x;Kulturnämnden;;\n"
        "SN 4;x;;i går;\n"
        "SN 5;x;\n"
        "SN 1-lång" + "g" * 90 + ";x;;;\n"
        "SN 2024-1;en annan rubrik;;;\n"
        "SN 6;x;;2024-02-30;\n"
    )
    page = sent(client, bad)
    assert "7 av 9 rader går inte att använda" in page
    for line, why in (
        (4, "diarienummer saknas"), (5, "Kulturnämnden"), (6, "i går"), (7, "3 kolumner"), (8, "längre än 80"),
        (9, "står redan på rad 2"), (10, "2024-02-30"),
    ):  # fmt: skip
        assert why in page.split(f"Rad {line}: ")[1].split("</li>")[0]
    assert 'value="import"' not in page
    answer = client.post("/matters/import", {"do": "import"})
    assert answer.status_code == 400
    assert "Inget är importerat" in answer.content.decode()
    assert not Matter.objects.exists()


def test_what_is_registered_already_is_left_as_it_is(client: Client) -> None:
    acting = registrar(client)
    register_matter(acting, registry_number="SN 2024-1", title="Som den var")
    sent(client, LIST.replace("Socialnämnden", "").replace("socialnämnden", ""))
    done(client, do="import")
    assert Matter.objects.get(registry_number="SN 2024-1").title == "Som den var"
    assert Matter.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "tom"), (b"PK\x03\x04" + bytes(60), "CSV"), (b"Dnr\nSN 1\n", "bara en kolumn"), (b'A;B\n"x;y', "rad 2")],
)
def test_what_is_no_list_is_told(client: Client, data: bytes, says: str) -> None:
    registrar(client)
    answer = client.post("/matters/import", {"do": "send", "list": SimpleUploadedFile("x.csv", data)})
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_steps_out_of_order_are_told(client: Client) -> None:
    registrar(client)
    for do in ("import", "choose", "", "annat", "send"):
        assert client.post("/matters/import", {"do": do}).status_code == 400
    assert client.post("/matters/import", {"do": "forget"}).status_code == 302
    sent(client, LIST)
    answer = client.post("/matters/import", {"do": "choose", "registry_number": "Finns inte"})
    assert "Finns inte" in answer.content.decode()
    done(client, do="forget")
    assert "Diarienr" not in client.get("/matters/import").content.decode()


def test_a_list_is_its_senders_own(client: Client) -> None:
    registrar(client)
    sent(client, LIST)
    registrar(client, MUNICIPALITY)
    assert "familjecentral" not in client.get("/matters/import").content.decode()
    assert client.post("/matters/import", {"do": "import"}).status_code == 400


def test_columns_are_known_by_what_lists_call_them() -> None:
    found = guessed(["Dnr", "Rubrik", "Ansvarig nämnd", "Öppnat", "URL"], {})
    assert found == {"registry_number": "Dnr", "title": "Rubrik", "body": "", "opened": "Öppnat", "link": "URL"}
    assert guessed(["X"], {"registry_number": "Dnr"}) == dict.fromkeys(COLUMNS, "")


@pytest.mark.parametrize(
    "address",
    [
        "diariet.example/{number}",
        "https://diariet.example/",
        "javascript:alert({number})",
        "https://a.se/{number}{number}",
    ],
)
def test_an_address_that_is_none_is_told(client: Client, address: str) -> None:
    registrar(client)
    answer = client.post("/matters/import", {"do": "address", "address": address})
    assert answer.status_code == 400
    assert "{number}" in answer.content.decode()
    assert not DiarySystem.objects.exists()


def test_a_documents_matter_links_back_by_its_number(client: Client) -> None:
    acting = registrar(client)
    done(client, do="address", address="https://diariet.example/arende?dnr={number}")
    matter = register_matter(acting, registry_number="SN 2024/1 å")
    paper = read_paper(f"Protokoll {PROSE}".encode(), "p.txt")
    blobs.keep(paper.data)
    by = {"by": acting.person, "recorded": acting.at}
    content = Content.objects.create(sha256=paper.sha256, size=len(paper.data), kind="text", **by)
    document = Document.objects.create(
        organisation=acting.organisation, content=content, arrived=date(2024, 3, 1), matter=matter, **by
    )
    Particulars.objects.create(document=document, file_name="p.txt", **by)
    Draft.objects.create(document=document, state="waiting")
    page = client.get(f"/documents/{document.pk}").content.decode()
    assert 'href="https://diariet.example/arende?dnr=SN%202024%2F1%20%C3%A5"' in page
