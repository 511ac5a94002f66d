"""A paper of the examples says the same as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typst
from vastana import NEW_TEXT, path

from answers import Json, plain, read, shares_by_party

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["2024-06-18-halso-och-sjukvardsnamnden-93", NEW_TEXT])
def test_a_paper_says_the_same_as_pdf(name: str, tmp_path: Path) -> None:
    made = tmp_path / f"{name}.pdf"
    made.write_bytes(_typeset(path(name).read_text(encoding="utf-8")))
    (from_pdf,), (from_text,) = read(made), read(path(name))
    assert _said(from_pdf) == _said(from_text)


def _typeset(text: str) -> bytes:
    """The text as a typewriter would set it."""
    literal = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    source = f"""
#set page(paper: "a4", margin: 1.5cm)
#set text(font: "DejaVu Sans Mono", size: 8.5pt, lang: "sv", hyphenate: false)
#raw("{literal}")
"""
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def _said(document: Json) -> Json:
    """What the document says, without where."""
    return {
        "kind": document["kind"],
        "day": plain(document["meeting_date"]),
        "notice": document["notice"] and {key: plain(day) for key, day in document["notice"].items()},
        "items": [
            {
                "section": plain(one["section"]),
                "number": plain(one["registry_number"]),
                "title": plain(one["title"]),
                "acts": [decision["act"] for decision in one["decisions"]],
                "conditions": [len(decision["conditions"]) for decision in one["decisions"]],
                "periods": one["terms"]
                and [(period["from"], period["to"], period["role"]) for period in one["terms"]["periods"]],
                "shares": one["terms"] and shares_by_party(one["terms"]["shares"]),
                "signatures": one["terms"] and [signed["date"] for signed in one["terms"]["signatures"]],
            }
            for one in document["items"]
        ],
    }
