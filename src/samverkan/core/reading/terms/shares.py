"""Who pays what: clauses on cost in, one share a party and role out.

The verb's tense decides the role, not the order; percentages of grants, ceilings and posts are no shares.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import Finding
from samverkan.core.reading.terms.figures import Figure, figures_in, part
from samverkan.core.reading.values import Basis, Role, Share
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.parties import Mention, Parties
    from samverkan.core.sources import Cited

_TRIGGER = Wording(
    r"procent|%|hälften|halva|delar?\b|\d/\d|kronor|\bkr\b|:-|mnkr|mkr|tkr|lika|fördel|andel|proportion",
    r"folkmängd|invånarantal|principen",
)
_COST = Wording(
    r"kostnad|finansier|betala|bekosta|svarar|svarade|står för|stod för|stå för|bär |bärs|ersätt|avgift",
    r"bidra|delas|fördel|andel|del är|täck|debiter|underskott|budget|vardera|utgift|principen|tillskjut",
    r"skjuter till|delar på|avtalet",
)
# What a figure is of when it is no party's share.
_NOT_SHARE = Wording(
    r"statsbidrag|skatteintäkt|skattemedel|statliga? (?:\w+ )?bidrag|bidraget avsätts|avsätts|räknas upp",
    r"uppräkn|index|\b(?:pkv|opi|kpi|lpik)\b|dock högst|ränt[ae]|mervärdes|\bmoms|heltid",
    r"tjänst(?:er|en|gör|göring|göringsgrad)?\b|sysselsätt|beläggning|av platserna|nyttjandegrad|röst",
    r"rabatt|påslag|overhead|kvorum|majoritet|av ledamöterna|av barnen|av befolkningen|av eleverna",
    r"av invånarna|besökare|sjukfrånvaro|måluppfyllelse|andelen|minskat med|ökat med|ökade med|ökning",
    r"minskning|tolftedel",
)
_NOT_PAID = Wording(
    r"arvode|hyra[sn]?\b|\bvite|dröjsmål|påminnelse|självrisk|per timme|timpris|timtaxa|per tillfälle",
    r"per ärende|per elev|per barn|per plats|per dygn|vårddag|prisbasbelopp|milersättning|bötes|lönen?\b",
    r"per person|per besök|per handling",
)
_PAST = Wording(
    r"tidigare|hittills|föregående|\bstod\b|\bfinansierade|\bsvarade\b|\bbetalade|\bbekostade|\bbar \b",
    r"\bfördelades|\bvar (?:fördelad|fördelningen|\d)|\binnebar|\bförut\b|ursprunglig|\bersatte",
    r"gamla fördelningen|\bdelades|\bbidrog",
)
_NOW_OLD = Wording(
    r"nuvarande (?:fördelning|avtal|kostnad|överenskommelse)|i dag\b|\bidag\b|befintlig|för närvarande",
)
_AHEAD = Wording(r"kommer att|planeras|på sikt|avses|framöver ska|därefter ska|föreslås framöver")
_STEP = Wording(
    r"^(?:från och med|fr\.? ?o\.? ?m\.?|from|därefter|"
    r"efter) (?:den )?(?:\d{1,2} \w+ )?(?:år(?:et)? )?(?:(?:19|20)\d\d)",
)
_LOCAL_OLD = Wording(
    r"(?:\bfrån|tidigare|förut|i stället för|istället för|jämfört med|mot tidigare|mot|"
    r"ersätter)\s(?:nuvarande |dagens |de |den )?$",
)
_LOCAL_NEW = Wording(r"\btill\s(?:att vara |en )?$")
_EACH = Wording(
    r"^[^.;]{0,60}?\b(?:vardera|var(?:\s|[.,;]|$)|var och en|per part|från vardera|av vardera|var för sig)",
    r"^ av kostnaden vardera",
)
_YARDSTICK = Wording(
    r"(?:fördela[st]?|fördelad|fördelning(?:en|s)?|beräkna[sd]?|debitera[sd]?|betala[srt]*|delas|"
    r"finansiera[sr]|kostnadsfördelning\w*|nyckel\w*|avgift\w*|bidrag\w*|andel\w*|svarar|"
    r"bär[s]?)[^.;]{0,90}?\b(?P<y>(?:utifrån|efter|enligt|i proportion (?:till|mot)|i förhållande till|"
    r"proportionellt (?:mot|till|efter)|baserat på|baserad på|baseras på|grundas på|i relation till|"
    r"med utgångspunkt (?:i|från)|på (?:grundval|basis) av|bestäms av|utgår från) (?P<what>[^.;:]{3,140}))",
)
_YARD_WORD = Wording(
    r"folkmängd|invånar|befolkning|antal|nyttjande|utnyttjande|användning|omsättning|förbrukning|volym",
    r"elever|barn\b|ärenden|timm|timtaxa|lönespecifikation|budget|skattekraft|skatteunderlag|självkostnad",
    r"faktisk|yta\b|kvadratmeter|platser|köpta|deltagare|storlek|besök|fordon|personal",
)
_ANNEX = Wording(r"(?:enligt|i|av|framgår av) (?:särskild |bifogad )?bilaga")
_OWN = Wording(
    r"(?:egen|egna|sin egen|sina egna|sitt eget) (?:personal|kostnad|verksamhet|lokal|ledam)",
    r"respektive (?:part|kommun|samarbetskommun)[a-zåäö]* (?:svarar|ansvarar|står) (?:själv|för sin)",
    r"själv(?:a)? för",
)
# In minutes an amount is a party's share only where the sentence says that it pays it.
_PAYS = Wording(
    r"betalar|\bdel (?:är|uppgår|av kostnad)|andel|ersätter|bidrar|avgift|ersättning|medfinansier",
    r"finansierar",
)
# "A och B betalar hälften" says nothing of A alone.
_JOINED = Wording(r",? (?:och|samt) ")
# "A och B betalar hälften" says nothing of A alone.
_JOINED = Wording(r",? (?:och|samt) ")
_PAID = Wording(r"ersätter|betalar|bidrar till|utbetalar|ger ")
_PREPOSITION = Wording(r"^[^.;,]{0,45}?\b(?:av|på|till|för|från|hos)\s(?:den |det )?$")


_MOST = 200  # shares of one agreement


class _Found(NamedTuple):
    mention: Cited[str]
    figure: Figure
    role: Role
    start: int
    end: int


class Shares:
    """The shares gathered so far: one a party and role, the first statement of it."""

    __slots__ = ("_by", "_places", "findings")

    def __init__(self) -> None:
        self._by: dict[tuple[str, Role], Share] = {}
        self._places: dict[tuple[str, Role], tuple[Prose, int]] = {}
        self.findings: list[Finding] = []

    @property
    def all(self) -> tuple[Share, ...]:
        """The shares in the order they were found."""
        return tuple(self._by.values())

    def add(self, share: Share, place: tuple[Prose, int]) -> None:
        """Keep the share unless the party already has one in that role; `place` is its text and section.

        Figures outrank a yardstick of the same section: they say what it comes to.
        """
        key = (share.party.value.lower(), share.role)
        if share.measure != "other":
            for old in [
                k
                for k, s in self._by.items()
                if s.measure == "other" and self._places[k] == place and k[1] == share.role
            ]:
                del self._by[old]
        if key not in self._by and len(self._by) < _MOST:
            self._by[key], self._places[key] = share, place

    def has(self, party: str, role: Role = "current") -> bool:
        """Whether the party has a share in that role."""
        return (party.lower(), role) in self._by


def read_shares(
    prose: Prose, clauses: Iterable[Clause], parties: Parties, basis: Basis, into: Shares, *, yardsticks: bool = True
) -> None:
    """Add the shares that the clauses state; `yardsticks`: also those without a figure, by inhabitants or use."""
    for clause in clauses:
        low = clause.low
        if not _TRIGGER.search(low):
            continue
        if (
            clause.topic in {"invoicing", "followup", "ending", "dispute", "signatures"}
            and "fördel" not in low
            and "finansier" not in low
        ):
            continue
        if not (_COST.search(low) or clause.topic == "money"):
            continue
        if not _read_figures(prose, clause, parties, basis, into) and yardsticks:
            _read_yardstick(prose, clause, parties, basis, into)


def _read_figures(prose: Prose, clause: Clause, parties: Parties, basis: Basis, into: Shares) -> bool:
    figures = [f for f in figures_in(prose.low, clause.start, clause.end) if not _stray(prose.low, clause, f)]
    if basis != "agreed" and not _PAYS.search(clause.low):
        figures = [f for f in figures if f.measure not in {"amount", "per_inhabitant"}]
    if not figures:
        return False
    mentions = parties.mentions(prose, clause.start, clause.end, strangers=basis != "agreed" or not parties.all)
    for figure in figures:
        if figure.lost and mentions:
            into.findings.append(
                Finding(
                    "figure_lost",
                    {"words": prose.text[clause.start : clause.end][:200]},
                    prose.span(figure.start, figure.end),
                )
            )
    figures = [f for f in figures if not f.lost]
    found = _paired(prose, clause, figures, mentions, parties)
    whole = _role(clause, basis)
    added = False
    for item in found:
        role = item.role if item.role != "current" else whole
        if role == "current" and into.has(item.mention.value) and _STEP.match(clause.low):
            role = "planned"
        into.add(
            Share(
                item.mention,
                item.figure.measure,
                item.figure.percent,
                item.figure.value,
                role,
                basis,
                prose.span(item.start, item.end),
            ),
            (prose, clause.section),
        )
        added = True
    return added


def _stray(low: str, clause: Clause, figure: Figure) -> bool:
    """Whether what stands around the figure says that it is no share."""
    before = low[max(clause.start, figure.start - 60) : figure.start]
    after = low[figure.end : min(clause.end, figure.end + 45)]
    near_before = re.split(r"[,;:]| och (?!\d)", before)[-1]
    near_after = re.split(r"[.,;:]| och ", after)[0]
    if _NOT_SHARE.search(near_after) or _NOT_SHARE.search(near_before):
        return True
    if figure.measure in {"amount", "per_inhabitant"} and (
        _NOT_PAID.search(near_after) or _NOT_PAID.search(near_before)
    ):
        return True
    if figure.measure in {"amount", "per_inhabitant"} and re.search(
        r"(?:högst|maximalt|max|upp till|tak|understiger|överstiger|minst|från)\s$", before
    ):
        return "från " not in before[-6:] or figure.measure != "per_inhabitant"
    return bool(re.search(r"(?:högst|maximalt|max|minst|drygt|tak(?:et)? (?:på|om))\s$", before))


def _role(clause: Clause, basis: Basis) -> Role:
    """The role that the clause's verbs give to all its figures."""
    if _PAST.search(clause.low):
        return "previous"
    if basis == "told" and _NOW_OLD.search(clause.low):
        return "previous"
    return "planned" if basis == "told" and _AHEAD.search(clause.low) else "current"


def _paired(
    prose: Prose, clause: Clause, figures: list[Figure], mentions: list[Mention], parties: Parties
) -> list[_Found]:
    """Each figure with the party it is of."""
    low = prose.low
    single = [m for m in mentions if m.group is None]
    found: list[_Found] = []
    if not figures:
        return found
    roles = [_figure_role(low, clause, figures, i) for i in range(len(figures))]
    everyone = tuple(p.name for p in parties.bound)
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
            found.append(_Found(mention.parties[0], figure, role, start, end))
        elif (
            each
            or figure.measure == "per_inhabitant"
            or mention.group == "parterna"
            or (len(chosen) > 1 and figure.measure == "percent" and total != 100)
        ):
            found.extend(_Found(name, figure, role, start, end) for name in mention.parties)
        else:
            found.append(_Found(prose.cited(mention.start, mention.end), figure, role, start, end))
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
) -> list[_Found]:
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
            listed
            if len(listed) == 1 and not groups
            else tuple(p.name for p in parties.bound if p.kind == "municipality") or everyone
        )
        if groups:
            names = groups[0].parties
        return [_Found(name, figure, role, figure.start, figure.end) for name in names]
    if not (each or figure.equal):
        return []
    names = listed if len(listed) > 1 else groups[0].parties if groups else everyone
    if len({n.value for n in names}) < 2:
        return []
    if figure.equal:
        percent, value = part(1, len(names))
        figure = figure._replace(percent=percent, value=value)
    return [_Found(name, figure, role, figure.start, figure.end) for name in names]


def _in_order(figure: Figure, role: Role, single: list[Mention], everyone: tuple[Cited[str], ...]) -> list[_Found]:
    """The figures in the order of the names: "70/30 mellan regionen och kommunen"."""
    names = tuple(dict.fromkeys(m.parties[0] for m in single))
    if len(set(figure.parts)) == 1 and len(names) != len(figure.parts):
        names = everyone
    if len(names) != len(figure.parts):
        return []
    return [
        _Found(name, figure._replace(percent=p, parts=()), role, figure.start, figure.end)
        for name, p in zip(names, figure.parts, strict=True)
    ]


def _respectively(low: str, clause: Clause, figures: list[Figure], single: list[Mention]) -> list[_Found]:
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
        return [_Found(s.parties[0], f, "current", f.start, f.end) for s, f in zip(names, row, strict=True)]
    return []


def _by_subject(low: str, figures: list[Figure], mentions: list[Mention]) -> list[tuple[Figure, Mention]] | None:
    """Before each figure, since the last one, a party: "P betalar F och Q F"."""
    out: list[tuple[Figure, Mention]] = []
    last = -1
    for figure in figures:
        between = [m for m in mentions if last <= m.start and m.end <= figure.start]
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


def _read_yardstick(prose: Prose, clause: Clause, parties: Parties, basis: Basis, into: Shares) -> None:
    """Cost divided by a measure without a figure: inhabitants, use, hours, each party's budget."""
    low = clause.low
    of_cost = clause.topic == "money" or any(
        word in low for word in ("kostnad", "finansier", "avgift", "bidrag", "underskott")
    )
    if not (of_cost and _COST.search(low)):
        return
    if "statsbidrag" in low or _OWN.search(low):
        return
    m = _YARDSTICK.search(low)
    if m is None:
        return
    what = m["what"]
    if _ANNEX.match(m["y"]) or ("bilaga" in what and not _YARD_WORD.search(what)):
        into.findings.append(
            Finding(
                "share_in_annex",
                {"words": prose.text[clause.start : clause.end][:200]},
                prose.span(clause.start, clause.end),
            )
        )
        return
    if not _YARD_WORD.search(what):
        return
    mentions = parties.mentions(prose, clause.start, clause.end, strangers=False)
    groups = [x for x in mentions if x.group is not None]
    single = list(dict.fromkeys(x.parties[0] for x in mentions if x.group is None))
    names = groups[0].parties if groups else tuple(single) if len(single) > 1 else tuple(p.name for p in parties.bound)
    start, end = clause.start + m.start("y"), clause.start + m.end("y")
    role = _role(clause, basis)
    for name in names:
        into.add(
            Share(
                name, "other", None, prose.text[start:end].strip(), role, basis, prose.span(clause.start, clause.end)
            ),
            (prose, clause.section),
        )
