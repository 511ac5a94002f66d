"""What the lines of invoices say of a share: nothing of what is not said, and figures that are none as they are written."""

from __future__ import annotations

from typing import Any

import pytest

from samverkan.core.funding.invoice_words import part_words, share_words


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
