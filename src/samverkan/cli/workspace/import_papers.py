"""`samverkan import`: a folder of papers in, each received for review; what could not be read told at the end."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

from samverkan.actions.importing import acting_as, import_papers
from samverkan.actions.incoming import AGAIN, READ, RECEIVED, REFUSED, UNREADABLE, Arrival
from samverkan.cli.output import complain, flush, put
from samverkan.outside.folder import expand
from samverkan.words import say
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from samverkan.actions.incoming import Outcome
    from samverkan.cli.arguments import Options

_SOME: Final = 1
_WRONG: Final = 2


def run(options: Options) -> int:
    """Import, and say how it went; 1 where some file could not be read or was no paper."""
    for name in ("--organisation", "--as"):
        if not options.named.get(name):
            complain(say("documents", "import.needs", {"option": name}, options.language))
            return _WRONG
    try:
        day = date.fromisoformat(options.named.get("--arrived", str(timezone.localdate())))
    except ValueError:
        values = {"option": "--arrived", "value": options.named["--arrived"]}
        complain(say("cli", "not_a_day", values, options.language))
        return _WRONG
    acting = acting_as(options.named["--as"], options.named["--organisation"])
    found = expand(options.files)
    counts: Counter[str] = Counter()
    wrong: list[Outcome] = []
    outcomes = import_papers(acting, found.paths, Arrival(day), base=options.files[0], limit=settings.UPLOAD_LIMIT)
    for one in outcomes:
        counts[one.code] += 1
        if one.findings:
            wrong.append(one)
    _tell(counts, wrong, found.passed_over, options)
    return _SOME if counts[UNREADABLE] or counts[REFUSED] else 0


def _tell(counts: Counter[str], wrong: list[Outcome], passed_over: int, options: Options) -> None:
    """The sentence, then each file that could not be read, and why."""
    values = {code: counts[code] for code in (RECEIVED, READ, AGAIN, UNREADABLE, REFUSED)}
    parts = [say("documents", f"import.{code}", values, options.language) for code, many in values.items() if many]
    count = {"count": sum(counts.values()), "parts": parts or ["–"]}
    put(say("documents", "import.done", count, options.language) + "\n")
    flush()
    sys.stdout.flush()
    if passed_over:
        complain(say("cli", "passed_over", {"count": passed_over}, options.language))
    for one in wrong:
        for finding in one.findings:
            complain(say_finding(finding, options.language))
