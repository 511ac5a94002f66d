"""Vouchers to a SIE 4 file that any accounting system takes in: records as text, then bytes in CP437 as the standard says.

4I holds vouchers to take in, 4E an organisation's own with their years. What is written reads back the same (a property test),
but for characters that CP437 does not have: those have a near one (– is -, “ is "), or else become ?.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from samverkan.core.funding.sie_lines import summed
from samverkan.core.money import kronor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from samverkan.core.funding.vouchers import AccountKind, Books, Posting, Voucher

_KINDS: Final[dict[AccountKind, str]] = {"asset": "T", "liability": "S", "cost": "K", "income": "I"}
_CONTROL: Final = dict.fromkeys([*range(32), 127], " ")
_NEAR: Final = str.maketrans(
    {
        "–": "-", "—": "-", "\u2212": "-", "\u2010": "-", "\u2011": "-", "’": "'", "‘": "'", "”": '"', "“": '"', "„": '"',
        "…": "...", "€": "EUR", "\u2009": " ", "\u202f": " ", "\u00ad": "", "•": "*", "×": "x", "§": "par.", "À": "A", "È": "E",
    }
)  # fmt: skip


def records(
    books: Books, vouchers: Iterable[Voucher], *, kind: Literal["4I", "4E"] = "4I", version: str, on: date
) -> Iterator[str]:
    """The lines of the file, without their ends: what it is, made by which version on which day, and the vouchers one by one.

    ValueError for a voucher that is not in balance, and for a 4E without its year: no such file is to be made.
    """
    if kind == "4E" and 0 not in books.years:
        raise ValueError("a file of type 4E names its year (#RAR 0)")
    yield "#FLAGGA 0"
    yield f"#PROGRAM {_quoted('Samverkan')} {_quoted(version)}"
    yield "#FORMAT PC8"
    yield f"#GEN {_day(on)}"
    yield "#SIETYP 4"
    if books.organisation_number:
        number = books.organisation_number
        yield f"#ORGNR {_plain(f'{number[:6]}-{number[6:]}' if len(number) == 10 and number.isdecimal() else number)}"
    yield f"#FNAMN {_quoted(books.organisation or '')}"
    if kind == "4E":
        for year in sorted(books.years, reverse=True):
            first, last = books.years[year]
            yield f"#RAR {year} {_day(first)} {_day(last)}"
    for account, name in books.accounts.items():
        yield f"#KONTO {_plain(account)} {_quoted(name)}"
    for account, what in books.kinds.items():
        yield f"#KTYP {_plain(account)} {_KINDS[what]}"
    for dimension, name in books.dimensions.items():
        yield f"#DIM {_plain(dimension)} {_quoted(name)}"
    for (dimension, item), name in books.objects.items():
        yield f"#OBJEKT {_plain(dimension)} {_quoted(item)} {_quoted(name)}"
    for voucher in vouchers:
        yield from _voucher(voucher)


def encoded(lines: Iterable[str], *, checksum: bool = False) -> Iterator[bytes]:
    """The file's bytes, line by line: CP437 with CR LF, and #KSUMMA after #FLAGGA and last where a checksum is asked for."""
    sum_of: int | None = None
    for line in lines:
        data = _cp437(line)
        yield data
        if sum_of is not None:
            sum_of = summed(data, sum_of)
        elif checksum:
            sum_of = 0
            yield b"#KSUMMA\r\n"
    if sum_of is not None:
        yield b"#KSUMMA %d\r\n" % sum_of


def _voucher(voucher: Voucher) -> Iterator[str]:
    if voucher.difference:
        raise ValueError(f"voucher {voucher.name} is out of balance by {voucher.difference} öre")
    registered = f" {_day(voucher.registered)}" if voucher.registered is not None else ""
    yield (
        f"#VER {_quoted(voucher.series)} {_quoted(voucher.number)} {_day(voucher.day)} {_quoted(voucher.text)}{registered}"
    )
    yield "{"
    for posting in voucher.postings:
        yield f"   {_posting(posting)}"
    yield "}"


def _posting(posting: Posting) -> str:
    objects = " ".join(f"{_quoted(dimension)} {_quoted(item)}" for dimension, item in posting.objects)
    said = f"#TRANS {_plain(posting.account)} {{{objects}}} {kronor(posting.ore)}"
    if posting.day is None and not posting.text:
        return said
    day = '""' if posting.day is None else _day(posting.day)
    return f"{said} {day} {_quoted(posting.text)}" if posting.text else f"{said} {day}"


def _quoted(text: str) -> str:
    r"""The text in quotation marks; control characters, which the standard forbids, are blanks.

    SIE has no sign for a backslash before the last quotation mark: it is followed by a blank.
    """
    text = text.translate(_CONTROL).replace('"', '\\"')
    return f'"{text} "' if text.endswith("\\") else f'"{text}"'


def _plain(text: str) -> str:
    """The text without quotation marks where it needs none."""
    return text if text and all(sign.isalnum() or sign in "-_." for sign in text) else _quoted(text)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _cp437(line: str) -> bytes:
    try:
        return f"{line}\r\n".encode("cp437")
    except UnicodeEncodeError:
        near = "".join(sign if _has(sign) else _near(sign) for sign in line)
        return f"{near}\r\n".encode("cp437", "replace")


def _near(sign: str) -> str:
    """The nearest that CP437 has; a quotation mark stands inside quotation marks."""
    return sign.translate(_NEAR).replace('"', '\\"')


def _has(sign: str) -> bool:
    try:
        sign.encode("cp437")
    except UnicodeEncodeError:
        return False
    return True
