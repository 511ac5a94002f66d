"""A passage cut where list marks stand: numbers, bullets, letters and att; the passage goes in, its chunks come out in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.att_clauses import UNLESS
from samverkan.core.reading.verbs import INFINITIVES, PASSIVES, holds_verb
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage

_NUMBER = Wording(r"(?P<n>\d{1,2})[.)](?!\d)\s*(?=\S)|(?P<n2>\d{1,2})\s(?=(?:att|Att)\s)")
_BARE_NUMBER = Wording(r"(?P<n>\d{1,2})\s(?=[A-ZÅÄÖ][a-zåäö])")
_INLINE_NUMBER = Wording(r"(?<=[\s:])(?P<n>\d{1,2})[.)]\s+(?=[A-ZÅÄÖa-zåäö\"”])")
_BULLET = Wording(r"(?:[•·▪◦‣*●]|[-–—](?=\s))\s*")
_LETTER = Wording(r"\(?[a-hA-H][.)]\s")
_LETTER_ATT = Wording(r"\(?[a-h]\)\s(?=att\s)")
_ATT = Wording(r"(?i)(?:dels\s|samt\s|och\s)?att\s")


class Chunk(NamedTuple):
    """One stretch text[start:end] of a passage, and the list mark it begins with."""

    start: int
    end: int
    mark: str  # "number", "bullet", "att", "plain"
    number: int | None
    gap: bool


# "... beslut. Kommunstyrelsen föreslår kommunfullmäktige besluta att": a lead-in of its own after another's clauses
_NEXT_LEAD = Wording(
    r"(?<=\.\s)[A-ZÅÄÖ][\wåäö-]{0,40}(?:styrelsen|nämnden|fullmäktige|utskottet|direktionen)\s(?:föreslår\s[\wåäö-]{0,40}"
    r"(?:styrelsen|nämnden|fullmäktige|direktionen)\s|(?:föreslår|beslutar)\satt\s|beslutar\sför\s(?:egen|sin)\sdel\s)"
)
# "B Berg (S) och C Dahl (V) reserverar sig ...": nothing after it in the same point or paragraph is decided
_DISSENT = Wording(
    r"(?<=[.!?]\s)(?:[Mm]ot\sbeslutet\s)?(?:[A-ZÅÄÖ][\wåäö-]*[\s,]+){1,4}\([^)]{1,12}\)[^.!?]{0,300}?\s(?:reserverar|reserverade)\ssig(?=[\s.,])|"
    r"(?<=[.!?]\s)(?:[Mm]ot\sbeslutet\s(?:reserverar|reserverade)\ssig|I\savgörandet\sdeltagande)(?=[\s:])"
)
# A new block after a list: an attribution, or a body that decides, proposes or seconds
_OPENS_BLOCK = Wording(
    r"(?:Enligt|På\sförslag|Efter\sförslag)\s|[A-ZÅÄÖ][\wåäö-]*(?:\s[\wåäö-]+){0,4}?\s(?:tillstyrker|föreslår|beslutar)\s"
)
# " - att ... - att ...": bullets run together on one line
_INLINE_BULLET = Wording(r"\s(?=[-–•*]\satt\s)")


# "att paragrafen förklaras omedelbart justerad", "att ordföranden får i uppdrag": a clause of its own whatever stands before
_OWN_SUBJECT = Wording(
    r"(?:samt\s|och\s)?att\s(?:denna\s|detta\s)?(?:paragraf|punkt|[a-zåäö]{2,40}(?:en|et|an|ören))\s(?:[\wåäö-]+\s){0,3}?"
    r"(?:(?:får|ges)\si\suppdrag|förklaras|anses|justeras|bemyndigas|gäller\s(?:endast\s)?(?:under\sförutsättning|om)\s)"
)


def chunks_of(passage: Passage, first: int) -> list[Chunk]:
    """The passage cut at list marks that stand first on a line, or run inline in ascending order."""
    text = passage.text
    starts: list[tuple[int, int, str, int | None, bool]] = []
    expected, letter = 0, ""
    glued = len(text) > 200 and len(passage.breaks) <= 1 + len(text) // 250
    listed = False
    for at in (b for b in passage.breaks if b >= first):
        listed = bool(starts) and starts[-1][2] != "plain"
        if _next_letter(text, at, letter):
            letter = text[at]
            continue  # "A ...", "B ..." after a colon: a list inside the point
        m = _NUMBER.match(text, at)
        if m:
            n = int(m["n"] or m["n2"])
            if n == expected + 1 or n == 1 or (expected == 0 and n < 20) or n == expected + 2:
                starts.append((at, m.end(), "number", n, at in passage.gaps))
                expected = n
                continue
        if (m := _BARE_NUMBER.match(text, at)) and int(m["n"]) == expected + 1:
            starts.append((at, m.end(), "number", expected + 1, at in passage.gaps))
            expected += 1
            continue
        if _BULLET.match(text, at) or _LETTER_ATT.match(text, at):
            starts.append((at, at, "bullet", None, at in passage.gaps))
        elif (_ATT.match(text, at) and text[max(0, at - 40) : at].rstrip()[-1:] != ",") or (
            _ATT.match(text, at) and _after_decides(text, at)
        ):
            own_line = at in passage.gaps and bool(starts) and starts[-1][2] == "att"
            if own_line or _OWN_SUBJECT.match(text, at) or _ends_clause(text, at):
                starts.append((at, at, "att", None, at in passage.gaps))
        elif (
            at == 0
            or (at in passage.gaps and not _goes_on(text, at))
            or ((not listed or _OPENS_BLOCK.match(text, at)) and _new_paragraph(passage, at))
        ) and not _LETTER.match(text, at):
            starts.append((at, at, "plain", None, at in passage.gaps))
    if glued:
        starts.extend((m.start() + 1, m.end(), "bullet", None, False) for m in _INLINE_BULLET.finditer(text))
    if glued or sum(s[2] == "number" for s in starts) <= 1:
        starts.extend(_inline_numbers(text, {s[0] for s in starts}))
    starts.sort()
    for m in _NEXT_LEAD.finditer(text, first):
        k = bisect_right(starts, m.start(), key=_place) - 1
        if k >= 0 and starts[k][2] in ("plain", "att") and starts[k][0] < m.start():
            starts.insert(k + 1, (m.start(), m.start(), "plain", None, False))
    starts = [s for s in starts if s[0] >= first]
    if not starts or starts[0][0] > first:
        starts.insert(0, (first, first, "plain", None, False))
    chunks = []
    starts = [s for k, s in enumerate(starts) if not _torn(text, starts, k)]
    for k, (at, _, mark, number, gap) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else len(text)
        dissent = _DISSENT.search(text, at, end) if "eserver" in text[at:end] or "avgörandet" in text[at:end] else None
        end = dissent.start() if dissent else end
        chunks.append(Chunk(at, end, mark, number, gap))
    return chunks


def _torn(text: str, starts: list[tuple[int, int, str, int | None, bool]], k: int) -> bool:
    """Whether a paragraph is the rest of a point: nothing ended the point before it, and the point after has the next number."""
    if starts[k][2] != "plain" or not 0 < k < len(starts) - 1:
        return False
    before, after = starts[k - 1], starts[k + 1]
    if holds_verb(text[before[1] : starts[k][0]]):
        return False  # the point before decides by itself
    numbered = before[3] is not None and after[3] == before[3] + 1
    return numbered and text[: starts[k][0]].rstrip()[-1:] not in ".:;!?"


def _next_letter(text: str, at: int, last: str) -> bool:
    """Whether the line goes on a list by bare capital letters, whose first stands after a colon."""
    if text[at + 1 : at + 2] != " " or text[at + 2 : at + 3].isupper() is False:
        return False
    return ord(text[at]) == ord(last) + 1 if last else text[at] == "A" and text[:at].rstrip()[-1:] == ":"


def _goes_on(text: str, at: int) -> bool:
    """Whether a line after a blank one goes on with the sentence: a small letter after words that nothing ended."""
    word = re.compile(r"[a-zåäö]+").match(text, at)
    return word is not None and word.group() not in INFINITIVES and text[:at].rstrip()[-1:] not in ".:;!?"


def _place(start: tuple[int, int, str, int | None, bool]) -> int:
    return start[0]


def _after_decides(text: str, at: int) -> bool:
    return re.search(r"(?i)(?:beslutar|beslut|besluta|,|samt)\s*:?\s*$", text[max(0, at - 40) : at]) is not None


def _ends_clause(text: str, at: int) -> bool:
    """Whether what stands before a line's "att" is ended, so that the line begins a clause of its own."""
    before = text[max(0, at - 400) : at].rstrip()
    if (
        not before
        or before[-1] in ".,;:"
        or before.lower().endswith((" beslutar", " besluta", " samt", " och", " beslutar om", " följande", "beslutade"))
    ):
        word = re.compile(r"(?i)(?:samt\s|och\s|dels\s)?att\s+(?:att\s+)*([\wåäö]+)").match(text, at)
        rest = text[at : at + 400]
        if (
            word
            and before[-1:] == ","
            and re.fullmatch(r"[a-zåäö]+a|ge|ta|få|se|gå|stå|bli|låta", word[1])
            and _AFTER_ATT.search(before)
        ):
            return True
        return bool(
            word
            and (
                word[1].lower() in INFINITIVES
                or not before
                or before[-1] in ".;:"
                or re.search(r"(?i)(?:beslutar|besluta)$", before)
            )
        ) or bool(re.search(r"[a-zåäö]+(?:as|es|s)(?![\wåäö])", rest) and before.endswith(","))
    word = re.compile(r"(?i)att\s+([\wåäö]+)").match(text, at)
    return bool(
        word
        and word[1].lower() in INFINITIVES
        and word[1].lower() not in ("finansiera", "genomföra", "ändra", "ange")
        and not UNLESS.search(before[-90:])
    )


_AFTER_ATT = Wording(r"(?:^|[\s,])att\s(?:[^,]|,(?!\s)){3,300},$")


def _new_paragraph(passage: Passage, at: int) -> bool:
    """A line that begins a sentence after one that ended: its own paragraph where lines are sentences."""
    before = passage.text[max(0, at - 40) : at].rstrip()
    if not before or not passage.text[at].isupper():
        return False
    return before[-1] in ".:" or before.split()[-1].lower() in PASSIVES  # "Avtalet godkänns" on a line of its own


def _inline_numbers(text: str, taken: set[int]) -> list[tuple[int, int, str, int | None, bool]]:
    found: list[tuple[int, int, str, int | None, bool]] = []
    expected = 1
    for m in _INLINE_NUMBER.finditer(" " + text):
        at = m.start() - 1
        n = int(m["n"])
        before = text[max(0, at - 40) : at].rstrip()
        if n == expected and at in taken:
            expected += 1
            continue
        if n != expected or re.search(r"(?i)(?:kap|bilaga|punkt|nr|§|art|avsnitt)\.?$", before):
            continue
        found.append((at, at + len(m.group()), "number", n, False))
        expected += 1
    return (
        found
        if len(found) >= 2
        or (
            found
            and ((0 in taken and expected > 2) or text[: found[0][0]].rstrip().endswith((":", "att", "fullmäktige")))
        )
        else []
    )
