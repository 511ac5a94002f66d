"""Cost divided by a measure without a figure: a clause in, a share of each party by inhabitants, use, hours or budget out.

A figure that stands in an annex is a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.reading.terms.share_roles import role_in
from samverkan.core.reading.values import Basis, Share
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.gathering import Shares
    from samverkan.core.reading.terms.parties import Parties


# Words of cost: without one a figure is no share.
COST = Wording(
    r"kostnad|finansier|betala|bekosta|svarar|svarade|svarat|står för|stod för|stå för|stått för|burit|bär |bärs|ersätt|avgift",
    r"bidra|bidrog|delas|fördel|andel|del är|täck|debiter|underskott|budget|vardera|utgift|principen|tillskjut",
    r"skjuter till|delar på|avtalet",
)
_YARDSTICK = Wording(
    r"(?:fördela[st]?|fördelat|fördelades|delades|delar|fördelad|fördelning(?:en|s)?|beräkna[sd]?|debitera[sd]?|ersätter|betala[srt]*|delas|"
    r"finansiera[sr]|kostnadsfördelning\w*|nyckel\w*|avgift\w*|bidrag\w*|andel\w*|svarar|"
    r"bär[s]?)[^.;]{0,90}?\b(?P<y>(?:utifrån|efter|enligt|i proportion (?:till|mot)|i förhållande till|"
    r"proportionellt (?:mot|till|efter)|baserat på|baserad på|baseras på|grundas på|i relation till|"
    r"(?:är|används|utgörs av|på)(?= (?:antal|invånar|folkmängd|befolkning))|"
    r"med utgångspunkt (?:i|från)|på (?:grundval|basis) av|bestäms av|utgår från) (?P<what>[^.;:]{3,140}))",
)

_YARD_WORD = Wording(
    r"folkmängd|invånar|befolkning|antal|nyttjande|utnyttjande|användning|omsättning|förbrukning|volym",
    r"elever|barn\b|ärenden|timm|timtaxa|lönespecifikation|budget|skattekraft|skatteunderlag|självkostnad",
    r"elevtal|kilometer|lönesumma|area\b|vikt\b|mängd|hushåll|uttryckning|insatser|utlån|utfall|nyckeltal",
    r"faktisk|yta\b|kvadratmeter|platser|köpta|deltagare|storlek|besök|fordon|personal",
)

_ANNEX = Wording(r"(?:enligt|i|av|framgår av) (?:särskild |bifogad )?bilaga")

_OWN = Wording(
    r"(?:egen|egna|sin egen|sina egna|sitt eget) (?:personal|kostnad|verksamhet|lokal|ledam)",
    r"respektive (?:part|kommun|samarbetskommun)[a-zåäö]* (?:svarar|ansvarar|står) (?:själv|för sin)",
    r"själv(?:a)? för",
)

# "Utryckning utanför avtalet debiteras efter självkostnad": no division of what the agreement costs
_OUTSIDE = Wording(r"utanför (?:avtalet|uppdraget|överenskommelsen)|därutöver|utöver (?:avtalet|uppdraget|detta)")

_PAY = Wording(r"(?<!\w)(?:betalar|ersätter|bekostar)(?!\w)")


def _verb_at(low: str) -> int:
    """Where a clause says that those named before pay; before its beginning where it does not."""
    m = _PAY.search(low)
    return m.start() if m else -1


def read_yardstick(prose: Prose, clause: Clause, parties: Parties, basis: Basis, into: Shares) -> None:
    """Cost divided by a measure without a figure: inhabitants, use, hours, each party's budget."""
    low = clause.low
    of_cost = clause.topic == "money" or any(
        word in low for word in ("kostnad", "finansier", "avgift", "bidrag", "underskott")
    )
    if not (of_cost and COST.search(low)):
        return
    if "statsbidrag" in low or _OWN.search(low) or _OUTSIDE.search(low):
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
    role = role_in(clause, basis)
    for name in names:
        into.add(
            Share(
                name, "other", None, prose.text[start:end].strip(), role, basis, prose.span(clause.start, clause.end)
            ),
            (prose, clause.section),
        )
