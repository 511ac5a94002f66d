"""`samverkan load-samples`: the sample authorities, their accounts and papers, as an office would have them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from samverkan.actions.samples import load_samples
from samverkan.cli.output import flush, put
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

PASSWORD: Final = "prova samverkan"  # noqa: S105 - of demo accounts, printed for whoever tries them
"""The demo accounts' password unless another is given."""


def run(options: Options) -> int:
    """Load the samples of the folder, a line for each thing made."""
    for made in load_samples(Path(options.files[0]), password=options.named.get("--password", PASSWORD)):
        put(say("cli", "sample_loaded", {"what": made}, options.language) + "\n")
        flush()
    put(say("cli", "samples_loaded", {}, options.language) + "\n")
    return 0
