"""A stored time is shown as the day it was in Sweden: half past midnight there is still yesterday in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import samverkan.web
from samverkan.web.tags import day_of

_TEMPLATES = Path(samverkan.web.__file__).parent / "templates"


def test_the_day_of_a_stored_time_is_the_one_in_sweden() -> None:
    assert day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert day_of(datetime(2026, 6, 30, 21, 30, tzinfo=UTC)) == date(2026, 6, 30)


def test_no_page_takes_the_day_of_a_stored_time_as_it_is_in_utc() -> None:
    for path in _TEMPLATES.rglob("*.html"):
        assert not re.search(r"\.date\b", path.read_text(encoding="utf-8")), path
