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
from samverkan.store.concerning import concerning
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
_MOST_WORDS: Final = 200
"""Words of several entries that agreements are looked for by at once."""
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
    return proposals_of([(item, text)], organisation, view, today=today)[0]


def proposals_of(
    several: Sequence[tuple[RecordedItem, str]], organisation: Organisation, view: View, *, today: date
) -> list[list[Proposed]]:
    """The same of each of several entries: as many questions to the database however many they are."""
    numbered = _numbered([item for item, _ in several], organisation)
    worded = _worded([text or _words_of(item) for item, text in several], organisation, view, today)
    asked = [
        list(dict.fromkeys([*numbers, *(span.agreement_id for span in spans)]))[:_MOST]
        for numbers, spans in zip(numbered, worded, strict=True)
    ]
    ids = list(dict.fromkeys(one for these in asked for one in these))
    known = Agreement.objects.in_bulk(ids)
    now = StandingSpan.objects.filter(agreement__in=ids, scope=view.scope, first__lte=today, last__gte=today)
    shown = {span.agreement_id: span for span in now}
    loaded = seen(rows_of(ids), view, organisation.pk)
    found = []
    for (item, text), these, numbers in zip(several, asked, numbered, strict=True):
        rows = []
        for one in these:
            same, grounds = together(loaded.items.get(one, []), item)
            span = shown.get(one)
            title, standing = (span.title, span.standing) if span else ("", "")
            number = item.registry_number if one in numbers else None
            if text or same is not False or number:
                rows.append(Proposed(known[one], title, standing, same, grounds, number))
        found.append(sorted(rows, key=_likeliness))
    return found


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


def _numbered(items: Sequence[RecordedItem], organisation: Organisation) -> list[list[UUID]]:
    """Of each entry, the agreements of the organisation's own matters with its registry number, and of entries seen under it."""
    numbers = [" ".join((item.registry_number or "").split()) for item in items]
    wanted = set(filter(None, numbers))
    rows = concerning(
        AgreementMatter.objects.filter(matter__organisation=organisation, matter__registry_number__in=wanted)
    )
    told = RegisterEntry.objects.filter(organisation=organisation.pk, registry_number__in=wanted, since__isnull=False)
    told = told.filter(gone=None, replaced=None)
    found: dict[str, dict[UUID, None]] = {number: {} for number in numbers}
    if wanted:
        for number, agreement in rows.order_by("pk").values_list("matter__registry_number", "agreement_id"):
            found[number][agreement] = None
        for number, seen_ in told.order_by("entry").values_list("registry_number", "entry__agreement"):
            if seen_ is not None:
                found[number][seen_] = None
    return [list(found[number]) for number in numbers]


def _worded(texts: Sequence[str], organisation: Organisation, view: View, today: date) -> list[list[StandingSpan]]:
    """Of each text, the organisation's agreements with the most of its words in what is searched of them."""
    each = [_stems(text) for text in texts]
    stems = list(dict.fromkeys(stem for these in each for stem in these))
    if not stems:
        return [[] for _ in texts]
    mine = Party.objects.filter(organisation=organisation).values("agreement")
    now = StandingSpan.objects.filter(agreement__in=mine, scope=view.scope, first__lte=today, last__gte=today)
    spans: dict[int, StandingSpan] = {}
    for n in range(0, len(stems), _MOST_WORDS):
        asked = reduce(operator.or_, (Q(searched__contains=stem) for stem in stems[n : n + _MOST_WORDS]))
        spans |= {one.pk: one for one in now.filter(asked)}
    return [_with_most(these, list(spans.values())) for these in each]


def _with_most(stems: Sequence[str], spans: Sequence[StandingSpan]) -> list[StandingSpan]:
    """Those with the most of the words, of those that have any."""
    counted = [(sum(stem in span.searched for stem in stems), span) for span in spans]
    return [span for count, span in sorted(counted, key=lambda one: -one[0]) if count][:_MOST]


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
