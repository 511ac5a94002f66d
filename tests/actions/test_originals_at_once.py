"""Two who sign the same agreement at once: one after the other, each signature on the one before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.actions.test_at_once import at_once
from tests.store.own import workspace

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = """
from tests.actions.originals import EARLY, put, two
from samverkan.actions.originals import name_signers
import json
region, municipality, version = two()
original = put(region, version)
name_signers(municipality.acting, original=original, signatories=municipality.signatories, despite=EARLY)
print(json.dumps([str(original.pk), [str(one.signing[0].person.pk) for one in (region, municipality)]]))
"""
SIGN = """
from samverkan.actions.acting import InvalidError
from samverkan.actions.originals import sign_agreement
who = office(NUMBER)
who = replace(who, person=Person.objects.get(pk=PERSON), roles=frozenset({Held.SIGNATORY}), notes=[])
try:
    sign_agreement(who, original=Original.objects.get(pk=ONE), assurance=3)
except InvalidError as error:
    print(error.code)
else:
    print("signed")
"""
TOLD = """
import json
print(json.dumps([
    sorted(OriginalSigned.objects.values_list("position", flat=True)), OriginalKept.objects.count(),
    Fact.objects.filter(kind="Signature").count(), Entry.objects.count(),
]))
"""


def test_two_parties_who_sign_at_once_both_stand_and_a_double_click_is_one_signature(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as place:
        original, people = json.loads(place.python(BEGIN).splitlines()[-1])
        programs = [
            f"NUMBER, PERSON, ONE = {number!r}, {person!r}, {original!r}\n{SIGN}"
            for number, person in zip(("2321990018", "2120990011", "2120990011"), [*people, people[1]], strict=True)
        ]
        said = sorted(one.split()[-1] for one in at_once(place, tmp_path, *programs))
        (told,) = (json.loads(one) for one in at_once(place, tmp_path, TOLD))
    assert said.count("signed") == 2
    assert {"original_signed_by_all", "signed_already"} & set(said)
    assert told == [[1, 2], 2, 4, 2]
