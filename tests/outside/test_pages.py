"""Where a page begins and ends, and the label printed on it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.outside.pages import pages_of

LONG = "Nämnden beslutar att godkänna avtalet och att förklara uppdraget fullgjort. Beslutet är enhälligt.\n"


def labels(text: str) -> list[str | None]:
    return [page.label for page in pages_of(text)]


@given(
    st.lists(
        st.sampled_from(
            [
                "1 (3)",
                "2(3)",
                "Sida 3 av 3",
                "HUVUD  1 (3)\n",
                "HUVUD  2 (3)\n",
                "X  Blad 4\n",
                LONG * 3,
                "\f",
                "\n",
                "§ 4",
                LONG,
                "\r\n",
                "7",
                "12/40 ",
                "(",
                ")",
            ]
        )
    )
)
def test_pages_lie_end_to_end_and_hold_every_character(pieces: list[str]) -> None:
    text = "".join(pieces)
    pages = pages_of(text)
    assert pages[0].start == 0
    assert pages[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(pages))


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("26 (64)", "26 (64)"),
        ("26(64)", "26 (64)"),
        ("26 ( 64 )", "26 (64)"),
        ("Sida 3 (41)", "3 (41)"),
        ("SIDA 3(41)", "3 (41)"),
        ("Sida 3 av 41", "3 (41)"),
        ("Sid 3/41", "3 (41)"),
        ("1/54", "1 (54)"),
        ("Blad 6", "6"),
        ("Sida: 6", "6"),
        ("[36]", "36"),
        ("  26 (64)  ", "26 (64)"),
        ("64 (26)", None),
        ("0 (3)", None),
        ("2021/233", None),
        ("26", None),
        ("§ 26 (64)", None),
    ],
)
def test_a_label_is_read_as_printed_and_written_one_way(printed: str, label: str | None) -> None:
    assert labels(f"{LONG}{printed}\r\n{LONG}") == [label]


def test_one_label_in_the_middle_makes_one_page_of_it_all() -> None:
    text = f"{LONG}Protokoll från nämnden, 2021-10-01\nJusterare: Justerare:\n\n26 (64) \n\nBeslutsunderlag\n{LONG}"
    assert pages_of(text) == ((0, len(text), "26 (64)"),)


def test_labels_at_the_foot_end_their_pages() -> None:
    text = f"{LONG}1 (3)\n{LONG}2 (3)\n{LONG}3 (3)\n"
    assert labels(text) == ["1 (3)", "2 (3)", "3 (3)"]
    assert [text[page.start : page.end] for page in pages_of(text)] == [f"{LONG}{at} (3)\n" for at in (1, 2, 3)]


def test_labels_at_the_top_begin_their_pages() -> None:
    text = f"Socialnämnden\n4 (9)\n{LONG}5 (9)\n{LONG}"
    assert labels(text) == ["4 (9)", "5 (9)"]
    assert text[pages_of(text)[1].start :] == f"5 (9)\n{LONG}"


def test_text_on_both_sides_of_all_labels_goes_by_what_is_certain() -> None:
    assert labels(f"{LONG}1 (9)\n{LONG}2 (9)\n{LONG}") == ["1 (9)", "2 (9)", None]
    assert labels(f"{LONG}8 (9)\n{LONG}9 (9)\n{LONG}") == [None, "8 (9)", "9 (9)"]


def test_otherwise_labels_end_their_pages_unless_a_header_repeats_above_them() -> None:
    header, footer = "Socialnämnden\nProtokoll nr 3\n", "Justerares signatur\n"
    below = f"{LONG}A\n4 (9)\n{header}{LONG}B\n5 (9)\n{header}{LONG}C\n6 (9)\n{header}{LONG}"
    assert labels(below) == ["4 (9)", "5 (9)", "6 (9)", None]
    above = f"{LONG}{header}4 (9)\n{LONG}{header}5 (9)\n{LONG}"
    assert labels(above) == [None, "4 (9)", "5 (9)"]
    assert labels(above.replace(header, footer)) == ["4 (9)", "5 (9)", None]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("REGION VÄSTANA     PROTOKOLL     1 (4)", "REGION VÄSTANA     PROTOKOLL     2 (4)", ["1 (4)", "2 (4)"]),
        ("LIMBY KOMMUN  PROTOKOLL  Blad 5", "LIMBY KOMMUN  PROTOKOLL  Blad 6", ["5", "6"]),
        ("Limby kommun 2024-06-12 Sida 9 av 31", "Limby kommun 2024-06-12 Sida 10 av 31", ["9 (31)", "10 (31)"]),
        ("Omslag 1 (4)", "Socialnämnden 2 (4)", ["1 (4)", "2 (4)"]),
        ("1 (4)", "Socialnämnden 2 (4)", ["1 (4)", "2 (4)"]),
    ],
)
def test_labels_that_end_header_lines_begin_their_pages(first: str, second: str, expected: list[str]) -> None:
    text = f"{first}\n{LONG * 3}{second}\r\n{LONG}"
    assert labels(text) == expected
    assert text[pages_of(text)[1].start :] == f"{second}\r\n{LONG}"


@pytest.mark.parametrize(
    "text",
    [
        f"Bilaga 2 (4)\n{LONG * 3}Nej-röster 1 (4)\n{LONG}",  # counts down
        f"Dagordning sida 1\n{LONG * 3}Dagordning sida 2\n{LONG}",  # words of a sentence
        "§ 1 Val ..... Sida 2\n§ 2 Avtal ..... Sida 3\n§ 3 Taxa ..... Sida 4\n",
        "Val ..... Sida 2\nVal ..... Sida 3\nVal ..... Sida 4\n",  # a table of contents
    ],
)
def test_figures_that_end_lines_without_counting_pages_part_nothing(text: str) -> None:
    assert len(pages_of(text)) == 1


def test_one_label_that_ends_the_first_line_names_the_page() -> None:
    assert labels(f"LINDMORA KOMMUN      SAMMANTRÄDESPROTOKOLL      Blad 9\n{LONG}") == ["9"]
    assert labels(f"LINDMORA KOMMUN SAMMANTRÄDESPROTOKOLL Sida 9 av 12\n{LONG}\f{LONG}") == ["9 (12)", None]


def test_long_lines_and_many_labels_take_their_length() -> None:
    assert len(pages_of("1 (3)" * 400_000)) == 1
    assert len(pages_of("x 1 (3)\n" * 200_000)) == 1


def test_form_feeds_part_pages_whatever_the_labels_say() -> None:
    text = f"Protokoll, sammanträde 4 (9)\n{LONG}\f{LONG}5 (9)\n\f"
    assert labels(text) == ["4 (9)", "5 (9)"]
    assert text[pages_of(text)[1].start] == "N"


def test_bare_numbers_are_labels_where_they_count_up_with_the_pages() -> None:
    assert labels(f"{LONG}7\n\f{LONG}8\n\f{LONG}9\n") == ["7", "8", "9"]
    assert labels(f"{LONG}2019\n\f{LONG}8\n\f{LONG}") == [None, None, None]


def test_a_flood_of_form_feeds_parts_nothing() -> None:
    assert len(pages_of("\f" * 200_000)) == 1
