"""The two commands asked as a user asks them: paths in, the JSON of the contract out, each question asked once."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"

Json = Any


@cache
def read(*papers: Path) -> list[Json]:
    """What `samverkan read` says of the papers, in the order given."""
    found: list[Json] = _asked("read", *map(str, papers), "--json")
    return found


@cache
def standing(*papers: Path, on: str, known: str | None = None) -> list[Json]:
    """The agreements that `samverkan standing` finds."""
    asked = ["standing", *map(str, papers), "--on", on, *(["--known", known] if known else []), "--json"]
    found: list[Json] = _asked(*asked)["agreements"]
    return found


def _asked(*arguments: str) -> Json:
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(arguments) == 0
    return json.loads(out.getvalue())


def item(paper: Path, section: str | None) -> Json:
    """The one item of the paper with that §; None: the only item there is."""
    (document,) = read(paper)
    (found,) = [one for one in document["items"] if section is None or plain(one["section"]) == section]
    return found


def plain(cited: Json) -> Json:
    """A cited value without its span."""
    return None if cited is None else cited["value"]


def same_words(one: str | None, other: str) -> bool:
    """Whether two names are the same but for case."""
    return one is not None and one.casefold() == other.casefold()


def shares_by_party(shares: Json) -> dict[str, str]:
    """Percent by party, the parties without case; of a cited share or a plain one."""
    return {
        (one["party"] if isinstance(one["party"], str) else one["party"]["value"]).casefold(): one["percent"]
        for one in shares
    }


def terms_on(agreement: Json, day: str) -> Json:
    """The terms of the agreement whose period holds the day: exactly one."""
    (found,) = [
        row for row in agreement["terms"] if (row["from"] or "0") <= day and (row["to"] is None or day <= row["to"])
    ]
    return found


def party(agreement: Json, name: str) -> Json:
    """The party of that name."""
    (found,) = [one for one in agreement["parties"] if same_words(one["name"], name)]
    return found


def match(agreement: Json, term: str) -> Json:
    """How the parties' own papers match on a term."""
    (found,) = [one for one in agreement["matching"] if one["term"] == term]
    return found


def open_codes(agreement: Json) -> set[str]:
    """The codes of what is open."""
    return {entry["code"] for entry in agreement["open"]}


def opened(agreement: Json, code: str) -> Json:
    """The one open entry with that code."""
    (found,) = [entry for entry in agreement["open"] if entry["code"] == code]
    return found


def proof_nodes(proof: Json) -> Iterator[Json]:
    """Every node of the proof, from the top."""
    yield proof
    for reason in proof["because"]:
        yield from proof_nodes(reason)


def cited_sections(citations: Json) -> set[str | None]:
    """The §§ that the citations stand in."""
    return {one["section"] for one in citations}
