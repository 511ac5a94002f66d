"""`samverkan verify-log`: every seal and digest of the logs checked, the first broken link of each organisation named."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.utils import timezone
from tqdm import tqdm

from samverkan.cli.output import complain, flush, put
from samverkan.store.log_checking import Checked, check_logs
from samverkan.store.models import Organisation, Sealed
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.cli.arguments import Options

_BROKEN = 1
_WRONG = 2


def run(options: Options) -> int:
    """Check the logs of one organisation, or of all; 1 where a link is broken."""
    asked = Organisation.objects.prefetch_related("names").order_by("number")
    wanted = options.named.get("--organisation")
    if wanted is not None:
        asked = asked.filter(number=wanted.replace("-", ""))
        if not asked.exists():
            complain(say("logs", "check.no_organisation", {"number": wanted}, options.language))
            return _WRONG
    broken = False
    total = None if wanted is not None else Sealed.objects.count()
    with tqdm(total=total, unit="", file=sys.stderr, disable=None, leave=False, delay=1) as bar:
        for organisation in asked:
            found = check_logs(organisation, told=bar.update)
            for line in _told(organisation, found, options):
                put(line + "\n")
            flush()
            broken |= found.broken is not None
    return _BROKEN if broken else 0


def _told(organisation: Organisation, found: Checked, options: Options) -> Iterator[str]:
    values = {"organisation": organisation.name, "number": organisation.pk, "rows": found.rows, "seals": found.seals}
    one = found.broken
    if one is None:
        yield say("logs", "check.whole" if found.seals else "check.empty", values, options.language)
    else:
        when = None if one.at is None else timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M:%S")
        log = say("logs", f"log.{one.log}", {}, options.language)
        why = say("logs", f"broken.{one.code}", {}, options.language)
        where = {**values, "log": log, "seal": one.seal, "row": one.row, "when": when, "why": why}
        yield say("logs", "check.broken_row" if one.row is not None else "check.broken", where, options.language)
    if found.erased:
        yield "  " + say("logs", "check.erased", {"count": found.erased}, options.language)
    if found.unsealed:
        yield "  " + say("logs", "check.unsealed", {"count": found.unsealed}, options.language)
    for log, digest in found.heads.items():
        what = say("logs", f"log.{log}", {}, options.language)
        yield "  " + say("logs", "check.head", {"log": what, "digest": digest}, options.language)
