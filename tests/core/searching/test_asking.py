"""What people write in a search box; nothing of it is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.searching.asking import Question, Sought, question

WORD, EXACT, BEGINNING = "word", "exact", "beginning"


@pytest.mark.parametrize(
    ("written", "sought", "without"),
    [
        ("Avtalet barn", [(WORD, "avtalet"), (WORD, "barn")], []),
        ('"Hälso- och sjukvårdsnämnden"', [(EXACT, "hälso och sjukvårdsnämnden")], []),
        ("”löpa vidare” avtal", [(EXACT, "löpa vidare"), (WORD, "avtal")], []),
        ("avtal -barn", [(WORD, "avtal")], [(WORD, "barn")]),
        ('avtal -"löpa vidare"', [(WORD, "avtal")], [(EXACT, "löpa vidare")]),
        ("samv*", [(BEGINNING, "samv")], []),
        ("HSNV 2021-00233", [(WORD, "hsnv"), (EXACT, "2021 00233")], []),
        ('avtal "inte stängt', [(WORD, "avtal"), (EXACT, "inte stängt")], []),
        ("avtal avtal", [(WORD, "avtal")], []),
        ("AND OR NOT (avtal) NEAR/3 {x}:", [(WORD, w) for w in ("and", "or", "not", "avtal")] + [(EXACT, "near 3"), (WORD, "x")], []),
        ("* - \"\" '' () ; -- s*", [], []),
        ("", [], []),
    ],
)  # fmt: skip
def test_it_is_understood_so(written: str, sought: list[tuple[str, str]], without: list[tuple[str, str]]) -> None:
    def things(pairs: list[tuple[str, str]]) -> tuple[Sought, ...]:
        return tuple(Sought(kind, tuple(words.split())) for kind, words in pairs)

    assert question(written) == Question(things(sought), things(without))


@given(st.text(max_size=600))
def test_whatever_is_written_is_understood_somehow(written: str) -> None:
    asked = question(written)
    assert len(asked.sought) <= 12
    for one in (*asked.sought, *asked.without):
        assert one.words
        assert all(word and not any(sign in word for sign in "\"'*():\\ \x00") for word in one.words)
