"""Of which agreement, and when, a clause speaks at a date: its verbs and adjectives in, the period's role out.

The last cue before the date decides; what an extension rule only makes possible has no role.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.reading.values import Basis, Role

# Verbs and adjectives that say of which agreement, and when, a date speaks.
CUES = Wording(
    r"(?P<was>\bgällde|\bgällt\b|\blöpte\b|löpt ut|\bupphörde|\bupphört|upphävs|upphäver|upphävdes|\bersätter|"
    r"\bersätts|\bersatte|ursprunglig\w*|(?:har|är|hade) (?:\w+ ){0,3}(?:förlängts|förlängt|sagts upp)|"
    r"förlängdes|\brevidering av|\breviderar|\bavlöser|beslutade|beslöt|\btecknades|\bingicks|\bträffades|\bslöts|\bavsåg)",
    r"(?P<old>\btidigare|föregående|befintlig\w*|nuvarande|gällande (?:avtal|överenskommelse|"
    r"samverkansavtal)\w*|hittillsvarande|gamla|dåvarande|förra)",
    r"(?P<new>\bnytt\b|\bnya\b|detta avtal|denna överenskommelse|ersätts av|som nu)",
    r"(?P<plan>planeras|avses (?:tecknas|gälla)|på sikt|framtida)",
    r"(?P<is>\bomfattar (?:perioden|tiden)|\bavser (?:perioden|tiden|åren)|"
    r"\bgäller|\bgälla\b|träd(?:er|a) i ?kraft|\btecknas|\blöper|\bbörjar|\bstartar|\bförlängs|\bförlänga|"
    r"\bförlänger|avtalstid|avtalsperiod|\bgodkänner|\bgodkänns|\bbildas|\binrättas|tillträder)",
)
_THEN_EXTENDED = Wording(r"(?:och|men|samt) (?:\w+ ){0,5}förläng\w* [^.;]{0,40}\d{4}")


def role_at(prose: Prose, clause: Clause, cues: list[re.Match[str]], at: int, basis: Basis) -> Role | None:
    """By the last cue before the date; "tidigare avtal" holds until the clause speaks of another."""
    low = prose.low
    last: str | None = None
    sticky = False
    replaced = False
    for m in cues:
        kind = m.lastgroup
        if m.start() >= at:
            if m.group().startswith(("ersätt", "upphäv", "ersatte", "avlöser")):
                continue  # what it replaces stands after the date, which is its own
            if last is None and not sticky:
                last = kind if kind in {"was", "plan", "is"} else None
                if last:
                    break
            continue
        if kind == "old":
            sticky = True
        elif kind == "new":
            sticky, last, replaced = False, "is", False
        elif kind == "is":
            ahead = low[max(clause.start, m.start() - 14) : m.start()]
            if re.search(r"(?:och|,|men|samt) (?:ska |skall |det )?$", ahead) and replaced:
                sticky = replaced = False
            last = "is"
        else:
            if m.group().startswith(("ersätter", "upphäver", "ersatte", "avlöser")):
                replaced = True
            last = kind
        if kind == "was" and m.group().startswith(
            ("beslutade", "beslöt", "tecknades", "ingicks", "träffades", "slöts")
        ):
            sticky = sticky or basis == "told" or clause.topic not in {"term"}
    if "förläng" in low[clause.start : at] and basis == "agreed" and last == "is" and not sticky:
        extended = low.rfind("förläng", clause.start, at)
        if not re.search(r"[;]|därefter gäller", low[extended:at]):
            return None
    if basis != "agreed" and _THEN_EXTENDED.search(low, at, clause.end):
        return "previous"
    if sticky or last == "was":
        return "previous"
    return "planned" if last == "plan" else "current"
