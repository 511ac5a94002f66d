"""Two boards' papers retold as readings made by hand: what the reader must give, and the standing that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from samverkan.core.dates import PartialDate
from samverkan.core.reading.values import (
    Assignment,
    Condition,
    Decision,
    Extension,
    Item,
    PeriodTerm,
    Reading,
    Recipient,
    Reference,
    Share,
    SupportingDocument,
    Terms,
    Told,
)
from samverkan.core.sources import Cited, Document, Page, Span
from samverkan.core.writing.answering import standing_of_readings
from samverkan.core.writing.recording import record

if TYPE_CHECKING:
    from samverkan.core.standing import Standing

BOARD = "Västra hälso- och sjukvårdsnämnden"
TOWN = "Alingsås kommun"

REGION_TEXT = """§ 196 Samverkansavtal mellan Västra hälso- och sjukvårdsnämnden och Alingsås kommun, spädbarnverksamhet 2022
Diarienummer HSNV 2021-00233
Västra hälso- och sjukvårdsnämnden godkänner avtalet om spädbarnsverksamhet 2022.
Uppdraget 2021-06-23 § 144 att förlänga mot 50 procent var förklaras fullgjort.
Det första avtalet gällde 2019–2020 och förlängdes till 31 december 2021,
med 70 procent för nämnden och 30 för kommunen.
Nu delas kostnaden med 50 procent vardera.
Protokoll 2021-10-01. 26 (64)
Underlag: § 50 SN Avtal om Spädbarnsmottagning 2022
Skickas till: Socialnämnden, Alingsås kommun, socialnamnden@alingsas.example"""

TOWN_TEXT = """2021-09-08 § 264 2021.055 SN
Samverkansavtal mellan Västra hälso- och sjukvårdsnämnden och Alingsås kommun om Spädbarnsmottagning 2022
Arbetsutskottets förslag: Socialnämnden godkänner avtalet om spädbarnsverksamhet 1 januari 2022 - 31 december 2022,
och utan möjlighet till förlängning, under förutsättning att likalydande beslut fattas av Västra hälso- och sjukvårdsnämnden.
Kostnaden är 50 procent vardera. Nämnden tar upp ärendet 1 oktober 2021.
Protokoll 2021-06-23: uppdraget är robust vård."""


class Words:
    """Finds words in a text and cites them."""

    def __init__(self, source: str, text: str) -> None:
        page = Page(0, len(text), "26 (64)" if "26 (64)" in text else None)
        self.document = Document(source, sha256(text.encode()).hexdigest(), text, (page,))

    def span(self, words: str) -> Span:
        start = self.document.text.index(words)
        return Span(start, start + len(words))

    def cited(self, words: str, value: str | None = None) -> Cited[str]:
        return Cited(value or words, self.span(words))

    def day(self, iso: str) -> Cited[PartialDate]:
        return Cited(PartialDate.parse(iso), self.span(iso))


def half(words: Words, said: str) -> tuple[Share, ...]:
    span = words.span(said)
    return tuple(Share(Cited(party, span), "percent", "50", None, "current", "told", span) for party in (BOARD, TOWN))


def region_reading() -> Reading:
    w = Words("region.txt", REGION_TEXT)
    old = [("70 procent", BOARD, "70"), ("30 för kommunen", TOWN, "30")]
    terms = Terms(
        object=w.cited("spädbarnsverksamhet"),
        parties=(w.cited(BOARD), w.cited(TOWN)),
        periods=(
            PeriodTerm(PartialDate(2022, 1, 1), PartialDate(2022, 12, 31), False, "current", "decided", w.span("2022")),
            PeriodTerm(
                PartialDate(2019, 1, 1), PartialDate(2020, 12, 31), False, "previous", "told", w.span("2019–2020")
            ),
            PeriodTerm(None, PartialDate(2021, 12, 31), False, "previous", "told", w.span("31 december 2021")),
        ),
        shares=(
            *half(w, "50 procent vardera"),
            *(
                Share(Cited(party, w.span(said)), "percent", part, None, "previous", "told", w.span(said))
                for said, party, part in old
            ),
        ),
    )
    item = Item(
        section=w.cited("196"),
        registry_number=w.cited("HSNV 2021-00233"),
        title=w.cited(f"Samverkansavtal mellan {BOARD} och {TOWN}, spädbarnverksamhet 2022"),
        span=Span(0, len(REGION_TEXT)),
        organisation=None,
        body=w.cited(BOARD),
        meeting_date=w.day("2021-10-01"),
        status="decided",
        decisions=(
            Decision(
                1,
                "approve",
                w.cited(BOARD),
                None,
                (),
                None,
                w.cited(f"{BOARD} godkänner avtalet om spädbarnsverksamhet 2022."),
            ),
            Decision(
                2,
                "fulfilled",
                None,
                None,
                (),
                None,
                w.cited("Uppdraget 2021-06-23 § 144 att förlänga mot 50 procent var förklaras fullgjort."),
                fulfils=(Reference(PartialDate(2021, 6, 23), "144", BOARD, w.span("2021-06-23 § 144")),),
            ),
        ),
        terms=terms,
        assignments=(
            Assignment(
                PartialDate(2021, 6, 23),
                "144",
                w.cited(BOARD),
                None,
                w.cited("förlänga mot 50 procent var"),
                "told",
                conditions=(Condition("terms", None, w.cited("50 procent var")),),
                shares=half(w, "50 procent var"),
            ),
        ),
        supporting_documents=(SupportingDocument(w.cited("§ 50 SN Avtal om Spädbarnsmottagning 2022"), None),),
        recipients=(Recipient(w.cited("Socialnämnden, Alingsås kommun"), "socialnamnden@alingsas.example"),),
    )
    return Reading(w.document, "minutes", None, w.cited(BOARD), w.day("2021-10-01"), items=(item,))


def town_reading(*, decided_on: str | None = None) -> Reading:
    """The committee's proposal; with `decided_on` the board's own decision under § 50."""
    text = TOWN_TEXT
    if decided_on is not None:
        text = text.replace("2021-09-08 § 264", f"{decided_on} § 50").replace("Arbetsutskottets förslag: ", "")
    w = Words(f"town-{decided_on or 'proposal'}.txt", text)
    day, section = decided_on or "2021-09-08", "50" if decided_on else "264"
    body = w.cited("Socialnämnden") if decided_on else w.cited("Arbetsutskottet")
    operative = w.cited(text[text.index("Socialnämnden godkänner") : text.index("\nKostnaden")])
    condition = Condition(
        "matching_decision", w.cited(BOARD), w.cited(f"under förutsättning att likalydande beslut fattas av {BOARD}")
    )
    basis = "decided"
    item = Item(
        section=w.cited(section),
        registry_number=w.cited("2021.055 SN"),
        title=w.cited(f"Samverkansavtal mellan {BOARD} och {TOWN} om Spädbarnsmottagning 2022"),
        span=Span(0, len(text)),
        organisation=None,
        body=body,
        meeting_date=w.day(day),
        status="decided",
        decisions=(
            Decision(
                None,
                "approve" if decided_on else "propose",
                None,
                None if decided_on else w.cited("Socialnämnden"),
                (),
                None if decided_on else "approve",
                operative,
                (condition,),
            ),
        ),
        terms=Terms(
            object=w.cited("spädbarnsverksamhet"),
            parties=(w.cited(BOARD), w.cited(TOWN)),
            periods=(
                PeriodTerm(
                    PartialDate(2022, 1, 1),
                    PartialDate(2022, 12, 31),
                    False,
                    "current",
                    basis,
                    w.span("1 januari 2022 - 31 december 2022"),
                ),
            ),
            extension=Extension(False, "excluded", None, None, None, basis, w.span("utan möjlighet till förlängning")),
            shares=half(w, "50 procent vardera"),
        ),
        assignments=(Assignment(PartialDate(2021, 6, 23), None, w.cited(BOARD), None, w.cited("robust vård"), "told"),),
        told=(
            Told(
                "other",
                w.cited("Nämnden", BOARD),
                PartialDate(2021, 10, 1),
                None,
                True,
                w.cited("Nämnden tar upp ärendet 1 oktober 2021"),
            ),
        ),
    )
    return Reading(w.document, "minutes", None, body, w.day(day), items=(item,))


def answer(*readings: Reading, on: str, known: str | None = None) -> Standing:
    found = standing_of_readings(
        readings, on=date.fromisoformat(on), known=date.fromisoformat(known) if known else None
    )
    assert len(found.agreements) == 1
    return found.agreements[0]


def test_it_waits_for_the_boards_own_decision() -> None:
    one = answer(region_reading(), town_reading(), on="2022-03-01")
    assert one.standing == "awaiting"
    assert {party.name: (party.body, party.registry_numbers, party.status) for party in one.parties} == {
        BOARD: (BOARD, ("HSNV 2021-00233",), "decided"),
        TOWN: ("Socialnämnden", ("2021.055 SN",), "proposed"),
    }
    assert {party.name: party.citations[0].section for party in one.parties} == {BOARD: "196", TOWN: "264"}
    missing = one.open[0]
    assert (missing.code, missing.party) == ("missing_minutes", TOWN)
    assert missing.values["pointer"] == "§ 50 SN"
    assert missing.values["body"] == "Socialnämnden"
    assert missing.values["ask"] == "socialnamnden@alingsas.example"
    assert [(one.party, one.kind, one.met) for one in one.conditions] == [(TOWN, "matching_decision", True)]


def test_the_terms_match_but_for_an_extension_unsaid() -> None:
    one = answer(region_reading(), town_reading(), on="2022-03-01")
    verdicts = {match.term: match.verdict for match in one.matching}
    assert verdicts["shares"] == "identical"
    assert verdicts["period"] == "equivalent"
    assert verdicts["extension"] == "cannot_tell"
    assert ("unstated_term", BOARD, "extension") in {(e.code, e.party, e.values.get("term")) for e in one.open}


def test_what_is_told_stays_told() -> None:
    one = answer(region_reading(), town_reading(), on="2022-03-01")
    rows = [
        (str(row.from_), str(row.to), [share.percent for share in row.shares], row.basis)
        for row in one.previous[0].terms
    ]
    assert rows == [
        ("2019-01-01", "2020-12-31", ["70", "30"], "told"),
        ("2021-01-01", "2021-12-31", ["70", "30"], "told"),
    ]
    assert {(str(row.date), row.section, row.status) for row in one.assignments} == {
        ("2021-06-23", "144", "fulfilled"),
        ("2021-06-23", None, "given"),
    }
    assert "told_differently" in {entry.code for entry in one.open}
    assert one.terms[0].basis == "told"
    assert not one.terms[0].confirmed
    assert [(told.by, str(told.date), told.planned) for told in one.told] == [(BOARD, "2021-10-01", True)]


@pytest.mark.parametrize(
    ("on", "known", "expected"),
    [
        ("2022-03-01", None, "in_force"),
        ("2023-01-01", None, "ended"),
        ("2021-12-01", None, "agreed"),
        ("2022-03-01", "2021-09-30", "awaiting"),
        ("2022-03-01", "2021-09-10", "proposed"),
    ],
)
def test_with_the_boards_decision(on: str, known: str | None, expected: str) -> None:
    one = answer(region_reading(), town_reading(), town_reading(decided_on="2021-09-22"), on=on, known=known)
    assert one.standing == expected
    assert [share.percent for share in one.terms[0].shares] == ["50", "50"]


def test_no_notice_no_legal_force() -> None:
    one = answer(region_reading(), town_reading(), on="2022-03-01")
    assert [(entry.party, entry.values["reason"]) for entry in one.open if entry.code == "not_final"] == [
        (BOARD, "no_notice_on_file")
    ]


def test_every_citation_is_quoted_as_printed() -> None:
    found = standing_of_readings([region_reading(), town_reading()], on=date(2022, 3, 1))
    texts = {"region.txt": REGION_TEXT, "town-proposal.txt": TOWN_TEXT}
    assert found.quotes
    for citation, words in found.quotes.items():
        assert citation.span is not None
        assert texts[citation.source][citation.span.start : citation.span.end] == words
    assert {citation.page for citation in found.quotes if citation.source == "region.txt"} == {"26 (64)"}


def test_a_staff_proposal_is_never_a_decision() -> None:
    reading = region_reading()
    (item,) = reading.items
    staff = replace(reading, kind="proposal", items=(replace(item, status="proposed"),))
    assert answer(staff, on="2022-03-01").standing == "proposed"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Hyresavtal för Storgatan 1", "Nämnden godkänner hyresavtalet med Fastighets AB."),
        ("Delårsrapport", "Nämnden godkänner delårsrapporten."),
        ("Köp av fastighet", "Nämnden godkänner köpeavtalet."),
        ("Budget 2022", "Nämnden antar budgeten."),
    ],
)
def test_what_concerns_no_cooperation_is_left_out(title: str, text: str) -> None:
    w = Words("other.txt", f"{title}\n{text}\n2021-10-01")
    item = Item(
        None,
        None,
        w.cited(title),
        Span(0, 5),
        None,
        None,
        w.day("2021-10-01"),
        "decided",
        (Decision(1, "approve", None, None, (), None, w.cited(text)),),
    )
    assert record(Reading(w.document, "minutes", items=(item,))) == ()
