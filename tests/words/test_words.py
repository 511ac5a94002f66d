"""The sentences as people write them: one of a thing in the singular, several in the plural, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from samverkan.words import LANGUAGES, say

HOLDS = dict.fromkeys(("on", "until", "divided", "missing"), "")
CATALOGUES = Path(__file__).parents[2] / "src" / "samverkan" / "words"


@pytest.mark.parametrize(
    ("domain", "code", "values", "swedish", "english"),
    [
        ("findings", "pdf_without_text", {"source": "a", "pages": 1}, "(1 sida)", "(1 page)"),
        ("findings", "pdf_without_text", {"source": "a", "pages": 2}, "(2 sidor)", "(2 pages)"),
        ("findings", "pdf_truncated", {"source": "a", "pages": 1}, "1 sida gick", "1 page could"),
        ("findings", "pages_without_text", {"source": "a", "pages": [3]}, "sidan 3 har ingen text; den", "page 3 has no"),
        ("findings", "pages_without_text", {"source": "a", "pages": [3, 4]}, "sidorna 3 och 4 har", "pages 3 and 4 have"),
        ("findings", "pages_unreadable", {"source": "a", "pages": [3]}, "sidan 3 är skadad och", "page 3 is damaged and"),
        ("findings", "damaged_characters", {"source": "a", "count": 1}, "1 tecken", "1 character cannot be read and stands"),
        ("cli", "passed_over", {"count": 1}, "1 annan fil i", "1 other file in the folders is not"),
        ("cli", "passed_over", {"count": 3}, "3 andra filer i", "3 other files in the folders are not"),
        ("proof", "standing.in_force", {**HOLDS, "decided": ["A"]}, "A har beslutat", "A has decided"),
        ("proof", "standing.in_force", {**HOLDS, "decided": ["A", "B"]}, "A och B har", "A and B have decided"),
        ("proof", "matching_decision.no", {"others": ("A", "B")}, "A och B har inte", "A and B have not decided"),
        ("proof", "print.months_each", {"months": 1}, "1 månad i taget", "1 month each time"),
        ("reading", "pages", {"source": "a", "count": 1}, "1 sida.", "1 page."),
        ("reading", "items", {"count": 1}, "1 ärende", "1 item"),
        ("reading", "decisions", {"count": 2}, "2 beslut", "2 decisions"),
    ],
)  # fmt: skip
def test_one_is_said_in_the_singular_and_several_in_the_plural(
    domain: str, code: str, values: dict[str, object], swedish: str, english: str
) -> None:
    assert swedish in say(domain, code, values, "sv")
    assert english in say(domain, code, values, "en")


def test_a_count_that_may_be_large_has_its_thousands_parted_and_is_still_one_or_several() -> None:
    assert say("settling", "lines.count", {"count": 1_234_567}, "sv") == "1\u00a0234\u00a0567 rader"
    assert say("settling", "lines.count", {"count": 1_234_567}, "en") == "1,234,567 lines"
    assert say("settling", "lines.count", {"count": 1}, "sv") == "1 rad"
    assert say("money", "way.taken", {"done": 999, "total": 1000}, "sv").startswith("999 av 1\u00a0000 verif")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_counts_one_in_the_plural(language: str) -> None:
    """A plural right after a count, or the verb after the parties, is never fixed: it goes by how many there are."""
    fixed = re.compile(
        r"\{(?:count|pages|months|times)(?::,)?\} (?:sidor|månader|ärenden|andra|pages|months|items|decisions|characters|other \w)"
        r"|\{(?:decided|missing|others|terms)\} (?:has|have|differs?|is|are)\b"
    )
    for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as po:
            found = {str(one.id) for one in read_po(po) if one.id and fixed.search(str(one.string))}
        assert found - {"too_many_pages"} == set(), path.name  # never one


@pytest.mark.parametrize(
    "path", sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_each_sentence_stands_once_in_its_catalogue(path: Path) -> None:
    """Of two for one code only one is ever said."""
    said = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert [one for one in set(said) if said.count(one) > 1] == []
