"""`samverkan backup FILE`: the ledger and its documents in one file, while the workspace is in use."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from samverkan.cli.output import complain, put
from samverkan.store.backup import back_up, size
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

_FAILED = 1


def run(options: Options) -> int:
    """Back up; 1 where the file cannot be written or a document is lost."""
    file = Path(options.files[0])
    try:
        with tqdm(total=size(), unit="", file=sys.stderr, disable=None, leave=False) as bar:
            made = back_up(file, told=bar.update)
    except OSError as error:
        complain(say("cli", "backup_failed", {"file": file, "why": error.strerror or str(error)}, options.language))
        return _FAILED
    values = {"file": file, "rows": made.rows, "documents": made.documents}
    put(say("cli", "backed_up", values, options.language) + "\n")
    for sha256 in made.missing:
        complain(say("cli", "backup_lacks", {"sha256": sha256}, options.language))
    return _FAILED if made.missing else 0
