"""When an agreement is valid: clauses in, periods of whole days out, with their role by tense.

Terms of office, budget years, grants and statutes are other periods; a date whose words are cut off is a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.terms.anchors import DASH, Anchor, anchors_in, last_day
from samverkan.core.reading.terms.candidate import Candidate
from samverkan.core.reading.terms.cues import CUES, role_at
from samverkan.core.reading.terms.durations import durations_in
from samverkan.core.reading.terms.lost_dates import report_lost
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.findings import Finding
    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.values import Basis

_AND_UNTIL = Wording(
    r"^(?:[^.;]{0,90}?)(?:till(?: och med)?|t\.? ?o\.? ?m\.?|tom|upphör\w*(?: att gälla)?|löper ut|"
    r"som längst)(?: den| år| utgången av(?: år| den)?| längst(?: år)?| dess)? ?$",
)
_FROM = Wording(
    r"(?:från(?: ?(?:och|o) ?med)?|fr\.? ?o\.? ?m\.?|from|med verkan från|med start|start(?:ar|"
    r"ade)?(?: efter)?|efter|träd(?:er|de|a) i ?kraft|ikraftträdande|börja[rd]?e?(?: att)? (?:gälla|löpa)|tillträder|"
    r"bildas|inrättas|räknat från|(?:gällt|gällde|löpt) (?:alltsedan|sedan)|gäller från|gällande från)"
    r":?(?: och med)?:?(?: \|)?(?: den| år| dagen den)? ?$",
)
_TO = Wording(
    r"(?:till(?: ?(?:och|o) ?med)?|t\.? ?o\.? ?m\.?|tom|(?:till )?längst(?: till(?: och med)?)?|upphör(?:ande|"
    r"a|de|t)?(?: att gälla)?(?: per| från)?|löp(?:er|te) ut|utgången av|avslutas|"
    r"gäller till)(?: och med)?:?(?: utgången av| månadsskiftet| senast)?(?: den| år| i)? ?$",
)
# "Giltig fr.o.m. – t.o.m. 2021-01-01 – 2023-12-31": a head over both days
_FROM_TO = Wording(r"(?:fr\.? ?o\.? ?m\.?|från och med|från) ?[-–—/] ?(?:t\.? ?o\.? ?m\.?|till och med|till):? ?$")
_WHOLE = Wording(
    r"(?:under|för|avser|avse|perioden|avtalsperioden|åren|gäll\w+|omfattar|kalenderåret?|avtalsåret?|"
    r"avtalstid(?:en)?(?: är)?:?)(?: under| för)?(?: kalender)?(?: ?år(?:et|en)?)? ?$",
)
_PERIOD_WORD = Wording(
    r"(?:period(?:en)?|åren|avtalstid\w*|tiden|gäller|avser|under|för)(?: under| för| om| är)?:? ?$",
)
# "2012-05-01 och tillsvidare": a first day without a word for it
_THEN_OPEN = Wording(r" ?(?:[-–—,]|och|samt)? ?(?:gäller )?tills ?vidare")
_TRIGGER = Wording(
    r"\d{4}|fr\.? ?o\.? ?m|från och med|t\.? ?o\.? ?m|till och med|undertecknande|tillsvidare|tills vidare",
)
_VALID = Wording(
    r"(?:omfattar|avser|för) (?:tiden|perioden|åren)|revidering av",
    r"gäll|giltig|i ?kraft|löper|löpt|avtalstid|avtalsperiod|tecknas|teckna |träffa[rst]|ingå|perioden|åren|tillträder",
    r"bildas|inrättas|startar|upphör|förläng|varaktighet|fr\.? ?o\.? ?m|från och med|under år|för år|tills? ?vidare",
)
_ABOUT = Wording(
    r"avtal|överenskommels|partnerskap|förbundsordning|nämnd|samverkan|samarbete|förbund|parterna|verksamhet",
    r"utbildning",
)
# "Det har sedan förlängts": the agreement of the sentence before
_IT_EXTENDED = Wording(r"(?:det|detta|den|denna) [^.;]{0,40}förläng")
_NOT_VALIDITY = Wording(
    r"mandat|budget|läsår|statsbidrag|bidrag|lagen|lagstift|\blag \(|förordning|folkmängd|invånar|index",
    r"prisnivå|penningvärde|faktur|hyr[ae]|\bsenast|ledamöter|ordförandeskap|reviderad|dnr|daterad",
    r"undertecknad|antag(?:en|et|its)|fastställ|protokoll|sammanträde|bokslut|årsredovisning|utvärder",
    r"mätning|uppföljning|projekttid|dom\b|beslutsdatum|upprättad|handlingsprogram|tjänsteutlåtande",
    r"inriktning|skolår|valår|elever|räknas upp|avgiften",
)
_LABEL = Wording(r"[A-ZÅÄÖ][\w. ]{2,34}: $")
_NOT_AFTER = Wording(r"^ ?års (?:prisnivå|penningvärde|budget|avtal|mål)|^ ?(?:kronor|kr\b|invånare)")
_FOR_YEARS = Wording(
    r"(?:gäller|löper|tecknas|gälla|löpa)[^.;]{0,20}? (?:i|under|på|för)(?: en (?:tid|period) (?:av|om))? ?$",
    r"^ (?:och |i |under )(?:en (?:tid|period|avtalstid) (?:av|om) )?$",
)
_ASSIGNED = Wording(r"under förutsättning att avtal|uppdrag(?:et)? att|i uppdrag|uppdrar")
_AND = (" och ", " och den ")
_BETWEEN = ("mellan ", "mellan den ")  # "mellan den 1 januari 2021 och den 31 december 2023"
_MOST = 24  # dates of one clause, and periods of one text, that are weighed against each other


def candidates(prose: Prose, clause: Clause, basis: Basis, findings: list[Finding]) -> list[Candidate]:
    """Every period of validity that the clause states."""
    low = clause.low
    if not _TRIGGER.search(low) or (basis == "told" and _ASSIGNED.search(low)):
        return []
    plain = clause.topic == "term" or (basis == "agreed" and low.startswith(("gäll", "giltig")))
    valid = _VALID.search(low) is not None and (
        _ABOUT.search(low) is not None or plain or _IT_EXTENDED.match(low) is not None
    )
    if not (plain or valid):
        return []
    anchors = anchors_in(prose, clause)[:_MOST]
    start = _label_start(prose, clause)
    cues = list(CUES.finditer(prose.low, start, clause.end)) if anchors else []
    found: list[Candidate] = []
    used: set[int] = set()
    text = prose.low
    for i, a in enumerate(anchors):
        if i in used:
            continue
        before = text[max(start, a.start - 60) : a.start]
        if basis != "agreed" and "förutsättning" in text[max(clause.start, a.start - 160) : a.start]:
            continue  # what a condition says is not said to be so
        listed = _last_listed(text, anchors, i) if _PERIOD_WORD.search(before) else i
        if listed > i + 1:  # "åren 2021, 2022 och 2023"
            used.update(range(i + 1, listed + 1))
            _keep(found, prose, clause, cues, plain, a.first, anchors[listed].last, a, anchors[listed], True, basis, 0)
            continue
        nxt = anchors[i + 1] if i + 1 < len(anchors) else None
        lone_year = a.end - a.start == 4
        after = anchors[i - 1].end if i and not lone_year else 0
        is_from = _FROM.search(before) is not None or (plain and _THEN_OPEN.match(text, a.end) is not None)
        is_to = not is_from and _TO.search(before) is not None and _FROM_TO.search(before) is None
        if nxt is not None and a.first <= nxt.last and not is_to:
            between = text[a.end : nxt.start]
            paired = (
                DASH.match(between)
                or (between == "-")
                or (between in _AND and before.endswith(_BETWEEN))
                or (is_from and len(between) < 110 and _AND_UNTIL.match(between) and "förläng" not in between)
            )
            if (
                not paired
                and lone_year
                and nxt.end - nxt.start == 4
                and between in {" ", " och ", " – "}
                and _PERIOD_WORD.search(before)
                and nxt.first.year > a.first.year
            ):
                paired = True
            if paired:
                used.add(i + 1)
                _keep(found, prose, clause, cues, plain, a.first, nxt.last, a, nxt, lone_year, basis, after)
                continue
        if is_from:
            to = _stated_length(prose, clause, a)
            _keep(found, prose, clause, cues, plain, a.first, to, a, a, lone_year, basis, after)
        elif is_to:
            _keep(found, prose, clause, cues, plain, None, a.last, a, a, lone_year, basis, after)
        elif lone_year and _WHOLE.search(before) and not _NOT_AFTER.match(text[a.end : a.end + 20]):
            _keep(found, prose, clause, cues, plain, a.first, a.last, a, a, lone_year, basis, after)
    report_lost(prose, clause, anchors, plain, findings)
    return found


def _label_start(prose: Prose, clause: Clause) -> int:
    """Where the clause begins, its label with it: "Giltigt till och med: 2016-12-31", "Ersätter: Avtal fr.o.m. 2011"."""
    if clause.start < 2 or prose.text[clause.start - 2] != ":":
        return clause.start
    label = _LABEL.search(prose.text, max(0, clause.start - 40), clause.start)
    return label.start() if label else clause.start


def _last_listed(text: str, anchors: list[Anchor], i: int) -> int:
    """The index of the last of the years one after the other that are listed from anchors[i] on."""
    last = i
    while (
        last + 1 < len(anchors)
        and anchors[last + 1].first.year == anchors[last].first.year + 1
        and anchors[last].end - anchors[last].start == anchors[last + 1].end - anchors[last + 1].start == 4
        and text[anchors[last].end : anchors[last + 1].start] in {", ", " och ", " samt "}
    ):
        last += 1
    return last


def _stated_length(prose: Prose, clause: Clause, a: Anchor) -> date | None:
    """The last day where a number of years or months stands beside the first day."""
    low = prose.low
    for d in durations_in(low, max(clause.start, a.start - 60), a.start):
        between = low[d.end : a.start]
        if d.months and re.match(
            r"^,?(?: räknat)?(?: från(?: och med)?| fr\.? ?o\.? ?m\.?| med (?:start|början)(?: den)?)(?: den)? ?$",
            between,
        ):
            return last_day(a.first, d.months)
    for d in durations_in(low, a.end, min(clause.end, a.end + 90)):
        if (
            d.months
            and _FOR_YEARS.search(low[a.end : d.start])
            and not re.match(r" i (?:taget|sänder)|s? uppsägning", low[d.end : d.end + 12])
        ):
            return last_day(a.first, d.months)
        break
    return None


def _keep(
    found: list[Candidate],
    prose: Prose,
    clause: Clause,
    cues: list[re.Match[str]],
    plain: bool,
    from_: date | None,
    to: date | None,
    a: Anchor,
    b: Anchor,
    lone: bool,
    basis: Basis,
    after: int,
) -> None:
    low = prose.low
    near = low[max(clause.start, a.start - 70, after) : a.start]
    near = re.split(r"(?<![\s.]\w)[.;]|, (?=och|samt|dock)|(?<=\d)[,)] ", near)[-1]
    if _NOT_VALIDITY.search(near) or _NOT_AFTER.match(low[b.end : b.end + 20]):
        return
    if clause.topic in {"invoicing", "money", "followup", "annex", "signatures", "steering"} and not re.search(
        r"^giltig|avtal|överenskommels|nämnden tillträder|nämnden (?:bildas|inrättas)", low[clause.start : clause.end]
    ):
        return
    role = role_at(prose, clause, cues, a.start, basis)
    if role is None:
        return
    open_ended = to is None and role != "previous"
    rank = 0 if plain else 1
    found.append(Candidate(from_, to, open_ended, role, a.start, b.end, rank, lone))
