"""The list of booked costs, as it is and as it was known; columns of a list said once: on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.actions.money.economists import agreed, economist, take
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.acting import Acting, InvalidError
from samverkan.actions.money.cost_drafts import bring_costs, columns_said, say_columns
from samverkan.actions.money.costs import type_cost, withdraw_voucher
from samverkan.actions.money.taking_costs import take_costs
from samverkan.store.models import BookedVoucher, CostDraft
from samverkan.store.money.listed import Wanted, as_it_is, cost_lines, earlier, page_of_costs, taken, taken_back

if TYPE_CHECKING:
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

ROWS = "2025-01-15;1000,01;A 1;Hyra\n2025-02-15;500;A 2;Löner\n2026-02-16;-50;A 3;Återbäring\n"
STRANGE = b"Tidpunkt;Slant;Vad\n2025-01-15;10;Hyra\n"


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


def test_lines_are_filtered_and_sorted_as_swedes_do(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    take(REGION, agreement, "2025-01-20;60;A 1;Ärenden\n2025-01-21;60;B 1;Zon\n")

    def texts(**wanted: object) -> list[str]:
        return [line.text for line in cost_lines(agreement, Wanted(**wanted))]  # type: ignore[arg-type]

    assert texts(sort="text") == ["Hyra", "Löner", "Zon", "Återbäring", "Ärenden"]
    assert texts(sort="-amount")[0] == "Hyra"
    assert texts(text="ÅTER") == ["Återbäring"]
    assert texts(year=2025, party=REGION, sort="day") == ["Ärenden", "Zon"]
    whole = taken(agreement)
    assert (whole.ore, whole.vouchers, whole.lines, whole.last) == (157001, 5, 5, date(2026, 2, 16))
    assert list(whole.years) == [2026, 2025]
    found, ore = page_of_costs(agreement, Wanted(year=2025, page=9))
    assert (found.page, found.total, ore) == (1, 4, 162001)


def test_a_voucher_is_told_as_it_was_known_before_it_changed_and_was_taken_back(agreement: Agreement) -> None:
    then = timezone.now() - timedelta(days=10)

    def at(days: int) -> Acting:
        of = economist(REGION)
        return Acting(of.person, of.organisation, of.roles, then + timedelta(days=days))

    type_cost(at(0), agreement=agreement, day=date(2025, 5, 1), ore=5000, text="Tolk")
    first = BookedVoucher.objects.get()
    withdraw_voucher(at(2), voucher=first, why="Dubbelt")
    assert taken(agreement).vouchers == 0
    assert taken(agreement, then + timedelta(days=1)).ore == 5000
    assert taken(agreement, then).vouchers == 0
    now = as_it_is(first)
    assert now is not None
    assert now.withdrawn
    assert as_it_is(first, then + timedelta(days=1)) == first
    assert as_it_is(now, then) is None
    assert [one.why for one in taken_back(agreement)] == ["Dubbelt"]
    assert not taken_back(agreement, then + timedelta(days=1)).exists()
    ((before,),) = earlier([now]).values()
    assert (before.voucher, before.ore, before.day) == (first, 5000, date(2025, 5, 1))


def test_columns_are_said_once_and_are_the_organisations_own(agreement: Agreement) -> None:
    acting = economist(MUNICIPALITY)
    draft = bring_costs(acting, agreement=agreement, name="egen.csv", stream=BytesIO(STRANGE))
    assert draft.state == "columns"
    for columns, code in (
        ({"amount": "Slant"}, "columns_lack_day"), ({"date": "Tidpunkt"}, "columns_lack_amount"),
        ({"date": "Tidpunkt", "amount": "Pengar"}, "column_not_there"),
    ):  # fmt: skip
        with pytest.raises(InvalidError) as wrong:
            say_columns(acting, draft=draft, columns=columns)
        assert wrong.value.code == code
    said = {"date": "Tidpunkt", "amount": "Slant", "text": "Vad"}
    with pytest.raises(InvalidError):
        say_columns(economist(REGION), draft=draft, columns=said)
    ready = say_columns(acting, draft=draft, columns=said)
    key = draft.pk
    assert (ready.pk, ready.kind) == (key, "csv")
    assert take_costs(acting, draft=ready).pk == key  # the address of what was looked at leads on
    headings = ["Tidpunkt", "Slant", "Vad"]
    assert columns_said(acting.organisation, headings) == said
    assert columns_said(economist(REGION).organisation, headings) is None
    assert bring_costs(acting, agreement=agreement, name="2.csv", stream=BytesIO(STRANGE)).kind == "csv"


def test_one_list_waits_for_its_columns_at_a_time(agreement: Agreement) -> None:
    acting = economist(MUNICIPALITY)
    for name in ("1.csv", "2.csv"):
        bring_costs(acting, agreement=agreement, name=name, stream=BytesIO(STRANGE))
    assert [one.name for one in CostDraft.objects.all()] == ["2.csv"]
