"""From the table to a signed extract that the other party records: the whole way, in both organisations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.actions import dying_signer
from tests.actions.deciding import CLAUSE, DAY, NAMES, Side, both

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.certifying import certify, put_to_certifiers, sign_extract, withdraw_certification
from samverkan.actions.dispatching import Recipient, dispatch, state_of
from samverkan.actions.incoming import RECORDED, Arrival, take_in
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import put_to_justering, sign_minutes, withdraw_justering
from samverkan.actions.meetings import keep_item, keep_meeting, meeting_of
from samverkan.actions.noticing import post_notice, take_down_notice
from samverkan.actions.pinning import pin, unpin
from samverkan.actions.preparing import propose, put_on_agenda
from samverkan.actions.reading import read_paper
from samverkan.actions.receiving_extracts import look, receive_extract
from samverkan.actions.register import register_body, register_organisation
from samverkan.actions.roles import Role
from samverkan.actions.signing import signer_for
from samverkan.core.deciding.values import Jav, Motion, Vote
from samverkan.core.law.jav import Tie
from samverkan.outside.certificates import certificate_in
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs
from samverkan.store.models import (
    AgendaItem,
    Agreement,
    DispatchStep,
    Entry,
    Extract,
    ExtractReceived,
    Fact,
    Meeting,
    Minutes,
    MinutesPart,
    Organisation,
    Party,
    Person,
)
from samverkan.store.models import Role as RoleHeld
from samverkan.store.shown import documents_shown
from samverkan.store.standings import answered
from samverkan.store.view import JOINT, View
from samverkan.web.deciding.received import why_not_recorded

if TYPE_CHECKING:
    from samverkan.store.models import Justering

LIMIT = 64 << 20


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path_factory.mktemp("home")


def refused(code: str) -> object:
    return pytest.raises(InvalidError, match=f"^{code}$")


def people(side: Side) -> dict[str, Person]:
    """An account for the chair and one for the justerare."""
    number = side.acting.organisation.pk
    return {
        name: Person.objects.get_or_create(email=f"{n}@{number}.example", defaults={"name": name})[0]
        for n, name in enumerate(NAMES[:2])
    }


def by(side: Side, person: Person) -> Acting:
    return replace(side.acting, person=person, roles=frozenset({Role.JUSTERARE}), notes=[])


def justerad(side: Side) -> Justering:
    """The minutes put to justering and signed by both."""
    accounts = people(side)
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
    for person in accounts.values():
        sign_minutes(by(side, person), justering=justering, assurance=3)
    side.item.refresh_from_db()
    return justering


def certified(side: Side) -> Extract:
    justerad(side)
    return certify(side.acting, item=side.item, office="registrator", assurance=3)


def standing(side: Side, item: AgendaItem | None = None) -> str:
    agreement = (item or side.item).agreement
    assert agreement is not None
    found = answered(agreement.cooperation_id, side.acting.view(), on=CLAUSE.period.from_.first, party=None)
    return found.standings.agreements[found.order.index(agreement.pk)].standing


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


def pinned(receiver: Side, sender: Side) -> object:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    signer = signer_for(sender.acting, sender.acting.person.name, "registrator")
    certificate = x509.load_der_x509_certificate(signer.certificate.dump()).public_bytes(Encoding.PEM)
    return pin(
        receiver.acting,
        sender=sender.acting.organisation,
        body=sender.body.name,
        certificate=certificate,
        why="Överlämnat.",
    )


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


def test_one_section_is_justerad_at_once_with_its_own_notice_and_the_rest_later() -> None:
    side, _ = both()
    other = propose(
        side.acting, body=side.body, title="Information från socialchefen", points=["Informationen noteras."]
    )
    put_on_agenda(side.acting, item=other, meeting=side.meeting)
    accounts = people(side)
    first = put_to_justering(side.acting, meeting=side.meeting, signers=accounts, sections=["1"], immediate=True)
    for person in accounts.values():
        sign_minutes(by(side, person), justering=first, assurance=3)
    post_notice(side.acting, justering=first, posted=side.acting.today, place="Kansliet")
    second = put_to_justering(side.acting, meeting=side.meeting, signers=accounts)
    assert (first.sections, second.sections) == (["1"], ["2"])
    for person in accounts.values():
        sign_minutes(by(side, person), justering=second, assurance=3)
    assert Minutes.objects.count() == 2
    with refused("nothing_to_justera"):
        put_to_justering(side.acting, meeting=side.meeting, signers=accounts)


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


def test_the_chair_and_the_justerare_are_different_people() -> None:
    side, _ = both()
    one = people(side)[NAMES[0]]
    with refused("signers_alike"):
        put_to_justering(side.acting, meeting=side.meeting, signers=dict.fromkeys(NAMES[:2], one))


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


def test_a_role_for_one_body_neither_pins_for_all_nor_sends_anothers_extract() -> None:
    region, municipality = both()
    extract = certified(region)
    other = register_body(region.acting, name="Kulturnämnden", from_day=date(2019, 1, 1))
    bound = replace(region.acting, roles=frozenset(), for_bodies={other.pk: frozenset({Role.REGISTRAR})}, notes=[])
    with pytest.raises(RefusedError, match="not_for_your_body"):
        dispatch(bound, extract=extract, recipients=[Recipient("Akten", "mail", "b@akten.example")])
    with pytest.raises(RefusedError, match="not_for_your_body"):
        pinned(region._replace(acting=bound), municipality)


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


def with_another_section(side: Side) -> AgendaItem:
    """The body's own matter on the same agenda, of nobody's agreement."""
    other = propose(side.acting, body=side.body, title="Bistånd i ett enskilt ärende", points=["Ansökan beviljas."])
    return put_on_agenda(side.acting, item=other, meeting=side.meeting)


def test_of_minutes_with_other_matters_the_other_party_sees_the_section_of_its_agreement_alone() -> None:
    region, municipality = both()
    with_another_section(region)
    justerad(region)
    minutes, part = Minutes.objects.get(), MinutesPart.objects.get()
    entry = Entry.objects.get()
    assert entry.document == part.document
    assert part.document.matter == region.item.matter
    seen = documents_shown(municipality.acting.organisation, municipality.acting.view())
    assert part.document in seen
    assert minutes.document not in seen
    assert "enskilt" not in part.document.content.rendition.text
    assert minutes.document in documents_shown(region.acting.organisation, region.acting.view())
    justerad(municipality)
    assert standing(region) == standing(municipality) == "in_force"
    agreement = region.item.agreement
    found = answered(agreement.cooperation_id, View(JOINT), on=CLAUSE.period.from_.first, party=None)
    assert found.standings.agreements[found.order.index(agreement.pk)].standing == "in_force"
    post_notice(region.acting, justering=minutes.justering, posted=region.acting.today, place="Kansliet")
    assert Fact.objects.filter(kind="NoticePosted", entry=entry).count() == 1


def test_the_whole_minutes_are_shared_where_somebody_chooses_so() -> None:
    region, municipality = both()
    with_another_section(region)
    accounts = people(region)
    justering = put_to_justering(region.acting, meeting=region.meeting, signers=accounts, whole=True)
    for person in accounts.values():
        sign_minutes(by(region, person), justering=justering, assurance=3)
    seen = documents_shown(municipality.acting.organisation, municipality.acting.view())
    assert Minutes.objects.get().document in seen
    assert not MinutesPart.objects.exists()


def test_a_section_of_an_agreement_with_others_is_not_shown_to_the_parties_of_the_first() -> None:
    region, municipality = both()
    third = register_organisation(
        Acting(None, Organisation(number="2120001264", kind="municipality"), frozenset({Role.REGISTRAR})),
        number="2120001264", kind="municipality", name="Ekbo kommun", from_day=date(2000, 1, 1),
    )  # fmt: skip
    other = Agreement.objects.create(cooperation=region.item.agreement.cooperation)
    for one in (region.acting.organisation, third):
        Party.objects.create(agreement=other, organisation=one)
    row = with_another_section(region)
    AgendaItem.objects.filter(pk=row.pk).update(agreement=other)
    with refused("section_names_no_agreement"):
        justerad(region)
    row.refresh_from_db()
    about = item_of(row)._replace(title="Samverkansavtal om ungdomsmottagning")
    keep_item(region.acting, item=row, kept=about, version=row.version)
    justerad(region)
    minutes = Minutes.objects.get()
    assert minutes.document not in documents_shown(municipality.acting.organisation, municipality.acting.view())
    assert MinutesPart.objects.count() == 2
