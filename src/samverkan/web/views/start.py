"""Start: what needs somebody, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.actions.roles import Right
from samverkan.web.page import page

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


@page("web/start.html", may=Right.SEE_JOINT)
def start(asked: Asked) -> dict[str, Any]:
    """The first page after login."""
    return {"today": asked.today}
