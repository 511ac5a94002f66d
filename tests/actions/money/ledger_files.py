"""Files of accounts with a voucher or a few, left, looked at and taken in: what tests of the same voucher are made of."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from tests.actions.money.economists import economist
from tests.store.office import MUNICIPALITY

from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.taking_costs import take_costs
from samverkan.store.money.booked import booked_lines
from samverkan.store.money.drafted import looked

if TYPE_CHECKING:
    from samverkan.store.models import Agreement, CostDraft
    from samverkan.store.money.drafted import Looked

HEAD = "#FLAGGA 0\r\n#SIETYP 4\r\n#KONTO 5010 Hyra\r\n#KONTO 5020 El\r\n"
TWO_ROWS = "#TRANS 5010 {} 5\r\n#TRANS 5020 {} 6\r\n#TRANS 1930 {} -11\r\n"


def ver(named: str, day: str, kronor: int = 0, text: str = "Hyra") -> str:
    """A voucher of SIE with one cost, or with two."""
    rows = f"#TRANS 5010 {{}} {kronor}\r\n#TRANS 1930 {{}} -{kronor}\r\n" if kronor else TWO_ROWS
    return f"#VER {named} {day} {text}\r\n{{\r\n{rows}}}\r\n"


def left(agreement: Agreement, *vouchers: str) -> CostDraft:
    """A file of the municipality's accounts, looked at."""
    data = BytesIO((HEAD + "".join(vouchers)).encode())
    return look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.si", stream=data)


def taken(agreement: Agreement, *vouchers: str, **more: object) -> None:
    """Take the vouchers in; those whose number is booked in another month are others."""
    draft = left(agreement, *vouchers)
    others = [one.before for one in looked(draft).doubtful]
    take_costs(economist(MUNICIPALITY), draft=draft, others=others, **more)  # type: ignore[arg-type]


def counts(found: Looked) -> tuple[int, int, int, int]:
    """How many of the file's vouchers are new, have changed, are the same, and how many are missing."""
    return len(found.new), len(found.changed), found.same, len(found.missing)


def kronor(agreement: Agreement) -> list[int]:
    """What is booked, line by line."""
    return sorted(line.ore // 100 for line in booked_lines(agreement.pk))
