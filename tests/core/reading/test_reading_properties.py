"""What holds for the reading of any text at all: it answers, it quotes, it answers the same again."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from asking import read
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.reading.values import Reading

EXAMPLES = Path(__file__).parents[3] / "examples"
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.rglob("*.txt"))]

# What papers are made of; strung together in any order they are nearly minutes.
FRAGMENTS = (
    "§ 7|§ 12 Dnr SN 2024/0031|§§ 82-99|§|Sn 7 Au 12|7 Dnr 261/|Dnr KS 2014/|27 Val av justerare|1.|2)|a)|•|-|**|26 (64)|Blad 6|"
    "Beslut|BESLUT|Förslag till beslut|Arbetsutskottets förslag till beslut i socialnämnden|Sammanfattning av ärendet|"
    "Beslutsunderlag|Skickas till|Justering|ANSLAG/BEVIS|Reservation|Socialnämnden|socialnämnden beslutar att|"
    "Kommunstyrelsens arbetsutskott föreslår|att|samt att|godkänna avtalet|godkänner avtalet|uppdraget 2023-05-09 § 41|fullgjort|"
    "ej fullgjort|ger förvaltningen i uppdrag att|under förutsättning att|Vike kommun fattar likalydande beslut|Ekbo kommun|"
    "Region Sjöland|mellan|om familjerådgivning|50 procent|50 procent vardera|1 januari 2022 - 31 december 2022|2019–2020|"
    "till och med|från och med den 1 januari 2024|utan möjlighet till förlängning|I juni 2020 beslutade|2024-03-12|den 23 juni|"
    "Sammanträdesdatum: 2024-03-12|SAMMANTRÄDESPROTOKOLL|TJÄNSTESKRIVELSE|KALLELSE|Pressmeddelande|SAMVERKANSAVTAL|Avtalstid|"
    "Parter|Utses att justera Eva Alm|Anslaget uppsättes 2024-03-15|namn@ekbo.example|hälso-|och sjukvård|(|[|\u201d|.|,|:|;"
).split("|")
BREAKS = (" ", "\n", "\n\n", "\r\n", "\f", "\t", "", "-\n", "\xa0", "\u2028")

any_text = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300)
nearly_minutes = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(BREAKS)), max_size=60).map(
    lambda parts: "".join(fragment + after for fragment, after in parts)
)


@st.composite
def broken_samples(draw: st.DrawFn) -> str:
    """A sample paper with stretches lost, doubled, moved in from another paper, run together or overwritten."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 400)))
        change = draw(
            st.sampled_from(("lost", "doubled", "spliced", "run together", "spaced", "overwritten", "cut off"))
        )
        middle = text[start:end]
        if change == "spliced":
            other = draw(st.sampled_from(SAMPLES))
            at = draw(st.integers(0, len(other)))
            middle = other[at : at + 400]
        elif change == "overwritten":
            middle = draw(st.one_of(any_text, nearly_minutes))
        else:
            middle = {
                "lost": "",
                "doubled": middle * 2,
                "run together": re.sub(r"\s+", " ", middle),
                "spaced": middle.replace("\n", "\n\n"),
                "cut off": middle,
            }[change]
        text = text[:start] + middle + ("" if change == "cut off" else text[end:])
    return text


papers = st.one_of(any_text, nearly_minutes, broken_samples())
often = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def spans_in(value: object) -> Iterator[Span]:
    """Every span anywhere in a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_in(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "document":
                yield from spans_in(getattr(value, field.name))


def quoting(reading: Reading) -> Iterator[tuple[str, Cited[str]]]:
    """The values whose very words must stand in the text, each with what it is."""
    for item in reading.items:
        for name, cited in (("section", item.section), ("registry number", item.registry_number)):
            if cited is not None:
                yield name, cited
        for recipient in item.recipients:
            yield "recipient", recipient.name


def in_order(words: str, quoted: str) -> bool:
    """Whether the words stand in what is quoted, where a page's end or a number may stand between them."""
    rest = iter(bare(quoted))
    return all(letter in rest for letter in bare(words))


def bare(words: str) -> str:
    """Words without what extraction and printing may add: white space, hyphens, quotation marks, rules, capitals."""
    return re.sub(r"[\s\u00ad\u200b\ufeff\ufffe\x02‐‑–—\"”“’'*|#_~^-]+", "", words).casefold()


@often
@given(papers)
@example("")
@example("§")
@example("§ 1")
@example("Beslut")
@example("\n".join(["Beslut"] * 3))
@example("§ 7 Beslut Skickas till")
@example("**" * 9)
@example("\x1f")
@example("\u2003\nBeslut\n\xad")
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for start, end in spans_in(read(text)):
        assert 0 <= start < end <= len(text)


@often
@given(papers)
def test_values_quote_their_words(text: str) -> None:
    for name, cited in quoting(read(text)):
        quoted = text[cited.span.start : cited.span.end]
        assert bare(cited.value) in bare(quoted), (name, cited.value, quoted)


@example("BESLUT\rATT \x08as")
@often
@given(papers)
def test_parties_quote_their_words(text: str) -> None:
    for item in read(text).items:
        for party in item.terms.parties if item.terms else ():
            quoted = bare(text[party.span.start : party.span.end])
            # "Vike och Ekbo kommun": the first is printed without the word that both share
            assert bare(party.value) in quoted or bare(party.value).startswith(quoted), (party.value, quoted)


@often
@given(papers)
def test_titles_and_decisions_stand_in_the_text_in_their_order(text: str) -> None:
    for item in read(text).items:
        for cited in (
            item.title,
            *(d.text for d in item.decisions),
            *(c.text for d in item.decisions for c in d.conditions),
        ):
            assert cited is None or in_order(cited.value, text[cited.span.start : cited.span.end])


@settings(often, max_examples=60)
@given(papers)
def test_the_same_text_reads_the_same_again(text: str) -> None:
    assert repr(read(text)) == repr(read(text))


def said(text: str) -> str:
    """What a paper says, with every span but that of the whole text."""
    found = read(text)
    items = [dataclasses.replace(item, span=Span(0, 1)) for item in found.items]
    return repr(dataclasses.replace(found, document=None, items=tuple(items)))  # type: ignore[arg-type]


@settings(often, max_examples=100)
@given(papers, st.text(alphabet=" \n\t\r\f\xa0", max_size=20))
def test_white_space_after_the_text_changes_nothing(text: str, space: str) -> None:
    assert said(text + space) == said(text)


@pytest.mark.parametrize("text", SAMPLES)
def test_the_samples_quote_their_words(text: str) -> None:
    reading = read(text)
    assert reading.items
    for _, cited in quoting(reading):
        assert bare(cited.value) in bare(text[cited.span.start : cited.span.end])
