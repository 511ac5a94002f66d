"""Which figure is whose: the figures and the parties of one clause in, each figure with its party out.

"A betalar 70 och B 30 procent", "60 procent av A och 40 av B", "70/30 mellan A och B", "50 procent vardera", "hälften var".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.terms.figures import Figure, part
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.parties import Mention, Parties
    from samverkan.core.reading.values import Role
    from samverkan.core.sources import Cited

_LOCAL_OLD = Wording(
    r"(?:\bfrån|tidigare|förut|i stället för|istället för|jämfört med|mot tidigare|mot|"
    r"ersätter)\s(?:nuvarande |dagens |de |den )?$",
)
_LOCAL_NEW = Wording(r"\btill\s(?:att vara |en )?$")
_EACH = Wording(
    r"^[^.;]{0,60}?\b(?:vardera|var(?:\s|[.,;]|$)|var och en|per part|från vardera|av vardera|var för sig)",
    r"^ av kostnaden vardera",
)
# "A och B betalar hälften" says nothing of A alone.
_JOINED = Wording(r",? (?:och|samt) ")
_TO_WHOM = Wording(r"(?:till|åt)\s$")
_STEP_TO = Wording(r"\s?(?:procent|%)?\s?till (?:\w+ )?$")
_PAID = Wording(r"ersätter|betalar|bidrar till|utbetalar|ger ")
_PREPOSITION = Wording(r"^[^.;,]{0,45}?\b(?:av|på|till|för|från|hos)\s(?:den |det )?$")


class Paired(NamedTuple):
    """A figure and the party it is of, its role where the words beside it say so, and where both stand."""

    mention: Cited[str]
    figure: Figure
    role: Role
    start: int
    end: int


def paired(
    prose: Prose, clause: Clause, figures: list[Figure], mentions: list[Mention], parties: Parties
) -> list[Paired]:
    """Each figure with the party it is of."""
    low = prose.low
    single = [m for m in mentions if m.group is None]
    found: list[Paired] = []
    if not figures:
        return found
    for measure in ("percent", "fraction"):
        # An amount beside parts is what they are parts of; "lika, 50 procent vardera" says one thing twice.
        of_measure = [f for f in figures if f.measure == measure]
        if of_measure:
            figures = of_measure
            break
    roles = [_figure_role(low, clause, figures, i) for i in range(len(figures))]
    everyone = parties.names
    if len(figures) == 1 or (len(figures) == 2 and roles in (["previous", "current"], ["current", "previous"])):
        whole = [
            _distributed(low, clause, figure, roles[i], single, mentions, everyone, parties)
            for i, figure in enumerate(figures)
        ]
        if any(whole):
            return [f for group in whole for f in group]
    pairs = [f for f in figures if f.parts]
    if pairs:
        return [
            f for i, figure in enumerate(figures) if figure.parts for f in _in_order(figure, roles[i], single, everyone)
        ]
    lists = _respectively(low, clause, figures, single)
    if lists:
        return lists
    forward = _by_preposition(low, figures, mentions)
    backward = _by_subject(low, figures, mentions)
    chosen = forward if forward is not None and (backward is None or _prefers_forward(figures, mentions)) else backward
    if chosen is None:
        chosen = _nearest(low, figures, mentions)
    total = sum(float(f.percent) for f, _ in chosen if f.percent)
    for figure, mention in chosen:
        role = roles[figures.index(figure)]
        end = max(figure.end, mention.end)
        start = min(figure.start, mention.start)
        each = bool(_EACH.match(low[figure.end : min(clause.end, figure.end + 70)])) or low[
            mention.start : mention.end
        ].startswith(("respektive", "varje", "vardera"))
        if figure.equal:
            continue
        if mention.group is None:
            found.append(Paired(mention.parties[0], figure, role, start, end))
        elif (
            each
            or figure.measure == "per_inhabitant"
            or mention.group == "parterna"
            or (len(chosen) > 1 and figure.measure == "percent" and total != 100)
        ):
            found.extend(Paired(name, figure, role, start, end) for name in mention.parties)
        else:
            found.append(Paired(prose.cited(mention.start, mention.end), figure, role, start, end))
    return found


def _figure_role(low: str, clause: Clause, figures: list[Figure], i: int) -> Role:
    """Old where the words right before say so: "från 70 till 50 procent", "(tidigare 30 procent)"."""
    figure = figures[i]
    before = low[max(clause.start, figure.start - 30) : figure.start]
    if re.search(r"\bfrån\s(?:nuvarande |dagens )?$", before):
        follows = i + 1 < len(figures) and _LOCAL_NEW.search(
            low[max(figure.end, figures[i + 1].start - 20) : figures[i + 1].start]
        )
        return "previous" if follows else "current"
    return "previous" if _LOCAL_OLD.search(before) and not re.search(r"\bmot\s$", before) else "current"


def _distributed(
    low: str,
    clause: Clause,
    figure: Figure,
    role: Role,
    single: list[Mention],
    mentions: list[Mention],
    everyone: tuple[Cited[str], ...],
    parties: Parties,
) -> list[Paired]:
    """One figure for several: "50 procent vardera", "hälften var", "lika delar", "15 kronor per invånare"."""
    after = low[figure.end : min(clause.end, figure.end + 80)]
    before = low[clause.start : figure.start]
    each = (
        bool(_EACH.match(after))
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
        if len(set(figure.parts)) == 1:
            each = True
            figure = figure._replace(percent=figure.parts[0])
        else:
            return _in_order(figure, role, single, everyone)
    if figure.measure == "per_inhabitant":
        names = (
            _payers(low, figure, mentions) or tuple(p.name for p in parties.all if p.kind == "municipality") or everyone
        )
        return [Paired(name, figure, role, figure.start, figure.end) for name in names]
    if not (each or figure.equal):
        return []
    names = listed if len(listed) > 1 else groups[0].parties if groups else everyone
    if len({n.value for n in names}) < 2:
        return []
    if figure.equal:
        percent, value = part(1, len(names))
        figure = figure._replace(percent=percent, value=value)
    return [Paired(name, figure, role, figure.start, figure.end) for name in names]


def _payers(low: str, figure: Figure, mentions: list[Mention]) -> tuple[Cited[str], ...]:
    """Who pays so much an inhabitant: whoever is named before the figure, the receiver left out."""
    before = [m for m in mentions if m.end <= figure.start]
    if not before:
        before = [m for m in mentions if m.start >= figure.end][:1]
    givers = [m for m in before if not _TO_WHOM.search(low[max(0, m.start - 6) : m.start])] or before
    if len(givers) > 1 and _PAID.search(low, givers[0].end, givers[1].start):
        givers = givers[:1]
    return tuple(dict.fromkeys(name for m in givers for name in m.parties))


def _in_order(figure: Figure, role: Role, single: list[Mention], everyone: tuple[Cited[str], ...]) -> list[Paired]:
    """The figures in the order of the names: "70/30 mellan regionen och kommunen"."""
    names = tuple(dict.fromkeys(m.parties[0] for m in single))
    if len(set(figure.parts)) == 1 and len(names) != len(figure.parts):
        names = everyone
    if len(names) != len(figure.parts):
        return []
    return [
        Paired(name, figure._replace(percent=p, parts=()), role, figure.start, figure.end)
        for name, p in zip(names, figure.parts, strict=True)
    ]


def _respectively(low: str, clause: Clause, figures: list[Figure], single: list[Mention]) -> list[Paired]:
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


def _by_subject(low: str, figures: list[Figure], mentions: list[Mention]) -> list[tuple[Figure, Mention]] | None:
    """Before each figure, since the last one, a party: "P betalar F och Q F"."""
    out: list[tuple[Figure, Mention]] = []
    last = -1
    for figure in figures:
        between = [m for m in mentions if last <= m.start and m.end <= figure.start]
        between = [m for m in between if not _TO_WHOM.search(low[max(0, m.start - 6) : m.start])] or between
        if not between and out and _STEP_TO.match(low[last : figure.start]):
            out.append((figure, out[-1][1]))
            last = figure.end
            continue
        if not between:
            return None
        chosen = between[0] if last >= 0 or len(between) == 1 else _subject(low, between)
        joined = [m for m in mentions if m.end <= chosen.start and _JOINED.fullmatch(low[m.end : chosen.start])]
        if not (joined and joined[-1].end > last):
            out.append((figure, chosen))
        elif chosen is between[0]:
            return None
        last = figure.end
    return out


def _subject(low: str, before: list[Mention]) -> Mention:
    """Of several parties before the first figure the nearest, or who pays it: "A ersätter B med ..."."""
    payer, paid = before[-2:]
    return payer if _PAID.search(low, payer.end, paid.start) else paid


def _by_preposition(low: str, figures: list[Figure], mentions: list[Mention]) -> list[tuple[Figure, Mention]] | None:
    """After each figure, before the next one, "av", "på", "till" or "för" a party: "F av P och F av Q"."""
    out: list[tuple[Figure, Mention]] = []
    for i, figure in enumerate(figures):
        limit = figures[i + 1].start if i + 1 < len(figures) else figure.end + 120
        following = [m for m in mentions if figure.end <= m.start < limit]
        chosen = next(
            (
                m
                for m in following
                if _PREPOSITION.match(low[figure.end : m.start]) and not low[m.end : m.end + 6].startswith(" kostn")
            ),
            None,
        )
        if chosen is None:
            return None
        out.append((figure, chosen))
    return out


def _prefers_forward(figures: list[Figure], mentions: list[Mention]) -> bool:
    """Whether the sentence names its parties after their figures, although some stand before them too."""
    before = [m for m in mentions if m.end <= figures[0].start]
    after = [m for m in mentions if m.start >= figures[-1].end]
    return len(before) != 1 and bool(after)


def _nearest(low: str, figures: list[Figure], mentions: list[Mention]) -> list[tuple[Figure, Mention]]:
    """For sentences that fit no pattern whole: a party within reach, with no other figure between."""
    out = []
    for i, figure in enumerate(figures):
        last = figures[i - 1].end if i else -1
        nearby = [m for m in mentions if last <= m.start and m.end <= figure.start and figure.start - m.end < 160]
        if nearby:
            out.append((figure, nearby[-1]))
            continue
        limit = figures[i + 1].start if i + 1 < len(figures) else figure.end + 120
        following = [
            m for m in mentions if figure.end <= m.start < limit and _PREPOSITION.match(low[figure.end : m.start])
        ]
        if following:
            out.append((figure, following[0]))
    return out
