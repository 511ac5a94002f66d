"""Whether a paper is in Swedish."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import ENGLISH, PROSE

from samverkan.outside.language import language_findings, language_of
from samverkan.outside.reading import read_file

EXAMPLES = Path(__file__).parents[2] / "examples"

NORWEGIAN = (
    "Kommunestyret vedtar avtalen mellom kommunen og fylket om samarbeid for familier. Saken ble behandlet av "
    "utvalget, som ikke hadde merknader til forslaget fra rådmannen. Avtalen gjelder fra januar og skal følges opp "
    "etter ett år. Det er en forutsetning at begge parter er enige om hvordan kostnadene skal deles, og at de også "
    "blir fulgt opp av styret."
)
FINNISH = (
    "Kaupunginhallitus päättää hyväksyä sopimuksen ja esittää sen kunnan hallitukselle. Asia on valmisteltu yhdessä, "
    "mutta se ei ole vielä valmis. Sopimuksen mukaan kustannukset jaetaan tasan, ja hallitus voi tehdä siitä "
    "päätöksen, kun asia on käsitelty. Tämä on myös se syy, että päätös tehdään nyt eikä ensi vuonna, ja se on tärkeä "
    "tai jopa pakollinen asia."
)


@pytest.mark.parametrize(("text", "language"), [(PROSE, "sv"), (ENGLISH, "en"), (NORWEGIAN, "no"), (FINNISH, "fi")])
def test_the_language_is_told_by_its_small_words(text: str, language: str) -> None:
    assert language_of(text) == language
    assert [finding.values for finding in language_findings(text)] == (
        [] if language == "sv" else [{"language": language}]
    )


def test_too_short_a_text_is_not_judged() -> None:
    assert language_findings("The board approves.") == ()


SHORT = {
    "no": "Møteprotokoll\nKommunestyret\nDato: 12.03.2021\nSak 12/21 Avtale om samarbeid\nVedtak:\nKommunestyret vedtar avtalen.",
    "da": "Referat\nByrådet 12. marts 2021\nPunkt 12 Samarbejde\nBeslutning\nByrådet godkender aftalen med regionen.",
    "fi": "Pöytäkirja\nKaupunginhallitus 12.3.2021\n§ 12 Sopimus\nPäätös\nKaupunginhallitus hyväksyi sopimuksen.",
    "en": "Minutes\nBoard meeting 12 March 2021\n§ 12 Agreement\nDecision\nThe board approves the agreement.",
    "de": "Niederschrift\nGemeinderat 12. März 2021\n§ 12 Vertrag\nBeschluss\nDer Gemeinderat beschließt den Vertrag.",
}


@pytest.mark.parametrize("language", SHORT)
def test_a_few_lines_of_minutes_tell_their_language(language: str, tmp_path: Path) -> None:
    assert language_of(SHORT[language]) == language
    path = tmp_path / "a.txt"
    path.write_text(SHORT[language], encoding="utf-8")
    found = read_file(path).findings
    assert [one.code for one in found] == ["not_swedish"], "no remedy that does not help"


def test_no_few_lines_of_a_swedish_paper_are_another_language() -> None:
    for paper in sorted(EXAMPLES.rglob("*.txt")):
        words = paper.read_text(encoding="utf-8").split()
        for size in (6, 12, 20, 39):
            for at in range(0, len(words), 3):
                lines = " ".join(words[at : at + size])
                assert language_of(lines) in ("sv", None), lines


def test_swedish_with_a_quotation_in_another_language_is_swedish() -> None:
    assert language_of(PROSE + ENGLISH[:200] + PROSE) == "sv"


def test_a_list_of_names_is_in_no_language() -> None:
    assert language_of("Anna Berg Åke Ström Eva Lind " * 20) is None
    assert language_of("qwrt zxcv plkm " * 300) == "und"
