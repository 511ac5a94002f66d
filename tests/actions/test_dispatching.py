"""Extracts go out by a real mail server and by folder: once each, again while the way is closed, never twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as at_work
from tests.actions.deciding import both
from tests.actions.letterbox import Box, mail_server
from tests.actions.signed import certified

from samverkan.actions.acting import InvalidError
from samverkan.actions.dispatching import Recipient, dispatch, send_anew, send_due, state_of
from samverkan.store import blobs
from samverkan.store.models import AuditContent, Dispatch, DispatchStep, Extract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samverkan.actions.acting import Acting

TO = Recipient("Lindmora kommun", "mail", "registrator@lindmora.example")


@pytest.fixture(autouse=True)
def _demo(settings: Any, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path
    settings.OUTBOX = tmp_path / "out"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    made = Box()
    with mail_server(made) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield made


def made() -> tuple[Acting, Extract]:
    side, _ = both()
    return side.acting, certified(side)


def test_an_extract_is_sent_once_with_the_very_bytes_that_were_signed(box: Box) -> None:
    acting, extract = made()
    (row,) = dispatch(acting, extract=extract, recipients=[TO, TO])
    assert dispatch(acting, extract=extract, recipients=[TO]) == []
    assert send_due(acting.at) == (1, 0)
    assert send_due(acting.at + timedelta(days=1)) == (0, 0)
    (letter,) = box.letters
    (paper,) = letter.iter_attachments()
    assert paper.get_content() == blobs.fetch(extract.content_id)
    text = letter.get_body(("plain",))
    assert text is not None
    assert f"{at_work.ADDRESS}/verify" in text.get_content()
    assert letter["Message-ID"] == row.message
    assert state_of(row) == "sent"


def test_while_the_server_is_down_nothing_is_lost_and_it_is_tried_again_later(box: Box, settings: Any) -> None:
    acting, extract = made()
    (row,) = dispatch(acting, extract=extract, recipients=[TO])
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert send_due(acting.at) == (0, 1)
    assert state_of(row) == "waiting"
    settings.EMAIL_PORT = port
    assert send_due(acting.at + timedelta(seconds=5)) == (0, 0)
    later = max(one.recorded for one in row.steps.all()) + timedelta(minutes=2)
    assert send_due(later) == (1, 0)
    assert len(box.letters) == 1


def test_an_address_that_is_refused_waits_for_a_person(box: Box) -> None:
    acting, extract = made()
    box.answer = "550 no such person"
    (row,) = dispatch(acting, extract=extract, recipients=[TO])
    assert send_due(acting.at) == (0, 1)
    assert state_of(row) == "refused"
    assert send_due(acting.at + timedelta(days=9)) == (0, 0)
    box.answer = ""
    again = send_anew(acting, dispatch=row)
    assert again.message != row.message
    assert send_due(acting.at + timedelta(days=9)) == (1, 0)
    with pytest.raises(InvalidError, match="sent_anew_already"):
        send_anew(acting, dispatch=row)


def test_a_line_that_breaks_while_it_is_sent_is_told_and_not_tried_again_by_itself(box: Box) -> None:
    acting, extract = made()
    box.answer = "drop"
    (row,) = dispatch(acting, extract=extract, recipients=[TO])
    send_due(acting.at)
    assert state_of(row) == "unknown"
    box.answer = ""
    assert send_due(acting.at + timedelta(days=1)) == (0, 0)
    assert not box.letters


def test_a_program_that_died_between_trying_and_telling_leaves_it_unknown(box: Box) -> None:
    acting, extract = made()
    (row,) = dispatch(acting, extract=extract, recipients=[TO])
    DispatchStep.objects.create(dispatch=row, step="trying", recorded=acting.at)
    assert send_due(acting.at + timedelta(minutes=5)) == (0, 0)
    assert state_of(row) == "trying"
    assert send_due(acting.at + timedelta(minutes=11)) == (0, 0)
    assert state_of(row) == "unknown"
    send_anew(acting, dispatch=row)
    assert send_due(acting.at + timedelta(minutes=12)) == (1, 0)


def test_the_same_goes_to_a_folder_and_as_an_sdk_message(tmp_path: Path) -> None:
    acting, extract = made()
    pdf = blobs.fetch(extract.content_id)
    sent = [Recipient("Lindmora kommun", "folder"), Recipient("Lindmora kommun", "sdk", "0203:lindmora.registrator")]
    dispatch(acting, extract=extract, recipients=sent)
    assert send_due(acting.at) == (2, 0)
    files = sorted(path for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert [path.read_bytes() == pdf for path in files if path.suffix == ".pdf"] == [True, True]
    (told,) = [json.loads(path.read_text()) for path in files if path.suffix == ".json"]
    assert told["recipient"] == "0203:lindmora.registrator"
    assert told["attachments"][0]["sha256"] == hashlib.sha256(pdf).hexdigest()


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (Recipient("Lindmora", "mail", "registrator"), "no_address"),
        (Recipient(" ", "mail", "a@b.se"), "recipient_missing"),
        (Recipient("Lindmora", "fax", "1"), "unknown_channel"),
        (Recipient("Lindmora", "sdk", "x"), "no_outbox"),
    ],
)
def test_one_odd_recipient_and_nothing_is_put_to_be_sent(to: Recipient, code: str, settings: Any) -> None:
    settings.OUTBOX = None
    acting, extract = made()
    with pytest.raises(InvalidError, match=code):
        dispatch(acting, extract=extract, recipients=[TO, to])
    assert not Dispatch.objects.exists()


def test_another_organisation_does_not_send_it() -> None:
    region, municipality = both()
    extract = certified(region)
    with pytest.raises(InvalidError, match="not_your_item"):
        dispatch(replace(municipality.acting, notes=[]), extract=extract, recipients=[TO])


def test_the_same_address_is_one_receiver_however_it_is_written_and_no_name_is_in_the_log() -> None:
    acting, extract = made()
    shouted = Recipient("Lindmora KOMMUN", "mail", " Registrator@Lindmora.example ")
    dispatch(
        acting, extract=extract, recipients=[TO, shouted, Recipient("Eva Roos", "mail", "eva.roos@lindmora.example")]
    )
    assert dispatch(acting, extract=extract, recipients=[shouted]) == []
    assert [one.name for one in Dispatch.objects.order_by("pk").all() if one.address == TO.address] == [TO.name]
    assert Dispatch.objects.count() == 2
    logged = [one.content["values"] for one in AuditContent.objects.filter(verb="extract_to_send").order_by("pk")]
    assert logged[0] == {"count": 2, "channel": ["mail"]}
    assert "Eva" not in str(logged)
