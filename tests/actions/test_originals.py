"""The agreement itself is signed: who may, in which order, from one installation to another, and what is kept of it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.actions.deciding import CLAUSE, both
from tests.actions.originals import EARLY, desk, put, two
from tests.actions.signed import justerad, refused
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.acting import RefusedError
from samverkan.actions.clauses import lock_clause, revise_clause
from samverkan.actions.keeping_originals import latest_bytes
from samverkan.actions.originals import name_signers, put_to_signing, sign_agreement, withdraw_original
from samverkan.actions.signatories import appoint_signatory, end_signatory, still_named
from samverkan.actions.stating import state
from samverkan.actions.undecided import undecided
from samverkan.cli.verify_text import verified_lines
from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Share
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verified_to_json, verify_elsewhere
from samverkan.store import blobs
from samverkan.store.models import AgendaItem, Document, Entry, Fact, Original, OriginalKept, OriginalSigned
from samverkan.store.standings import answered

SIGNED_FIRST = CLAUSE._replace(text=("Avtalet börjar gälla när det har undertecknats av båda parter.",))
LATER = PartialDate(2027, 1, 1)
STEPS = (*CLAUSE.shares, Share("Region Västana", "40", since=LATER), Share("Lindmora kommun", "60", since=LATER))


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path_factory.mktemp("home")


def stands(acting: object, agreement: object) -> object:
    found = answered(agreement.cooperation_id, acting.view(), on=acting.today, party=None)
    return found.standings.agreements[found.order.index(agreement.pk)]


def test_decided_by_both_and_signed_by_both_it_is_kept_and_the_standing_knows() -> None:
    first, second = both()
    version = first.item.clause
    region, municipality = desk(REGION, "Anna Ek", "Bo Alm"), desk(MUNICIPALITY, "Cia Berg")
    agreement = version.clause.agreement
    with refused("not_all_decided") as why:
        put_to_signing(region.acting, version=version, signatories=region.signatories)
    assert why.value.values["parties"] == ["Region Västana", "Lindmora kommun"]
    justerad(first), justerad(second)
    assert "missing_agreement" in {one.code for one in stands(region.acting, agreement).open}
    original = put_to_signing(region.acting, version=version, signatories=region.signatories)
    assert original.despite == ""
    with refused("original_there"):
        put_to_signing(municipality.acting, version=version, signatories=municipality.signatories)
    name_signers(municipality.acting, original=original, signatories=municipality.signatories)
    for signing in (region.signing[0], municipality.signing[0]):
        sign_agreement(signing, original=original, assurance=3)
        assert not OriginalKept.objects.exists()
    sign_agreement(region.signing[1], original=original, assurance=3)
    assert set(OriginalKept.objects.values_list("organisation", flat=True)) == {REGION, MUNICIPALITY}
    pdf = latest_bytes(original)
    for kept in OriginalKept.objects.all():
        assert kept.document.content.rendition.kind == "agreement"
        assert kept.document.signed_original
        assert kept.document.shared.get().ground == "signed"
        assert blobs.fetch(kept.document.content_id) == pdf
        facts = Fact.objects.filter(organisation=kept.organisation, entry__document=kept.document)
        said = [(one.value["party"], one.value["signatory"]) for one in facts.filter(kind="Signature").order_by("pk")]
        assert said == [
            ("Region Västana", "Anna Ek, direktör"), ("Lindmora kommun", "Cia Berg, direktör"),
            ("Region Västana", "Bo Alm, direktör"),
        ]  # fmt: skip
    verified = verify_elsewhere(pdf, "avtal.pdf", trust=Trust(), at=region.acting.at)
    assert (verified.whole, verified.page_matches_data, verified.extract) == (True, True, None)
    assert verified.agreement.fingerprint == version.fingerprint
    lines = "\n".join(verified_lines(verified, "sv"))
    assert "Filen är ett avtal, inget protokollsutdrag." in lines
    assert version.fingerprint in lines
    written = verified_to_json(verified, lambda found: found.code)
    assert (written["extract"], written["agreement"]["clause"]) == (None, version.content)
    assert written["signatures"][0]["says"] == "Undertecknar för Region Västana (1 av 2)"
    assert [(one.signer, one.number) for one in verified.signatures] == [
        ("Anna Ek", REGION), ("Cia Berg", MUNICIPALITY), ("Bo Alm", REGION),
    ]  # fmt: skip
    now = stands(region.acting, agreement)
    assert now.standing == "in_force"
    assert not {"not_signed", "missing_agreement"} & {one.code for one in now.open}
    assert [row.basis for row in now.terms] == ["agreed"]
    with refused("original_signed_by_all"):
        withdraw_original(region.acting, original=original, why="För sent.")


def test_what_was_decided_on_another_version_is_not_decided_on_this_one() -> None:
    first, second = both()
    version = first.item.clause
    justerad(first), justerad(second)
    region = desk(REGION, "Anna Ek")
    original = put_to_signing(region.acting, version=version, signatories=region.signatories)
    later = revise_clause(
        region.acting, clause=version.clause, after=1,
        content=CLAUSE._replace(shares=(Share("Region Västana", "60"), Share("Lindmora kommun", "40"))),
    )  # fmt: skip
    for side in (first, second):
        lock_clause(side.acting, version=later)
    with refused("clause_later_locked"):
        sign_agreement(region.signing[0], original=original, assurance=3)
    withdraw_original(region.acting, original=original, why="En senare version är låst.")
    with refused("clause_later_locked"):
        put_to_signing(region.acting, version=version, signatories=region.signatories)
    neither = ["Region Västana", "Lindmora kommun"]
    assert undecided(region.acting, later) == neither
    AgendaItem.objects.update(clause=None)  # nothing tells which version it was: the terms do
    assert undecided(region.acting, later) == neither
    assert undecided(region.acting, version) == []
    with refused("not_all_decided"):
        put_to_signing(region.acting, version=later, signatories=region.signatories)


def test_an_agreement_that_holds_when_signed_holds_from_the_last_signature() -> None:
    region, municipality, version = two(SIGNED_FIRST._replace(shares=STEPS))
    original = put(region, version)
    assert original.despite == EARLY
    name_signers(municipality.acting, original=original, signatories=municipality.signatories, despite=EARLY)
    sign_agreement(region.signing[0], original=original, assurance=3)
    assert not Entry.objects.exists()
    sign_agreement(municipality.signing[0], original=original, assurance=3)
    agreement = version.clause.agreement
    found = answered(agreement.cooperation_id, region.acting.view(), on=region.acting.today, party=None)
    assert "signature_required" in {one.term for one in found.facts[agreement.pk] if hasattr(one, "term")}
    now = stands(region.acting, agreement)
    assert "not_signed" not in {one.code for one in now.open}
    assert [(str(row.from_), [share.percent for share in row.shares]) for row in now.terms] == [
        ("2026-01-01", ["50", "50"]), ("2027-01-01", ["40", "60"]),
    ]  # fmt: skip


def test_who_is_not_to_sign_does_not() -> None:
    region, municipality, version = two(of_the_first=2)
    with refused("signatories_missing"):
        put_to_signing(region.acting, version=version, signatories=[], despite=EARLY)
    with refused("not_your_signatory"):
        put_to_signing(region.acting, version=version, signatories=municipality.signatories, despite=EARLY)
    past = appoint_signatory(
        region.acting, name="Dan Dal", office="chef", ground="Delegation.", from_day=date(2020, 1, 1), to_day=date(2020, 12, 31)
    )  # fmt: skip
    with refused("signatory_out_of_time"):
        put_to_signing(region.acting, version=version, signatories=[past], despite=EARLY)
    original = put_to_signing(region.acting, version=version, signatories=region.signatories[:1], despite=EARLY)
    with refused("not_to_sign_this"):
        sign_agreement(region.signing[1], original=original, assurance=3)
    with refused("not_to_sign_this"):
        sign_agreement(municipality.signing[0], original=original, assurance=3)
    with pytest.raises(RefusedError, match="not_allowed"):
        sign_agreement(region.acting, original=original, assurance=3)
    end_signatory(region.acting, signatory=region.signatories[0], last_day=date(2021, 1, 1), why="Har slutat.")
    with refused("signatory_out_of_time"):
        sign_agreement(region.signing[0], original=original, assurance=3)
    with refused("signatory_ended_already"):
        end_signatory(region.acting, signatory=region.signatories[0], last_day=date(2021, 1, 1), why="Har slutat.")


def test_nobody_signs_in_anothers_name() -> None:
    region = desk(REGION, "Anna Ek", "Bo Alm")
    with refused("signatory_otherwise_named"):
        appoint_signatory(
            region.acting, name="Anna Ek", office="direktör", ground="KF § 12", from_day=date(2020, 1, 1),
            person=region.signing[1].person,
        )  # fmt: skip
    still_named(region.signatories[0])
    region.signatories[0].person.name = "Anna Ek Lund"
    with refused("signatory_otherwise_named"):
        still_named(region.signatories[0])


def test_who_is_not_surely_known_does_not_sign(settings: object) -> None:
    region, _, version = two()
    original = put(region, version)
    settings.DEMO = False
    with pytest.raises(RefusedError, match="not_sure_enough"):
        sign_agreement(region.signing[0], original=original, assurance=2)


def test_taken_back_before_the_last_signature_it_is_put_anew_and_a_terminated_one_is_not() -> None:
    region, municipality, version = two()
    original = put(region, version)
    sign_agreement(region.signing[0], original=original, assurance=3)
    with refused("signed_already"):
        sign_agreement(region.signing[0], original=original, assurance=3)
    with refused("why_missing"):
        withdraw_original(municipality.acting, original=original, why=" ")
    withdraw_original(municipality.acting, original=original, why="Fel bilaga.")
    with refused("original_withdrawn"):
        name_signers(municipality.acting, original=original, signatories=municipality.signatories, despite=EARLY)
    again = put(region, version)
    sign_agreement(region.signing[0], original=again, assurance=3)
    name_signers(municipality.acting, original=again, signatories=municipality.signatories, despite=EARLY)
    sign_agreement(municipality.signing[0], original=again, assurance=3)
    third = Original.objects.create(version=version, organisation=region.acting.organisation, content=again.content)
    state(
        region.acting, agreement=version.clause.agreement, kind="Termination", why="Brev.",
        value={"party": "Region Västana", "happened": str(region.acting.today), "citations": []},
    )  # fmt: skip
    with refused("agreement_terminated"):
        sign_agreement(region.signing[0], original=third, assurance=3)


def test_a_clause_that_not_all_have_locked_is_not_signed() -> None:
    region, _, version = two()
    newer = revise_clause(
        region.acting, clause=version.clause, content=CLAUSE._replace(object="Familjecentralen"), after=1
    )
    with refused("original_not_locked"):
        put_to_signing(region.acting, version=newer, signatories=region.signatories, despite=EARLY)


def test_a_clause_that_names_a_party_otherwise_than_the_register_is_not_put() -> None:
    named = ("Regionen", "Lindmora kommun")
    region, _, version = two(CLAUSE._replace(parties=named, shares=()))
    with refused("party_not_in_clause") as why:
        put(region, version)
    assert why.value.values["party"] == "Region Västana"
    with refused("identity_number_in_words"):
        appoint_signatory(
            region.acting, name="Dan Dal", office="chef", ground="Enligt 19811228-9874.", from_day=date(2020, 1, 1)
        )


def test_a_text_that_says_otherwise_than_the_terms_is_refused_before_anybody_signs() -> None:
    said = ("Avtalet kan förlängas med ett år.",)
    region, _, version = two(CLAUSE._replace(extension=None, text=said))
    with refused("agreement_reads_otherwise") as why:
        put(region, version)
    assert why.value.values["term"] == "extension"


def test_a_signing_service_that_dies_on_its_way_back_loses_nothing(settings: object) -> None:
    from tests.actions import dying_signer

    region, municipality, version = two()
    original = put(region, version)
    dying_signer.asked.clear()
    settings.SIGNER = "tests.actions.dying_signer:signer"
    with pytest.raises(ConnectionResetError):
        sign_agreement(region.signing[0], original=original, assurance=3)
    assert not OriginalSigned.objects.exists()
    sign_agreement(region.signing[0], original=original, assurance=3)
    assert dying_signer.asked == ["Anna Ek", "Anna Ek"]
    name_signers(municipality.acting, original=original, signatories=municipality.signatories, despite=EARLY)
    sign_agreement(municipality.signing[0], original=original, assurance=3)
    assert Document.objects.filter(signed_original=True).count() == 2


def test_the_parties_of_the_clause_and_of_the_agreement_are_one_to_one() -> None:
    named = (*CLAUSE.parties, "Granby kommun")
    region, _, version = two(CLAUSE._replace(parties=named, shares=()))
    with refused("clause_party_not_in_agreement") as why:
        put(region, version)
    assert why.value.values["party"] == "Granby kommun"
