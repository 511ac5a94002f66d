"""The first sentence says by itself whether the agreement holds on the day, on what terms, and what is missing."""

from __future__ import annotations

import re

import pytest
from two_bodies import (
    IF_REGION,
    agreement,
    answers,
    committee,
    region,
    region_approves,
    town,
    town_approves,
)

from samverkan.cli.standing_text import standing_lines

R, T = region(region_approves()), town(town_approves())
HALF = "Region Sundland svarar för 50 procent och Nordvik kommun för 50 procent av kostnaderna."
NOTICE = town(
    "Socialnämnden säger upp samverkansavtalet med Region Sundland om ungdomsmottagningen i Nordvik.",
    day="2024-09-18", section=60, title="Uppsägning av samverkansavtal om ungdomsmottagningen i Nordvik",
)  # fmt: skip
LONGER = region(
    "att förlänga samverkansavtalet med Nordvik kommun om ungdomsmottagningen i Nordvik till och med den 31 december 2027.",
    day="2025-05-20", section=40, title="Förlängning av samverkansavtal om ungdomsmottagningen i Nordvik",
    number="HSN 2025-00100",
)  # fmt: skip
UNDONE = town(
    "Socialnämnden upphäver sitt beslut 2023-11-08 § 44 om samverkansavtal med Region Sundland om ungdomsmottagningen i "
    "Nordvik.",
    day="2024-02-14", section=9, title="Upphävande av beslut om samverkansavtal om ungdomsmottagningen i Nordvik",
)  # fmt: skip
IF_BUDGET = ", under förutsättning att kommunfullmäktige anslår medel i budget 2024"
SIXTY = "Region Sundland 60 %, Nordvik kommun 40 %"
WAITS = f"; villkoren som väntar är 1 januari 2024 – 31 december 2025, {SIXTY} (beslutat)."
SV = [
    ([R, T], "2024-03-01", f"Gäller den 1 mars 2024 till och med 31 december 2025, med fördelningen {SIXTY} (beslutat); inget "
     "som krävs saknas, men 3 saker är osäkra."),
    ([R, T], "2023-12-01", f"Gäller inte än den 1 december 2023 men är överenskommet till och med 31 december 2025, med "
     f"fördelningen {SIXTY} (beslutat): det börjar gälla 1 januari 2024; inget som krävs saknas, men 3 saker är osäkra."),
    ([R, T], "2023-10-20", "Gäller inte den 20 oktober 2023, så vitt handlingarna visar: socialnämnden i Nordvik kommun "
     f"beslutade först senare (§ 44, 8 november 2023){WAITS}"),
    ([R, T], "2026-01-01", "Gäller inte den 1 januari 2026: det gällde till och med 31 december 2025."),
    ([R, committee()], "2024-03-01", "Gäller inte den 1 mars 2024, så vitt handlingarna visar: för socialnämnden i Nordvik "
     f"kommun finns bara ett förslag till beslut (§ 30, 25 oktober 2023), inget beslut{WAITS}"),
    ([R, town("Ärendet bordläggs.")], "2024-03-01", "Gäller inte den 1 mars 2024, så vitt handlingarna visar: socialnämnden i "
     f"Nordvik kommun har bordlagt ärendet (§ 44, 8 november 2023){WAITS}"),
    ([R, town("Ärendet utgår.")], "2024-03-01",
     "Gäller inte den 1 mars 2024: socialnämnden i Nordvik kommun har låtit ärendet utgå (§ 44, 8 november 2023)."),
    ([R, town("Socialnämnden avslår förslaget till samverkansavtal med Region Sundland om ungdomsmottagningen i Nordvik.")],
     "2024-03-01", "Gäller inte den 1 mars 2024: socialnämnden i Nordvik kommun har sagt nej (§ 44, 8 november 2023)."),
    ([R, town(town_approves(shares=HALF))], "2024-03-01", "Gäller inte den 1 mars 2024, så vitt handlingarna visar: parterna "
     "säger olika om fördelningen; villkoren som väntar är 1 januari 2024 – 31 december 2025 (beslutat)."),
    ([R, town(town_approves(condition=IF_BUDGET, shares=""))], "2024-03-01", "Gäller inte den 1 mars 2024, så vitt handlingarna "
     "visar: Nordvik kommun har beslutat på ett villkor som inte är visat uppfyllt (”under förutsättning att "
     f"kommunfullmäktige anslår medel i budget 2024”){WAITS}"),
    ([R, T, UNDONE], "2024-03-01", "Gäller inte den 1 mars 2024, så vitt handlingarna visar: socialnämnden i Nordvik kommun har "
     f"upphävt sitt beslut (§ 9, 14 februari 2024), som gällde till dess{WAITS}"),
    ([R, T, agreement(), NOTICE], "2025-03-18", f"Gäller den 18 mars 2025 som är sista dagen, med fördelningen {SIXTY} (enligt "
     "avtalet); inget som krävs saknas, men en sak är osäker."),
    ([R, T, agreement(), NOTICE], "2025-03-19", "Gäller inte den 19 mars 2025: det gällde till och med 18 mars 2025; "
     "socialnämnden i Nordvik kommun har sagt upp avtalet (§ 60, 18 september 2024) till 18 mars 2025."),
    ([R, T, NOTICE], "2025-03-19", "Det går inte att avgöra om avtalet gäller den 19 mars 2025: socialnämnden i Nordvik kommun har "
     "sagt upp avtalet (§ 60, 18 september 2024), men det framgår inte när det slutar gälla."),
    ([R, T, agreement(), LONGER], "2025-07-01", "Gäller den 1 juli 2025 till och med 31 december 2025, med fördelningen "
     f"{SIXTY} (enligt avtalet); Nordvik kommun har inte beslutat om förlängningen till 31 december 2027."),
    ([R, T, agreement(), LONGER], "2026-03-01", "Gäller inte den 1 mars 2026: det gällde till och med 31 december 2025; Nordvik "
     "kommun har inte beslutat om förlängningen till 31 december 2027."),
    ([R, T, agreement(shares=(55, 45))], "2024-03-01", "Gäller den 1 mars 2024 till och med 31 december 2025, med fördelningen "
     "Region Sundland 55 %, Nordvik kommun 45 % (enligt avtalet); avtalets text och protokollen säger olika om fördelningen."),
]  # fmt: skip


def sentence(papers: list[str], on: str, language: str = "sv") -> str:
    """The printed answer's sentences, as one line."""
    lines = list(standing_lines(answers(*papers, on=on), language))  # type: ignore[arg-type]
    start = next(n for n, line in enumerate(lines) if line.startswith("===")) + 1
    as_of = next(n for n, line in enumerate(lines) if line.startswith(("Svaret gäller", "The answer is for")))
    return " ".join(lines[start:as_of]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("papers", "on", "expected"), SV)
def test_it_says_whether_it_holds_on_what_terms_and_what_is_missing(papers: list[str], on: str, expected: str) -> None:
    said = sentence(papers, on)
    assert (
        said.removesuffix(
            " Hälso- och sjukvårdsnämnden i Region Sundland och socialnämnden i Nordvik kommun har beslutat."
        )
        == expected
    )


@pytest.mark.parametrize(("papers", "on", "_expected"), SV)
def test_it_says_the_same_in_english(papers: list[str], on: str, _expected: str) -> None:
    said, swedish = sentence(papers, on, "en"), sentence(papers, on)
    assert said.startswith("In force on ") == swedish.startswith("Gäller den ")
    assert said.startswith("It cannot be told") == swedish.startswith("Det går inte att avgöra")
    assert not {"{", "_"} & set(said)
    assert said.count(" %") == swedish.count(" %")


def test_the_english_sentence() -> None:
    assert sentence([R, town("Ärendet utgår.")], "2024-03-01", "en") == (
        "Not in force on 1 March 2024: Socialnämnden of Nordvik kommun has withdrawn the matter (§ 44, 8 November 2023)."
    )


def test_a_paper_that_names_no_party() -> None:
    garbled = "§ 4\n\nSamverkansavtal\n\nBeslut\nGodkänna samverkansavtalet.\n"
    printed = "\n".join(standing_lines(answers(garbled), "sv"))
    assert "handlingarna nämner färre än två parter" in printed
    assert "okänd part" in printed
    for ugly in ("()", "?:", "(?)", "av ?", "när ?"):
        assert ugly not in printed


def test_nobody_is_said_to_be_all_parties() -> None:
    """An agreement's text whose parties are lost."""
    text = agreement().split("För Region Sundland")[0].replace("\nmellan Region Sundland och Nordvik kommun", "")
    text = re.sub(r"(?s)(§ 1 Parter\n).*?(?=§ 2)", r"\1\n", text)
    text = re.sub(r"(?s)(§ 3 Kostnader\n).*?(?=§ 4)", r"\1Kostnaden delas lika.\n\n", text)
    printed = "\n".join(standing_lines(answers(text), "sv"))
    assert "alla parter (okända)" in printed
    assert "()" not in printed


def test_a_share_in_money_has_its_unit() -> None:
    fee = "Nordvik kommun betalar 15 kronor per invånare och år."
    papers = [region(region_approves(shares=fee)), town(town_approves(shares=fee, condition=IF_REGION))]
    assert "Nordvik kommun 15 kr per invånare" in sentence(papers, "2024-03-01")
