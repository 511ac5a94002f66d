"""A reading as lines of text for a person: the sentence, what is uncertain, then each item with what it decides.

What the paper does not say is said not to be stated. Words are quoted with the page and the characters they stand at.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from samverkan.cli.pen import Pen, sentence
from samverkan.words import visible
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.core.dates import PartialDate
    from samverkan.core.reading.values import Assignment, Condition, Decision, Item, Reading, Reference, Told
    from samverkan.core.sources import Cited
    from samverkan.words import Language


def reading_lines(reading: Reading, language: Language) -> Iterator[str]:
    """What one document says."""
    pen = Pen(reading.document, language)
    yield from pen.wrapped(_first_sentence(reading, pen))
    yield from pen.wrapped(_source(reading, pen))
    flaws = (pen.wrapped(say_finding(one, language), 1, "* ") for one in reading.findings)
    yield from _apart(pen.part("findings", chain.from_iterable(flaws), 0))
    yield from _apart(pen.part("paper", _about_the_paper(reading, pen), 0))
    for item in reading.items:
        yield ""
        yield from _Item(item, reading, pen).lines()


def _apart(lines: Iterator[str]) -> Iterator[str]:
    """The lines, an empty one before them."""
    for number, line in enumerate(lines):
        if not number:
            yield ""
        yield line


def _first_sentence(reading: Reading, pen: Pen) -> str:
    kind = pen.say(f"kind.{reading.kind}")
    if reading.kind == "agreement":
        return _agreement_sentence(reading, pen)
    who = _who(reading.body, reading.organisation, pen)
    day = reading.meeting_date
    return pen.say(
        "sentence",
        kind=kind,
        source=pen.say("from.proposal" if reading.kind == "proposal" else "from", who=pen.within(who))
        if who
        else pen.say("from.unknown"),
        day=pen.say("day", day=day.value) if day else pen.say("day.unknown"),
        items=_count(len(reading.items), "items", pen),
        decisions=_decision_count(reading.items, pen),
    )


def _agreement_sentence(reading: Reading, pen: Pen) -> str:
    terms = next((item.terms for item in reading.items if item.terms is not None), None)
    parties = [one.value for one in terms.parties] if terms else []
    lines = terms.signatures if terms else ()
    days = [one.date for one in lines if one.date is not None]
    all_signed = len(days) == len(lines) > 0
    about = terms and terms.object
    return pen.say(
        "sentence.agreement",
        kind=pen.say("kind.agreement"),
        parties=pen.say("between", parties=pen.written(parties)) if parties else pen.say("between.unknown"),
        object=pen.say("about", object=pen.said(about)) if about else "",
        signed=pen.say("signed", day=max(days)) if all_signed else pen.say("signed.not" if lines else "signed.unknown"),
    )


def _who(body: Cited[str] | None, organisation: Cited[str] | None, pen: Pen) -> str:
    """The body with its organisation, as far as the paper names them."""
    names = [pen.said(one) for one in (body, organisation) if one is not None]
    if len(names) < 2 or names[1].casefold() in names[0].casefold():
        return names[0] if names else ""
    return pen.say("of", body=names[0], organisation=names[1])


def _count(number: int, name: str, pen: Pen) -> str:
    return pen.say(name if number else f"{name}.none", count=number)


def _decision_count(items: Iterable[Item], pen: Pen) -> str:
    counts = {"decided": 0, "proposed": 0}
    for item in items:
        counts[item.status or "decided"] += len(item.decisions)
    if not counts["proposed"]:
        return _count(counts["decided"], "decisions", pen)
    proposals = _count(counts["proposed"], "proposals", pen)
    return proposals if not counts["decided"] else f"{_count(counts['decided'], 'decisions', pen)}, {proposals}"


def _source(reading: Reading, pen: Pen) -> str:
    return pen.say("pages", source=visible(reading.document.source), count=len(reading.document.pages))


def _about_the_paper(reading: Reading, pen: Pen) -> Iterator[str]:
    """Who certified it and when that was announced; and what the first sentence could not say."""
    if reading.kind == "agreement":
        return
    for name, cited in (("organisation", reading.organisation), ("body", reading.body)):
        if cited is None:
            yield from pen.wrapped(pen.say("line", head=pen.say(name), text=pen.written(None)), 1)
    if reading.kind not in ("minutes", "extract"):
        return
    certified = pen.written([one.value for one in reading.justerare] or None)
    text = pen.marked(certified, [one.span for one in reading.justerare])
    yield from pen.wrapped(pen.say("line", head=pen.say("justerare"), text=text), 1)
    yield from pen.wrapped(pen.say("line", head=pen.say("notice"), text=_notice(reading, pen)), 1)


def _notice(reading: Reading, pen: Pen) -> str:
    posted, removed = (reading.notice.posted, reading.notice.removed) if reading.notice else (None, None)
    days = [one for one in (posted, removed) if one is not None]
    if not days:
        return pen.written(None)
    name = "notice.both" if len(days) == 2 else "notice.posted" if posted else "notice.removed"
    values = {"posted": posted and posted.value, "removed": removed and removed.value}
    return pen.marked(pen.say(name, **values), [one.span for one in days])


class _Item:
    """One item on its way to the reader."""

    def __init__(self, item: Item, reading: Reading, pen: Pen) -> None:
        self._item, self._reading, self._pen = item, reading, pen

    def lines(self) -> Iterator[str]:
        """The item as lines no wider than the pen: heading, decisions, terms, then what it tells and refers to."""
        item, pen = self._item, self._pen
        yield from self._heading()
        if item.decisions:
            head = "proposals" if item.status == "proposed" else "decisions"
            yield from pen.part(head, chain.from_iterable(map(self._decision, item.decisions)))
        elif item.status is not None:
            yield from pen.wrapped(pen.say("no_decision"), 1)
        if item.immediate_justering:
            yield from pen.wrapped(pen.say("immediate"), 1)
        if item.terms is not None:
            from samverkan.cli.read_terms import terms_lines

            yield from pen.part("terms", terms_lines(item.terms, pen, whole=self._reading.kind == "agreement"))
        yield from pen.part("assignments", chain.from_iterable(map(self._assignment, item.assignments)))
        yield from pen.part("told", chain.from_iterable(map(self._told, item.told)))
        references = (pen.marked(self._reference(one), [one.span]) for one in item.references)
        yield from self._list("references", references)
        documents = (
            pen.marked(
                ", ".join([pen.said(one.title), *([pen.written(one.date)] if one.date else [])]), [one.title.span]
            )
            for one in item.supporting_documents
        )
        yield from self._list("documents", documents)
        recipients = (
            pen.marked(" ".join([pen.said(one.name), *([f"<{one.email}>"] if one.email else [])]), [one.name.span])
            for one in item.recipients
        )
        yield from self._list("recipients", recipients)

    def _list(self, name: str, texts: Iterable[str]) -> Iterator[str]:
        return self._pen.part(name, chain.from_iterable(self._pen.wrapped(text, 2) for text in texts))

    def _heading(self) -> Iterator[str]:
        item, pen = self._item, self._pen
        title = pen.said(item.title) if item.title is not None else pen.say("title.unknown")
        if self._reading.kind == "agreement":
            section = ""
        elif item.section is not None:
            section = pen.say("section", section=item.section.value) + "  "
        else:
            numbered = self._reading.kind in ("minutes", "extract")
            section = pen.say("section.unknown") + "  " if numbered else ""
        yield from pen.wrapped(section + title)
        number = pen.said(item.registry_number) if item.registry_number is not None else pen.say("number.unknown")
        pen.begin(None)
        yield from pen.wrapped(pen.marked(", ".join([number, *self._elsewhere()]), [item.span]), 1)
        pen.begin(item.span)

    def _elsewhere(self) -> list[str]:
        """Who held the meeting and when, where it is not as the first sentence says."""
        item, reading, pen = self._item, self._reading, self._pen
        found = []
        if item.body is not None and item.body != reading.body:
            found.append(_who(item.body, item.organisation, pen))
        if item.meeting_date is not None and item.meeting_date != reading.meeting_date:
            found.append(pen.written(item.meeting_date.value))
        return found

    def _decision(self, one: Decision) -> Iterator[str]:
        pen = self._pen
        mark = f"{one.number}. " if one.number is not None else "– "
        yield from pen.wrapped(pen.say("line", head=sentence(self._act(one)), text=pen.quote(one.text)), 2, mark)
        for condition in one.conditions:
            yield from pen.wrapped(self._condition(condition), 4)
        for reference in one.fulfils:
            text = pen.say("fulfils", reference=self._reference(reference))
            yield from pen.wrapped(pen.marked(text, [reference.span]), 4)

    def _act(self, one: Decision) -> str:
        """Who decides or proposes what, and to whom, in plain words."""
        pen = self._pen
        who = one.by or self._item.body or self._reading.body
        by = pen.within(pen.said(who)) if who is not None else pen.say("somebody")
        to = None if one.to is None else pen.within(pen.said(one.to))
        if one.act == "propose" and one.inner is not None:
            decided = pen.say(f"act.{one.inner}", by=to or pen.say("body_to"), to=pen.say("one_to"))
            text = pen.say("proposes", by=by, decided=decided)
        elif one.act == "refer_back" and to is not None:
            text = pen.say("refer_back_to", by=by, to=to)
        else:
            text = pen.say(f"act.{one.act}", by=by, to=to or pen.say("one_to"))
        via = [pen.within(pen.said(body)) for body in one.via]
        return text + (pen.say("via", via=pen.written(via)) if via else "")

    def _condition(self, one: Condition) -> str:
        pen = self._pen
        on = pen.say("on", on=pen.within(pen.said(one.on))) if one.on is not None else ""
        return pen.say("line", head=pen.say(f"condition.{one.kind}", on=on), text=pen.quote(one.text))

    def _reference(self, one: Reference) -> str:
        return self._place(one.body, one.date, one.section) or self._pen.written(None)

    def _place(self, body: str | None, date: PartialDate | None, section: str | None) -> str:
        """The body, the day and the § of a decision, as far as they are told."""
        parts = [self._pen.within(body)] if body else []
        parts += [self._pen.written(date)] if date is not None else []
        parts += [self._pen.say("section", section=section)] if section is not None else []
        return ", ".join(parts)

    def _assignment(self, one: Assignment) -> Iterator[str]:
        from samverkan.cli.read_terms import shares_said

        pen = self._pen
        when = self._place(None, one.date, one.section)
        head = pen.say(
            "assignment.unaddressed" if one.to is None else "assignment",
            body=pen.said(one.body) if one.body else sentence(pen.say("somebody")).rstrip(","),
            to=one.to and pen.within(pen.said(one.to)),
            when=f", {when}" if when else "",
        )
        head = f"{head} ({pen.say(f'basis.{one.basis}')})"
        yield from pen.wrapped(pen.say("line", head=head, text=pen.quote(one.text)), 2)
        for condition in one.conditions:
            yield from pen.wrapped(self._condition(condition), 3)
        if one.shares:
            text = shares_said(one.shares, pen)
            yield from pen.wrapped(pen.say("line", head=pen.say("term.shares"), text=text), 3)

    def _told(self, one: Told) -> Iterator[str]:
        pen = self._pen
        place = self._place(one.by.value if one.by else None, one.date, one.section)
        if one.planned:
            place = ", ".join([*([place] if place else []), pen.say("planned")])
        quote = pen.quote(one.text)
        yield from pen.wrapped(pen.say("line", head=sentence(place), text=quote) if place else quote, 2)
