"""The terms of an item as lines: each term, how it is known, and where it is said; what is unknown said to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.words.amounts import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.cli.pen import Pen
    from samverkan.core.reading.values import Extension, PeriodTerm, Share, Signature, SteeringGroup, Terms

_DEPTH = 2


def terms_lines(terms: Terms, pen: Pen, *, whole: bool) -> Iterator[str]:
    """Every term that is known, and those that any agreement has; all of them where the `whole` agreement is at hand."""
    for name, cited in (("title", terms.title), ("object", terms.object), ("purpose", terms.purpose)):
        if cited is not None:
            yield from _line(pen, name, pen.marked(pen.said(cited), [cited.span]))
        elif whole:
            yield from _line(pen, name, pen.written(None))
    parties = pen.written([one.value for one in terms.parties]) if terms.parties else pen.written(None)
    yield from _line(pen, "parties", pen.marked(parties, [one.span for one in terms.parties]))
    for period in terms.periods:
        yield from _line(pen, "period", _period(period, pen))
    if not any(one.role == "current" for one in terms.periods):
        yield from _line(pen, "period", pen.written(None))
    yield from _line(
        pen, "extension", pen.written(None) if terms.extension is None else _extension(terms.extension, pen)
    )
    for shares in _together(terms.shares):
        yield from _line(pen, "shares", _shares(shares, pen))
    if not any(one.role == "current" for one in terms.shares):
        yield from _line(pen, "shares", pen.written(None))
    if terms.steering_group is not None:
        yield from _line(pen, "steering_group", _steering(terms.steering_group, pen))
    elif whole:
        yield from _line(pen, "steering_group", pen.written(None))
    if terms.target_group is not None:
        yield from _line(pen, "target_group", pen.quote(terms.target_group.text))
        for one in terms.target_group.prerequisites:
            yield from _line(pen, "prerequisite", pen.quote(one))
    elif whole:
        yield from _line(pen, "target_group", pen.written(None))
    if terms.termination is not None:
        months = terms.termination.notice_months
        head = [] if months is None else [pen.say("months", count=months)]
        yield from _line(pen, "termination", ": ".join([*head, pen.quote(terms.termination.text)]))
    elif whole:
        yield from _line(pen, "termination", pen.written(None))
    for signature in terms.signatures:
        yield from _line(pen, "signature", _signature(signature, pen))
    if whole and not terms.signatures:
        yield from _line(pen, "signature", pen.written(None))


def _line(pen: Pen, name: str, text: str) -> list[str]:
    return pen.wrapped(pen.say("line", head=pen.say(f"term.{name}"), text=text), _DEPTH)


def _known(pen: Pen, role: str, basis: str) -> str:
    """How it is known, in brackets."""
    words = [pen.say(f"role.{role}")] if role != "current" else []
    return f"({', '.join([*words, pen.say(f'basis.{basis}')])})"


def _period(one: PeriodTerm, pen: Pen) -> str:
    begins, ends, open_ended = one.from_ is not None, one.to is not None, one.open_ended
    if ends:
        name = "both" if begins else "to"
    elif open_ended:
        name = "open" if begins else "open_only"
    else:
        name = "from" if begins else "none"
    text = pen.say(f"period.{name}", **{"from": one.from_, "to": one.to})
    return pen.marked(f"{text} {_known(pen, one.role, one.basis)}", [one.span])


def _extension(one: Extension, pen: Pen) -> str:
    parts = [pen.say(f"extension.{one.mode}")]
    if one.months is not None:
        parts.append(pen.say("each_time", count=one.months))
    if one.times is not None:
        parts.append(pen.say("times.one" if one.times == 1 else "times.many", count=one.times))
    if one.notice_months is not None:
        parts.append(pen.say("notice_months", count=one.notice_months))
    return pen.marked(f"{', '.join(parts)} {_known(pen, 'current', one.basis)}", [one.span])


def shares_said(shares: Sequence[Share], pen: Pen) -> str:
    """The parties and their parts of the cost; what is one yardstick for all is said once."""
    said = [_figure(one, pen) for one in shares]
    if len(shares) > 1 and len(set(said)) == 1 and shares[0].measure == "other":
        return pen.say("line", head=pen.written([one.party.value for one in shares]), text=said[0])
    return ", ".join(f"{pen.said(one.party)} {figure}" for one, figure in zip(shares, said, strict=True))


def _together(shares: tuple[Share, ...]) -> Iterator[list[Share]]:
    """The shares that are of one time and known alike, each such split of the cost together."""
    groups: dict[tuple[str, str], list[Share]] = {}
    for share in shares:
        groups.setdefault((share.role, share.basis), []).append(share)
    yield from groups.values()


def _shares(shares: list[Share], pen: Pen) -> str:
    return pen.marked(
        f"{shares_said(shares, pen)} {_known(pen, shares[0].role, shares[0].basis)}", [one.span for one in shares]
    )


def _figure(one: Share, pen: Pen) -> str:
    if one.percent is not None:
        return f"{one.percent.replace('.', ',')}\N{NO-BREAK SPACE}%"
    if one.value is None:
        return pen.written(None)
    if one.measure in ("amount", "per_inhabitant"):
        whole, _, part = one.value.partition(".")
        count = counted(int(whole), "sv") if whole.isascii() and whole.isdigit() else whole
        return pen.say(
            "crowns" if one.measure == "amount" else "per_inhabitant", count=f"{count},{part}" if part else count
        )
    return " ".join(one.value.split())


def _steering(one: SteeringGroup, pen: Pen) -> str:
    parts = [] if one.equal is None else [pen.say("equal" if one.equal else "unequal")]
    if one.per_party is not None:
        parts.append(pen.say("per_party", count=one.per_party))
    return ": ".join([*([", ".join(parts)] if parts else []), pen.quote(one.text)])


def _signature(one: Signature, pen: Pen) -> str:
    if one.date is None and one.signatory is None:
        done = pen.say("unsigned")
    else:
        done = pen.say("signed_by", signatory=pen.said(one.signatory), day=pen.written(one.date))
    return pen.marked(pen.say("line", head=pen.said(one.party), text=done), [one.party.span])
