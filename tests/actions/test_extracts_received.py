"""Extracts from the one party to the other: certified, sent, trusted or not, recorded in the receiver's own file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.actions.deciding import both
from tests.actions.signed import certified, justerad, pinned, standing

from samverkan.actions.acting import RefusedError
from samverkan.actions.dispatching import Recipient, dispatch, state_of
from samverkan.actions.incoming import RECORDED, Arrival, take_in
from samverkan.actions.item_copies import item_of
from samverkan.actions.pinning import pin, unpin
from samverkan.actions.reading import read_paper
from samverkan.actions.receiving_extracts import look, receive_extract
from samverkan.actions.register import register_body
from samverkan.actions.roles import Role
from samverkan.actions.signing import signer_for
from samverkan.outside.certificates import certificate_in
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs
from samverkan.store.models import (
    DispatchStep,
    Entry,
    ExtractReceived,
)
from samverkan.web.deciding.received import why_not_recorded

LIMIT = 64 << 20


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path_factory.mktemp("home")


def test_an_extract_is_whole_certified_and_says_what_its_page_says() -> None:
    side, _ = both()
    extract = certified(side)
    pdf = blobs.fetch(extract.content_id)
    verified = verify_elsewhere(pdf, "utdrag.pdf", trust=Trust(), at=side.acting.at)
    assert verified.whole
    assert verified.page_matches_data
    assert verified.extract.clause == item_of(side.item).clause
    assert verified.extract.agreement == side.item.agreement.urn
    assert verified.extract.section == "1"


def test_a_trusted_extract_is_recorded_without_review_in_the_receivers_own_file() -> None:
    region, municipality = both()
    pinned(municipality, region)
    pdf = blobs.fetch(certified(region).content_id)
    arrival = Arrival(municipality.acting.today)
    first = take_in(municipality.acting, pdf, "utdrag.pdf", arrival, limit=LIMIT)
    assert first.code == RECORDED
    entry = Entry.objects.get(organisation=municipality.acting.organisation)
    assert entry.agreement == region.item.agreement
    assert entry.document.organisation == municipality.acting.organisation
    again = take_in(municipality.acting, pdf, "utdrag.pdf", arrival, limit=LIMIT)
    assert again.code == "again"
    assert Entry.objects.filter(organisation=municipality.acting.organisation).count() == 1


@pytest.mark.parametrize("why", ["not pinned", "unpinned", "another body"])
def test_any_other_extract_goes_to_review_however_valid_its_signature(why: str) -> None:
    region, municipality = both()
    if why == "unpinned":
        unpin(municipality.acting, pinned=pinned(municipality, region), why="Bytt.")
    if why == "another body":
        pinned(municipality, region._replace(body=type(region.body)(name="Kulturnämnden")))
    pdf = blobs.fetch(certified(region).content_id)
    outcome = take_in(municipality.acting, pdf, "utdrag.pdf", Arrival(municipality.acting.today), limit=LIMIT)
    assert outcome.code == "received"
    assert outcome.document.draft.state == "waiting"
    assert not Entry.objects.filter(organisation=municipality.acting.organisation).exists()


def test_a_tampered_extract_is_not_recorded() -> None:
    region, municipality = both()
    pinned(municipality, region)
    pdf = blobs.fetch(certified(region).content_id)
    tampered = pdf + b"\n% appended\n"
    outcome = take_in(municipality.acting, tampered, "utdrag.pdf", Arrival(municipality.acting.today), limit=LIMIT)
    assert outcome.code == "received"
    assert not Entry.objects.filter(organisation=municipality.acting.organisation).exists()


def test_both_bodies_decide_and_the_agreement_is_agreed() -> None:
    region, municipality = both()
    assert not Entry.objects.exists()
    justerad(region)
    assert standing(region) == "awaiting"
    justerad(municipality)
    assert standing(region) == "in_force"
    assert standing(municipality) == "in_force"


def test_a_pinned_sender_speaks_for_itself_and_in_its_own_agreements_alone() -> None:
    """The name on the page is whose decision it is: another's name, or an agreement the sender is no party to, is for a person."""
    region, municipality = both()
    pinned(municipality, region)
    item = item_of(region.item)
    region.meeting.kept["organisation"] = "Vellinge kommun"
    region.meeting.save()
    pdf = blobs.fetch(certified(region).content_id)
    outcome = take_in(municipality.acting, pdf, "utdrag.pdf", Arrival(municipality.acting.today), limit=LIMIT)
    assert outcome.code == "received"
    assert item.points
    assert not Entry.objects.filter(organisation=municipality.acting.organisation).exists()


def test_what_is_sent_to_one_is_not_said_to_have_come_when_another_receives_it() -> None:
    region, municipality = both()
    extract = certified(region)
    municipality_row, other_row = dispatch(
        region.acting, extract=extract,
        recipients=[Recipient("Lindmora kommun", "mail", "a@lindmora.example"), Recipient("Akten", "mail", "b@akten.example")],
    )  # fmt: skip
    for row in (municipality_row, other_row):
        DispatchStep.objects.create(dispatch=row, step="sent")
    pdf = blobs.fetch(extract.content_id)
    take_in(municipality.acting, pdf, "utdrag.pdf", Arrival(municipality.acting.today), limit=LIMIT)
    assert (state_of(municipality_row), state_of(other_row)) == ("received", "sent")


def test_a_role_for_one_body_neither_pins_for_all_nor_sends_anothers_extract() -> None:
    region, municipality = both()
    extract = certified(region)
    other = register_body(region.acting, name="Kulturnämnden", from_day=date(2019, 1, 1))
    bound = replace(region.acting, roles=frozenset(), for_bodies={other.pk: frozenset({Role.REGISTRAR})}, notes=[])
    with pytest.raises(RefusedError, match="not_for_your_body"):
        dispatch(bound, extract=extract, recipients=[Recipient("Akten", "mail", "b@akten.example")])
    with pytest.raises(RefusedError, match="not_for_your_body"):
        pinned(region._replace(acting=bound), municipality)


def test_what_is_trusted_is_put_in_the_receivers_own_matter_under_its_own_registry_number() -> None:
    region, municipality = both()
    pinned(municipality, region)
    pdf = blobs.fetch(certified(region).content_id)
    outcome = take_in(municipality.acting, pdf, "utdrag.pdf", Arrival(municipality.acting.today), limit=LIMIT)
    assert outcome.code == RECORDED
    assert outcome.document.matter == municipality.item.matter
    assert outcome.document.matter.registry_number.startswith("SN ")


def test_a_certificate_let_go_of_while_the_extract_was_looked_at_is_not_trusted() -> None:
    region, municipality = both()
    pin_ = pinned(municipality, region)
    paper = read_paper(blobs.fetch(certified(region).content_id), "utdrag.pdf")
    looked = look(municipality.acting, paper)
    assert looked.by == pin_
    unpin(municipality.acting, pinned=pin_, why="Bytt.")
    document, _ = receive_extract(municipality.acting, paper=paper, looked=looked, arrived=municipality.acting.today)
    assert document.draft.state == "waiting"
    assert document.matter is None
    assert not Entry.objects.filter(organisation=municipality.acting.organisation).exists()
    assert any("inte angivet som betrott" in one for one in why_not_recorded(document.draft, "sv"))


def test_an_extract_that_is_justerad_on_a_day_that_cannot_be_goes_to_review_and_says_why() -> None:
    region, municipality = both()
    pinned(municipality, region)
    meeting = region.acting.today + timedelta(days=3)
    region.meeting.kept["day"] = str(meeting)
    region.meeting.save()
    pdf = blobs.fetch(certified(region).content_id)
    outcome = take_in(municipality.acting, pdf, "utdrag.pdf", Arrival(municipality.acting.today), limit=LIMIT)
    assert outcome.code == "received"
    assert any("före sammanträdet" in one for one in why_not_recorded(outcome.document.draft, "sv"))


def test_a_certificate_that_says_odd_signs_is_received_pinned_and_shown() -> None:
    region, municipality = both()
    extract = certified(region)
    signer = signer_for(region.acting, "Anna\x00Ek", "registrator")
    pdf = signer.sign(blobs.fetch(extract.certification.content_id), name="x", reason="x", at=region.acting.at)
    outcome = take_in(municipality.acting, pdf, "utdrag.pdf", Arrival(municipality.acting.today), limit=LIMIT)
    assert outcome.code == "received"
    row = ExtractReceived.objects.get(document=outcome.document)
    assert row.verified["signatures"][0]["signer"] == "Anna\\x00Ek"
    made = pin(
        municipality.acting, sender=region.acting.organisation, body=region.body.name,
        certificate=signer.certificate.dump(), why="Överlämnat.",
    )  # fmt: skip
    assert "\x00" not in certificate_in(made.certificate.encode()).subject
