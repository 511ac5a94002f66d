"""What people write for a decision holds no personal identity number: said when it is saved, with the place, not at the last signature.

A meeting, an item or a clause in; InvalidError `identity_number_in_FIELD` out, with the number of the line or row where there are
several and, of minutes, the §.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.actions.acting import InvalidError
from samverkan.core.identity import identity_numbers
from samverkan.core.writing.meeting_json import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.deciding import Item, Meeting
    from samverkan.core.deciding.clause import Clause


def refuse_identity_numbers(kept: Item | Meeting | Clause, where: str = "") -> None:
    """Refuse what holds one; `where`: what to say before the field, "§ 3: "."""
    for field, written in to_json(kept).items():
        if field == "items":
            continue
        rows = written if isinstance(written, list) else [written]
        for number, row in enumerate(rows, 1):
            if any(_holds(text) for text in _texts(row)):
                raise InvalidError(f"identity_number_in_{field}", where=where, number=number)


def refuse_in_minutes(meeting: Meeting) -> None:
    """The same of a meeting and each of its items."""
    refuse_identity_numbers(meeting)
    for item in meeting.items:
        refuse_identity_numbers(item, f"§ {item.section}: ")


def refuse_in_words(text: str) -> None:
    """The same of words alone: a comment, a reason."""
    if _holds(text):
        raise InvalidError("identity_number_in_words")


def _holds(text: str) -> bool:
    return any(True for _ in identity_numbers(text))


def _texts(written: Any) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    elif isinstance(written, list | dict):
        for one in written.values() if isinstance(written, dict) else written:
            yield from _texts(one)
