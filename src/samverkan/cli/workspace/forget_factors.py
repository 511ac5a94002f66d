"""`samverkan forget-factors E-MAIL`: somebody's lost second steps forgotten where no other administrator can do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.losing import forget_factors
from samverkan.cli.output import put
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options


def run(options: Options) -> int:
    """Forget them; what there is none of is said by the action."""
    done = forget_factors(options.files[0])
    names = [one.name for one in done.organisations]
    values = {"name": done.person.name, "organisations": names}
    put(say("cli", "factors_forgotten" if names else "factors_forgotten_nowhere", values, options.language) + "\n")
    return 0
