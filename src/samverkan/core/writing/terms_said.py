"""The terms that an item states, each as a fact: what a read item says of object, period, shares and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue, Signature, Term
from samverkan.core.writing.clauses import going_on_clause, signing_clause
from samverkan.core.writing.concerns import extends_agreement
from samverkan.core.writing.parties import parties_as_printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Basis, Fact, Role, TermName, TermValue
    from samverkan.core.reading.values import Extension, Share, Terms
    from samverkan.core.sources import Span
    from samverkan.core.writing.paper import Paper


def stated(
    paper: Paper, term: TermName, value: TermValue, basis: Basis, spans: Sequence[Span], role: Role = "current",
    from_: PartialDate | None = None,
) -> Term:  # fmt: skip
    """One term as a fact, with the words that state it."""
    text = paper.reading.document.text
    words = " … ".join(dict.fromkeys(" ".join(text[span.start : span.end].split()) for span in spans))
    return Term(
        **paper.common(term, *spans), term=term, value=value, basis=basis, role=role, words=words,
        proposed=paper.proposed, from_=from_,
    )  # fmt: skip


def terms_said(paper: Paper) -> Iterator[Fact]:
    """Every term of the item; of an agreement's text also who signed it, and what it asks of signing and leaving."""
    terms = paper.read.terms
    if terms is None:
        if paper.read.title is not None:
            yield stated(paper, "title", paper.read.title.value, "told", [paper.read.title.span])
        return
    plain: Basis = "agreed" if paper.text else "told"
    yield from _named(paper, terms, plain)
    for one in terms.periods:
        if one.from_ or one.to or one.open_ended:
            value = PeriodValue(one.from_, one.to, one.open_ended)
            yield stated(paper, "period", value, one.basis, [one.span], one.role)
    said = terms.extension
    if said is not None and not _only_extends(paper, said):
        option = ExtensionValue(said.value, said.mode, said.months, said.times, said.notice_months)
        yield stated(paper, "extension", option, said.basis, [said.span])
    yield from _shares(paper, terms.shares)
    if terms.termination is not None and terms.termination.notice_months is not None:
        yield stated(paper, "termination", terms.termination.notice_months, plain, [terms.termination.text.span])
    if terms.steering_group is not None:
        led = terms.steering_group.text
        yield stated(paper, "steering_group", led.value, plain, [led.span])
    if terms.target_group is not None:
        group = terms.target_group
        spans = [group.text.span, *[one.span for one in group.prerequisites]]
        yield stated(paper, "target_group", group.text.value, plain, spans)
    if paper.text:
        yield from _of_the_text(paper, terms)


def _only_extends(paper: Paper, said: Extension) -> bool:
    """Whether it is but the item's own decision to extend, which is no rule for extending once more."""
    bare = said.mode == "option" and said.months is None and said.times is None
    return bare and said.basis != "agreed" and extends_agreement(paper.read)


def _named(paper: Paper, terms: Terms, plain: Basis) -> Iterator[Fact]:
    if terms.object is not None:
        yield stated(paper, "object", terms.object.value, plain, [terms.object.span])
    title = terms.title or paper.read.title
    if title is not None:
        yield stated(paper, "title", title.value, plain, [title.span])
    if terms.purpose is not None:
        yield stated(paper, "purpose", terms.purpose.value, plain, [terms.purpose.span])
    if terms.parties and paper.text:
        named = parties_as_printed(paper.reading.document.text, terms.parties)
        yield stated(paper, "parties", tuple(name for name, _ in named), plain, [span for _, span in named])


def _of_the_text(paper: Paper, terms: Terms) -> Iterator[Fact]:
    text, span = paper.reading.document.text, paper.read.span
    asks = signing_clause(text, span)
    if asks is not None:
        yield stated(paper, "signature_required", True, "agreed", [asks])
    goes_on = going_on_clause(text, span)
    if goes_on is not None:
        yield stated(paper, "goes_on", True, "agreed", [goes_on])
    for one in terms.signatures:
        if one.date is not None or one.signatory is not None:
            common = paper.common("signature", one.party.span)
            common |= {"party": one.party.value, "happened": one.date}
            yield Signature(**common, signatory=None if one.signatory is None else one.signatory.value)


def _shares(paper: Paper, shares: Sequence[Share]) -> Iterator[Fact]:
    for role in ("current", "planned", "previous"):
        for basis in ("agreed", "decided", "told"):
            these = [one for one in shares if one.role == role and one.basis == basis]
            for day in dict.fromkeys(one.from_ for one in these):
                same = [one for one in these if one.from_ == day]
                value = tuple(ShareValue(one.party.value, one.measure, one.percent, one.value) for one in same)
                yield stated(paper, "shares", value, basis, [one.span for one in same], role, day)
