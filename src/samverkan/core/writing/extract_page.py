"""The page of an extract: the blocks to print of it, and whether words found on a page are those its data say.

The words of the heading and of the certification belong to the schema's version, as its keys do: an old extract is held
to the words it was made with. They are Swedish, as minutes are (språklagen 10 §), and so no catalogue's to change.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, islice
from typing import TYPE_CHECKING, Final

from samverkan.core.writing.printed import Heading, Labelled, Printed, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samverkan.core.writing.extract import Extract
    from samverkan.core.writing.printed import Block

KIND: Final = "Protokollsutdrag"
HYPHENS: Final = "\x02\ufffe\u00ad"
"""What stands on a page for a hyphen that ends a line, or that only would: a hyphen of the words, or none."""

HEAD_OF_VOTES: Final = "Ledamot Röst"
"""The head of the one table that a § may have: it stands again at the top of a page that the table goes on to."""

_MOST_TRIES: Final = 1000
_MONTHS: Final = ("januari februari mars april maj juni juli augusti september oktober november december").split()


def text_of(blocks: Iterable[Block]) -> str:
    """The words of blocks as they are printed, a line for each text: what an extract has as its `text`."""
    return words_of(Printed("", "", "", "", date.min, tuple(blocks))).removesuffix("\n")


def extract_printed(extract: Extract, item: Sequence[Block]) -> Printed:
    """The paper of an extract: its heading, the blocks of the § (whose words are `extract.text`), the certification."""
    return Printed(
        title=f"{KIND}: {extract.body} {extract.meeting_day.isoformat()} § {extract.section}",
        organisation=extract.organisation,
        body=extract.body,
        kind=KIND,
        day=extract.meeting_day,
        blocks=(*heading_of(extract), *item, *certification_of(extract)),
    )


def heading_of(extract: Extract) -> tuple[Block, ...]:
    """What stands above the §."""
    number = extract.organisation_number
    rows = [
        ("Organisation", (f"{extract.organisation}, {number[:6]}-{number[6:]}",)),
        ("Organ", (extract.body,)),
        ("Sammanträdesdag", (_in_words(extract.meeting_day),)),
        ("Paragraf", (f"§ {extract.section} {extract.title}",)),
    ]
    if extract.registry_number:
        rows.append(("Diarienummer", (extract.registry_number,)))
    if extract.justerad:
        rows.append(("Justerad", (_in_words(extract.justerad),)))
    return Heading("Utdrag ur protokoll", 1), Labelled(tuple(rows))


def certification_of(extract: Extract) -> tuple[Block, ...]:
    """What stands below the §: who certifies, and what the agreement and the joint clause decided on are known by."""
    rows = [
        (
            "Rätt utdraget intygar",
            tuple(
                f"{one.name}, {one.office}, {_in_words(one.day)}" if one.office else f"{one.name}, {_in_words(one.day)}"
                for one in extract.certified
            ),
        )
    ]
    if extract.agreement:
        rows.append(("Avtal", (extract.agreement,)))
    if extract.clause:
        rows.append(("Klausulens fingeravtryck", (extract.clause,)))
    return (Labelled(tuple(rows)),)


def head_of_page(extract: Extract, page: int, pages: int) -> str:
    """The words that every page begins with."""
    return f"{extract.organisation} {KIND} {extract.body} {extract.meeting_day.isoformat()} Sida {page} ({pages})"


def page_says(extract: Extract, pages: Sequence[str]) -> bool:
    """Whether the words on the pages are the extract's, all of them and no others, whitespace aside."""
    found = []
    for at, page in enumerate(pages, 1):
        words, head = without_white_space(page), without_white_space(head_of_page(extract, at, len(pages)))
        if not words.startswith(head):
            return False
        found.append(words[len(head) :])
    wanted = without_white_space(
        "\n".join((text_of(heading_of(extract)), extract.text, text_of(certification_of(extract))))
    )
    return any(same_signs(words, wanted) for words in _without_heads_again(found, wanted))


def _without_heads_again(pages: Sequence[str], wanted: str) -> Iterator[str]:
    """The words of all pages, less the heads of tables that stand again where one goes on over a page."""
    head = without_white_space(HEAD_OF_VOTES)
    again = "".join(pages).count(head) - wanted.count(head)
    begun = [at for at, words in enumerate(pages) if at and words.startswith(head)]
    for dropped in islice(combinations(begun, max(again, 0)), _MOST_TRIES):
        yield "".join(words[len(head) :] if at in dropped else words for at, words in enumerate(pages))


def without_white_space(text: str) -> str:
    """The signs of a text that are no white space."""
    return re.sub(r"[\s\u200b\u2060\ufeff]+", "", text)


def same_signs(found: str, wanted: str) -> bool:
    """Whether they are the same signs, a mark of a line's hyphen being one of the words or none."""
    if not any(mark in found for mark in HYPHENS):
        return found == wanted
    at = 0
    for sign in found:
        if sign in HYPHENS:
            at += wanted[at : at + 1] == "-"
        elif wanted[at : at + 1] != sign:
            return False
        else:
            at += 1
    return at == len(wanted)


def _in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
