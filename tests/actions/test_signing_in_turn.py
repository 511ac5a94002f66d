"""A signer that takes its time: nothing is locked meanwhile, and who signs in between is not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from tests.actions.deciding import NAMES, both
from tests.actions.signed import by, people

from samverkan.actions import signing
from samverkan.actions.acting import InvalidError
from samverkan.actions.justering import put_to_justering, sign_minutes
from samverkan.outside.authority import FOLDER, TrialAuthority
from samverkan.store.models import Minutes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from samverkan.outside.signing import Signer

MEANWHILE: list[Callable[[], object]] = []
INSIDE: list[int] = []


class Asking:
    """Asks the person first; meanwhile something else happens."""

    def __init__(self, inner: Signer) -> None:
        self.inner = inner

    def sign(self, pdf: bytes, *, name: str, reason: str, at: datetime) -> bytes:
        INSIDE.append(len(connection.savepoint_ids))
        if MEANWHILE:
            MEANWHILE.pop()()
        return self.inner.sign(pdf, name=name, reason=reason, at=at)


def signer(*, name: str, office: str, organisation: str, number: str, at: datetime) -> Asking:
    """As `SAMVERKAN_SIGNER` asks for one."""
    authority = TrialAuthority(settings.HOME / FOLDER, at)
    return Asking(authority.official(name, office, organisation=organisation, number=number, at=at))


@pytest.fixture(autouse=True)
def _asking(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    settings.HOME = tmp_path_factory.mktemp("home")  # type: ignore[attr-defined]
    settings.SIGNER = f"{__name__}:signer"  # type: ignore[attr-defined]
    MEANWHILE.clear()
    INSIDE.clear()


def test_who_signs_while_another_is_asked_is_not_lost() -> None:
    side, _ = both()
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
    first, second = (by(side, one) for one in accounts.values())
    MEANWHILE.append(lambda: sign_minutes(second, justering=justering, assurance=3))
    sign_minutes(first, justering=justering, assurance=3)
    assert [one.name for one in justering.signatures.order_by("pk")] == [NAMES[1], NAMES[0]]
    assert Minutes.objects.filter(justering=justering).exists()
    assert INSIDE == [0, 0, 0]  # the first is asked twice, and never inside a transaction of ours


def test_what_never_comes_to_rest_is_told_and_signs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    side, _ = both()
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)

    def overtaken(*_: object) -> None:
        raise signing.OvertakenError

    monkeypatch.setattr(signing.SignedFile, "refuse_other", overtaken)
    with pytest.raises(InvalidError, match=r"^signed_meanwhile$"):
        sign_minutes(by(side, accounts[NAMES[0]]), justering=justering, assurance=3)
    assert not justering.signatures.exists()
