"""One document's page: the original as it looks, the words marked, and who may see it."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.outside.making import PROSE, pdf
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.reading import read_paper
from samverkan.actions.roles import Role
from samverkan.outside.pictures import picture
from samverkan.store.models import Fact, ReadContent, Shared
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.actions.acting import Acting
    from samverkan.store.models import Document

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
PAPER = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"


def log_in(client: Client, acting: Acting, role: Role = Role.REGISTRAR) -> None:
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)


def received(acting: Acting, data: bytes, name: str = "protokoll.pdf") -> Document:
    return receive(acting, paper=read_paper(data, name), arrived=DAY, number="S 12/2024").document


def two_pages(client: Client) -> Document:
    region = office(REGION)
    log_in(client, region)
    return received(region, pdf(PROSE, PROSE.replace("2024", "2031")))


def test_a_pdf_is_a_picture_with_the_words_marked_on_their_own_page(client: Client) -> None:
    document = two_pages(client)
    text = document.content.rendition.text
    start = text.index("2031")
    page = client.get(f"/documents/{document.pk}?span={start}-{start + 4}").content.decode()
    assert f"/documents/{document.pk}/pages/2.png" in page
    marks = page.split("<svg", 1)[1].split("</svg>")[0]
    assert marks.count("<rect") == 1
    assert 'id="words"' in marks
    assert ">2031</mark>" in page
    assert "style=" not in page
    assert "Sida 2 av 2" in page


def test_the_picture_is_a_png_of_the_page_in_the_width_asked_for(client: Client) -> None:
    document = two_pages(client)
    answer = client.get(f"/documents/{document.pk}/pages/2.png?width=600")
    assert answer["Content-Type"] == "image/png"
    width, height = struct.unpack(">II", answer.content[16:24])
    assert (width, round(height / width, 2)) == (600, 1.42)
    body = answer.content[answer.content.index(b"IDAT") + 4 :]
    pixels = zlib.decompressobj().decompress(body)
    assert len(pixels) == height * (1 + 3 * width)
    assert len(set(pixels)) > 10  # ink on paper
    again = client.get(f"/documents/{document.pk}/pages/2.png?width=600", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/documents/{document.pk}/pages/3.png").status_code == 404


def test_a_picture_is_drawn_beside_other_threads() -> None:
    drawn: list[bytes] = []
    data = pdf(PROSE)
    threads = [threading.Thread(target=lambda: drawn.append(picture(data, 1, width=600))) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(drawn) == 3
    assert len(set(drawn)) == 1
    assert drawn[0].startswith(b"\x89PNG")


def test_text_has_its_marks_where_the_words_are_also_where_two_overlap(client: Client) -> None:
    region = office(REGION)
    log_in(client, region)
    document, _ = confirm(region, PAPER, arrived=DAY, justered=DAY)
    text = document.content.rendition.text
    at = text.index("beslutar")
    page = client.get(f"/documents/{document.pk}?span={at}-{at + 8},{at + 4}-{at + 12}").content.decode()
    assert page.count("<mark") == 3
    assert page.count('id="words"') == 1
    inside = page.split('class="paper__text"', 1)[1]
    assert inside.index(">besl</mark>") < inside.index(">utar</mark>")
    assert "justerat" in page
    assert "/agreements/" in page


def test_what_is_in_the_paper_is_never_markup(client: Client) -> None:
    region = office(REGION)
    log_in(client, region)
    document = received(region, b"Protokoll <script>alert(1)</script> \xc3\xa5 och \xc3\xa4 beslutar", "<b>x</b>.txt")
    page = client.get(f"/documents/{document.pk}").content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize("span", ["x", "5", "9-", "1-2;3-4", "-1-4", "1-2,"])
def test_a_span_that_is_none_is_told(client: Client, span: str) -> None:
    document = two_pages(client)
    answer = client.get(f"/documents/{document.pk}", {"span": span})
    assert answer.status_code == 400
    assert "120-160" in answer.content.decode()


def test_words_beyond_the_text_mark_nothing(client: Client) -> None:
    document = two_pages(client)
    page = client.get(f"/documents/{document.pk}?span=90000-90010,5-5").content.decode()
    assert "<mark" not in page
    assert "pages/1.png" in page


def test_the_original_is_saved_never_shown(client: Client) -> None:
    region = office(REGION)
    log_in(client, region)
    data = b"<html><body><p>Protokoll \xc3\xa5</p><script>alert(1)</script></body></html>"
    document = received(region, data, "protokoll\r\nX: 1 \xe5.html")
    answer = client.get(f"/documents/{document.pk}/original")
    assert answer.content == data
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "html" not in answer["Content-Type"]
    assert "X" not in answer


def test_another_sees_it_when_it_is_joint_and_the_agreement_theirs(client: Client) -> None:
    region, town = office(REGION), office(MUNICIPALITY)
    secret, _ = confirm(region, PAPER, arrived=DAY)
    log_in(client, town)
    assert client.get(f"/documents/{secret.pk}").status_code == 404
    assert client.get(f"/documents/{secret.pk}/original").status_code == 404
    before = ReadContent.objects.count()
    region.notes.clear()
    from samverkan.actions.documents import share

    share(region, document=secret, ground="received_extract")
    page = client.get(f"/documents/{secret.pk}")
    assert page.status_code == 200
    assert "Region Västana" in page.content.decode()
    assert "112.txt" not in page.content.decode()  # a file's name may tell what is secret
    assert ReadContent.objects.count() == before + 1
    alone = received(region, pdf(PROSE))
    share(region, document=alone, ground="signed")  # joint, but of no agreement of theirs
    assert client.get(f"/documents/{alone.pk}").status_code == 404
    assert client.get(f"/documents/{alone.pk}/pages/1.png").status_code == 404


def test_a_recorded_paper_is_made_joint_on_its_own_page(client: Client) -> None:
    region, town = office(REGION), office(MUNICIPALITY)
    paper, agreement = confirm(region, PAPER, arrived=DAY)
    address = f"/documents/{paper.pk}"
    log_in(client, town)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/share", {"ground": "signed"}).status_code == 404
    log_in(client, region)
    page = client.get(address).content.decode()
    assert "Lindmora kommun får se handlingen" in page
    for day, said in (
        ("", "inget datum"),
        ("2019-10-01", "före sammanträdet 23 oktober 2019"),
        ("2199-01-01", "senare dag"),
    ):
        page = client.post(f"{address}/share", {"ground": "justering", "justered": day}).content.decode()
        assert said in page.replace("\N{NO-BREAK SPACE}", " ")
        assert f'value="{day}"' in page
        assert re.search('id="ground-justering"[^>]*checked', page)
    assert not Shared.objects.exists()
    for _ in range(2):  # a double click
        answer = client.post(f"{address}/share", {"ground": "justering", "justered": "2019-10-30"}, follow=True)
        assert "eftersom protokollet är justerat" in answer.content.decode()
        assert 'id="share"' not in answer.content.decode()
    assert Shared.objects.count() == 1
    (said,) = Fact.objects.filter(agreement=agreement, kind="Justering")
    assert (said.happened, said.entry.document) == ("2019-10-30", paper)  # type: ignore[union-attr]
    log_in(client, town)
    assert client.get(address).status_code == 200
    assert "Hälso- och sjukvårdsnämnden" in client.get(f"/agreements/{agreement.pk}").content.decode()
    assert str(paper.pk) in client.get("/search?text=samverkansavtal").content.decode()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_who_may_not_make_a_paper_joint_is_not_offered_to(client: Client, role: Role) -> None:
    paper, _ = confirm(office(REGION), PAPER, arrived=DAY)
    log_in(client, office(REGION, role), role)
    assert 'id="share"' not in client.get(f"/documents/{paper.pk}").content.decode()
    assert client.post(f"/documents/{paper.pk}/share", {"ground": "signed"}).status_code == 403
    assert not Shared.objects.exists()


def test_a_paper_that_waits_or_another_day_asks_nobody_to_make_it_joint(client: Client) -> None:
    region = office(REGION)
    log_in(client, region)
    paper, _ = confirm(region, PAPER, arrived=DAY)
    assert 'id="share"' in client.get(f"/documents/{paper.pk}").content.decode()
    assert 'id="share"' not in client.get(f"/documents/{paper.pk}?papers=2024-03-02").content.decode()
    assert 'id="share"' not in client.get(f"/documents/{received(region, pdf(PROSE)).pk}").content.decode()


def test_one_who_sees_only_what_is_joint_does_not_see_the_own_file(client: Client) -> None:
    region = office(REGION)
    document, _ = confirm(region, PAPER, arrived=DAY)
    member = office(REGION, Role.STEERING_MEMBER)
    log_in(client, member, Role.STEERING_MEMBER)
    assert client.get(f"/documents/{document.pk}").status_code == 404


def test_each_look_is_logged(client: Client) -> None:
    document = two_pages(client)
    client.get(f"/documents/{document.pk}?page=2")
    client.get(f"/documents/{document.pk}/pages/2.png")
    client.get(f"/documents/{document.pk}/original")
    read = [one.content["values"]["page"] for one in ReadContent.objects.filter(target=document.pk.urn).order_by("pk")]
    assert read == ["document", "picture", "original"]


def test_a_scanned_paper_is_shown_though_nothing_can_be_read_of_it(client: Client) -> None:
    region = office(REGION)
    log_in(client, region)
    document = received(region, pdf("", "", labels=False))
    page = client.get(f"/documents/{document.pk}?page=2").content.decode()
    assert "pages/2.png" in page
    assert "Sidan har ingen text" in page


def test_a_broken_pdf_says_so(client: Client) -> None:
    region = office(REGION)
    log_in(client, region)
    document = received(region, pdf(PROSE)[:200])
    answer = client.get(f"/documents/{document.pk}")
    assert answer.status_code == 200
    assert "protokoll.pdf" in answer.content.decode()
    assert "<img" not in answer.content.decode()


def test_as_it_was_known_before_it_came_in_it_is_not_there(client: Client) -> None:
    document = two_pages(client)
    assert client.get(f"/documents/{document.pk}?known=2024-02-01").status_code == 404
