"""The registers: what each organisation sees of bodies, meetings, matters and assignments, on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office
from tests.store.test_who_sees import JOINED, THEN, theirs_joined, without_the_municipality

from samverkan.actions.acting import InvalidError
from samverkan.actions.documents import receive, share
from samverkan.actions.marking import mark
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter
from samverkan.actions.reviewing import Place, record
from samverkan.actions.stating import correct, state, take_back
from samverkan.store import following, registering, registers
from samverkan.store.drafted import CONFIRMED, reviewed
from samverkan.store.models import Agreement, Draft, Fact, Matter, OrganisationName, RegisterAssignment, RegisterEntry
from samverkan.store.placing import proposals
from samverkan.store.registering import rebuild_registers
from samverkan.store.view import JOINT, View
from samverkan.store.whose import Met, whose

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting

TODAY = date(2026, 1, 1)
REGION_PAPERS = {
    "2023-05-16": "vastana/2023-05-16-halso-och-sjukvardsnamnden-88.txt",
    "2024-06-18": "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt",
}
COMMITTEE = "vastana/2024-05-22-socialnamndens-arbetsutskott-58.txt"
BOARD = "vastana/2024-06-12-socialnamnden-71.txt"


def _view(acting: Acting, **days: date) -> View:
    return View(acting.organisation.pk, **days)


def _meetings(acting: Acting, view: View | None = None, on: date = TODAY) -> list[tuple[str, str, list[str]]]:
    found = registers.meetings(acting.organisation, view or _view(acting), on)
    return [(str(one.day), one.body, [code for row in one.entries for code, _ in row.acts]) for one in found.rows]


def test_a_meeting_is_a_body_and_a_day_with_what_was_done_there() -> None:
    acting = office(MUNICIPALITY)
    confirm(acting, COMMITTEE, arrived=date(2024, 5, 23))
    confirm(acting, BOARD, arrived=date(2024, 6, 13))
    assert _meetings(acting) == [
        ("2024-06-12", "Socialnämnden", ["approve"]),
        ("2024-05-22", "Socialnämndens arbetsutskott", ["propose"]),
    ]
    assert [day for day, _, _ in _meetings(acting, on=date(2024, 6, 11))] == ["2024-05-22"]
    found = registers.meetings(acting.organisation, _view(acting), TODAY, body="socialnämnden", year=2024)
    assert [one.day for one in found.rows] == [date(2024, 6, 12)]


def test_a_section_with_a_superscript_stands_among_the_others() -> None:
    acting = office(MUNICIPALITY)
    confirm(acting, BOARD, arrived=date(2024, 6, 13))
    RegisterEntry.objects.update(section="71²")
    assert [day for day, _, _ in _meetings(acting)] == ["2024-06-12"]


def test_others_see_a_meeting_once_its_minutes_are_joint() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    document, _ = confirm(municipality, BOARD, arrived=date(2024, 6, 13))
    assert _meetings(region) == []
    assert _meetings(municipality, View(JOINT)) == []
    share(municipality, document=document, ground="justering")
    assert len(_meetings(region)) == len(_meetings(municipality, View(JOINT))) == 1
    assert _meetings(region, _view(region, papers=date(2024, 6, 13))) == []


def test_an_earlier_known_gives_the_registers_as_they_were() -> None:
    then = datetime(2024, 6, 14, 12, tzinfo=UTC)
    acting = office(MUNICIPALITY, at=then)
    confirm(acting, COMMITTEE, arrived=date(2024, 5, 23))
    confirm(office(MUNICIPALITY), BOARD, arrived=date(2024, 6, 13))
    assert len(_meetings(acting, _view(acting, known=then.date()))) == 1
    assert _meetings(acting, _view(acting, known=date(2024, 6, 13))) == []
    assert len(_meetings(acting)) == 2


def test_a_matter_says_where_in_the_decision_it_is() -> None:
    acting = office(MUNICIPALITY)
    confirm(acting, COMMITTEE, arrived=date(2024, 5, 23))
    confirm(acting, BOARD, arrived=date(2024, 6, 13))
    matter = Matter.objects.get(registry_number="SN 2024/047")

    def where(on: date) -> registers.Where:
        entries = registers.matter_entries(matter, acting.organisation, _view(acting), on)
        return registers.where(
            entries, registers.planned(entries, acting.organisation, _view(acting), on),
            registers.proposed_to(entries, acting.organisation, _view(acting)),
        )  # fmt: skip

    assert where(date(2024, 5, 21)).code == "where.nothing"
    assert where(date(2024, 6, 1)).code.startswith("where.proposed")
    decided = where(TODAY)
    assert (decided.code, decided.values["day"], decided.values["section"]) == (
        "where.approve",
        date(2024, 6, 12),
        "71",
    )
    ((listed, listed_where),) = registers.matters(acting.organisation, _view(acting), TODAY).listed.rows
    assert (listed, listed_where.code) == (matter, "where.approve")


def test_a_proposal_taken_back_says_no_more_who_is_to_decide_but_did_as_it_was_known() -> None:
    early = office(MUNICIPALITY, at=datetime(2024, 5, 24, 12, tzinfo=UTC))
    confirm(early, "vastana/2024-05-22-socialnamndens-arbetsutskott-58.txt", arrived=date(2024, 5, 23))
    own = early.organisation
    (entry,) = registers.entries_seen(own, _view(early), TODAY)
    assert registers.proposed_to([entry], own, _view(early))
    for fact in Fact.objects.filter(kind="Proposal"):
        take_back(office(MUNICIPALITY), fact=fact, why="Felläst")
    assert registers.proposed_to([entry], own, _view(early)) == ""
    assert registers.proposed_to([entry], own, View(own.pk, known=date(2024, 5, 25)))


def test_a_planned_decision_is_told_until_its_day() -> None:
    acting = office(MUNICIPALITY)
    OrganisationName.objects.create(
        organisation=acting.organisation, name="Alingsås kommun", from_day=date(1971, 1, 1), recorded=acting.at
    )
    confirm(acting, "alingsas/2021-09-08-socialnamndens-arbetsutskott-264.txt", arrived=date(2021, 9, 9))
    matter = Matter.objects.get(registry_number="2021.055 SN")
    entries = registers.matter_entries(matter, acting.organisation, _view(acting), TODAY)
    assert registers.planned(entries, acting.organisation, _view(acting), date(2021, 9, 15)) == [
        ("Västra hälso- och sjukvårdsnämnden", date(2021, 10, 1))
    ]
    assert registers.planned(entries, acting.organisation, _view(acting), date(2021, 10, 1)) == []


def test_the_others_minutes_are_the_others_meeting_and_no_matter_of_ones_own() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    _, agreement = confirm(region, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30))
    theirs = "vastana/2019-11-13-socialnamnden-97.txt"
    extract, _ = confirm(
        region, theirs, arrived=date(2019, 11, 20), agreement=agreement
    )  # an extract that the other sent
    own = {one.registry_number for one in Matter.objects.filter(organisation=REGION)}
    told = {(one.owner, one.registry_number) for one in RegisterEntry.objects.filter(organisation=REGION, gone=None)}
    assert {owner for owner, _ in told} == {REGION, MUNICIPALITY}
    assert own == {number for owner, number in told if owner == REGION}
    item = reviewed(Draft.objects.get(document=extract))[0][0]
    assert item.registry_number not in own
    found = proposals(item, region.organisation, _view(region), today=TODAY)
    assert found[0].agreement == agreement
    assert found[0].number == item.registry_number, "known by the papers under it, whoever's it is"
    assert municipality.organisation.pk == MUNICIPALITY


def test_a_body_says_whose_minutes_they_are() -> None:
    own = Met("1", "region", frozenset({"region västana"}), {"hälso- och sjukvårdsnämnden": 1})
    other = Met("2", "municipality", frozenset({"lindmora"}), {"barnnämnden": 2})

    def met_in(**head: str) -> str | None:
        found = whose(head, own, [other])
        return found and found.number

    assert met_in(organisation="Lindmora kommun", body="Socialnämnden") == "2"
    assert met_in(organisation="Lerums kommun", body="Socialnämnden") is None
    assert met_in(body="Socialnämnden i Lindmora kommun") == "2"
    assert met_in(body="Barnnämnden") == "2", "as registered"
    assert met_in(body="Arbetsutskottet", board="Hälso- och sjukvårdsnämnden") == "1"
    assert met_in(body="Socialnämnden") == "2", "a region has none"
    assert met_in(body="Servicenämnden") == "1", "nothing tells"


def test_an_assignment_is_open_until_it_is_declared_fulfilled() -> None:
    acting = office(REGION)
    _, agreement = confirm(acting, REGION_PAPERS["2023-05-16"], arrived=date(2023, 5, 20))
    confirm(acting, REGION_PAPERS["2024-06-18"], arrived=date(2024, 6, 20), agreement=agreement)

    def rows(on: date) -> list[tuple[str, str, str]]:
        return [
            (one.status, one.section, one.to) for one in following.assignments(acting.organisation, _view(acting), on)
        ]

    assert rows(date(2024, 1, 1)) == [("open", "88", "hälso- och sjukvårdsdirektören")]
    assert rows(TODAY) == [("done", "88", "hälso- och sjukvårdsdirektören")]
    assert rows(date(2023, 5, 15)) == []


def test_what_a_person_says_is_fulfilled_is_so_and_taken_back_it_is_not() -> None:
    acting = office(REGION)
    office(MUNICIPALITY)
    _, agreement = confirm(acting, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30))
    confirm(acting, REGION_PAPERS["2023-05-16"], arrived=date(2023, 5, 20), agreement=agreement)
    value = {
        "party": "Region Västana",
        "body": "Hälso- och sjukvårdsnämnden",
        "happened": "2024-02-01",
        "day": "2023-05-16",
        "section": "88",
    }
    fact = state(acting, agreement=agreement, kind="AssignmentFulfilled", value=value, why="Enligt direktören")
    rows = following.assignments(acting.organisation, _view(acting), TODAY)
    full = following.assignment_rows(rows)
    assert [(one.status, one.done_day, full[one.id].done) for one in rows] == [("done", date(2024, 2, 1), None)]
    take_back(acting, fact=fact, why="Fel uppdrag")
    assert [one.status for one in following.assignments(acting.organisation, _view(acting), TODAY)] == ["open"]


def test_an_assignment_is_told_of_as_it_was_known_and_by_what_had_come() -> None:
    first, second, third = (datetime(2025, 1, day, 12, tzinfo=UTC) for day in (10, 20, 30))
    acting = office(REGION, at=first)
    _, agreement = confirm(acting, REGION_PAPERS["2023-05-16"], arrived=date(2023, 5, 20))
    later = office(REGION, at=second)
    confirm(later, REGION_PAPERS["2024-06-18"], arrived=date(2024, 6, 20), agreement=agreement)
    last = office(REGION, at=third)
    fact = Fact.objects.get(kind="AssignmentGiven", recorded=first)
    correct(last, fact=fact, value={**fact.value, "to": "förvaltningschefen"}, why="Felläst")
    for done in Fact.objects.filter(kind="AssignmentFulfilled"):
        take_back(last, fact=done, why="Gällde ett annat uppdrag")

    def told(**days: date) -> list[tuple[str, str]]:
        rows = following.assignments(acting.organisation, _view(acting, **days), TODAY)
        return [(one.status, one.to) for one in rows]

    read, corrected = "hälso- och sjukvårdsdirektören", "förvaltningschefen"
    assert told() == [("open", corrected)]
    assert told(known=date(2025, 1, 9)) == []
    assert told(known=date(2025, 1, 19)) == [("open", read)]
    assert told(known=date(2025, 1, 29)) == [("done", read)]
    assert told(papers=date(2024, 6, 19)) == [("open", read)], "what declares it fulfilled had not come"
    assert told(papers=date(2024, 6, 20)) == [("done", read)]
    assert told(known=date(2025, 1, 30), papers=date(2025, 1, 30)) == [("open", corrected)]


def test_whose_the_minutes_are_is_told_as_it_was_known() -> None:
    region = office(REGION, at=THEN)
    agreement = without_the_municipality()
    confirm(region, "vastana/2022-05-18-socialnamnden-61.txt", arrived=date(2022, 5, 20), agreement=agreement)
    theirs_joined(agreement, office(REGION, at=JOINED))

    def owners(**days: date) -> list[str]:
        seen = registers.entries_seen(region.organisation, _view(region, **days), TODAY)
        return [one.owner for one in seen.filter(section="61")]

    assert owners() == [MUNICIPALITY]
    assert owners(known=JOINED.date() - timedelta(days=1)) == [REGION], "nobody's of the parties there were"
    before = _all()
    list(rebuild_registers())
    assert _all() == before


def test_an_assignment_past_its_last_day_is_overdue_and_one_without_origin_an_orphan() -> None:
    acting = office(REGION)
    confirm(acting, REGION_PAPERS["2023-05-16"], arrived=date(2023, 5, 20))
    RegisterAssignment.objects.update(due=date(2023, 12, 31))
    view = _view(acting)
    assert [one.status for one in following.assignments(acting.organisation, view, date(2023, 12, 31))] == ["open"]
    assert [one.status for one in following.assignments(acting.organisation, view, date(2024, 1, 1))] == ["overdue"]
    RegisterAssignment.objects.update(orphan=True)
    assert [one.status for one in following.assignments(acting.organisation, view, TODAY)] == ["orphan"]


def test_bodies_are_followed_through_time() -> None:
    acting = office(REGION)
    north, south = (
        register_body(acting, name=name, from_day=date(2010, 1, 1)) for name in ("Norra nämnden", "Södra nämnden")
    )
    merged = register_body(acting, name="Nämnden", from_day=date(2020, 1, 1), after=[north, south])
    rows = {
        row.body: row for row in registers.bodies(acting.organisation, _view(acting), TODAY, of=acting.organisation)
    }
    assert [row.name for row in rows] == ["Norra nämnden", "Nämnden", "Södra nämnden"]
    assert (rows[north].ended, rows[north].successors) == (date(2019, 12, 31), [merged])
    assert {one.pk for one in rows[merged].predecessors} == {north.pk, south.pk}
    before = registers.bodies(acting.organisation, _view(acting, known=date(2020, 1, 1)), TODAY, of=acting.organisation)
    assert before == []


def test_a_link_to_the_diary_system_is_a_web_address() -> None:
    with pytest.raises(InvalidError, match="link_not_web"):
        register_matter(office(REGION), registry_number="HSN 1", link="javascript:alert(1)")


def test_the_registers_ask_the_database_as_often_however_many_rows_there_are() -> None:
    acting = office(MUNICIPALITY)
    confirm(acting, COMMITTEE, arrived=date(2024, 5, 23))
    few = _queries(acting)
    confirm(acting, BOARD, arrived=date(2024, 6, 13))
    confirm(acting, "vastana/2022-05-18-socialnamnden-61.txt", arrived=date(2022, 5, 19))
    confirm(acting, "vastana/2019-11-13-socialnamnden-97.txt", arrived=date(2019, 11, 14))
    assert _queries(acting) == few


def _queries(acting: Acting) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        organisation, view = acting.organisation, _view(acting)
        list(registers.meetings(organisation, view, TODAY).rows)
        registers.matters(organisation, view, TODAY)
        following.assignments(organisation, view, TODAY)
        registers.bodies(organisation, view, TODAY, of=organisation)
    return len(asked)


def test_minutes_that_name_their_body_in_the_genitive_are_of_that_body() -> None:
    acting = office(MUNICIPALITY)
    board = register_body(acting, name="Socialnämnden")
    path = EXAMPLES / BOARD
    document, _ = receive(acting, paper=read_paper(path.read_bytes(), path.name), arrived=date(2024, 6, 13))
    (item,) = document.draft.items
    item["head"]["body"] = item["head"]["board"] = "Socialnämndens"
    document.draft.save()
    for n in range(len(item["facts"])):
        mark(acting, draft=document.draft, fact=f"{item['position']}.{n}", state=CONFIRMED)
    record(acting, draft=document.draft, places={item["position"]: Place()}, why="bekräftat")
    view = _view(acting)
    (row,) = registers.bodies(acting.organisation, view, TODAY, of=acting.organisation)
    assert (row.body, row.meetings) == (board, 1)
    assert registers.meetings(acting.organisation, view, TODAY, body="Socialnämnden").total == 1


def test_a_name_that_many_agreements_name_is_laid_up_in_batches_once_it_is_kept(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(registering, "_AT_ONCE", 1)
    region, day = office(REGION), date(2024, 6, 20)
    for paper in ("2023-05-16", "2024-06-18"):
        confirm(region, REGION_PAPERS[paper], arrived=day)

    def owners() -> set[str]:
        return set(RegisterEntry.objects.values_list("owner", flat=True))

    def given(name: str) -> Any:
        RegisterEntry.objects.update(owner="")
        with django_capture_on_commit_callbacks() as later:
            register_body(region, name=name)
        assert owners() == {""}, "nobody waits for them"
        return later

    (lay_up,) = given("Hälso- och sjukvårdsnämnden")
    with CaptureQueriesContext(connection) as asked:
        lay_up()
    assert owners() == {REGION}
    assert sum(one["sql"].startswith('DELETE FROM "store_registerentry"') for one in asked) == 2
    given("Hälso-  och sjukvårdsnämndens")  # and the program dies
    list(rebuild_registers())
    assert owners() == {REGION}
    assert given("Kulturnämnden") == []  # which none names


def test_dropped_and_rebuilt_they_are_the_same() -> None:
    region = office(REGION)
    day = date(2024, 6, 20)
    _, agreement = confirm(region, REGION_PAPERS["2023-05-16"], arrived=day, justered=day)
    confirm(region, REGION_PAPERS["2024-06-18"], arrived=day, agreement=agreement)
    confirm(office(MUNICIPALITY), BOARD, arrived=day, agreement=agreement, justered=day)
    before = _all()
    assert list(rebuild_registers())[-1] == 1
    assert _all() == before


def test_they_are_rebuilt_while_somebody_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering, "_BATCH", 1)
    region, day = office(REGION), date(2024, 6, 20)
    for paper in ("2023-05-16", "2024-06-18"):
        confirm(region, REGION_PAPERS[paper], arrived=day, justered=day)
    before = _all()
    for done in rebuild_registers():
        if done == 1:
            registering.index_registered(Agreement.objects.values_list("pk", flat=True))
    assert _all() == before


def _all() -> list[list[object]]:
    entries = RegisterEntry.objects.order_by("entry", "organisation", "since", "owner").values()
    rows = RegisterAssignment.objects.order_by("organisation", "day", "given", "done", "since").values()
    return [[{k: v for k, v in one.items() if k != "id"} for one in these] for these in (entries, rows)]
