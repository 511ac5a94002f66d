"""An agreement in force between the two organisations, its papers shared, and an economist at each: what tests of money begin from."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.timezone import make_aware, now
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.rules import set_money_rules
from samverkan.actions.money.taking_costs import take_costs
from samverkan.actions.roles import Role
from samverkan.store.models import Agreement, Party

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting
    from samverkan.store.models import CostFile

PAPERS = (
    (MUNICIPALITY, "vastana/2024-06-12-socialnamnden-71.txt"),
    (REGION, "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt"),
    (REGION, "vastana/2024-09-10-samverkansavtal-2025-2027.txt"),
)
PROVIDER = {"provider": MUNICIPALITY}


def agreed() -> Agreement:
    """The agreement of 2025 to 2027, 50/50, decided by both and signed; everything of it joint; the municipality provides."""
    agreement: Agreement | None = None
    for number, file in PAPERS:
        day = date.fromisoformat(file.split("/")[1][:10])
        _, agreement = confirm(office(number), file, arrived=day, justered=day, agreement=agreement, ground="justering")
    assert agreement is not None
    set_money_rules(economist(MUNICIPALITY), agreement=agreement, data=PROVIDER, ground="Avtalet p. 6")
    return agreement


def another(agreement: Agreement) -> Agreement:
    """A second agreement between the same parties, of the same cooperation."""
    made = Agreement.objects.create(cooperation=agreement.cooperation, recorded=agreement.recorded)
    for party in agreement.parties.all():
        Party.objects.create(agreement=made, organisation=party.organisation, recorded=agreement.recorded)
    return made


def economist(number: str, *, at: datetime | None = None) -> Acting:
    """Somebody who keeps the accounts of one of them."""
    return office(number, Role.ECONOMIST, at=at)


def when_it_has_been(number: str, last: date) -> Acting:
    """An economist who settles now, or the day after the last of the days where that is still to come."""
    then = make_aware(datetime.combine(last + timedelta(days=1), time(12)))
    return economist(number, at=max(then, now()))


COLUMNS = "datum;belopp;verifikation;text\n"


def take(
    number: str, agreement: Agreement, rows: str, *, name: str = "kostnader.csv", columns: str = COLUMNS, **more: object
) -> CostFile:
    """Take the rows of a table in, each "day;kronor;voucher;text" if nothing else is said."""
    table = columns + rows
    draft = look_at_costs(economist(number), agreement=agreement, name=name, stream=BytesIO(table.encode()))
    return take_costs(economist(number), draft=draft, **more)  # type: ignore[arg-type]
