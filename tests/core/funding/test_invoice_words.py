"""What the lines of invoices say of a share: nothing of what is not said, and figures that are none as they are written."""

from __future__ import annotations

from typing import Any

import pytest

from samverkan.core.funding.invoice_words import part_words, share_words, with_names


@pytest.mark.parametrize(
    ("measure", "percent", "value", "said"),
    [
        ("percent", "12.5", None, "Andel 12,5 procent"),
        ("percent", None, None, "Andel"),
        ("percent", None, "hälften", "Andel hälften"),
        ("fraction", None, "1/3", "Andel 1/3"),
        ("amount", None, "NaN", "Fast belopp NaN kronor om året"),
        ("per_inhabitant", None, "Infinity", "Belopp Infinity kronor per invånare och år"),
        ("amount", None, "120 000", "Fast belopp 120\N{NO-BREAK SPACE}000 kronor om året"),
        ("other", None, None, "Andel"),
    ],
)
def test_a_share_is_said_as_it_is_written(measure: str, percent: str | None, value: str | None, said: str) -> None:
    share: dict[str, Any] = {"party": "A", "measure": measure, "percent": percent, "value": value}
    assert share_words([share], "A") == said
    interval = {"shares": [share], "parts": [{"party": "A", "ore": 100}]}
    assert "None" not in part_words(interval, "A", part=100, base=200, planned=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kostnad i er egen bokföring, den del som gäller dessa dagar", "Kostnad i Bs egen bokföring, den del som gäller dessa dagar"),
        ("Intäkt i er egen bokföring", "Intäkt i Bs egen bokföring"),
        ("Kostnad enligt budget hos er", "Kostnad enligt budget hos B"),
        ("Andel, den del som gäller 5 kronor i er bokföring", "Andel, den del som gäller 5 kronor i Bs bokföring"),
        ("Andel, den del som gäller 5 kronor i vår bokföring", "Andel, den del som gäller 5 kronor i Lindås bokföring"),
        ("Bidrag och avgifter som bara gäller er", "Bidrag och avgifter som bara gäller B"),
        ("Bidrag och avgifter som bara gäller oss", "Bidrag och avgifter som bara gäller Lindås"),
        ("Fakturerat av er tidigare: 14", "Fakturerat av B tidigare: 14"),
        ("Betalning enligt avtalet", "Betalning enligt avtalet"),
    ],
)  # fmt: skip
def test_on_a_page_that_both_read_each_is_named(text: str, said: str) -> None:
    assert with_names(text, "Lindås", "B") == said
