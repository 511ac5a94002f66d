"""The signatures of a PDF in, what each is worth out, by what lies in the file and in the trust folder alone (no network).

ETSI EN 319 102-1 by pyHanko, in three answers: a signature is valid, is not, or cannot be told, with the reasons as codes of
findings. What was appended after a signature may be further signatures, time stamps and what validates
them; anything else is named.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.identity import without_identity_numbers
from samverkan.outside.wholeness import allowed, is_stamp, not_whole, removed, stamps_hold
from samverkan.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from samverkan.outside.trust import Trust

MAY_SIGN: Final = frozenset({"digital_signature", "non_repudiation"})
UNNAMED: Final = "(unnamed)"
"""A signer whose certificate gives neither a name nor an organisation's."""

_NUMBER: Final = re.compile(r"NTRSE-(\d{6})-?(\d{4})")
_CLOCKS_APART: Final = 3600
"""Seconds by which a signer's clock may differ from the time stamp's, or be ahead of ours."""

_LONGEST_REASON: Final = 400
_MOST: Final = 60
"""Signatures and time stamps that are looked at."""

_PASSED: Final = frozenset({"OK", "PASSED"})
_REASONS: Final = {
    "HASH_FAILURE": "bytes_changed",
    "SIG_CRYPTO_FAILURE": "signature_broken",
    "FORMAT_FAILURE": "signature_broken",
    "REVOKED": "certificate_revoked",
    "REVOKED_NO_POE": "certificate_revoked",
    "REVOKED_CA_NO_POE": "issuer_revoked",
    "NOT_YET_VALID": "certificate_not_yet_valid",
    "EXPIRED": "certificate_expired",
    "OUT_OF_BOUNDS_NO_POE": "certificate_expired",
    "OUT_OF_BOUNDS_NOT_REVOKED": "certificate_expired",
    "SIG_CONSTRAINTS_FAILURE": "certificate_not_for_signing",
    "CHAIN_CONSTRAINTS_FAILURE": "certificate_not_for_signing",
    "CRYPTO_CONSTRAINTS_FAILURE": "weak_algorithm",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": "weak_algorithm",
    "TIMESTAMP_ORDER_FAILURE": "time_stamps_disordered",
    "NO_SIGNING_CERTIFICATE_FOUND": "signature_broken",
    "NO_CERTIFICATE_CHAIN_FOUND": "issuer_unknown",
    "TRY_LATER": "revocation_unseen",
    "REVOCATION_OUT_OF_BOUNDS_NO_POE": "revocation_unseen",
}
_FAILED: Final = frozenset(
    {
        "bytes_changed", "signature_broken", "certificate_not_yet_valid", "certificate_not_for_signing", "weak_algorithm",
        "time_stamps_disordered", "time_before_certificate", "time_after_certificate", "revoked_before_signing",
    }
)  # fmt: skip
"""Reasons for which a signature is not valid; for the others it cannot be told."""

_BROKEN: Final = frozenset({"bytes_changed", "signature_broken", "weak_algorithm"})
"""Reasons that do not rest on who issued the certificate."""

_LASTING: Final = frozenset({"B-LT", "B-LTA"})
REMARKS: Final = frozenset({"time_stamp_not_trusted", "clock_off"})
"""Reasons that are worth a word and change nothing."""


class Signed(NamedTuple):
    """One signature. `time` is the time stamp's where one is trusted (`proven`), else the signer's own word; ISO 8601.

    `certificate`: the SHA-256 of the signer's certificate, which is what one pins. `says`: why they signed, in their own words.
    """

    signer: str
    organisation: str | None
    number: str | None
    time: str | None
    proven: bool
    level: str
    valid: bool | None
    trusted: bool
    reasons: tuple[str, ...]
    certificate: str
    says: str | None = None


class Marks(NamedTuple):
    """All signatures of a file in order, whether the file is whole, what is wrong with it (codes), where the last ends.

    `first`: how many bytes the first signature was put under; 0 where there is none.
    """

    whole: bool | None
    signed: tuple[Signed, ...]
    wrong: tuple[str, ...]
    first: int


def signatures_of(reader: Any, size: int, trust: Trust, at: datetime) -> Marks:
    """The signatures of the PDF that `reader` (pyHanko's) has open, of so many bytes, asked about at a time."""
    from pyhanko.sign.fields import enumerate_sig_fields

    embedded = list(reader.embedded_signatures)
    if removed(reader):
        return Marks(False, (), ("signature_removed",), 0)
    if not embedded:
        return Marks(None, (), (), 0)
    if len(embedded) > _MOST:
        return Marks(False, (), ("too_many_signatures",), 0)
    wrong: list[str] = []
    if len(list(enumerate_sig_fields(reader, filled_status=True))) != len(embedded):
        wrong.append("foreign_signature")
    for one in embedded:
        one.compute_integrity_info(allowed())
    wrong += not_whole(reader, embedded, size)
    signed = asyncio.run(_all(embedded, trust, at))
    if any("bytes_changed" in one.reasons for one in signed) or not stamps_hold(embedded):
        wrong.append("bytes_changed")
    start = embedded[0].byte_range
    return Marks(not wrong, signed, tuple(dict.fromkeys(wrong)), int(start[2] + start[3]))


async def _all(embedded: Sequence[Any], trust: Trust, at: datetime) -> tuple[Signed, ...]:
    return tuple([await _one(one, embedded, trust, at) for one in embedded if not is_stamp(one)])


async def _one(one: Any, embedded: Sequence[Any], trust: Trust, at: datetime) -> Signed:
    certificate = one.signer_cert
    result, timed = await _validated(one, trust, at)
    outcome = result.ades_subindic.standard_name
    trusted = await _leads_to(one, trust, at)
    stamped, remarks = _stamp(timed, at)
    claimed = one.self_reported_timestamp
    time = stamped or claimed
    level = _level(one, embedded)
    reasons = []
    if outcome in _REASONS:
        reasons.append(_REASONS[outcome])
    if not trusted:
        reasons = [*(reason for reason in reasons if reason in _BROKEN), "issuer_unknown"]
    usage = certificate.key_usage_value
    if usage is not None and not MAY_SIGN & usage.native:
        reasons.append("certificate_not_for_signing")
    if at < certificate.not_valid_before:
        reasons.append("certificate_not_yet_valid")
    if at > certificate.not_valid_after and not (stamped and (level in _LASTING or _needs_no_list(certificate, trust))):
        reasons.append("certificate_expired")
    reasons += _times(certificate, claimed, stamped, at)
    if outcome not in _PASSED and not reasons:
        reasons.append("revocation_unseen")
    reasons += remarks
    if "certificate_revoked" in reasons and _revoked_by(result, time):
        reasons.append("revoked_before_signing")
    failed = _FAILED & set(reasons)
    return Signed(
        signer_named(certificate),
        _name(certificate, "organization_name"),
        _organisation_number(certificate),
        time.isoformat() if time else None,
        stamped is not None,
        level,
        False if failed else True if set(reasons) <= REMARKS else None,
        trusted,
        tuple(dict.fromkeys(reasons)),
        certificate.sha256.hex(),
        _says(one),
    )


def _says(one: Any) -> str | None:
    reason = one.sig_object.get("/Reason")
    return None if reason is None else str(reason)[:_LONGEST_REASON]


def _needs_no_list(certificate: Any, trust: Trust) -> bool:
    """Whether nobody is to be asked if the certificate is revoked: it says nowhere to ask, or is trusted itself."""
    says = certificate.crl_distribution_points_value or certificate.authority_information_access_value
    return not says or certificate.dump() in trust.certificates


async def _validated(one: Any, trust: Trust, at: datetime) -> tuple[Any, Any]:
    """What pyHanko finds: as of `at`, or by the time stamps where these settle more; and what it finds of the stamps."""
    from pyhanko.sign.validation.ades import ades_basic_validation, ades_lta_validation, ades_with_time_validation
    from pyhanko.sign.validation.policy_decl import PdfSignatureValidationSpec, bootstrap_validation_data_handlers
    from pyhanko_certvalidator.ltv.poe import POEManager
    from pyhanko_certvalidator.ltv.types import ValidationTimingInfo

    spec, digest = _spec(one, trust), one.compute_digest()
    timing = ValidationTimingInfo(validation_time=at, best_signature_time=at, point_in_time_validation=True)

    def known() -> Any:
        by_the_clock = POEManager(current_dt_override=at)
        return bootstrap_validation_data_handlers(spec, timing, poe_manager_override=by_the_clock)

    plain = await ades_basic_validation(
        one.signed_data, spec, timing_info=timing, raw_digest=digest, validation_data_handlers=known()
    )
    if not _stamped(one):
        return plain, None
    if "/DSS" in one.reader.root:
        timed: Any = await ades_lta_validation(one, PdfSignatureValidationSpec(spec, allowed()), timing)
    else:
        timed = await ades_with_time_validation(
            one.signed_data, spec, timing_info=timing, raw_digest=digest, validation_data_handlers=known()
        )
    settles = timed.ades_subindic.standard_name in _PASSED
    return (timed if settles else plain), timed


def _stamped(one: Any) -> bool:
    """Whether the signature itself has a time stamp."""
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    return any(True for _ in extract_tst_data_iter(one.signer_info, signed=False))


def _spec(one: Any, trust: Trust) -> Any:
    """Held to what issuers are trusted, and the signer's own certificate; for time stamps to what services are."""
    from asn1crypto import crl
    from pyhanko.sign.validation.policy_decl import (
        CertificateFetchingRule,
        LocalKnowledge,
        RevinfoOnlineFetchingRule,
        RevocationInfoGatheringSpec,
        SignatureValidationSpec,
    )
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator.context import CertValidationPolicySpec
    from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
    from pyhanko_certvalidator.registry import SimpleTrustManager
    from pyhanko_certvalidator.revinfo.archival import CRLContainer

    def held_to(certificates: list[Any]) -> CertValidationPolicySpec:
        return CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(certificates),
            revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy("hard-fail")),
        )

    issuers, others = _apart(trust)
    return SignatureValidationSpec(
        cert_validation_policy=held_to(issuers + [own for own in others if own.dump() == one.signer_cert.dump()]),
        ts_cert_validation_policy=held_to(issuers + [service for service in others if _stamps(service)]),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(
            online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY,
            certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
        ),
        local_knowledge=LocalKnowledge(known_crls=[CRLContainer(crl.CertificateList.load(one)) for one in trust.crls]),
        key_usage_settings=KeyUsageConstraints(key_usage=MAY_SIGN, match_all_key_usages=False),
    )


def _apart(trust: Trust) -> tuple[list[Any], list[Any]]:
    """The trusted certificates that may issue others, and those that are trusted for themselves alone."""
    from asn1crypto import x509

    certificates = [x509.Certificate.load(one) for one in trust.certificates]
    return [one for one in certificates if one.ca], [one for one in certificates if not one.ca]


def _stamps(certificate: Any) -> bool:
    purposes = certificate.extended_key_usage_value
    return purposes is not None and "time_stamping" in purposes.native


async def _leads_to(one: Any, trust: Trust, at: datetime) -> bool:
    """Whether the signer's certificate is one of those trusted, or issued below one, at a moment within its own days."""
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathError, ValidationError

    certificate = one.signer_cert
    if certificate.dump() in trust.certificates:
        return True
    moment = min(max(at, certificate.not_valid_before), certificate.not_valid_after)
    context = ValidationContext(
        trust_roots=_apart(trust)[0],
        allow_fetching=False,
        moment=moment,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(
        certificate, intermediate_certs=one.other_embedded_certs, validation_context=context
    )
    try:
        await validator.async_validate_path()
    except (PathError, ValidationError, ValueError):
        return False
    return True


def _stamp(timed: Any, at: datetime) -> tuple[datetime | None, list[str]]:
    """The time that a trusted time stamp proves, and what is to be said of one that does not."""
    if timed is None:
        return None, []
    proven: datetime | None = getattr(timed, "oldest_evidence_record_timestamp", None)
    asked = getattr(timed, "signature_timestamp_status", None)
    stamp = asked.api_status if asked is not None else getattr(timed.api_status, "timestamp_validity", None)
    if stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
        proven = min(proven or stamp.timestamp, stamp.timestamp)
    if proven is None:
        return None, ["time_stamp_not_trusted"]
    return proven, ["time_ahead"] if (proven - at).total_seconds() > _CLOCKS_APART else []


def _times(certificate: Any, claimed: Any, stamped: Any, at: datetime) -> Iterator[str]:
    """What the clocks contradict: the signer's, the time stamp's and ours."""
    if claimed is None:
        return
    if stamped is None:
        if claimed < certificate.not_valid_before:
            yield "time_before_certificate"
        if claimed > certificate.not_valid_after:
            yield "time_after_certificate"
        if (claimed - at).total_seconds() > _CLOCKS_APART:
            yield "time_ahead"
    elif abs((claimed - stamped).total_seconds()) > _CLOCKS_APART:
        yield "clock_off"


def _revoked_by(result: Any, time: datetime | None) -> bool:
    details = getattr(result.api_status, "revocation_details", None)
    return details is not None and time is not None and details.revocation_date <= time


def _level(one: Any, embedded: Sequence[Any]) -> str:
    """B-B, B-T (a time stamp), B-LT (what validates it is in the file) or B-LTA (stamped in its turn)."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError

    later = [other for other in embedded if is_stamp(other) and other.signed_revision > one.signed_revision]
    if not _stamped(one) and not later:
        return "B-B"
    try:
        store = DocumentSecurityStore.read_dss(one.reader)
    except NoDSSFoundError:
        return "B-T"
    if (
        one.signer_cert.issuer_serial not in {certificate.issuer_serial for certificate in store.load_certs()}
        and not store.vri_entries
    ):
        return "B-T"
    return "B-LTA" if later else "B-LT"


def _name(certificate: Any, part: str) -> str | None:
    found = certificate.subject.native.get(part)
    named = ", ".join(map(str, found)) if isinstance(found, list) else found
    if named is None:
        return None
    return visible(without_identity_numbers(str(named)))  # whoever makes a certificate writes what they like in it


def signer_named(certificate: Any) -> str:
    """What the signer is called: never the whole subject, whose serial number is a person's identity number in Sweden."""
    parts = [_name(certificate, part) for part in ("given_name", "surname")]
    named = _name(certificate, "common_name") or " ".join(one for one in parts if one)
    return named or _name(certificate, "organization_name") or UNNAMED


def _organisation_number(certificate: Any) -> str | None:
    """The ten digits of the Swedish organisation that the certificate names (ETSI EN 319 412-1, 5.1.4)."""
    found = _NUMBER.fullmatch(str(_name(certificate, "organization_identifier") or ""))
    return found[1] + found[2] if found else None
