"""A half-signed agreement goes to the other party, once and as it is: not when taken back, nor when signed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.actions.originals import put, two
from tests.actions.test_at_once import at_once
from tests.store.own import workspace

from samverkan.actions.acting import InvalidError
from samverkan.actions.dispatching import Recipient, send_due, send_original, send_original_anew, state_of
from samverkan.actions.originals import sign_agreement, withdraw_original
from samverkan.actions.roles import Role
from samverkan.store.models import Dispatch, DispatchStep

if TYPE_CHECKING:
    from pathlib import Path

TO = Recipient("Lindmora kommun", "folder")
BEGIN = """
from tests.actions.originals import put, two
from samverkan.actions.dispatching import Recipient, send_original
from samverkan.actions.originals import sign_agreement
region, _, version = two()
original = sign_agreement(region.signing[0], original=put(region, version), assurance=3)
send_original(region.acting, original=original, recipients=[Recipient("Lindmora kommun", "folder")])
"""
HOLD = """
from django.db import transaction
from samverkan.store.taking_turns import take_turns
with transaction.atomic():
    take_turns([Agreement.objects.get().pk])
    (pathlib.Path(READY).parent / "held").touch()
    while not (pathlib.Path(READY).parent / "sent").exists(): time.sleep(0.01)
"""
SEND = """
from django.utils import timezone
from samverkan.actions.dispatching import send_due
while not (pathlib.Path(READY).parent / "held").exists(): time.sleep(0.01)
print(*send_due(timezone.now()))
(pathlib.Path(READY).parent / "sent").touch()
"""


@pytest.fixture
def _demo(settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.HOME, settings.OUTBOX = True, tmp_path, tmp_path / "out"


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_signed_since_or_taken_back_it_is_not_sent_and_not_sent_anew() -> None:
    region, _, version = two(of_the_first=2)
    officer = replace(region.acting, roles=frozenset({Role.OFFICER}), notes=[])
    original = put(region, version)
    sign_agreement(region.signing[0], original=original, assurance=3)
    (first,) = send_original(officer, original=original, recipients=[TO])
    sign_agreement(region.signing[1], original=original, assurance=3)
    assert send_due(officer.at) == (0, 0)
    assert state_of(first) == "signed_since"
    with pytest.raises(InvalidError, match="original_signed_since"):
        send_original_anew(officer, dispatch=first)
    (second,) = send_original(officer, original=original, recipients=[TO])
    DispatchStep.objects.create(dispatch=second, step="failed", code="refused")
    (third,) = send_original(officer, original=original, recipients=[TO])
    assert third.again == second
    assert send_original(officer, original=original, recipients=[TO]) == []
    assert send_due(officer.at) == (1, 0)
    fourth = send_original_anew(officer, dispatch=third)
    withdraw_original(officer, original=original, why="Fel bilaga.")
    assert send_due(officer.at) == (0, 0)
    assert state_of(fourth) == "withdrawn"
    assert state_of(third) == "sent"
    for again in (third, fourth):
        with pytest.raises(InvalidError, match="original_withdrawn"):
            send_original_anew(officer, dispatch=again)
    assert Dispatch.objects.count() == 4


def test_who_sends_does_not_wait_for_who_is_at_the_agreement(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--postgres"):
        pytest.skip("SQLite has one writer at a time: whoever sends waits for whoever writes")
    with workspace(tmp_path / "home") as place:
        place.python(BEGIN, SAMVERKAN_OUTBOX=str(tmp_path / "out"))
        assert at_once(place, tmp_path, HOLD, SEND)[1].split() == ["0", "0"]
        (tmp_path / "held").touch()
        assert at_once(place, tmp_path, SEND)[0].split() == ["1", "0"]
