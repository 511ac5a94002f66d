"""An extract says what was signed, and is whole when all who certify it have signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.actions.deciding import DAY, NAMES, both
from tests.actions.signed import by, justerad, people, refused

from samverkan.actions.certifying import certify, put_to_certifiers, sign_extract, withdraw_certification
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import put_to_justering, sign_minutes
from samverkan.actions.meetings import keep_item, keep_meeting, meeting_of
from samverkan.actions.roles import Role
from samverkan.core.deciding.values import Motion, Vote
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs
from samverkan.store.models import (
    Extract,
    Meeting,
    Person,
)
from samverkan.store.models import Role as RoleHeld

LIMIT = 64 << 20


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path_factory.mktemp("home")


def test_an_extract_says_that_its_section_was_justerad_at_once_and_whether_the_clause_was_kept() -> None:
    side, _ = both()
    kept = item_of(side.item)
    points = (kept.points[0], kept.points[1]._replace(text=kept.points[1].text.replace("50", "60", 1)))
    keep_item(side.acting, item=side.item, kept=kept._replace(points=points), version=side.item.version)
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts, immediate=True)
    for person in accounts.values():
        sign_minutes(by(side, person), justering=justering, assurance=3)
    side.item.refresh_from_db()
    pdf = blobs.fetch(certify(side.acting, item=side.item, office="registrator", assurance=3).content_id)
    said = verify_elsewhere(pdf, "u.pdf", trust=Trust(), at=side.acting.at).extract
    assert said is not None
    assert said.item.immediate_justering
    assert said.clause == ""


def test_an_extract_says_what_was_signed_though_the_meeting_went_on_and_others_came() -> None:
    side, _ = both()
    stood = item_of(side.item)._replace(
        votes=(Vote("bifall", "avslag", tuple((name, "yes") for name in NAMES)),), motions=(Motion(("Olle Gren",), "bifall"),),
        procedure=("Ordföranden ställer proposition.",), proposed=("Klausulen godkänns.",),
    )  # fmt: skip
    keep_item(side.acting, item=side.item, kept=stood, version=side.item.version)
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts, immediate=True)
    for person in accounts.values():
        sign_minutes(by(side, person), justering=justering, assurance=3)
    meeting = Meeting.objects.get(pk=side.meeting.pk)
    kept = meeting_of(meeting, items=False)
    other = tuple(one._replace(group="M") for one in kept.attendance[:3])
    later = kept._replace(attendance=other, ended="17.00", day=DAY - timedelta(days=1))
    keep_meeting(side.acting, meeting=meeting, kept=later, version=meeting.version)
    side.item.refresh_from_db()
    pdf = blobs.fetch(certify(side.acting, item=side.item, office="registrator", assurance=3).content_id)
    said = verify_elsewhere(pdf, "u.pdf", trust=Trust(), at=side.acting.at).extract
    assert said is not None
    assert "Olle Gren (S)" in said.text
    assert "(M)" not in said.text
    assert said.meeting_day == DAY
    assert said.item.immediate_justering


def test_several_certify_an_extract_one_after_the_other_and_it_is_sent_when_all_have() -> None:
    side, _ = both()
    justerad(side)
    other = Person.objects.create(email="siri@region.example", name="Siri Alm")
    me, stranger = side.acting.person, people(side)[NAMES[0]]
    as_ = lambda person: replace(side.acting, person=person, notes=[])  # noqa: E731
    with refused("certifier_may_not"):
        put_to_certifiers(side.acting, item=side.item, certifiers=[(me, "registrator"), (other, "nämndsekreterare")])
    RoleHeld.objects.create(person=other, organisation=side.acting.organisation, role=Role.REGISTRAR.value)
    with refused("certifiers_alike"):
        put_to_certifiers(side.acting, item=side.item, certifiers=[(me, "registrator"), (me, "sekreterare")])
    with refused("certifiers_missing"):
        put_to_certifiers(side.acting, item=side.item, certifiers=[])
    certification = put_to_certifiers(
        side.acting, item=side.item, certifiers=[(me, "registrator"), (other, "nämndsekreterare")]
    )
    with refused("not_asked_to_certify"):
        sign_extract(as_(stranger), certification=certification, assurance=3)
    assert sign_extract(as_(other), certification=certification, assurance=3) is None
    assert not Extract.objects.exists()
    with refused("signed_already"):
        sign_extract(as_(other), certification=certification, assurance=3)
    extract = sign_extract(side.acting, certification=certification, assurance=3)
    assert extract is not None
    found = verify_elsewhere(blobs.fetch(extract.content_id), "u.pdf", trust=Trust(), at=side.acting.at)
    assert (found.whole, found.page_matches_data, found.extract.signatures) == (True, True, 2)
    assert [(one.signer, one.level) for one in found.signatures] == [("Siri Alm", "B-B"), (me.name, "B-B")]
    assert [one.office for one in found.extract.certified] == ["registrator", "nämndsekreterare"]
    with refused("extract_certified_already"):
        withdraw_certification(side.acting, certification=certification, why="fel")


def test_an_extract_taken_back_is_certified_by_nobody() -> None:
    side, _ = both()
    justerad(side)
    certification = put_to_certifiers(side.acting, item=side.item, certifiers=[(side.acting.person, "registrator")])
    with refused("why_missing"):
        withdraw_certification(side.acting, certification=certification, why=" ")
    withdraw_certification(side.acting, certification=certification, why="Fel paragraf.")
    with refused("certification_withdrawn"):
        sign_extract(side.acting, certification=certification, assurance=3)
