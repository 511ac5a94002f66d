"""Who pays what: clauses on cost in, one share a party and role out.

The verb's tense decides the role, not the order; percentages of grants, ceilings and posts are no shares.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.reading.terms.figures import Figure, figures_in
from samverkan.core.reading.terms.pairing import paired
from samverkan.core.reading.terms.share_roles import changes_parted, role_in, role_of, step_in, words_before
from samverkan.core.reading.terms.yardsticks import COST, read_yardstick
from samverkan.core.reading.values import Basis, Role, Share
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.gathering import Shares
    from samverkan.core.reading.terms.parties import Parties

_TRIGGER = Wording(
    r"procent|%|hälft|halva|del(?:ar?)?\b|\d/\d|kronor|\bkr\b|:-|mnkr|mkr|tkr|lika|fördel|andel|proportion",
    r"folkmängd|invånar|befolkning|förbruk|skattekraft|skatteunderlag|volym|användning|yta\b|principen|timtaxa|självkostnad|nedlagd|nyttja|faktisk|antal",
)
# What a figure is of when it is no party's share.
_NOT_SHARE = Wording(
    r"statsbidrag|skatteintäkt|skattemedel|statliga? (?:\w+ )?bidrag|bidraget avsätts|avsätts|räknas upp",
    r"uppräkn|index|\b(?:pkv|opi|kpi|lpik)\b|dock högst|ränt[ae]|mervärdes|\bmoms|heltid",
    r"tjänst(?:er|en|gör|göring|göringsgrad)?\b|sysselsätt|beläggning|av platserna|nyttjandegrad|röst",
    r"rabatt|påslag|overhead|kvorum|majoritet|av ledamöterna|av barnen|av befolkningen|av eleverna",
    r"av invånarna|besökare|sjukfrånvaro|måluppfyllelse|andelen(?! för)|minskat med|ökat med|ökade med|ökning",
    r"minskning|tolftedel",
)
_NOT_PAID = Wording(
    r"arvode|hyra[sn]?\b|\bvite|dröjsmål|påminnelse|självrisk|per [a-zåäö]*timm|timpris|timtaxa|per tillfälle",
    r"per ärende|per elev|per barn|per plats|per dygn|vårddag|prisbasbelopp|milersättning|bötes|lönen?\b",
    r"per person|per besök|per handling",
)
# "Nuvarande avtal löper ut ... Enligt det svarar ...": the division of an agreement that ends
_ENDS = Wording(r"löper ut|upphör|nuvarande|gällande avtal|tidigare|har sagts upp")
_BY_IT = Wording(r"(?:enligt|i) (?:det|detta|den|det avtalet|avtalet)(?!\w)")
_THEN = Wording(r"^(?:därefter|efter) (?:den )?(?:\d{1,2} \w+ )?(?:år(?:et)? )?(?:(?:19|20)\d\d)")
# "hälften fördelas efter folkmängd": a part of the whole, divided by a yardstick
_BY_YARDSTICK = Wording(
    r" (?:av (?:kostnad|avgift|bidrag|belopp|resten)\w* )?(?:(?:fördelas|beräknas|delas|debiteras) )?(?:efter|utifrån|enligt|"
    r"baserat på|i proportion|i förhållande|på grundval)(?!\w)(?! (?:avdrag|överenskommelse|avtal))",
)
# In minutes an amount is a party's share only where the sentence says that it pays it.
_PAYS = Wording(
    r"betalar|\bdel (?:är|uppgår|av kostnad)|andel|ersätter|bidrar|avgift|ersättning|medfinansier",
    r"finansierar",
)
# "Städning och samordnartjänst betalas med hälften var": what is paid is no unit of the figure
_PAID_WITH = Wording(r"(?:betalas|bekostas|finansieras|bärs|bär|svarar|bidrar|delas|fördelas|står)(?!\w)")
# What is paid once is no division of the running cost.
_ONCE = Wording(r"(?<!\w)(?:uppstarts?|start|engångs|inrättande|etablerings)kostnad")
_MOST = 120  # figures of one clause
_BESIDES = Wording(r"därutöver|dessutom|härutöver|därtill|utöver (?:detta|medlemsavgift|avgiften)")


def read_shares(
    prose: Prose, clauses: Iterable[Clause], parties: Parties, basis: Basis, into: Shares, *, yardsticks: bool = True
) -> None:
    """Add the shares that the clauses state; `yardsticks`: also those without a figure, by inhabitants or use."""
    lead: Clause | None = None
    before = ""
    for clause in changes_parted(clauses):
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
        if not (COST.search(low) or clause.topic == "money" or (lead is not None and COST.search(lead.low))):
            continue
        if _ONCE.search(low):
            continue
        role: Role = "previous" if old else role_of(words_before(prose, clause, lead), basis)
        if not _read_figures(prose, clause, parties, basis, into, role) and yardsticks:
            read_yardstick(prose, clause, parties, basis, into)


def _read_figures(
    prose: Prose, clause: Clause, parties: Parties, basis: Basis, into: Shares, listed: Role = "current"
) -> bool:
    """Add the shares with figures; `listed` is the role that the words before a list give to its entries."""
    said = islice(figures_in(prose.low, clause.start, clause.end), _MOST)
    figures = [f for f in said if not _stray(prose.low, clause, f)]
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
    paying = into.by_inhabitants() if not mentions else frozenset()
    if paying:  # "Till och med 2019 var ersättningen 19 kronor per invånare": who paid it is said before
        found = [x for x in found if x.figure.measure != "per_inhabitant" or x.mention.value.lower() in paying]
    whole = role_in(clause, basis) if listed == "current" else listed
    step = step_in(prose, clause)
    later = step is not None or _THEN.match(clause.low) is not None
    added = False
    for item in found:
        role = item.role if item.role != "current" else whole
        if role == "current" and into.has(item.mention.value) and later:
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
                step if role == "planned" else None,
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
    near_before = near_before[max((m.end() for m in _PAID_WITH.finditer(near_before)), default=0) :]
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
