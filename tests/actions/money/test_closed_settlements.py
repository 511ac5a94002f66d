"""What closed settlements mean for the next: days not to cut, caps, costs for several days, a party that changes its name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from tests.actions.money.economists import agreed, economist, take, when_it_has_been
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.costs import type_cost
from samverkan.actions.money.rules import set_money_rules
from samverkan.actions.money.settlements import approve_settlement, put_settlement, withdraw_settlement
from samverkan.core.funding.settling import Books, settle
from samverkan.store.money.booked import booked_lines
from samverkan.store.money.closed import billed_by, charged_by, closed_settlements, differences_since_closed
from samverkan.store.money.rules import funded
from samverkan.store.money.settled import settled
from samverkan.store.view import JOINT, View

if TYPE_CHECKING:
    from samverkan.store.models import Agreement, Settlement

pytestmark = pytest.mark.django_db

CAP = {"provider": MUNICIPALITY, "caps": [{"party": REGION, "kronor": "400"}]}
HALVES = ((date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31)))


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


def put(agreement: Agreement, first: date, last: date, **more: Any) -> Settlement:
    return put_settlement(when_it_has_been(MUNICIPALITY, last), agreement=agreement, first=first, last=last, **more)


def closed(agreement: Agreement, first: date, last: date, **more: Any) -> Settlement:
    made = put(agreement, first, last, **more)
    for number in (REGION, MUNICIPALITY):
        approve_settlement(economist(number), settlement=made, digest=made.digest)
    return made


def cost(
    agreement: Agreement, day: date, kronor: int, text: str, first: date | None = None, last: date | None = None
) -> None:
    type_cost(
        economist(MUNICIPALITY), agreement=agreement, day=day, ore=kronor * 100, text=text, first=first, last=last
    )


def budget(agreement: Agreement, kronor: int) -> None:
    record_budget(
        economist(MUNICIPALITY), agreement=agreement, year=2025, body="Socialnämnden", section="§ 88", decided=date(2024, 11, 12),
        rows=[CostType("Allt", kronor * 100)],
    )  # fmt: skip


def region_bears(made: Settlement) -> int:
    return sum(one["ore"] for one in made.result["totals"] if one["party"] == "Region Västana")


def test_days_that_cut_a_closed_settlement_are_refused_and_days_that_hold_it_are_not(agreement: Agreement) -> None:
    cost(agreement, date(2025, 2, 1), 600, "Hyra")
    budget(agreement, 1200)
    closed(agreement, *HALVES[0], kind="interim")
    for first, last in ((date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 12, 31))):
        with pytest.raises(InvalidError) as wrong:
            put(agreement, first, last)
        assert (wrong.value.code, wrong.value.values["number"]) == ("settlement_cuts", 1)
    made = closed(agreement, *HALVES[0])
    assert made.result["transfers"] == []  # 300 was billed by the budget, and 300 is its part
    with pytest.raises(InvalidError) as late:
        put(agreement, *HALVES[0], kind="interim")
    assert late.value.code == "settlement_final_closed"


def test_a_page_of_days_that_a_closed_settlement_reaches_outside_says_not_who_owes_whom(agreement: Agreement) -> None:
    cost(agreement, date(2025, 8, 1), 600, "Hyra")
    closed(agreement, date(2025, 7, 1), date(2026, 6, 30))
    asked = funded(agreement, View(JOINT), on=date(2025, 6, 1), party=economist(REGION).organisation)
    assert asked is not None
    found = settled(agreement, asked, View(JOINT), first=date(2025, 1, 1), last=date(2025, 12, 31))
    assert (found.balances, found.transfers, [one.code for one in found.findings]) == ((), (), ["closed_across"])


def test_under_a_cap_two_settlements_of_a_year_are_made_one_after_the_other(agreement: Agreement) -> None:
    set_money_rules(economist(REGION), agreement=agreement, data=CAP, ground="Avtalet p. 6")
    for day in (date(2025, 2, 1), date(2025, 8, 1)):
        cost(agreement, day, 600, str(day))
    waits = put(agreement, *HALVES[0])
    with pytest.raises(InvalidError) as wrong:
        put(agreement, *HALVES[1])
    assert (wrong.value.code, wrong.value.values["number"]) == ("settlement_open_cap", 1)
    withdraw_settlement(economist(REGION), settlement=waits, why="Väntar på fler fakturor")
    assert [region_bears(closed(agreement, *half)) for half in HALVES] == [30_000, 10_000]


def test_interim_bills_count_each_other_under_a_cap_and_the_final_does_not_count_them(agreement: Agreement) -> None:
    set_money_rules(economist(REGION), agreement=agreement, data=CAP, ground="Avtalet p. 6")
    budget(agreement, 1200)
    assert [region_bears(closed(agreement, *half, kind="interim")) for half in HALVES] == [30_000, 10_000]
    cost(agreement, date(2025, 8, 1), 2000, "Hyra")
    assert region_bears(closed(agreement, HALVES[0][0], HALVES[1][1])) == 40_000


def test_of_days_over_a_new_year_the_cap_counts_each_year_by_itself(agreement: Agreement) -> None:
    for day, kronor in ((date(2025, 8, 1), 100), (date(2026, 2, 1), 700)):
        cost(agreement, day, kronor, str(day))
    cost(agreement, date(2025, 12, 20), 62, "Försäkring", date(2025, 12, 1), date(2026, 1, 31))
    made = closed(agreement, date(2025, 7, 1), date(2026, 6, 30))
    assert list(made.result["charged"]) == ["2025", "2026"]
    assert {year: of[0]["ore"] + of[1]["ore"] for year, of in made.result["charged"].items()} == {
        "2025": 13_100, "2026": 73_100,
    }  # fmt: skip
    set_money_rules(economist(REGION), agreement=agreement, data=CAP, ground="Avtalet p. 6")
    cost(agreement, date(2026, 8, 1), 600, "Hyra")
    later = put(agreement, date(2026, 7, 1), date(2026, 12, 31))
    assert region_bears(later) == 40_000 - 36_550


def test_a_partys_own_grant_takes_nothing_of_its_cap_however_the_year_is_settled(agreement: Agreement) -> None:
    rules = {**CAP, "other_funding": [{"name": "Regionens bidrag", "accounts": ["3510"], "to": REGION}]}
    set_money_rules(economist(REGION), agreement=agreement, data=rules, ground="Avtalet p. 6")
    rows = "".join(
        f"2025-{month}-01;600;A {month};;\n2025-{month}-01;-100;B {month};Bidrag;3510\n" for month in ("02", "08")
    )
    take(
        MUNICIPALITY, agreement, rows.replace(";;\n", ";Hyra;5010\n"), columns="datum;belopp;verifikation;text;konto\n"
    )
    whole = put(agreement, HALVES[0][0], HALVES[1][1])
    withdraw_settlement(economist(REGION), settlement=whole, why="Halvårsvis i stället")
    assert region_bears(whole) == sum(region_bears(closed(agreement, *half)) for half in HALVES) == 20_000


def test_a_cost_booked_after_the_year_it_is_for_differs_only_where_it_was_changed(agreement: Agreement) -> None:
    year = HALVES[0][0], HALVES[1][1]
    december = date(2025, 12, 1), date(2025, 12, 31)
    cost(agreement, date(2025, 3, 1), 500, "Hyra")
    cost(agreement, date(2026, 1, 20), 1000, "Slutfaktura", *december)
    for _ in range(2):
        closed(agreement, *year)
    cost(agreement, date(2026, 2, 1), 300, "Sen faktura", *december)
    cost(agreement, date(2025, 4, 1), 20, "Porto")
    made = closed(agreement, *year)
    assert [(one["cause"], one["ore"]) for one in made.result["differences"]] == [("new", 2_000), ("new", 30_000)]
    assert put(agreement, *year).result["differences"] == []


def test_a_late_line_of_a_grant_in_part_moves_the_ore_of_the_others_as_rounding(agreement: Agreement) -> None:
    year = HALVES[0][0], HALVES[1][1]
    grant = {"name": "Statsbidrag", "accounts": ["3510"], "percent": "33.3"}
    rules = {"provider": MUNICIPALITY, "other_funding": [grant]}
    set_money_rules(economist(REGION), agreement=agreement, data=rules, ground="Avtalet p. 6")
    columns = "datum;belopp;verifikation;text;konto\n"
    rows = ["2025-02-01;1000;A 1;Hyra;5010\n"]
    rows += [f"2025-{month:02}-15;-100,05;B {month};Statsbidrag;3510\n" for month in range(3, 12)]
    take(MUNICIPALITY, agreement, "".join(rows), columns=columns)
    before = closed(agreement, *year)
    take(MUNICIPALITY, agreement, "2025-02-22;-50,01;B 2;Statsbidrag;3510\n", name="sen.csv", columns=columns)
    made = put(agreement, *year)
    divided = {
        of.pk: {one["voucher"]: one["ore"] for one in of.result["lines"] if one["status"] == "divided"}
        for of in (before, made)
    }
    moved = [name for name, ore in divided[before.pk].items() if divided[made.pk][name] != ore]
    assert moved, "the late line moves the öre of others"
    told = made.result["differences"]
    assert not {one["voucher"] for one in told} & set(moved)
    assert {one["cause"] for one in told} <= {"new", "rounding"}
    totals = [{one["party"]: one["ore"] for one in of.result["totals"]} for of in (before, made)]
    for party, ore in totals[1].items():
        parts = [part["ore"] for one in told for part in one["parts"] if part["party"] == party]
        assert totals[0][party] + sum(parts) == ore


def test_a_cost_over_the_new_year_is_compared_by_the_days_that_were_closed(agreement: Agreement) -> None:
    cost(agreement, date(2025, 12, 20), 620, "Försäkring", date(2025, 12, 1), date(2026, 1, 31))
    closed(agreement, HALVES[0][0], HALVES[1][1])
    longer = put(agreement, HALVES[0][0], date(2026, 12, 31))
    assert longer.result["differences"] == []
    assert sum(one["ore"] for one in longer.result["totals"]) == 62_000


def test_what_a_party_paid_under_another_name_is_taken_off_all_the_same(agreement: Agreement) -> None:
    cost(agreement, date(2025, 3, 1), 1000, "Hyra")
    closed(agreement, HALVES[0][0], HALVES[1][1])
    asked = funded(agreement, View(JOINT), on=date(2025, 6, 1), party=economist(REGION).organisation)
    assert asked is not None
    called = {"Region Västana": "Västana regionkommun"}
    renamed = asked._replace(
        asked=asked.asked._replace(
            parties=tuple(called.get(one, one) for one in asked.asked.parties),
            rows=tuple(
                row._replace(shares=tuple(one._replace(party=called.get(one.party, one.party)) for one in row.shares))
                for row in asked.asked.rows
            ),
        )
    )
    found = settled(agreement, renamed, View(JOINT), first=HALVES[0][0], last=HALVES[1][1])
    assert (found.transfers, found.findings) == ((), ())
    assert differences_since_closed(agreement, found, renamed.names) == ()
    used = charged_by(closed_settlements(agreement), date(2026, 1, 1), date(2026, 12, 31), renamed.names, interim=False)
    assert used == {2025: {"Västana regionkommun": 50_000, "Lindmora kommun": 50_000}}


def test_a_settlement_names_the_rules_that_it_went_by_with_their_ground(agreement: Agreement) -> None:
    set_money_rules(economist(REGION), agreement=agreement, data=CAP, ground="Avtalet p. 6")
    cost(agreement, date(2025, 3, 1), 1000, "Hyra")
    made = put(agreement, HALVES[0][0], HALVES[1][1])
    (told,) = made.result["rules"]
    assert (told["organisation"], told["ground"], told["data"]) == (None, "Avtalet p. 6", CAP)
    assert told["set"][:10] == str(timezone.localdate())


def test_one_that_was_closed_before_the_years_were_told_apart_counts_by_its_first_day(agreement: Agreement) -> None:
    cost(agreement, date(2025, 3, 1), 1000, "Hyra")
    made = closed(agreement, *HALVES[0])
    del made.result["charged"]
    used = charged_by([made], *HALVES[1], {}, interim=False)
    assert used == {2025: {"Region Västana": 50_000, "Lindmora kommun": 50_000}}


def test_what_was_billed_is_what_is_taken_off(agreement: Agreement) -> None:
    cost(agreement, date(2025, 3, 1), 1000, "Hyra")
    made = closed(agreement, *HALVES[0])
    asked = funded(agreement, View(JOINT), on=date(2025, 6, 1), party=economist(REGION).organisation)
    assert asked is not None
    bare = settle(
        asked.asked, booked_lines(agreement.pk), first=HALVES[0][0], last=HALVES[0][1], books=Books({}, asked.names)
    )
    assert [(one.payer, one.payee, one.ore) for one in billed_by([made], asked.names)] == [
        (one.payer, one.payee, one.ore) for one in bare.transfers
    ]
