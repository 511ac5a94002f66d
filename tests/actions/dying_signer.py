"""A signing service that dies on its way back the first time: it has signed, and nobody hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from samverkan.outside.authority import FOLDER, TrialAuthority

if TYPE_CHECKING:
    from datetime import datetime

    from samverkan.outside.signing import Signer

asked: list[str] = []


class Dying:
    """Signs by another's key, and dies after the first."""

    def __init__(self, inner: Signer) -> None:
        self.inner = inner

    def sign(self, pdf: bytes, *, name: str, reason: str, at: datetime) -> bytes:
        signed = self.inner.sign(pdf, name=name, reason=reason, at=at)
        asked.append(name)
        if len(asked) == 1:
            raise ConnectionResetError("the service went away")
        return signed


def signer(*, name: str, office: str, organisation: str, number: str, at: datetime) -> Any:
    """As `SAMVERKAN_SIGNER` asks for one."""
    authority = TrialAuthority(settings.HOME / FOLDER, at)
    return Dying(authority.official(name, office, organisation=organisation, number=number, at=at))
