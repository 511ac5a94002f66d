"""Numbers that carry their own check digit: an organisation number, a VAT number, a giro, a GLN in, whether it can be one out."""

from __future__ import annotations

import re
from typing import Final

from samverkan.core.identity import by_luhn

_ORGANISATION: Final = re.compile(r"[1-9]\d[2-9]\d{7}", re.ASCII)
_GIRO: Final = {"bankgiro": re.compile(r"[1-9]\d{6,7}", re.ASCII), "plusgiro": re.compile(r"[1-9]\d{1,7}", re.ASCII)}
_GLN: Final = re.compile(r"(?!0+$)\d{13}", re.ASCII)


def is_organisation_number(number: str) -> bool:
    """Ten digits, the third at least 2 (lagen 1974:174 om identitetsbeteckning, 2 §), the last by Luhn."""
    return _ORGANISATION.fullmatch(number) is not None and by_luhn(number)


def is_vat_number(number: str, organisation_number: str) -> bool:
    """SE, the organisation number, 01."""
    return number == f"SE{organisation_number}01"


def is_giro(number: str, giro: str) -> bool:
    """A bankgiro of seven or eight digits, a plusgiro of two to eight, the first no zero, the last by Luhn."""
    return _GIRO[giro].fullmatch(number) is not None and by_luhn(number)


def is_gln(number: str) -> bool:
    """Thirteen digits, not all of them zero, the last by the weights 1 and 3."""
    if _GLN.fullmatch(number) is None:
        return False
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(number)) % 10 == 0
