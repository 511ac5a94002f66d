"""A signed agreement from one installation to another: half signed it leaves, whole it comes back, or it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from tests.actions.deciding import CLAUSE
from tests.actions.originals import EARLY, half_signed, put, signed_away, trusting, two
from tests.actions.signed import refused
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions import receiving_originals
from samverkan.actions.clauses import revise_clause
from samverkan.actions.keeping_originals import latest_bytes
from samverkan.actions.originals import name_signers, sign_agreement
from samverkan.actions.receiving_originals import look_at_original, receive_original
from samverkan.actions.recording_minutes import taken_in
from samverkan.core.dates import PartialDate
from samverkan.core.facts import Termination
from samverkan.store import blobs
from samverkan.store.append import Recording, append_item
from samverkan.store.drafted import as_read
from samverkan.store.models import Entry, Fact, Original, OriginalKept


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path_factory.mktemp("home")


def receive(desk: object, pdf: bytes, why: str = "") -> Original:
    return receive_original(desk.acting, looked=look_at_original(desk.acting, pdf, "avtal.pdf"), why=why)


def test_half_signed_it_goes_to_the_other_who_signs_and_comes_back_whole() -> None:
    region, municipality, version = two()
    pdf = half_signed(region, version)
    assert not Original.objects.exists()
    with refused("signature_untrusted"):
        receive(municipality, pdf)
    trusting(municipality, region)
    original = receive(municipality, pdf)
    assert original.received
    with refused("original_nothing_new"):
        receive(municipality, pdf)
    row = original.signatures.get()
    assert (row.name, row.organisation_id, row.trusted, row.level) == ("Anna Ek", REGION, True, "B-B")
    name_signers(municipality.acting, original=original, signatories=municipality.signatories, despite=EARLY)
    sign_agreement(municipality.signing[0], original=original, assurance=3)
    kept = OriginalKept.objects.get()
    assert kept.organisation_id == MUNICIPALITY  # nobody of the region's works here
    whole = latest_bytes(original)
    assert whole.startswith(pdf)
    assert Fact.objects.filter(kind="Signature").count() == 2


def test_what_comes_back_goes_on_from_what_was_sent_or_is_refused() -> None:
    region, municipality, version = two()
    original = put(region, version)
    sign_agreement(region.signing[0], original=original, assurance=3)
    sent = latest_bytes(original)
    back = signed_away(municipality.signing[0], sent, of="(1 av 2)")
    with refused("signature_untrusted"):
        receive(region, back)
    with refused("original_changed"):
        receive(region, back[:-40] + b"\n" + back[-40:], why="Vi litar på dem.")
    with refused("no_original"):
        receive(region, b"%PDF-1.7\n%%EOF\n")
    stranger = signed_away(region.signing[0], sent)
    with refused("signature_of_stranger"):
        receive(region, stranger, why="Vi litar på dem.")
    unsigned = signed_away(municipality.signing[0], blobs.fetch(original.content_id))
    with refused("original_other_bytes"):
        receive(region, unsigned, why="Vi litar på dem.")
    receive(region, back, why="Fingeravtrycket jämfört per telefon.")
    row = original.signatures.get(position=2)
    assert (row.trusted, row.of, row.why) == (False, 2, "Fingeravtrycket jämfört per telefon.")
    assert not OriginalKept.objects.exists()  # one more is to sign for them
    twice = signed_away(municipality.signing[0], back, of="(2 av 2)", at=region.acting.at + timedelta(seconds=5))
    with refused("signer_twice"):
        receive(region, twice, why="Vi litar på dem.")
    other = replace(municipality.signing[0], person=region.signing[0].person)
    receive(region, signed_away(other, back, of="(2 av 2)"), why="Samma.")
    assert OriginalKept.objects.get().organisation_id == REGION


def test_an_agreement_of_another_clause_is_refused() -> None:
    region, municipality, version = two()
    pdf = half_signed(region, version)
    revise_clause(
        municipality.acting, clause=version.clause, content=CLAUSE._replace(object="Familjecentralen"), after=1
    )
    version.clause.versions.filter(number=2).get()
    trusting(municipality, region)
    with transaction.atomic():
        other = version.clause.versions.get(number=2)
        data = half_signed_of(region, other)
        transaction.set_rollback(True)
    with refused("clause_not_yours_locked"):
        receive(municipality, data)
    receive(municipality, pdf)


def half_signed_of(region: object, version: object) -> bytes:
    """As the first one's program makes it of a clause that not all have locked here."""
    from samverkan.actions.agreement_paper import agreement_data, agreement_pdf

    return signed_away(region.signing[0], agreement_pdf(region.acting, agreement_data(version, region.acting.today)))


def test_the_file_that_was_recorded_in_review_is_not_recorded_twice() -> None:
    region, municipality, version = two()
    original = put(region, version)
    sign_agreement(region.signing[0], original=original, assurance=3)
    back = signed_away(municipality.signing[0], latest_bytes(original))
    with transaction.atomic():
        document, draft = taken_in(region.acting, back, "avtal.pdf", "Avtal")
        draft.state = "dismissed"
        draft.save()
    with refused("original_recorded_otherwise"):
        receive(region, back, why="Fingeravtrycket jämfört.")
    item = as_read(draft, draft.items[0], {})
    acting = region.acting
    recording = Recording(acting.organisation, acting.person, acting.at, acting.today, "Granskat.")
    entry = append_item(item, document, 0, recording, agreement=version.clause.agreement)
    receive(region, back, why="Fingeravtrycket jämfört.")
    assert Entry.objects.get(organisation=REGION) == entry
    assert OriginalKept.objects.get(organisation=REGION).document == document
    assert Fact.objects.filter(entry=entry, kind="Signature").count() == 2


def test_a_signature_from_before_the_notice_is_taken_in_after_it_and_a_later_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    region, municipality, version = two()
    original = put(region, version)
    sign_agreement(region.signing[0], original=original, assurance=3)
    sent = latest_bytes(original)
    late = signed_away(municipality.signing[0], sent, at=region.acting.at + timedelta(days=2))
    in_time = signed_away(municipality.signing[0], sent)
    given = Termination(id="-", party="Region Västana", happened=PartialDate.of(region.acting.today), citations=())
    monkeypatch.setattr(receiving_originals, "notices", lambda *_: [given])
    after = region._replace(acting=replace(region.acting, at=region.acting.at + timedelta(days=3), notes=[]))
    with refused("agreement_terminated"):
        receive(after, late, why="Fingeravtrycket jämfört.")
    receive(after, in_time, why="Fingeravtrycket jämfört.")
    row = original.signatures.get(position=2)
    assert (row.day, row.proven) == (region.acting.today, False)


def test_a_pin_for_extracts_is_none_for_agreements() -> None:
    region, municipality, version = two()
    pdf = half_signed(region, version)
    trusting(municipality, region, body="Kommunstyrelsen")
    with refused("signature_untrusted"):
        receive(municipality, pdf)
