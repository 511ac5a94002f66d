"""The rules of money of an agreement, and the agreement as a settlement needs it, as a view knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.funding.stated import agreement_of
from samverkan.core.writing.standing_json import standing_json
from samverkan.store.models import MoneyRules, Party
from samverkan.store.standings import standings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from samverkan.core.funding.terms import Agreement as Asked
    from samverkan.core.standing.values import Standing
    from samverkan.store.models import Agreement, Organisation
    from samverkan.store.view import View


class Funded(NamedTuple):
    """An agreement with its rules. `organisations`: the parties in the order of `asked.parties`, None where none on file is that party.

    `joint` is what the agreement says of money, `own` each party's accounts, both as typed.
    """

    asked: Asked
    standing: Standing
    organisations: tuple[Organisation | None, ...]
    joint: Mapping[str, Any]
    own: Mapping[str, Mapping[str, Any]]

    @property
    def names(self) -> dict[str, str]:
        """What each organisation is called in the agreement, by its number."""
        named = zip(self.organisations, self.asked.parties, strict=True)
        return {one.pk: name for one, name in named if one is not None}

    def party_of(self, organisation: Organisation) -> str | None:
        """What the organisation is called in the agreement."""
        return next(
            (name for name, one in zip(self.asked.parties, self.organisations, strict=True) if one == organisation),
            None,
        )


def last_rules(agreement: Agreement, view: View) -> list[MoneyRules]:
    """The rules that count: the last row of the agreement's own and of each party's, as known."""
    rows = agreement.money_rules.order_by("recorded", "pk")
    if view.until is not None:
        rows = rows.filter(recorded__lt=view.until)
    return list({row.organisation_id: row for row in rows.select_related("organisation", "by")}.values())


def funded(agreement: Agreement, view: View, *, on: date, party: Organisation) -> Funded | None:
    """The agreement as the view has it on a day, with its rules; None where the view shows nothing of it."""
    order, found = standings(agreement.cooperation_id, view, on=on, party=party)
    if agreement.pk not in order:
        return None
    standing = found.agreements[order.index(agreement.pk)]
    rules = last_rules(agreement, view)
    joint: Mapping[str, Any] = next((row.data for row in rules if row.organisation_id is None), {})
    own = {row.organisation_id: row.data for row in rules if row.organisation_id is not None}
    stated = standing_json(standing, say=lambda code, _: code) | {"agreement": standing.title or standing.object or ""}
    organisations = _organisations(agreement, view)
    asked = agreement_of({**stated, **joint})
    named = _matched(asked.parties, standing, organisations)
    number = {one.pk: name for name, one in zip(asked.parties, named, strict=True) if one is not None}
    grants = [{**one, "source": key} for key, data in own.items() for one in data.get("other_funding", [])]
    asked = agreement_of(
        {**stated, **_named({**joint, "other_funding": [*joint.get("other_funding", []), *grants]}, number)}
    )
    return Funded(asked, standing, named, joint, {str(key): data for key, data in own.items()})


def _organisations(agreement: Agreement, view: View) -> list[Organisation]:
    rows = (
        Party.objects.filter(agreement=agreement)
        .select_related("organisation")
        .prefetch_related("organisation__names", "organisation__bodies")
    )
    if view.until is not None:
        rows = rows.filter(recorded__lt=view.until)
    return [row.organisation for row in rows.order_by("pk")]


def _named(joint: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The rules with a party's name for its organisation number where a party is named: rules are typed by number, for names change."""

    def named(said: Any) -> Any:
        return names.get(said, said) if isinstance(said, str) else said

    def each(rows: Iterable[Mapping[str, Any]], key: str) -> list[dict[str, Any]]:
        return [{**row, key: named(row[key])} if key in row else dict(row) for row in rows]

    def by_year(said: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        return {year: {named(party): figure for party, figure in of.items()} for year, of in said.items()}

    found = dict(joint)
    found |= {key: named(joint[key]) for key in ("provider", "rest") if key in joint}
    found |= {key: each(joint[key], of) for key, of in (("caps", "party"), ("other_funding", "to")) if key in joint}
    found |= {key: by_year(joint[key]) for key in ("inhabitants", "keys") if key in joint}
    return found


def _matched(
    parties: Sequence[str], standing: Standing, organisations: Iterable[Organisation]
) -> tuple[Organisation | None, ...]:
    """Which organisation each party is: by its name, or a body's; then, where one of each is left, these."""
    bodies = {one.name: one.body for one in standing.parties}
    left = list(organisations)
    found: dict[str, Organisation] = {}
    for name in parties:
        called = {said.casefold() for said in (name, bodies.get(name)) if said}
        for one in left:
            names = [*(row.name for row in one.names.all()), *(row.name for row in one.bodies.all())]
            if called & {said.casefold() for said in names}:
                found[name] = one
                left.remove(one)
                break
    bare = [name for name in parties if name not in found]
    if len(bare) == len(left) == 1:
        found[bare[0]] = left[0]
    return tuple(found.get(name) for name in parties)
