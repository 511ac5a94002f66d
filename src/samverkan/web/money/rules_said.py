"""The rules of money in words: a row as somebody set it, or those that a settlement went by, in; tables to read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.store.models import MoneyRules
from samverkan.web.money.place import place_of
from samverkan.web.money.rows import read
from samverkan.web.money.rules_form import joint_tables, own_tables, written_of
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.store.models import Settlement
    from samverkan.web.asked import Asked
    from samverkan.web.money.rows import Read, Table
    from samverkan.words import Language


class Version(NamedTuple):
    """The rules as somebody set them, to read."""

    row: MoneyRules
    tables: Sequence[Read]


def version_of(row: MoneyRules, tables: Sequence[Table], language: Language) -> Version:
    """What the row says; a table that it leaves empty is left out."""
    written = written_of(row.data, tables)
    found = [read(one, written[one.name], language) for one in tables]
    return Version(row, [one for one in found if one is not None])


def rules_of(settlement: Settlement, asked: Asked) -> list[tuple[str, Version]]:
    """The rules that a settlement went by, each under its heading: what the agreement says, then each party's accounts."""
    told = settlement.result.get("rules", ())
    if not told:
        return []
    place, language = place_of(asked, settlement.agreement_id), asked.language
    rows = MoneyRules.objects.select_related("by").in_bulk([one["id"] for one in told])
    found = []
    for one in sorted(told, key=lambda one: one["organisation"] or ""):
        number = one["organisation"]
        tables = joint_tables(place.parties, language) if number is None else own_tables(language)
        name = {"name": place.names.get(number, number)}
        heading = say("money", "rules.agreed" if number is None else "rules.own", name, language)
        version = version_of(rows[one["id"]], tables, language)
        if version.tables:
            found.append((heading, version))
    return found
