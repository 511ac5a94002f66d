"""Cost lines as booked: of an agreement, by whom, as known by then; and how vouchers are told apart and compared."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from samverkan.core.funding.vouchers import CostLine
from samverkan.core.identity import identity_numbers
from samverkan.store.models import BookedLine, BookedVoucher, CostFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

_AT_A_TIME: Final = 900
"""How many values a question to the database has: some that are in use take a thousand at most."""

_KEY: Final = 200
_NAME: Final = 80
_TAB: Final = "\t"


class Written(NamedTuple):
    """A voucher's lines on their way in: its key, its name, its lines, their digest; `number`: the key of its number, "" for none."""

    key: str
    name: str
    lines: tuple[CostLine, ...]
    digest: str
    number: str = ""


def written(lines: Iterable[CostLine], ledger: str = "") -> list[Written]:
    """The lines of a ledger by voucher ("": the organisation's own).

    A voucher's key is its ledger, the accounting year that it is numbered in, its series and its number. One without a number, or
    whose number others of the file have too, is told by what it says; the second of the same is `#2`.
    """
    before = f"{' '.join(ledger.split())}\t" if ledger else ""
    groups: dict[tuple[str, int], list[CostLine]] = defaultdict(list)
    for at, line in enumerate(lines):
        number = f"{before}{line.numbered_in} {line.voucher.replace(_TAB, ' ')}" if line.voucher else ""
        groups[number, line.begins or (0 if number else -1 - at)].append(line)
    of_number = Counter(number for number, _ in groups)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for (number, _), of_it in groups.items():
        key = _short(number or f"{before}{min(line.day for line in of_it).year} -")
        one = Written(key, (of_it[0].voucher or "")[:_NAME], tuple(of_it), digest(of_it), key if number else "")
        if not number or of_number[number] > 1:
            seen[key, one.digest] += 1
            one = told_by_all(one, seen[key, one.digest])
        found.append(one)
    return found


def hidden(name: str) -> str:
    """A voucher's name; for a number that may be a person's, one that tells it from others and from which nobody learns the number."""
    for start, end in reversed(list(identity_numbers(name))):
        digits = "".join(filter(str.isdecimal, name[start:end]))[-10:]
        told = salted_hmac("samverkan.voucher", digits, algorithm="sha256").hexdigest()[:10]
        name = f"{name[:start]}dold-{told}{name[end:]}"
    return name


def told_by_all(one: Written, at: int = 1) -> Written:
    """A voucher told by what it says: its number, where it has one, is others' too. `at`: of how many that say the same it is which."""
    return one._replace(key=_short(f"{one.key}\t{one.digest[:32]}#{at}"))


def _short(key: str) -> str:
    """The key, or of one that is too long its beginning and its digest."""
    return key if len(key) <= _KEY else f"{key[: _KEY - 65]}#{hashlib.sha256(key.encode()).hexdigest()}"


def digest(lines: Iterable[CostLine]) -> str:
    """SHA-256 of what a voucher's lines say, in whatever order: not of where in a file they stand."""
    return hashlib.sha256(json.dumps(sorted(map(_content, lines)), ensure_ascii=False).encode()).hexdigest()


def content(line: CostLine) -> str:
    """All that a line says, to be compared with another's."""
    return json.dumps(_content(line), ensure_ascii=False)


def _content(line: CostLine) -> list[object]:
    days = [str(day or "") for day in (line.day, line.first, line.last)]
    return [*days, line.ore, line.account or "", [list(one) for one in line.objects], line.text[:400]]


def current(agreement: UUID, organisation: str) -> QuerySet[BookedVoucher]:
    """The vouchers of an organisation as they are now; those withdrawn too."""
    rows = BookedVoucher.objects.filter(agreement=agreement, organisation=organisation, replaced=None)
    return rows.select_related("file").order_by("recorded", "pk")


def sought(rows: QuerySet[Any], column: str, values: Sequence[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    """Some fields of the rows that have one of the values in a column."""
    for at in range(0, len(values), _AT_A_TIME):
        some = values[at : at + _AT_A_TIME]
        yield from rows.filter(**{f"{column}__in": some}).order_by().values_list(*fields)


def whole(keys: Iterable[UUID]) -> dict[UUID, BookedVoucher]:
    """Vouchers by their primary keys, each with the file it was taken from."""
    every = list(keys)
    found: dict[UUID, BookedVoucher] = {}
    for at in range(0, len(every), _AT_A_TIME):
        found |= BookedVoucher.objects.select_related("file").in_bulk(every[at : at + _AT_A_TIME])
    return found


def ledgers(agreement: UUID, organisation: str) -> list[str]:
    """The ledgers beside its own that the organisation has taken files of, by name."""
    rows = CostFile.objects.filter(agreement=agreement, organisation=organisation).exclude(ledger="")
    return list(rows.order_by("ledger").values_list("ledger", flat=True).distinct())


def booked_lines(
    agreement: UUID, until: datetime | None = None, *, first: date | None = None, last: date | None = None
) -> list[CostLine]:
    """Every cost line of the agreement, of every party, as known; `source` is the number of the party in whose accounts it is.

    `first` and `last`: only what is for one of these days. In order of day, then of organisation, voucher and row: the same whatever
    the order in which they were taken in.
    """
    rows = BookedLine.objects.filter(
        as_last_known("voucher__", until), voucher__agreement=agreement, voucher__withdrawn=False
    )
    if first is not None:
        rows = rows.annotate(ends=Coalesce("last", "day")).filter(ends__gte=first)
    if last is not None:
        rows = rows.annotate(begins=Coalesce("first", "day")).filter(begins__lte=last)
    found = sorted(
        rows.values_list(
            "day", "voucher__organisation", "voucher__key", "row", "pk", "ore", "text", "account", "objects_on", "voucher__name", "first",
            "last",
        ).iterator(chunk_size=5000),
        key=itemgetter(0, 1, 2, 3, 4),
    )  # fmt: skip
    return [
        CostLine(whose, row, day, ore, text, account or None, _objects(objects), name or None, begins, ends)
        for day, whose, _, row, _, ore, text, account, objects, name, begins, ends in found
    ]


def as_last_known(way: str, until: datetime | None) -> Q:
    """That a voucher's state is the last of it that is known; `way`: to the voucher, as Django writes it."""
    if until is None:
        return Q(**{f"{way}replaced": None})
    known = Q(**{f"{way}recorded__lt": until})
    return known & (Q(**{f"{way}replaced": None}) | Q(**{f"{way}replaced__recorded__gte": until}))


def lines_by_voucher(vouchers: Iterable[BookedVoucher]) -> Mapping[UUID, list[CostLine]]:
    """The lines of each of some vouchers, in one question."""
    of = {one.pk: one for one in vouchers}
    found: dict[UUID, list[CostLine]] = {key: [] for key in of}
    for line in BookedLine.objects.filter(voucher__in=of).order_by("row", "pk"):
        found[line.voucher_id].append(_line(line, of[line.voucher_id]))
    return found


def vouchers_of(agreement: UUID, lines: Sequence[Mapping[str, Any]]) -> list[UUID | None]:
    """The voucher that each line of a settlement's result was booked in, in any of its states; None of a budget's lines.

    A line is found again by all that it says: two ledgers, or two accounting years, may each have an "A 1" of one day.
    """
    rows = BookedLine.objects.filter(
        voucher__agreement=agreement, voucher__organisation__in={one["source"] for one in lines},
        voucher__name__in={one["voucher"] or "" for one in lines}, day__in={one["date"] for one in lines},
    )  # fmt: skip
    found: dict[tuple[object, ...], UUID] = {}
    for whose, name, day, row, account, text, ore, voucher in rows.order_by("voucher__recorded", "pk").values_list(
        "voucher__organisation", "voucher__name", "day", "row", "account", "text", "ore", "voucher"
    ):
        place = whose, name, str(day), row, account, text
        found.setdefault((*place, ore), voucher)
        found.setdefault(place, voucher)  # what is settled of a line may be a part of it
    said = [
        (one["source"], one["voucher"] or "", one["date"], one["row"], one["account"] or "", one["text"] or "")
        for one in lines
    ]
    return [found.get((*place, one["ore"])) or found.get(place) for place, one in zip(said, lines, strict=True)]


def _line(line: BookedLine, voucher: BookedVoucher) -> CostLine:
    return CostLine(
        voucher.organisation_id, line.row, line.day, line.ore, line.text, line.account or None,
        _objects(line.objects_on), voucher.name or None, line.first, line.last,
    )  # fmt: skip


def _objects(kept: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((one[0], one[1]) for one in kept)
