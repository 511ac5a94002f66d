"""`samverkan standing`: files in, whether each agreement stands out, in the order a person asks.

The sentence first, then what is missing as things to do, then the terms, the reasons, and the words they rest on.
"""

from __future__ import annotations

import json as json_
from typing import TYPE_CHECKING

from samverkan.cli.output import flush, put
from samverkan.cli.papers import Papers
from samverkan.core.findings import UnreadableError
from samverkan.core.writing.answering import standing_of_items
from samverkan.core.writing.recording import record
from samverkan.core.writing.standing_json import standings_json
from samverkan.words import visible

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options
    from samverkan.core.standing.items import RecordedItem
    from samverkan.core.standing.values import Standings
    from samverkan.words import Language


def print_standing(options: Options) -> int:
    """Answer for every agreement in the files on the day asked about; returns the exit code."""
    assert options.on is not None
    papers = Papers(options)
    items: list[RecordedItem] = []
    seen: set[str] = set()
    for _, result in papers.each(_recorded):
        if not isinstance(result, UnreadableError) and result[0] not in seen:  # the same bytes twice are one paper
            seen.add(result[0])
            items.extend(result[1])
    found = standing_of_items(items, on=options.on, known=options.known)
    _print(found, language=options.language, json=options.json)
    return papers.report()


def _recorded(path: str) -> tuple[str, tuple[RecordedItem, ...]]:
    from samverkan.outside.reading import read_file

    reading = read_file(path)
    return reading.document.sha256, record(reading)


def _print(standings: Standings, *, language: Language, json: bool) -> None:
    """The answer as people read it, or as the JSON of the contract."""
    from samverkan.words.proofs import say_proof

    if json:
        found = standings_json(standings, say=lambda code, values: say_proof(code, values, language))
        put(json_.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        from samverkan.cli.standing_text import standing_lines

        put("".join(f"{visible(line)}\n" for line in standing_lines(standings, language)))
    flush()
