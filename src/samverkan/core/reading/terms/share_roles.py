"""Whether a division is the present one, an earlier or a later: the words of a clause in, the role of its figures out.

The tense of the verb decides, not the order; a clause that tells of both is parted where the new begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate
from samverkan.core.reading.dating import DAY_WORDS, first_date
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.values import Basis, Role


_PAST = Wording(
    r"tidigare|hittills|föregående(?! år)|dessförinnan|fram till|"
    r"före (?:den \d{1,2} \w+ )?(?:år )?(?:19|20)\d\d,? (?:svarade|betalade|stod|var|fördelades|bar|delades|finansierade)|"
    r"\bvar före\b|\bstod\b|\bfinansierade|\bsvarade\b|\bbetalade|\bbekostade|\bbar \b",
    r"\bfördelades|\bvar (?:fördelad|fördelningen|\d)|\binnebar|\bförut\b|ursprunglig|\bersatte",
    r"gamla fördelningen|\bdelades|\bbidrog|\bhar (?:betalat|bidragit|burit|svarat)\b",
    r"\bvar (?:den |de )?[a-zåäö]*(?:avgiften|bidraget|andelen|beloppet|ersättningen|kostnaden|andelarna)\b",
)

_OLD_HEADING = Wording(
    r"tidigare|hittills|(?<![a-zåäö.])(?:t\.? ?o\.? ?m\.?|till och med|före) (?:år )?(?:19|20)\d\d:? ?$"
)

# "... ändras till 50 procent vardera", "(tidigare 30 %)"
_CHANGES = Wording(
    r"(?:ändras|övergår|förändras|justeras) till |ersätts (?:av|med) |(?:blir|är) (?:nu|i stället|istället|härefter) ",
    r"(?:därefter|numera|sedan dess|nu) (?:betalar|svarar|delar|bär|står|finansierar) ",
)

_BESIDE_NEW = re.compile(r"\((?:tidigare|förut|mot tidigare)[^)]*\)")

_NOW_OLD = Wording(
    r"nuvarande (?:fördelning|avtal|kostnad|överenskommelse)|i dag\b|\bidag\b|befintlig|för närvarande",
)

_AHEAD = Wording(r"kommer att|planeras|på sikt|avses|framöver ska|därefter ska|föreslås framöver")


# "... 60/40 och från och med den 1 januari 2026 50/50"
_STEP = Wording(rf"(?:från och med|fr\.? ?o\.? ?m\.?|from)(?: år(?:et)?| den)? (?={DAY_WORDS}|(?:19|20)\d\d(?!\w))")
_FIGURE = Wording(r"\d ?(?:procent|%)|\d{1,3} ?/ ?\d{1,3}(?!\d)|hälften|lika delar")
_YEAR = Wording(r"(?:19|20)\d\d(?!\w)")


def step_in(prose: Prose, clause: Clause) -> PartialDate | None:
    """The day from which the clause says that its figures hold; None where it names none."""
    m = _STEP.search(clause.low)
    if m is None:
        return None
    at = clause.start + m.end()
    year = _YEAR.match(prose.low, at, clause.end)
    dated = first_date(prose.text, at, min(at + 24, clause.end))
    if dated is not None and dated.start == at:
        return dated.date
    return PartialDate(int(year.group())) if year is not None else None


def _at_steps(clause: Clause) -> Iterator[Clause]:
    """The clause; parted before each later day that figures follow, where figures stand before it, too."""
    start, last = 0, max((m.end() for m in _FIGURE.finditer(clause.low)), default=0)
    for m in _STEP.finditer(clause.low):
        if m.end() < last and _FIGURE.search(clause.low, start, m.start()):
            yield _cut(clause, start, m.start())
            start = m.start()
    yield _cut(clause, start, len(clause.low)) if start else clause


def _cut(clause: Clause, start: int, end: int) -> Clause:
    return clause._replace(start=clause.start + start, end=clause.start + end, low=clause.low[start:end])


def changes_parted(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses; one that tells of two divisions parted where the later begins."""
    for clause in clauses:
        yield from _told_apart(_at_steps(clause))


def _told_apart(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses; one that tells of the old division and then of the new parted where the new begins."""
    for clause in clauses:
        m = _CHANGES.search(clause.low) if "procent" in clause.low or "%" in clause.low else None
        if m is None or not _PAST.search(clause.low, 0, m.start()):
            yield clause
            continue
        yield clause._replace(end=clause.start + m.start(), low=clause.low[: m.start()])
        yield clause._replace(start=clause.start + m.end(), low=clause.low[m.end() :])


def role_in(clause: Clause, basis: Basis) -> Role:
    """The role that the clause's verbs give to all its figures."""
    return role_of(clause.low, basis)


def role_of(low: str, basis: Basis) -> Role:
    """The role that words, in lower case, give to the figures they speak of."""
    low = _BESIDE_NEW.sub("", low) if "(" in low else low
    if _PAST.search(low):
        return "previous"
    if basis == "told" and _NOW_OLD.search(low):
        return "previous"
    return "planned" if basis == "told" and _AHEAD.search(low) else "current"


def words_before(prose: Prose, clause: Clause, lead: Clause | None) -> str:
    """The words that a list's entry stands under: the clause that ends in a colon, or the heading."""
    if lead is not None:
        return lead.low
    if not clause.section or len(clause.low) > 80:
        return ""
    heading = prose.headings[clause.section - 1]
    words = prose.low[heading.start : heading.end]
    return "tidigare" if _OLD_HEADING.search(words) else ""
