"""What is published is a redacted document and never the original: words are masked and typeset again, or a file is sent in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests import schemas
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.archiving import archive
from samverkan.actions.documents import publish, receive
from samverkan.actions.reading import read_paper
from samverkan.actions.redacting import keep_redacted, mask, say_redaction_needed, typeset_masked, words_to_mask
from samverkan.actions.roles import Role
from samverkan.core.writing.archive_mets import ERMS
from samverkan.core.writing.masking import left_in, masked
from samverkan.store import blobs
from samverkan.store.models import Document, Redacted
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.actions.acting import Acting

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
TEXT = (
    "Protokoll\nSocialnämnden 2024-03-01\n\n§ 4 Ansökan från Anna Hemlig\n"
    "Anna Hem-\nlig bor på Storgatan 5. ANNA\nHEMLIG får bistånd. Nämnden beslutar att bevilja ansökan.\n"
)


@pytest.fixture
def original() -> Document:
    document, _ = receive(
        office(REGION), paper=read_paper(TEXT.encode(), "hemlig.txt"), arrived=DAY, number="SN 2024-4"
    )
    return document


def login(client: Client, number: str = REGION, role: Role = Role.REGISTRAR) -> Acting:
    acting = office(number, role)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)
    return acting


WORDS = ["Anna Hemlig", "Storgatan 5"]


def redacted(document: Document) -> Document:
    acting = office(REGION)
    paper = typeset_masked(acting, document, WORDS)
    return keep_redacted(acting, document=document, paper=paper, how="marked").document


def test_a_word_is_masked_whatever_its_case_and_wherever_it_is_broken() -> None:
    found = masked(TEXT, WORDS, instead="[maskat]")
    assert found.counts == {"Anna Hemlig": 3, "Storgatan 5": 1}
    assert left_in(found.text, WORDS) == []
    assert "Nämnden beslutar att bevilja ansökan." in found.text


@given(
    st.text(alphabet="aåb -\n§", max_size=60), st.lists(st.text(alphabet="aåb§", min_size=2, max_size=5), max_size=3)
)
def test_only_the_words_are_masked_and_all_of_them(text: str, words: list[str]) -> None:
    found = masked(text, words, instead="\x00")
    for word in words:
        assert word.casefold() not in found.text.casefold()
    rest = iter(text)
    assert all(sign in rest for sign in found.text if sign != "\x00"), "what is left stands as it stood"


def test_the_redacted_document_is_one_of_its_own_without_the_words(client: Client, original: Document) -> None:
    made = redacted(original)
    assert made.number == "SN 2024-4 (maskad)"
    assert made.content.kind == "pdf"
    made.draft.refresh_from_db()
    assert made.draft.state == "recorded", "nobody is asked to review it"
    assert not made.entries.exists()
    text = made.content.rendition.text
    assert "[maskat]" in text
    assert "bevilja ansökan" in text
    data = blobs.fetch(made.content_id)
    for word in ("Hemlig", "Storgatan", "HEMLIG"):
        assert word not in text
        assert word.encode() not in data
        assert word.encode("utf-16-be") not in data


def test_what_must_be_redacted_is_not_published_and_its_redacted_version_is(client: Client, original: Document) -> None:
    say_redaction_needed(office(REGION), document=original, needed=True)
    with pytest.raises(InvalidError, match="needs_redaction"):
        publish(office(REGION), document=original)
    made = redacted(original)
    publish(office(REGION), document=made)
    anybody = Client()
    assert anybody.get(f"/public/documents/{original.pk}").status_code == 404
    page = anybody.get(f"/public/documents/{made.pk}").content.decode()
    assert "[maskat]" in page
    everything = "".join(
        anybody.get(address).content.decode(errors="replace")
        for address in (
            "/public",
            "/public/register",
            f"/oparl/v1.1/body/{REGION}/paper",
            f"/public/documents/{made.pk}/original",
        )
    )
    assert "emlig" not in page + everything
    say_redaction_needed(office(REGION), document=original, needed=False)
    publish(office(REGION), document=original)


def test_words_that_are_not_there_or_cannot_be_masked_are_told(original: Document) -> None:
    for written, code in (
        ("", "masking_nothing"),
        ("a", "masking_short"),
        ("\n".join(f"ord {n}" for n in range(201)), "masking_many"),
    ):
        with pytest.raises(InvalidError, match=code):
            words_to_mask(written)
    with pytest.raises(InvalidError) as error:
        mask(original, ["Anna Hemlig", "Bertil"])
    assert error.value.values == {"words": ["Bertil"]}
    assert words_to_mask(" Anna   Hemlig \n\nAnna Hemlig") == ["Anna Hemlig"]


def test_a_word_that_would_still_be_there_stops_it(monkeypatch: pytest.MonkeyPatch, original: Document) -> None:
    from samverkan.actions import redacting

    def half(text: str, words: list[str], *, instead: str) -> Any:
        return masked(text, words[:1], instead=instead)._replace(counts=dict.fromkeys(words, 1))

    monkeypatch.setattr(redacting, "masked", half)
    with pytest.raises(InvalidError) as error:
        typeset_masked(office(REGION), original, WORDS)
    assert (error.value.code, error.value.values) == ("masking_left", {"words": ["Storgatan 5"]})


def test_the_original_is_not_taken_for_its_redacted_version(original: Document) -> None:
    with pytest.raises(InvalidError, match="redacted_is_original"):
        keep_redacted(office(REGION), document=original, paper=read_paper(TEXT.encode(), "x.txt"), how="uploaded")
    redacted(original)
    with pytest.raises(InvalidError, match="redacted_is_there"):
        keep_redacted(office(REGION), document=original, paper=_again(original), how="uploaded")


def _again(original: Document) -> Any:
    made = Redacted.objects.get(original=original).document
    return read_paper(blobs.fetch(made.content_id), "igen.pdf")


def test_the_page_shows_how_it_becomes_before_it_is_made(client: Client, original: Document) -> None:
    login(client)
    address = f"/documents/{original.pk}/redact"
    assert "Ingen har sagt att handlingen måste maskas" in client.get(address).content.decode()
    assert "får inte publiceras som den är" in client.post(address, {"do": "needed"}, follow=True).content.decode()
    refused = client.post(f"/documents/{original.pk}/publish").content.decode()
    assert "Gör en maskad version" in refused
    words = "Anna Hemlig\nStorgatan 5"
    shown = client.post(address, {"do": "show", "words": words}).content.decode()
    assert "Anna Hemlig: 3 ställen" in shown
    assert "§ 4 Ansökan från [maskat]" in shown
    assert Redacted.objects.count() == 0, "shown, not made"
    wrong = client.post(address, {"do": "mask", "words": "Bertil"}).content.decode()
    assert "Detta står inte i handlingen: Bertil" in wrong
    told = client.post(address, {"do": "mask", "words": words}, follow=True).content.decode()
    assert "SN 2024-4 (maskad)" in told
    assert "inte publicerad" in told
    file = SimpleUploadedFile("skiss.txt", b"En handling, maskad for hand.")
    told = client.post(address, {"do": "upload", "file": file}, follow=True).content.decode()
    assert "inlämnad fil" in told
    assert Redacted.objects.count() == 2


def test_only_ones_own_by_whoever_may_publish(client: Client, original: Document) -> None:
    login(client, MUNICIPALITY)
    assert client.get(f"/documents/{original.pk}/redact").status_code == 404
    with pytest.raises(RefusedError):
        say_redaction_needed(office(REGION, Role.OFFICER), document=original, needed=True)


def test_the_archive_is_told_what_it_is_a_version_of(original: Document, tmp_path: Path) -> None:
    made = redacted(original)
    done = archive(office(REGION, Role.ARCHIVIST), to=tmp_path)
    root = etree.parse(str(done.folder / ERMS))
    schemas.erms().assertValid(root)
    (record,) = root.xpath(f"//*[@systemIdentifier='{made.pk.urn}']")
    assert record.xpath("*[@relationType='is_redacted_version_of']/text()") == [original.pk.urn]


def test_minutes_with_recorded_facts_are_published_redacted_without_them(client: Client) -> None:
    region = office(REGION)
    first = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
    minutes, agreement = confirm(region, first, arrived=date(2019, 11, 20), justered=date(2019, 11, 20))
    paper = typeset_masked(region, minutes, ["Familjecentralen Lärkan"])
    made = keep_redacted(region, document=minutes, paper=paper, how="marked").document
    publish(region, document=made)
    anybody = Client()
    assert "Familjecentralen" not in anybody.get("/public").content.decode()
    assert anybody.get(f"/public/agreements/{agreement.pk}").status_code == 404
    assert "Lärkan" not in anybody.get(f"/public/documents/{made.pk}").content.decode()


def test_what_is_public_and_turns_out_to_need_redaction_is_withdrawn_at_once(original: Document) -> None:
    publish(office(REGION), document=original)
    assert Client().get(f"/public/documents/{original.pk}").status_code == 200
    say_redaction_needed(office(REGION), document=original, needed=True)
    assert Client().get(f"/public/documents/{original.pk}").status_code == 404
