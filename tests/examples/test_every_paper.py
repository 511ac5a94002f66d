"""Every file under examples/: it reads without a finding, is named by what it says, and quotes what it cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from vastana import VASTANA

from answers import EXAMPLES, plain, read, standing

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = sorted(EXAMPLES.rglob("*.txt"))
EACH = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)


def test_examples_are_text_and_the_guide_names_each_folder() -> None:
    assert {path.suffix for path in EXAMPLES.rglob("*") if path.is_file()} == {".txt", ".md", ".toml", ".csv"}
    guide = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    files = [*PAPERS, *EXAMPLES.rglob("*.csv")]
    folders = {path.parent.relative_to(EXAMPLES).as_posix() for path in files}
    assert folders == set(re.findall(r"^## `(\S+?)/`", guide, re.MULTILINE))


@EACH
def test_each_paper_reads_without_a_finding(paper: Path) -> None:
    (document,) = read(paper)
    assert document["findings"] == []
    assert document["kind"] == _kind(paper)
    assert document["items"]


def _kind(paper: Path) -> str:
    if "samverkansavtal" in paper.stem:
        return "agreement"
    return "proposal" if "tjansteutlatande" in paper.stem else "minutes"


@EACH
def test_a_file_s_name_is_what_it_says(paper: Path) -> None:
    (document,) = read(paper)
    day, rest = paper.stem[:10], paper.stem[11:]
    if document["kind"] == "agreement":
        last_signed = max(one["date"] for one in document["items"][0]["terms"]["signatures"])
        assert last_signed == day
        return
    if document["kind"] == "minutes":
        assert plain(document["meeting_date"]) == day
        assert rest.rpartition("-")[2] in {plain(one["section"]) for one in document["items"]}
    else:
        assert document["meeting_date"] is None


@EACH
def test_cited_names_and_numbers_are_quoted(paper: Path) -> None:
    (document,) = read(paper)
    text = paper.read_bytes().decode()
    for one in document["items"]:
        for cited in (one["section"], one["registry_number"], one["title"]):
            if cited is not None:
                start, end = cited["span"]
                assert _bare(cited["value"]) in _bare(text[start:end])


def _bare(words: str) -> str:
    return re.sub(r"[\s-]+", "", words).casefold()


def test_all_examples_at_once_are_three_agreements() -> None:
    found = standing(EXAMPLES / "alingsas", EXAMPLES / "alingsas-beslut", VASTANA, on="2022-03-01")
    assert sorted(one["standing"] for one in found) == ["in_force", "in_force", "proposed"]
    assert len({one["cooperation"] for one in found}) == 2
