"""The lines of a SIE 4 file in, its vouchers out one by one; beside them what the file says of itself, and what is wrong in it.

Only the voucher at hand is held. What is wrong with one is told with its line and never mended: a voucher with a row that cannot
be read, or that the file does not end, is left out, and nothing of the file is booked until a person has settled it. A file in
another currency than kronor is refused: no reason of a person's makes kronor of it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, TypeVar

from samverkan.core.funding.flaws import Flaws, NoCostsError
from samverkan.core.funding.sie_lines import POSTING, VOUCHER, Row, day_of, objects_of, ore_of, row_of
from samverkan.core.funding.vouchers import Books, Posting, Voucher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from samverkan.core.funding.vouchers import AccountKind

MOST_POSTINGS: Final = 200_000
"""The most rows of one voucher."""

MOST_NAMES: Final = 200_000
"""The most accounts, and the most objects, of one file."""

_CACHED: Final = 50_000
_KINDS: Final[dict[str, AccountKind]] = {"T": "asset", "S": "liability", "K": "cost", "I": "income"}
_TYPES: Final = frozenset("1234")
_WITH_VOUCHERS: Final = "4"
_BLANK: Final = " \t\x1a\x00\f\v"
_LABELS: Final = 1000
_ROWS: Final = frozenset({"#TRANS", "#RTRANS", "#BTRANS"})
_PASSED_OVER: Final = frozenset(
    "#FORMAT #GEN #FNR #ADRESS #BKOD #FTYP #OMFATTN #PROSA #TAXAR #KPTYP #SRU #ENHET #KSUMMA".split()
)
_BALANCES: Final = frozenset("#IB #UB #OIB #OUB #RES #PSALDO #PBUDGET".split())
_KNOWN: Final = (
    _PASSED_OVER
    | _BALANCES
    | frozenset("#FLAGGA #PROGRAM #SIETYP #ORGNR #FNAMN #RAR #VALUTA #KONTO #KTYP #DIM #UNDERDIM #OBJEKT".split())
)
_YEAR: Final = re.compile(r"-?[0-9]{1,3}")
_NUMBER: Final = re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})")


_Key = TypeVar("_Key", str, tuple[str, str])
_Value = TypeVar("_Value")


class SieReader:
    """Reads the lines once. `books`, `labels` and `flaws` are whole when `vouchers` has ended."""

    def __init__(self, lines: Iterable[str], flaws: Flaws) -> None:
        self.flaws = flaws
        self.sie_type: str = "1"
        """As #SIETYP says; where it says nothing, the standard's 1."""
        self.unknown: Counter[str] = Counter()
        """The labels that SIE 4B does not have, counted."""
        self.checksum_row: int | None = None
        """The line of the last #KSUMMA."""
        self.rows = 0
        self._lines = lines
        self._said: dict[str, str] = {}
        self._years: dict[int, tuple[date, date]] = {}
        self._accounts: dict[str, str] = {}
        self._kinds: dict[str, AccountKind] = {}
        self._dimensions: dict[str, str] = {}
        self._objects: dict[tuple[str, str], str] = {}
        self._strangers: set[str] = set()
        self._days: dict[str, date | None] = {"": None}
        self._lists: dict[str, tuple[tuple[str, str], ...]] = {"": ()}
        self._balances = False
        self._typed = False
        self._vouchers = 0

    @property
    def books(self) -> Books:
        """What the file has said of itself so far."""
        return Books(
            self._said.get("#FNAMN") or None,
            self._said.get("#ORGNR") or None,
            self._said.get("#PROGRAM") or None,
            self._years,
            self._accounts,
            self._kinds,
            self._dimensions,
            self._objects,
        )

    def vouchers(self) -> Iterator[Voucher]:
        """Each voucher that can be read whole, in the file's order, in balance or not; NoCostsError for what is beyond measure."""
        whole, begins = POSTING.fullmatch, VOUCHER.fullmatch
        inside, skipping = False, 0
        current: _Open | None = None
        number = 0
        for number, line in enumerate(self._lines, 1):
            if inside and current is not None:
                found = whole(line)
                if found is not None:
                    if self._posted(current, number, *found.groups("")):
                        continue
                elif line == "}" and not skipping:
                    closed = self._closed(current)
                    current, inside = None, False
                    if closed is not None:
                        yield closed
                    continue
            elif current is None:
                found = begins(line)
                if found is not None:
                    current, skipping = self._opened(number, _fields(found)), 0
                    continue
            elif line == "{":
                inside = True
                continue
            text = line.strip(_BLANK)
            if not text:
                continue
            row = row_of(text)
            if row.label == "#VER":
                if current is not None:
                    self._unclosed(current, number)
                current, inside, skipping = self._opened(number, row), row.opens, 0
            elif row.label in _ROWS:
                if current is None or not inside:
                    self.flaws.stop("sie_posting_alone", number, label=row.label)
                else:
                    self._row(current, number, row)
            elif row.label:
                if current is not None and row.label in _KNOWN:
                    self._unclosed(current, number)
                    current, inside = None, False
                self._told(number, row)
                skipping += row.opens
            elif row.opens and not row.fields:
                if current is not None and not inside:
                    inside = True
                else:
                    skipping += 1
            elif not row.closes or row.fields:
                self.flaws.tell("sie_stray_line", number)
            if row.closes:
                if skipping:
                    skipping -= 1
                elif current is not None and inside:
                    closed = self._closed(current)
                    current, inside = None, False
                    if closed is not None:
                        yield closed
                else:
                    self.flaws.tell("sie_brace_alone", number)
        self.rows = number
        if current is not None:
            self._unclosed(current, None)
        self._ended()

    def _opened(self, number: int, row: Row) -> _Open:
        """The voucher that a #VER begins."""
        self._vouchers += 1
        series, name, day, text, registered, *_ = [*row.fields, "", "", "", "", ""]
        current = _Open(number, series, name, self._day(day), text)
        if row.broken:
            self.flaws.tell("sie_quote_open", number)
        if current.day is None:
            current.whole = False
            self.flaws.stop("sie_voucher_day", number, voucher=current.name, written=day)
        if registered:
            current.registered = self._day(registered)
            if current.registered is None:
                self.flaws.tell("sie_registered_day", number, voucher=current.name, written=registered)
        return current

    def _posted(
        self, current: _Open, number: int, account: str, inside: str, whole: str, decimals: str,
        quoted_day: str, bare_day: str, quoted: str, bare: str,
    ) -> bool:  # fmt: skip
        """Take a posting as `POSTING` has parted it; False where its objects or day need a second look."""
        written = quoted_day or bare_day
        days, lists = self._days, self._lists
        if written not in days:
            if day_of(written) is None:
                return False
            _kept(days, written, day_of(written))
        if inside not in lists:
            objects = objects_of(inside)
            if objects is None:
                return False
            _kept(lists, inside, objects)
        if account not in self._accounts:
            self._stranger(account, number)
        ore = int(whole + (decimals if len(decimals) == 2 else f"{decimals}0" if decimals else "00"))
        postings = current.postings
        postings.append(Posting(number, account, ore, lists[inside], days[written], quoted or bare))
        if len(postings) > MOST_POSTINGS:
            raise NoCostsError("sie_voucher_long", row=current.row, voucher=current.name, most=MOST_POSTINGS)
        return True

    def _row(self, current: _Open, number: int, row: Row) -> None:
        """Take a row of a voucher: posted, removed afterwards (#BTRANS) or added afterwards (#RTRANS, told again as #TRANS)."""
        if row.label == "#BTRANS":
            return
        account, amount, written = row.field(0), row.field(1), row.field(2)
        objects = objects_of(row.objects or "")
        ore, day = ore_of(amount), self._day(written)
        values = {"voucher": current.name, "account": account}
        wrong = (
            ("sie_quote_open", {}) if row.broken and not amount
            else ("sie_account", {}) if not account
            else ("sie_objects", {"written": row.objects}) if objects is None
            else ("sie_amount", {"written": amount}) if ore is None
            else ("sie_posting_day", {"written": written}) if day is None and written
            else None
        )  # fmt: skip
        if wrong is not None or objects is None or ore is None:
            current.whole = False
            code, more = wrong or ("sie_amount", {"written": amount})
            self.flaws.stop(code, number, **values, **more)
            return
        if row.broken:
            self.flaws.tell("sie_quote_open", number, **values)
        if account not in self._accounts:
            self._stranger(account, number)
        posting = Posting(number, account, ore, objects, day, row.field(3))
        if row.label == "#RTRANS":
            current.added.append((len(current.postings), posting))
        else:
            current.postings.append(posting)
        if len(current.postings) + len(current.added) > MOST_POSTINGS:
            raise NoCostsError("sie_voucher_long", row=current.row, voucher=current.name, most=MOST_POSTINGS)

    def _closed(self, current: _Open) -> Voucher | None:
        """The voucher, where all its rows could be read; told where it is out of balance or of no year of the file."""
        if not current.whole or current.day is None:
            return None
        postings = self._settled(current) if current.added else current.postings
        difference = sum([one[2] for one in postings])
        voucher = Voucher(
            current.row, current.series, current.number, current.day, current.text, tuple(postings), current.registered,
            self._year_of(current.day),
        )  # fmt: skip
        if difference:
            self.flaws.stop(
                "sie_unbalanced", current.row, voucher=current.name, series=current.series,
                number=current.number, ore=difference,
            )  # fmt: skip
        if self._years and not any(first <= current.day <= last for first, last in self._years.values()):
            self.flaws.tell("sie_outside_years", current.row, voucher=current.name, day=current.day.isoformat())
        return voucher

    def _settled(self, current: _Open) -> list[Posting]:
        """The postings of a voucher with rows added afterwards, each once.

        What was added stands twice, as #RTRANS and as the #TRANS after it. Where a program has left that #TRANS out, and only with the
        added rows the voucher sums to zero, they are postings too; where it does not, nobody can tell from the file: that is told too.
        """
        alone = current.alone()
        if not alone:
            return current.postings
        difference = sum(one.ore for one in current.postings)
        if difference and not difference + sum(one.ore for _, one in alone):
            self.flaws.tell("sie_added_alone", current.row, voucher=current.name)
            return sorted([*current.postings, *(one for _, one in alone)])
        self.flaws.stop("sie_added_unclear", alone[0][1].row, voucher=current.name, count=len(alone))
        return current.postings

    def _year_of(self, day: date) -> str:
        """The accounting year of a day by its first month, where the file has one that is no calendar year; else ""."""
        first = next((first for first, last in self._years.values() if first <= day <= last), None)
        if first is None or (first.month, first.year) == (1, day.year):
            return ""
        return str(first.year) if first.month == 1 else f"{first:%Y-%m}"

    def _unclosed(self, current: _Open, number: int | None) -> None:
        """A voucher that another record, or the end of the file, cuts off: left out."""
        self.flaws.stop("sie_voucher_unclosed", current.row, voucher=current.name, before=number)

    def _stranger(self, account: str, number: int) -> None:
        """An account that the file does not name, told once."""
        if account not in self._strangers and len(self._strangers) < MOST_NAMES:
            self._strangers.add(account)
            self.flaws.tell("sie_unknown_account", number, account=account)

    def _day(self, written: str) -> date | None:
        if written not in self._days:
            _kept(self._days, written, day_of(written))
        return self._days[written]

    def _told(self, number: int, row: Row) -> None:
        """Take what the file says of itself."""
        label, field = row.label, row.field
        if label == "#KONTO":
            self._named(self._accounts, field(0), field(1))
        elif label == "#KTYP":
            kind = _KINDS.get(field(1).upper())
            if kind is not None and len(self._kinds) < MOST_NAMES:
                self._kinds[field(0)] = kind
        elif label in ("#DIM", "#UNDERDIM"):
            self._named(self._dimensions, field(0), field(1))
        elif label == "#OBJEKT":
            self._named(self._objects, (field(0), field(1)), field(2))
        elif label == "#RAR":
            self._year(number, row)
        elif label == "#SIETYP":
            self.sie_type, self._typed = field(0).strip().upper()[:1], True
            if self.sie_type not in _TYPES:
                raise NoCostsError("sie_type", row=number, written=field(0))
        elif label == "#FLAGGA":
            if field(0) == "1":
                self.flaws.tell("sie_taken_before", number)
        elif label == "#VALUTA":
            if field(0).strip().upper() not in ("", "SEK"):
                raise NoCostsError("sie_currency", row=number, currency=field(0))
        elif label == "#ORGNR":
            found = _NUMBER.fullmatch(field(0).strip())
            self._said[label] = "".join(found.groups()) if found else field(0).strip()
        elif label in ("#FNAMN", "#PROGRAM"):
            self._said[label] = " ".join(row.fields[: 2 if label == "#PROGRAM" else 1]).strip()
        elif label == "#KSUMMA":
            self.checksum_row = number
        elif label in _BALANCES:
            self._balances = True
        elif label not in _KNOWN and (label in self.unknown or len(self.unknown) < _LABELS):
            self.unknown[label] += 1

    def _named(self, names: dict[_Key, str], key: _Key, name: str) -> None:
        names[key] = name
        if len(names) > MOST_NAMES:
            raise NoCostsError("sie_many_names", most=MOST_NAMES)

    def _year(self, number: int, row: Row) -> None:
        """A year of the file; an empty one, as files to import have, says nothing."""
        first, last = self._day(row.field(1)), self._day(row.field(2))
        if not row.field(1) and not row.field(2):
            return
        if first is None or last is None or last < first or not _YEAR.fullmatch(row.field(0)):
            self.flaws.tell("sie_year", number, written=" ".join(row.fields))
        else:
            self._years[int(row.field(0))] = (first, last)

    def _ended(self) -> None:
        """What can be told only of the whole file."""
        if not self._years and (self.sie_type != _WITH_VOUCHERS or self._balances):
            self.flaws.tell("sie_no_years")
        if not self._vouchers:
            self.flaws.tell("sie_no_vouchers", kind=self.sie_type)
        if self.unknown:
            labels = [label for label, _ in self.unknown.most_common(5)]
            self.flaws.tell("sie_unknown_labels", None, labels=labels, count=self.unknown.total())


class _Open:
    """A voucher whose rows are being read."""

    __slots__ = ("added", "day", "number", "postings", "registered", "row", "series", "text", "whole")

    def __init__(self, row: int, series: str, number: str, day: date | None, text: str) -> None:
        self.row, self.series, self.number, self.day, self.text = row, series, number, day, text
        self.registered: date | None = None
        self.postings: list[Posting] = []
        self.added: list[tuple[int, Posting]] = []
        self.whole = True

    @property
    def name(self) -> str:
        return f"{self.series} {self.number}".strip()

    def alone(self) -> list[tuple[int, Posting]]:
        """The rows added afterwards that no posting after them says again, each posting answering for one of them."""
        after: Counter[tuple[str, int]] = Counter()
        found = []
        end = len(self.postings)
        for at, added in reversed(self.added):
            after.update((one.account, one.ore) for one in self.postings[at:end])
            end = at
            if after[added.account, added.ore]:
                after[added.account, added.ore] -= 1
            else:
                found.append((at, added))
        return found[::-1]


def _fields(found: re.Match[str]) -> Row:
    """A #VER as `VOUCHER` has parted it."""
    a, b, c, d, e, f, g, h, i, j, _, _ = found.groups("")
    return Row("#VER", [a or b, c or d, e or f, g or h, i or j])


def _kept(cache: dict[str, _Value], key: str, value: _Value) -> None:
    """Keep a value, in bounded memory."""
    if len(cache) > _CACHED:
        first = next(iter(cache.items()))
        cache.clear()
        cache[first[0]] = first[1]
    cache[key] = value
