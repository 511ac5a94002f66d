"""The law of the program: an agreement made from a joint clause says, read again from the PDF, the terms that the clause has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from docx import Document as Docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.meetings import PLACES, REGIONS, SERVICES, paragraphs

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Clause, Period, Share
from samverkan.core.facts import ExtensionValue, PeriodValue, Signature, Term
from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document
from samverkan.core.standing import standing
from samverkan.core.writing.agreement import agreement, sections_of
from samverkan.core.writing.printed import words_of
from samverkan.core.writing.recording import record
from samverkan.outside.reading import read_bytes
from samverkan.outside.typesetting import typeset
from samverkan.outside.writing_docx import write_docx

MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = date(2026, 11, 22)
PRINT = "0123456789abcdef" * 4


@st.composite
def divisions(draw: st.DrawFn, parties: tuple[str, ...], since: PartialDate | None) -> tuple[Share, ...]:
    parts = [Decimal(draw(st.integers(2, 120))) / 4 for _ in parties[1:]]
    left = 100 - sum(parts)
    return tuple(
        Share(name, f"{part.normalize():f}", since=since) for name, part in zip(parties, [*parts, left], strict=True)
    )


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    """A clause whose own text is about nothing."""
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True))
    parties = (draw(st.sampled_from(REGIONS)), *(f"{one} kommun" for one in places))
    service = draw(st.sampled_from(SERVICES))
    first = draw(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
    last = first + timedelta(days=draw(st.integers(400, 3000)))
    begins = PartialDate.of(first)
    period = draw(st.sampled_from([Period(begins, PartialDate.of(last)), Period(begins)]))
    shares: tuple[Share, ...] = ()
    if draw(st.booleans()):
        shares = draw(divisions(parties, None))
        if draw(st.booleans()):
            shares += draw(divisions(parties, PartialDate.of(first + timedelta(days=draw(st.integers(30, 390))))))
    extension = None
    if period.to is not None:
        months, notice = st.sampled_from([6, 12, 24, 36]), st.sampled_from([None, 3, 6, 12])
        extension = draw(
            st.one_of(
                st.none(),
                st.just(ExtensionValue(False, "excluded")),
                st.builds(
                    ExtensionValue, st.just(True), st.just("option"), months, st.sampled_from([1, 2, 3]), st.none()
                ),
                st.builds(
                    ExtensionValue, st.just(True), st.just("automatic"), months, st.sampled_from([None, 1, 2]), notice
                ),
            )
        )
    text = draw(
        st.lists(paragraphs, max_size=3).map(
            lambda said: tuple(line for n, one in enumerate(said) for line in ((HEADINGS[n], one) if n else (one,)))
        )
    )
    title = draw(st.sampled_from(["Samverkansavtal om {}", "Avtal om {}", "Samverkansavtal"])).format(service)
    return Clause(title, service, parties, period, shares, extension, ("Avtalet godkänns.",), text)


HEADINGS = ("", "Bakgrund", "Personal och lokaler")
NUMBERS = dict.fromkeys((*REGIONS, *(f"{one} kommun" for one in PLACES)), "2321990018")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(clauses(), st.booleans())
def test_what_is_written_and_read_is_what_the_clause_says(clause: Clause, typesets: bool) -> None:
    printed = agreement(clause, fingerprint=PRINT, day=DAY, numbers=NUMBERS)
    plain = Document("avtal.txt", "", words_of(printed))
    reading = read_bytes(typeset(printed, made=MADE), "avtal.pdf") if typesets else read_text(plain)
    assert reading.kind == "agreement"
    (item,) = reading.items
    terms = item.terms
    assert terms is not None
    assert terms.title is not None
    assert terms.title.value == clause.title
    assert terms.object is not None
    assert terms.object.value == clause.object
    assert tuple(one.value for one in terms.parties) == clause.parties
    assert [(one.from_, one.to, one.open_ended, one.role) for one in terms.periods] == [
        (clause.period.from_, clause.period.to, clause.period.to is None, "current")
    ]
    said = terms.extension
    read = None if said is None else ExtensionValue(said.value, said.mode, said.months, said.times, said.notice_months)
    assert read == clause.extension
    assert [(one.party.value, one.percent, one.from_) for one in terms.shares] == [
        (one.party, one.percent, one.since) for one in clause.shares
    ]
    assert terms.signatures == ()


TWO = ("Region Västana", "Lindmora kommun")
LATER = PartialDate(2027, 1, 1)
CLAUSE = Clause(
    "Samverkansavtal om hemsjukvård", "hemsjukvård", TWO, Period(PartialDate(2026, 1, 1), PartialDate(2028, 12, 31)),
    (Share(TWO[0], "60"), Share(TWO[1], "40"), Share(TWO[0], "50", since=LATER), Share(TWO[1], "50", since=LATER)),
    ExtensionValue(False, "excluded"), ("Avtalet godkänns.",),
    ("Parterna samverkar sedan länge.", "1. Bakgrund", "Behovet ökar.", "Tvist", "Tvister löses i samförstånd."),
)  # fmt: skip


def test_shares_that_change_within_the_time_are_two_rows_of_terms() -> None:
    printed = agreement(CLAUSE, fingerprint=PRINT, day=DAY, numbers={})
    found = record(read_text(Document("avtal.txt", "", words_of(printed))))
    facts = [fact for item in found for fact in item.facts]
    assert [(one.role, one.from_) for one in facts if isinstance(one, Term) and one.term == "shares"] == [
        ("current", None), ("planned", LATER),
    ]  # fmt: skip
    assert not [one for one in facts if isinstance(one, Signature)]
    rows = standing(facts, on=date(2026, 6, 1), known=None).terms
    assert [(str(row.from_), str(row.to), [one.percent for one in row.shares]) for row in rows] == [
        ("2026-01-01", "2026-12-31", ["60", "40"]), ("2027-01-01", "2028-12-31", ["50", "50"]),
    ]  # fmt: skip
    period = next(one.value for one in facts if isinstance(one, Term) and one.term == "period")
    assert period == PeriodValue(PartialDate(2026, 1, 1), PartialDate(2028, 12, 31))


def test_the_parties_text_stands_under_its_own_headings_what_begins_it_first() -> None:
    headings = [one.heading for one in sections_of(CLAUSE, {})]
    assert headings == [
        "Parter", "Bakgrund", "Verksamhet", "Avtalstid", "Förlängning", "Kostnadsfördelning", "Övriga villkor", "Tvist",
    ]  # fmt: skip


def test_the_word_file_says_the_same() -> None:
    printed = agreement(CLAUSE, fingerprint=PRINT, day=DAY, numbers=dict.fromkeys(TWO, "2321990018"))
    said = [one.text for one in Docx(BytesIO(write_docx(printed))).paragraphs]
    assert "§ 6 Kostnadsfördelning" in said
    assert (
        "De gemensamma kostnaderna delas så att Region Västana bär 60 procent och Lindmora kommun 40 procent." in said
    )
