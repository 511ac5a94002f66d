"""Costs taken in, settled by the shares in force, approved by both and closed; late vouchers make a new settlement with the difference."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils.timezone import make_aware
from tests.actions.money.economists import agreed, economist, take, when_it_has_been
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.cost_drafts import drop_costs, look_at_costs
from samverkan.actions.money.costs import type_cost, withdraw_voucher
from samverkan.actions.money.rules import set_cost_rules, set_money_rules
from samverkan.actions.money.settlements import approve_settlement, put_settlement, withdraw_settlement
from samverkan.actions.money.taking_costs import take_costs
from samverkan.store.models import AuditContent, BookedVoucher, CostDraft, MoneyRules, Settlement
from samverkan.store.money.booked import booked_lines
from samverkan.store.money.closed import differences_since_closed, is_closed
from samverkan.store.money.drafted import looked
from samverkan.store.money.rules import funded
from samverkan.store.money.settled import settled
from samverkan.store.view import JOINT, View
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

YEAR = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
ROWS = "2025-01-15;1000,01;A 1;Hyra\n2025-02-15;500;A 2;Löner\n"


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


def code_of(wrong: pytest.ExceptionInfo[InvalidError]) -> str:
    return wrong.value.code


def both(settlement: Settlement) -> None:
    for number in (REGION, MUNICIPALITY):
        approve_settlement(economist(number), settlement=settlement, digest=settlement.digest)


def test_costs_are_settled_by_the_shares_that_the_papers_set_and_closed_by_both(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    made = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert {one["party"]: one["ore"] for one in made.result["totals"]} == {
        "Region Västana": 75001,
        "Lindmora kommun": 75000,
    }
    assert made.result["transfers"] == [{"from": "Region Västana", "to": "Lindmora kommun", "ore": 75001}]
    (interval,) = made.result["intervals"]
    assert any(one["section"] or one["source"] for one in interval["citations"])
    assert not is_closed(made)
    approve_settlement(economist(REGION), settlement=made, digest=made.digest)
    assert not is_closed(made)
    with pytest.raises(InvalidError) as wrong:
        approve_settlement(economist(REGION), settlement=made, digest=made.digest)
    assert code_of(wrong) == "settlement_approved_already"
    approve_settlement(economist(MUNICIPALITY), settlement=made, digest=made.digest)
    assert is_closed(Settlement.objects.get())
    with pytest.raises(InvalidError) as closed:
        withdraw_settlement(economist(REGION), settlement=made, why="Ångrat")
    assert code_of(closed) == "settlement_closed"


def test_a_late_voucher_makes_a_new_settlement_with_the_difference_and_the_closed_one_stands(
    agreement: Agreement,
) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    first = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    both(first)
    take(MUNICIPALITY, agreement, "2025-03-01;200;A 3;Sen faktura\n2025-02-15;400;A 2;Löner\n", name="sent.csv")
    second = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    rows = {one["cause"]: one for one in second.result["differences"]}
    assert {cause: one["ore"] for cause, one in rows.items() if cause != "rounding"} == {"new": 20000, "amount": -10000}
    before = {one["party"]: one["ore"] for one in first.result["totals"]}
    after = {one["party"]: one["ore"] for one in second.result["totals"]}
    for party in before:
        assert (
            before[party]
            + sum(p["ore"] for one in second.result["differences"] for p in one["parts"] if p["party"] == party)
            == after[party]
        )
    assert [one["ore"] for one in second.result["transfers"]] == [after["Region Västana"] - before["Region Västana"]]
    assert Settlement.objects.get(pk=first.pk).result == first.result


def test_costs_that_are_all_taken_back_are_settled_too_and_what_was_billed_goes_back(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    both(put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR))
    for voucher in BookedVoucher.objects.all():
        withdraw_voucher(economist(MUNICIPALITY), voucher=voucher, why="Hör till ett annat avtal")
    second = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert second.result["transfers"] == [{"from": "Lindmora kommun", "to": "Region Västana", "ore": 75001}]
    assert [(one["cause"], one["ore"]) for one in second.result["differences"]] == [("gone", -100001), ("gone", -50000)]
    both(second)
    with pytest.raises(InvalidError) as wrong:
        put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert code_of(wrong) == "settlement_nothing"


def test_a_new_years_costs_are_no_differences_to_the_year_closed_before(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, "2025-01-15;1000;A 1;Hyra\n2026-01-15;1000;A 1;Hyra\n")
    both(put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR))
    year = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    second = put_settlement(when_it_has_been(MUNICIPALITY, year["last"]), agreement=agreement, **year)
    assert second.result["differences"] == []


def test_a_settlement_that_waits_bars_another_of_the_same_days_until_it_is_taken_back(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    made = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    with pytest.raises(InvalidError) as wrong:
        put_settlement(economist(REGION), agreement=agreement, **YEAR)
    assert code_of(wrong) == "settlement_open"
    withdraw_settlement(economist(REGION), settlement=made, why="A 2 hör inte hit")
    assert put_settlement(economist(REGION), agreement=agreement, **YEAR).number == 2


def test_an_interim_bill_is_of_the_budget_and_is_taken_off_when_the_year_is_settled(agreement: Agreement) -> None:
    quarter = {"first": date(2025, 1, 1), "last": date(2025, 3, 31)}
    with pytest.raises(InvalidError) as wrong:
        put_settlement(economist(MUNICIPALITY), agreement=agreement, kind="interim", **quarter)
    assert code_of(wrong) == "settlement_without_budget"
    record_budget(
        economist(MUNICIPALITY), agreement=agreement, year=2025, body="Socialnämnden", section="88", decided=date(2024, 11, 12),
        rows=[CostType("Allt", 1_200_000)],
    )  # fmt: skip
    interim = put_settlement(economist(MUNICIPALITY), agreement=agreement, kind="interim", **quarter)
    assert [one["ore"] for one in interim.result["transfers"]] == [150_000]
    both(interim)
    take(MUNICIPALITY, agreement, ROWS)
    final = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert final.result["transfers"] == [{"from": "Lindmora kommun", "to": "Region Västana", "ore": 74_999}]


def test_days_that_have_not_been_are_settled_by_the_budget_alone(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    record_budget(
        economist(MUNICIPALITY), agreement=agreement, year=2025, body="Socialnämnden", section="88", decided=date(2024, 11, 12),
        rows=[CostType("Allt", 1_200_000)],
    )  # fmt: skip
    march = economist(MUNICIPALITY, at=make_aware(datetime(2025, 3, 31, 12)))
    for last in (YEAR["last"], date(2025, 3, 31)):
        with pytest.raises(InvalidError) as wrong:
            put_settlement(march, agreement=agreement, first=YEAR["first"], last=last)
        assert code_of(wrong) == "settlement_days_to_come"
    assert not Settlement.objects.exists()
    interim = put_settlement(march, agreement=agreement, kind="interim", **YEAR)
    withdraw_settlement(economist(REGION), settlement=interim, why="Vi tar kvartalet")
    final = put_settlement(march, agreement=agreement, first=YEAR["first"], last=date(2025, 3, 30))
    assert sum(one["ore"] for one in final.result["totals"]) == 150_001


def test_a_corrected_share_divides_anew_in_the_next_settlement_and_the_closed_one_stands(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    first = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    both(first)
    capped = {"provider": MUNICIPALITY, "caps": [{"party": REGION, "kronor": "500"}]}
    set_money_rules(economist(REGION), agreement=agreement, data=capped, ground="Tillägg § 4")
    second = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert {one["cause"] for one in second.result["differences"]} == {"share"}
    assert second.result["transfers"] == [{"from": "Lindmora kommun", "to": "Region Västana", "ore": 25_001}]


def test_a_corrected_share_is_told_as_such_also_of_a_voucher_of_a_few_ore(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, "2025-01-15;0,04;A 1;Porto\n2025-02-15;500;A 2;Löner\n")
    both(put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR))
    asked = funded(agreement, View(JOINT), on=date(2025, 6, 1), party=economist(REGION).organisation)
    assert asked is not None
    rows = [
        row._replace(shares=tuple(one._replace(percent=of) for one, of in zip(row.shares, ("75", "25"), strict=True)))
        for row in asked.asked.rows
    ]
    corrected = asked._replace(asked=asked.asked._replace(rows=tuple(rows)))
    found = differences_since_closed(agreement, settled(agreement, corrected, View(JOINT), **YEAR), asked.names)
    assert [(one.voucher, one.cause, one.parts) for one in found] == [
        ("A 1", "share", (1, -1)), ("A 2", "share", (12_500, -12_500)),
    ]  # fmt: skip


def test_a_partys_number_is_its_name_only_where_the_rules_name_a_party(agreement: Agreement) -> None:
    rules = {
        "provider": MUNICIPALITY, "rest": REGION, "inhabitants": {"2025": {MUNICIPALITY: 5}},
        "caps": [{"party": REGION, "kronor": "500", "index": MUNICIPALITY, "base": 2024}],
        "indexes": {MUNICIPALITY: {"2024": "100"}},
        "other_funding": [{"name": MUNICIPALITY, "accounts": [REGION], "to": REGION}],
    }  # fmt: skip
    set_money_rules(economist(REGION), agreement=agreement, data=rules, ground="Avtalet p. 6")
    found = funded(agreement, View(JOINT), on=date(2025, 6, 1), party=economist(REGION).organisation)
    assert found is not None
    said = found.asked.rules
    assert (said.provider, said.rest) == ("Lindmora kommun", "Region Västana")
    assert said.inhabitants == {2025: {"Lindmora kommun": 5}}
    assert [(one.party, one.series) for one in said.caps] == [("Region Västana", (MUNICIPALITY, 2024))]
    assert list(said.indexes) == [MUNICIPALITY]
    assert [(one.name, one.to, one.which.accounts) for one in said.other] == [
        (MUNICIPALITY, "Region Västana", (REGION,))
    ]


def test_a_cap_of_the_year_counts_what_the_other_half_has_charged(agreement: Agreement) -> None:
    capped = {"provider": MUNICIPALITY, "caps": [{"party": REGION, "kronor": "600"}]}
    set_money_rules(economist(REGION), agreement=agreement, data=capped, ground="Avtalet p. 6")
    take(MUNICIPALITY, agreement, ROWS + "2025-08-01;1000;A 7;Hyra\n")
    spring = put_settlement(
        economist(MUNICIPALITY), agreement=agreement, first=date(2025, 1, 1), last=date(2025, 1, 31)
    )
    both(spring)
    autumn = put_settlement(
        economist(MUNICIPALITY), agreement=agreement, first=date(2025, 2, 1), last=date(2025, 12, 31)
    )
    assert [[one["ore"] for one in each.result["transfers"]] for each in (spring, autumn)] == [[50_001], [9_999]]


def test_what_was_known_then_is_settled_as_then(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    region = economist(REGION)
    tomorrow = region.today + timedelta(days=1)
    later = economist(REGION, at=region.at + timedelta(days=2))
    type_cost(later, agreement=agreement, day=date(2025, 5, 1), ore=5000, text="Tolk")

    def cost(known: date | None) -> int:
        view = View(JOINT, known)
        asked = funded(agreement, view, on=date(2025, 6, 1), party=region.organisation)
        assert asked is not None
        return sum(settled(agreement, asked, view, **YEAR).totals)

    assert (cost(tomorrow), cost(None)) == (150_001, 155_001)


def test_costs_of_both_parties_are_settled_together(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, "2025-01-15;1000;A 1;Hyra\n")
    take(REGION, agreement, "2025-01-15;600;A 1;Läkare\n")
    made = put_settlement(economist(REGION), agreement=agreement, **YEAR)
    assert made.result["transfers"] == [{"from": "Region Västana", "to": "Lindmora kommun", "ore": 20000}]


def test_the_same_voucher_is_never_taken_twice_and_a_changed_file_shows_what_changed(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    with pytest.raises(InvalidError) as wrong:
        take(MUNICIPALITY, agreement, ROWS, name="samma.csv")
    assert code_of(wrong) == "costs_nothing_new"
    table = (
        "datum;belopp;verifikation;text\n2025-01-15;1000,01;A 1;Hyra\n2025-01-31;300;A 9;El\n2025-02-15;450;A 2;Löner\n"
    )
    draft = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="ny.csv", stream=BytesIO(table.encode()))
    found = looked(draft)
    assert ([one.name for one in found.new], found.same) == (["A 9"], 1)
    assert [(one.before.name, one.after.lines[0].ore) for one in found.changed] == [("A 2", 45000)]
    take_costs(economist(MUNICIPALITY), draft=draft)
    assert [line.ore for line in booked_lines(agreement.pk)] == [100001, 30000, 45000]
    assert [one.name for one in CostDraft.objects.all()] == ["samma.csv"]


def test_a_voucher_that_a_newer_file_lacks_is_taken_back_only_where_a_person_says_so(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS + "2025-03-15;7;A 3;Porto\n")
    table = (
        "datum;belopp;verifikation;text\n2025-01-15;1000,01;A 1;Hyra\n2025-03-15;7;A 3;Porto\n2025-03-16;1;A 4;Kaffe\n"
    )
    draft = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="ny.csv", stream=BytesIO(table.encode()))
    (gone,) = looked(draft).missing
    assert gone.name == "A 2"
    take_costs(economist(MUNICIPALITY), draft=draft, withdraw=[gone])
    assert sum(line.ore for line in booked_lines(agreement.pk)) == 100801


def test_rows_without_a_voucher_number_are_told_apart_by_what_they_say(agreement: Agreement) -> None:
    twice = "2025-01-15;10;;Frimärken\n2025-01-15;10;;Frimärken\n"
    take(MUNICIPALITY, agreement, twice)
    assert len(booked_lines(agreement.pk)) == 2
    with pytest.raises(InvalidError):
        take(MUNICIPALITY, agreement, twice)
    take(MUNICIPALITY, agreement, twice + "2025-01-15;10;;Frimärken\n")
    assert len(booked_lines(agreement.pk)) == 3


def test_a_flawed_file_is_refused_or_waits_for_a_reason_and_nothing_is_half_done(agreement: Agreement) -> None:
    with pytest.raises(InvalidError) as wrong:
        look_at_costs(
            economist(MUNICIPALITY),
            agreement=agreement,
            name="a.se",
            stream=BytesIO(b"<html><body>Inte SIE</body></html>"),
        )
    assert code_of(wrong) == "costs_refused"
    head = '#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#RAR 0 20250101 20251231\r\n#KONTO 5010 "Hyra"\r\n'
    sie = (
        f'{head}#VER A 1 20250115 "Hyra"\r\n{{\r\n#TRANS 5010 {{}} 100.00\r\n#TRANS 1930 {{}} -90.00\r\n}}\r\n'.encode()
    )
    draft = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.se", stream=BytesIO(sie))
    with pytest.raises(InvalidError) as flawed:
        take_costs(economist(MUNICIPALITY), draft=draft)
    assert code_of(flawed) == "costs_flawed"
    assert not BookedVoucher.objects.exists()
    file = take_costs(economist(MUNICIPALITY), draft=draft, despite="Öresavrundning bokförd i nästa fil")
    assert (file.despite, [line.ore for line in booked_lines(agreement.pk)]) == (
        "Öresavrundning bokförd i nästa fil",
        [10000],
    )


def test_only_what_belongs_to_the_agreement_is_kept(agreement: Agreement) -> None:
    rules = {"belongs": [{"accounts": ["50*"], "from": "2025-02-01"}]}
    set_cost_rules(economist(MUNICIPALITY), agreement=agreement, data=rules)
    rows = "2025-01-15;1;5010;A 1;Hyra\n2025-02-15;2;5010;A 2;Hyra\n2025-02-16;4;7010;A 3;Lön 19121212-1212\n"
    table = "datum;belopp;konto;verifikation;text\n" + rows
    draft = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.csv", stream=BytesIO(table.encode()))
    assert ([one[6] for one in draft.data["lines"]], draft.data["left_out"]) == (["A 2"], 2)
    drop_costs(economist(MUNICIPALITY), draft=draft)
    set_cost_rules(economist(MUNICIPALITY), agreement=agreement, data={})
    draft = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.csv", stream=BytesIO(table.encode()))
    assert "19121212-1212" not in str(draft.data)


def test_grants_by_a_partys_own_rule_are_netted_first(agreement: Agreement) -> None:
    rules = {"other_funding": [{"name": "Statsbidrag", "accounts": ["3510"]}]}
    set_cost_rules(economist(MUNICIPALITY), agreement=agreement, data=rules)
    table = (
        "datum;belopp;konto;verifikation;text\n2025-02-15;1000;5010;A 2;Hyra\n2025-02-16;-400;3510;A 3;Statsbidrag\n"
    )
    draft = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.csv", stream=BytesIO(table.encode()))
    take_costs(economist(MUNICIPALITY), draft=draft)
    made = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert made.result["intervals"][0]["other_funding_ore"] == -40000
    assert [one["ore"] for one in made.result["transfers"]] == [30000]


def test_a_grant_that_names_nothing_is_refused_where_it_is_typed_and_holds_nothing_where_it_is_kept(
    agreement: Agreement,
) -> None:
    rules = {"other_funding": [{"name": "Statsbidrag"}]}
    with pytest.raises(InvalidError) as wrong:
        set_cost_rules(economist(MUNICIPALITY), agreement=agreement, data=rules)
    assert "other_funding[0].accounts" in say("actions", wrong.value.code, wrong.value.values, "sv")
    kept = economist(MUNICIPALITY)
    MoneyRules.objects.create(
        agreement=agreement, organisation=kept.organisation, data=rules, by=kept.person, recorded=kept.at
    )
    take(MUNICIPALITY, agreement, "2025-02-15;1000;A 2;Hyra\n")
    made = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert made.result["intervals"][0]["other_funding_ore"] == 0
    assert [one["ore"] for one in made.result["transfers"]] == [50000]


def test_a_typed_cost_is_settled_and_can_be_taken_back(agreement: Agreement) -> None:
    type_cost(economist(REGION), agreement=agreement, day=date(2025, 5, 1), ore=5000, text="Tolk")
    (voucher,) = BookedVoucher.objects.all()
    with pytest.raises(InvalidError) as wrong:
        withdraw_voucher(economist(MUNICIPALITY), voucher=voucher, why="Inte vår")
    assert code_of(wrong) == "not_your_voucher"
    withdraw_voucher(economist(REGION), voucher=voucher, why="Dubbelt")
    assert booked_lines(agreement.pk) == []
    with pytest.raises(InvalidError) as nothing:
        put_settlement(economist(REGION), agreement=agreement, **YEAR)
    assert code_of(nothing) == "settlement_nothing"


def test_caps_of_the_agreement_are_said_with_their_ground_by_organisation_number(agreement: Agreement) -> None:
    caps = {"provider": MUNICIPALITY, "caps": [{"party": REGION, "kronor": "100"}]}
    with pytest.raises(InvalidError) as bare:
        set_money_rules(economist(REGION), agreement=agreement, data=caps, ground=" ")
    assert code_of(bare) == "ground_missing"
    with pytest.raises(InvalidError) as wrong:
        set_money_rules(
            economist(REGION),
            agreement=agreement,
            data={"caps": [{"party": REGION, "kronor": "mycket"}]},
            ground="p. 6",
        )
    assert code_of(wrong) == "rules_wrong"
    set_money_rules(economist(REGION), agreement=agreement, data=caps, ground="Avtalet p. 6")
    take(MUNICIPALITY, agreement, ROWS)
    made = put_settlement(economist(MUNICIPALITY), agreement=agreement, **YEAR)
    assert {one["party"]: one["ore"] for one in made.result["totals"]} == {
        "Region Västana": 10000,
        "Lindmora kommun": 140001,
    }


def test_a_registrar_keeps_no_accounts_and_an_economist_signs_nothing(agreement: Agreement) -> None:
    with pytest.raises(RefusedError):
        put_settlement(office(REGION), agreement=agreement, **YEAR)
    take(MUNICIPALITY, agreement, ROWS)
    said = "".join(str(one.content) for one in AuditContent.objects.all())
    assert "Löner" not in said
