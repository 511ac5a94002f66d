"""Which agreement a paper's entry concerns: the entry in, the agreements that it may be, the likeliest first, with the grounds, out.

Candidates are the organisation's own agreements: those with a matter under the entry's registry number, and those whose title,
parties or service have words in common with it. Whether the entry comes together with one is told by the same linking as
that of files (`core.standing.linking`), each candidate's papers beside it.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Q

from samverkan.core.facts import Linked
from samverkan.core.standing.linking import link
from samverkan.core.standing.names import body_in, body_key, person_in, person_key, plain
from samverkan.core.standing.whose import owner
from samverkan.store.keeping import kept_until_written
from samverkan.store.load import rows_of, seen
from samverkan.store.models import (
    Agreement,
    AgreementMatter,
    Body,
    Organisation,
    OrganisationName,
    Party,
    RegisterEntry,
    StandingSpan,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.view import View

Ground = tuple[str, tuple[tuple[str, object], ...]]
Named = tuple[dict[str, list[Organisation]], dict[str, list[Organisation]]]
_SHORTEST: Final = 5
"""Letters of a word that can tell agreements apart."""
_STEM: Final = 6
_MOST: Final = 12
_COMMON: Final = frozenset({"avtal", "samverkansavtal", "överenskommelse", "mellan", "avseende", "kommun", "region"})


class Proposed(NamedTuple):
    """An agreement that the entry may concern. `same`: it comes together with it (None: it may); `grounds` say why.

    `number`: a matter of the agreement has the entry's registry number.
    """

    agreement: Agreement
    title: str
    standing: str
    same: bool | None
    grounds: tuple[Ground, ...]
    number: str | None


class Parties(NamedTuple):
    """The organisations that an entry names, and the names that no organisation on file answers to."""

    known: tuple[Organisation, ...]
    unknown: tuple[str, ...]


def proposals(
    item: RecordedItem, organisation: Organisation, view: View, *, today: date, text: str = ""
) -> list[Proposed]:
    """The agreements that the entry may concern; `text`: words of an agreement that the person looks for instead."""
    numbered = _numbered(item, organisation)
    spans = {one.agreement_id: one for one in _worded(text or _words_of(item), organisation, view, today)}
    ids = list(dict.fromkeys([*numbered, *spans]))[:_MOST]
    known = {one.pk: one for one in Agreement.objects.filter(pk__in=ids)}
    missing = [one for one in ids if one not in spans]
    for span in StandingSpan.objects.filter(agreement__in=missing, scope=view.scope, first__lte=today, last__gte=today):
        spans[span.agreement_id] = span
    loaded = seen(rows_of(ids), view, organisation.pk)
    found = []
    for one in ids:
        same, grounds = together(loaded.items.get(one, []), item)
        shown = spans.get(one)
        number = item.registry_number if one in numbered else None
        title, standing = (shown.title, shown.standing) if shown else ("", "")
        found.append(Proposed(known[one], title, standing, same, grounds, number))
    if not text:
        found = [one for one in found if one.same is not False or one.number]
    return sorted(found, key=_likeliness)


def _likeliness(one: Proposed) -> tuple[int, bool]:
    return {True: 0, None: 1, False: 2}[one.same], one.number is None


def together(items: Sequence[RecordedItem], item: RecordedItem) -> tuple[bool | None, tuple[Ground, ...]]:
    """Whether the entry comes together with an agreement's papers, and on what grounds; None: it may."""
    if not items:
        return False, ()
    mine = {fact.id for fact in item.facts}
    for instrument in link([*items, item]):
        here = {fact.id for fact in instrument.facts}
        links = [fact for fact in instrument.facts if isinstance(fact, Linked)]
        if mine & here and any(fact.id in here for other in items for fact in other.facts):
            return True, _grounds([fact for fact in links if fact.sure], items, item)
        doubtful = [fact for fact in links if not fact.sure and item.citation in fact.citations]
        if doubtful and mine & here:
            return None, ()
    unsure = any(
        not fact.sure and item.citation in fact.citations
        for instrument in link([*items, item])
        for fact in instrument.facts
        if isinstance(fact, Linked)
    )
    return (None if unsure else False), ()


def _grounds(links: Sequence[Linked], items: Sequence[RecordedItem], item: RecordedItem) -> tuple[Ground, ...]:
    """Why the entry itself is there: what links it with some paper of the agreement, the paper that says most first."""
    pairwise = [
        tuple(ground for fact in instrument.facts if isinstance(fact, Linked) and fact.sure for ground in fact.grounds)
        for other in items
        for instrument in link([other, item])
        if any(isinstance(fact, Linked) and fact.sure and len(fact.citations) > 1 for fact in instrument.facts)
    ]
    best = max(pairwise, key=len, default=())
    return best or tuple(ground for fact in links for ground in fact.grounds)


def _numbered(item: RecordedItem, organisation: Organisation) -> list[UUID]:
    """The agreements of the organisation's own matters with the entry's registry number, and of entries seen under it."""
    if not item.registry_number:
        return []
    number = " ".join(item.registry_number.split())
    rows = AgreementMatter.objects.filter(matter__organisation=organisation, matter__registry_number=number)
    told = RegisterEntry.objects.filter(organisation=organisation.pk, registry_number=number, since__isnull=False)
    told = told.filter(gone=None, replaced=None)
    agreements = told.order_by("entry").values_list("entry__agreement", flat=True)
    found = [*rows.order_by("pk").values_list("agreement_id", flat=True), *agreements]
    return list(dict.fromkeys(one for one in found if one is not None))


def _worded(text: str, organisation: Organisation, view: View, today: date) -> list[StandingSpan]:
    """The organisation's agreements with the most of these words in what is searched of them."""
    stems = _stems(text)
    if not stems:
        return []
    mine = Party.objects.filter(organisation=organisation).values("agreement")
    asked = reduce(operator.or_, (Q(searched__contains=stem) for stem in stems))
    spans = StandingSpan.objects.filter(asked, agreement__in=mine, scope=view.scope, first__lte=today, last__gte=today)
    return sorted(spans, key=lambda span: -sum(stem in span.searched for stem in stems))[:_MOST]


def _words_of(item: RecordedItem) -> str:
    return f"{item.title or ''} {item.object or ''}"


def _stems(text: str) -> list[str]:
    """The words that tell agreements apart, cut so that their forms are found."""
    words = [word.strip(".,;:()”\"'") for word in text.casefold().split()]
    kept = [word[:_STEM] for word in words if len(word) >= _SHORTEST and word not in _COMMON]
    return list(dict.fromkeys(kept or [word for word in words if len(word) > 1]))[:8]


def parties_named(item: RecordedItem, of: Named | None = None) -> Parties:
    """The organisations that the entry names, by their own names or their bodies'; `of` is asked of the database once."""
    own = owner(item)
    names = dict.fromkeys(
        name for name in (*item.parties, item.organisation, own.person, item.board, item.body) if name and name.strip()
    )
    persons, bodies = of or everyone_named()
    known: dict[str, Organisation] = {}
    unknown: list[str] = []
    for name in names:
        found = list(_meant(name, persons, bodies))
        if len(found) == 1:
            known[found[0].pk] = found[0]
        elif name in item.parties:
            unknown.append(name)
    mine = {body for one in known.values() for body in _bodies_of(one, bodies)}
    left = [name for name in unknown if body_key(body_in(name) or name) not in mine]
    return Parties(tuple(known.values()), tuple(left))


def _meant(name: str, persons: dict[str, list[Organisation]], bodies: dict[str, list[Organisation]]) -> Iterable[Organisation]:  # fmt: skip
    person = person_in(name)
    if person is not None:
        return persons.get(person_key(person[0]), [])
    return persons.get(person_key(name)) or bodies.get(body_key(body_in(name) or name), [])


@kept_until_written(OrganisationName, Body, size=1)
def everyone_named() -> Named:
    """Every organisation by what it is or was called, and by its bodies' names."""
    everyone = {one.pk: one for one in Organisation.objects.prefetch_related("names")}
    persons: dict[str, list[Organisation]] = {}
    for key, number in dict.fromkeys(
        (person_key(named.name), one.pk) for one in everyone.values() for named in one.names.all()
    ):
        persons.setdefault(key, []).append(everyone[number])
    bodies: dict[str, list[Organisation]] = {}
    for key, number in dict.fromkeys(
        (body_key(name), of) for of, name in Body.objects.values_list("organisation", "name")
    ):
        bodies.setdefault(key, []).append(everyone[number])
    return persons, bodies


def _bodies_of(organisation: Organisation, bodies: dict[str, list[Organisation]]) -> Iterator[str]:
    yield from (key for key, held in bodies.items() if organisation in held)


def organisations_meant(several: Sequence[Sequence[str]]) -> list[Organisation | None]:
    """Of each, the organisation that the first telling one of its names means, its own or a body's; None where none tells."""
    persons, bodies = everyone_named() if several else ({}, {})
    found = ([list(_meant(name, persons, bodies)) for name in names] for names in several)
    return [next((one[0] for one in each if len(one) == 1), None) for each in found]


def organisation_called(name: str) -> Organisation | None:
    """The organisation of that name or number; None where there is none, or more than one."""
    wanted = plain(name)
    digits = "".join(sign for sign in name if sign.isdecimal())
    by_number = Organisation.objects.filter(pk=digits).first() if digits else None
    if by_number is not None:
        return by_number
    persons, _ = everyone_named()
    found = persons.get(person_key(wanted), [])
    return found[0] if len(found) == 1 else None
