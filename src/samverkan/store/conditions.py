"""The agreements on which some decision is conditional: an organisation, a view and a day in, each with how it stands out.

Where they are too many to derive at once, a page of them is; there are then no counts of them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.standing import standing
from samverkan.store.load import rows_of, seen
from samverkan.store.models import Agreement
from samverkan.store.portfolio import AT_MOST, is_indexed, spans_on
from samverkan.store.shown import facts_shown
from samverkan.store.standings import facts_in
from samverkan.store.swedish_order import swedish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import Standing
    from samverkan.store.models import Organisation
    from samverkan.store.view import View

_KINDS: Final = ("Decision", "Proposal", "Extension", "Amendment")
OVER: Final = frozenset({"ended", "lapsed"})


class Conditional(NamedTuple):
    """An agreement some decision on which is conditional."""

    agreement: UUID
    answer: Standing
    facts: tuple[Fact, ...]


class Conditionals(NamedTuple):
    """Those there are, by title, with the words they are cited to; not `whole`: only the first of them, of `total`."""

    agreements: Sequence[Conditional]
    quotes: Mapping[Citation, str]
    total: int
    whole: bool


def conditionals(
    organisation: Organisation, view: View, *, on: date, today: date, over: bool, agreement: UUID | None = None
) -> Conditionals:
    """The agreements whose papers, as seen, hold a condition; `over`: those that have ended or lapsed too; one, or all."""
    facts = facts_shown(organisation, view).filter(
        kind__in=_KINDS, agreement__isnull=False, value__has_key="conditions"
    )
    if agreement is not None:
        facts = facts.filter(agreement=agreement)
    mine = sorted(set(facts.values_list("agreement", flat=True)))
    if not over and is_indexed(view, on, today):
        gone = spans_on(organisation, view, on).filter(agreement__in=mine, standing__in=OVER)
        past = set(gone.values_list("agreement", flat=True))
        mine = [one for one in mine if one not in past]
    some = mine[:AT_MOST]
    members: dict[UUID, list[UUID]] = {}
    cooperations = Agreement.objects.filter(pk__in=some).values("cooperation")
    for one, cooperation in Agreement.objects.filter(cooperation__in=cooperations).values_list("id", "cooperation_id"):
        members.setdefault(cooperation, []).append(one)
    rows = rows_of(one for these in members.values() for one in these)
    loaded = seen(rows, view, organisation.pk)
    wanted, found = set(some), []
    for these in members.values():
        for one, known in facts_in(view, loaded, these, rows.sharing).items():
            if one in wanted and known:
                answer = standing(known, on=on, known=None)
                if answer.conditions and (over or answer.standing not in OVER):
                    found.append(Conditional(one, answer, known))
    found.sort(key=lambda one: (swedish(one.answer.title or one.answer.object or ""), one.agreement.hex))
    return Conditionals(found, loaded.quotes, len(mine), len(mine) <= AT_MOST)
