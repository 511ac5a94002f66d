"""The parties of one stretch of text: a section, a sentence or a list in; each party once, its board with it, out.

"X kommun genom socialnämnden" is one party, the municipality; "Socialnämnden i X kommun" is one, by the board's name.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from samverkan.core.reading.terms.party_lists import Party, bare_name, municipality, names_in, place_at
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Prose

_AFTER_LIST = Wording(
    r" (?:har(?! tillsammans)|tecknas|träffas|sluts|ingås|ingår|är|gäller|avseende|angående|rörande|gällande|kring|"
    r"beträffande|om|ska|skall|för att|upprättas|samverkar|bildar|med (?:syfte|stöd|anledning))(?!\w)",
)
_OTHERS = Wording(r"andra kommuner|ytterligare kommuner|även med|utomstående|annan kommun")
# Between a principal and the board that acts for it, and between a board and its principal.
_THROUGH = Wording(
    r"(?:(?! och | samt |[;•]).){0,100}?(?:genom|företrädd av|företräds av|via|\() ?(?:dess |sin |sitt )?",
    r", ?| [–-] | ",
)
_OF = Wording(r" (?:i|hos|för|vid|inom) |, ?| \(| [–-] | ")
_CERTAIN = (" i ", " hos ", " vid ", " inom ")
_PRINCIPALS = ("municipality", "region")
# An entry of a list that is a name and nothing more: "• Brandkåren Solvik (kommunalförbund)"
_ENTRY = Wording(
    r"[•·▪◦*–-] ?(?P<name>[A-ZÅÄÖ][\w-]{2,30}(?: (?:i |för |och |& )?[A-ZÅÄÖ][\w-]{1,30}){1,4}) ?(?=[,(;.]|$)"
)
_ROW = Wording(r"(?=$|[ ,]*\(|[ ,|:]*(?:org|\d{5})|,|:| \|)")
_FIGURES = Wording(r"[ |.:…]+\d[\d ,.|]*(?:%|procent|kr|tkr|mnkr|andel|\d(?= |$))")


def within(prose: Prose, start: int, end: int) -> list[Clause]:
    """The clauses that touch text[start:end], which begins inside the first."""
    first = bisect_right(prose.clauses, start, key=_clause_ends)
    return list(takewhile(lambda c: c.start < end, islice(prose.clauses, first, None)))


def _clause_ends(clause: Clause) -> int:
    return clause.end


def bound_in(prose: Prose, start: int, end: int, *, bare: bool) -> list[Party]:
    """The parties of text[start:end], clauses about others left out; `bare`: also a list of places without a noun."""
    found: list[Party] = []
    seen: set[str] = set()
    for first, last in _joined(prose, within(prose, start, end)):
        if _OTHERS.search(prose.low, first.start, last.end):
            continue
        a, b = max(start, first.start), min(end, last.end)
        listed, ended = _listed(prose, a, b, bare=bare and not found)
        entry = _ENTRY.match(prose.text, max(a, last.start), b) if not listed else None
        if entry is not None:  # its name says nothing of what it is, but it stands in the list
            listed = [Party(prose.cited(*entry.span("name")), "other", *entry.span("name"))]
        for party in listed:
            key = bare_name(party.name.value)
            if key not in seen:
                seen.add(key)
                found.append(party)
        if ended and len(listed) >= 2:
            break
    return with_boards(prose, found)


def _joined(prose: Prose, clauses: list[Clause]) -> list[tuple[Clause, Clause]]:
    """The clauses, those that end in a colon together with what follows."""
    joined: list[tuple[Clause, Clause]] = []
    for clause in clauses:
        if joined and prose.text[joined[-1][1].end - 1] == ":":
            joined[-1] = (joined[-1][0], clause)
        else:
            joined.append((clause, clause))
    return joined


def _listed(prose: Prose, start: int, end: int, *, bare: bool) -> tuple[list[Party], bool]:
    """The names of one sentence, and whether the sentence goes on to say something of them; what it says is left out."""
    found = names_in(prose, start, end, bare=bare)
    if not found:
        return [], False
    cut = _AFTER_LIST.search(prose.low, found[0].end, end)
    if cut is not None and found[-1].start > cut.start():
        found = names_in(prose, start, cut.start(), bare=bare)
    return with_boards(prose, found), cut is not None


def with_boards(prose: Prose, parties: list[Party]) -> list[Party]:
    """Each board and the principal it acts for as one party."""
    out: list[Party] = []
    for party in parties:
        before = out[-1] if out else None
        if before is not None and _is_board(before) and party.kind in _PRINCIPALS:
            of = prose.low[before.end : party.start]
            # Between two principals a board is the first one's: "X kommun, Kulturnämnden, Region Y".
            if _OF.fullmatch(of) and (of in _CERTAIN or not (len(out) > 1 and _acts_for(prose, out[-2], before))):
                name = prose.cited(before.start, party.end)
                out[-1] = before._replace(name=name, end=party.end, also=(before.name.value, party.name.value))
                continue
        out.append(party)
    joined: list[Party] = []
    for party in out:
        before = joined[-1] if joined else None
        if before is not None and _acts_for(prose, before, party):
            name = prose.cited(before.start, party.end, before.name.value)
            joined[-1] = before._replace(name=name, end=party.end, also=(party.name.value,))
            continue
        joined.append(party)
    return joined


def _is_board(party: Party) -> bool:
    return party.kind == "body" and not party.also


def _acts_for(prose: Prose, principal: Party, board: Party) -> bool:
    """Whether the board named after a principal acts for it."""
    return (
        _is_board(board)
        and principal.kind in _PRINCIPALS
        and not principal.also
        and _THROUGH.fullmatch(prose.low[principal.end : board.start]) is not None
    )


def places_in_rows(prose: Prose, start: int, end: int, *, figures: bool = False) -> list[Party]:
    """Places that stand one a line without a noun: "Älvhult | 212000-1234"; with `figures`, "Älvhult 12 450 45 %"."""
    row = _FIGURES if figures else _ROW
    rows: list[Party] = []
    for at in prose.passage.breaks[bisect_right(prose.passage.breaks, start - 1) :][:80]:
        if at >= end:
            break
        found = place_at(prose, at, end)
        if found is None or not row.match(prose.low, found):
            continue
        value = municipality(prose.text[at:found], "kommun")
        rows.append(Party(prose.cited(at, found, value), "municipality", at, found))
    return rows
