"""The clause on notice to leave during the term: clauses in, whole months out.

Refusing to extend is not notice during the term, and leaving at once for breach has no months.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.dating import number_of
from samverkan.core.reading.terms.durations import durations_in
from samverkan.core.reading.values import TerminationTerm
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.terms.clauses import Clause, Prose

_LEAVE = (
    r"(?:lämna|lämnar|gå ur|träda ur|träder ur|frånträda|frånträder) "
    r"(?:avtalet|samarbetet|samverkan|förbundet|nämnden|överenskommelsen|partnerskapet|gemenskapen)"
)
_TRIGGER = Wording(
    r"uppsäg|säga upp|sägas upp|sägs upp|säger upp|sagts? upp|utträd|varsel",
    rf"{_LEAVE}|avsluta",
)
_NOTICE = Wording(
    r"uppsägningstid|uppsägningen? (?:ska|skall|måste|får|kan)|uppsägning|säga upp|sägas upp|utträd|varsel",
    _LEAVE,
)
_REFUSAL = Wording(
    r"förläng|avtalstidens (?:slut|utgång)|avtalets (?:slut|utgång)|avtalsperiodens|huvudförfallodag",
    r"utgången av (?:avtals|innevarande|löpande|den (?:löpande|innevarande))|periodens (?:slut|utgång)",
    r"löpande avtalsperiod|avtalets upphörande|avtalets giltighetstid",
)
_AT_ONCE = Wording(r"omedelbar verkan|omedelbart|hävning|häva")
_SPECIAL = Wording(
    r"förutsättning\w* (?:\w+ ){0,4}(?:ändra|förändra)|lagstiftning|lagändring|ändrad lag",
    r"ändrade förhållanden|väsentlig|i förtid|förtida|avtalsbrott",
)
_PAST = Wording(r"har sagts upp|sades upp|är uppsagt|sagt upp avtalet den|uppsagda avtal")
_INDIRECT = Wording(
    r"(?:sedan|efter det att|efter att|när)(?: det)? (?P<n>ett|två|tre|tolv|arton|tjugofyra|sex|nio) (?P<u>år|månader) (?:har )?"
    r"(?:förflutit|gått|passerat)",
)


# "Part som önskar utträda före avtalstidens slut": leaving during the term, no refusal to extend
_EARLY = Wording(
    r"(?:utträd\w*|lämna|säga upp \w+|upphöra) (?:(?!månad|år|veck)\w+ )?(?:före|innan) \w+ (?:slut|utgång)"
)


# Words before a length of time that make it one of notice.
_OF_NOTICE = Wording(
    r"uppsägning|säg(?:a|as|s|er)(?: \w+){0,3} upp|utträde?|varsel|iakttagande|med|senast|minst|tidigast",
)


class _Clause(NamedTuple):
    months: int | None
    special: bool
    refusal: bool
    start: int
    end: int


def read_termination(prose: Prose, clauses: Sequence[Clause], *, extends: bool) -> TerminationTerm | None:
    """The ordinary notice to leave; where only one for special cases stands, that one.

    `extends`: the agreement can be extended, so that a time before its end is a refusal to extend it.
    """
    found: list[_Clause] = []
    for clause in clauses:
        low = clause.low
        headed = _headed(prose, clause)
        if headed is not None:
            found.append(headed)
            continue
        if not _TRIGGER.search(low) or _PAST.search(low) or not (_NOTICE.search(low) or clause.topic == "ending"):
            continue
        if clause.topic in {"dispute", "changes", "signatures"} and "uppsägningstid" not in low:
            continue
        read = _read(prose, clause, extends)
        if read is not None:
            found.append(read)
    kept = [f for f in found if not f.refusal]
    if not kept:
        return None
    best = min(kept, key=lambda f: (f.months is None, f.special))
    return TerminationTerm(best.months, prose.cited(best.start, best.end))


def _headed(prose: Prose, clause: Clause) -> _Clause | None:
    """The heading says of what, the text only how long: "Uppsägningstid: 6 månader"."""
    if not clause.section or len(clause.low) > 60:
        return None
    heading = prose.headings[clause.section - 1]
    words = prose.low[heading.start : heading.end]
    lengths = durations_in(prose.low, clause.start, clause.end)
    if not lengths or not ("uppsägningstid" in words or ("uppsägning" in words and lengths[0].start == clause.start)):
        return None
    if _REFUSAL.search(prose.low, lengths[0].end, clause.end):
        return None
    return _Clause(lengths[0].months, False, False, heading.start, clause.end)


def _read(prose: Prose, clause: Clause, extends: bool) -> _Clause | None:
    low = clause.low
    at_once = _AT_ONCE.search(low) is not None
    months: int | None = None
    refusal = False
    indirect = _INDIRECT.search(low)
    if indirect:
        months = (number_of(indirect["n"]) or 0) * (12 if indirect["u"] == "år" else 1)
    else:
        for d in durations_in(prose.low, clause.start, clause.end):
            before = prose.low[max(clause.start, d.start - 70) : d.start]
            after = prose.low[d.end : min(clause.end, d.end + 90)]
            of_notice = (
                _OF_NOTICE.search(before)
                or re.match(r"(?: \w+){0,3} (?:före|innan|efter|i förväg|dessförinnan)", after)
                or (prose.low[d.end - 1] == "s" and re.match(r"(?: \w+){0,3} (?:uppsägning|varsel)", after))
            )
            if not of_notice:
                continue
            if re.search(r"(?:förläng|prolonger|ytterligare)\w*[^.;]{0,40}$", before) and not re.match(
                r"(?: \w+){0,2} uppsägning", after
            ):
                continue
            if re.search(r"avhjälp|rättelse|inom(?: \w+)?$", before.rstrip()) or re.search(
                r"gäller (?:i|under|för)\s?$", before
            ):
                continue
            ordinary = "uppsägningstid" in low.replace("samma uppsägningstid", "") or re.match(
                r"(?: \w+){0,3} uppsägning", after
            )
            end_words = _REFUSAL.search(after) or _REFUSAL.search(before)
            if extends and end_words and not ordinary and not _EARLY.search(low):
                refusal = True
                continue
            months, refusal = d.months, False
            break
    if months is None and at_once and not refusal:
        return None
    if (
        months is None
        and not refusal
        and not re.search(r"uppsägningstid|säga upp|sägas upp|utträd|uppsägning ska", low)
    ):
        return None
    if at_once and months is not None and "uppsägningstid" not in low:
        return None
    return _Clause(months, _SPECIAL.search(low) is not None, refusal, clause.start, clause.end)
