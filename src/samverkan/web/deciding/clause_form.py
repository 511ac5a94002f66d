"""The form of a joint clause: what was written in it in, the clause out; and the clause in, what the form shows out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.actions.acting import InvalidError
from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Clause, Period, Share
from samverkan.core.facts import ExtensionValue
from samverkan.core.writing.clause_points import clause_points
from samverkan.web.deciding.texts import lines, paragraphs
from samverkan.words import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from samverkan.words import Language

_MODES = ("excluded", "option", "automatic")


class Fields(NamedTuple):
    """What the form shows: as it was written, or as the clause says."""

    title: str = ""
    object: str = ""
    first: str = ""
    last: str = ""
    shares: tuple[tuple[str, str], ...] = ()
    since: str = ""
    later: tuple[tuple[str, str], ...] = ()
    extension: str = ""
    months: str = ""
    times: str = ""
    notice: str = ""
    points: str = ""
    text: str = ""


def given(parties: Sequence[str], data: QueryDict) -> Fields:
    """What was written; the shares of the parties by their place."""
    shares = tuple((name, data.get(f"share-{n}", "").strip()) for n, name in enumerate(parties))
    later = tuple((name, data.get(f"later-{n}", "").strip()) for n, name in enumerate(parties))
    kept: dict[str, Any] = {name: data.get(name, "").strip() for name in Fields._fields}
    return Fields(**{**kept, "shares": shares, "later": later})


def clause_of(fields: Fields) -> Clause:
    """The clause. Without operative points it gets those that its terms make. InvalidError names the field."""
    parties = tuple(name for name, _ in fields.shares)
    shares = [Share(name, figure.replace(",", ".")) for name, figure in fields.shares if figure]
    since = _day(fields.since)
    if since is not None:
        shares += [Share(name, figure.replace(",", "."), since=since) for name, figure in fields.later if figure]
    made = Clause(
        " ".join(fields.title.split()), " ".join(fields.object.split()), parties, Period(_day(fields.first), _day(fields.last)),
        tuple(shares), _extension(fields), tuple(lines(fields.points)), tuple(paragraphs(fields.text)),
    )  # fmt: skip
    return made if made.points else made._replace(points=clause_points(made))


def shown(clause: Clause) -> Fields:
    """What the form shows of a clause."""
    since = next((one.since for one in clause.shares if one.since is not None), None)
    first = {one.party: one.percent or "" for one in clause.shares if one.since is None}
    later = {one.party: one.percent or "" for one in clause.shares if one.since is not None}
    ext = clause.extension
    months, times, notice = (
        ("", "", "") if ext is None else (_figure(ext.months), _figure(ext.times), _figure(ext.notice_months))
    )
    return Fields(
        clause.title, clause.object, str(clause.period.from_ or ""), str(clause.period.to or ""),
        tuple((name, first.get(name, "")) for name in clause.parties), str(since or ""),
        tuple((name, later.get(name, "")) for name in clause.parties), "" if ext is None else ext.mode, months, times, notice,
        "\n".join(clause.points), "\n\n".join(clause.text),
    )  # fmt: skip


def term_words(term: str, value: Any, language: Language) -> str:
    """A term's value in words; "" where nothing is said."""
    if value is None or value == ():
        return ""
    if term in ("shares", "later_shares"):
        return written([_share_words(one, language) for one in value], language)
    if term == "period":
        begins, ends = value[0], value[1]
        return f"{written(begins, language)} – {'' if ends is None else written(ends, language)}".strip()
    if term == "extension":
        return str(value.mode)
    return written(list(value) if isinstance(value, tuple) else value, language)


def _share_words(one: Any, language: Language) -> str:
    since = getattr(one, "since", None)
    return f"{one.party} {one.percent} %" + (f" ({written(since, language)} –)" if since else "")


def _extension(fields: Fields) -> ExtensionValue | None:
    if fields.extension not in _MODES:
        return None
    months, times, notice = (_number(one) for one in (fields.months, fields.times, fields.notice))
    allowed = fields.extension != "excluded"
    return ExtensionValue(allowed, fields.extension, *((months, times, notice) if allowed else (None, None, None)))  # type: ignore[arg-type]  # one of _MODES


def _figure(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(written_: str) -> int | None:
    if not written_:
        return None
    if not written_.isdecimal() or len(written_) > 4:
        raise InvalidError("no_number", number=written_[:20])
    return int(written_)


def _day(written_: str) -> PartialDate | None:
    if not written_:
        return None
    try:
        day = PartialDate.parse(written_)
    except ValueError:
        raise InvalidError("no_day", day=written_[:20]) from None
    if not day.is_day:
        raise InvalidError("no_day", day=written_[:20])
    return day
