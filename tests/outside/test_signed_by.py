"""Who signed, when and by which certificate: expired, not yet valid, for another use, unknown, revoked; with time stamps and without."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto.x509 import Certificate
from hypothesis import given, settings
from hypothesis import strategies as st
from issuers import certificate, crl_at, ocsp_at, root, signer, stamper

from extracts import AT, codes, extract, good, official, printed, trust, verified
from samverkan.outside.authority import TrialAuthority
from samverkan.outside.signatures import signer_named
from samverkan.outside.signing import KeySigner, SigningError, time_stamps
from samverkan.outside.trust import Trust, trust_in

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.outside.verifying import Verified

LATER = AT + timedelta(days=1)


def made(name: str = "signer", level: Any = "B-B", at: datetime = AT, **more: Any) -> bytes:
    """Signed without the checks by which we refuse to sign."""
    return signer(name, level, at, **more)._signed(printed(extract()), "Anna Ek", "Rätt utdraget intygar", at)


def outcome(found: Verified) -> tuple[bool | None, bool, tuple[str, ...]]:
    (one,) = found.signatures
    assert found.whole is True
    return one.valid, one.trusted, one.reasons


def test_revocation_that_cannot_be_seen_is_not_told() -> None:
    found = verified(made(), root())
    assert outcome(found) == (None, True, ("revocation_unseen",))
    assert not found.accepted


def test_with_the_issuers_list_in_the_folder_it_is_seen() -> None:
    assert verified(made(), root(crl_at())).accepted


def test_the_signers_own_certificate_may_be_the_one_trusted() -> None:
    found = verified(made(), Trust((certificate("signer").dump(),)))
    assert outcome(found) == (True, True, ())


def test_one_trusted_by_itself_is_not_trusted_beyond_its_days() -> None:
    pinned = Trust((certificate("brief").dump(),))
    assert verified(made("brief"), pinned).accepted
    late = verified(made("brief"), pinned, AT + timedelta(days=30))
    assert (late.signatures[0].valid, late.accepted) == (None, False)
    assert codes(late) == {"certificate_expired"}


def test_an_unknown_one_that_signed_for_itself_is_not_trusted() -> None:
    found = verified(made("unknown"), root(crl_at()))
    assert outcome(found) == (None, False, ("issuer_unknown",))


def test_one_that_calls_itself_as_the_trusted_does_is_not(tmp_path: Path) -> None:
    """The same name above it, another key."""
    other = trust_in(str(TrialAuthority(tmp_path, AT).trust))[0]
    assert official().certificate.issuer == Certificate.load(other.certificates[0]).subject
    found = verified(good(), other)
    assert not found.signatures[0].trusted
    assert not found.accepted


@pytest.mark.parametrize(
    ("name", "reason"), [("early", "time_before_certificate"), ("web", "certificate_not_for_signing")]
)
def test_a_certificate_that_did_not_hold_makes_it_not_valid(name: str, reason: str) -> None:
    found = verified(made(name), root(crl_at()))
    assert found.signatures[0].valid is False
    assert reason in found.signatures[0].reasons
    assert not found.accepted


@pytest.mark.parametrize(
    ("name", "at", "code"),
    [
        ("early", AT, "certificate_not_yet_valid"),
        ("brief", AT + timedelta(days=30), "certificate_expired"),
        ("web", AT, "certificate_not_for_signing"),
    ],
)
def test_we_do_not_sign_with_such_a_one(name: str, at: datetime, code: str) -> None:
    with pytest.raises(SigningError, match=code):
        signer(name).sign(printed(extract()), name="Anna Ek", reason="x", at=at)


def test_a_signer_whose_clock_said_a_day_after_the_certificates_last_is_not_valid() -> None:
    found = verified(made("brief", at=AT + timedelta(days=30)), root(crl_at()), AT + timedelta(days=30))
    assert found.signatures[0].valid is False
    assert "time_after_certificate" in found.signatures[0].reasons


def test_a_signature_from_tomorrow_is_not_told() -> None:
    found = verified(made(at=LATER), root(crl_at()))
    assert outcome(found) == (None, True, ("time_ahead",))


def test_revoked_since_without_a_time_stamp_is_not_told() -> None:
    """Nothing shows that it was signed before 18.00, when the certificate was revoked."""
    found = verified(made("gone"), root(crl_at(LATER)), LATER)
    assert outcome(found) == (None, True, ("certificate_revoked",))


def test_revoked_before_it_was_signed_is_not_valid() -> None:
    found = verified(made("gone", at=LATER), root(crl_at(LATER)), LATER)
    assert found.signatures[0].valid is False
    assert "revoked_before_signing" in found.signatures[0].reasons


def test_a_time_stamp_from_before_it_was_revoked_saves_it() -> None:
    found = verified(made("gone", "B-T"), root(crl_at(LATER)), LATER)
    assert outcome(found) == (True, True, ())
    assert (found.signatures[0].level, found.signatures[0].proven) == ("B-T", True)


def test_a_time_stamp_after_it_was_revoked_does_not() -> None:
    found = verified(made("gone", "B-T", at=LATER), root(crl_at(LATER)), LATER)
    assert found.signatures[0].valid is not True


def test_the_time_stamps_time_is_the_one_told_and_a_clock_off_is_remarked() -> None:
    late = KeySigner(
        signer().key, certificate("signer"), (certificate("root"),), "B-T", stamper(AT + timedelta(hours=3))
    )
    pdf = late._signed(printed(extract()), "Anna Ek", "x", AT)
    found = verified(pdf, root(crl_at(LATER)), LATER)
    assert found.signatures[0].time == (AT + timedelta(hours=3)).isoformat()
    assert codes(found) == {"clock_off"}
    assert found.accepted


def test_a_time_stamp_of_an_unknown_service_leaves_the_signers_word() -> None:
    found = verified(made(level="B-T"), Trust((certificate("signer").dump(),)))
    assert (found.signatures[0].time, found.signatures[0].proven) == (AT.isoformat(), False)
    assert codes(found) == {"time_stamp_not_trusted"}
    assert found.accepted


def lasting(name: str = "signer") -> bytes:
    return made(name, "B-LTA", roots=(certificate("root"),), crls=(crl_at(),))


def test_for_the_archive_it_brings_what_validates_it() -> None:
    found = verified(lasting(), root())
    assert outcome(found) == (True, True, ())
    assert (found.signatures[0].level, found.signatures[0].time) == ("B-LTA", AT.isoformat())
    assert found.accepted


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_byte_changed_of_one_for_the_archive_is_found(data: st.DataObject) -> None:
    pdf = kept()
    start = pdf.rindex(b"/Contents <") + len(b"/Contents ")
    end = pdf.index(b">", start) + 1
    at = data.draw(st.one_of(st.integers(0, start - 1), st.integers(end, len(pdf) - 1)))
    changed = pdf[:at] + bytes([pdf[at] ^ data.draw(st.integers(1, 255))]) + pdf[at + 1 :]
    found = verified(changed, root())
    assert found.whole is not True
    assert not found.accepted


@cache
def kept() -> bytes:
    return lasting()


def test_for_the_archive_with_ocsp() -> None:
    answers = tuple(ocsp_at(name) for name in ("signer", "tsa"))
    pdf = made("signer", "B-LTA", roots=(certificate("root"),), ocsps=answers)
    assert verified(pdf, root()).accepted


def test_for_the_archive_it_holds_when_the_certificate_has_expired() -> None:
    trusting = Trust((certificate("root").dump(), certificate("tsa").dump()))
    found = verified(lasting("brief"), trusting, datetime.now(AT.tzinfo) + timedelta(days=400))
    assert outcome(found) == (True, True, ())
    assert found.accepted


def test_time_stamps_that_cannot_be_had_leave_the_paper_unsigned() -> None:
    silent = KeySigner(signer().key, certificate("signer"), (), "B-T", time_stamps("http://127.0.0.1:9/"))
    with pytest.raises(SigningError, match="time_stamps_silent"):
        silent.sign(printed(extract()), name="Anna Ek", reason="x", at=AT)
    with pytest.raises(SigningError, match="no_time_stamps"):
        KeySigner(signer().key, certificate("signer"), (), "B-T").sign(printed(extract()), name="A", reason="x", at=AT)


@pytest.mark.parametrize("trusting", ["root", "pinned"])
def test_an_official_cannot_issue_certificates_to_others(trusting: str) -> None:
    from asn1crypto.keys import PrivateKeyInfo
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

    from samverkan.outside import authority

    anna = official()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Chefen Själv")])
    own = x509.load_der_x509_certificate(anna.certificate.dump())
    key = authority._key()
    issuing = load_der_private_key(anna.key.dump(), None)
    issued = authority._issued(name, own.subject, key, issuing, AT, timedelta(days=9), authority=False)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    false = KeySigner(
        PrivateKeyInfo.load(der), Certificate.load(issued.public_bytes(Encoding.DER)), (anna.certificate, *anna.chain)
    )
    pdf = false.sign(printed(extract()), name="Chefen Själv", reason="x", at=AT)
    found = verified(pdf, trust() if trusting == "root" else Trust((anna.certificate.dump(),)))
    assert found.signatures[0].signer == "Chefen Själv"
    assert not found.signatures[0].trusted
    assert not found.accepted


def test_a_signer_without_a_common_name_is_named_by_their_names_and_never_by_their_identity_number() -> None:
    class Certificate:
        def __init__(self, **parts: str) -> None:
            self.subject = type("Subject", (), {"native": parts})()

    number = "19811228-9874"
    assert signer_named(Certificate(serial_number=number, given_name="Anna", surname="Ek")) == "Anna Ek"
    assert signer_named(Certificate(serial_number=number)) == "(unnamed)"
    assert signer_named(Certificate(common_name=f"Anna Ek {number}")) == "Anna Ek -"
