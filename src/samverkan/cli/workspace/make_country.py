"""`samverkan make-country`: a made-up country in an empty ledger, with everything indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from samverkan.actions.country import Size, make_country
from samverkan.cli.output import complain, put
from samverkan.cli.workspace.load_samples import PASSWORD
from samverkan.cli.workspace.rebuild import INDEXES, rebuild_all, shown
from samverkan.store.models import Person
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

_WRONG = 2


def run(options: Options) -> int:
    """Make it, showing how far it has come on a terminal, and say how to log in."""
    numbers = {}
    for name, default in (*((f"--{one}", Size._field_defaults[one]) for one in Size._fields), ("--seed", 1)):
        written = options.named.get(name, str(default))
        if not written.isdecimal():
            complain(say("cli", "no_number", {"option": name, "value": written}, options.language))
            return _WRONG
        numbers[name.removeprefix("--")] = int(written)
    seed = numbers.pop("seed")
    size, today = Size(**numbers), timezone.localdate()
    password = options.named.get("--password", PASSWORD)
    shown(make_country(size, seed=seed, password=password, today=today), size.agreements)
    rebuild_all(INDEXES, today=today)
    email = Person.objects.order_by("roles__organisation").values_list("email", flat=True).last()
    told = {"agreements": size.agreements, "email": email, "password": password}
    put(say("cli", "country_made", told, options.language) + "\n")
    return 0
