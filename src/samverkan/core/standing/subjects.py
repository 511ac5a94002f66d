"""What an agreement is about, as stems: a title or the name of a service in, comparable stems out.

Titles of one agreement differ between its parties (spädbarnverksamhet, spädbarnsverksamhet, Spädbarnsmottagning): a
compound is compared by its first part, since its last (verksamhet, mottagning) only says that it is a service.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[a-zåäöéü]+|(?:19|20)\d\d")
_SERVICES: Final = """
verksamheterna verksamheten verksamheter verksamhet mottagningarna mottagningen mottagningar mottagning tjänsterna
tjänsten tjänster tjänst enheterna enheten enheter enhet insatserna insatsen insatser insats stödet stöd arbetet arbete
teamet team centralerna centralen centraler central centrum centret vården vård samverkan samarbete organisationen
organisation funktionen funktion handläggningen handläggning hjälpen hjälp
"""
_TAILS: Final = tuple(_SERVICES.split())
_GENERIC: Final = """
samverkansavtal samverkansavtalet samarbetsavtal samarbetsavtalet avtal avtalet avtalen överenskommelse överenskommelsen
avtals samverkansöverenskommelse tilläggsavtal tilläggsavtalet förlängning förlängningen förlänga ändring revidering
reviderat reviderad reviderade nytt ny nya förnyelse förnyat tecknande ingående godkännande upphävande uppsägning säga
upp bilaga utkast förslag till beslut gällande gemensam gemensamt gemensamma mellan och med om vid avseende angående
rörande för av i på den det de en ett som samt kring inom genom från fr tom tillsammans år åren perioden period ärende
ärendet samverkan samverkansavtals samarbete samarbetet drift driften bedriva verksamhet verksamheten fortsatt kommun
kommuner kommunen kommunens kommunerna kommunernas stad staden stads region regionen regionens landsting landstinget
läns län nämnd nämnden nämndens styrelse styrelsen hälso sjukvårdsnämnd sjukvårdsnämnden socialnämnd socialnämnden
omsorgsnämnden utskott kommunstyrelsen regionstyrelsen organisation januari februari mars april maj juni juli augusti
september oktober november december part parter parterna fr o m t
"""
_IGNORED: Final = frozenset(_GENERIC.split())
_ENDINGS: Final = tuple("ernas arnas ornas erna arna orna ens ets er ar or en et n s e a".split())
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def stem(word: str) -> str:
    """A word's comparable stem: a compound's first part without its linking letter, or the word without its ending."""
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= 3:
            return _link(word[: -len(tail)])
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _link(word[: -len(ending)])
    return _link(word)


def _link(head: str) -> str:
    """The first part of a compound without the letter that links it: spädbarns → spädbarn, familje → familj."""
    return head[:-1] if len(head) > 4 and head[-1] in "seou" else head


@lru_cache(maxsize=8192)
def stems(text: str, *without: str) -> frozenset[str]:
    """The stems of what a title is about, its years, generic words and the words of the names in `without` left out."""
    named = {word for name in without for word in _WORD.findall(name.casefold())}
    named |= {word + "s" for word in named} | {word.removesuffix("s") for word in named}
    return frozenset(
        stem(word)
        for word in _WORD.findall(text.casefold())
        if len(word) > 2 and word not in _IGNORED and word not in named and not _YEAR.fullmatch(word)
    )


def years(text: str) -> tuple[int, ...]:
    """The years named in a title, in order."""
    return tuple(sorted({int(year) for year in _YEAR.findall(text)}))


def alike(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether two sets of stems name one subject: True when one holds the other, None when they share some."""
    if not one or not other:
        return None
    if one <= other or other <= one:
        return True
    return None if one & other else False


@lru_cache(maxsize=8192)
def relation(one: str, other: str) -> bool | None:
    """Whether two names of a service mean the same; None: cannot be told from the names."""
    return alike(stems(one), stems(other))
