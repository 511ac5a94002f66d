"""Texts as they are printed, and the words that search compares."""

import pytest

from samverkan.core.searching.words import words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Socialnämnden beslutar, § 97.", ["socialnämnden", "beslutar", "97"]),
        ("Dnr HSNV 2021-00233", ["dnr", "hsnv", "2021", "00233"]),
        ("samverk-\n   ansavtalet gäller", ["samverkansavtalet", "gäller"]),
        ("samverk\xadans\xad\navtalet", ["samverkansavtalet"]),
        ("Hälso-\noch sjukvården", ["hälso", "och", "sjukvården"]),
        ("barn- och elevhälsa", ["barn", "och", "elevhälsa"]),
        ("sidan 4-\n5 och A-\nlaget", ["sidan", "4", "5", "och", "a", "laget"]),
        ("Va\u030ardgra\u030anni", ["vårdgranni".replace("gra", "grå")]),
        ("VÅRDEN_och", ["vården", "och"]),
        ("", []),
    ],
)
def test_a_text_is_read_as_these_words(text: str, words: list[str]) -> None:
    assert [word.folded for word in words_in(text)] == words


def test_every_word_knows_where_it_is_printed() -> None:
    text = "Om samverk-\nansavtalet (2024)"
    assert [text[word.start : word.end] for word in words_in(text)] == ["Om", "samverk-\nansavtalet", "2024"]


def test_a_word_without_end_is_cut() -> None:
    (word,) = words_in("a" * 100_000)
    assert len(word.folded) == 60
