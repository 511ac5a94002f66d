"""Whether and how an agreement can be extended: clauses in; mode, months, times and months to refuse out.

Silence is None, never excluded. That an older agreement was extended is a period, not an extension.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from samverkan.core.reading.dating import MONTHS, NUMBER_WORDS, number_of
from samverkan.core.reading.terms.durations import Duration, durations_in
from samverkan.core.reading.values import Basis, Extension, Mode
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from samverkan.core.reading.terms.clauses import Clause, Prose

_TRIGGER = Wording(
    r"förläng|ny avtalsperiod|ny period|fortsätter|fortlöper|löper|prolonger|uppsägning|upphör|option|därefter"
)
_GOES_ON = Wording(
    r"förläng|ny (?:avtals)?period inleds|fortsätter|fortlöper|löper (?:\w+ ){0,2}(?:vidare|ytterligare)(?!\w)|prolonger|option",
    r"gäller (?:det |avtalet |överenskommelsen )?(?:därefter|vidare|fortsättningsvis)(?= (?:i|med|för|under|om|ett|en|två|tre|\d))",
)
_IF = r",? (?:om|ifall|när|därest|i det fall)(?!\w)"
_EXCLUDED = Wording(
    r"(?:rätt|möjlighet)(?: till| att)? förläng\w*[^.;]{0,30}? (?:finns|föreligger|ges|medges) (?:inte|ej)",
    r"utan (?:någon )?(?:möjlighet|rätt|option)(?: till| att)?(?: ytterligare)? förläng",
    r"utan (?:ytterligare )?förlängning|utan förlängningsmöjlighet",
    r"(?:kan|får|ska|skall) (?:inte|ej) (?:automatiskt )?förläng",
    r"(?<!om avtalet )(?:förlängs|förlängas) (?:inte|ej)\b(?! automatiskt)",
    r"ingen (?:rätt|möjlighet)(?: till)? (?:till )?förlängning|ingen förlängning",
    r"(?:inte|ej) (?:någon )?(?:rätt|möjlighet|option)(?: till| att)? förläng",
    r"förlängning (?:medges|är|kan) (?:inte|ej)",
    r"upphör(?: att gälla)?[^.;]{0,60} utan (?:föregående |särskild |någon |att )?(?:uppsägning(?:\w+)?|det sägs upp)"
    rf"(?!{_IF})",
    r"upphör (?:då |därefter |därmed )?automatiskt"
    rf"(?!{_IF})|utan möjlighet att förlänga",
    r"förläng(?:a|ning) (?:\w+ ){0,3}är (?:inte|ej) (?:möjlig|tillåt|aktuell)|går (?:inte|ej) att förläng",
)
_PAST = Wording(
    r"(?:har|hade|är|blev|blivit) (?:\w+ ){0,3}förläng(?:ts|d|t|da)\b|förlängdes|förlängts\b",
    r"\(med \w+ förlängning\)|(?:beslutade|beslöt|beslut(?:at)? om)[^.;]{0,80} förläng|gällde",
    r"tidigare avtal|ersätter",
)
_OPTION = Wording(
    r"förlängningsbar|förlängning (?:beslutas|kan (?:ske|beslutas|medges)|får ske|medges)",
    r"(?:möjlighet|rätt|option|rättighet)(?:en)?(?: finns)?(?: till| att| på| om)?",
    r"kan (?:\w+ ){0,4}förläng|får (?:\w+ ){0,4}förläng|kan komma överens|komma överens|avtalas",
    r"är överens|enas om|option|om (?:båda |samtliga )?parter(?:na)? (?:så )?(?:önskar|vill|beslutar|är)",
    r"kan avtalet|kan det|efter (?:skriftlig )?begäran|på begäran|förlängningsoption|förlängningsmöjlighet",
    r"äger rätt|avtalet får",
)
_BY_AGREEMENT = Wording(
    r"(?:efter|genom|vid|i) (?:\w+ ){0,2}överenskommelse(?!n)|kan (?:det |avtalet )?(?:\w+ ){0,2}förläng",
)
_OTHERWISE = Wording(r"i annat fall|annars|i övrigt fall")
# "fortsätter att gälla tills vidare": an open end, no extension
_OPEN = Wording(r"tills ?vidare")
_NOT_BY_ITSELF = Wording(r"(?:inte|ej) (?:ske |sker )?automatiskt")
# The verb in the present: it happens, unless ...
_PRESENT = Wording(r"förläng(?:e)?s(?: |,|$)|fort|löper|gäller|förlängt|ny avtalsperiod|ny period")
_UNLESS = Wording(
    r"om (?:ingen|inte|ej|det inte|avtalet inte|uppsägning)|såvida|i taget|i sänder|för varje gång|annars|i annat fall",
    r"(?:sker|görs) (?:ingen|inte|ej)",
    r"sker inte|sker ej|inte upp\b",
)
_EVENT = Wording(
    r"automati|i taget|i sänder|åt gången|om (?:ingen|inte|ej|det inte|avtalet inte|uppsägning)|såvida",
    r"årsvis|i annat fall",
)
_TIMES = Wording(
    rf"(?<!\w)(?P<n>\d{{1,2}}|{NUMBER_WORDS}|flera)(?: ?\((?P<b>\d{{1,2}}|{NUMBER_WORDS})\))?(?: ytterligare)? "
    r"(?:gång(?:er)?|omgång(?:ar)?|tillfällen?|period(?:er)?|förlängning(?:ar|sperioder)?)(?! per| om året)(?!\w)",
)
_PLUS = Wording(r"(?<!\d)(\d)((?: ?\+ ?\1)+) år")
_BEFORE = Wording(r"(?: \w+){0,2} ?(?:före|innan|i förväg|dessförinnan|tidigare)\b")
_NOTICE = Wording(r"uppsagd|uppsagt|uppsäg|säg[aes]|sagt|sagts|meddela|varsel|avstå|skriftlig")
_NOTICE_IS = Wording(
    r"(?:uppsägningstid(?:en)?(?: är| om| på| av| ska vara)?|senast|uppsägning (?:med|minst|ska ske))(?: minst)?\s?$",
)
# "senast den 30 juni det år avtalet löper ut"
_BY_DAY = Wording(rf"senast(?: den)? (?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})(?!\w)(?! \d{{4}})")
_EACH = Wording(r"(?: \w+){0,1} (?:i taget|i sänder|åt gången|per gång|för varje gång|vardera)")
_TOTAL = Wording(
    r"(?:längst|sammanlagt|totalt|sammantaget|total avtalstid[^.;]{0,20}|avtalstid(?:en)?(?![^.;]{0,20}förläng)[^.;]{0,20})\s?$",
)

# "Avtalet förlängs till och med 2027", "godkänner förlängning av avtalet": a decision to extend
_EXTENDS = Wording(
    r"(?:avtal|överenskommelse)[a-zåäö]*(?!\w)[^.;]{0,160} förlängs(?! (?:inte|ej)(?!\w))",
    r"(?:godkänn|beslut|medge|tillstyrk|bevilj)\w*[^.;]{0,60}? förlängning(?:en)? av [^.;]{0,60}?(?:avtal|överenskommelse)",
    r"förläng(?:er|a) [^.;]{0,60}?(?:avtal|överenskommelse)",
)
_REFRAINS = Wording(
    r"avstå|uppdra|i uppdrag|(?:inte|ej) förläng|möjlighet|rätt att|option|avslå|under förutsättning att [^.;]{0,60}förläng"
)


def read_extension(prose: Prose, clauses: Sequence[Clause], basis: Basis, ends: date | None = None) -> Extension | None:
    """The first clause that says whether the agreement can be extended; None where none does.

    `ends`: the last day of its period, from which a day by which a party must refuse is counted.
    """
    for i, clause in enumerate(clauses):
        low = clause.low
        if not _TRIGGER.search(low):
            continue
        excluded = _EXCLUDED.search(low)
        if excluded and not _PAST.search(low[: excluded.start()]):
            start, end = clause.start + excluded.start(), clause.start + excluded.end()
            return Extension(False, "excluded", None, None, None, basis, prose.span(start, _word_end(prose.low, end)))
        told = _extended(prose, clauses, i, basis, ends)
        if told is not None:
            return told
    return None


def decided_extension(prose: Prose, basis: Basis) -> Extension | None:
    """The decision itself to extend an agreement, which shows that it can be: no rule, so without months or times."""
    for clause in prose.clauses:
        m = _EXTENDS.search(clause.low)
        if m is not None and not _REFRAINS.search(clause.low, 0, m.end()):
            span = prose.span(clause.start + m.start(), _word_end(prose.low, clause.start + m.end()))
            return Extension(True, "option", None, None, None, basis, span)
    return None


def _whole_months(day: int, month: int, ends: date) -> int | None:
    """The months from the end of a month to the last day of the period: 30 June is six months before 31 December."""
    if day != monthrange(ends.year, month)[1] or ends.day != monthrange(ends.year, ends.month)[1]:
        return None
    return (ends.month - month) % 12 or 12


def _word_end(low: str, end: int) -> int:
    while end < len(low) and low[end].isalpha():
        end += 1
    return end


def _extended(prose: Prose, clauses: Sequence[Clause], i: int, basis: Basis, ends: date | None) -> Extension | None:
    clause = clauses[i]
    low = clause.low
    verb = _GOES_ON.search(low)
    at = verb.start() if verb else -1
    past = _PAST.search(low)
    if at < 0 or (past and not (_OTHERWISE.search(low, 0, past.start()) or _UNLESS.search(low, 0, past.start()))):
        return None
    if low.startswith("option", at) and not durations_in(low):
        return None
    if low.startswith("fortsätter", at) and "gälla" not in low[at : at + 40] and "löpa" not in low[at : at + 40]:
        return None
    if re.match(r"förlängs? inte|förlängning av (?:lokal|hyr)", low[at:]):
        return None
    if _NOT_BY_ITSELF.search(low) and not _OPTION.search(low):
        return None
    mode = _mode(low, at, basis)
    if mode is None:
        return None
    lengths = durations_in(prose.low, clause.start, clause.end)
    refusals = [d for d in lengths if _is_notice(prose.low, d)]
    months = _months(prose, clause, at, [d for d in lengths if d not in refusals])
    if months is None and _OPEN.search(low, at):
        return None
    times = _times(low, at, mode, months is not None)
    plus = _PLUS.search(low)
    if plus:
        months, times = 12 * int(plus[1]), plus[2].count("+") + 1
    notice: int | None = None
    end = clause.end
    if mode == "automatic":
        notice, end = _refusal(prose, clauses, i, refusals, ends)
    return Extension(True, mode, months, times, notice, basis, prose.span(clause.start, max(end, clause.end)))


def _mode(low: str, at: int, basis: Basis) -> Mode | None:
    if "automati" in low and not _NOT_BY_ITSELF.search(low):
        return "automatic"
    present = _PRESENT.match(low, at)
    if present and _UNLESS.search(low) and not _BY_AGREEMENT.search(low):
        return "automatic"
    if _OPTION.search(low) or _BY_AGREEMENT.search(low):
        return "option"
    if not (present or _EVENT.search(low)) or (basis != "agreed" and not _EVENT.search(low)):
        return None
    return "automatic"


def _is_notice(low: str, d: Duration) -> bool:
    """Whether a length of time is one of notice: "sex månader före", "tre månaders uppsägningstid"."""
    after, before = low[d.end : d.end + 40], low[max(0, d.start - 40) : d.start]
    genitive = low[d.end - 1] == "s"
    if (
        _BEFORE.match(after)
        or (genitive and re.match(r"(?: \w+){0,2} uppsägning", after))
        or (genitive and re.match(r"(?: \w+){0,1} varsel", after))
    ):
        return True
    return _NOTICE_IS.search(before) is not None


def _months(prose: Prose, clause: Clause, at: int, lengths: list[Duration]) -> int | None:
    """The length of each extension: one said to be each, else the first after the verb, else the last before it."""
    low = prose.low
    lengths = [d for d in lengths if d.months and not _TOTAL.search(low[max(clause.start, d.start - 30) : d.start])]
    each = [d for d in lengths if _EACH.match(low[d.end : d.end + 20])]
    if each:
        return each[0].months
    place = clause.start + at
    after = [d for d in lengths if d.start >= place]
    if after:
        return after[0].months
    before = [
        d
        for d in lengths
        if place - d.end < 40
        and not re.search(r"gäller (?:i|under) (?:\w+ )?$", low[max(clause.start, d.start - 16) : d.start])
    ]
    return before[-1].months if before else None


def _times(low: str, at: int, mode: Mode, has_months: bool) -> int | None:
    for m in _TIMES.finditer(low):
        if m["n"] == "flera":
            return None
        n = number_of(m["n"])
        if n and (m.start() > at or at - m.end() < 60):
            return n
    if (
        mode == "option"
        and has_months
        and not re.search(r"i taget|i sänder|åt gången|per gång|årsvis|perioder|flera", low)
    ):
        return 1
    return None


def _refusal(
    prose: Prose, clauses: Sequence[Clause], i: int, own: list[Duration], ends: date | None
) -> tuple[int | None, int]:
    """The months before the end by which a party must refuse, said in the clause itself or beside it."""
    clause = clauses[i]
    if own:
        return own[0].months, clause.end
    by_day = _BY_DAY.search(clause.low)
    if by_day is not None and ends is not None:
        return _whole_months(int(by_day["day"]), MONTHS[by_day["month"]], ends), clause.end
    if re.search(r"veck|dagar|\d{1,2}/\d|senast den", clause.low):
        return None, clause.end
    for j in (i - 1, i + 1):
        if not 0 <= j < len(clauses) or clauses[j].section != clause.section:
            continue
        near = clauses[j]
        if not _NOTICE.search(near.low) or "förutsättning" in near.low or "omedelbar" in near.low:
            continue
        by_day = _BY_DAY.search(near.low)
        if by_day is not None and ends is not None:
            return _whole_months(int(by_day["day"]), MONTHS[by_day["month"]], ends), near.end if j > i else clause.end
        for d in durations_in(prose.low, near.start, near.end):
            if _is_notice(prose.low, d) and (
                "uppsägningstid" not in near.low or "säg" in clause.low or "sagt" in clause.low
            ):
                return d.months, near.end if j > i else clause.end
    return None, clause.end
