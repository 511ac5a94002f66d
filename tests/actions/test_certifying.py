"""Certifying alone, where the signer dies on its way: what waits for one's own signature is signed, not made once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.actions import dying_signer
from tests.actions.deciding import Side, both
from tests.actions.signed import justerad

from samverkan.actions.certifying import certify
from samverkan.store.models import Certification, Extract

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def waiting(settings: Any, tmp_path: Path) -> tuple[Side, Certification]:
    """A § justerad, and its extract that the registrar was to sign when the service went away."""
    settings.DEMO, settings.HOME = True, tmp_path
    side, _ = both()
    justerad(side)
    dying_signer.asked.clear()
    settings.SIGNER = "tests.actions.dying_signer:signer"
    with pytest.raises(ConnectionResetError):
        certify(side.acting, item=side.item, office="registrator", assurance=3)
    assert not Extract.objects.exists()
    return side, Certification.objects.get()


def test_who_certifies_again_the_same_day_signs_the_extract_that_waits(waiting: tuple[Side, Certification]) -> None:
    side, first = waiting
    made = certify(side.acting, item=side.item, office="registrator", assurance=3)
    assert made.certification == first
    assert Certification.objects.count() == 1
    again = certify(side.acting, item=side.item, office="registrator", assurance=3)
    assert again.certification != first, "what is signed is not signed again: it is another extract"


@pytest.mark.parametrize(("office", "days"), [("sekreterare", 0), ("registrator", 1)])
def test_in_another_office_or_on_another_day_it_is_another_extract(
    office: str, days: int, waiting: tuple[Side, Certification]
) -> None:
    side, first = waiting
    later = replace(side.acting, at=side.acting.at + timedelta(days=days), notes=[])
    made = certify(later, item=side.item, office=office, assurance=3)
    assert made.certification != first
    assert Certification.objects.get(extract=None) == first
