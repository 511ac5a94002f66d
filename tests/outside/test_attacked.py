"""Everything that somebody may append to a signed extract is found, also when more is signed or stamped after it."""

from __future__ import annotations

import io
import os
from typing import Any

import attacks
import pytest
from hostile import forms_within_forms, one_stream_many_times
from issuers import signer, stamper
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import PdfTimeStamper

from extracts import BLOCKS, codes, extract, good, good_by_two, official, printed, signed, verified
from samverkan.core.writing.extract import extract_to_json
from samverkan.core.writing.printed import Attached

Attack = "Callable[[Any], None]"


@pytest.mark.parametrize("attack", [*attacks.ATTACKS, attacks.empty_field_added], ids=lambda one: one.__name__)
@pytest.mark.parametrize("whole", [good, good_by_two], ids=["one", "two"])
def test_what_is_appended_is_found(attack: Any, whole: Any) -> None:
    found = verified(attacks.appended(whole(), attack))
    assert found.whole is False
    assert codes(found) & {"changed_after_signing", "appended_after_signing", "signature_removed"}
    assert not found.accepted


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda one: one.__name__)
def test_it_is_found_also_when_a_trusted_one_signs_after_it(attack: Any) -> None:
    """The second signer would sign what the first did not."""
    found = verified(signed(attacks.appended(good(), attack), "Bo Ljung"))
    assert found.whole is False
    assert not found.accepted


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda one: one.__name__)
def test_it_is_found_also_when_it_is_time_stamped(attack: Any) -> None:
    found = verified(stamped(attacks.appended(good(), attack)))
    assert found.whole is False
    assert not found.accepted


def stamped(pdf: bytes) -> bytes:
    """With a time stamp of the document, which anybody can get."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return bytes(PdfTimeStamper(stamper()).timestamp_pdf(writer, "sha256").getvalue())


def test_a_time_stamp_alone_changes_nothing() -> None:
    found = verified(stamped(good()))
    assert found.whole is True
    assert found.accepted


def test_a_time_stamp_without_a_signature_is_nobodys_word() -> None:
    found = verified(stamped(printed(extract())))
    assert codes(found) == {"not_signed"}
    assert not found.accepted


def test_what_validates_it_may_follow_the_last_signature_and_nothing_else_with_it() -> None:
    """PAdES B-LT: a store of certificates and revocation lists, in a revision of its own."""
    first = signed(printed(extract()))
    stored = attacks.appended(first, store_added)
    found = verified(stored)
    assert (found.whole, found.findings) == (True, ())
    assert found.accepted
    for attack in attacks.ATTACKS:
        assert not verified(attacks.appended(stored, attack)).accepted, attack.__name__
        assert not verified(attacks.appended(first, both(attack))).accepted, attack.__name__
    for tail in (b" x", b"\n% words", b"\n1 0 obj\n<<>>\nendobj\n"):
        assert not verified(stored + tail).accepted


def store_added(writer: Any) -> None:
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    store = DocumentSecurityStore(writer)
    store.register_vri(None, certs=[official().certificate, *official().chain], ocsps=(), crls=())
    writer.root["/DSS"] = writer.add_object(store.as_pdf_object())
    writer.update_root()


def both(attack: Any) -> Any:
    def change(writer: Any) -> None:
        attack(writer)
        store_added(writer)

    return change


def test_a_further_signature_by_a_stranger_is_told() -> None:
    stranger = signer("unknown")._signed(good(), "Okänd", "x", official().certificate.not_valid_before)
    found = verified(stranger)
    assert found.whole is True
    assert [one.trusted for one in found.signatures] == [True, False]
    assert codes(found) >= {"issuer_unknown"}
    assert not found.accepted


def test_a_visible_signature_by_a_stranger_over_the_words_is_told() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(good()))
    key = signer("unknown")
    visible = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name="Annan", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        ),
        signers.SimpleSigner(signing_cert=key.certificate, signing_key=key.key, cert_registry=None),
        new_field_spec=fields.SigFieldSpec("Annan", box=(80, 300, 480, 600)),
    )
    found = verified(visible.sign_pdf(writer).getvalue())
    assert not found.accepted
    assert "overlaid" in codes(found)


def test_a_trusted_one_who_signs_a_page_with_a_note_over_it_is_refused() -> None:
    noted = attacks.appended(printed(extract()), attacks.note_added)
    found = verified(signed(noted))
    assert (found.whole, found.page_matches_data) == (True, False)
    assert codes(found) == {"overlaid"}


@pytest.mark.parametrize("attack", [attacks.script_added, attacks.layer_added], ids=lambda one: one.__name__)
def test_a_trusted_one_who_signs_what_runs_or_hides_is_refused(attack: Any) -> None:
    found = verified(signed(attacks.appended(printed(extract()), attack)))
    assert codes(found) == {"active_content"}


def test_two_attachments_of_the_same_name_are_refused() -> None:
    twice = attacks.appended(printed(extract()), attacks.attachment_added)
    found = verified(signed(twice))
    assert codes(found) == {"extract_twice"}
    assert found.extract is None


def test_words_that_cannot_be_seen_are_found() -> None:
    def hidden(writer: Any) -> None:
        page = writer.root["/Pages"]["/Kids"].raw_get(0).get_object()
        font = next(iter(page["/Resources"]["/Font"]))
        extra = writer.add_object(attacks._stream(b"BT 3 Tr %s 12 Tf 80 300 Td <0001> Tj ET" % font.encode()))
        page["/Contents"] = attacks.generic.ArrayObject([page.raw_get("/Contents"), extra])
        writer.update_container(page)

    assert not verified(signed(attacks.appended(printed(extract()), hidden))).accepted


def test_an_encrypted_one_is_told() -> None:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(printed(extract()))))
    writer.encrypt(owner_pass="hemlig", user_pass="hemlig")
    out = io.BytesIO()
    writer.write(out)
    assert codes(verified(out.getvalue())) == {"pdf_encrypted"}


@pytest.mark.parametrize("hostile", [one_stream_many_times, forms_within_forms], ids=lambda one: one.__name__)
def test_a_hostile_pdf_is_told_and_takes_no_more_than_it_may(hostile: Any) -> None:
    found = verified(hostile())
    assert not found.accepted
    assert found.findings


def test_data_that_unpack_beyond_measure_are_refused() -> None:
    def bomb(writer: Any) -> None:
        held = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()["/EF"]
        data = EmbeddedFileObject.from_file_data(writer, b'{"schema":"' + b" " * (40 << 20) + b'"}')
        held["/F"] = held["/UF"] = writer.add_object(data)
        writer.update_container(held)

    pdf = attacks.appended(printed(extract()), bomb)
    assert len(pdf) < 1 << 20
    found = verified(signed(pdf))
    assert not found.accepted
    assert codes(found) & {"extract_malformed", "extract_unreadable"}


def test_a_hundred_megabytes_beside_it_are_no_hindrance() -> None:
    annex = Attached("bilaga.bin", "application/octet-stream", "Bilaga", os.urandom(1 << 20) * 100)
    assert len(annex.data) == 100 << 20
    pdf = attached_raw(printed(extract()), annex)
    assert len(pdf) > 100 << 20
    assert verified(signed(pdf)).accepted


def attached_raw(pdf: bytes, one: Attached) -> bytes:
    """With a file inside it that is not packed, as typst would take long to do."""

    def attach(writer: Any) -> None:
        data = EmbeddedFileObject.from_file_data(writer, one.data, compress=False, mime_type=one.media_type)
        embed_file(writer, FileSpec(file_spec_string=one.name, embedded_data=data))

    return attacks.appended(pdf, attach)


def test_whoever_signs_another_organisations_decision_is_told() -> None:
    pdf = official("Cia Dal", "2120990011").sign(
        printed(extract()), name="Cia Dal", reason="x", at=official().certificate.not_valid_before
    )
    assert codes(verified(pdf)) == {"other_organisation"}


def test_a_page_of_another_extract_with_this_ones_data_is_refused() -> None:
    other = extract()._replace(meeting_day=extract().meeting_day.replace(day=1))
    found = verified(signed(printed(other, BLOCKS, data=extract_to_json(extract()))))
    assert codes(found) == {"page_differs"}
