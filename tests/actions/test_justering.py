"""From the table to a signed extract that the other party records: the whole way, in both organisations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.actions import dying_signer
from tests.actions.deciding import NAMES, both
from tests.actions.signed import by, justerad, people, refused

from samverkan.actions.acting import RefusedError
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import put_to_justering, sign_minutes, withdraw_justering
from samverkan.actions.meetings import keep_item
from samverkan.actions.noticing import post_notice, take_down_notice
from samverkan.core.deciding.values import Jav
from samverkan.core.law.jav import Tie
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs
from samverkan.store.models import (
    Entry,
    Fact,
    Minutes,
    Person,
)

LIMIT = 64 << 20


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path_factory.mktemp("home")


def test_minutes_that_all_have_signed_become_facts_with_their_words() -> None:
    side, _ = both()
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
    first, second = accounts.values()
    sign_minutes(by(side, first), justering=justering, assurance=3)
    assert not Minutes.objects.exists()
    assert not Entry.objects.exists()
    with refused("signed_already"):
        sign_minutes(by(side, first), justering=justering, assurance=3)
    sign_minutes(by(side, second), justering=justering, assurance=3)
    done = Minutes.objects.get()
    entry = Entry.objects.get()
    assert entry.agreement == side.item.agreement
    kinds = list(Fact.objects.filter(entry=entry).values_list("kind", flat=True))
    assert {"Decision", "Term", "Justering"} <= set(kinds)
    decision = Fact.objects.get(entry=entry, kind="Decision")
    assert decision.value["act"] == "approve"
    assert decision.value["citations"][0]["words"].startswith("Samverkansavtal mellan Region Västana")
    verified = verify_elsewhere(blobs.fetch(done.document.content_id), "p.pdf", trust=Trust(), at=side.acting.at)
    assert verified.whole
    assert [one.signer for one in verified.signatures] == list(NAMES[:2])
    side.item.refresh_from_db()
    with refused("item_closed"):
        keep_item(side.acting, item=side.item, kept=item_of(side.item), version=side.item.version)


def test_who_is_not_appointed_or_not_surely_known_does_not_sign(settings: object) -> None:
    side, _ = both()
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=people(side))
    stranger = Person.objects.create(email="x@x.example", name=NAMES[1])
    with refused("not_appointed"):
        sign_minutes(by(side, stranger), justering=justering, assurance=3)
    settings.DEMO = False
    with pytest.raises(RefusedError, match="not_sure_enough"):
        sign_minutes(by(side, people(side)[NAMES[0]]), justering=justering, assurance=2)
    with refused("no_signer"):
        sign_minutes(by(side, people(side)[NAMES[0]]), justering=justering, assurance=3)


def test_minutes_taken_back_are_mended_and_put_anew() -> None:
    side, _ = both()
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
    kept = item_of(side.item)
    with refused("item_at_justering"):
        keep_item(side.acting, item=side.item, kept=kept, version=side.item.version)
    sign_minutes(by(side, accounts[NAMES[0]]), justering=justering, assurance=3)
    withdraw_justering(side.acting, justering=justering, why="Fel rubrik.")
    with refused("justering_withdrawn"):
        sign_minutes(by(side, accounts[NAMES[1]]), justering=justering, assurance=3)
    keep_item(side.acting, item=side.item, kept=kept._replace(title="Rätt rubrik"), version=side.item.version)
    justerad(side)
    assert Entry.objects.get().head["title"] == "Rätt rubrik"


def test_minutes_that_read_otherwise_than_meant_are_refused_before_anybody_signs() -> None:
    side, _ = both()
    item = side.item
    item.item["points"][0]["act"] = "reject"
    item.save()
    with refused("reads_otherwise"):
        put_to_justering(side.acting, meeting=side.meeting, signers=people(side))


def test_the_notice_is_a_fact_of_the_decision() -> None:
    side, _ = both()
    justering = justerad(side)
    today = side.acting.today
    with refused("notice_before_justering"):
        post_notice(side.acting, justering=justering, posted=today - timedelta(days=1), place="Kansliet")
    post_notice(side.acting, justering=justering, posted=today, place="Kansliet")
    with refused("notice_posted_already"):
        post_notice(side.acting, justering=justering, posted=today, place="Kansliet")
    (posted,) = Fact.objects.filter(kind="NoticePosted", replaced_by=None)
    assert posted.happened == str(today)
    later = replace(side.acting, at=side.acting.at + timedelta(days=25), notes=[])
    take_down_notice(later, justering=justering, removed=today + timedelta(days=22))
    (taken,) = Fact.objects.filter(kind="NoticePosted", replaced_by=None)
    assert taken.value["removed"] == str(today + timedelta(days=22))


def test_a_signer_that_dies_between_signing_and_telling_leaves_nothing_half_done(settings: object) -> None:
    side, _ = both()
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
    dying_signer.asked.clear()
    settings.SIGNER = "tests.actions.dying_signer:signer"
    with pytest.raises(ConnectionResetError):
        sign_minutes(by(side, accounts[NAMES[0]]), justering=justering, assurance=3)
    assert not justering.signatures.exists()
    for person in accounts.values():
        sign_minutes(by(side, person), justering=justering, assurance=3)
    verified = verify_elsewhere(
        blobs.fetch(Minutes.objects.get().document.content_id), "p.pdf", trust=Trust(), at=side.acting.at
    )
    assert [one.signer for one in verified.signatures] == list(NAMES[:2])


def test_what_the_law_demands_is_demanded_unless_somebody_says_why_not() -> None:
    side, _ = both()
    kept = item_of(side.item)
    stayed = kept._replace(jav=(Jav(NAMES[2], Tie.PARTY, left=False),))
    keep_item(side.acting, item=side.item, kept=stayed, version=side.item.version)
    with refused("law_lacks"):
        put_to_justering(side.acting, meeting=side.meeting, signers=people(side))
    justering = put_to_justering(
        side.acting, meeting=side.meeting, signers=people(side), despite="Ledamoten satt kvar."
    )
    assert justering.sections == ["1"]


def test_the_chair_and_the_justerare_are_different_people() -> None:
    side, _ = both()
    one = people(side)[NAMES[0]]
    with refused("signers_alike"):
        put_to_justering(side.acting, meeting=side.meeting, signers=dict.fromkeys(NAMES[:2], one))
