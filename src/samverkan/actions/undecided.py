"""Which parties have not decided on a clause as it reads in one version: what its agreement is not signed without a reason for.

A party's decision is on the version that stood on its agenda, or whose fingerprint its extract bears; of a decision that tells
neither, the terms are compared. It is never enough that a party has decided something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.actions.clauses import content_of
from samverkan.core.facts import PeriodValue, ShareValue, Term
from samverkan.core.standing.matching import same_value
from samverkan.store.models import AgendaItem, Entry, ExtractReceived, Party
from samverkan.store.standings import answered
from samverkan.store.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.actions.acting import Acting
    from samverkan.core.dates import PartialDate
    from samverkan.core.deciding.clause import Clause
    from samverkan.core.facts import Fact, TermName, TermValue
    from samverkan.core.standing.values import Match
    from samverkan.store.models import Agreement, ClauseVersion, Organisation

DECIDED: Final = frozenset({"decided", "decided_conditionally"})


def undecided(acting: Acting, version: ClauseVersion) -> list[str]:
    """The parties whose decision on this version the organisation does not have."""
    agreement, clause = version.clause.agreement, content_of(version)
    found = answered(agreement.cooperation_id, View(acting.organisation.pk), on=acting.today, party=acting.organisation)
    if agreement.pk not in found.order:
        return list(clause.parties)
    stands = found.standings.agreements[found.order.index(agreement.pk)]
    organisations = _by_name(agreement)
    otherwise = {one.casefold() for one in _otherwise(clause, stands.matching, found.facts.get(agreement.pk, ()))}
    missing = []
    for one in stands.parties:
        decided = _decided_on(acting, agreement, organisations.get(one.name.casefold()))
        another = decided is not None and decided != version.fingerprint
        if one.status not in DECIDED or another or one.name.casefold() in otherwise:
            missing.append(one.name)
    known = {one.name.casefold() for one in stands.parties}
    unheard = [one for one in clause.parties if one.casefold() not in known] if len(known) < len(clause.parties) else []
    return [*missing, *unheard]


def _by_name(agreement: Agreement) -> dict[str, Organisation]:
    """The parties by every name they have."""
    rows = Party.objects.filter(agreement=agreement).select_related("organisation")
    return {name.name.casefold(): one.organisation for one in rows for name in one.organisation.names.all()}


def _decided_on(acting: Acting, agreement: Agreement, party: Organisation | None) -> str | None:
    """The fingerprint of the clause that the party decided on last; None where nothing tells."""
    if party is None:
        return None
    items = AgendaItem.objects.filter(
        organisation=party, agreement=agreement, clause__isnull=False, justering__minutes__isnull=False
    )
    last = items.select_related("clause").order_by("justering__minutes__day", "pk").last()
    if last is not None and last.clause is not None:
        return last.clause.fingerprint
    entries = Entry.objects.filter(agreement=agreement, organisation=acting.organisation).values("document")
    rows = ExtractReceived.objects.filter(document__in=entries, verified__extract__organisation=party.pk)
    came = rows.order_by("document__arrived", "recorded").last()
    return None if came is None else came.verified["extract"]["clause"] or None


def _otherwise(clause: Clause, matches: Iterable[Match], facts: Iterable[Fact]) -> Iterator[str]:
    """The parties whose own papers give a term another value than the clause has."""
    meant = _meant(clause)
    for match in matches:
        for side in match.sides:
            if _differs(match.term, side.value, meant.get(match.term)):
                yield side.party
    later = [one for one in facts if isinstance(one, Term) and one.term == "shares" and one.basis == "decided"]
    for one in later:
        if one.from_ is not None and _differs("shares", one.value, _shares(clause, one.from_)):
            yield one.party


def _meant(clause: Clause) -> dict[TermName, TermValue]:
    begins, ends = clause.period
    meant: dict[TermName, TermValue] = {"object": clause.object} if clause.object else {}
    if begins is not None or ends is not None:
        meant["period"] = PeriodValue(begins, ends, ends is None)
    if clause.extension is not None:
        meant["extension"] = clause.extension
    if shares := _shares(clause, None):
        meant["shares"] = shares
    return meant


def _shares(clause: Clause, since: PartialDate | None) -> tuple[ShareValue, ...]:
    rows = [one for one in clause.shares if one.since == since]
    return tuple(ShareValue(one.party, one.measure, one.percent, one.value) for one in rows)


def _differs(term: TermName, said: TermValue, meant: TermValue) -> bool:
    return bool(said) and bool(meant) and same_value(term, said, meant) is False
