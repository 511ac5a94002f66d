"""Several assignments that one § gives, told apart by their words: what is given and told in, which of them each is of out.

The derivation and the register ask here alike, so that they never tell one § differently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from samverkan.core.standing.subjects import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")


def told_apart(given: Iterable[T], paper: Callable[[T], object], words: Callable[[T], str]) -> list[T]:
    """The first that gives each: those that one paper's points give; none where no paper gives more than one.

    `paper`: the paper that gives it; None where it is only told of.
    """
    by: dict[object, dict[frozenset[str], T]] = {}
    for one in given:
        giver = paper(one)
        if giver is not None and words(one):
            by.setdefault(giver, {}).setdefault(stems(words(one)), one)
    most = max(by.values(), key=len, default={})
    return list(most.values()) if len(most) > 1 else []


def most_like(text: str, every: Sequence[str]) -> set[int]:
    """Which of them the words are most like; all where none is more so than another."""
    said = stems(text)
    scores = [len(said & stems(one)) for one in every]
    best = max(scores, default=0)
    return {scores.index(best)} if best and scores.count(best) == 1 else set(range(len(every)))
