"""What the headings of a list of costs say of currency: which columns name a row's, and which amounts are in kronor or in another.

A heading is compared as a whole, without case, blanks and signs: "Local currency amount" has "currency amount" in it, and is in kronor.
What is neither known to be in kronor nor in another currency is in the one that the row says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.funding.cost_units import KRONOR, in_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

PARENTHESIS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
"""A remark in a heading."""

_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"[+-]?[\d\s.,]*\d-?")
_CURRENCY: Final = re.compile(
    r"valuta(?: ?(?:slag|kod|typ|beteckning|iso))?$|currency(?: ?(?:code|iso))*$|^(?:val|curr?|ccy)$"
)
_MENTIONED: Final = re.compile(r"valut|\bcurr")
_CODE: Final = re.compile(r"[^\W\d_]{3}")
_AMOUNT: Final = re.compile(
    r"belopp|amount|deb[ei]t|[kc]redit|saldo|balance|summa|kostnad|cost|netto|moms|pris|värde|\bin?\b"
)

_OTHERS: Final = (
    "utländsk|främmande|transaktions?|original|faktura|dokument",
    "foreign|transaction|original|invoice|document",
)
_HOME: Final = (
    "lokal|bolags?|företags?|redovisnings?|bokförings?|rapporterings?|hem|bas",
    "local|company|accounting|reporting|functional|home|base",
)


def _amounts(sv: str, en: str) -> str:
    """The pattern of headings of amounts in currencies of these kinds, as they are said in Swedish and English."""
    return (
        rf"(?:{sv})valutabelopp(?:debet|kredit)?|(?:belopp|debet|kredit)i(?:{sv})valuta"
        rf"|(?:{en})currency(?:amount|debit|credit)|(?:amount|debit|credit)in(?:{en})curr(?:ency)?"
    )


_IN_CURRENCY: Final = re.compile(_amounts(*(f"(?:{kinds})?" for kinds in _OTHERS)))
_AT_HOME: Final = re.compile(
    _amounts(*_HOME) + r"|bokförtbelopp|(?:debit|credit)?amountlcy|omräknat(?:valuta)?belopp|motvärde"
)
_HOME_CURRENCY: Final = re.compile(rf"(?:{'|'.join(_HOME)})(?:valuta|currency)(?:slag|kod|code)?")


def currencies(headings: Sequence[str], amounts: Sequence[str]) -> tuple[int, ...]:
    """Which of the columns say the currency of each row's amount; `amounts` are the headings that are said to be the amount.

    None does where the amount's own heading says kronor. One that says the currency of the books ("Redovisningsvaluta") says it of every
    other amount. The rest do not say it of an amount in the currency of the books, nor where a column of its own has the amount in the
    other currency ("Valutabelopp") and none has it in kronor beside the one that is said.
    """
    if amounts and all(map(in_kronor, amounts)):
        return ()
    others = [one for one in headings if one not in amounts]
    if amounts and all(map(_at_home, amounts)):
        apart = True
    else:
        apart = any(map(_in_currency, others)) and not any(map(_in_currency, amounts)) and not any(map(_bars, others))
    return tuple(
        at
        for at, one in enumerate(headings)
        if one in others and _says_currency(one) and (not apart or _HOME_CURRENCY.fullmatch(_squeezed(one)))
    )


def untold(headings: Sequence[str], amounts: Sequence[str]) -> str | None:
    """The amount that is said to be in a currency ("Valutabelopp") in a list where no column says in which."""
    told = (headings[at] for at in currencies(headings, amounts))
    if any(
        _of_currency(one) and not _AMOUNT.search(_words(one)) and not _HOME_CURRENCY.fullmatch(_squeezed(one))
        for one in told
    ):
        return None
    return next(filter(_in_currency, amounts), None)


def is_currency(heading: str, cell: str) -> bool:
    """Whether a cell of a column of `currencies` says a currency.

    Under a heading for it whatever stands there does, but for an amount where the heading may be of amounts ("Belopp valuta"). Under one
    that only has such a word in it ("Valuta på raden", "Valutakurs") three letters do, as a code has.
    """
    if _of_currency(heading):
        return not (_AMOUNT.search(_words(heading)) and _NUMBER.fullmatch(cell))
    return _CODE.fullmatch(cell) is not None


def in_kronor(heading: str) -> bool:
    """Whether a heading says that its amounts are in kronor: "Belopp (kr)", "Kronor"."""
    return KRONOR.search(in_letters(heading)) is not None or _squeezed(heading) in ("kr", "sek", "kronor")


def is_amount(heading: str, cell: str) -> bool:
    """Whether a cell of a column of `currencies` is an amount and no currency, as the heading lets it be: "Belopp valuta"."""
    return _AMOUNT.search(_words(heading)) is not None and _NUMBER.fullmatch(cell) is not None


def _says_currency(heading: str) -> bool:
    return not _in_currency(heading) and (_of_currency(heading) or _MENTIONED.search(_words(heading)) is not None)


def _of_currency(heading: str) -> bool:
    """Whether a heading is one for a currency, with or without its parenthesis."""
    return any(_CURRENCY.search(_words(one)) for one in (heading, PARENTHESIS.sub(" ", heading)))


def _in_currency(heading: str) -> bool:
    return _IN_CURRENCY.fullmatch(_squeezed(heading)) is not None


def in_kronor_beside(headings: Sequence[str], amount: str) -> list[str]:
    """The headings that are known to have in kronor what `amount` may have in another currency: "Local currency amount", "Kronor".

    None where `amount` says that it is in kronor itself, or that it is what is booked.
    """
    return (
        [] if _at_home(amount) else [*dict.fromkeys(one for one in headings if one != amount and _known_at_home(one))]
    )


def _at_home(heading: str) -> bool:
    """Whether amounts are said to be in kronor, or in the currency of the books."""
    return in_kronor(heading) or _AT_HOME.fullmatch(_squeezed(heading)) is not None


def _known_at_home(heading: str) -> bool:
    """Whether a heading is known as a whole to be of the amounts of a list, in kronor or in the currency of the books."""
    plain = _squeezed(KRONOR.sub("", in_letters(heading)))
    in_sek = plain in ("kr", "sek", "kronor") or (in_kronor(heading) and _IN_CURRENCY.fullmatch(plain) is not None)
    return in_sek or _AT_HOME.fullmatch(plain) is not None


def _bars(heading: str) -> bool:
    """Whether it has the rows' amounts in kronor, so that the one beside may be in another currency: "Belopp i valuta SEK"."""
    return _at_home(heading) and re.search("moms|kurs", heading.casefold()) is None


def _words(heading: str) -> str:
    return " ".join(_WORD.findall(in_letters(heading)))


def _squeezed(heading: str) -> str:
    return _words(heading).replace(" ", "")
