"""The page that checks an extract: anybody may ask, in words, not too much at once and not too often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from samverkan.web import throttle
from samverkan.web.large import LARGEST, too_large

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def sent(client: Client, data: bytes = b"%PDF-1.7 nothing", **more: str) -> object:
    return client.post("/verify", {"file": SimpleUploadedFile("utdrag.pdf", data)}, **more)


def test_what_is_wrong_is_said_in_words_and_no_code_is_shown(client: Client) -> None:
    answer = sent(client)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "PDF-filen är skadad" in page
    assert "extract_unreadable" not in page


def test_a_body_larger_than_an_extract_can_be_is_refused_before_it_is_read(client: Client) -> None:
    answer = sent(client, CONTENT_LENGTH=str((LARGEST["verify"]) + (1 << 20)))
    assert answer.status_code == 413
    assert "högst 60 MB" in answer.content.decode()
    request = RequestFactory().post("/verify", CONTENT_LENGTH="x")
    assert too_large(request)
    assert not too_large(RequestFactory().post("/documents", CONTENT_LENGTH=str(1 << 30)))


def test_who_asks_too_often_is_told_to_wait_and_another_address_is_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(throttle.ASKING, "verify", 2)
    assert [sent(client).status_code for _ in range(4)] == [200, 200, 429, 429]
    page = sent(client).content.decode()
    assert "Vänta" in page
    assert sent(client, REMOTE_ADDR="192.0.2.7").status_code == 200
