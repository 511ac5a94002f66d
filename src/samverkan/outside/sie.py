"""A SIE 4 file as a binary stream in; what it says of itself, its vouchers one by one and what is wrong with it out.

Flat memory: a piece of the stream and one voucher are held, however long the file. The bytes are CP437 by the standard, and
often UTF-8, UTF-16 or Windows-1252 whatever #FORMAT says: told by the bytes themselves, and said where lines differ.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final, Protocol

from samverkan.core.funding.flaws import Flaws, NoCostsError
from samverkan.core.funding.sie_lines import summed
from samverkan.core.funding.sie_reading import SieReader
from samverkan.outside.encodings import most_plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.funding.flaws import Flaw
    from samverkan.core.funding.vouchers import Books, Voucher


class Bytes(Protocol):
    """A stream of bytes, read from where it stands."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, or fewer at the end."""


_PIECE: Final = 1 << 18
_LINE: Final = 1 << 20
"""The longest line, in bytes."""

_CANDIDATES: Final = ("cp437", "cp1252")
_LETTER_1252: Final = re.compile(rb"[\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xfc]")
_ODD_IN: Final = {
    "utf-8": re.compile(rb"(?!)"),
    "cp437": re.compile(rb"[\xe5\xe4\xf6\xc5\xc4\xd6]|\xc3[\x80-\xbf]"),
    "cp1252": re.compile(rb"\xc3[\x80-\xbf]|[A-Za-z][\x81-\x9a][a-z]"),
}
"""What hardly stands in a text of the encoding: where a line has it, the line is told by itself."""

_SUSPECT: Final = {"utf-8": b"", "cp437": b"\xe5\xe4\xf6\xc5\xc4\xd6\xc3", "cp1252": bytes(range(0x81, 0x9B)) + b"\xc3"}
"""The bytes above 127 in what is odd: a piece without them needs no second look."""

_SUM: Final = re.compile(rb'(?:(?<=[\r\n])|\A)[ \t]*#KSUMMA[ \t]*"?(-?[0-9]*)"?[ \t]*(?=[\r\n]|\Z)')


class SieFile:
    """A SIE file that is being read: made by `open_sie`.

    `books` and `findings` are whole when `vouchers` has ended; `books` has what stands above the first voucher from the start.
    """

    def __init__(self, stream: Bytes, name: str) -> None:
        self.name = name
        self._flaws = Flaws()
        self._text = _Text(stream, self._flaws)
        self._reader = SieReader(self._text.lines(), self._flaws)
        self._vouchers = self._read()
        self._first = next(self._vouchers, None)

    @property
    def books(self) -> Books:
        """Whose books these are, their years, accounts, dimensions and objects."""
        return self._reader.books

    @property
    def sie_type(self) -> str:
        """ "1" to "4", as #SIETYP says; "1" where it says nothing."""
        return self._reader.sie_type

    @property
    def encoding(self) -> str:
        """The encoding that the bytes tell: "ascii" as long as they tell none."""
        return self._text.encoding

    @property
    def findings(self) -> list[Flaw]:
        """What is wrong, as far as has been read."""
        return self._flaws.list()

    def vouchers(self) -> Iterator[Voucher]:
        """Each voucher that could be read whole, once, in the file's order; NoCostsError where the file is beyond measure."""
        first, self._first = self._first, None
        if first is not None:
            yield first
        yield from self._vouchers

    def _read(self) -> Iterator[Voucher]:
        yield from self._reader.vouchers()
        self._text.checksum.told(self._reader.checksum_row, self._flaws)


def open_sie(stream: Bytes, name: str) -> SieFile:
    """The file, read up to its first voucher; NoCostsError `sie_type`, `sie_line_long` or `sie_many_names`.

    What the bytes are is not asked here (`outside.costs` tells a web page from a SIE file).
    """
    return SieFile(stream, name)


class _Text:
    """The lines of a stream of bytes, decoded."""

    def __init__(self, stream: Bytes, flaws: Flaws) -> None:
        self.encoding = "ascii"
        self.checksum = _Checksum()
        self._pieces = _pieces(stream)
        self._flaws = flaws
        self._rows = 0

    def lines(self) -> Iterator[str]:
        """Each line without its end, be it CR LF, LF or CR."""
        for piece in self._pieces:
            self.checksum.take(piece)
            if b"\0" in piece:
                piece = piece.replace(b"\0", b" ")  # no text has it and no database keeps it
            text = self._decoded(piece).replace("\r\n", "\n").replace("\r", "\n")
            lines = text.split("\n")
            if not lines[-1]:
                lines.pop()
            self._rows += len(lines)
            yield from lines

    def _decoded(self, piece: bytes) -> str:
        if piece.isascii():
            return piece.decode("ascii")
        if self.encoding == "ascii":
            self.encoding = _told(piece)
        suspect = len(piece.translate(None, _SUSPECT[self.encoding])) < len(piece)
        if not suspect or _ODD_IN[self.encoding].search(piece) is None:
            try:
                return piece.decode(self.encoding)
            except UnicodeDecodeError:
                pass
        return self._line_by_line(piece)

    def _line_by_line(self, piece: bytes) -> str:
        decoded = []
        for number, line in enumerate(piece.splitlines(keepends=True), self._rows + 1):
            encoding = self._of_line(line)
            if encoding != self.encoding:
                self._flaws.tell("sie_encoding_mixed", number, most=_NAMES[self.encoding], line=_NAMES[encoding])
            decoded.append(_forgiving(line, encoding))
        return "".join(decoded)

    def _of_line(self, line: bytes) -> str:
        """The encoding of one line: the file's own, where nothing in the line speaks against it."""
        if line.isascii() or (self.encoding != "utf-8" and _ODD_IN[self.encoding].search(line) is None):
            return self.encoding
        return _told(line)


_NAMES: Final = {"utf-8": "UTF-8", "cp437": "PC8 (CP437)", "cp1252": "Windows-1252"}


def _told(data: bytes) -> str:
    """The encoding of bytes above 127: the standard's, unless they are UTF-8, or have Swedish letters of Windows-1252."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return most_plausible(data, _CANDIDATES) if _LETTER_1252.search(data) else "cp437"
    return "utf-8"


def _forgiving(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:  # of the single bytes, only CP1252 leaves some empty
        return line.decode("latin-1")


def _pieces(stream: Bytes) -> Iterator[bytes]:
    """The stream in pieces of whole lines; without a byte order mark, and UTF-16 as UTF-8."""
    kept = b""
    for more in _as_bytes(stream):
        kept += more
        end = len(kept) - kept.endswith(b"\r")  # its LF may be to come
        cut = max(kept.rfind(b"\n", 0, end), kept.rfind(b"\r", 0, end)) + 1
        if cut:
            yield kept[:cut]
            kept = kept[cut:]
        if len(kept) > _LINE:
            raise NoCostsError("sie_line_long", most=_LINE)
    if kept:
        yield kept


def _as_bytes(stream: Bytes) -> Iterator[bytes]:
    head = _read(stream)
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            decoder = codecs.getincrementaldecoder(encoding)("replace")
            text = decoder.decode(head[2:])
            while more := _read(stream):
                yield text.encode("utf-8", "replace")
                text = decoder.decode(more)
            yield (text + decoder.decode(b"", final=True)).encode("utf-8", "replace")
            return
    yield head.removeprefix(codecs.BOM_UTF8)
    while more := _read(stream):
        yield more


def _read(stream: Bytes) -> bytes:
    return stream.read(_PIECE) or b""


class _Checksum:
    """CRC-32 as SIE 4B says: of labels and fields, without what parts them, from the first #KSUMMA to the last."""

    def __init__(self) -> None:
        self._sum: int | None = None
        self._said: int | None = None

    def take(self, piece: bytes) -> None:
        """The next lines of the file."""
        if b"#KSUMMA" not in piece:
            self._add(piece)
            return
        at = 0
        for mark in _SUM.finditer(piece):
            self._add(piece[at : mark.start()])
            at = mark.end()
            if self._sum is None:
                self._sum = 0
            elif mark[1] and self._said is None:
                self._said = int(mark[1]) & 0xFFFFFFFF
        self._add(piece[at:])

    def _add(self, lines: bytes) -> None:
        if self._sum is None or self._said is not None:
            return
        self._sum = summed(lines, self._sum)

    def told(self, row: int | None, flaws: Flaws) -> None:
        """Say what is wrong with it, at the line of the last #KSUMMA."""
        if self._sum is None:
            return
        if self._said is None:
            flaws.stop("sie_checksum_open", row)
        elif self._said != self._sum:
            flaws.stop("sie_checksum", row, said=self._said, counted=self._sum)
