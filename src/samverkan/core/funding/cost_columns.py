"""The headings of a list of costs in, our columns out: what each heading seems to be, and where the headings stand.

A heading is compared without case, blanks and what stands in parentheses: "Belopp (kr)" is belopp.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    "amount": "amount belopp beloppsek beloppkr nettobelopp summa kostnad utfall sum cost bokförtbelopp kronor kr",
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
_PARENTHESIS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGNS: Final = re.compile(r"[\W_]+")


class Headings(NamedTuple):
    """Where the headings of a list stand: the line, the headings as they are written, and which of our columns is which."""

    row: int
    headings: tuple[str, ...]
    columns: Mapping[Column, str]

    @property
    def missing(self) -> tuple[Column, ...]:
        """The columns that a list of costs cannot be without, and that are not among these."""
        found = self.columns
        amount: tuple[Column, ...] = () if found.keys() & {"amount", "debit", "credit"} else ("amount",)
        return (*(() if "date" in found else ("date",)), *amount)


def guess(headings: Sequence[str]) -> dict[Column, str]:
    """Which heading each of our columns seems to be; where several may be one, the one that most says so, then the first."""
    best: dict[Column, tuple[int, str]] = {}
    for heading in headings:
        column, rank = _COLUMN_OF.get(_plain(heading), (None, 0))
        if column is not None and (column not in best or rank < best[column][0]):
            best[column] = (rank, heading)
    return {column: best[column][1] for column in COLUMNS if column in best}


def find_headings(rows: Sequence[tuple[int, Sequence[str]]], mapping: Mapping[str, str] | None) -> Headings | None:
    """The row among the first ones that names most of our columns; without a known one, that with most words; None where none has.

    With a `mapping` (our column to the file's heading): the row that has most of its headings.
    """
    found: tuple[tuple[int, int, int], Headings] | None = None
    for at, (number, cells) in enumerate(rows[:WITHIN]):
        headings = tuple(cell.strip() for cell in cells)
        columns = guess(headings) if mapping is None else mapped(headings, mapping)
        weight = (len(columns), sum(bool(cell) and not cell[0].isdigit() for cell in headings), -at)
        if weight[1] and (found is None or weight > found[0]):
            found = (weight, Headings(number, headings, columns))
    return None if found is None else found[1]


def mapped(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[Column, str]:
    """The columns of a mapping whose headings are there, as they are written in the file."""
    written = {_plain(heading): heading for heading in reversed(headings) if heading}
    exact = {heading: heading for heading in headings}
    return {
        column: exact.get(mapping[column], written.get(_plain(mapping[column]), ""))
        for column in COLUMNS
        if mapping.get(column) and (mapping[column] in exact or _plain(mapping[column]) in written)
    }


def _plain(heading: str) -> str:
    return _SIGNS.sub("", _PARENTHESIS.sub("", heading).casefold()) or _SIGNS.sub("", heading.casefold())
