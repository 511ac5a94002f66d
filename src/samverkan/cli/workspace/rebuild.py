"""`samverkan rebuild`: indexes dropped and made again from the facts, each with a bar; stopped, it can be run again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from tqdm import tqdm

from samverkan.cli.output import complain, put
from samverkan.store.indexing import rebuild
from samverkan.store.models import Agreement, Document
from samverkan.store.registering import rebuild_registers
from samverkan.store.wording import rebuild_search
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from samverkan.cli.arguments import Options

INDEXES: Final = ("standings", "registers", "search")
_WRONG: Final = 2


def run(options: Options) -> int:
    """Rebuild those named, or all, and say of how much."""
    unknown = [one for one in options.files if one not in INDEXES]
    if unknown:
        complain(say("cli", "no_index", {"written": unknown, "indexes": list(INDEXES)}, options.language))
        return _WRONG
    rebuild_all(options.files or INDEXES, today=timezone.localdate())
    told = {"count": Agreement.objects.count(), "documents": Document.objects.count()}
    put(say("cli", "rebuilt", told, options.language) + "\n")
    return 0


def rebuild_all(indexes: Collection[str], *, today: date) -> None:
    """Make these indexes again, each with a bar."""
    agreements = Agreement.objects.count()
    if "standings" in indexes:
        shown(rebuild(today=today), agreements)
    if "registers" in indexes:
        shown(rebuild_registers(), agreements)
    if "search" in indexes:
        shown(rebuild_search(), Document.objects.count())


def shown(work: Iterator[int], total: int) -> None:
    """Do the work, which tells how far it has come, with a bar on a terminal."""
    with tqdm(total=total, unit="", file=sys.stderr, disable=None, leave=False) as bar:
        for done in work:
            bar.update(done - bar.n)
