"""Keys in files, the authority for trials, and what a signature leaves as it was."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509 import load_der_x509_certificate

from extracts import AT, extract, good, official, printed, signed, trust, verified
from samverkan.outside.authority import ROOT_NAME, UNIT, TrialAuthority
from samverkan.outside.signing import PASSWORD, SigningError, signer_of
from samverkan.outside.trust import Trust, trust_in

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "mycket hemligt"


def parts() -> tuple[Any, Any, Any]:
    one = official()
    return (
        load_der_private_key(one.key.dump(), None),
        load_der_x509_certificate(one.certificate.dump()),
        load_der_x509_certificate(one.chain[0].dump()),
    )


def in_pkcs12(secret: str = SECRET) -> bytes:
    key, certificate, root = parts()
    return pkcs12.serialize_key_and_certificates(
        b"x", key, certificate, [root], BestAvailableEncryption(secret.encode())
    )


def in_pem(secret: str = SECRET) -> bytes:
    key, certificate, root = parts()
    sealed = BestAvailableEncryption(secret.encode()) if secret else NoEncryption()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed)
    return bytes(pem + root.public_bytes(Encoding.PEM) + certificate.public_bytes(Encoding.PEM))


@pytest.mark.parametrize("data", [in_pkcs12(), in_pem(), in_pem("")], ids=["pkcs12", "pem", "open pem"])
def test_a_key_in_a_file_signs_with_the_password_of_the_environment(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    pdf = signer_of(data).sign(printed(extract()), name="Anna Ek", reason="x", at=AT)
    assert verified(pdf).accepted


@pytest.mark.parametrize("data", [in_pkcs12(), in_pem(), b"", b"-----BEGIN", b"\x30\x82"])
def test_a_wrong_password_or_no_key_file_is_told_without_the_password(data: bytes) -> None:
    with pytest.raises(SigningError, match="key_closed") as told:
        signer_of(data, password="fel")
    assert "fel" not in str(told.value.values)


def test_a_key_without_its_certificate_is_told() -> None:
    other = rsa.generate_private_key(65537, 2048)
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(SigningError, match="no_certificate"):
        signer_of(pem + parts()[1].public_bytes(Encoding.PEM), password="")


def test_neither_key_nor_password_is_shown_where_a_signer_is_printed() -> None:
    one = signer_of(in_pkcs12(), password=SECRET)
    assert SECRET not in repr(one)
    assert one.key.dump().hex() not in repr(one)


@pytest.mark.parametrize("pdf", [b"", b"Protokoll", printed(extract())[:2000]])
def test_what_cannot_be_signed_is_told(pdf: bytes) -> None:
    with pytest.raises(SigningError, match=r"paper_not_signable|not_signed"):
        signed(pdf)


def test_a_signature_is_appended_and_leaves_what_was_there() -> None:
    pdf = printed(extract())
    once = signed(pdf)
    assert once.startswith(pdf)
    assert signed(once, "Bo Ljung").startswith(once)


def test_it_has_no_stamp_on_the_page_and_the_callers_time() -> None:
    assert b"/ETSI.CAdES.detached" in good()
    assert b"D\\07220240514120000" in good() or b"D:20240514120000" in good()
    assert b"/Reason" in good()


def test_the_authority_is_made_once_and_says_that_it_is_a_trial(tmp_path: Path) -> None:
    first = TrialAuthority(tmp_path, AT)
    again = TrialAuthority(tmp_path, AT + timedelta(days=9))
    assert trust_in(str(first.trust)) == trust_in(str(again.trust))
    one = first.official("Anna Ek", "nämndsekreterare", organisation="Region Västana", number="2321990018", at=AT)
    same = again.official("Anna Ek", "nämndsekreterare", organisation="Region Västana", number="2321990018", at=AT)
    assert one.certificate.dump() == same.certificate.dump()
    names = one.certificate.subject.native
    assert (names["organization_identifier"], names["organizational_unit_name"]) == ("NTRSE-2321990018", UNIT)
    assert one.certificate.issuer.native["common_name"] == ROOT_NAME
    assert "prov" in ROOT_NAME


def test_an_official_whose_certificate_has_expired_gets_a_new_one(tmp_path: Path) -> None:
    def one(days: int) -> bytes:
        at = AT + timedelta(days=days)
        named = TrialAuthority(tmp_path, AT).official("A", "", organisation="R", number="2321990018", at=at)
        return bytes(named.certificate.dump())

    assert one(0) == one(700) != one(800)


def test_its_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    TrialAuthority(tmp_path, AT).official("A", "", organisation="R", number="2321990018", at=AT)
    keys = [path for path in tmp_path.rglob("*.pem") if b"PRIVATE KEY" in path.read_bytes()]
    assert len(keys) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}


def test_many_at_once_make_one_authority_and_one_official(tmp_path: Path) -> None:
    def make(_: int) -> tuple[bytes, Trust]:
        mine = TrialAuthority(tmp_path, AT)
        made = mine.official("A", "", organisation="R", number="2321990018", at=AT)
        return made.certificate.dump(), trust_in(str(mine.trust))[0]

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(make, range(24)))
    assert len(found) == 1
    ((certificate, trusting),) = found
    from asn1crypto.x509 import Certificate

    root = Certificate.load(trusting.certificates[0])
    assert Certificate.load(certificate).issuer == root.subject
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


def test_a_folder_of_trust_takes_pem_and_der_and_names_the_rest(tmp_path: Path) -> None:
    (der,) = trust().certificates
    pem = load_der_x509_certificate(der).public_bytes(Encoding.PEM)
    (tmp_path / "a.cer").write_bytes(der)
    (tmp_path / "b.pem").write_bytes(pem + parts()[1].public_bytes(Encoding.PEM))
    (tmp_path / "c.txt").write_text("läs mig")
    (tmp_path / ".dold").write_text("x")
    found, findings = trust_in(str(tmp_path))
    assert found.certificates == (der, official().certificate.dump())
    assert [(one.code, one.values["source"]) for one in findings] == [("trust_unreadable", str(tmp_path / "c.txt"))]
    assert [one.code for one in trust_in(str(tmp_path / "c.txt"))[1]] == ["trust_unreadable", "trust_empty"]
    assert [one.code for one in trust_in(str(tmp_path / "borta"))[1]] == ["trust_missing"]


def test_verifying_loads_neither_django_nor_the_network() -> None:
    code = (
        "import sys; from samverkan.cli.main import main; main(['verify', '/nowhere.pdf']); "
        "print([name for name in ('django', 'pyhanko', 'aiohttp', 'requests') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
