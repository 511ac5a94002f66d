"""Two who fill in the same form: which row the form was opened on in; what each of them has changed, put together, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


def seen_in(asked: Asked) -> int | None:
    """The key of the row that the form was opened on, 0: there was none; None where the form does not say."""
    said = asked.request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def merged(old: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """What I wrote where I have changed the old, else what they have saved. An empty value is the same as none."""
    found: dict[str, Any] = {}
    for key in dict.fromkeys((*theirs, *mine)):
        before, my, their = (one.get(key) or None for one in (old, mine, theirs))
        if isinstance(my, Mapping) and isinstance(their, Mapping):
            found[key] = merged(before or {}, my, their)
        else:
            found[key] = their if my == before else my
    return {key: value for key, value in found.items() if value is not None}


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The keys whose values differ."""
    return [key for key in dict.fromkeys((*old, *new)) if (old.get(key) or None) != (new.get(key) or None)]
