"""A joint clause in, the agreement itself as a paper out: parties, object, period, extension, shares, then the parties' own text.

Laid out and worded as Swedish cooperation agreements are, so that people and readers know it. It is written in Swedish whatever
language the page beside it has; what it says is read back as the clause's terms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.writing.minutes_words import NUMBERS, day_words, length_words, names_words
from samverkan.core.writing.printed import Heading, Labelled, Paragraph, Printed, SignHere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from samverkan.core.deciding.clause import Clause, Period, Share
    from samverkan.core.facts import ExtensionValue
    from samverkan.core.writing.printed import Block

KIND: Final = "Samverkansavtal"
FINGERPRINT: Final = "Avtalets fingeravtryck"
_FIRST: Final = re.compile(r"bakgrund|syfte|ändamål|inledning|förutsättningar", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^(?:§ ?\d{1,3}|\d{1,3} ?§|\d{1,2}(?:\.\d{1,2})*[.)]?)\s+(?=\S)")
_ENDS: Final = ".,:;!?"
_LONGEST: Final = 60
"""Letters that a heading in the parties' own text may have."""


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    paragraphs: tuple[str, ...]


class Signing(NamedTuple):
    """A party and who signs for it, name and office; none: they are not told here."""

    party: str
    people: tuple[tuple[str, str], ...] = ()


def agreement(
    clause: Clause, *, fingerprint: str, day: date, numbers: Mapping[str, str], signing: Sequence[Signing] = (), urn: str = ""
) -> Printed:  # fmt: skip
    """The agreement as it is to be signed; `numbers` has each party's number of organisation, ten digits, by its name.

    `day`: when it is made, for the head of every page; `signing`: who signs for each party, in the clause's order where left out.
    """
    return Printed(
        title=clause.title,
        organisation=names_words(clause.parties),
        body=clause.object,
        kind=KIND,
        day=day,
        blocks=tuple(_blocks(clause, fingerprint, numbers, signing or [Signing(one) for one in clause.parties], urn)),
    )


def sections_of(clause: Clause, numbers: Mapping[str, str]) -> tuple[Section, ...]:
    """What the agreement says, section by section, its own terms before the parties' text but for what that begins with."""
    own = text_sections(clause.text)
    first = [one for one in own if _FIRST.search(one.heading)]
    return (
        Section("Parter", (_parties(clause.parties, numbers),)),
        *first,
        *_terms(clause),
        *(one for one in own if one not in first),
    )


def text_sections(text: Sequence[str]) -> tuple[Section, ...]:
    """The parties' text by its headings, lines that stand by themselves; what stands before the first has none of its own."""
    found: list[tuple[str, list[str]]] = []
    for n, paragraph in enumerate(text):
        follows = n + 1 < len(text)
        if follows and _is_heading(paragraph) and not _is_heading(text[n + 1]):
            found.append((_NUMBERED.sub("", paragraph), []))
        elif found:
            found[-1][1].append(paragraph)
        else:
            found.append(("Övriga villkor", [paragraph]))
    return tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in found)


def _is_heading(paragraph: str) -> bool:
    words = _NUMBERED.sub("", paragraph)
    return "\n" not in words and len(words) <= _LONGEST and words[:1].isupper() and words[-1:] not in _ENDS


def _blocks(
    clause: Clause, fingerprint: str, numbers: Mapping[str, str], signing: Sequence[Signing], urn: str
) -> Iterator[Block]:
    yield Heading(clause.title, 1)
    sections = sections_of(clause, numbers)
    for number, section in enumerate(sections, 1):
        yield Heading(section.heading, 2, f"§ {number}")
        yield from (Paragraph(one) for one in section.paragraphs)
    yield Heading("Underskrifter", 2, f"§ {len(sections) + 1}")
    yield Paragraph(
        "Var och en av parterna förvarar ett original. Undertecknas avtalet elektroniskt finns underskrifterna, med namn och dag, "
        "i filen och inte på raderna nedan."
    )
    for one in signing:
        yield Heading(f"För {one.party}", 3)
        yield SignHere(tuple(_lines(one)))
    rows = [("Avtal", (urn,))] if urn else []
    yield Labelled((*rows, (FINGERPRINT, (fingerprint,))))


def _lines(signing: Signing) -> Iterator[tuple[str, str]]:
    """Lines for place and day and for each signature, with the name and office where they are known."""
    yield "Ort och dag", ""
    for name, office in signing.people:
        yield "Underskrift", ", ".join(filter(None, (name, office)))
    if not signing.people:
        yield "Underskrift", ""
        yield "Namn och befattning", ""


def _parties(parties: Sequence[str], numbers: Mapping[str, str]) -> str:
    named = [
        f"{one} (org.nr {number[:6]}-{number[6:]})" if (number := numbers.get(one, "")) else one for one in parties
    ]
    return f"Detta avtal har slutits mellan {names_words(named)}."


def _terms(clause: Clause) -> Iterator[Section]:
    if clause.object:
        yield Section("Verksamhet", (f"Avtalet avser {clause.object}.",))
    if said := _period(clause.period):
        yield Section("Avtalstid", (said,))
    if clause.extension is not None:
        yield Section("Förlängning", (_extension(clause.extension),))
    if clause.shares:
        yield Section("Kostnadsfördelning", tuple(_shares(clause.shares)))


def _period(period: Period) -> str:
    begins, ends = period
    words = [] if begins is None else [f"från och med den {day_words(begins)}"]
    if ends is not None:
        words.append(f"till och med den {day_words(ends)}")
    elif begins is not None:
        words.append("tills vidare")
    return f"Avtalet gäller {' '.join(words)}." if words else ""


def _extension(extension: ExtensionValue) -> str:
    if not extension.allowed:
        return "Avtalet kan inte förlängas."
    length, notice = f" med {length_words(extension.months)}" if extension.months else "", extension.notice_months
    if extension.mode == "automatic":
        before = f" senast {length_words(notice)} före avtalstidens slut" if notice else ""
        each = f"{length} i taget" if length else ""
        most = f", dock högst {_times(extension.times)}" if extension.times else ""
        return f"Avtalet förlängs automatiskt{each}{most}, om ingen part säger upp det{before}."
    times = f" {_times(extension.times)}" if extension.times else ""
    each = " i taget" if length and not extension.times else ""
    asks = f" Den part som vill det säger till senast {length_words(notice)} före avtalstidens slut." if notice else ""
    return f"Avtalet kan förlängas{times}{length}{each}, om parterna är överens om det.{asks}"


def _times(times: int) -> str:
    if times == 1:
        return "en gång"
    return f"{NUMBERS[times] if times < len(NUMBERS) else times} gånger"


def _shares(shares: Sequence[Share]) -> Iterator[str]:
    for since in dict.fromkeys(one.since for one in shares):
        said = names_words([_share(one, n) for n, one in enumerate(one for one in shares if one.since == since)])
        if since is None:
            yield f"De gemensamma kostnaderna delas så att {said}."
        else:
            yield f"Från och med den {day_words(since)} delas de gemensamma kostnaderna så att {said}."


def _share(one: Share, at: int) -> str:
    figure = f"{(one.percent or '').replace('.', ',')} procent" if one.measure == "percent" else (one.value or "")
    return f"{one.party} {'bär ' if at == 0 else ''}{figure}"
