"""`samverkan restore FILE`: a backup put back where there is nothing, or, with --over, in the place of what is there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from samverkan.cli.output import complain, put
from samverkan.store.restore import RestoreError, restore
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

_FAILED = 1


def run(options: Options) -> int:
    """Restore; 1 where nothing was, or where the backup itself lacked a document."""
    try:
        with tqdm(unit="", file=sys.stderr, disable=None, leave=False) as bar:
            made = restore(Path(options.files[0]), over="--over" in options.named, told=bar.update)
    except RestoreError as error:
        complain(say("cli", error.code, error.values, options.language))
        return _FAILED
    put(say("cli", "restored", {"rows": made.rows, "documents": made.documents}, options.language) + "\n")
    for sha256 in made.missing:
        complain(say("cli", "backup_lacks", {"sha256": sha256}, options.language))
    return _FAILED if made.missing else 0
