"""How agreements stand, from the ledger: agreements, a view and a day in, the core's answer with its proof out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.standing import standing
from samverkan.core.standing.settled import settled
from samverkan.core.standing.values import Standings
from samverkan.store.load import Loaded, rows_of, seen
from samverkan.store.models import Agreement, Party
from samverkan.store.view import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.standing.items import RecordedItem
    from samverkan.core.standing.naming import Named
    from samverkan.core.standing.values import Standing
    from samverkan.store.models import Organisation
    from samverkan.store.seeing import Sharing
    from samverkan.store.view import View


class Effect(NamedTuple):
    """What recording would change of one agreement: its standing before (None: it is new) and after."""

    agreement: UUID
    before: Standing | None
    after: Standing


def effects(
    added: Iterable[tuple[UUID, UUID, RecordedItem]], view: View, *, on: date,
    without: Iterable[tuple[UUID, UUID, RecordedItem]] = (),
) -> list[Effect]:  # fmt: skip
    """How agreements stand now, and as they would with items added that are not recorded: nothing is written.

    `added`: the cooperation and agreement of each item; identities that the ledger does not have stand for new ones.
    `without`: those that are taken away, from where; an agreement of which nothing is left is not told of.
    """
    new: dict[UUID, dict[UUID, list[RecordedItem]]] = {}
    away = list(without)
    gone = {item.id for _, _, item in away}
    for cooperation, agreement, item in added:
        new.setdefault(cooperation, {}).setdefault(agreement, []).append(item)
    for cooperation, agreement, _ in away:
        new.setdefault(cooperation, {}).setdefault(agreement, [])
    found = []
    for cooperation, members in new.items():
        ids = list(Agreement.objects.filter(cooperation=cooperation).values_list("id", flat=True))
        loaded = seen(rows_of(ids), view, None)
        items = {
            one: [*(item for item in loaded.items.get(one, []) if item.id not in gone), *members.get(one, [])]
            for one in dict.fromkeys([*ids, *members])
        }
        before, after = facts_of(loaded, ids), facts_of(Loaded(items, loaded.quotes), items)
        for one in members:
            if not after[one]:
                continue
            was = standing(before[one], on=on, known=None) if before.get(one) else None
            found.append(Effect(one, was, standing(after[one], on=on, known=None)))
    return found


class Answered(NamedTuple):
    """The agreements of a cooperation in order of their first paper, how each stands, and the facts it stands on."""

    order: list[UUID]
    standings: Standings
    facts: Mapping[UUID, tuple[Fact, ...]]


def standings(
    cooperation: UUID, view: View, *, on: date, party: Organisation | None
) -> tuple[list[UUID], Standings]:  # fmt: skip
    """Every agreement of the cooperation that the view shows, in order of its first paper, and how it stands."""
    found = answered(cooperation, view, on=on, party=party)
    return found.order, found.standings


def answered(cooperation: UUID, view: View, *, on: date, party: Organisation | None) -> Answered:
    """The same, with the facts behind each answer.

    `party`: whose agreements alone are told of, those it was party to by then; None: anybody's, of what is public.
    """
    ids = Agreement.objects.filter(cooperation=cooperation).values_list("id", flat=True)
    rows = rows_of(ids)
    loaded = seen(rows, view, None if party is None else party.pk)
    facts = facts_in(view, loaded, ids, rows.sharing)
    mine = ids if party is None else _agreements_of(party, ids, view)
    told = {one: facts[one] for one in facts if one in mine}
    answers = {one: standing(these, on=on, known=None) for one, these in told.items() if these}
    order = sorted(answers, key=lambda one: min((str(item.day or "9"), item.id) for item in loaded.items[one]))
    return Answered(order, Standings(on, view.known, tuple(answers[one] for one in order), loaded.quotes), told)


def _agreements_of(party: Organisation, ids: Iterable[UUID], view: View) -> set[UUID]:
    """Those of the agreements that the organisation was party to, as the view knows."""
    rows = Party.objects.filter(organisation=party, agreement__in=ids)
    if view.until is not None:
        rows = rows.filter(recorded__lt=view.until)
    return set(rows.values_list("agreement", flat=True))


def facts_in(
    view: View, loaded: Loaded, agreements: Iterable[UUID], sharing: Sharing, before: Named | None = None
) -> Mapping[UUID, tuple[Fact, ...]]:  # fmt: skip
    """The same as a view has them: in the joint one each from what all its parties are party to, so that it is the same to them all."""
    every = list(agreements)
    groups = alike(every, sharing, view.until) if view.scope == JOINT else [(every, every)]
    found: dict[UUID, tuple[Fact, ...]] = {}
    for these, together in groups:
        facts = facts_of(loaded, together, before)
        found |= {one: facts[one] for one in these}
    return {one: found[one] for one in every}


def alike(
    agreements: Sequence[UUID], sharing: Sharing, until: datetime | None
) -> list[tuple[list[UUID], list[UUID]]]:  # fmt: skip
    """The agreements by who is party to them, as known; beside each those that all of these are party to."""
    by: dict[frozenset[str], list[UUID]] = {}
    for one in agreements:
        known = sharing.parties.get(one, {}).items()
        by.setdefault(frozenset(party for party, then in known if until is None or then < until), []).append(one)
    if len(by) == 1:
        return [(list(agreements), list(agreements))]
    of = {one: parties for parties, these in by.items() for one in these}
    return [(these, [one for one in agreements if parties <= of[one]]) for parties, these in by.items()]


def facts_of(
    loaded: Loaded, agreements: Iterable[UUID], before: Named | None = None
) -> Mapping[UUID, tuple[Fact, ...]]:  # fmt: skip
    """The facts of each agreement of one cooperation with its parties named; `before`: as `settled` takes it."""
    items = {str(one): loaded.items.get(one, []) for one in agreements}
    found = settled({key: these for key, these in items.items() if these}, before)
    return {one: found[str(one)].facts if str(one) in found else () for one in agreements}
