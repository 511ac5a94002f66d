"""Who the agreement of an item of minutes is between: its running texts in, the parties out.

"Mellan A och B" where it is first said, else the body itself and whom its agreement is with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.reading.terms.parties import Parties
from samverkan.core.reading.terms.party_clauses import parties_of
from samverkan.core.reading.terms.party_lists import Party, kind_of, names_in
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.terms.clauses import Prose


_WITH = Wording(
    r"(?:avtal(?:et)?|överenskommelse(?:n)?|nämnd) (?:om [^.;]{3,60}? )?(?:med|tillsammans med) ",
)

_LIST_END = Wording(
    r" (?:om|avseende|gällande|rörande|angående|i enlighet|enligt|från|för|under|kring|i lokalt|att|med|har|är) |[.;]",
)


def parties_in_item(proses: Sequence[Prose], body: str | None, organisation: str | None) -> Parties:
    """Who the agreement is between: "mellan A och B" where it is first said, else the body and whom it is with."""
    for prose in proses:
        found = parties_of(prose)
        if found.all:
            return _with_own(found, proses, body, organisation)
    for prose in proses:
        m = _WITH.search(prose.low)
        if m is None:
            continue
        end = next((c.end for c in prose.clauses if c.start <= m.start() < c.end), len(prose.text))
        others = names_in(prose, m.end(), min(end, _list_end(prose, m.end(), end)))
        if not others:
            continue
        own = [p for p in (_find(proses, organisation), _find(proses, body)) if p is not None][:1] or _deciding(proses)
        return _with_own(
            Parties([*own, *(o for o in others if not own or o.name.value != own[0].name.value)]),
            proses,
            body,
            organisation,
        )
    return _with_own(Parties(), proses, body, organisation)


def _deciding(proses: Sequence[Prose]) -> list[Party]:
    """The board that a sentence on an agreement "med ..." begins with: "Socialnämnden godkänner avtalet med ..."."""
    for prose in proses:
        for clause in prose.clauses[:12]:
            m = _WITH.search(clause.low)
            if m is not None:
                names = names_in(prose, clause.start, clause.start + m.start())
                if names and names[0].start - clause.start < 4:
                    return names[:1]
    return []


def _list_end(prose: Prose, start: int, end: int) -> int:
    m = _LIST_END.search(prose.low, start, end)
    return m.start() if m else end


def _find(proses: Sequence[Prose], name: str | None) -> Party | None:
    """A name where the item's own text prints it."""
    if not name:
        return None
    for prose in proses:
        at = prose.low.find(name.lower())
        if at >= 0:
            return Party(prose.cited(at, at + len(name), name[0].upper() + name[1:]), kind_of(name), at, at + len(name))
    return None


def _with_own(parties: Parties, proses: Sequence[Prose], body: str | None, organisation: str | None) -> Parties:
    """The parties; "nämnden" is the item's own board where no party is a board, "kommunen" its own where there is none."""
    if body and not any(p.kind == "body" for p in parties.all):
        own = _find(proses, body)
        if own is not None:
            parties.call("nämnden", (own.name,))
    if organisation and not parties.all:
        own = _find(proses, organisation)
        if own is not None and own.kind in {"municipality", "region"}:
            parties.call("kommunen" if own.kind == "municipality" else "regionen", (own.name,))
    return parties
