"""The accessibility statement (lag 2018:1937, 12 §), for everybody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from samverkan.web.page import ANYBODY, page
from samverkan.words import say, written

if TYPE_CHECKING:
    from samverkan.web.asked import Asked

LOOKED_OVER: Final = date(2026, 11, 22)
"""The day on which the statement was last held against the pages."""


@page("web/people/accessibility.html", may=ANYBODY)
def accessibility(asked: Asked) -> dict[str, Any]:
    """Who answers for the pages, what is not accessible, how to report it."""
    return {
        "office": settings.OFFICE or say("people", "access.office", {}, asked.language),
        "contact": settings.CONTACT,
        "day": written(LOOKED_OVER, asked.language),
    }
