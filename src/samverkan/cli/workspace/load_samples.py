"""`samverkan load-samples`: the sample authorities, their accounts and papers, as an office would have them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from samverkan.actions.samples import load_samples, sample_accounts
from samverkan.cli.output import flush, put
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.cli.arguments import Options
    from samverkan.words import Language

PASSWORD: Final = "prova samverkan"  # noqa: S105 - of demo accounts, printed for whoever tries them
"""The demo accounts' password unless another is given."""


def run(options: Options) -> int:
    """Load the samples of the folder, a line for each thing made."""
    password = options.named.get("--password", PASSWORD)
    for made in load_samples(Path(options.files[0]), password=password):
        put(say("cli", "sample_loaded", {"what": made}, options.language) + "\n")
        flush()
    put(say("cli", "samples_loaded", {}, options.language) + "\n\n")
    for line in _accounts(Path(options.files[0]), password, options.language):
        put(f"{line}\n")
    return 0


def _accounts(folder: Path, password: str, language: Language) -> Iterator[str]:
    """The sample accounts, and how to log in with them."""
    yield say("cli", "demo_accounts", {"password": password}, language)
    for person, organisation, roles in sample_accounts(folder):
        values = {
            "email": f"{person.email:30}", "name": person.name, "organisation": organisation.name,
            "roles": [say("roles", role, {}, language) for role in roles],
        }  # fmt: skip
        yield say("cli", "demo_account", values, language)
