"""Whether a paper is in Swedish."""

from __future__ import annotations

import pytest
from making import ENGLISH, PROSE

from samverkan.outside.language import language_findings, language_of

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


def test_swedish_with_a_quotation_in_another_language_is_swedish() -> None:
    assert language_of(PROSE + ENGLISH[:200] + PROSE) == "sv"


def test_a_list_of_names_is_in_no_language() -> None:
    assert language_of("Anna Berg Åke Ström Eva Lind " * 20) is None
    assert language_of("qwrt zxcv plkm " * 300) == "und"
