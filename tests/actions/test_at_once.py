"""Programs at once on one workspace: two who sign, two who save, two that send. Nothing is lost, nothing is doubled."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tests.store.own import workspace

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = """
from tests.actions.deciding import both, NAMES
from tests.actions.signed import people, by
from samverkan.actions.justering import put_to_justering
import json
side, _ = both()
accounts = people(side)
justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
print(json.dumps([str(justering.pk), [str(one.pk) for one in accounts.values()], str(side.item.pk), side.item.version]))
"""
ACTING = """
from dataclasses import replace
from tests.store.office import REGION, office
from samverkan.actions.roles import Role as Held
from samverkan.store.models import *
import pathlib, sys, time
def acting(person=None):
    who = office(REGION)
    return who if person is None else replace(who, person=Person.objects.get(pk=person), roles=frozenset({Held.JUSTERARE}), notes=[])
pathlib.Path(READY).touch()
while not pathlib.Path(GO).exists(): time.sleep(0.01)
"""
SIGN = """
from samverkan.actions.justering import sign_minutes
sign_minutes(acting(PERSON), justering=Justering.objects.get(pk=ONE), assurance=3)
"""
CERTIFY = """
from samverkan.actions.certifying import certify
from samverkan.actions.dispatching import Recipient, dispatch
made = certify(acting(), item=AgendaItem.objects.get(pk=ITEM), office="registrator", assurance=3)
dispatch(acting(), extract=made, recipients=[Recipient("Lindmora kommun", "folder"), Recipient("Akten", "folder")])
"""
SEND = """
from django.utils import timezone
from samverkan.actions.dispatching import send_due
print(send_due(timezone.now())[0])
"""
LINGER = """
from django.db import transaction
import contextlib, datetime
from samverkan.actions.acting import InvalidError
from samverkan.actions.dispatching import Recipient, dispatch, send_anew
from samverkan.actions.meetings import plan_meeting
from samverkan.actions.preparing import lead_on
try:
    with transaction.atomic():
        {what}
        time.sleep(0.7)
except InvalidError as error:
    print(error.code)
else:
    print("done")
"""
TO = 'Recipient("Lindmora kommun", "mail", "registrator@lindmora.example")'
TWICE = {
    f"dispatch(acting(), extract=Extract.objects.get(), recipients=[{TO}])": ["done", "done"],
    "send_anew(acting(), dispatch=Dispatch.objects.filter(again=None, channel='folder').first())": [
        "done",
        "sent_anew_already",
    ],
    "plan_meeting(acting(), body=Body.objects.get(organisation=REGION), day=datetime.date(2025, 11, 5), members=5)": [
        "done",
        "meeting_exists",
    ],
    "lead_on(acting(), item=AgendaItem.objects.get(organisation=REGION, after=None), body=Body.objects.get(organisation=REGION))": [
        "done",
        "led_on_already",
    ],
}
"""What two clicks do, each in a transaction that ends late: once."""

TOLD = """
import json
print(json.dumps({
    "signed": [one.name for one in JusteringSigned.objects.order_by("pk")],
    "minutes": Minutes.objects.count(), "entries": Entry.objects.count(),
    "mailed": Dispatch.objects.filter(channel="mail").count(), "anew": Dispatch.objects.exclude(again=None).count(),
    "planned": Meeting.objects.filter(organisation=REGION).count(), "led": AgendaItem.objects.exclude(after=None).count(),
    "sent": DispatchStep.objects.filter(step="sent").count(),
}))
"""


def at_once(place: Any, home: Path, *programs: str) -> list[str]:
    """What each printed: all begin at the same moment."""
    go = home / f"go-{len(list(home.glob('go-*')))}"
    running = []
    for n, program in enumerate(programs):
        ready = home / f"{go.name}-ready-{n}"
        names = f"READY, GO = {str(ready)!r}, {str(go)!r}\n"
        running.append((ready, place.start_python(names + ACTING + program, SAMVERKAN_OUTBOX=str(home / "out"))))
    while not all(ready.exists() or one.poll() is not None for ready, one in running):
        time.sleep(0.01)
    go.touch()
    told = [one.communicate(timeout=120) for _, one in running]
    assert [one.returncode for _, one in running] == [0] * len(running), told
    return [out for out, _ in told]


def test_who_sign_and_send_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as place:
        justering, accounts, item, _ = json.loads(place.python(BEGIN).splitlines()[-1])
        signs = [f"PERSON, ONE = {person!r}, {justering!r}\n{SIGN}" for person in accounts]
        at_once(place, tmp_path, *signs)
        at_once(place, tmp_path, f"ITEM = {item!r}\n{CERTIFY}")
        sent = [int(one) for one in at_once(place, tmp_path, SEND, SEND)]
        sent += [int(one) for one in at_once(place, tmp_path, SEND)]
        (told,) = (json.loads(one) for one in at_once(place, tmp_path, TOLD))
        assert sorted(told["signed"]) == ["Anna Ekdahl", "Jonas Brandt"]
        assert (told["minutes"], told["entries"]) == (1, 1)
        assert sum(sent) == told["sent"] == 2
        assert len(list((tmp_path / "out").rglob("*.pdf"))) == 2
        for what, said in TWICE.items():
            program = LINGER.format(what=what)
            assert sorted(one.strip() for one in at_once(place, tmp_path, program, program)) == sorted(said), what
        (told,) = (json.loads(one) for one in at_once(place, tmp_path, TOLD))
        assert (told["mailed"], told["anew"], told["planned"], told["led"]) == (1, 1, 2, 1)
