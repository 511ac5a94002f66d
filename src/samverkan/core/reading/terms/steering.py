"""Who leads the service: clauses in, the steering group out, its seats and whether they are equal.

Only a steering group counts; a direction, a board or a joint board is an organ of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.dating import NUMBER_WORDS, number_of
from samverkan.core.reading.values import SteeringGroup
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.terms.parties import Parties

_GROUP = Wording(r"styrgrupp|ledningsgrupp|styrkommitté")
_EQUAL = Wording(
    r"(?:jämlik|lika|jämn|likvärdig|paritetisk)\w* (?:representation|fördelning|antal|många|delar)",
    r"lika (?:väl )?representera|lika (?:stort )?antal|lika många|jämlikt (?:representera|sammansatt)|paritetiskt?",
)
_N = rf"(?P<n>\d{{1,2}}|{NUMBER_WORDS})(?: ?\((?:\d{{1,2}}|{NUMBER_WORDS})\))?"
_WHO = (
    r"(?:representant|[a-zåäö]{0,14}tjänsteperson|ledam|person|plats|företrädare|tjänsteman|tjänstemän|politiker|[a-zåäö]{0,20}chef|"
    r"[a-zåäö]{0,12}direktör|förtroendevald|handläggare|stol)"
)
_UTSER = r"(?:utser|utse|har|med|företräds av|representeras av|vardera)"
_EACH = Wording(
    # två representanter från vardera parten
    rf"(?<!\w){_N} (?:ordinarie |förtroendevalda? )?{_WHO}[a-zåäö]*[^.;]{{0,60}}?"
    r"(?<!\w)(?:vardera|varje|respektive|båda|per part|per kommun)(?!\w)",
    # vardera part utser två
    rf"(?<!\w)(?:vardera|varje|respektive|parterna|båda parter)(?!\w)[^.;\d]{{0,40}}?(?<!\w){_UTSER}(?: vardera)? "
    rf"(?P<n2>\d{{1,2}}|{NUMBER_WORDS})(?!\w)",
    # två från varje part
    rf"(?<!\w)(?P<n5>\d{{1,2}}|{NUMBER_WORDS}) från (?:vardera|varje|respektive)(?!\w)",
    # har vardera två personer
    rf"(?<!\w)(?:utser|utse|har) vardera (?P<n4>\d{{1,2}}|{NUMBER_WORDS}) (?:ordinarie )?{_WHO}",
    # utser två personer var
    rf"(?<!\w)(?:utser|utse|har|med) (?P<n3>\d{{1,2}}|{NUMBER_WORDS}) (?:ordinarie )?{_WHO}[a-zåäö]* var(?!\w)",
)
# "två representanter för A och en för varje kommun": each sort of party has a number of its own
_SORTS = Wording(
    rf"(?<!\w)(?P<n>\d{{1,2}}|{NUMBER_WORDS}) (?:ordinarie )?(?:{_WHO}[a-zåäö]* )?(?:från|för|utsedda av) "
    r"(?!vardera|varje|respektive|var och)[^.;]{2,80}?(?:,| och| samt| medan) "
    rf"(?P<m>\d{{1,2}}|{NUMBER_WORDS}) (?:{_WHO}[a-zåäö]* )?(?:från|för|utsedda? av) (?:vardera|varje|respektive|var och en|de)(?!\w)",
)
_ANY = Wording(rf"(?<![\w(]){_N}(?![\w)])")
_SEAT = Wording(rf"(?<!\w){_N} (?:ordinarie )?(?:{_WHO}|\(|och (?!ersätt)|,|\.|$)")
# "de sex övriga parterna", "resterande kommuner"
_REST = Wording(
    r"(?<!\w)(?:övriga|resterande|andra)(?!\w)",
    r"(?<=från )(?:regionen|landstinget|värdkommunen)[^.;]{3,60}(?:varje|vardera|respektive) kommun",
)


def read_steering(prose: Prose, clauses: Sequence[Clause], parties: Parties) -> SteeringGroup | None:
    """The steering group: its clause, whether the parties have equal seats, and how many each where told."""
    told = [i for i, c in enumerate(clauses) if _GROUP.search(c.low) or (c.topic == "steering" and _headed(prose, c))]
    if not told:
        return None
    first = next((i for i in told if _headed(prose, clauses[i]) or _EACH.search(clauses[i].low)), told[0])
    section = clauses[first].section
    together = [c for c in clauses[first : first + 6] if c.section == section]
    for clause in together:
        uneven = _uneven(clause)
        if uneven is not None:
            return SteeringGroup(False, None, prose.cited(clause.start, clause.end))
    main = next((c for c in together if _EQUAL.search(c.low) or _EACH.search(c.low)), together[0])
    for clause in together:
        each = _EACH.search(clause.low)
        if each:
            n = number_of(each["n"] or each["n2"] or each["n3"] or each["n4"] or each["n5"])
            if each["n"]:  # "fyra personer, två från vardera parten": the last number is that of each
                n = [number_of(m["n"]) for m in _ANY.finditer(clause.low, each.start(), each.end())][-1]
            return SteeringGroup(True, n, prose.cited(clause.start, clause.end))
        if _EQUAL.search(clause.low):
            return SteeringGroup(True, None, prose.cited(clause.start, clause.end))
    seats = _seats(prose, together, parties)
    if len(seats) > 1:
        equal = len(set(seats.values())) == 1
        return SteeringGroup(
            equal, next(iter(seats.values())) if equal else None, prose.cited(together[0].start, together[-1].end)
        )
    return SteeringGroup(None, None, prose.cited(main.start, main.end))


def _uneven(clause: Clause) -> bool | None:
    """True where some have other numbers of seats than the rest: "två från A och en från var och en av de övriga"."""
    sorts = _SORTS.search(clause.low)
    if sorts is not None and number_of(sorts["n"]) != number_of(sorts["m"]):
        return True
    rest = _REST.search(clause.low)
    if rest is None:
        return None
    seats = [number_of(m["n"]) for m in _SEAT.finditer(clause.low)]
    return True if len(set(seats)) > 1 else None


def _headed(prose: Prose, clause: Clause) -> bool:
    heading = prose.headings[clause.section - 1] if clause.section else None
    return heading is not None and _GROUP.search(prose.low, heading.start, heading.end) is not None


def _seats(prose: Prose, clauses: Sequence[Clause], parties: Parties) -> dict[str, int]:
    """Seats by party where each is named with its number: "A utser tre ledamöter och B två"."""
    seats: dict[str, int] = {}
    for clause in clauses:
        mentions = parties.mentions(prose, clause.start, clause.end, strangers=False)
        for i, mention in enumerate(mentions):
            limit = mentions[i + 1].start if i + 1 < len(mentions) else clause.end
            m = _SEAT.search(prose.low, mention.end, limit)
            before = prose.low[max(clause.start, mention.start - 30) : mention.start]
            if m is None:
                m = re.search(
                    rf"(?<!\w){_N} (?:{_WHO}[a-zåäö]* )?(?:från|för|av|utses av)\s$",
                    before,
                )
            n = number_of(m["n"]) if m else None
            if n:
                for name in mention.parties:
                    seats.setdefault(name.value, n)
    return seats
