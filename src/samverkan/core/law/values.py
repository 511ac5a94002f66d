"""The kinds of values that the rules are asked about: bodies, decisions, notices, sets of sections, appeals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from samverkan.core.law.rule import Answer


class Body(StrEnum):
    """What kind of body acts, as the statute divides them."""

    FULLMAKTIGE = "fullmaktige"  # and the deciding assembly of a kommunalförbund
    BOARD = "board"  # nämnd, styrelse, and those who decide for it: utskott, delegates
    JOINT_BOARD = "joint_board"  # gemensam nämnd
    STEERING_GROUP = "steering_group"  # styrgrupp: no body under KL


class Character(StrEnum):
    """What a decision does to the matter (KL 13:2)."""

    FINAL = "final"
    PREPARATORY = "preparatory"  # rent förberedande, such as a proposal to another body
    EXECUTIVE = "executive"  # rent verkställande


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The notice that minutes are justerade, on one board; the board is named by its organisation.

    `posted`, `removed`: the days it was put up and taken down, None where not told. `seen`: the latest day on which
    it is known to have been up still.
    """

    board: str
    posted: date | None
    removed: date | None = None
    seen: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Justering:
    """One justering: the sections it covers, and the day each who must sign did so, None where that is not on file."""

    sections: tuple[str, ...]
    signed: Mapping[str, date | None]
    refused: tuple[str, ...] = ()
    immediate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal: whether it came in in time, the day the court's ruling became final, and its outcome."""

    in_time: Answer
    ended: date | None = None
    annulled: bool | None = None
