"""A certificate's bytes in (PEM or DER), what a person needs to know of it out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import SamverkanError

if TYPE_CHECKING:
    from datetime import datetime


class CertificateError(SamverkanError):
    """What was given is no certificate."""


class Certificate(NamedTuple):
    """`fingerprint`: SHA-256 of the DER in hexadecimal; `subject` and `issuer` as RFC 4514 writes them."""

    pem: str
    der: bytes
    fingerprint: str
    subject: str
    issuer: str
    first: datetime
    last: datetime


def certificate_in(data: bytes) -> Certificate:
    """The first certificate of the bytes. CertificateError where there is none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        pem = b"-----BEGIN CERTIFICATE-----" in data
        found = x509.load_pem_x509_certificates(data)[0] if pem else x509.load_der_x509_certificate(data)
    except (ValueError, IndexError):
        raise CertificateError("no_certificate") from None
    der = found.public_bytes(Encoding.DER)
    return Certificate(
        found.public_bytes(Encoding.PEM).decode(), der, hashlib.sha256(der).hexdigest(), found.subject.rfc4514_string(),
        found.issuer.rfc4514_string(), found.not_valid_before_utc, found.not_valid_after_utc,
    )  # fmt: skip
