"""One figure, or a row of figures, for several parties: "50 procent vardera", "lika delar", "70/30 mellan A och B".

The figures and the parties of one clause in; each figure with its party out, nothing where they do not fit.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.terms.figures import Figure, part
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.parties import Mention, Parties
    from samverkan.core.reading.values import Role
    from samverkan.core.sources import Cited

EACH = Wording(
    r"^[^.;]{0,60}?\b(?:vardera|var(?:\s|[.,;]|$)|var och en|"
    r"per (?:år och )?(?:part|kommun|medlem|medlemskommun)(?!\w)|från vardera|av vardera|var för sig)",
    r"^ av kostnaden vardera",
)
# "Resten delas lika mellan kommunerna": equal parts of what is not the whole
_REST = Wording(r"(?<!\w)(?:resten|resterande|återsto|återstående|överskjutande)")
TO_WHOM = Wording(r"(?:till|åt)\s$")
PAID = Wording(r"ersätter|betalar|bidrar till|utbetalar|ger ")


class Paired(NamedTuple):
    """A figure and the party it is of, its role where the words beside it say so, and where both stand."""

    mention: Cited[str]
    figure: Figure
    role: Role
    start: int
    end: int


def distributed(
    prose: Prose,
    clause: Clause,
    figure: Figure,
    role: Role,
    single: list[Mention],
    mentions: list[Mention],
    everyone: tuple[Cited[str], ...],
    parties: Parties,
) -> list[Paired]:
    """One figure for several: "50 procent vardera", "hälften var", "lika delar", "15 kronor per invånare"."""
    low = prose.low
    after = low[figure.end : min(clause.end, figure.end + 80)]
    before = low[clause.start : figure.start]
    each = (
        bool(EACH.match(after))
        or bool(
            re.search(
                r"(?:vardera|var och en|var sin|varsin|respektive part|varje part|parterna)\b[^,.;]{0,40}$", before
            )
        )
        or "var sin" in low[clause.start : clause.end]
    )
    groups = [m for m in mentions if m.group is not None]
    listed = tuple(dict.fromkeys(m.parties[0] for m in single)) if single else ()
    if figure.parts:
        return in_order(prose, figure, role, mentions, parties)
    if figure.measure == "per_inhabitant":
        names = (
            _payers(low, figure, mentions) or tuple(p.name for p in parties.all if p.kind == "municipality") or everyone
        )
        return [Paired(name, figure, role, figure.start, figure.end) for name in names]
    if not (each or figure.equal) or (figure.equal and _REST.search(low, clause.start, clause.end)):
        return []
    sides = _two_sides(prose, mentions, halves=figure.percent == "50") if figure.equal or each else ()
    names = sides or (listed if len(listed) > 1 else groups[0].parties if groups else everyone)
    if len({n.value for n in names}) < 2:
        return []
    if figure.equal:
        percent, value = part(1, len(names))
        figure = figure._replace(percent=percent, value=value)
    return [Paired(name, figure, role, figure.start, figure.end) for name in names]


def _two_sides(prose: Prose, mentions: list[Mention], *, halves: bool) -> tuple[Cited[str], ...]:
    """One party and a group as the two sides of a division: "lika mellan regionen och kommunerna", in `halves` or not."""
    for a, b in itertools.pairwise(mentions):
        if (a.group is None) != (b.group is None) and prose.low[a.end : b.start] == " och ":
            if "parterna" in (a.group, b.group) or not (halves or prose.low.endswith("mellan ", 0, a.start)):
                continue
            return tuple(
                prose.cited(m.start, m.end, prose.low[m.start : m.end]) if m.group else m.parties[0] for m in (a, b)
            )
    return ()


def _payers(low: str, figure: Figure, mentions: list[Mention]) -> tuple[Cited[str], ...]:
    """Who pays so much an inhabitant: whoever is named before the figure, the receiver left out."""
    before = [m for m in mentions if m.end <= figure.start]
    if not before:
        before = [m for m in mentions if m.start >= figure.end][:1]
    givers = [m for m in before if not TO_WHOM.search(low[max(0, m.start - 6) : m.start])] or before
    if len(givers) > 1 and PAID.search(low, givers[0].end, givers[1].start):
        givers = givers[:1]
    return tuple(dict.fromkeys(name for m in givers for name in m.parties))


def in_order(prose: Prose, figure: Figure, role: Role, mentions: list[Mention], parties: Parties) -> list[Paired]:
    """The figures in the order of the names, a group as one: "70/30 mellan regionen och kommunerna"."""
    names = tuple(dict.fromkeys(m.parties[0] for m in mentions if m.group is None))
    if len(names) != len(figure.parts):
        units = {m.group or m.parties[0].value: m for m in mentions if m.group != "parterna"}.values()
        names = tuple(
            prose.cited(m.start, m.end, prose.low[m.start : m.end]) if m.group else m.parties[0] for m in units
        )
    if len(set(figure.parts)) == 1 and len(names) != len(figure.parts):
        names = parties.names
        if len(names) != len(figure.parts):
            names = _sides(prose, parties)
    if len(names) != len(figure.parts):
        return []
    return [
        Paired(name, figure._replace(percent=p, parts=()), role, figure.start, figure.end)
        for name, p in zip(names, figure.parts, strict=True)
    ]


def _sides(prose: Prose, parties: Parties) -> tuple[Cited[str], ...]:
    """The regions each and the municipalities as one: the two sides of an agreement that has many parties."""
    others = tuple(p.name for p in parties.all if p.kind != "municipality")
    at = prose.low.find("kommunerna")
    return (*others, prose.cited(at, at + len("kommunerna"), "kommunerna")) if others and at >= 0 else ()


def respectively(low: str, clause: Clause, figures: list[Figure], single: list[Mention]) -> list[Paired]:
    """Names in a row, figures in a row: "A, B och C svarar för 50, 30 respektive 20 procent"."""
    text = low[clause.start : clause.end]
    if "respektive" not in text and " resp" not in text:
        return []
    m = re.search(
        r"(\d{1,3}(?:,\d)?)((?:, \d{1,3}(?:,\d)?){0,30}) (?:respektive|resp\.?|och) (\d{1,3}(?:,\d)?) ?(?:procent|%)",
        text,
    )
    if m:
        numbers = [m[1], *re.findall(r"\d{1,3}(?:,\d)?(?=,|$)|\d{1,3}", m[2]), m[3]]
        row = [
            Figure(clause.start + m.start(), clause.start + m.end(), "percent", n.replace(",", "."), None)
            for n in numbers
        ]
    else:
        row = figures
    names = [s for s in single if s.end <= row[0].start] if len(row) > 1 else []
    last_name = max((s.end for s in names), default=0)
    if len(names) == len(row) > 1 and last_name <= row[0].start:
        return [Paired(s.parties[0], f, "current", f.start, f.end) for s, f in zip(names, row, strict=True)]
    return []
