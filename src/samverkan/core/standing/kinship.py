"""Whether two items concern one agreement: their profiles in, yes / no / cannot be told with the grounds out.

Subject, parties and period are asked one by one. Where they leave doubt, only something written settles it: a registry
number, a § that one paper points at, one and the same title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.facts import PointedAt
from samverkan.core.standing.names import kind_of_body, letters_of, plain, same_body, stands_for
from samverkan.core.standing.subjects import alike

if TYPE_CHECKING:
    from samverkan.core.standing.whose import Profile

Ground = tuple[str, tuple[tuple[str, object], ...]]
_YES: Final = {True: 2, None: 1, False: 0}


class Kinship(NamedTuple):
    """How two items stand to each other. `same`: one agreement; `related`: one cooperation, of another period.

    `near`: nothing but a period or a party left unsaid keeps it from being told.
    """

    same: bool | None
    related: bool
    near: bool
    grounds: tuple[Ground, ...]


_STRANGERS: Final = Kinship(False, False, False, ())


def kinship(one: Profile, other: Profile) -> Kinship:
    """The verdict on a pair, the same whichever comes first."""
    subject = max((alike(one.subject, other.subject), alike(one.titled, other.titled)), key=_YES.__getitem__)
    parties, by = _parties(one, other)
    if parties is False:
        return _STRANGERS
    written = _written(one, other)
    if subject is False and not written:
        return _STRANGERS
    grounds: list[Ground] = [*written]
    if subject:
        grounds.append(("same_subject", (("stems", tuple(sorted(one.subject & other.subject))),)))
    if parties:
        grounds.append((by, (("parties", _printed(one, other)),)))
    period = _period(one, other)
    if period:
        grounds.append(("same_period", (("periods", tuple(str(span) for span in one.periods)),)))
    if period is False:
        return Kinship(False, bool(subject and parties), False, tuple(grounds))
    if subject and parties and period:
        return Kinship(True, True, False, tuple(grounds))
    strong = parties or (subject and any(rule != "same_title" for rule, _ in written))
    if written and strong and (period or not (one.periods and other.periods)):
        return Kinship(True, True, False, tuple(grounds))
    if subject is None and not parties:
        return _STRANGERS
    unsaid = not (one.periods and other.periods)
    near = bool(subject) and ((parties is True and unsaid) or (parties is None and by != "" and period is not None))
    return Kinship(None, bool(subject and parties), near, tuple(grounds))


def _parties(one: Profile, other: Profile) -> tuple[bool | None, str]:
    """Whether the parties can be the same, and on what ground."""
    mine, theirs = one.keys, other.keys
    if one.loose and other.loose and one.own_key == other.own_key:
        if not (mine <= theirs or theirs <= mine):
            return False, ""
        number = one.item.registry_number
        same_matter = mine == theirs and number and number == other.item.registry_number
        return (True, "same_parties") if same_matter else (None, "")
    if one.loose or other.loose:
        loose, firm = (one, other) if one.loose else (other, one)
        left = firm.keys - loose.keys
        if loose.keys <= firm.keys and len(left) == 1 and loose.keys and _fits(loose, next(iter(left))):
            return True, "same_parties_by_elimination"
        if loose.loose and firm.loose and len(loose.keys | firm.keys) == 2:
            return (True, "same_parties_by_elimination") if _each_others(loose, firm) else (None, "")
        return (None if loose.keys & firm.keys else False), ""
    if mine == theirs:
        return (True if len(mine) > 1 else None), "same_parties"
    swapped = mine ^ theirs
    if len(mine) == len(theirs) and len(swapped) == 2 and any(key.startswith("b:") for key in swapped):
        body = next(key for key in sorted(swapped) if key.startswith("b:"))
        person = next((key for key in swapped if key != body), "")
        fits = person.startswith("p:") and _kinds_agree(kind_of_body(body[2:]), person)
        return fits, "same_parties_by_elimination"
    if mine < theirs or theirs < mine:
        return (True if plain(one.item.title or "") == plain(other.item.title or "-") else None), "parties_partly_named"
    return False, ""


def _printed(one: Profile, other: Profile) -> tuple[str, ...]:
    """The parties' names as one of the papers prints them."""
    names = {plain(name): name for side in (one, other) for who in side.named if (name := who.person or who.body)}
    return tuple(sorted(name[:1].upper() + name[1:] for name in names.values()))


def _each_others(one: Profile, other: Profile) -> bool:
    """Two papers, neither saying whose it is, each naming the other side."""
    return _fits(one, next(iter(other.keys), "")) and _fits(other, next(iter(one.keys), ""))


def _fits(loose: Profile, key: str) -> bool:
    """Whether a body can be that party's: of its kind, or the body the key names."""
    if key.startswith("b:"):
        return same_body(key[2:], loose.own.body)
    return _kinds_agree(kind_of_body(loose.own.body), key)


def _kinds_agree(kind: str | None, key: str) -> bool:
    return kind is None or (kind == "region") == key.startswith("p:region")


def _period(one: Profile, other: Profile) -> bool | None:
    """Whether the periods are of one agreement: same start or end; None where they only overlap or one is unsaid."""
    if not one.periods or not other.periods:
        return None
    pairs = [(mine, theirs) for mine in one.periods for theirs in other.periods if mine.overlaps(theirs)]
    if not pairs:
        return False
    return True if any(a.start == b.start or (a.end is not None and a.end == b.end) for a, b in pairs) else None


def _written(one: Profile, other: Profile) -> list[Ground]:
    """What is written that ties the two: a shared registry number, a § pointed at, one and the same title."""
    found: list[Ground] = []
    number = one.item.registry_number
    if number and number == other.item.registry_number and one.own_key == other.own_key:
        found.append(("same_registry_number", (("number", number),)))
    for pointing, target in ((one, other), (other, one)):
        pointed = _pointer(pointing, target)
        if pointed is not None:
            found.append(("pointed_at", (("pointer", pointed.pointer), ("title", pointed.title))))
    title = plain(one.item.title or "")
    if title and title == plain(other.item.title or "") and one.titled:
        found.append(("same_title", (("title", one.item.title),)))
    return found


def _pointer(pointing: Profile, target: Profile) -> PointedAt | None:
    """A supporting document of one that is the other's item, by § and body."""
    for fact in pointing.item.facts:
        if (
            isinstance(fact, PointedAt)
            and fact.section is not None
            and fact.section == target.item.section
            and fact.decision_body
            and named_by(fact.decision_body, target)
        ):
            return fact
    return None


def named_by(body: str, target: Profile) -> bool:
    """Whether a body, as a supporting document prints it, is the item's: by name, initials or registry number."""
    return (
        same_body(body, target.item.body)
        or same_body(body, target.own.body)
        or any(stands_for(body, name) for name in (target.item.body, target.own.body) if name)
        or body in letters_of(target.item.registry_number or "")
    )
