"""Minutes in parts: a section justerad at once, and what of the minutes the other party sees."""

from __future__ import annotations

from datetime import date

import pytest
from tests.actions.deciding import CLAUSE, Side, both
from tests.actions.signed import by, justerad, people, refused, standing

from samverkan.actions.acting import Acting
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import put_to_justering, sign_minutes
from samverkan.actions.meetings import keep_item
from samverkan.actions.noticing import post_notice
from samverkan.actions.preparing import propose, put_on_agenda
from samverkan.actions.register import register_organisation
from samverkan.actions.roles import Role
from samverkan.store.models import (
    AgendaItem,
    Agreement,
    Entry,
    Fact,
    Minutes,
    MinutesPart,
    Organisation,
    Party,
)
from samverkan.store.shown import documents_shown
from samverkan.store.standings import answered
from samverkan.store.view import JOINT, View

LIMIT = 64 << 20


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    settings.HOME = tmp_path_factory.mktemp("home")


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
