"""Where an agreement says who its parties are: its section on them, "mellan A och B", its members; with their short names.

"nedan kallad kommunen" makes "kommunen" that party; a host, an organ or an example is no party.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from samverkan.core.reading.terms.parties import Parties
from samverkan.core.reading.terms.party_lists import Party, bare_name, names_in
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Heading, Prose

_ALIAS = Wording(
    r"(?:(?:nedan|hädanefter|härefter|i fortsättningen|fortsättningsvis|i det följande|"
    r"här)(?:,)? ?(?:kalla[dts]e?|benämn[dts]e?n?|benämns|kallas|benämnda|"
    r"angiven)?(?: för)?(?P<all>(?: gemensamt| tillsammans| sammantaget| samtliga| var för sig)?) ?|"
    r"""\()(?P<q>[\"”“'’«]?)(?P<name>[a-zåäö]{2,30})[\"”“'’»]?(?=[\s,.;):]|$)""",
)
_CALLED = Wording(
    r"(?<!\w)(?:nedan|hädanefter|härefter|i fortsättningen|fortsättningsvis|i det följande)|\(",
)
_BETWEEN = Wording(
    r"(?<!\w)(?:mellan|parter är|parterna är|parter i (?:detta )?avtal(?:et)? är|(?:medlemmar|"
    r"förbundsmedlemmar|medlemskommuner)(?: i [a-zåäö ]{3,60}?)? är)(?: följande)?(?: parter)?:? ",
)
_AGREED = Wording(r"avtal|tecknas|träffa|slut[ie]ts|sluta[st]|ingå|överenskom|parter|medlemmar|samverka")
_MOST = 40  # places in a text that may name its parties, and parties, before the search ends
# A sentence that names the parties without saying that it does.
_OPENS = Wording(
    r"nedan|härefter|hädanefter|denna dag|träffat|överens|ingår|tecknar|sluter|avtalar|förbinder sig",
)
_VERB = Wording(r"tecknas|tecknat|träffa[st]|slut[ie]t|sluts|ingå|överenskom|följande|upprättat")
_AFTER_LIST = Wording(
    r" (?:har|tecknas|träffas|sluts|ingås|ingår|är|gäller|avseende|angående|rörande|gällande|kring|"
    r"beträffande|om|ska|skall|för att|upprättas|med (?:syfte|stöd|anledning))(?!\w)",
)
_OTHERS = Wording(r"andra kommuner|ytterligare kommuner|även med|utomstående|annan kommun")


def _with_aliases(prose: Prose, parties: list[Party], end: int) -> Parties:
    """The parties with the short names that the text gives them right after their names."""
    known = Parties(parties)
    low = prose.low
    for i, party in enumerate(parties):
        stop = parties[i + 1].start if i + 1 < len(parties) else end
        stop = min(stop, party.end + 260)
        for called in _CALLED.finditer(low, party.end, stop):
            m = _ALIAS.match(low, called.start(), min(len(low), stop + 40))
            if m is None or m["name"] in {
                "org",
                "orgnr",
                "nedan",
                "kallad",
                "kallat",
                "hädanefter",
                "härefter",
                "organisationsnummer",
                "och",
                "gemensamt",
                "se",
                "benämnd",
                "part",
            }:
                continue
            word = m["name"]
            if m["all"] or word.endswith(("erna", "arna")):
                group = tuple(
                    p.name for p in parties[: i + 1] if not word.startswith("kommun") or p.kind == "municipality"
                )
                known.call(word, group, word)
            elif len(word) > 1:
                known.call(word, (party.name,))
    return known


def _segment_end(prose: Prose, start: int, end: int) -> int:
    m = _AFTER_LIST.search(prose.low, start, end)
    return m.start() if m else end


def parties_of(prose: Prose, title_end: int = 0) -> Parties:
    """The parties of an agreement's own text: its party section, "mellan A och B", its members; else none.

    `title_end`: how much of the text is its title, which says less precisely who the parties are.
    """
    alone: tuple[list[Party], int] | None = None
    sections = _party_sections(prose)
    for start, end in sections:
        found = _bound(prose, start, end, bare=True)
        if len(found) >= 2:
            return _with_aliases(prose, found, end)
        alone = alone or ((found, end) if found else None)
    for low_limit in dict.fromkeys((title_end, 0)):
        for m in islice(_BETWEEN.finditer(prose.low, low_limit), _MOST):
            near = prose.low[max(0, m.start() - 100) : m.end() + 700]
            if not _AGREED.search(near):
                continue
            stop = _sentence_end(prose, m.start()) if m.start() >= title_end else title_end
            found = _bound(prose, m.end(), min(stop, m.end() + 2500), bare="medlem" in m.group() or "part" in m.group())
            if "medlem" in m.group():
                found = [p for p in found if p.kind != "authority"]
            if len(found) >= 2:
                return _with_aliases(prose, found, stop)
            alone = alone or ((found, stop) if found else None)
    for clause in prose.clauses[:6]:
        if clause.start >= title_end and _OPENS.search(clause.low):
            found = _bound(prose, clause.start, clause.end, bare=False)
            if len(found) >= 2:
                return _with_aliases(prose, found, clause.end)
    rows = _one_a_line(prose)
    if len(rows) >= 2:
        return _with_aliases(prose, rows, rows[-1].end)
    return _with_aliases(prose, *alone) if alone else Parties()


def _one_a_line(prose: Prose) -> list[Party]:
    """The first entries of the text that hold a party's name and hardly anything more, one after the other."""
    rows: list[Party] = []
    for clause in prose.clauses[:20]:
        names = names_in(prose, clause.start, clause.end) if clause.end - clause.start < 90 else []
        if len(names) == 1 and clause.end - clause.start < len(names[0].name.value) + 40:
            rows += names
        elif len(rows) >= 2:
            break
        else:
            rows = []
    return rows


def _party_sections(prose: Prose) -> list[tuple[int, int]]:
    sections: list[tuple[int, int]] = []
    for i, heading in enumerate(prose.headings):
        if heading.topic == "parties":
            end = prose.headings[i + 1].start if i + 1 < len(prose.headings) else len(prose.text)
            if end - heading.end > 8:
                sections.append((heading.end, min(end, heading.end + 3000)))
    return sections[:_MOST]


def _bound(prose: Prose, start: int, end: int, *, bare: bool) -> list[Party]:
    """The parties of one stretch, clauses about others left out; boards first, their principals after them."""
    found: list[Party] = []
    seen: set[str] = set()
    for first, last in _joined(prose, _within(prose, start, end)):
        if _OTHERS.search(prose.low, first.start, last.end):
            continue
        a, b = max(start, first.start), min(end, last.end)
        for party in names_in(prose, a, _list_end(prose, a, b), bare=bare and not found):
            if bare_name(party.name.value) not in seen:
                seen.add(bare_name(party.name.value))
                found.append(party)
    return _boards_first(prose, found)


def _joined(prose: Prose, clauses: list[Clause]) -> list[tuple[Clause, Clause]]:
    """The clauses, those that end in a colon together with what follows."""
    joined: list[tuple[Clause, Clause]] = []
    for clause in clauses:
        if joined and prose.text[joined[-1][1].end - 1] == ":":
            joined[-1] = (joined[-1][0], clause)
        else:
            joined.append((clause, clause))
    return joined


def _list_end(prose: Prose, start: int, end: int) -> int:
    """Where the list of parties ends in a sentence that goes on to say something."""
    m = _BETWEEN.search(prose.low, start, end)
    from_ = m.end() if m else start
    at = _segment_end(prose, from_, end)
    return end if at - from_ < 12 else at


def _boards_first(prose: Prose, parties: list[Party]) -> list[Party]:
    """The board, quoting both, and after it its principal: "X kommun genom socialnämnden"."""
    out: list[Party] = []
    for party in parties:
        previous = out[-1] if out else None
        if previous is not None and party.kind == "body" and previous.kind in {"municipality", "region"}:
            between = prose.low[previous.end : party.start]
            if re.fullmatch(r"(?:,? org[^,()]{4,40})?,? (?:genom|företrädd av|via) (?:dess |sin )?", between):
                out[-1:] = [
                    party._replace(name=prose.cited(previous.start, party.end, party.name.value), start=previous.start),
                    previous,
                ]
                continue
        if previous is not None and previous.kind == "body" and party.kind in {"municipality", "region"}:
            between = prose.low[previous.end : party.start]
            if between in {" i ", ", ", " hos ", " för ", " vid ", " "}:
                out[-1:] = [
                    previous._replace(name=prose.cited(previous.start, party.end, previous.name.value), end=party.end),
                    party,
                ]
                continue
        out.append(party)
    return out


def _within(prose: Prose, start: int, end: int) -> list[Clause]:
    first = bisect_right(prose.clauses, start, key=_clause_ends)
    return list(takewhile(lambda c: c.start < end, islice(prose.clauses, first, None)))


def _clause_ends(clause: Clause) -> int:
    return clause.end


def _sentence_end(prose: Prose, at: int) -> int:
    """The end of the sentence, read past full stops inside addresses and numbers when its verb comes later."""
    here = _within(prose, at, at + 1)
    end = here[0].end if here else len(prose.text)
    if prose.text[end - 1] == ":":
        following = _within(prose, end + 1, end + 2)
        end = following[0].end if following else end
    nearest = bisect_right(prose.headings, at, key=_heading_starts)
    limit = end + 900
    if nearest < len(prose.headings):
        limit = min(limit, prose.headings[nearest].start)
    verb = _VERB.search(prose.low, end, limit) if _VERB.search(prose.low, at, end) is None else None
    return verb.end() if verb else end


def _heading_starts(heading: Heading) -> int:
    return heading.start
