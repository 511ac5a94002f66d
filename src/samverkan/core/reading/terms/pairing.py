"""Which figure is whose: the figures and the parties of one clause in, each figure with its party out.

"A betalar 70 och B 30 procent", "60 procent av A och 40 av B", "70/30 mellan A och B", "50 procent vardera", "hälften var".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.terms.spreading import EACH, PAID, TO_WHOM, Paired, distributed, in_order, respectively
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.figures import Figure
    from samverkan.core.reading.terms.parties import Mention, Parties
    from samverkan.core.reading.values import Role

_LOCAL_OLD = Wording(
    r"(?:\bfrån|tidigare|förut|i stället för|istället för|jämfört med|mot tidigare|mot|"
    r"ersätter)\s(?:nuvarande |dagens |de |den )?$",
)
_LOCAL_NEW = Wording(r"\btill\s(?:att vara |en )?$")
# "A och B betalar hälften" says nothing of A alone.
_JOINED = Wording(r",? (?:och|samt) ")
_STEP_TO = Wording(r"\s?(?:procent|%)?\s?(?:till (?:\w+ )?|\((?:tidigare|förut|mot tidigare) )$")
_ASIDE = Wording(r"\([^)]*$")
_PREPOSITION = Wording(r"^,?[^.;,]{0,45}?\b(?:av|på|till|för|från|hos)\s(?:den |det )?$")


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
            distributed(prose, clause, figure, roles[i], single, mentions, everyone, parties)
            for i, figure in enumerate(figures)
        ]
        if any(whole):
            return [f for group in whole for f in group]
    pairs = [f for f in figures if f.parts]
    if pairs:
        return [
            f
            for i, figure in enumerate(figures)
            if figure.parts
            for f in in_order(prose, figure, roles[i], mentions, parties)
        ]
    lists = respectively(low, clause, figures, single)
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
        each = bool(EACH.match(low[figure.end : min(clause.end, figure.end + 70)])) or low[
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
            found.append(
                Paired(
                    prose.cited(mention.start, mention.end, _nominative(low[mention.start : mention.end])),
                    figure,
                    role,
                    start,
                    end,
                )
            )
    return found


def _nominative(group: str) -> str:
    """A group's word without its genitive: "kommunernas"."""
    return group[:-1] if group.endswith("nas") else group


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


def _by_subject(low: str, figures: list[Figure], mentions: list[Mention]) -> list[tuple[Figure, Mention]] | None:
    """Before each figure, since the last one, a party: "P betalar F och Q F"."""
    out: list[tuple[Figure, Mention]] = []
    last = -1
    for figure in figures:
        between = [m for m in mentions if last <= m.start and m.end <= figure.start]
        between = [m for m in between if not TO_WHOM.search(low[max(0, m.start - 6) : m.start])] or between
        if not between and out and _STEP_TO.match(low[last : figure.start]):
            out.append((figure, out[-1][1]))
            last = figure.end
            continue
        if not between:
            return None
        chosen = between[0] if last >= 0 or len(between) == 1 else _subject(low, between)
        if _ASIDE.search(low, chosen.end + 2, figure.start):
            return None
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
    return payer if PAID.search(low, payer.end, paid.start) else paid


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
                if (_PREPOSITION.match(low[figure.end : m.start]) or m.start == figure.end + 1)
                and not low[m.end : m.end + 6].startswith(" kostn")
            ),
            None,
        )
        if chosen is None:
            return None
        out.append((figure, chosen))
    return out


def _prefers_forward(figures: list[Figure], mentions: list[Mention]) -> bool:
    """Whether the sentence names its parties after their figures, although some stand before them too."""
    before = [m for m in mentions if m.end <= figures[0].start and m.group != "parterna"]
    after = [m for m in mentions if m.start >= figures[-1].end]
    return len(before) != 1 and bool(after)


def _nearest(low: str, figures: list[Figure], mentions: list[Mention]) -> list[tuple[Figure, Mention]]:
    """For sentences that fit no pattern whole: a party within reach, with no other figure between."""
    out = []
    for i, figure in enumerate(figures):
        last = figures[i - 1].end if i else -1
        nearby = [m for m in mentions if last <= m.start and m.end <= figure.start and figure.start - m.end < 160]
        if nearby:
            # "(för X 3 %)" after another's name is X's own
            if not _ASIDE.search(low, nearby[-1].end + 2, figure.start):
                out.append((figure, nearby[-1]))
            continue
        limit = figures[i + 1].start if i + 1 < len(figures) else figure.end + 120
        following = [
            m for m in mentions if figure.end <= m.start < limit and _PREPOSITION.match(low[figure.end : m.start])
        ]
        if following:
            out.append((figure, following[0]))
    return out
