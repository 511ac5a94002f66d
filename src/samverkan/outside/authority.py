"""A certificate authority for trials: a folder in, a root made once there and certificates for officials out.

Nobody should trust it but who tries the program: what it issues says so in every certificate. An office signs with its own
certificates, or a signing service (`outside.signing.Signer`).
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from samverkan.outside.signing import KeySigner, signer_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

ROOT_NAME: Final = "Samverkan provutfärdare (endast för prov)"
UNIT: Final = "Prov, ingen riktig underskrift"
FOLDER: Final = "trial-authority"
"""Its folder under SAMVERKAN_HOME; `trust` in it has the root alone, for `samverkan verify --trust`."""

_YEARS_OF_ROOT: Final = 20
_DAYS_OF_OFFICIAL: Final = 730
_EARLIER: Final = timedelta(days=1)


class TrialAuthority:
    """The authority in `folder` (made there at `at`, the first time)."""

    def __init__(self, folder: Path, at: datetime) -> None:
        self._folder = folder
        path = folder / "root.pem"
        if not path.exists():
            _once(path, _root(at))
        self._root = path.read_bytes()
        _once(folder / "trust" / "root.pem", _certificate_of(self._root))

    @property
    def trust(self) -> Path:
        """The folder with its root's certificate: what `--trust` takes."""
        return self._folder / "trust"

    def official(self, name: str, office: str, *, organisation: str, number: str, at: datetime) -> KeySigner:
        """The signer of an official, whose certificate names the organisation by its ten digits: the same while it is valid."""
        named = "\n".join((name, office, organisation, number)).encode()
        path = self._folder / "officials" / f"{hashlib.sha256(named).hexdigest()[:32]}.pem"
        if path.exists():
            kept = signer_of(path.read_bytes(), password="")
            if kept.certificate.not_valid_before <= at <= kept.certificate.not_valid_after:
                return kept
            path.unlink(missing_ok=True)
        _once(path, self._official(name, office, organisation, number, at))
        return signer_of(path.read_bytes(), password="")

    def _official(self, name: str, office: str, organisation: str, number: str, at: datetime) -> bytes:
        from cryptography import x509
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
            load_pem_private_key,
        )
        from cryptography.x509.oid import NameOID

        named = [
            (NameOID.COUNTRY_NAME, "SE"),
            (NameOID.ORGANIZATION_NAME, organisation[:64]),
            (NameOID.ORGANIZATION_IDENTIFIER, f"NTRSE-{number}"),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, UNIT),
            (NameOID.COMMON_NAME, name[:64]),
        ]
        if office:
            named.append((NameOID.TITLE, office[:64]))
        subject = x509.Name([x509.NameAttribute(kind, text) for kind, text in named])
        root, root_key = x509.load_pem_x509_certificate(self._root), load_pem_private_key(self._root, None)
        key = _key()
        issued = _issued(subject, root.subject, key, root_key, at, timedelta(days=_DAYS_OF_OFFICIAL), authority=False)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return bytes(pem + issued.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))


def _key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _root(at: datetime) -> bytes:
    """The root's key and certificate, in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import NameOID

    key = _key()
    name = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "SE"), x509.NameAttribute(NameOID.COMMON_NAME, ROOT_NAME)]
    )
    root = _issued(name, name, key, key, at, timedelta(days=365 * _YEARS_OF_ROOT), authority=True)
    return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())) + bytes(
        root.public_bytes(Encoding.PEM)
    )


def _issued(
    subject: Any, issuer: Any, key: Any, issuing_key: Any, at: datetime, lasts: timedelta, *, authority: bool
) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _EARLIER)
        .not_valid_after(at + lasts)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False)
        .sign(issuing_key, hashes.SHA256())
    )


def _certificate_of(pem: bytes) -> bytes:
    return pem[pem.index(b"-----BEGIN CERTIFICATE") :]


def _once(path: Path, data: bytes) -> None:
    """Write the file whole, for its owner alone, unless it is there; of two who do so at once, the first has done it."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        os.unlink(beside)
