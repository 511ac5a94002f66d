"""Whom the service is for and what must have happened first: clauses in, target group and prerequisites out.

That the agreement itself must be approved is a condition of the agreement, not of the target group.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.values import TargetGroup
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.terms.clauses import Clause, Prose

_FOR = Wording(
    r"(?:målgrupp(?:en)?(?: för \w+)? (?:är|utgörs av|omfattar)|(?:riktar|vänder) sig till|(?:erbjuder|ger|ge|"
    r"erbjuda|lämnar) (?:\w+ )?(?:stöd|hjälp|insatser|behandling|rådgivning|service)(?: \w+){0,4}? till|"
    r"(?<!\w)dit (?:kommer|hänvisas|söker sig|remitteras)|"
    r"är (?:till|avsedd|öppen) för|(?:verksamheten|mottagningen|tjänsten) är för|(?:stöd|insatser|"
    r"rådgivning) (?:till|för)(?= (?:barn|unga|ungdom|föräld|familj|person|gravid|blivande|invån|elever|"
    r"kvinnor|män|äldre))) (?P<who>[^.;:]{4,220})",
)
_NEEDS = Wording(
    r"(?:krävs|fordras|förutsätter|måste|ska ha|skall ha|är ett krav|villkor för|förutsättning för)",
)
# Whom the service takes: a clause on what must have been done makes it a prerequisite.
_TAKES = Wording(
    r"tar emot (?:den|dem|de|personer|föräldrar|barn|familjer|ungdomar) som (?:har|redan|tidigare|fått|genomgått)"
)
_ABOUT = Wording(
    r"medverkan|deltagande|delta\b|deltagare|inskriv|remiss|remitter|samtycke|plats i|mottas|tas emot",
    r"tas in|antagning|ansökan|insats|besök|målgrupp|stödmöte|aktualiser|beviljad|intag",
)
_NOT = Wording(
    r"godkän|behörig instans|kommunfullmäktige|avtalet|uppsägning|kostnad|styrgrupp|enhällig|ändring",
)


def read_target(prose: Prose, clauses: Sequence[Clause]) -> TargetGroup | None:
    """The first statement of whom the service is for, and every clause on what it requires of them."""
    text = None
    for clause in clauses:
        if not ("till" in clause.low or "målgrupp" in clause.low or " för " in clause.low):
            continue
        m = _FOR.search(clause.low)
        if m:
            who = re.split(r", (?:som|vilket|samt att) |(?<!\d)\.", m["who"])[0].rstrip(" ,.")
            start = clause.start + m.start("who")
            text = prose.cited(start, start + len(who))
            break
    if text is None:
        headed = next((c for c in clauses if c.topic == "target" or _headed(prose, c)), None)
        if headed is not None:
            text = prose.cited(headed.start, headed.end)
    if text is None:
        return None
    needs = tuple(
        prose.cited(c.start, c.end)
        for c in clauses
        if ((_NEEDS.search(c.low) and _ABOUT.search(c.low)) or _TAKES.search(c.low))
        and not _NOT.search(c.low)
        and c.topic not in {"money", "ending"}
    )
    return TargetGroup(text, needs)


def _headed(prose: Prose, clause: Clause) -> bool:
    heading = prose.headings[clause.section - 1] if clause.section else None
    return heading is not None and prose.low.find("målgrupp", heading.start, heading.end) >= 0
