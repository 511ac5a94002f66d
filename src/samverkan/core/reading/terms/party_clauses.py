"""Where an agreement says who its parties are: its section on them, "mellan A och B", its members; with their short names.

"nedan kallad kommunen" makes "kommunen" that party; a host, an organ or an example is no party.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from samverkan.core.reading.terms.clauses import lower
from samverkan.core.reading.terms.parties import Parties
from samverkan.core.reading.terms.party_bound import bound_in, places_in_rows, within
from samverkan.core.reading.terms.party_lists import Party, names_in
from samverkan.core.reading.terms.party_openings import openings
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Prose
    from samverkan.core.reading.terms.section_headings import Heading

_ALIAS = Wording(
    r"(?:(?:nedan|hädanefter|härefter|i fortsättningen|fortsättningsvis|i det följande|"
    r"här)(?:,)? ?(?:kalla[dts]e?|benämn[dts]e?n?|benämns|kallas|benämnda|"
    r"angiven)?(?: för)?(?P<all>(?: gemensamt| tillsammans| sammantaget| samtliga| var för sig)?) ?|"
    r"""\( ?)(?P<q>[\"”“'’«]?)(?P<name>[a-zåäö]{2,30})[\"”“'’»]?(?=[\s,.;):]|$)""",
)
_CALLED = Wording(
    r"(?<!\w)(?:nedan|hädanefter|härefter|i fortsättningen|fortsättningsvis|i det följande)|\(",
)
_BETWEEN = Wording(
    r"(?<!\w)(?:mellan|parter är|parterna är|parter(?:na)? i (?:detta |denna )?(?:avtal(?:et)?|överenskommelse(?:n)?) är|(?:medlemmar|"
    r"förbundsmedlemmar|medlemskommuner)(?: i [a-zåäö ]{3,60}?)? är)(?: följande)?(?: parter)?[:;]? ",
    # "Följande kommuner har träffat avtal om ...: A, B och C"
    r"(?<!\w)(?:följande|nedanstående|undertecknade) (?:kommuner|regioner|organisationer)(?!\w)[^.:;]{0,160}: ",
)
_AGREED = Wording(r"avtal|tecknas|träffa|slut[ie]ts|sluta[st]|ingå|överenskom|parter|medlemmar|samverka")
# A sentence that begins with one noun: "Parken betalar ..."
_DEFINITE = Wording(
    r"(?<=[.:] )(?P<word>(?P<stem>[A-ZÅÄÖ][a-zåäö]{3,16}?)(?:en|et)) (?:betalar|svarar|bidrar|står|bär|ersätter|finansierar|utser)(?!\w)"
)
_FEW = 8  # parties that are companies or associations
_BARE = Wording(r"medlem|part|kommuner")
_MOST = 40  # places in a text that may name its parties, and parties, before the search ends
_VERB = Wording(r"tecknas|tecknat|träffa[st]|slut[ie]t|sluts|ingå|överenskom|följande|upprättat")
# What a line between two parties of a list holds: an address, a number, a contact.
_CONTACT = Wording(
    r"org(?:anisations)?\.? ?n|kontakt|box |adress|tel|e-post|växel|@|nedan|härefter|hädanefter|\d{3} ?\d\d"
)


_NO_SHORT_NAME = frozenset(
    {"org", "orgnr", "nedan", "kallad", "kallat", "hädanefter", "härefter", "organisationsnummer", "och", "gemensamt", "se",
     "benämnd", "part"}
)  # fmt: skip


def _with_aliases(prose: Prose, parties: list[Party], end: int) -> Parties:
    """The parties with the short names that the text gives them right after their names."""
    known = Parties(parties)
    low = prose.low
    for party in parties:  # the title, or the text before its section on parties, may give it: "X kommunalförbund (XK)"
        at = low.find(lower(party.name.value) + " (", 0, party.start)
        m = _ALIAS.match(low, at + len(party.name.value) + 1) if at >= 0 else None
        if m is not None and m["name"] not in _NO_SHORT_NAME and not m["all"]:
            known.call(m["name"], (party.name,))
    for i, party in enumerate(parties):
        stop = parties[i + 1].start if i + 1 < len(parties) else end
        stop = min(stop, party.end + 260)
        for called in _CALLED.finditer(low, party.end, stop):
            m = _ALIAS.match(low, called.start(), min(len(low), stop + 40))
            if m is None or m["name"] in _NO_SHORT_NAME:
                continue
            word = m["name"]
            if m["all"] or word.endswith(("erna", "arna", "männen")):
                group = tuple(
                    p.name for p in parties[: i + 1] if not word.startswith("kommun") or p.kind == "municipality"
                )
                known.call(word, group, word)
            elif len(word) > 1:
                known.call(word, (party.name,))
    _call_by_last_part(prose, known)
    return known


def _call_by_last_part(prose: Prose, known: Parties) -> None:
    """Call a company or an association by the last part of a word in its name: "Parken" is "Solviks Djurpark AB"."""
    others = [(p, lower(p.name.value).split()) for p in known.all if p.kind == "other"]
    if not others or len(others) > _FEW:
        return
    for m in islice(_DEFINITE.finditer(prose.text), _MOST):
        word, stem = m["word"].lower(), m["stem"].lower()
        named = [p for p, words in others if any(w.endswith(stem) for w in words)]
        if len(named) == 1 and not known.knows(word):
            known.call(word, (named[0].name,))


def parties_of(prose: Prose, title: tuple[int, int] | None = None) -> Parties:
    """The parties: the section on them, "mellan A och B", the members; of an agreement's own text also how it opens.

    `title`: where its title stands, which says less precisely who the parties are; None for what is no such text.
    """
    alone: tuple[list[Party], int] | None = None
    statutes = title is not None and "förbundsordning" in prose.low[title[0] : title[1]]
    for start, end in _party_sections(prose):
        found = _members(bound_in(prose, start, end, bare=True), statutes)
        if len(found) < 2:
            rows = places_in_rows(prose, start, end)
            found = rows if len(rows) > 1 else found
        if len(found) >= 2:
            return _with_aliases(prose, found, end)
        alone = alone or ((found, end) if found else None)
    for m in islice(_BETWEEN.finditer(prose.low, title[1] if title else 0), _MOST):
        near = prose.low[max(0, m.start() - 100) : m.end() + 700]
        if not _AGREED.search(near):
            continue
        stop = _sentence_end(prose, m.end() - 1)
        found = bound_in(prose, m.end(), min(stop, m.end() + 2500), bare=_BARE.search(m.group()) is not None)
        found = _members(found, statutes or "medlem" in m.group())
        if len(found) >= 2:
            return _with_aliases(prose, found, stop)
        alone = alone or ((found, stop) if found else None)
    for opening in openings(prose, *title) if title else ():
        found = _members(opening, statutes)
        if len(found) >= 2:
            return _with_aliases(prose, found, found[-1].end + 260)
    return _with_aliases(prose, *alone) if alone else Parties()


def _members(found: list[Party], statutes: bool) -> list[Party]:
    """The parties; of statutes the members alone, not the authority that they make up."""
    return [p for p in found if p.kind != "authority"] if statutes else found


def _party_sections(prose: Prose) -> list[tuple[int, int]]:
    """Where the text says who its parties are; "Part A: ..." and "Part B: ..." one after the other are one section."""
    sections: list[tuple[int, int]] = []
    last = -1
    for i, heading in enumerate(prose.headings):
        if heading.topic != "parties":
            continue
        end = prose.headings[i + 1].start if i + 1 < len(prose.headings) else len(prose.text)
        if (
            sections
            and last == i - 1
            and prose.low[heading.start : heading.end].endswith(": ")
            and end - sections[-1][0] < 3000
        ):
            sections[-1] = (sections[-1][0], end)
        elif end - heading.end > 8:
            sections.append((heading.end, min(end, heading.end + 3000)))
        last = i
    return sections[:_MOST]


def _sentence_end(prose: Prose, at: int) -> int:
    """The end of the sentence, read past full stops inside addresses and numbers when its verb comes later."""
    here = within(prose, at, at + 1)
    end = here[0].end if here else len(prose.text)
    nearest = bisect_right(prose.headings, at, key=_heading_starts)
    limit = end + 900
    if nearest < len(prose.headings):
        limit = min(limit, prose.headings[nearest].start)
    if prose.text[end - 1] in ":;," or end - at < 12:
        return _entries_end(prose, end, limit)
    verb = _VERB.search(prose.low, end, limit) if _VERB.search(prose.low, at, end) is None else None
    return verb.end() if verb else _names_end(prose, end, limit)


def _names_end(prose: Prose, end: int, limit: int) -> int:
    """The end of the lines that hold a name and nothing else, under a sentence that ends in one."""
    for clause in within(prose, end + 1, max(limit, end + 2)):
        names = names_in(prose, clause.start, clause.end)
        if not names or names[0].start > clause.start or clause.end - names[-1].end > 1:
            break
        end = clause.end
    return end


def _entries_end(prose: Prose, end: int, limit: int) -> int:
    """The end of the entries of a list that a sentence announces: names, and what stands about each."""
    idle = 0
    announced = end
    for clause in within(prose, end + 1, max(limit, end + 2)):
        if names_in(prose, clause.start, clause.end) or end == announced:
            end, idle = clause.end, 0
        elif idle or not (_CONTACT.search(clause.low) or len(clause.low) < 12):
            break
        else:
            idle += len(clause.low) > 40
    return end


def _heading_starts(heading: Heading) -> int:
    return heading.start
