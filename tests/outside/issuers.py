"""A certificate authority that tells of revocation, and a time-stamp service: certomancer's, on keys made on the spot."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, KeyLabel, ServiceLabel
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko_certvalidator.authority import AuthorityWithCert

from extracts import AT
from samverkan.outside.signing import KeySigner, Level
from samverkan.outside.trust import Trust

if TYPE_CHECKING:
    from datetime import datetime

_KEYS = "root signer gone brief web early tsa responder unknown".split()
_LONG = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2040-01-01T00:00:00+0000"}
_SIGNS = [{"id": "digsig-commitment"}]


def _config(folder: Path) -> dict[str, Any]:
    def official(name: str, **more: Any) -> dict[str, Any]:
        return {"subject": name, "issuer": "root", "validity": _LONG, "profiles": _SIGNS, **more}

    return {
        "external-url-prefix": "http://pki.example",
        "keysets": {
            "keys": {"path-prefix": str(folder), "keys": {name: {"path": f"{name}.pem"} for name in _KEYS}}
        },
        "pki-architectures": {
            "pki": {
                "keyset": "keys",
                "entity-defaults": {"country-name": "SE", "organization-name": "Region Västana"},
                "entities": {name: {"common-name": name} for name in _KEYS},
                "certs": {
                    "root": {
                        "subject": "root",
                        "issuer": "root",
                        "validity": _LONG,
                        "profiles": [{"id": "simple-ca", "params": {"crl-repo": "root", "ocsp-service": "root"}}],
                    },
                    "signer": official("signer"),
                    "gone": official("gone", revocation={"revoked-since": "2024-05-14T18:00:00+0000", "reason": "key_compromise"}),
                    "brief": official(
                        "brief", validity={"valid-from": "2024-05-01T00:00:00+0000", "valid-to": "2024-06-01T00:00:00+0000"}
                    ),
                    "early": official(
                        "early", validity={"valid-from": "2024-12-24T00:00:00+0000", "valid-to": "2030-01-01T00:00:00+0000"}
                    ),
                    "web": official(
                        "web",
                        profiles=[],
                        extensions=[
                            {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": ["key_encipherment"]}}
                        ],
                    ),
                    "tsa": {
                        "subject": "tsa",
                        "issuer": "root",
                        "validity": _LONG,
                        "extensions": [
                            {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": ["digital_signature"]}},
                            {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
                        ],
                    },
                    "responder": {"subject": "responder", "issuer": "root", "validity": _LONG, "profiles": ["ocsp-responder"]},
                    "unknown": {
                        "subject": "unknown", "issuer": "unknown", "validity": _LONG, "profiles": _SIGNS, "subject-key": "unknown",
                        "authority-key": "unknown",
                    },
                },
                "services": {
                    "ocsp": {"root": {"for-issuer": "root", "responder-cert": "responder", "signing-key": "responder"}},
                    "crl-repo": {"root": {"for-issuer": "root", "signing-key": "root", "simulated-update-schedule": "PT1H"}},
                    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
                },
            }
        },
    }  # fmt: skip


@cache
def architecture() -> Any:
    folder = Path(mkdtemp())
    for name in _KEYS:
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    config = CertomancerConfig(_config(folder), key_search_dir=str(folder))
    return config.get_pki_arch(ArchLabel("pki"))


def certificate(name: str) -> Any:
    return architecture().get_cert(CertLabel(name))


def stamper(at: datetime = AT) -> Any:
    """A time-stamp service, asked without a network."""
    from pyhanko.sign.timestamps import TimeStamper

    class Stamper(TimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            service = architecture().service_registry.summon_timestamper(ServiceLabel("tsa"), at)
            return service.request_tsa_response(req)

    return Stamper()


def crl_at(at: datetime = AT) -> bytes:
    """What the authority says is revoked at a time."""
    return bytes(architecture().service_registry.get_crl(ServiceLabel("root"), at_time=at).dump())


def ocsp_at(name: str, at: datetime = AT) -> bytes:
    """What the authority answers on one certificate."""
    from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request

    responder = architecture().service_registry.summon_responder(ServiceLabel("root"), at)
    asked = format_ocsp_request(
        certificate(name), AuthorityWithCert(certificate("root")), certid_hash_algo="sha1", request_nonces=False
    )
    return bytes(responder.build_ocsp_response(asked).dump())


def signer(name: str = "signer", level: Level = "B-B", at: datetime = AT, **more: Any) -> KeySigner:
    key = architecture().key_set.get_private_key(KeyLabel(name))
    stamps = None if level == "B-B" else stamper(at)
    return KeySigner(key, certificate(name), (certificate("root"),), level, stamps, **more)


def root(*crls: bytes) -> Trust:
    return Trust((certificate("root").dump(),), crls)
