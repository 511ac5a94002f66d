"""What people read: codes and values in, Swedish or English sentences out.

One gettext domain for each kind of code (findings, proof, law, cli); the catalogue's msgid is the code, its msgstr the sentence
with `{names}` for values. `{pages:sida|sidor}` is the first word where there is one of the value, else the second; a list
counts its members; `{ore:kr}` is öre as an amount in kronor, `{count:,}` a number with its thousands parted. Both languages hold
every code: a test compares them.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cache
from gettext import GNUTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.words.amounts import amount, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")

_MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_AND = {"sv": "och", "en": "and"}
_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@cache
def _catalogue(domain: str, language: Language) -> GNUTranslations:
    path = os.path.join(os.path.dirname(__file__), language, "LC_MESSAGES", f"{domain}.mo")  # pathlib costs 5 ms
    try:
        with open(path, "rb") as file:
            return GNUTranslations(file)
    except FileNotFoundError:
        name = os.path.basename(path)
        raise RuntimeError(f"the catalogue {name} is not compiled: run `make setup` or `make words`") from None


def say(domain: str, code: str, values: Mapping[str, object], language: Language) -> str:
    """The sentence for a code, its values written as people write them; the bare code where there is no sentence."""
    sentence = _catalogue(domain, language).gettext(code)
    return sentence.format_map({name: _Counted(value, language) for name, value in values.items()})


class Said(NamedTuple):
    """A code among the values of another's sentence: said in its own words there, in the reader's language."""

    domain: str
    code: str
    values: Mapping[str, object] = MappingProxyType({})


class _Counted(str):
    """A value as people write it, that knows whether there is one of it, and how a number is written as öre and as a count."""

    __slots__ = ("_kronor", "_one", "_parted")
    _one: bool
    _kronor: str
    _parted: str

    def __new__(cls, value: object, language: Language) -> _Counted:
        said = super().__new__(cls, written(value, language))
        said._one = len(value) == 1 if isinstance(value, list | tuple) else value == 1 or isinstance(value, str)
        said._kronor = amount(value, language) if isinstance(value, int) else str(said)
        said._parted = counted(value, language) if isinstance(value, int) else str(said)
        return said

    def __format__(self, words: str) -> str:
        if words == "kr":
            return self._kronor
        if words == ",":
            return self._parted
        one, _, several = words.partition("|")
        return str(self) if not words else one if self._one else several


def visible(text: str) -> str:
    r"""The text with what steers a terminal, or turns the line around, written as an escape: \x1b, \n, \u202e."""
    return _STEERS.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


def opens_with(domain: str, code: str, name: str, language: Language) -> bool:
    """Whether the sentence for a code begins with the value of that name."""
    return _catalogue(domain, language).gettext(code).startswith(f"{{{name}}}")


def written(value: object, language: Language) -> str:
    """A value as people write it: dates in words, lists with "och", nothing as "–"."""
    if value is None:
        return "–"
    if isinstance(value, Said):
        return say(value.domain, value.code, value.values, language)
    if isinstance(value, date):
        value = PartialDate.of(value)
    if isinstance(value, PartialDate):
        parts = (value.day, value.month and _MONTHS[language][value.month - 1], value.year)
        return " ".join(str(part) for part in parts if part)
    if isinstance(value, list | tuple):
        texts = [written(one, language) for one in value]
        return f" {_AND[language]} ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
    return str(value)


def days(first: object, last: object, language: Language) -> str:
    """From a day to a day as a sentence says it; one day alone once."""
    begins, ends = written(first, language), written(last, language)
    return begins if begins == ends else f"{begins}–{ends}"
