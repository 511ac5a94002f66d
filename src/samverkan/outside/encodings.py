"""Bytes to text when nobody says which encoding: UTF-8, UTF-16, UTF-32, CP1252, Latin-1, MacRoman and DOS (CP850).

Goes by what stands around each byte above 127: `å` between letters, a quotation mark at the edge of a word. The text
keeps its line ends; a byte order mark is no part of it.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from samverkan.core.findings import Finding
from samverkan.core.sources import Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark its own begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4000
"""How many places above 127 are weighed; more would not change the answer."""

_HIGH = re.compile(rb"[\x80-\xff]")
_CANDIDATES = ("cp1252", "mac_roman", "cp850")
_SWEDISH = frozenset("åäöÅÄÖ")
_FOREIGN = frozenset("éèêëÉÈáàüÜøæØÆóíçñßô")
_QUOTES = frozenset("“”„’‘»«")
_MARKS = frozenset("–—…•·§°€´½¼\xa0\xad")
_GARBLED = re.compile("Ã[¥¤¶…„–©\x80-\xbf]|â€[œ\x9d“”™\x93\x94]")


def decode(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text in the bytes, and a finding where some of them are no characters or were decoded wrongly before.

    Never fails: what no encoding explains becomes U+FFFD, and so does NUL, which no text has and no database keeps.
    """
    marked = decode_marked(data)
    if marked is not None:
        return _with_findings(marked)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _other_than_utf8(data)
    return _with_findings(text)


def decode_marked(data: bytes) -> str | None:
    """The text in bytes that begin with a byte order mark, without the mark; None where they do not."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _other_than_utf8(data: bytes) -> str:
    forgiving = data.decode("utf-8", "replace")
    lost = forgiving.count("\ufffd")
    whole = sum(map(forgiving.count, "åäöÅÄÖé–”"))
    if whole > 3 * lost or (whole and lost == 1 and forgiving.endswith("\ufffd")):
        return forgiving  # UTF-8 that was cut or spliced
    encoding = most_plausible(data, _CANDIDATES)
    if encoding == "cp1252":
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:  # five bytes that CP1252 leaves empty: Latin-1 with control characters
            return data.decode("latin-1")
    return data.decode(encoding)


def most_plausible(data: bytes, encodings: tuple[str, ...]) -> str:
    """Which of these encodings, one byte a character, makes the bytes above 127 look most Swedish; the first of equals."""
    return max(encodings, key=lambda encoding: _plausibility(data, encoding))


def _plausibility(data: bytes, encoding: str) -> int:
    """How Swedish the bytes above 127 look in the encoding, letter by letter with its neighbours."""
    table = bytes(range(256)).decode(encoding, "replace")
    score = 0
    for match in islice(_HIGH.finditer(data), _SAMPLE):
        at = match.start()
        before = table[data[at - 1]] if at else " "
        after = table[data[at + 1]] if at + 1 < len(data) else " "
        score += _weight(table[data[at]], before, after)
    return score


def _weight(char: str, before: str, after: str) -> int:
    if char in _SWEDISH or char in _FOREIGN:
        worth = 4 if char in _SWEDISH else 1
        if not (before.isalpha() or after.isalpha()):
            return worth if char in "åöÅÖ" else -worth  # "å ena sidan", "Ö är": else a letter on its own is odd
        if char.isupper() and before.islower():
            return -worth  # a capital inside a word
        if char.islower() and before.isupper() and after.isupper():
            return -worth
        return worth
    if char in _QUOTES:
        return -2 if before.isalpha() and after.isalpha() and char not in "’‘" else 2
    if char in _MARKS:
        return -2 if before.isalpha() and after.isalpha() and char not in "–\xad" else 2
    return -4


def _with_findings(text: str) -> tuple[str, tuple[Finding, ...]]:
    text = text.replace("\0", "\ufffd")
    findings = []
    lost = text.count("\ufffd")
    if lost:
        first = text.index("\ufffd")
        findings.append(Finding("damaged_characters", {"count": lost}, Span(first, first + 1)))
    garbled = _GARBLED.search(text)
    if garbled is not None:
        count = sum(1 for _ in islice(_GARBLED.finditer(text), 10000))
        if count > sum(map(text.count, "åäö")):
            findings.append(Finding("garbled_characters", {"example": garbled.group()}, Span(*garbled.span())))
    return text, tuple(findings)
