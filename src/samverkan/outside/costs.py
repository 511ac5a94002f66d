"""A file of costs in, told by its content: its cost lines, what it says of itself, what is wrong; or why nothing of it may be used.

`open_costs` gives all of it at once; `reading_costs` gives a SIE file of any size voucher by voucher, in flat memory.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from samverkan.core.findings import UnreadableError
from samverkan.core.funding.cost_columns import COLUMNS
from samverkan.core.funding.flaws import Flaw, NoCostsError
from samverkan.core.funding.once import numbers_again
from samverkan.core.funding.vouchers import Books, CostLine, Voucher
from samverkan.core.identity import without_identity_numbers
from samverkan.outside.cost_tables import Preview, preview_table, take_table
from samverkan.outside.encodings import decode_marked
from samverkan.outside.files import MEGABYTE, opened
from samverkan.outside.kinds import HEAD, kind_of
from samverkan.outside.sie import SieFile, open_sie
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from samverkan.outside.sie import Bytes

Kind = Literal["sie", "csv", "xlsx", "none"]
"""What a file of costs is; "none" where nothing of it may be used."""

LIMIT: Final = 64 * MEGABYTE
"""The largest CSV or XLSX, in bytes. A SIE file may be of any size where it is read by `reading_costs`."""

_LABELS: Final = re.compile(
    r"^[ \t]*#(?:FLAGGA|SIETYP|KSUMMA|PROGRAM|FORMAT|GEN|FNAMN|ORGNR|RAR|KONTO|VER)(?![A-Z])",
    re.MULTILINE | re.IGNORECASE,
)
_REFUSED: Final = {
    "empty_document": "empty",
    "not_text": "not_text",
    "unsupported_old_word": "old_excel",
    "docx_encrypted": "encrypted",
    "unsupported_image": "picture",
    "unsupported_zip": "archive",
    "unsupported_archive": "archive",
}


class CostFile(NamedTuple):
    """A file of costs, read whole.

    `lines`: for CSV and XLSX its rows; for SIE each posting of each voucher, with the posting's own day and text or else the
    voucher's, balance accounts too (which accounts are costs of an agreement is a rule, not the file's to say).
    `refused`: why nothing of it may be used; then there are no lines, and `findings` say more (the bad rows of a list). Beside
    lines, those of `findings` that `stops` are to be settled by a person before anything is booked.
    The words of both: `say("costs", flaw.code, said(flaw, name), language)`.
    """

    kind: Kind
    name: str
    sha256: str
    books: Books | None = None
    vouchers: tuple[Voucher, ...] = ()
    lines: tuple[CostLine, ...] = ()
    findings: tuple[Flaw, ...] = ()
    refused: Flaw | None = None

    @property
    def stopped(self) -> bool:
        """Whether nothing of it may be booked until a person has settled what is wrong, or at all."""
        return self.refused is not None or any(one.stops for one in self.findings)


class CostReading:
    """A file of costs that is being read (`reading_costs`): `lines` or `vouchers` once, then the rest is whole."""

    def __init__(self, stream: Bytes, name: str, mapping: Mapping[str, str] | None) -> None:
        self.name = name
        self.kind: Kind = "none"
        self.refused: Flaw | None = None
        self.days: tuple[date, date] | None = None
        """The first and the last day of its vouchers, or of a list's rows, so far."""
        self._source = _Source(stream)
        self._sie: SieFile | None = None
        self._lines: tuple[CostLine, ...] = ()
        self._findings: tuple[Flaw, ...] = ()
        if mapping is not None and not mapping.keys() <= set(COLUMNS):
            raise ValueError(f"no such column: {', '.join(sorted(mapping.keys() - set(COLUMNS)))}")
        try:
            self._begin(mapping)
        except NoCostsError as error:
            self._refuse(error)

    @property
    def sha256(self) -> str:
        """Of the file's bytes; reads what is left of them."""
        return self._source.sha256()

    @property
    def books(self) -> Books | None:
        """What a SIE file says of itself, so far."""
        return self._sie.books if self._sie is not None else None

    @property
    def findings(self) -> tuple[Flaw, ...]:
        """What is wrong, so far."""
        return tuple(self._sie.findings) if self._sie is not None else self._findings

    def vouchers(self) -> Iterator[Voucher]:
        """Those of a SIE file, one by one; none of a table. Where it ends early, `refused` says why."""
        if self._sie is None:
            return
        try:
            for voucher in self._sie.vouchers():
                self._has(voucher.day)
                yield voucher
        except NoCostsError as error:
            self._refuse(error)

    def lines(self) -> Iterator[CostLine]:
        """The cost lines, one by one. Where they end early, `refused` says why, and none of them is to be used."""
        for voucher in self.vouchers():
            yield from lines_of(voucher, self.name)
        for line in self._lines:
            self._has(line.day)
            yield line

    def _has(self, day: date) -> None:
        first, last = self.days or (day, day)
        self.days = (min(first, day), max(last, day))

    def _begin(self, mapping: Mapping[str, str] | None) -> None:
        kind = _kind(self._source.head())
        if kind == "sie":
            self._sie = open_sie(self._source, self.name)
        else:
            taken = take_table(self._source.whole(), kind, self.name, mapping)
            self._findings = taken.flaws
            if taken.bad_rows:
                code, row, values, _ = next(flaw for flaw in taken.flaws if flaw.stops)
                raise NoCostsError("table_rows", count=taken.bad_rows, first=[code, row, dict(values)])
            self._lines = taken.lines
        self.kind = kind

    def _refuse(self, error: NoCostsError) -> None:
        row = error.values.pop("row", None)
        self.refused = Flaw(error.code, row if isinstance(row, int) else None, error.values, stops=True)
        self.kind = "none"


def open_costs(
    source: str | os.PathLike[str] | Bytes, name: str | None = None, *, mapping: Mapping[str, str] | None = None
) -> CostFile:
    """The file at a path ("-" is standard input), or in a stream of bytes, whole.

    `name` is what to call it in lines and sentences; a path's own where it is not given. `mapping`: our columns (docs/costs.md)
    to the headings of a CSV or XLSX whose headings are others; ValueError for a column that is none of ours. UnreadableError (domain
    `findings`) where there is no such file.
    """
    with reading_costs(source, name, mapping=mapping) as reading:
        vouchers = tuple(reading.vouchers())
        lines = tuple(line for one in vouchers for line in lines_of(one, reading.name)) or tuple(reading.lines())
        if reading.refused is not None:
            return CostFile(
                "none", reading.name, reading.sha256, findings=reading.findings, refused=reading.refused
            )  # fmt: skip
        return CostFile(
            reading.kind, reading.name, reading.sha256, reading.books, vouchers, lines, (*reading.findings, *numbers_again(lines)),
        )  # fmt: skip


@contextmanager
def reading_costs(
    source: str | os.PathLike[str] | Bytes, name: str | None = None, *, mapping: Mapping[str, str] | None = None
) -> Iterator[CostReading]:
    """The same file while it is open, for one too large to be held; parameters as `open_costs`."""
    with _stream(source) as (stream, own):
        yield CostReading(stream, name or own, mapping)


def preview_costs(
    source: str | os.PathLike[str] | Bytes, *, mapping: Mapping[str, str] | None = None
) -> Preview:  # fmt: skip
    """The headings of a CSV or XLSX, what each seems to be, what is missing and the first rows, for a person to map.

    NoCostsError where it is no such list (a SIE file needs no mapping: `sie_needs_none`), or has no headings at all.
    """
    with _stream(source) as (stream, _):
        bytes_of = _Source(stream)
        kind = _kind(bytes_of.head())
        if kind == "sie":
            raise NoCostsError("sie_needs_none")
        return preview_table(bytes_of.whole(), kind, mapping)


def lines_of(voucher: Voucher, source: str) -> Iterator[CostLine]:
    """A voucher's postings as cost lines of the file `source`, each with its own day and text or else the voucher's."""
    name, day, text = voucher.name if voucher.numbered else None, voucher.day, voucher.text
    begins, series = voucher.row, "" if voucher.numbered else voucher.name
    year = voucher.year or str(day.year)
    for row, account, ore, objects, own, said in voucher.postings:
        of = own or day
        yield CostLine(
            source, row, of, ore, said or text, account, objects, name, None, None, "" if str(of.year) == year else year, begins, series,
        )  # fmt: skip


def said(flaw: Flaw, source: str) -> dict[str, object]:
    """What the sentence of a flaw needs: the file's name, the line and the flaw's own values, another flaw among them in words."""
    values = {"source": source, "row": flaw.row, **without_people(flaw.values)}
    if isinstance(inner := values.get("first"), list):
        code, row, inside = inner
        values["first"] = Said("costs", code, {"source": source, "row": row, **without_people(inside)})
    return values


def without_people(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a flaw with a dash for each personal identity number that the file has in a cell or a name."""
    return {key: without_identity_numbers(one) if isinstance(one, str) else one for key, one in values.items()}


@contextmanager
def _stream(source: str | os.PathLike[str] | Bytes) -> Iterator[tuple[Bytes, str]]:
    """The stream of a path, or the stream itself, and its own name."""
    if not isinstance(source, str | os.PathLike):
        yield source, ""
        return
    path = os.fspath(source)
    try:
        with opened(path) as (file, _):
            yield file, os.path.basename(path) or path
    except UnreadableError as error:
        error.values.setdefault("source", path)
        raise


def _kind(head: bytes) -> Kind:
    """The kind that the first bytes tell; NoCostsError for what is no file of costs."""
    try:
        kind = kind_of(head)
    except UnreadableError as error:
        raise NoCostsError(_REFUSED.get(error.code, "other_kind")) from error
    if kind == "docx":
        return "xlsx"
    if kind == "pdf":
        raise NoCostsError("pdf")
    if kind == "html":
        raise NoCostsError("web_page")
    text = decode_marked(head)
    text = (head.decode("latin-1") if text is None else text).lstrip(" \t\r\n\f\v\x00")
    if text.startswith("<"):
        raise NoCostsError("sie_xml" if re.match(r"(?s).{0,2000}<\w*:?Sie\w*\b", text) else "xml")
    return "sie" if text.startswith("#") and _LABELS.search(text) else "csv"


class _Source:
    """A stream of bytes whose beginning can be looked at, and whose bytes are summed as they are read."""

    def __init__(self, stream: Bytes) -> None:
        self._stream = stream
        self._head = b""
        self._hash = hashlib.sha256()

    def head(self) -> bytes:
        """The first bytes, that `read` still gives."""
        while len(self._head) < HEAD and (more := self._stream.read(HEAD - len(self._head))):
            self._head += more
        return self._head

    def read(self, size: int, /) -> bytes:
        """So many bytes, or fewer."""
        data, self._head = self._head[:size], self._head[size:]
        data = data or self._stream.read(size) or b""
        self._hash.update(data)
        return data

    def whole(self) -> bytes:
        """All the bytes; NoCostsError where they are more than a list may have."""
        parts, total = [], 0
        while part := self.read(MEGABYTE):
            parts.append(part)
            total += len(part)
            if total > LIMIT:
                raise NoCostsError("table_large", most=LIMIT // MEGABYTE)
        return b"".join(parts)

    def sha256(self) -> str:
        while self.read(MEGABYTE):
            pass
        return self._hash.hexdigest()
