"""Who gets the extract, and what the decision rested on: the lists under the dispatch and documents headings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from samverkan.core.reading.dating import first_date
from samverkan.core.reading.names import BODY, ORGANISATION
from samverkan.core.reading.values import Recipient, SupportingDocument
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from samverkan.core.reading.lines import Line

_BULLET = Wording(r"^[•·▪◦‣*●–—-]+\s*|^\d{1,2}[.)]\s+")
_EMAIL = Wording(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_KNOWN = Wording(
    rf"(?:{BODY}|{ORGANISATION}|Samtliga\s[a-zåäö]+|Akten|akten|Diariet|Länsstyrelsen|"
    rf"Valberedningen|Revisionen|Styrande\sdokument|[A-ZÅÄÖ][\wåäö-]+(?:kontoret|förvaltningen|"
    rf"chefen|chef|direktören|direktör|avdelningen|enheten|beredningen|rådet|verket|sekreteraren|"
    rf"strategen|ekonomen))(?![\wåäö])"
)
_STOP = Wording(
    r"(?i)^(?:(?-i:[A-ZÅÄÖ][A-ZÅÄÖ ]{3,}\s(?:SAMMANTRÄDES)?PROTOKOLL)|"
    r"_{3}|figur$|referenser|justera|ordförande|sign|paragraf|§\s?\d|\d+\s?\(\d+\)|sida|sammanträdes|protokoll\s|"
    r"utdragsbest|register|relevanta|references|related|postadress|besöksadress|org\.?\s?nr|"
    r"telefon|webbplats|adress|upp till sidan|dela|skriv ut)"
)


_SENTENCE = Wording(r"^.{40,}\.$|\s(?:ska|har|är|kan|blir|innebär)\s")
_CONTACT = Wording(r"(?i)organisationsnummer|telefon|e-post|\bfax\b")
# what the names under it are to do with the decision
_SUBHEADING = Wording(r"(?i)för\s(?:vidare\shantering|kännedom|verkställighet|åtgärd|handläggning)\s?:?")
# what follows the last name in text glued to a line: a signature, an address, signs that no name holds
_NO_NAME = Wording(
    r"\s(?:[A-ZÅÄÖ]\s[A-ZÅÄÖ]\w*\s|(?:Postadress|Besöksadress|Telefon|Utdragsbest|Justera|Sign|Ordf)|\S*[(~^<>]\S*|$)"
)


def recipients_in(lines: list[Line]) -> list[Recipient]:
    """One recipient an entry: a bullet or a line each, or names run together in one line."""
    found: list[Recipient] = []
    bulleted = False
    glued = _glued(lines[0]) if lines else []
    if glued:
        return glued
    for at, line in enumerate(lines):
        if line.furniture or _SUBHEADING.fullmatch(line.text):
            continue
        listed = bulleted and _BULLET.match(line.text)
        if (
            found
            and (at and lines[at - 1].furniture)
            and not (listed or _KNOWN.match(line.text) or _EMAIL.search(line.text))
        ):
            break  # another page, which goes on with something else
        if bulleted and line.gap and not _BULLET.match(line.text):
            break
        if (
            _STOP.match(line.text)
            or (line.text.isupper() and len(line.text) > 6)
            or (line.gap and at and found and len(line.text) > 90)
        ):
            break
        if not _EMAIL.search(line.text) and (_SENTENCE.search(line.text) or _CONTACT.search(line.text)):
            break
        if len(line.text) > 160 and not _EMAIL.search(line.text):
            break
        bullet = _BULLET.match(line.text)
        start = bullet.end() if bullet else 0
        bulleted = bulleted or bullet is not None
        text = line.text
        ended = found and (found[-1].email is not None or lines[at - 1].furniture)
        if not bullet and at and found and not ended and _continues(lines, at):
            last, before = found.pop().name, lines[at - 1]
            # what stood after the name on its line: "," or "-"
            mark = before.text[last.span.end - before.start :] if last.span.end >= before.start else ""
            joined = f"{last.value}{text}" if mark == "-" and text[0].islower() else f"{last.value}{mark} {text}"
            found.append(Recipient(Cited(joined, Span(last.span.start, line.end)), None))
            continue
        for a, b in _entries(text, start):
            found.append(_recipient(line, a, b))
    return [r for r in found if len(r.name.value) > 1]


def _glued(line: Line) -> list[Recipient]:
    """The names of known sorts that a line holding the rest of a page begins with, up to what is no name."""
    names, at = [], 0
    while m := _KNOWN.match(line.text, at):
        names.append(_recipient(line, m.start(), m.end()))
        at = m.end() + (line.text[m.end() : m.end() + 1] == " ")
    return names if names and _NO_NAME.match(" " + line.text[at:]) and line.text[at:].strip(" .;") else []


def _continues(lines: list[Line], at: int) -> bool:
    text, before = lines[at].text, lines[at - 1].text
    return text[0].islower() or before.endswith((" och", ",", " för", "-"))


def _entries(text: str, start: int) -> list[tuple[int, int]]:
    """Names run together with spaces, each of a known sort, are entries of their own; so are e-mail addresses' owners."""
    rest = text[start:]
    if not _EMAIL.search(rest) and "," not in rest:
        known = list(_KNOWN.finditer(text, start))
        if (
            len(known) >= 2
            and known[0].start() == start
            and all(not text[a.end() : b.start()].strip(" ,;") for a, b in pairwise(known))
            and not text[known[-1].end() :].strip(" .;")
        ):
            return [m.span() for m in known]
    if re.match(r"[-–]\s", text) and len(parted := re.split(r"\s[-–]\s", rest)) > 1:
        edges, at = [], start
        for part in parted:
            first = text.index(part, at)
            edges.append((first, first + len(part)))
            at = first + len(part)
        return edges
    if ";" in rest:
        edges, at = [], start
        for part in rest.split(";"):
            if part.strip():
                edges.append((at + len(part) - len(part.lstrip()), at + len(part.rstrip())))
            at += len(part) + 1
        return edges
    if "," in rest and not _EMAIL.search(rest):
        parts = rest.split(",")
        if len(parts) >= 2 and all(
            (_KNOWN.match(p.strip()) and not re.fullmatch(ORGANISATION, p.strip()))
            or p.strip().lower() in ("akten", "diariet")
            for p in parts
        ):
            edges, at = [], start
            for part in parts:
                edges.append((at + len(part) - len(part.lstrip()), at + len(part.rstrip())))
                at += len(part) + 1
            return edges
    return [(start, len(text))]


def _recipient(line: Line, start: int, end: int) -> Recipient:
    text = line.text[start:end]
    email = _EMAIL.search(text)
    name = text
    first = 0
    if email:
        name = text[: email.start()] if email.start() > 2 else text[email.end() :]
        first = 0 if email.start() > 2 else email.end()
        if not re.search(r"\w", name):
            name, first = email.group(), email.start()
    stripped = name.strip(" ,;:.()<>–-\t") if not name.rstrip().endswith(")") else name.strip(" ,;:.<>–-\t")
    first += name.index(stripped) if stripped else 0
    return Recipient(
        Cited(stripped, Span(line.start + start + first, line.start + start + first + max(len(stripped), 1))),
        email.group() if email else None,
    )


def _end_before(entry: list[Line], cut: int) -> int:
    """Where an entry's words end that are followed by `cut` letters of its lines, joined by spaces."""
    for line in reversed(entry):
        if cut <= len(line.text):
            return line.end - cut
        cut -= len(line.text) + 1
    return entry[0].end


def documents_in(lines: list[Line]) -> list[SupportingDocument]:
    """One document an entry, with its own date where one is printed."""
    entries: list[list[Line]] = []
    bulleted = any(_BULLET.match(line.text) for line in lines if not line.furniture)
    for line in lines:
        if line.furniture:
            continue
        new = (
            _BULLET.match(line.text)
            if bulleted
            else not (
                entries and (line.text[0].islower() or entries[-1][-1].text.endswith(("-", " och", " om", " för")))
            )
        )
        if new or not entries:
            entries.append([line])
        else:
            entries[-1].append(line)
    found = []
    for entry in entries:
        bullet = _BULLET.match(entry[0].text)
        first = bullet.end() if bullet else 0
        text = " ".join([entry[0].text[first:], *(line.text for line in entry[1:])])
        if len(text) < 3 or len(text) > 600:
            continue
        dated = first_date(text)
        dating = re.compile(r"(?i),?\s+(?:daterad|daterat|daterade|den|av\sden)\s*$")
        title, end = text, entry[-1].end
        if dated and dated.end >= len(text.rstrip(" .")):
            head = dating.sub("", text[: dated.start]).rstrip(" ,")
            if len(head) > 3:
                title, end = head, _end_before(entry, len(text) - len(head))
        found.append(
            SupportingDocument(
                Cited(title.strip(" ."), Span(entry[0].start + first, end)), dated.date if dated else None
            )
        )
    return found
