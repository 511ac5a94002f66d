"""`samverkan check-package FOLDER`: whether an archive package is whole; no database is asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from samverkan.cli.output import complain, put
from samverkan.outside.package_check import check_package
from samverkan.words import say
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options


def print_check(options: Options) -> int:
    """Check, and name each thing that does not agree; 1 where there is one."""
    folder = Path(options.files[0]).absolute()
    files = 0
    with tqdm(unit="", file=sys.stderr, disable=None, leave=False) as bar:

        def told(one: int) -> None:
            nonlocal files
            files += one
            bar.update(one)

        found = check_package(folder, told=told)
    for one in found:
        complain(say_finding(one, options.language))
    if found:
        return 1
    put(say("records", "package.whole", {"folder": folder.name, "files": files}, options.language) + "\n")
    return 0
