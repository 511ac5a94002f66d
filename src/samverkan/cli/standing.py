"""`samverkan standing`: files in, whether each agreement stands out, in the order a person asks.

The sentence first, then what is missing as things to do, then the terms, the reasons, and the words they rest on.
"""

from __future__ import annotations

import json as json_
from typing import TYPE_CHECKING

from samverkan.cli.output import flush, put
from samverkan.cli.papers import Papers
from samverkan.core.findings import UnreadableError
from samverkan.core.writing.answering import first_known, paper_of, standing_of_papers
from samverkan.core.writing.standing_json import standings_json
from samverkan.words import visible

if TYPE_CHECKING:
    from datetime import date

    from samverkan.cli.arguments import Options
    from samverkan.core.standing.values import Standings
    from samverkan.core.writing.answering import Paper
    from samverkan.words import Language


def print_standing(options: Options) -> int:
    """Answer for every agreement in the files on the day asked about; returns the exit code."""
    assert options.on is not None
    papers = Papers(options)
    read = [result for _, result in papers.each(_paper) if not isinstance(result, UnreadableError)]
    found = standing_of_papers(read, on=options.on, known=options.known, unread=papers.unread())
    _print(found, first_known(read), language=options.language, json=options.json)
    return papers.report()


def _paper(path: str) -> Paper:
    from samverkan.outside.reading import read_file

    return paper_of(read_file(path))


def _print(standings: Standings, first: date | None, *, language: Language, json: bool) -> None:
    """The answer as people read it, or as the JSON of the contract."""
    from samverkan.words.proofs import say_proof

    if json:
        found = standings_json(standings, say=lambda code, values: say_proof(code, values, language))
        put(json_.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        from samverkan.cli.standing_text import standing_lines

        put("".join(f"{visible(line)}\n" for line in standing_lines(standings, language, first)))
    flush()
