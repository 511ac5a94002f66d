"""The headings of a list of costs in, our columns out: what each heading seems to be, and where the headings stand.

A heading is compared without case and blanks, and without that it is in kronor: "Belopp (kr)" is belopp. What else stands in
parentheses may change an amount ("Belopp (inkl. moms)"), so such a heading is none until somebody says so; of other columns it is
passed over. What is in thousands or in another currency is never an amount.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from samverkan.core.funding.cost_currency import PARENTHESIS, currencies, in_kronor, in_kronor_beside, untold
from samverkan.core.funding.cost_units import AND_ORE, KRONOR, in_letters, unit_of, without_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Column = Literal[
    "date", "amount", "debit", "credit", "text", "account", "object", "project", "series", "voucher", "from", "to"
]
COLUMNS: Final[tuple[Column, ...]] = get_args(Column)
"""What a list of costs may have; needed are `date` and either `amount` or one of `debit` and `credit`."""

WITHIN: Final = 30
"""The headings stand in one of so many first rows; what is above them is a title."""

_HEADINGS: Final[dict[Column, str]] = {
    "date": "bokföringsdatum bokförd bokfdatum bokfdat verifikationsdatum verdatum verifdatum date datum transaktionsdatum"
    " transdatum bokdatum posteringsdatum accountingdate bookingdate postingdate voucherdate dag",
    "amount": "amount belopp nettobelopp summa kostnad utfall sum cost bokförtbelopp kronor kr sek",
    "debit": "debit debet debetbelopp",
    "credit": "credit kredit kreditbelopp",
    "text": "text benämning beskrivning verifikationstext vertext transaktionstext radtext posteringstext förklaring"
    " description details note anteckning",
    "account": "account konto kontonr kontonummer accountno accountnumber",
    "object": "object kostnadsställe kst kostnadsställenr kostställe objekt ansvar costcentre costcenter",
    "project": "project projekt proj projektnr projektnummer",
    "series": "series serie verserie verifikationsserie voucherseries",
    "voucher": "voucher verifikation verifikationsnummer verifikationsnr ver vernr verno verifnr verifikat verifikatnr"
    " voucherno vouchernumber",
    "from": "from från frånochmed fom periodfrån startdatum fromdate perfrån avserfrån",
    "to": "to till tillochmed tom periodtill slutdatum todate avsertill",
}
_COLUMN_OF: Final[dict[str, tuple[Column, int]]] = {
    heading: (column, rank) for column, words in _HEADINGS.items() for rank, heading in enumerate(words.split())
}
_AMOUNTS: Final = frozenset[Column]({"amount", "debit", "credit"})
_SIGNS: Final = re.compile(r"[\W_]+")


class Headings(NamedTuple):
    """Where the headings of a list stand: the line, the headings as they are written, and which of our columns is which.

    `alike`: the columns that several headings fit equally well, which a person is to choose among.
    """

    row: int
    headings: tuple[str, ...]
    columns: Mapping[Column, str]
    alike: Mapping[Column, tuple[str, ...]] = MappingProxyType({})

    @property
    def lacking(self) -> tuple[Column, ...]:
        """The columns that a list of costs cannot be without, and that no heading fits."""
        found = self.columns.keys() | self.alike.keys()
        amount: tuple[Column, ...] = () if found & _AMOUNTS else ("amount",)
        return (*(() if "date" in found else ("date",)), *amount)

    @property
    def missing(self) -> tuple[Column, ...]:
        """The columns that somebody has to say: those that are lacking, and those that several headings fit."""
        return (*self.lacking, *self.alike)

    @property
    def amounts(self) -> tuple[str, ...]:
        """The headings that are said to be the amount, or debit and credit."""
        return tuple(heading for column, heading in self.columns.items() if column in _AMOUNTS)

    @property
    def in_kronor(self) -> bool:
        """Whether the headings of the amounts say themselves that they are in kronor."""
        return bool(self.amounts) and all(map(in_kronor, self.amounts))

    @property
    def foreign(self) -> str | None:
        """The heading of an amount that is not in whole kronor: one that is said to be the amount, or else the only one there is."""
        said = next((one for one in self.amounts if unit_of(one) is not None), None) or untold(
            self.headings, self.amounts
        )
        if said is not None:
            return said
        for heading, beside in zip(self.headings, [*self.headings[1:], None], strict=True):
            if _of_ore(heading) or (beside == "" and heading in self.amounts and AND_ORE.search(heading.casefold())):
                return heading  # kronor in one column and öre in another
        if "amount" not in self.lacking:
            return None
        known = set(self.columns.values())
        strange = [one for one in self.headings if one and one not in known]
        in_units = [one for one in strange if unit_of(one) is not None and _column(without_unit(one))[0] in _AMOUNTS]
        return in_units[0] if in_units and len(in_units) == len(strange) else None

    @property
    def currencies(self) -> tuple[int, ...]:
        """Which of the list's columns say the currency of each row's amount, as `cost_currency.currencies` tells them."""
        return currencies(self.headings, self.amounts)

    @property
    def twice(self) -> str | None:
        """A heading of one of our columns that stands over two of the list's: which of them is meant cannot be said."""
        used = (heading for column, heading in self.columns.items() if column != "text")
        return next((one for one in used if self.headings.count(one) > 1), None)


def known_in(rows: Iterable[Sequence[str]], mapping: Mapping[str, str] | None) -> int:
    """How many of our columns the row that says most of them says, by what is known of headings or by a `mapping`."""
    return max((len(_fitting(row) if mapping is None else mapped(row, mapping)) for row in rows), default=0)


def _fitting(headings: Sequence[str]) -> dict[Column, tuple[str, ...]]:
    """The headings that fit each of our columns best, each as it is written, in their order; of texts the first alone.

    Beside an amount that does not say so, one that is known to be in kronor fits as well: "Belopp" and "Motvärde i SEK".
    """
    best: dict[Column, tuple[tuple[int, int], list[str]]] = {}
    for heading in headings:
        column, rank = _column(heading)
        if column is None or (column in _AMOUNTS and unit_of(heading) is not None):
            continue
        kept = best.get(column)
        if kept is None or rank < kept[0]:
            best[column] = (rank, [heading])
        elif rank == kept[0] and heading not in kept[1] and column != "text":
            kept[1].append(heading)
    if "amount" in best:
        amounts = best["amount"][1]
        amounts += in_kronor_beside(headings, amounts[0])
    return {column: tuple(best[column][1]) for column in COLUMNS if column in best}


def _column(heading: str) -> tuple[Column | None, tuple[int, int]]:
    """Which of our columns a heading says that it is, and how well: by its word, then without anything in parentheses."""
    column, rank = _COLUMN_OF.get(_plain(heading), (None, 0))
    if column is not None:
        return column, (rank, 0)
    column, rank = _COLUMN_OF.get(_plain(PARENTHESIS.sub("", heading)), (None, 0))
    return (None, (0, 0)) if column in _AMOUNTS and unit_of(heading) is None else (column, (rank, 1))


def find_headings(rows: Sequence[tuple[int, Sequence[str]]], mapping: Mapping[str, str] | None) -> Headings | None:
    """The row among the first ones that names most of our columns; without a known one, that with most words; None where none has.

    With a `mapping` (our column to the file's heading): the row that has most of its headings.
    """
    found: tuple[tuple[int, int, int], Headings] | None = None
    for at, (number, cells) in enumerate(rows[:WITHIN]):
        headings = tuple(cell.strip() for cell in cells)
        one = _headings(number, headings, mapping)
        weight = (
            len(one.columns) + len(one.alike),
            sum(bool(cell) and not cell[0].isdigit() for cell in headings),
            -at,
        )
        if weight[1] and (found is None or weight > found[0]):
            found = (weight, one)
    return None if found is None else found[1]


def _headings(number: int, headings: tuple[str, ...], mapping: Mapping[str, str] | None) -> Headings:
    if mapping is not None:
        return Headings(number, headings, mapped(headings, mapping))
    fitting = _fitting(headings)
    alike = {column: found for column, found in fitting.items() if len(found) > 1}
    return Headings(number, headings, {column: found[0] for column, found in fitting.items() if len(found) == 1}, alike)


def mapped(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[Column, str]:
    """The columns of a mapping whose headings are there, as they are written in the file."""
    written = {_plain(heading): heading for heading in reversed(headings) if heading}
    exact = {heading: heading for heading in headings}
    return {
        column: exact.get(mapping[column], written.get(_plain(mapping[column]), ""))
        for column in COLUMNS
        if mapping.get(column) and (mapping[column] in exact or _plain(mapping[column]) in written)
    }


def _of_ore(heading: str) -> bool:
    """Whether it is of the öre of amounts whose kronor are in another column: "Öre", "Belopp öre", "Kredit (öre)"."""
    return unit_of(heading) in ("öre", "ören") and _column(without_unit(heading))[0] in _AMOUNTS


def _plain(heading: str) -> str:
    """Without case, blanks, signs and that it is in kronor."""
    return _SIGNS.sub("", KRONOR.sub("", in_letters(heading)))
