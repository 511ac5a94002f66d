"""A million cost lines of one agreement through the ledger: five years of 200,000, each a file that is left, read, booked and settled.

In a process of its own on a workspace with the samples, as `samverkan work` and the pages do it, on SQLite and on PostgreSQL from its
PyPI wheel; SAMVERKAN_BENCH_ENGINES names one of them. SAMVERKAN_BENCH_SIZE small (as it is, unless said): a tenth of the lines.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.engines import environments

if TYPE_CHECKING:
    from collections.abc import Iterator

YEARS = (2025, 2026, 2027, 2028, 2029)
LINES = {"small": 20_000, "full": 200_000}
_WHAT = (
    "a file read and looked at", "its page", "its vouchers booked", "the same file looked at again, nothing new",
    "the page of the costs, all years", "a year settled", "peak memory",
)  # fmt: skip


def run() -> Iterator[tuple[str, str]]:
    """A figure for each engine: seconds, of the first year and of the last, when the others are booked."""
    size = os.environ.get("SAMVERKAN_BENCH_SIZE", "small")
    for engine, environment in environments():
        of_all = {**os.environ, **environment, "SAMVERKAN_DEMO": "1"}
        for words in (["migrate"], ["load-samples", "examples"]):
            subprocess.run([sys.executable, "-m", "samverkan", *words], env=of_all, check=True, capture_output=True)
        done = subprocess.run(
            [sys.executable, "-m", "bench.ledger", str(LINES[size])], env=of_all, check=True, stdout=subprocess.PIPE
        )
        for what, first, last in json.loads(done.stdout):
            yield f"{LINES[size]:,} lines of {len(YEARS) * LINES[size]:,}: {what} ({engine})", f"{first} / {last}"


def file_of(year: int, lines: int) -> bytes:
    """A SIE file: vouchers of three lines of cost and one of balance."""
    out = ["#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n", f"#RAR 0 {year}0101 {year}1231\r\n#KONTO 5010 Loner\r\n"]
    for number in range(1, lines // 3 + 1):
        day = (date(year, 1, 1) + timedelta(number * 7 % 365)).strftime("%Y%m%d")
        ore = [(number * 7919 + at * 104_729) % 1_000_003 for at in range(3)]
        rows = "".join(
            f'#TRANS 5010 {{"1" "{700 + at}"}} {one // 100}.{one % 100:02} {day} "Faktura {number}"\r\n'
            for at, one in enumerate(ore)
        )
        total = sum(ore)
        out.append(
            f'#VER A {number} {day} "Leverantor"\r\n{{\r\n{rows}#TRANS 1930 {{}} -{total // 100}.{total % 100:02}\r\n}}\r\n'
        )
    return "".join(out).encode("cp437")


def _through(lines: int) -> Iterator[tuple[str, float]]:
    """One year after the other; the seconds of each step."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.config.settings")
    django.setup()
    from samverkan.actions.acting import Acting
    from samverkan.actions.money.cost_drafts import look_at_costs
    from samverkan.actions.money.taking_costs import book_waiting, leave_to_be_taken
    from samverkan.actions.roles import Role
    from samverkan.store.models import Agreement, BookedLine, CostDraft, Person
    from samverkan.store.money.drafted import looked
    from samverkan.store.money.listed import Wanted, page_of_costs, taken
    from samverkan.store.money.rules import funded
    from samverkan.store.money.settled import settled
    from samverkan.store.view import JOINT, View

    person = Person.objects.get(email="ekonom@lindmora.example")
    organisation = person.roles.get(role=Role.ECONOMIST).organisation
    acting = Acting(person, organisation, frozenset({Role.ECONOMIST}))
    agreement = Agreement.objects.filter(vouchers__isnull=False).distinct().get()
    for year in YEARS:
        data = file_of(year, lines)
        begun = perf_counter()
        draft = look_at_costs(acting, agreement=agreement, name=f"{year}.se", stream=BytesIO(data))
        yield _WHAT[0], perf_counter() - begun
        begun = perf_counter()
        looked(CostDraft.objects.get(pk=draft.pk))
        yield _WHAT[1], perf_counter() - begun
        begun = perf_counter()
        leave_to_be_taken(acting, draft=draft)
        book_waiting()
        yield _WHAT[2], perf_counter() - begun
        begun = perf_counter()
        assert not looked(look_at_costs(acting, agreement=agreement, name=f"{year}.se", stream=BytesIO(data))).new
        yield _WHAT[3], perf_counter() - begun
        begun = perf_counter()
        taken(agreement)
        page_of_costs(agreement, Wanted())
        yield _WHAT[4], perf_counter() - begun
        begun = perf_counter()
        asked = funded(agreement, View(JOINT), on=acting.today, party=organisation)
        assert asked is not None
        settled(agreement, asked, View(JOINT), first=date(year, 1, 1), last=date(year, 12, 31))
        yield _WHAT[5], perf_counter() - begun
        yield _WHAT[6], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        assert BookedLine.objects.filter(day__year=year).count() >= lines // 3 * 3


if __name__ == "__main__":
    figures: dict[str, list[float]] = {}
    for what, figure in _through(int(sys.argv[1])):
        figures.setdefault(what, []).append(figure)
        print(what, f"{figure:.1f}", file=sys.stderr, flush=True)
    said: list[Any] = [
        [what, *(f"{one:.0f} MB" if what == _WHAT[6] else f"{one:.1f} s" for one in (taken[0], taken[-1]))]
        for what, taken in figures.items()
    ]
    print(json.dumps(said))
