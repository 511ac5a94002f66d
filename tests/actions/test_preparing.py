"""From joint clause to a meeting that is held: the same words in both bodies, each under its own number."""

from __future__ import annotations

from datetime import date

import pytest
from tests.actions.deciding import CLAUSE, Side, at_the_table, board, both, locked_clause
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.clauses import comment_on_clause, draft_clause, is_locked, lock_clause, revise_clause
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import put_to_justering
from samverkan.actions.meetings import hold, keep_item, keep_meeting, meeting_of, plan_meeting
from samverkan.actions.numbering import set_series
from samverkan.actions.preparing import lead_on, prepare_item, propose, put_on_agenda, take_off_agenda
from samverkan.actions.register import register_body
from samverkan.actions.roles import Role
from samverkan.core.deciding import Item, Meeting
from samverkan.core.deciding.clause import Clause, Share
from samverkan.core.deciding.values import Motion, Paper, Point, Receiver, Reservation, Vote
from samverkan.store.models import Matter
from samverkan.words import say

pytestmark = pytest.mark.django_db


def refused(code: str) -> object:
    return pytest.raises(InvalidError, match=f"^{code}$")


@pytest.fixture
def side() -> Side:
    """The region's board at its table."""
    return both()[0]


def test_both_bodies_get_the_same_words_under_their_own_numbers() -> None:
    region, municipality = both()
    first, second = item_of(region.item), item_of(municipality.item)
    assert [one.text for one in first.points] == list(CLAUSE.points) == [one.text for one in second.points]
    assert first.points[0].act == "approve"
    assert [one.kind for one in first.points[0].conditions] == ["matching_decision"]
    year = region.acting.today.year
    assert (first.registry_number, second.registry_number) == (f"HSN {year}-00001", f"SN {year}/001")
    assert first.clause == second.clause != ""
    assert (first.section, second.section) == ("1", "1")
    assert region.item.agreement == municipality.item.agreement


def test_a_clause_is_final_when_every_party_has_locked_the_same_version() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    first = draft_clause(region, content=CLAUSE, parties=[municipality.organisation])
    comment_on_clause(municipality, version=first, text="Vi föreslår 60/40.", term="shares")
    lock_clause(region, version=first)
    assert not is_locked(first)
    other = CLAUSE._replace(shares=(Share("Region Västana", "60"), Share("Lindmora kommun", "40")))
    second = revise_clause(municipality, clause=first.clause, content=other, after=1)
    with refused("clause_newer"):
        lock_clause(municipality, version=first)
    with refused("clause_newer"):
        revise_clause(region, clause=first.clause, content=CLAUSE, after=1)
    with refused("clause_same"):
        revise_clause(region, clause=first.clause, content=other, after=2)
    lock_clause(municipality, version=second)
    _, body = board(REGION, "Hälso- och sjukvårdsnämnden", "HSN {year}-{number}")
    with refused("clause_not_locked"):
        propose(region, body=body, title="", clause=second)
    lock_clause(region, version=second)
    with refused("clause_locked_already"):
        lock_clause(region, version=second)
    assert is_locked(second)
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "clause_title_missing"),
        ({"parties": ("Region Västana",)}, "clause_parties_few"),
        ({"points": ()}, "clause_points_missing"),
        ({"shares": (Share("Region Västana", "50"), Share("Lindmora kommun", "40"))}, "shares_do_not_sum"),
        ({"shares": (Share("Region Västana", "hälften"),)}, "share_no_figure"),
        ({"shares": (Share("Ystads kommun", "100"),)}, "share_of_no_party"),
    ],
)
def test_a_clause_that_makes_no_sense_is_refused(change: dict[str, object], code: str) -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    with refused(code):
        draft_clause(region, content=CLAUSE._replace(**change), parties=[municipality.organisation])


def test_who_is_no_party_neither_drafts_nor_locks() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    version = draft_clause(region, content=CLAUSE, parties=[municipality.organisation])
    stranger = Acting(region.person, type(region.organisation)(number="5560360793"), frozenset({Role.REGISTRAR}))
    for refused_action in (
        lambda: lock_clause(stranger, version=version),
        lambda: comment_on_clause(stranger, version=version, text="hej"),
        lambda: revise_clause(stranger, clause=version.clause, content=CLAUSE, after=1),
    ):
        with refused("not_your_agreement"):
            refused_action()
    with pytest.raises(RefusedError):
        lock_clause(office(MUNICIPALITY, Role.AUDITOR), version=version)


def test_numbers_run_by_body_and_year_and_skip_those_in_use() -> None:
    acting, body = board(MUNICIPALITY, "Socialnämnden", "SN {year}/{number:03}")
    year = acting.today.year
    Matter.objects.create(organisation=acting.organisation, registry_number=f"SN {year}/002")
    numbers = [propose(acting, body=body, title=f"Ärende {n}").matter.registry_number for n in range(2)]
    assert numbers == [f"SN {year}/001", f"SN {year}/003"]
    with refused("series_pattern"):
        set_series(acting, body=body, pattern="SN 2025/{number}")
    other = register_body(acting, name="Kommunstyrelsen", from_day=date(2019, 1, 1))
    with refused("series_missing"):
        propose(acting, body=other, title="Ärende")


def test_two_who_save_the_same_item_do_not_write_over_each_other() -> None:
    side, _ = both()
    kept = item_of(side.item)
    seen = side.item.version
    keep_item(side.acting, item=side.item, kept=kept._replace(notes=("Min anteckning",)), version=seen)
    with refused("saved_since"):
        keep_item(side.acting, item=side.item, kept=kept._replace(notes=("Din anteckning",)), version=seen)
    side.item.refresh_from_db()
    assert item_of(side.item).notes == ("Min anteckning",)


def test_what_is_changed_in_the_meeting_is_read_from_its_words() -> None:
    side, _ = both()
    kept = item_of(side.item)
    changed = kept._replace(points=(kept.points[0]._replace(text="Ärendet återremitteras.", act="approve"),))
    made = keep_item(side.acting, item=side.item, kept=changed, version=side.item.version)
    (point,) = item_of(made).points
    assert (point.act, point.conditions) == ("refer_back", ())
    assert item_of(made).clause == kept.clause


def test_what_comes_after_the_summons_is_late_and_gets_the_next_number() -> None:
    side, _ = both()
    late = propose(side.acting, body=side.body, title="Skrivelse från en granne")
    late = put_on_agenda(side.acting, item=late, meeting=side.meeting, position=0)
    assert item_of(late).late
    late.refresh_from_db()
    assert item_of(late).section == "2"
    assert late.position == 0


def test_what_is_withdrawn_or_stands_on_an_agenda_is_not_put_on_one() -> None:
    side, _ = both()
    with refused("on_another_agenda"):
        put_on_agenda(side.acting, item=side.item, meeting=side.meeting)
    with refused("on_another_agenda"):
        put_on_agenda(side.acting, item=side.item, meeting=side.meeting, position=0)
    gone = propose(side.acting, body=side.body, title="Ärende", points=["Ärendet utgår."])
    with refused("item_withdrawn"):
        put_on_agenda(side.acting, item=gone, meeting=side.meeting)


def test_sections_run_on_through_the_year() -> None:
    side, _ = both()
    item = propose(side.acting, body=side.body, title="Nästa ärende")
    later = plan_meeting(side.acting, body=side.body, day=date(2025, 10, 22), members=5)
    put_on_agenda(side.acting, item=item, meeting=later)
    hold(side.acting, meeting=later)
    item.refresh_from_db()
    assert item_of(item).section == "2"
    next_year = plan_meeting(side.acting, body=side.body, day=date(2026, 1, 21), members=5)
    first = propose(side.acting, body=side.body, title="Årets första")
    put_on_agenda(side.acting, item=first, meeting=next_year)
    hold(side.acting, meeting=next_year)
    first.refresh_from_db()
    assert item_of(first).section == "1"


def test_a_matter_goes_on_from_committee_to_board_and_each_decides_its_own() -> None:
    acting, sn = board(MUNICIPALITY, "Socialnämnden", "SN {year}/{number:03}")
    region = office(REGION)
    committee = register_body(acting, name="Socialnämndens arbetsutskott", from_day=date(2019, 1, 1))
    set_series(acting, body=committee, pattern="SN {year}/{number:03}")
    version = locked_clause(region, acting)
    first = at_the_table(acting, committee, version)
    second = lead_on(acting, item=first.item, body=sn)
    assert second.after == first.item
    assert second.matter == first.item.matter
    assert [one.text for one in item_of(second).points] == list(CLAUSE.points)
    with refused("led_on_already"):
        lead_on(acting, item=first.item, body=sn)
    kept = item_of(first.item)
    keep_item(acting, item=first.item, kept=kept._replace(points=()), version=first.item.version)
    second.refresh_from_db()
    assert len(item_of(second).points) == len(CLAUSE.points)


def test_an_item_leaves_its_agenda_only_before_the_meeting() -> None:
    acting, body = board(MUNICIPALITY, "Socialnämnden", "SN {year}/{number:03}")
    item = propose(acting, body=body, title="Ärende")
    meeting = plan_meeting(acting, body=body, day=date(2025, 9, 17), members=5)
    item = put_on_agenda(acting, item=item, meeting=meeting)
    item = take_off_agenda(acting, item=item)
    assert item.meeting is None
    item = put_on_agenda(acting, item=item, meeting=meeting)
    item = prepare_item(acting, item=item, kept=item_of(item)._replace(heard=("Bakgrund.",)), version=item.version)
    hold(acting, meeting=meeting)
    item.refresh_from_db()
    with refused("meeting_held"):
        take_off_agenda(acting, item=item)
    with refused("meeting_held"):
        prepare_item(acting, item=item, kept=item_of(item), version=item.version)


NUMBER = "19121212-1212"


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("heard", ("Bakgrund.", f"Ärendet gäller {NUMBER}.")), ("notes", (NUMBER,)), ("title", f"Ärende om {NUMBER}"),
        ("motions", (Motion(("Leif Sandin",), f"bifall till {NUMBER}"),)), ("votes", (Vote(NUMBER, "avslag"),)),
        ("proposed", (NUMBER,)), ("procedure", (NUMBER,)), ("reservations", (Reservation(("Leif Sandin",), NUMBER),)),
        ("papers", (Paper(NUMBER),)), ("receivers", (Receiver(NUMBER),)), ("points", (Point(f"{NUMBER} beviljas.", "other"),)),
    ],
)  # fmt: skip
def test_an_identity_number_is_refused_when_it_is_saved_with_the_place(field: str, written: object, side: Side) -> None:
    kept = item_of(side.item)._replace(**{field: written})
    with refused(f"identity_number_in_{field}") as caught:
        keep_item(side.acting, item=side.item, kept=kept, version=side.item.version)
    said = say("actions", caught.value.code, caught.value.values, "sv")
    assert "personnummer" in said
    assert "{" not in said
    if field == "heard":
        assert "stycke 2" in said


def test_an_identity_number_is_refused_in_meetings_clauses_comments_and_minutes(side: Side) -> None:
    kept = meeting_of(side.meeting, items=False)
    with refused("identity_number_in_place"):
        keep_meeting(side.acting, meeting=side.meeting, kept=kept._replace(place=NUMBER), version=side.meeting.version)
    version = side.item.clause
    with refused("identity_number_in_text"):
        revise_clause(side.acting, clause=version.clause, content=CLAUSE._replace(text=(NUMBER,)), after=1)
    with refused("identity_number_in_words"):
        comment_on_clause(side.acting, version=version, text=f"Se {NUMBER}.")
    with refused("identity_number_in_title"):
        propose(side.acting, body=side.body, title=f"Ärende om {NUMBER}")
    side.item.item["notes"] = [NUMBER]  # as it may have been saved before
    side.item.save()
    with refused("identity_number_in_notes") as caught:
        put_to_justering(side.acting, meeting=side.meeting, signers={})
    assert say("actions", caught.value.code, caught.value.values, "sv").startswith("§ 1: Fältet Protokollsanteckningar")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_field_that_may_hold_a_number_has_its_sentence(language: str) -> None:
    never = set(
        "day members kind immediate late election clause remote_allowed organisation body period extension items section".split()
    )
    fields = {field for kind in (Item, Meeting, Clause) for field in kind._fields} - never
    codes = {f"identity_number_in_{field}" for field in fields}
    assert {code for code in codes if say("actions", code, {"where": "", "number": 1}, language) == code} == set()
