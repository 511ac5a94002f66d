"""The bytes of a PDF in, the same with one more signature out: PAdES, without a visible stamp, the clock the caller's.

`Signer` is what a signing service outside the house does as well; `KeySigner` has its key and certificate on this machine.
What is there already is never written over: a signature is appended, and those before it stay whole.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from samverkan.core.findings import SamverkanError

if TYPE_CHECKING:
    from datetime import datetime

PASSWORD: Final = "SAMVERKAN_SIGNING_PASSWORD"  # noqa: S105 - the setting's name
"""The setting with the password of the key's file."""

MAY_SIGN: Final = frozenset({"digital_signature", "non_repudiation"})
"""A certificate that names what its key is for must name one of these."""

Level = Literal["B-B", "B-T", "B-LTA"]
_DIGEST: Final = "sha256"
_FIELD: Final = "Underskrift"
_PATIENCE: Final = 20
"""Seconds that a time-stamp service may take."""


class SigningError(SamverkanError):
    """The paper was not signed; the code says why (words domain `signing`). The bytes given are as they were."""


class Signer(Protocol):
    """Signs a PDF: a key on this machine, or a service that asks the person first."""

    def sign(self, pdf: bytes, *, name: str, reason: str, at: datetime) -> bytes:
        """The PDF with one more signature, by `name`, for the reason given; SigningError where it was not signed."""
        ...


@dataclass(frozen=True, repr=False)
class KeySigner:
    """A key and its certificate (asn1crypto's) with those above it (`chain`).

    B-T and B-LTA need a `stamper` (`time_stamps` makes one of an address). For B-LTA, `roots` are the certificates that the
    signer's and the time stamp's lead to, `crls` and `ocsps` what is at hand on revocation, in DER; `fetch`: get what is
    lacking where the certificates say it is.
    """

    key: Any
    certificate: Any
    chain: tuple[Any, ...] = ()
    level: Level = "B-B"
    stamper: Any = None
    roots: tuple[Any, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    fetch: bool = False

    def sign(self, pdf: bytes, *, name: str, reason: str, at: datetime) -> bytes:
        """The PDF with one more signature."""
        if at.tzinfo is None:
            raise ValueError("the time of a signature has a time zone")
        _refuse(self.certificate, at)
        if self.level != "B-B" and self.stamper is None:
            raise SigningError("no_time_stamps", level=self.level)
        try:
            return self._signed(pdf, name, reason, at)
        except Exception as error:
            raise _why(error) from error

    def _signed(self, pdf: bytes, name: str, reason: str, at: datetime) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
        from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
        from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        class ByTheClock(PdfSigner):  # pyHanko would look at the machine's
            def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
                session = super().init_signing_session(pdf_out, existing_fields_only)
                session.system_time = at
                return session

        store = SimpleCertificateStore()
        store.register_multiple([*self.chain, self.certificate])
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        writer.document_meta.last_modified = at
        field = f"{_FIELD}{len(list(enumerate_sig_fields(writer))) + 1}"
        lasting = self.level == "B-LTA"
        signer = ByTheClock(
            PdfSignatureMetadata(
                field_name=field,
                md_algorithm=_DIGEST,
                name=name,
                reason=reason,
                subfilter=SigSeedSubFilter.PADES,
                embed_validation_info=lasting,
                use_pades_lta=lasting,
                validation_context=self._validation(at) if lasting else None,
                signer_key_usage=set(),
                dss_settings=DSSContentSettings(
                    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
                ),
                timestamp_field_name=f"{field}-tid" if lasting else None,
            ),
            signer=SimpleSigner(signing_cert=self.certificate, signing_key=self.key, cert_registry=store),
            timestamper=None if self.level == "B-B" else self.stamper,
            new_field_spec=SigFieldSpec(field, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)),
        )
        return bytes(signer.sign_pdf(writer).getvalue())

    def _validation(self, at: datetime) -> Any:
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.chain),
            allow_fetching=self.fetch,
            moment=None if self.fetch else at,
            crls=list(self.crls),
            ocsps=list(self.ocsps),
            revocation_mode="hard-fail",
        )


def time_stamps(address: str) -> Any:
    """The `stamper` of a time-stamp service (RFC 3161) at the address."""
    from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper

    return HTTPTimeStamper(address, timeout=_PATIENCE)


def signer_of(data: bytes, *, password: str | None = None, level: Level = "B-B", stamper: Any = None) -> KeySigner:
    """The signer whose key, certificate and chain are in PKCS#12 or PEM; the password from the environment unless given.

    SigningError where the password is not that of the file, or it lacks a key or the key's certificate.
    """
    from cryptography.hazmat.primitives.serialization import pkcs12

    secret = os.environ.get(PASSWORD, "") if password is None else password
    try:
        if data.lstrip().startswith(b"-----BEGIN"):
            key, certificates = _from_pem(data, secret)
        else:
            held = pkcs12.load_pkcs12(data, secret.encode() or None)
            first = [] if held.cert is None else [held.cert.certificate]
            key, certificates = held.key, [*first, *(one.certificate for one in held.additional_certs)]
    except (ValueError, TypeError) as error:
        raise SigningError("key_closed") from error
    return _signer(key, certificates, level, stamper)


def _from_pem(data: bytes, secret: str) -> tuple[Any, list[Any]]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    sealed = b"ENCRYPTED" in data
    return load_pem_private_key(data, secret.encode() if sealed else None), x509.load_pem_x509_certificates(data)


def _signer(key: Any, certificates: list[Any], level: Level, stamper: Any) -> KeySigner:
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    if key is None:
        raise SigningError("no_key")
    own = [one for one in certificates if one.public_key() == key.public_key()]
    if not own:
        raise SigningError("no_certificate")
    return KeySigner(
        PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        Certificate.load(own[0].public_bytes(Encoding.DER)),
        tuple(Certificate.load(one.public_bytes(Encoding.DER)) for one in certificates if one is not own[0]),
        level,
        stamper,
    )


def _refuse(certificate: Any, at: datetime) -> None:
    """Refuse what no receiver would accept: out of its days, or a key that is not for signing."""
    if at < certificate.not_valid_before:
        raise SigningError("certificate_not_yet_valid", day=certificate.not_valid_before.date(), on=at.date())
    if at > certificate.not_valid_after:
        raise SigningError("certificate_expired", day=certificate.not_valid_after.date(), on=at.date())
    usage = certificate.key_usage_value
    if usage is not None and not MAY_SIGN & usage.native:
        raise SigningError("certificate_not_for_signing")


def _why(error: Exception) -> SigningError:
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    if isinstance(error, TimestampRequestError | OSError):
        return SigningError("time_stamps_silent", reason=str(error) or type(error).__name__)
    if isinstance(error, PathBuildingError | PathValidationError):
        return SigningError("certificate_not_proven", reason=str(error))
    if isinstance(error, PdfReadError):
        return SigningError("paper_not_signable", reason=str(error))
    return SigningError("not_signed", reason=str(error) or type(error).__name__)
