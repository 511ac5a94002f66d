"""`samverkan rebuild`: every index dropped and made again from the facts, with a bar; stopped, it can be run again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.utils import timezone
from tqdm import tqdm

from samverkan.cli.output import put
from samverkan.store.indexing import rebuild
from samverkan.store.models import Agreement, Document
from samverkan.store.registering import rebuild_registers
from samverkan.store.wording import rebuild_search
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from samverkan.cli.arguments import Options


def run(options: Options) -> int:
    """Rebuild, and say of how many agreements."""
    agreements, documents = rebuild_all(today=timezone.localdate())
    put(say("cli", "rebuilt", {"count": agreements, "documents": documents}, options.language) + "\n")
    return 0


def rebuild_all(*, today: date) -> tuple[int, int]:
    """Every index, each with a bar; of how many agreements and documents they are."""
    agreements = shown(rebuild(today=today), Agreement.objects.count())
    shown(rebuild_registers(), agreements)
    return agreements, shown(rebuild_search(), Document.objects.count())


def shown(work: Iterator[int], total: int) -> int:
    """Do the work, with a bar on a terminal; what it told last."""
    done = 0
    with tqdm(total=total, unit="", file=sys.stderr, disable=None, leave=False) as bar:
        for done in work:
            bar.update(done - bar.n)
    return done
