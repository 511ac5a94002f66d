"""A folder of certificates in, what they let be trusted out: PEM or DER, the certificates' own revocation lists beside them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside.files import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST: Final = 16 * MEGABYTE
_MOST: Final = 2000


class Trust(NamedTuple):
    """Certificates that are trusted, themselves and what they have issued, and lists of the revoked; each in DER."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


def trust_in(path: str) -> tuple[Trust, tuple[Finding, ...]]:
    """What lies in the folder (or one file); a finding for each file that is neither certificate nor revocation list."""
    certificates: list[bytes] = []
    crls: list[bytes] = []
    findings = []
    try:
        names = sorted(_files(path))
    except (OSError, ValueError):
        return Trust(), (Finding("trust_missing", {"source": path}),)
    for name in names:
        try:
            for kind, data in _held(name):
                (certificates if kind == "CERTIFICATE" else crls).append(data)
        except (OSError, ValueError, UnreadableError):
            findings.append(Finding("trust_unreadable", {"source": name}))
    if not certificates:
        findings.append(Finding("trust_empty", {"source": path}))
    return Trust(tuple(dict.fromkeys(certificates)), tuple(dict.fromkeys(crls))), tuple(findings)


def _files(path: str) -> Iterator[str]:
    if not stat.S_ISDIR(os.stat(path).st_mode):
        yield path
        return
    with os.scandir(path) as entries:
        for count, entry in enumerate(entries):
            if count >= _MOST:
                raise ValueError(path)
            if not entry.name.startswith(".") and entry.is_file():
                yield entry.path


def _held(path: str) -> Iterator[tuple[str, bytes]]:
    """Every certificate ("CERTIFICATE") and revocation list ("X509 CRL") of a file."""
    from asn1crypto import crl, pem, x509

    if os.stat(path).st_size > _LARGEST:
        raise ValueError(path)
    with open(path, "rb") as file:
        data = file.read(_LARGEST)
    parts = [("", data)] if not pem.detect(data) else [(kind, der) for kind, _, der in pem.unarmor(data, multiple=True)]
    for kind, der in parts:
        if kind in ("", "CERTIFICATE") and _is(x509.Certificate, der):
            yield "CERTIFICATE", der
        elif kind in ("", "X509 CRL") and _is(crl.CertificateList, der):
            yield "X509 CRL", der
        elif kind in ("", "CERTIFICATE", "X509 CRL"):
            raise ValueError(kind)


def _is(kind: type, der: bytes) -> bool:
    try:
        kind.load(der, strict=True).native  # type: ignore[attr-defined]  # noqa: B018 - read through
    except (ValueError, TypeError, KeyError):
        return False
    return True
