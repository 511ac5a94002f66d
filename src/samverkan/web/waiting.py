"""Who waits for whom as what the picture and the table show: an agreement's conditions and arrows in, places and words out.

The picture is drawn by the server, with presentation attributes and classes alone. Its parties stand below each other; what
else they wait for stands beside. Everything it shows the table says, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from samverkan.actions.roles import Right
from samverkan.core.writing.standing_json import rule_code
from samverkan.core.writing.waiting import arrows, waiting
from samverkan.web.citing import cites
from samverkan.words import say
from samverkan.words.proofs import name_of, say_proof, when, who
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import Standing
    from samverkan.core.writing.waiting import Arrow, Waiting
    from samverkan.web.asked import Asked
    from samverkan.web.citing import Cite

WIDTH: Final = 720
_BOX: Final = 300
_HIGH: Final = 44
_STEP: Final = 104
_TOP: Final = 10
_LEFT: Final = 60
_RIGHT: Final = 410
_LETTERS: Final = 38
_DECIDED: Final = frozenset({"matching_decision", "other_decision"})
"""The conditions that a decision of the one waited for meets."""
_STATE: Final[Mapping[bool | None, str]] = {True: "met", False: "failed", None: "open"}


class Box(NamedTuple):
    """A party, another body, or what is waited for."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    text_x: int
    text_y: int
    name: str


class Line(NamedTuple):
    """An arrow: its path, the heads at its ends, its state and its words."""

    kind: str
    path: str
    heads: Sequence[str]
    text_x: int
    text_y: int
    anchor: str
    label: str


class Drawn(NamedTuple):
    """The picture of one agreement."""

    id: str
    width: int
    height: int
    title: str
    said: str
    boxes: Sequence[Box]
    lines: Sequence[Line]


class Row(NamedTuple):
    """A condition in the table. `state`: open, failed or met; `doing`: what one can do, and where."""

    whose: str
    since: str
    kind: str
    words: str
    cites: Sequence[Cite]
    whom: str
    state: str
    word: str
    why: str
    by: Sequence[Cite]
    doing: str
    address: str


def picture(answer: Standing, facts: Iterable[Fact], asked: Asked, key: str, *, met: bool = True) -> Drawn | None:
    """Who waits for whom in the agreement; None where nobody waits for anything.

    `key` tells its labels from others'; `met`: the conditions that are met, too, as in the table.
    """
    found = arrows(one for one in waiting(answer, facts) if met or one.condition.met is not True)
    return _Sheet(answer, found, asked, key).drawn() if found else None


def rows(
    answer: Standing, facts: Iterable[Fact], quotes: Mapping[Citation, str], agreement: UUID, asked: Asked, *, met: bool
) -> list[Row]:  # fmt: skip
    """The agreement's conditions, those that are met only where they are asked for."""
    return [
        _row(one, answer, quotes, agreement, asked)
        for one in waiting(answer, facts)
        if met or one.condition.met is not True
    ]


def _row(one: Waiting, answer: Standing, quotes: Mapping[Citation, str], agreement: UUID, asked: Asked) -> Row:
    language, condition = asked.language, one.condition
    shown = Values(language)
    body = next((party.body for party in answer.parties if party.name == condition.party), None)
    state = _STATE[condition.met]
    whom = ", ".join(name_of(name, language) for name in one.whom) or say(
        "following", f"thing.{condition.kind}", {}, language
    )
    doing, address = _doing(one, agreement, asked)
    return Row(
        who(one.body or body, condition.party, language), when(one.section, one.since, language).strip(),
        shown.word("word", condition.kind), condition.text, cites(condition.citations, quotes, asked), whom, state,
        say("following", f"wait.{state}", {}, language), say_proof(rule_code(condition.because), condition.because.values, language),
        cites(one.by, quotes, asked), doing, address,
    )  # fmt: skip


def _doing(one: Waiting, agreement: UUID, asked: Asked) -> tuple[str, str]:
    if one.condition.met:
        return "", ""
    if one.condition.kind != "matching_decision" and one.fact and asked.may(Right.STATE):
        given = {"kind": "ConditionShown", "condition": f"{one.fact}:{one.number}:{one.condition.party}"}
        query = "&".join(part for part in (urlencode(given), asked.dates) if part)
        return (
            say("agreement", "state.ConditionShown", {}, asked.language),
            f"{reverse('state-fact', kwargs={'id': agreement})}?{query}",
        )
    query = f"?{asked.dates}" if asked.dates else ""
    return (
        say("following", "wait.see", {}, asked.language), reverse("agreement", kwargs={"id": agreement}) + query,
    )  # fmt: skip


class _Sheet:
    def __init__(self, answer: Standing, found: Sequence[Arrow], asked: Asked, key: str) -> None:
        self.answer, self.found, self.key, self.language = answer, found, key, asked.language
        parties = [one.name for one in answer.parties]
        waited = {one.who for one in found} | {one.whom for one in found if not one.thing}
        self.left = [name for name in parties if name in waited]
        things = [(one.whom, one.thing) for one in found if one.thing or one.whom not in self.left]
        self.right = list(dict.fromkeys(things))

    def drawn(self) -> Drawn:
        boxes = [*self._boxes()]
        high = max(len(self.left), len(self.right)) * _STEP - (_STEP - _HIGH) + 2 * _TOP
        said = " ".join(self._said(one) for one in self.found)
        return Drawn(
            self.key,
            WIDTH,
            high,
            say("following", "wait.title", {}, self.language),
            said,
            boxes,
            [*map(self._line, self.found)],
        )

    def _boxes(self) -> Iterator[Box]:
        for n, name in enumerate(self.left):
            yield self._box("party", _LEFT, n, name_of(name, self.language))
        for n, (name, thing) in enumerate(self.right):
            text = say("following", f"thing.{name}", {}, self.language) if thing else name_of(name, self.language)
            yield self._box("thing" if thing else "body", _RIGHT, n, text[:1].upper() + text[1:])

    def _box(self, kind: str, x: int, n: int, name: str) -> Box:
        y = _TOP + n * _STEP
        short = name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"
        return Box(kind, x, y, _BOX, _HIGH, x + _BOX // 2, y + _HIGH // 2 + 5, short)

    def _line(self, one: Arrow) -> Line:
        kind = _STATE[one.met]
        a = self.left.index(one.who)
        label = " + ".join(Values(self.language).word("word", code) for code in one.kinds)
        if one.thing or one.whom not in self.left:
            b = self.right.index((one.whom, one.thing))
            y, to = _TOP + a * _STEP + _HIGH // 2, _TOP + b * _STEP + _HIGH // 2
            path, head = (
                f"M{_LEFT + _BOX} {y}L{_RIGHT - 6} {to}",
                f"M{_RIGHT - 14} {to - 6}L{_RIGHT - 3} {to}L{_RIGHT - 14} {to + 6}",
            )
            return Line(kind, path, [head], 0, 0, "", "")
        b = self.left.index(one.whom)
        upper, lower = min(a, b), max(a, b)
        top, bottom = _TOP + upper * _STEP + _HIGH, _TOP + lower * _STEP
        if lower - upper == 1:
            x = _LEFT + _BOX // 2
            path = f"M{x} {top + 3}L{x} {bottom - 3}"
            heads = self._heads(one, a > b, x, top + 3, bottom - 3)
            return Line(kind, path, heads, x + 16, (top + bottom) // 2 + 5, "start", label)
        start, end = top - _HIGH // 2, bottom + _HIGH // 2
        path = f"M{_LEFT} {start}C{_LEFT - 60} {start} {_LEFT - 60} {end} {_LEFT} {end}"
        heads = [
            f"M{_LEFT - 11} {at - 6}L{_LEFT - 2} {at}L{_LEFT - 11} {at + 6}"
            for at, ends in ((start, a > b or one.mutual), (end, a < b or one.mutual))
            if ends
        ]
        return Line(kind, path, heads, 0, 0, "", "")

    @staticmethod
    def _heads(one: Arrow, up: bool, x: int, top: int, bottom: int) -> list[str]:
        heads = []
        if up or one.mutual:
            heads.append(f"M{x - 6} {top + 9}L{x} {top}L{x + 6} {top + 9}")
        if not up or one.mutual:
            heads.append(f"M{x - 6} {bottom - 9}L{x} {bottom}L{x + 6} {bottom - 9}")
        return heads

    def _said(self, one: Arrow) -> str:
        whom = (
            say("following", f"thing.{one.whom}", {}, self.language) if one.thing else name_of(one.whom, self.language)
        )
        code = "wait.said.mutual" if one.mutual else "wait.said"
        if one.met is not None:
            code += ".met" if one.met else ".failed"
        elif not one.mutual and not one.thing and _DECIDED.issuperset(one.kinds):
            code += ".decided"
        return say("following", code, {"who": name_of(one.who, self.language), "whom": whom}, self.language)
