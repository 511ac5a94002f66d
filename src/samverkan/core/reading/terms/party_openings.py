"""Who an agreement is between where no section and no "mellan" says it: how the text opens in, the parties out.

Its title, a sentence that begins with its parties, names alone on lines, lines of adoption, its signatures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.reading.terms.party_bound import bound_in, with_boards
from samverkan.core.reading.terms.party_lists import Party, bare_name, municipality, names_in, place_at
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.reading.terms.clauses import Prose

# A sentence that names the parties first and then what they do together.
_DOES = Wording(
    r"(?:har|är|samverkar|samarbetar|bildar|ingår|tecknar|sluter|träffar|avtalar|driver|inrättar|enas|förbinder|"
    r"ska|skall|nedan|härefter|hädanefter|överenskommer|kommer överens|genom detta|denna dag)(?!\w)",
)
_TOGETHER = Wording(
    r"avtal|överens|gemensam|sammanslutn|samverka|samarbet|kommunalförbund|parter|tillsammans|nedan|förbund",
)
_ELSEWHERE = frozenset({"money", "steering", "ending", "invoicing", "followup", "dispute", "term", "target"})
_ADOPTED = Wording(
    r"(?:antag(?:en|et|its)|godkän(?:d|t)|fastställ(?:d|t)|beslut)[^.;\n]{0,40}?"
    r"(?:kommun|region|landstings)?fullmäktige(?: i| för| hos)? (?=[a-zåäö])",
)
_SIGNED = Wording(r"(?<!\w)för (?=[a-zåäö])")
_LAST = 1500  # characters at the end of a text that may hold its signatures


def openings(prose: Prose, title_start: int, title_end: int) -> Iterator[list[Party]]:
    """The parties as each way of opening names them, the plainest way first."""
    if title_end > title_start:
        yield bound_in(prose, title_start, title_end, bare=False)
    yield from _subjects(prose, title_start, title_end)
    yield _adopting(prose)
    yield _one_a_line(prose)
    yield _signing(prose)


def _subjects(prose: Prose, title_start: int, title_end: int) -> Iterator[list[Party]]:
    """A sentence near the beginning whose first words are its parties."""
    for clause in prose.clauses[:30]:
        start = max(clause.start, title_end)
        again = prose.low.find(prose.low[title_start:title_end], start, clause.end) if title_end > title_start else -1
        start = again + title_end - title_start if again >= 0 else start
        titled = clause.section and prose.headings[clause.section - 1].start < title_end  # the title is no section's
        if start >= clause.end or not _TOGETHER.search(clause.low) or (clause.topic in _ELSEWHERE and not titled):
            continue
        names = names_in(prose, start, clause.end, bare=True)
        if not names or names[0].start - start > 40:
            continue
        found = bound_in(prose, start, clause.end, bare=True)
        if len(found) >= 2 and _DOES.search(prose.low, found[-1].end, clause.end):
            yield found


def _adopting(prose: Prose) -> list[Party]:
    """Those whose assemblies adopted it, each on a line: "Godkänd av kommunfullmäktige i A den ... § N"."""
    found: dict[str, Party] = {}
    for m in _ADOPTED.finditer(prose.low, 0, min(len(prose.low), 3000)):
        names = names_in(prose, m.end(), min(len(prose.text), m.end() + 60))
        end = place_at(prose, m.end(), len(prose.text))
        if names and names[0].start == m.end():
            party = names[0]
        elif end is not None:
            party = Party(
                prose.cited(m.end(), end, municipality(prose.text[m.end() : end], "kommun")),
                "municipality",
                m.end(),
                end,
            )
        else:
            continue
        found.setdefault(bare_name(party.name.value), party)
    return list(found.values())


def _one_a_line(prose: Prose) -> list[Party]:
    """The first entries of the text that hold parties' names and hardly anything more, one after the other."""
    rows: list[Party] = []
    for clause in prose.clauses[:20]:
        names = names_in(prose, clause.start, clause.end) if clause.end - clause.start < 120 else []
        if names and clause.end - clause.start < sum(len(n.name.value) for n in names) + 40 * len(names):
            rows += [n for n in names if n.name.value not in {r.name.value for r in rows}]
        elif len(rows) >= 2:
            break
        else:
            rows = []
    return rows if len(rows) >= 2 else []


def _signing(prose: Prose) -> list[Party]:
    """Those for whom the text is signed at its end: "För X kommun" beside "För Region Y"."""
    found: dict[str, Party] = {}
    start = max(0, len(prose.text) - _LAST)
    for m in _SIGNED.finditer(prose.low, start):
        for party in with_boards(prose, names_in(prose, m.end(), min(len(prose.text), m.end() + 80)))[:1]:
            if party.start == m.end():
                found.setdefault(bare_name(party.name.value), party)
    return list(found.values())
