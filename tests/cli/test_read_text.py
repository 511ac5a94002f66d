"""What `samverkan read` prints for a person: the sentence first, the unknown as unknown, the words where they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from making import PROSE

from samverkan.cli.main import main
from samverkan.cli.pen import Pen
from samverkan.cli.read_text import reading_lines
from samverkan.core.dates import PartialDate
from samverkan.core.findings import Finding
from samverkan.core.reading import values
from samverkan.core.reading.values import Assignment, Condition, Decision, Item, Reading, Reference, Share, Terms, Told
from samverkan.core.sources import Cited, Document, Page, Span
from samverkan.words import LANGUAGES, Language, say

EXAMPLES = Path(__file__).parents[2] / "examples"
PAPERS = sorted(EXAMPLES.rglob("*.txt"))
TEXT = "Socialnämnden beslutar att godkänna avtalet. " * 20
DOCUMENT = Document("a.txt", "", TEXT, (Page(0, 100, "1 (2)"), Page(100, len(TEXT), "2 (2)")))
DAY = PartialDate(2021, 9, 8)


def cited(value: str = "Socialnämnden", start: int = 0) -> Cited[str]:
    return Cited(value, Span(start, start + 13))


def printed(reading: Reading, language: Language = "sv") -> str:
    return "\n".join(reading_lines(reading, language))


def asked(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["read", str(path), *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "vastana/2024-06-18-halso-och-sjukvardsnamnden-93",
            "Protokoll från hälso- och sjukvårdsnämnden i Region Västana, 18 juni 2024. 3 ärenden, 5 beslut.",
        ),
        (
            "vastana/2024-05-22-socialnamndens-arbetsutskott-58",
            "Protokoll från socialnämndens arbetsutskott i Lindmora kommun, 22 maj 2024. 1 ärende, 1 beslut.",
        ),
    ],
)
def test_one_sentence_says_what_the_paper_is(name: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(EXAMPLES / f"{name}.txt", capsys).splitlines()[0] == sentence


def test_an_agreement_is_introduced_by_its_parties() -> None:
    shares = tuple(
        Share(cited(name), "percent", percent, None, "current", "agreed", Span(0, 3))
        for name, percent in (("Region Västana", "70"), ("Lindmora kommun", "30"))
    )
    terms = Terms(cited("Lärkan"), parties=(shares[0].party, shares[1].party), shares=shares)
    item = Item(None, None, None, Span(0, 50), None, None, None, None, terms=terms)
    shown = printed(Reading(DOCUMENT, "agreement", items=(item,)))
    assert shown.startswith(
        "Avtal mellan Region Västana och Lindmora kommun om Lärkan; om det är undertecknat framgår inte.\n"
    )
    assert (
        "Kostnad: Region Västana 70\N{NO-BREAK SPACE}%, Lindmora kommun 30\N{NO-BREAK SPACE}% (enligt avtalet)" in shown
    )


def test_one_yardstick_for_all_is_said_once() -> None:
    shares = tuple(
        Share(cited(name), "other", None, "efter folkmängd", "current", "agreed", Span(0, 3)) for name in "AB"
    )
    item = Item(None, None, None, Span(0, 50), None, None, None, None, terms=Terms(shares=shares))
    assert "Kostnad: A och B: efter folkmängd (enligt avtalet)" in printed(
        Reading(DOCUMENT, "agreement", items=(item,))
    )


def test_a_committee_only_proposes(capsys: pytest.CaptureFixture[str]) -> None:
    shown = " ".join(asked(EXAMPLES / "vastana/2024-05-22-socialnamndens-arbetsutskott-58.txt", capsys).split())
    assert re.search("rbetsutskott(et)? föreslår att socialnämnden godkänner: ”", shown)
    assert "Villkor: likalydande beslut av hälso- och sjukvårdsnämnden" in shown


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_what_is_quoted_stands_there(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = " ".join(asked(paper, capsys).split())
    text = paper.read_bytes().decode()
    quotes = re.findall(r"”([^”]*)” \[(?:[^\]]*: )?(\d+)–(\d+)\]", shown)
    assert quotes
    for words, start, end in quotes:
        there = "".join(text[int(start) : int(end)].split())
        head, _, tail = "".join(words.split()).partition("…")
        assert there.startswith(head[:20]), words
        assert there.endswith((tail or head)[-20:]), words


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_both_languages_say_all_of_it(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swedish, english = (asked(paper, capsys, "--lang", language) for language in LANGUAGES)
    place = r"\[(?:[sp]\.[^\]]*: ?)?(\d+–\d+)\]"
    assert re.findall(place, "".join(swedish.split())) == re.findall(place, "".join(english.split()))
    assert not re.search(r"framgår inte|Avtalstid|Skickas till|enligt avtalet", english)
    assert "–\n" not in swedish
    assert not re.search(r"\b(?:None|term|kind|act|head)\b\.?\w*", swedish)


def test_what_is_uncertain_comes_before_the_items() -> None:
    flaw = Finding("date_lost", {"source": "a.txt", "page": "1 (2)", "line": 3, "words": "till och med"}, Span(5, 9))
    item = Item(cited("7"), None, None, Span(0, 50), None, None, None, "decided")
    lines = printed(Reading(DOCUMENT, "minutes", items=(item,), findings=(flaw,))).splitlines()
    assert lines[0] == "Protokoll (vems framgår inte), dag framgår inte. 1 ärende, inga beslut."
    assert lines.index("Osäkert") < lines.index("Om handlingen") < lines.index("§ 7  Rubrik framgår inte")
    assert lines[lines.index("Osäkert") + 1].startswith("  * a.txt, s. 1 (2), rad 3: ")
    about = lines[lines.index("Om handlingen") + 1 :][:4]
    assert about == [f"  {name}: framgår inte" for name in ("Organisation", "Organ", "Justerare", "Anslag")]
    assert "  Inget beslut framgår." in lines


def test_unknown_terms_are_said_to_be_unknown() -> None:
    minutes = Item(cited("7"), None, None, Span(0, 50), None, None, None, "decided", terms=Terms())
    shown = printed(Reading(DOCUMENT, "minutes", items=(minutes,)))
    assert [line.strip() for line in shown.splitlines() if line.startswith("    ")] == [
        f"{name}: framgår inte" for name in ("Parter", "Avtalstid", "Förlängning", "Kostnad")
    ]
    agreement = Item(None, None, None, Span(0, 50), None, None, None, None, terms=Terms())
    shown = printed(Reading(DOCUMENT, "agreement", items=(agreement,)))
    assert shown.count(": framgår inte\n") + shown.endswith(": framgår inte") == 11
    assert "mellan vilka framgår inte" in shown


def test_the_page_is_said_once_an_item_and_where_it_turns() -> None:
    pen = Pen(DOCUMENT, "sv")
    assert pen.at(Span(3, 9)) == "[s.\xa01\xa0(2):\xa03–9]"
    pen.begin(Span(3, 200))
    assert pen.at(Span(3, 9)) == "[3–9]"
    assert pen.at(Span(150, 160)) == "[s.\xa02\xa0(2):\xa0150–160]"


def test_long_words_are_quoted_from_both_ends() -> None:
    quoted = Pen(DOCUMENT, "sv").quote(Cited(TEXT, Span(0, len(TEXT))))
    assert len(quoted) < 340
    assert re.search(r"\w … \w", quoted)
    assert quoted.startswith("”Socialnämnden beslutar")


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Socialnämnden", "socialnämnden"),
        ("Hälso- och sjukvårdsnämnden", "hälso- och sjukvårdsnämnden"),
        ("Nämnden", "nämnden"),
        ("Kommunstyrelsen", "kommunstyrelsen"),
        ("Västra hälso- och sjukvårdsnämnden", "Västra hälso- och sjukvårdsnämnden"),
        ("Region Västana", "Region Västana"),
        ("Alingsås kommun", "Alingsås kommun"),
        ("SN", "SN"),
    ],
)
def test_names_inside_a_sentence(name: str, inside: str) -> None:
    assert Pen(DOCUMENT, "sv").within(name) == inside


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_reading_has_its_words(language: Language) -> None:
    codes = [f"kind.{one}" for one in get_args(values.Kind)]
    codes += [f"act.{one}" for one in get_args(values.Act)]
    codes += [f"condition.{one}" for one in get_args(values.ConditionKind)]
    codes += [f"basis.{one}" for one in get_args(values.Basis)]
    codes += [f"extension.{one}" for one in get_args(values.Mode)]
    filled = {"by": "", "to": "", "on": ""}
    assert [code for code in codes if say("reading", code, filled, language) == code] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("act", get_args(values.Act))
def test_every_act_in_every_shape_is_said(act: values.Act, language: Language) -> None:
    condition = Condition("time", None, cited())
    reference = Reference(None, None, None, Span(0, 5))
    for to, by in ((None, None), (cited("Nämnden"), cited())):
        decisions = tuple(
            Decision(1, one, by, to, (cited("Kommunstyrelsen"),), inner, cited(), (condition,), (reference,))
            for one, inner in ((act, None), ("propose", act))
        )
        share = Share(cited("A"), "amount", None, "1234567.50", "current", "told", Span(0, 3))
        assignment = Assignment(DAY, "4", by, to, cited(), "told", (condition,), (share,))
        item = Item(None, None, None, Span(0, 9), None, None, None, "decided", decisions, None, (assignment,),
                    (Told(act, by, None, None, True, cited()),))  # fmt: skip
        shown = printed(Reading(DOCUMENT, "minutes", items=(item,)), language)
        assert not re.search(r"\b(?:None|act|condition|head|term)\.|{", shown)
        assert "1\xa0234\xa0567,50" in shown


def test_json_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text(PROSE, encoding="utf-8")
    assert asked(paper, capsys, "--json").startswith("[\n{")
    assert not asked(paper, capsys).startswith("[")
