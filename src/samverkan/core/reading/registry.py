"""Registry numbers (diarienummer) as printed: text in, the number with its place out; one cut off is told apart.

Shapes differ by authority: HSNV 2021-00233, 2021.055 SN, KS/2014:339, 2023KS133, KU.2017.3, 0126/22 ...
"""

from __future__ import annotations

from typing import NamedTuple

from samverkan.core.reading.wording import Wording

_LETTERS = r"[A-ZÅÄÖ]{2,6}"
_SHAPE = rf"""(?x:
    (?:[A-ZÅÄÖ]{{2,5}}\s)?\d{{4}}\.\d{{2,5}}(?:/\d+)?(?:\s[A-ZÅÄÖ]{{2,5}})?(?![\d.])   # 2021.055 SN, SN 2015.0035
    | \d{{4}}[A-ZÅÄÖ]{{2,5}}\d{{2,6}}\.\d{{2,4}}              # 2016KSM1221.042
    | \d{{4}}/[A-ZÅÄÖ]{{2,5}}\s\d{{3,5}}                       # 2023/KS 0362
    | \d{{4}}[A-ZÅÄÖ]{{2,5}}\d{{1,6}}                          # 2023KS133
    | (?:[A-ZÅÄÖ]{{2,5}}|[A-ZÅÄÖ](?:\.[A-ZÅÄÖ]){{1,3}})\.\d{{4}}\.\d{{1,6}}   # KU.2017.3, S.N.2021.16
    | [A-ZÅÄÖ]{{2,5}}/\d{{1,5}}/\d{{4}}                        # LS/1245/2008
    # HSNV 2021-00233, KS/2014:339, KS2008/0267-00; no body's name with a day
    | {_LETTERS}[\s/-]?(?!(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d))\d{{4}}[-‐–/:]\s?\d{{1,6}}(?:-\d{{2,4}})?
    | [A-ZÅÄÖ]{{2,5}}\s?\d{{2}}[/-]\d{{2,6}}                   # LD12/03503, SN 18/0098
    | [A-ZÅÄÖ]{{2,3}}\d{{6}}(?!\d)                             # RS160570
    | [a-zåäö]{{2,4}}/\d{{4}}:\d{{1,5}}                       # von/2017:3
    | \d\.\d-\d{{4}}/\d{{4}}                                   # 1.6-0463/2011
    | \d{{4}}/\d{{2,5}}-[A-ZÅÄÖ]{{2,4}}                          # 2009/312-KS
    | \d{{4}}/\d{{2,5}}(?:-\d{{1,3}})? | \d{{4}}[-:]\d{{3,6}}(?!\d) | \d{{1,5}}/\d{{4}} | \d{{3,5}}/\d{{2}}     # 2014/241, 0126/22
    )"""
_BARE_SHAPE = rf"(?<![\w/.-]){_SHAPE}(?![\w/])"
_LABEL = (
    r"(?:(?<![\wåäö])(?:D\s?nr|DNR|Dnr|dnr|[Dd]iarie(?:nummer|nr)|DIARIENUMMER|[Ää]rende(?:nummer|nr|beteckning)|"
    r"(?:[Vv]år\s)?[Bb]eteckning|Handlingsid))(?:[:.]{0,2}\s*)(?:Dnr[:.]?\s*)?"
)
_LABELLED = Wording(
    rf"{_LABEL}(?:(?P<number>{_SHAPE}|\d{{6,8}}|[A-ZÅÄÖ]{{2,5}}\s\d{{4}}\.\d{{3,5}})(?![\w])|"
    rf"(?P<cut>[A-ZÅÄÖ]{{0,6}}[\s-]?\d{{0,4}}/(?!\d)|[A-ZÅÄÖ]{{2,5}}(?=\s*$|\s+[A-ZÅÄÖ][a-zåäö])))"
)
_BARE = Wording(_BARE_SHAPE)


class Registry(NamedTuple):
    """A registry number found: its place with label, its own place, None where it is cut off."""

    start: int
    end: int
    number: tuple[int, int] | None
    labelled: bool


_NOT_REGISTRY = Wording(r"(?:SOU|SFS|Ds|DS|PROP|PM|SOSFS|HSLF|EU|SKR|ISO|SS|KL|RSV|MSBFS)\s?-?\d")


def registry_in(text: str, *, bare: bool, start: int = 0, end: int | None = None) -> Registry | None:
    """The first registry number of text[start:end]; one without a label only where `bare`."""
    stop = len(text) if end is None else end
    found = _LABELLED.search(text, start, stop)
    if found is not None:
        inside = found.span("number") if found["number"] else None
        return Registry(found.start(), found.end(), inside, labelled=True)
    if bare:
        plain = _BARE.search(text, start, stop)
        if plain is not None and not _is_years(plain.group()) and not _NOT_REGISTRY.match(plain.group()):
            return Registry(plain.start(), plain.end(), plain.span(), labelled=False)
    return None


def all_bare(text: str) -> list[tuple[int, int]]:
    """Every registry number in text that needs no label: those with letters."""
    return [m.span() for m in _BARE.finditer(text) if any(c.isalpha() for c in m.group())]


_YEARS = Wording(r"(?:19|20)\d\d[-–/:](?:19|20)\d\d|(?:19|20)\d\d[-/]\d\d")


def _is_years(text: str) -> bool:
    return _YEARS.fullmatch(text) is not None
