"""Who pays what: clauses on cost in, one share a party and role out.

The verb's tense decides the role, not the order; percentages of grants, ceilings and posts are no shares.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.reading.terms.figures import Figure, figures_in
from samverkan.core.reading.terms.pairing import paired
from samverkan.core.reading.values import Basis, Role, Share
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.parties import Parties

_TRIGGER = Wording(
    r"procent|%|hälften|halva|delar?\b|\d/\d|kronor|\bkr\b|:-|mnkr|mkr|tkr|lika|fördel|andel|proportion",
    r"folkmängd|invånarantal|principen|timtaxa|självkostnad|nedlagd|nyttja|faktisk|antal",
)
_COST = Wording(
    r"kostnad|finansier|betala|bekosta|svarar|svarade|svarat|står för|stod för|stå för|stått för|burit|bär |bärs|ersätt|avgift",
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
    r"tidigare|hittills|föregående(?! år)|dessförinnan|fram till|"
    r"före (?:den \d{1,2} \w+ )?(?:år )?(?:19|20)\d\d,? (?:svarade|betalade|stod|var|fördelades|bar|delades|finansierade)|"
    r"\bvar före\b|\bstod\b|\bfinansierade|\bsvarade\b|\bbetalade|\bbekostade|\bbar \b",
    r"\bfördelades|\bvar (?:fördelad|fördelningen|\d)|\binnebar|\bförut\b|ursprunglig|\bersatte",
    r"gamla fördelningen|\bdelades|\bbidrog",
)
_OLD_HEADING = Wording(
    r"tidigare|hittills|(?<![a-zåäö.])(?:t\.? ?o\.? ?m\.?|till och med|före) (?:år )?(?:19|20)\d\d:? ?$"
)
# "... ändras till 50 procent vardera", "(tidigare 30 %)"
_CHANGES = Wording(
    r"(?:ändras|övergår|förändras|justeras) till |ersätts (?:av|med) |(?:blir|är) (?:nu|i stället|istället|härefter) "
)
_BESIDE_NEW = re.compile(r"\((?:tidigare|förut|mot tidigare)[^)]*\)")
# "Nuvarande avtal löper ut ... Enligt det svarar ...": the division of an agreement that ends
_ENDS = Wording(r"löper ut|upphör|nuvarande|gällande avtal|tidigare|har sagts upp")
_BY_IT = Wording(r"(?:enligt|i) (?:det|detta|den|det avtalet|avtalet)(?!\w)")
_NOW_OLD = Wording(
    r"nuvarande (?:fördelning|avtal|kostnad|överenskommelse)|i dag\b|\bidag\b|befintlig|för närvarande",
)
_AHEAD = Wording(r"kommer att|planeras|på sikt|avses|framöver ska|därefter ska|föreslås framöver")
_STEP = Wording(
    r"^(?:från och med|fr\.? ?o\.? ?m\.?|from|därefter|"
    r"efter) (?:den )?(?:\d{1,2} \w+ )?(?:år(?:et)? )?(?:(?:19|20)\d\d)",
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
# "hälften fördelas efter folkmängd": a part of the whole, divided by a yardstick
_BY_YARDSTICK = Wording(
    r" (?:av (?:kostnad|avgift|bidrag|belopp|resten)\w* )?(?:(?:fördelas|beräknas|delas|debiteras) )?(?:efter|utifrån|enligt|"
    r"baserat på|i proportion|i förhållande|på grundval)(?!\w)(?! (?:avdrag|överenskommelse|avtal))",
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
_PAY = Wording(r"(?<!\w)(?:betalar|ersätter|bekostar)(?!\w)")
_BESIDES = Wording(r"därutöver|dessutom|härutöver|därtill|utöver (?:detta|medlemsavgift|avgiften)")
_MOST = 200  # shares of one agreement


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
        kept = self._by.get(key)
        if kept is not None and kept.measure == "amount" and share.measure == "percent" and share.basis != "agreed":
            self._by[key], self._places[key] = share, place  # what a part comes to in kronor, told before the part
        if key not in self._by and len(self._by) < _MOST:
            self._by[key], self._places[key] = share, place

    def has(self, party: str, role: Role = "current") -> bool:
        """Whether the party has a share in that role."""
        return (party.lower(), role) in self._by


def read_shares(
    prose: Prose, clauses: Iterable[Clause], parties: Parties, basis: Basis, into: Shares, *, yardsticks: bool = True
) -> None:
    """Add the shares that the clauses state; `yardsticks`: also those without a figure, by inhabitants or use."""
    lead: Clause | None = None
    before = ""
    for clause in _changes_parted(clauses):
        low = clause.low
        old = basis == "told" and _ENDS.search(before) is not None and _BY_IT.match(low) is not None
        before = low
        if low.endswith(":"):
            lead = clause
        elif lead is not None and (clause.section != lead.section or (len(low) > 80 and clause.start > lead.end + 1)):
            lead = None
        if not _TRIGGER.search(low):
            continue
        if (
            clause.topic in {"invoicing", "followup", "ending", "dispute", "signatures"}
            and "fördel" not in low
            and "finansier" not in low
        ):
            continue
        if not (_COST.search(low) or clause.topic == "money" or (lead is not None and _COST.search(lead.low))):
            continue
        role: Role = "previous" if old else _role_of(_words_before(prose, clause, lead), basis)
        if not _read_figures(prose, clause, parties, basis, into, role) and yardsticks:
            _read_yardstick(prose, clause, parties, basis, into)


def _changes_parted(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses; one that tells of the old division and then of the new parted where the new begins."""
    for clause in clauses:
        m = _CHANGES.search(clause.low) if "procent" in clause.low or "%" in clause.low else None
        if m is None or not _PAST.search(clause.low, 0, m.start()):
            yield clause
            continue
        yield clause._replace(end=clause.start + m.start(), low=clause.low[: m.start()])
        yield clause._replace(start=clause.start + m.end(), low=clause.low[m.end() :])


def _read_figures(
    prose: Prose, clause: Clause, parties: Parties, basis: Basis, into: Shares, listed: Role = "current"
) -> bool:
    """Add the shares with figures; `listed` is the role that the words before a list give to its entries."""
    figures = [f for f in figures_in(prose.low, clause.start, clause.end) if not _stray(prose.low, clause, f)]
    if _BESIDES.search(clause.low):
        figures = [f for f in figures if f.measure != "amount"]
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
    found = paired(prose, clause, figures, mentions, parties)
    whole = _role(clause, basis) if listed == "current" else listed
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
    if figure.measure != "per_inhabitant" and _BY_YARDSTICK.match(low, figure.end):
        return True
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
    return _role_of(clause.low, basis)


def _role_of(low: str, basis: Basis) -> Role:
    low = _BESIDE_NEW.sub("", low) if "(" in low else low
    if _PAST.search(low):
        return "previous"
    if basis == "told" and _NOW_OLD.search(low):
        return "previous"
    return "planned" if basis == "told" and _AHEAD.search(low) else "current"


def _words_before(prose: Prose, clause: Clause, lead: Clause | None) -> str:
    """The words that a list's entry stands under: the clause that ends in a colon, or the heading."""
    if lead is not None:
        return lead.low
    if not clause.section or len(clause.low) > 80:
        return ""
    heading = prose.headings[clause.section - 1]
    words = prose.low[heading.start : heading.end]
    return "tidigare" if _OLD_HEADING.search(words) else ""


def _verb_at(low: str) -> int:
    """Where a clause says that those named before pay; before its beginning where it does not."""
    m = _PAY.search(low)
    return m.start() if m else -1


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
    paying = [x for x in mentions if x.group is None and x.end <= _verb_at(low) + clause.start]
    if paying and not groups:
        single = list(dict.fromkeys(x.parties[0] for x in paying))
    names = groups[0].parties if groups else tuple(single) if len(single) > 1 or paying else parties.names
    start, end = clause.start + m.start("y"), clause.start + m.end("y")
    role = _role(clause, basis)
    for name in names:
        into.add(
            Share(
                name, "other", None, prose.text[start:end].strip(), role, basis, prose.span(clause.start, clause.end)
            ),
            (prose, clause.section),
        )
