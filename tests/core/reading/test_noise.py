"""What extraction does to a paper must not change what the paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asking import decided, item, minutes, passage, read, value

if TYPE_CHECKING:
    from collections.abc import Callable

# (words as extracted, the decision's text)  # trait
NOISE = [
    ("Nämnden godkänner avtalet om familje- \nrådgivning.", "Nämnden godkänner avtalet om familjerådgivning."),  # hyphen, space, break
    ("Nämnden godkänner avtalet om familje-\nrådgivning.", "Nämnden godkänner avtalet om familjerådgivning."),  # hyphen, break
    ("Nämnden godkänner avtalet om hälso-\noch sjukvård.", "Nämnden godkänner avtalet om hälso- och sjukvård."),  # a hyphen that stays
    ("Nämnden godkänner\navtalet om\nråd.", "Nämnden godkänner avtalet om råd."),  # lines
    ("Nämnden  godkänner\tavtalet\xa0om råd.", "Nämnden godkänner avtalet om råd."),  # runs of white space
    ("Nämnden god\xadkänner avtalet om råd.", "Nämnden godkänner avtalet om råd."),  # soft hyphen
    ("**Nämnden godkänner avtalet om råd.**", "Nämnden godkänner avtalet om råd."),  # bold markers
    ("\x0cNämnden godkänner avtalet om råd.", "Nämnden godkänner avtalet om råd."),  # form feed
    ("\ufeffNämnden godkänner avtalet om råd.", "Nämnden godkänner avtalet om råd."),  # byte order mark
    ("Nämnden godkänner avtalet om råd.\u200b", "Nämnden godkänner avtalet om råd."),  # zero-width space
    ("| Nämnden godkänner avtalet om råd. |", "Nämnden godkänner avtalet om råd."),  # a table's edges
    ("# Nämnden godkänner avtalet om råd. ____", "Nämnden godkänner avtalet om råd."),  # marks that belong to no word
    ("_Nämnden godkänner avtalet om råd._", "Nämnden godkänner avtalet om råd."),  # a line in italics
    ("Nämnden godkänner avtalet om\n#tavla och C#\nmed råd.", "Nämnden godkänner avtalet om #tavla och C# med råd."),  # marks of a word
]  # fmt: skip


@pytest.mark.parametrize(("words", "text"), NOISE)
def test_noise_inside_a_decision(words: str, text: str) -> None:
    (found,) = decided(words)
    assert found.text.value in text.split("|")
    assert found.act == "approve"


PAPER = (
    "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden\nSammanträdesdatum: 2024-03-12\n\n§ 7 Dnr SN 2024/0031\n"
    "Avtal om råd\n\nBeslut\n1. Avtalet godkänns.\n2. Riktlinjerna antas.\n\nSkickas till\nRegion Sjöland\n"
)


def said(text: str) -> tuple[object, ...]:
    """The main things a paper says."""
    found = read(text)
    return (
        found.kind,
        value(found.body),
        value(found.meeting_date),
        [
            (
                value(i.section), value(i.registry_number), value(i.title),
                [(d.number, d.act, d.text.value) for d in i.decisions], [value(r.name) for r in i.recipients],
            )
            for i in found.items
        ],
    )  # fmt: skip


# (how the extraction has changed the paper)  # trait
CHANGES = [
    lambda text: text.replace("\n", "\r\n"),  # Windows line ends
    lambda text: text.replace("\n", "\r"),  # old Macintosh line ends
    lambda text: "\n\n" + text,  # blank lines first
    lambda text: text + "\n\n\n",  # blank lines last
    lambda text: text.replace("\n", "  \n"),  # spaces at line ends
    lambda text: "\ufeff" + text,  # byte order mark
    lambda text: text.replace(" ", "\xa0"),  # hard spaces
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_nothing_said(change: Callable[[str], str]) -> None:
    assert said(change(PAPER)) == said(PAPER)


def test_a_paper_with_a_blank_line_after_every_line_reads_the_same() -> None:
    assert said(PAPER.replace("\n\n", "\n").replace("\n", "\n\n")) == said(PAPER)


def test_a_truncated_tail_keeps_what_stands_before_it() -> None:
    (found,) = minutes("§ 7 Avtal om råd\n\nBeslut\n1. Avtalet godkänns.\n2. Riktlin").items
    assert (found.decisions[0].act, found.decisions[0].text.value) == ("approve", "Avtalet godkänns.")


def test_titles_of_other_documents_after_the_paper_are_cut() -> None:
    found = read(PAPER + "\nRelevanta dokument\n\n§ 99 Avtal om något annat. Beslut Avtalet sägs upp.\n")
    assert [value(i.section) for i in found.items] == ["7"]


def test_attendance_tables_are_no_decisions() -> None:
    found = item("Omröstningsresultat\nEva Alm JA\nPer Ek NEJ\nJANEJJANEJ\n\nBeslut\nAvtalet godkänns.\n")
    assert [d.act for d in found.decisions] == ["approve"]


def test_a_masked_name_is_read_as_a_name() -> None:
    (found,) = decided("Xxxxxx Xxxxx utses till ledamot i styrgruppen.")
    assert found.act == "elect"


def test_a_decision_s_own_words_are_no_page_s_head() -> None:
    (one,) = decided(
        "Socialnämnden beslutar att\ngodkänna arbetsutskottets protokoll 2024-02-03\nunder förutsättning att Region Sjöland fattar "
        "likalydande beslut."
    )
    assert one.text.value.startswith("Socialnämnden beslutar att godkänna arbetsutskottets protokoll 2024-02-03 under")
    (one,) = decided(
        "1. Socialnämnden uppdrar åt direktören att lämna\nprotokoll till Region Sjöland senast 2024-05-01\nför kännedom."
    )
    assert one.text.value.endswith("att lämna protokoll till Region Sjöland senast 2024-05-01 för kännedom.")


def test_another_paper_s_decision_is_not_the_item_s() -> None:
    found = item(
        "Beslut\nSocialnämnden godkänner avtalet.\n\nTJÄNSTESKRIVELSE 1 (3) Ekbo kommun Stadgar Beslut Socialnämnden avslår motionen.\n"
    )
    assert [d.act for d in found.decisions] == ["approve"]


def test_a_part_of_a_passage_keeps_its_way_back() -> None:
    stored = "Avtalet  mellan\nEkbo kom-\nmun och\u00a0Region Sjöland gäller.\n"
    whole = passage(stored)
    start = whole.text.index("Ekbo")
    part = whole.part(start, whole.text.index(" gäller"))
    assert part.text == "Ekbo kommun och Region Sjöland"
    for words in ("Ekbo kommun", "Region", "Sjöland"):
        at = part.text.index(words)
        assert part.span(at, at + len(words)) == whole.span(start + at, start + at + len(words))
