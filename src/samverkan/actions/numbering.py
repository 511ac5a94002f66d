"""Registry numbers by the organisation's own pattern, one series a body and year; sections of minutes, one series a body and year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.register import LONGEST, matter_in
from samverkan.actions.roles import Right
from samverkan.store.models import Body, Matter, Meeting, NumberSeries
from samverkan.store.registering import say_whose_matters

if TYPE_CHECKING:
    from datetime import date

PATTERN: Final = re.compile(
    r"[^{}]*(?:\{year\}[^{}]*\{number(?::0[1-9])?\}|\{number(?::0[1-9])?\}[^{}]*\{year\})[^{}]*"
)
"""{year} and {number} once each; {number:04} is filled to four digits."""


@action(Right.KEEP_REGISTER)
def set_series(acting: Acting, *, body: Body, pattern: str, last: int = 0) -> NumberSeries:
    """How the matters of a body are numbered from now on: "SN {year}/{number:03}". `last`: the year's last number already used.

    InvalidError where the pattern lacks one of the two.
    """
    pattern = " ".join(pattern.split())
    if not PATTERN.fullmatch(pattern) or len(pattern) > 60:
        raise InvalidError("series_pattern", pattern=pattern)
    if body.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_body")
    made, _ = NumberSeries.objects.update_or_create(
        organisation=acting.organisation, body=body,
        defaults={"pattern": pattern, "year": acting.today.year, "last": last},
    )  # fmt: skip
    acting.note("series_set", body.pk, pattern=pattern, last=last)
    return made


def open_matter(acting: Acting, body: Body, title: str) -> Matter:
    """A new matter of the body under its next number; inside another action. InvalidError where the body has no series."""
    series = NumberSeries.objects.select_for_update().filter(organisation=acting.organisation, body=body).first()
    if series is None:
        raise InvalidError("series_missing", body=body.name)
    year = acting.today.year
    if series.year != year:
        series.year, series.last = year, 0
    while True:
        series.last += 1
        number = numbered(series.pattern, year, series.last)
        if not Matter.objects.filter(organisation=acting.organisation, registry_number=number).exists():
            break
    series.save()
    matter = matter_in(acting, number, title=title, body=body, opened=acting.today)
    say_whose_matters([matter.pk])
    acting.note("matter_registered", matter.pk, registry_number=number)
    return matter


def numbered(pattern: str, year: int, number: int) -> str:
    """The registry number of a pattern."""
    return pattern.replace("{year}", str(year)).format(number=number)[:LONGEST]


def last_section(body: Body, day: date, *, but: Meeting) -> int:
    """The last § that the body has used in the year of a day, in other meetings than one; 0: none."""
    used = (
        Meeting.objects.filter(body=body, day__year=day.year).exclude(pk=but.pk).values_list("items__item", flat=True)
    )
    numbers = [one.get("section", "") for one in used if one]
    return max((int(one) for one in numbers if one.isdecimal()), default=0)
