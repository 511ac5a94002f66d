"""An extract that is whole is accepted; one changed in any way is not, and is told what is wrong with it."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extracts import AT, BLOCKS, codes, extract, good, good_by_two, official, printed, signed, trust, verified
from samverkan.core.writing.extract import extract_to_json
from samverkan.core.writing.printed import Attached, Paragraph
from samverkan.outside.certificates import certificate_in
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere


def container(pdf: bytes) -> tuple[int, int]:
    """Where the last signature's own container lies."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents ")
    return start, pdf.index(b">", start) + 1


def test_an_extract_as_it_should_be_is_accepted() -> None:
    found = verified(good())
    assert found.accepted
    assert found.findings == ()
    (one,) = found.signatures
    assert (one.signer, one.organisation, one.number) == ("Anna Ek", "Region Västana", "2321990018")
    assert (one.time, one.level, one.valid, one.trusted, one.reasons) == (AT.isoformat(), "B-B", True, True, ())
    assert found.extract == extract()


def test_two_sign_one_after_the_other() -> None:
    found = verified(good_by_two())
    assert found.accepted
    assert [one.signer for one in found.signatures] == ["Anna Ek", "Bo Ljung"]


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_changed_byte_outside_the_last_container_breaks_it(data: st.DataObject) -> None:
    pdf = data.draw(st.sampled_from([good(), good_by_two()]))
    start, end = container(pdf)
    outside = st.one_of(st.integers(0, start - 1), st.integers(end, len(pdf) - 1))
    at = data.draw(outside)
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != pdf[at]))
    found = verified(pdf[:at] + bytes([byte]) + pdf[at + 1 :])
    assert not found.accepted
    assert found.whole is not True
    assert found.findings


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_in_the_signature_itself_is_never_accepted_as_another_signer(data: st.DataObject) -> None:
    pdf = good()
    start, end = container(pdf)
    at = data.draw(st.integers(start, end - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != pdf[at]))
    found = verified(pdf[:at] + bytes([byte]) + pdf[at + 1 :])
    assert not found.accepted or [one.signer for one in found.signatures] == ["Anna Ek"]


@pytest.mark.parametrize("tail", [b" ", b"\n", b"%", b"\n%%EOF\n", b"1 0 obj\n<<>>\nendobj\n", bytes(100)])
def test_bytes_appended_are_found(tail: bytes) -> None:
    found = verified(good() + tail)
    assert found.whole is False
    assert not found.accepted


def test_the_end_cut_off_is_found() -> None:
    for cut in (1, 50, 2000):
        assert not verified(good()[:-cut]).accepted


def test_unsigned_is_told() -> None:
    found = verified(printed(extract()))
    assert (found.whole, found.signatures, codes(found)) == (None, (), {"not_signed"})


def test_nobody_is_trusted_without_certificates() -> None:
    found = verified(good(), Trust())
    assert (found.whole, found.signatures[0].valid, found.signatures[0].trusted) == (True, None, False)
    assert codes(found) == {"no_trust"}


def test_a_signature_taken_away_is_missed() -> None:
    first = signed(printed(extract(signatures=2)))
    assert codes(verified(first)) == {"signature_missing"}


def test_a_page_that_says_more_than_the_data_is_refused() -> None:
    more = (*BLOCKS, Paragraph("Nämnden beslutar även om 100 000 kronor."))
    assert codes(verified(signed(printed(extract(), more)))) == {"page_differs"}


def test_a_page_that_says_less_than_the_data_is_refused() -> None:
    assert codes(verified(signed(printed(extract(), BLOCKS[:-1])))) == {"page_differs"}


def test_data_that_quote_what_is_not_there_are_refused() -> None:
    data = extract_to_json(extract()).replace(b'"value":"71"', b'"value":"72"')
    assert codes(verified(signed(printed(extract(), data=data)))) == {"quote_misplaced"}


def test_data_of_another_shape_are_refused_with_the_place() -> None:
    data = extract_to_json(extract()).replace(b'"number":1,', b'"number":"1",')
    found = verified(signed(printed(extract(), data=data)))
    assert [(one.code, one.values["place"]) for one in found.findings] == [
        ("extract_malformed", "item.decisions[0].number")
    ]
    assert found.extract is None


def test_another_attachment_is_allowed_and_one_of_the_same_name_is_not() -> None:
    annex = Attached("avtal.txt", "text/plain", "Avtalet", b"Avtal")
    assert verified(signed(printed(extract(), beside=(annex,)))).accepted


@pytest.mark.parametrize("data", [b"", b"Protokoll", b"%PDF-1.7\n", good()[:1000], bytes(1000)])
def test_what_cannot_be_read_as_a_pdf_is_told(data: bytes) -> None:
    found = verified(data)
    assert codes(found) == {"extract_unreadable"}
    assert not found.accepted


def test_a_certificate_that_has_expired_since_cannot_be_told() -> None:
    found = verified(good(), at=AT + timedelta(days=1000))
    assert (found.signatures[0].valid, found.signatures[0].reasons) == (None, ("certificate_expired",))


def test_a_clock_that_is_behind_is_told() -> None:
    found = verified(good(), at=AT - timedelta(days=30))
    assert found.signatures[0].valid is not True
    to_come = {"extract_meeting_to_come", "extract_justerad_to_come"}
    assert codes(found) == {"certificate_not_yet_valid", "time_ahead", *to_come}


def test_beside_threads_it_is_verified_in_a_process_of_its_own() -> None:
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait)
    thread.start()
    try:
        found = verify_elsewhere(good(), "utdrag.pdf", trust=trust(), at=AT)
        broken = verify_elsewhere(b"%PDF-1.7 nothing", "utdrag.pdf", trust=trust(), at=AT)
    finally:
        waits.set()
        thread.join()
    assert found == verified(good())
    assert codes(broken) == {"extract_unreadable"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"justerad": date(2024, 4, 22)}, "extract_justerad_before_meeting"),
        ({"justerad": AT.date() + timedelta(days=2)}, "extract_justerad_to_come"),
        ({"meeting_day": AT.date() + timedelta(days=2), "justerad": None}, "extract_meeting_to_come"),
    ],
)
def test_days_that_cannot_be_are_told_and_the_extract_is_not_accepted(change: dict[str, object], code: str) -> None:
    found = verified(signed(printed(extract()._replace(**change))))
    assert not found.accepted
    assert code in codes(found)


def test_a_certificate_whose_names_steer_the_screen_is_read_with_them_escaped() -> None:
    found = verified(signed(printed(extract()), name="Anna\x00Ek\u202e"))
    assert found.signatures[0].signer == "Anna\\x00Ek\\u202e"
    certificate = certificate_in(official("Anna\x00Ek\u202e").certificate.dump())
    assert "\x00" not in certificate.subject
    assert "\u202e" not in certificate.subject
