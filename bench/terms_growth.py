"""How the reading of terms grows with length on hostile text: µs a character at four lengths, which should stay level.

Repeated words that invite a pattern to look back or ahead; run `python -m bench.terms_growth`.
"""

from __future__ import annotations

import time

from samverkan.core.reading.agreement import read_agreement
from samverkan.core.reading.lines import lines_of
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.terms.minutes import terms_of_minutes
from samverkan.core.sources import Document

HEAD = "Avtal om samverkan\n\nmellan Hagby kommun och Limby kommun\n\n"
UNITS = {
    "names": "Hagby, ",
    "places": "kommunerna Hagby, ",
    "between": "avtal mellan Hagby kommun och Limby kommun ",
    "short names": "Avtal mellan A kommun (nedan ",
    "dates": "avtalet gäller från den 1 januari 2020 till ",
    "years": "2020 2021 ",
    "extension": "avtalet förlängs med ett år om ",
    "notice": "uppsägningstid sex månader ",
    "shares": "Hagby kommun svarar för 50 procent av kostnaden och ",
    "yardsticks": "kostnaden fördelas enligt kommunernas folkmängd ",
    "headings": "1 Parter\n",
    "contents": "1 Parter .... 3\n",
    "rows": "Hagby kommun | 60 | 40\n",
    "heads": "Hagby kommun   Limby kommun\nAndel   60 %   40 %\n",
    "labels": "Parter: Hagby kommun\n",
    "signatures": "Underskrift\nHagby kommun  2020-01-01\n",
    "brackets": "(",
    "stops": "A. ",
}


def measure(text: str) -> tuple[float, float]:
    """Seconds to read the text as an agreement, and as the decision and background of an item."""
    lines = lines_of(text)
    start = time.perf_counter()
    read_agreement(Document("hostile.txt", "", text), lines)
    middle = time.perf_counter()
    passage = Passage(lines)
    title = Passage(lines[:1])
    terms_of_minutes(title=title, decided=[passage], told=[passage], proposed=False, body=None, organisation=None)
    return middle - start, time.perf_counter() - middle


def main() -> None:
    """Print one line a unit."""
    sizes = (25_000, 50_000, 100_000, 200_000)
    print(f"{'µs a character':14}" + "".join(f"{size:>16,}" for size in sizes))
    measure(HEAD)
    for name, unit in UNITS.items():
        row = [measure(HEAD + unit * (size // len(unit))) for size in sizes]
        print(
            f"{name:14}"
            + "".join(f"{1e6 * a / n:>9.2f}{1e6 * b / n:>7.2f}" for (a, b), n in zip(row, sizes, strict=True))
        )


if __name__ == "__main__":
    main()
