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

    from samverkan.cli.arguments import Options


def run(options: Options) -> int:
    """Rebuild, and say of how many agreements."""
    agreements = _shown(rebuild(today=timezone.localdate()), Agreement.objects.count())
    _shown(rebuild_registers(), Agreement.objects.count())
    documents = _shown(rebuild_search(), Document.objects.count())
    put(say("cli", "rebuilt", {"count": agreements, "documents": documents}, options.language) + "\n")
    return 0


def _shown(work: Iterator[int], total: int) -> int:
    done = 0
    with tqdm(total=total, unit="", file=sys.stderr, disable=None, leave=False) as bar:
        for done in work:
            bar.update(done - bar.n)
    return done
