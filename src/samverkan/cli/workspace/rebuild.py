"""`samverkan rebuild`: every index dropped and made again from the facts, with a bar; stopped, it can be run again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.utils import timezone
from tqdm import tqdm

from samverkan.cli.output import put
from samverkan.store.indexing import rebuild
from samverkan.store.models import Agreement
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options


def run(options: Options) -> int:
    """Rebuild, and say of how many agreements."""
    total = Agreement.objects.count()
    done = 0
    with tqdm(total=total, unit="", file=sys.stderr, disable=None, leave=False) as bar:
        for done in rebuild(today=timezone.localdate()):
            bar.update(done - bar.n)
    put(say("cli", "rebuilt", {"count": done}, options.language) + "\n")
    return 0
