"""A certificate's bytes in (PEM or DER), what a person needs to know of it out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import SamverkanError
from samverkan.words import visible

if TYPE_CHECKING:
    from datetime import datetime


class CertificateError(SamverkanError):
    """What was given is no certificate."""


class Certificate(NamedTuple):
    """`fingerprint`: SHA-256 of the DER in hexadecimal; `subject` and `issuer` as RFC 4514 writes them, what steers a screen escaped."""

    pem: str
    der: bytes
    fingerprint: str
    subject: str
    issuer: str
    first: datetime
    last: datetime


def certificate_in(data: bytes) -> Certificate:
    """The first certificate of the bytes. CertificateError: `no_certificate`, or `certificate_odd` where it cannot be read."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        armoured = b"-----BEGIN CERTIFICATE-----" in data
        found = x509.load_pem_x509_certificates(data)[0] if armoured else x509.load_der_x509_certificate(data)
    except (ValueError, IndexError):
        raise CertificateError("no_certificate") from None
    der = found.public_bytes(Encoding.DER)
    try:
        subject, issuer = (visible(one.rfc4514_string()) for one in (found.subject, found.issuer))
        first, last = found.not_valid_before_utc, found.not_valid_after_utc
    except (ValueError, TypeError, OverflowError):
        raise CertificateError("certificate_odd") from None
    pem = found.public_bytes(Encoding.PEM).decode()
    return Certificate(pem, der, hashlib.sha256(der).hexdigest(), subject, issuer, first, last)
