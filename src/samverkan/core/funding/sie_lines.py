r"""One line of a SIE 4 file in, its label and fields out; and what a field may be: an amount, a day, objects.

SIE 4B (2008): fields between blanks or tabs, in quotation marks where they hold such, a quotation mark inside written \", the
objects of a posting in braces. No line is refused here: what cannot be told of it is said in `Row.broken`.
"""

from __future__ import annotations

import re
import zlib
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

_QUOTED: Final = r'"((?:[^"\\]++|\\"?+)*+)("?)'
_FIELD: Final = re.compile(
    rf'[ \t]*(?:{_QUOTED}|\{{((?:[^"{{}}]++|"(?:[^"\\]++|\\"?+)*+"?)*+)(\}}?)|([^ \t"{{}}]++)|(\}}))'
)
_INSIDE: Final = re.compile(rf'[ \t]*(?:{_QUOTED}|([^ \t"]++))')
_AMOUNT: Final = re.compile(r"([+-]?)([0-9]{0,13})(?:[.,]([0-9]{1,2}))?")
_DAY: Final = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})")
_SUMMED: Final = re.compile(rb'"((?:[^"\\\r\n]++|\\"?+)*+)"?|([^ \t\r\n{}"]++)')

POSTING: Final = re.compile(
    r'[ \t]*#TRANS[ \t]+"?([0-9]{1,12})"?[ \t]*+'
    r'\{((?:[^"{}\\]++|"[^"{}\\]*+")*+)\}[ \t]*+'
    r"(-?[0-9]{1,13})(?:\.([0-9]{1,2}))?"
    r'(?:[ \t]+(?:"([0-9]{8})?"|([0-9]{8}))'
    r'(?:[ \t]+(?:"([^"\\]*+)"|([^ \t"{}\\]++))'
    r'(?:[ \t]+(?:"[^"\\]*+"|[^ \t"{}\\]++))*+)?)?[ \t]*+'
)
"""A posting as nearly all are written, in one step: account, objects, kronor, decimals, day (two ways), text (two ways).

What it does not take, `row_of` takes; what both take, they take alike (a property test).
"""

_PLAIN: Final = r'[ \t]+(?:"([^"\\]*+)"|([^ \t"{}\\]++))'
VOUCHER: Final = re.compile(rf"[ \t]*#VER{_PLAIN}{_PLAIN}{_PLAIN}(?:{_PLAIN}(?:{_PLAIN}(?:{_PLAIN})?)?)?[ \t]*+")
"""A #VER likewise: each of its fields in two ways, in quotation marks or bare."""


class Row(NamedTuple):
    """What one line says: its label in capitals ("" where it has none), its fields, and the objects between braces."""

    label: str
    fields: list[str]
    objects: str | None = None
    opens: bool = False
    closes: bool = False
    broken: bool = False

    def field(self, at: int) -> str:
        """The field at a place, counted from 0 after the label; "" where the line is shorter."""
        return self.fields[at] if at < len(self.fields) else ""


def row_of(line: str) -> Row:
    """The line, taken apart. `broken`: a quotation mark or a brace that is not closed."""
    fields: list[str] = []
    objects: str | None = None
    opens = closes = broken = False
    end = len(line.rstrip(" \t"))
    at = 0
    while at < end:
        found = _FIELD.match(line, at, end)
        if found is None:
            break
        at = found.end()
        quoted, quote, inside, brace, bare, closing = found.groups()
        if bare is not None:
            fields.append(bare)
        elif quoted is not None:
            fields.append(quoted.replace('\\"', '"'))
            broken = broken or not quote
        elif closing is not None:
            closes = True
        elif brace:
            objects = inside
        elif inside.strip():
            broken = True
        else:
            opens = True
    label = fields.pop(0).upper() if fields and fields[0].startswith("#") else ""
    return Row(label, fields, objects, opens, closes, broken)


def objects_of(inside: str) -> tuple[tuple[str, str], ...] | None:
    """The objects that stand between braces, each (dimension, object); None where they do not come in pairs."""
    found = []
    at, end = 0, len(inside.rstrip(" \t"))
    while at < end:
        one = _INSIDE.match(inside, at, end)
        if one is None:
            return None
        at = one.end()
        quoted, quote, bare = one.groups()
        if quoted is not None and not quote:
            return None
        found.append(bare if bare is not None else quoted.replace('\\"', '"'))
    if len(found) % 2:
        return None
    return tuple(zip(found[::2], found[1::2], strict=True))


def ore_of(amount: str) -> int | None:
    """The öre of an amount with at most two decimals; None where it is none, or more than any account holds."""
    found = _AMOUNT.fullmatch(amount)
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    if not whole and not decimals:
        return None
    ore = int(whole or "0") * 100 + int((decimals or "0").ljust(2, "0"))
    return -ore if sign == "-" else ore


def day_of(written: str) -> date | None:
    """The day of "20240131" (or "2024-01-31", which some programs write); None where it is none."""
    found = _DAY.fullmatch(written)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def summed(lines: bytes, begun: int = 0) -> int:
    """The CRC-32 of whole lines as #KSUMMA counts it: labels and what is in the fields, without blanks, quotation marks and braces."""
    return zlib.crc32(b"".join(chain.from_iterable(_SUMMED.findall(lines))).replace(b'\\"', b'"'), begun)
