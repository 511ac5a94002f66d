"""What holds for any text: the readers of terms never raise, and every span lies in the text and quotes it."""

from dataclasses import fields, is_dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from terms_reading import document

from samverkan.core.reading.agreement import looks_like_agreement, read_agreement
from samverkan.core.reading.lines import lines_of
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.terms.minutes import terms_of_minutes
from samverkan.core.sources import Cited, Span

WORDS = st.sampled_from(
    [
        "Samverkansavtal om Fyren", "avtalet gäller", "från och med", "till och med", "2021-01-01",
        "den 1 mars 2022", "2019–2020", "för år 2022",
        "förlängs", "automatiskt", "utan möjlighet till", "två (2) år i taget", "sex månader före",
        "uppsägningstid", "50 procent", "%", "70/30",
        "vardera", "hälften", "1/3", "22.500:-", "2,0 mnkr", "15 kronor per invånare",
        "Norrviks kommun", "kommunen", "kommunerna", "Region Solvik",
        "Norra vårdnämnden", "nämnden", "mellan", "och", "nedan kallad", "(nedan",
        "genom socialnämnden", "finansierar", "svarar för", "tidigare",
        "kostnaden fördelas enligt", "folkmängd", "Styrgrupp", "två ledamöter från vardera",
        "1 Parter", "§ 2 Avtalstid", "Innehåll", "Underskrifter",
        "................", "Relevanta dokument", "Dnr 2014/????", "\n", "\n\n", "\t", "\xa0", ".",
        ",", ":", "-", "**", "\u2028", "İ", "ß", "𝔄",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=60).map(" ".join)


def cited(value):
    """Every cited value and bare span in a tree of values."""
    if isinstance(value, (Cited, Span)):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from cited(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from cited(part)


def check(values, text):
    for found in cited(values):
        span = found if isinstance(found, Span) else found.span
        assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_agreements(text):
    lines = lines_of(text)
    looks_like_agreement(document(text), lines)
    item, findings = read_agreement(document(text), lines)
    check((item.terms, item.registry_number, item.title, item.references, [f.span for f in findings]), text)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.booleans(), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=3))
def test_minutes(decided, told, proposed, ranges):
    text = f"{decided}\nTOLD\n{told}"
    lines = lines_of(text)
    edge = len(decided) + 1
    found, findings = terms_of_minutes(
        title=Passage(lines[:1]),
        decided=[Passage([line for line in lines if line.start < edge])],
        told=[Passage([line for line in lines if line.start >= edge])],
        proposed=proposed,
        body="Norra vårdnämnden",
        organisation="Norrviks kommun",
        quoted=[Span(min(r), max(r)) for r in ranges],
    )
    check((found, [f.span for f in findings]), text)
