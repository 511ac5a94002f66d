"""The timeline as what its picture and its table show: places on a sheet of a thousand units, and words.

In: the core's timeline in days, the quotes, the language. Out: values that the template sets as SVG and as rows. The
picture is drawn by the server, with presentation attributes and classes alone: no script, no inline style.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.urls import reverse

from samverkan.web.citing import Cite, cites
from samverkan.words import say
from samverkan.words.proofs import name_of, when
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samverkan.core.sources import Citation
    from samverkan.core.writing.timeline import Lane, Piece, Timeline
    from samverkan.web.asked import Asked

WIDTH: Final = 1000
_LEFT: Final = 10
_PLOT: Final = WIDTH - 2 * _LEFT
_AXIS: Final = 24
_NAME: Final = 22
_PITCH: Final = {"party": 26, "periods": 36, "windows": 34}
_GAP: Final = 12
_FOOT: Final = 58
_LETTERS: Final = {"party": 28, "periods": 37, "windows": 64}
"""How many letters a label may have, by its lane: what the geometry leaves room for."""
_LETTER: Final = 6.8
_SAID: Final = 140

SHAPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("approve", "adopt"), "disc"),
    **dict.fromkeys(("extend", "amend"), "arrow"),
    **dict.fromkeys(("propose", "propose_extend", "propose_amend"), "diamond"),
    **dict.fromkeys(("reject", "refrain", "rescind", "terminate", "withdrawn", "annulled"), "cross"),
    **dict.fromkeys(("postpone", "refer_back"), "square"),
    **dict.fromkeys(("appeal", "upheld"), "triangle"),
    "planned": "circle",
    "sign": "tick",
}
"""The shape of a mark by what it marks; everything else is a dot."""


class Sign(NamedTuple):
    """One piece as drawn: its shape or bar, its label, what is said of it, and where its row in the table is."""

    number: int
    shape: str
    kind: str
    x: int
    y: int
    width: int
    text_x: int
    text_y: int
    anchor: str
    hit_x: int
    hit_y: int
    hit_width: int
    hit_height: int
    label: str
    said: str
    quote: str
    address: str


class Band(NamedTuple):
    """One lane as drawn."""

    name: str
    y: int
    height: int
    name_y: int
    signs: Sequence[Sign]


class Mark(NamedTuple):
    """A place along the edge and what it is called."""

    x: int
    label: str
    anchor: str


class Key(NamedTuple):
    """A shape and what it stands for."""

    shape: str
    label: str


class Row(NamedTuple):
    """One piece as a row of the table."""

    number: int
    day: str
    who: str
    what: str
    cites: Sequence[Cite]


class Picture(NamedTuple):
    """All of it."""

    width: int
    height: int
    bottom: int
    title: str
    described: str
    bands: Sequence[Band]
    ticks: Sequence[Mark]
    on: Mark
    rows: Sequence[Row]
    keys: Sequence[Key]


def picture(found: Timeline, quotes: Mapping[Citation, str], names: Mapping[str, str], asked: Asked) -> Picture:
    """The timeline in the reader's language; `names`: what each party is called at its lane."""
    return _Sheet(found, quotes, names, asked).drawn()


class _Sheet:
    def __init__(
        self, found: Timeline, quotes: Mapping[Citation, str], names: Mapping[str, str], asked: Asked
    ) -> None:  # fmt: skip
        self.found, self.quotes, self.names, self.asked = found, quotes, names, asked
        self.language = asked.language
        self.print = Values(asked.language)

    def drawn(self) -> Picture:
        bands = list(self._bands())
        bottom = bands[-1].y + bands[-1].height
        last = self.found.first.fromordinal(self.found.first.toordinal() + self.found.days)
        values = {"first": self.found.first, "last": last, "on": self.asked.on}
        return Picture(
            WIDTH, bottom + _FOOT, bottom, self.say("timeline.title"), self.say("timeline.described", **values),
            bands, [self._tick(tick.at, tick.day.isoformat()) for tick in self.found.ticks if tick.at < 0.95 * self.found.days], self._on(),
            [*self._rows()], [*self._keys()],
        )  # fmt: skip

    def say(self, code: str, **values: object) -> str:
        return say("agreement", code, values, self.language)

    def x(self, days: int) -> int:
        return round(_LEFT + _PLOT * days / max(self.found.days, 1))

    def _bands(self) -> Iterator[Band]:
        y: int = _AXIS
        for lane in self.found.lanes:
            height = _NAME + lane.rows * _PITCH[lane.kind] + _GAP
            name = self.names.get(lane.party or "") or self.say(f"lane.{lane.kind}")
            yield Band(name, y, height, y + 16, [self._sign(piece, lane, y) for piece in lane.pieces])
            y += height

    def _sign(self, piece: Piece, lane: Lane, top: int) -> Sign:
        y = top + _NAME + piece.row * _PITCH[lane.kind]
        start, end = self.x(piece.start), self.x(piece.end)
        mark = lane.kind == "party"
        text_x = (start - 12 if piece.back else start + 12) if mark else (end if piece.back else start)
        said = " ".join(filter(None, (self.day(piece), self.who(piece), self.what(piece))))
        label = _short(self._label(piece, lane.kind), _LETTERS[lane.kind])
        text = round(len(label) * _LETTER)
        left = min(start - 10, text_x - text if piece.back else text_x)
        right = max(end + 10, text_x if piece.back else text_x + text)
        waits = " waits" if piece.values.get("waits") or not piece.closes or piece.values.get("met") is False else ""
        return Sign(
            piece.n, SHAPES.get(piece.code, "dot") if mark else "bar" if end - start > 8 else "day",
            f"{'mark' if mark else lane.kind} {piece.code}{waits}", start, y, max(end - start, 3),
            text_x, y + (13 if mark else 11), "end" if piece.back else "start",
            left, y - 2 if mark else y - 1, right - left, _PITCH[lane.kind] - 4, label, _short(said, _SAID),
            _short(self._quote(piece), _SAID), self._address(piece),
        )  # fmt: skip

    def _address(self, piece: Piece) -> str:
        if piece.code not in ("before", "after"):
            return f"#t{piece.n}"
        dates = f"?{self.asked.dates}" if self.asked.dates else ""
        return reverse("agreement", kwargs={"id": piece.values["key"]}) + dates

    def _label(self, piece: Piece, kind: str) -> str:
        if kind == "party":
            section = f" § {piece.section}" if piece.section else ""
            return f"{self.word(piece)}{section}, {piece.when}"
        if kind == "periods":
            return f"{self.word(piece)} {piece.when or '?'}–{piece.until or ''}"
        return f"{self.who(piece)} {self.what(piece)}".strip()

    def word(self, piece: Piece) -> str:
        """What the piece is, in a word or two."""
        return self.say(f"piece.{piece.code}")

    def what(self, piece: Piece) -> str:
        """What happened or is to happen, in words, without whose it is and when."""
        values = piece.values
        if piece.code == "condition":
            met = values.get("met")
            word = self.print.say("unclear" if met is None else "met" if met else "not_met")
            return f"{self.say('piece.condition', kind=self.print.word('word', str(values['kind'])))}: {word}"
        text = self.say(
            f"piece.{piece.code}", section=piece.section, day=piece.until, end=values.get("end"), to=values.get("to"),
        )  # fmt: skip
        if piece.code in ("previous", "before", "after") and values.get("title"):
            text = f"{text}, {values['title']}"
        if piece.code in ("period", "extended", "previous", "before", "after"):
            held = values.get("shares")
            shares = ", ".join(map(self.print.share, held if isinstance(held, tuple) else ()))
            return f"{text}: {shares}" if shares else text
        if piece.section and piece.party and piece.code not in _WITH_SECTION:
            text += when(piece.section, None, self.language)
        if values.get("to") is not None and piece.code in ("extend", "propose_extend"):
            text += " " + self.print.say("until", day=values["to"])
        if values.get("conditions"):
            text += f", {self.say('on_conditions')}"
        if values.get("signatory"):
            text += f": {values['signatory']}"
        return text

    def who(self, piece: Piece) -> str:
        """Whose it is, with a colon; empty for the agreement's own."""
        return "" if piece.party is None else f"{name_of(piece.party, self.language)}:"

    def day(self, piece: Piece) -> str:
        """Its days as figures."""
        if piece.when is None and piece.until is None:
            return self.say("undated")
        if piece.when == piece.until:
            return str(piece.when)
        last = "" if piece.until is None or not piece.closes else str(piece.until)
        return f"{piece.when or self.say('day_unsaid')}–{last}"

    def _quote(self, piece: Piece) -> str:
        return next((words for one in piece.citations if (words := " ".join(self.quotes.get(one, "").split()))), "")

    def _rows(self) -> Iterator[Row]:
        pieces = [piece for lane in self.found.lanes for piece in lane.pieces]
        for piece in sorted((*pieces, *self.found.undated), key=lambda one: one.n):
            found = cites(piece.citations, self.quotes, self.asked)
            whose = self.who(piece).removesuffix(":") or self.say("both")
            yield Row(piece.n, self.day(piece), whose, self.what(piece), found)

    def _keys(self) -> Iterator[Key]:
        """What the shapes stand for, of those that are drawn."""
        drawn = {
            SHAPES.get(one.code, "dot") for lane in self.found.lanes if lane.kind == "party" for one in lane.pieces
        }
        for shape in (*dict.fromkeys(SHAPES.values()), "dot"):
            if shape in drawn:
                yield Key(shape, self.say(f"shape.{shape}"))

    def _tick(self, at: int, iso: str) -> Mark:
        label = iso[:4] if iso.endswith("-01-01") else iso[:7]
        return Mark(self.x(at), label, "start")

    def _on(self) -> Mark:
        at = self.found.on
        past = at > self.found.days / 2
        today = self.asked.on == self.asked.today
        label = self.say("today" if today else "on_day", day=self.asked.on)
        if self.found.outside:
            label = f"{label} →" if past else f"← {label}"
        return Mark(self.x(at), label, "end" if past else "start")


_WITH_SECTION: Final = frozenset({"appeal_by", "notice_by", "justering_by"})
"""Pieces whose sentence names the § itself."""


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
