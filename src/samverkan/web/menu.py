"""The menu: which pages it leads to, in which order, and the right that each asks for.

The daily work stands in a row; what is looked after now and then is unfolded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.urls import reverse

from samverkan.actions.roles import Right

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from samverkan.web.asked import Asked


class _Entry(NamedTuple):
    """A page by the name of its route, the code of its word, and who is led there."""

    route: str
    word: str
    may: Right = Right.SEE_JOINT


class Way(NamedTuple):
    """An entry for one reader. `here`: "page" on the page itself, "true" on one below it."""

    address: str
    word: str
    here: str


_DAILY: Final = (
    _Entry("start", "pages:menu.start"),
    _Entry("agreements", "pages:menu.agreements"),
    _Entry("matters", "registers:matters"),
    _Entry("meetings", "registers:meetings"),
    _Entry("deciding", "deciding:heading", Right.SEE),
    _Entry("assignments", "registers:assignments"),
    _Entry("documents", "documents:menu.documents", Right.SEE),
    _Entry("queue", "documents:menu.queue", Right.REVIEW),
)
_AT_TIMES: Final = (
    _Entry("conditions", "following:conditions"),
    _Entry("invoices", "invoicing:invoices", Right.SEE),
    _Entry("bodies", "registers:bodies"),
    _Entry("register", "records:menu.register", Right.SEE),
    _Entry("retention", "records:menu.retention", Right.ARCHIVE),
    _Entry("logs", "logs:heading", Right.READ_LOGS),
    _Entry("people", "people:people", Right.MANAGE_PEOPLE),
    _Entry("tokens", "tokens:menu", Right.MANAGE_TOKENS),
)


def daily(asked: Asked) -> list[Way]:
    """The pages of the daily work that the reader may see."""
    return [*_ways(_DAILY, asked)]


def at_times(asked: Asked) -> list[Way]:
    """The others."""
    return [*_ways(_AT_TIMES, asked)]


_MONEY: Final = ("money", "costs", "budgets", "money-rules")


def of_money(asked: Asked, agreement: UUID) -> list[Way]:
    """The pages of an agreement's money, in the order of the work."""
    path, dates = asked.request.path, f"?{asked.dates}" if asked.dates else ""
    ways = []
    for route in _MONEY:
        address = reverse(route, kwargs={"id": agreement})
        here = "page" if path == address else "true" if path.startswith(f"{address}/") and route != "money" else ""
        ways.append(Way(address + dates, f"money:way.{route}", here))
    return ways


def _ways(entries: Iterable[_Entry], asked: Asked) -> Iterable[Way]:
    path, dates = asked.request.path, f"?{asked.dates}" if asked.dates else ""
    for entry in entries:
        if asked.may(entry.may):
            address = reverse(entry.route)
            below = address != "/" and path.startswith(f"{address}/")
            yield Way(address + dates, entry.word, "page" if path == address else "true" if below else "")
