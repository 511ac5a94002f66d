"""What minutes decide and tell of an agreement: an item's title and passages in, its terms out.

Only items about an agreement, a joint board or statutes have terms; budgets, elections and programmes have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.reading.terms.clauses import Clause, Prose
from samverkan.core.reading.terms.extension import decided_extension, read_extension
from samverkan.core.reading.terms.gathering import Shares
from samverkan.core.reading.terms.merging import merged
from samverkan.core.reading.terms.minutes_parties import parties_in_item
from samverkan.core.reading.terms.parties import Parties
from samverkan.core.reading.terms.periods import candidates
from samverkan.core.reading.terms.shares import read_shares
from samverkan.core.reading.terms.steering import read_steering
from samverkan.core.reading.terms.subject import object_of, placed, read_purpose
from samverkan.core.reading.terms.target import read_target
from samverkan.core.reading.terms.termination import read_termination
from samverkan.core.reading.terms.title_years import in_title
from samverkan.core.reading.terms.titles import title_in
from samverkan.core.reading.values import Basis, Share, Terms
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.findings import Finding
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.terms.candidate import Candidate
    from samverkan.core.sources import Cited, Span

_INSTRUMENT = Wording(
    r"avtal(?:et|en|s|ets)?(?!\w)|överenskommelse|förbundsordning",
    r"gemensam[a-zåäö]* (?:[a-zåäö]+ ){0,2}[a-zåäö]*nämnd",
)
_JOINT = Wording(r"samverkan|samarbete|samordningsförbund|kommunalförbund")
_OTHER_KINDS = Wording(
    r"kollektivavtal|hyresavtal|hyreskontrakt|köpeavtal|arrendeavtal|anställningsavtal|löneavtal|ramavtal",
    r"låneavtal|borgens?(?:avtal|förbind)|sponsoravtal|servitutsavtal|försäkringsavtal",
)
_OTHER_MATTERS = Wording(
    r"\W*(?:\d+ )?(?:svar på )?(?:motion|interpellation|enkel fråga|fråga (?:från|av|till)|medborgarförslag|"
    r"val av|val till|fyllnadsval|avsägelse|entledigande|budget|årsredovisning|delårs|bokslut|månads|"
    r"verksamhetsplan|mål och|revisionsrapport|program|plan för|handlingsprogram)",
)
_DISPOSES = Wording(
    r"godkän|teckna|ingå|förläng|anta|säg[aes]\w* upp|uppsäg|revider|fastställ|bilda|inrätta|träffa",
)
_ASSIGNED = Wording(
    r"(?:gav|ges|fått|fick|får|gett|givit|gavs)[^.;]{0,90} uppdrag|uppdrag(?:et)? att|uppdrog",
    r"under förutsättning att avtal",
)
_TO_BE = Wording(r"(?<!\w)(?:ska|skall) (?:\w+ )?(?:fördelas|delas|betalas|gälla|finansieras|bäras)")


def terms_of_minutes(
    *,
    title: Passage | None,
    decided: Sequence[Passage],
    told: Sequence[Passage],
    proposed: bool,
    body: str | None,
    organisation: str | None,
    quoted: Sequence[Span] = (),
) -> tuple[Terms | None, tuple[Finding, ...]]:
    """The terms of one item, basis decided or told; None where it is not about an agreement.

    `decided` are its decisions and `told` its background. Figures, dates and conditions inside `quoted`, ranges of
    stored offsets, belong to an older assignment and are no terms. `proposed`: it decides nothing.
    """
    if not _about_agreement(title, decided, told):
        return None, ()
    heading = Prose(title) if title is not None and title.text else None
    own = [Prose(p, _inside(p, quoted), point=True) for p in decided if p.text]
    background = [Prose(p, _inside(p, quoted)) for p in told if p.text]
    by_decision: Basis = "told" if proposed else "decided"
    sources: list[tuple[Prose, list[Clause], Basis]] = [(p, p.clauses, by_decision) for p in own]
    sources += [(p, _unassigned(p.clauses), "told") for p in background]
    # Who the parties are may stand in what a decision quotes, of which the rest is no term.
    whole = [Prose(p) if _inside(p, quoted) else own[i] for i, p in enumerate(p for p in decided if p.text)]
    parties = parties_in_item(([heading] if heading else []) + whole + background, body, organisation)
    findings: list[Finding] = []
    shares = Shares()
    periods: list[tuple[Prose, Candidate, Basis]] = []
    for prose, clauses, basis in sources:
        read_shares(prose, clauses, parties, basis, shares, yardsticks=len(parties.all) > 1)
        periods += [(prose, c, basis) for clause in clauses for c in candidates(prose, clause, basis, findings)]
    periods = _with_title(heading, own, by_decision, periods)
    extension = next((e for p, clauses, basis in sources if (e := read_extension(p, clauses, basis))), None)
    extension = extension or next((e for p in own if (e := decided_extension(p, by_decision))), None)
    named = title_in(heading, 0, len(heading.text)) if heading else None
    terms = Terms(
        object=_object(heading, own, background),
        title=named.cited if named else None,
        purpose=next((x for p, clauses, _ in sources if (x := read_purpose(p, clauses))), None),
        parties=parties.names,
        periods=merged(periods),
        extension=extension,
        shares=shares.all,
        steering_group=next((s for p, clauses, _ in sources if (s := read_steering(p, clauses, parties))), None),
        target_group=next((g for p, clauses, _ in sources if (g := read_target(p, clauses))), None),
        termination=next(
            (t for p, clauses, _ in sources if (t := read_termination(p, clauses, extends=extension is not None))), None
        ),
    )
    if terms == Terms():
        return None, tuple(findings + shares.findings)
    return terms, tuple(findings + shares.findings)


def _unassigned(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that tell of no assignment, nor of what it is to bring about: "... i uppdrag. Kostnaden ska ..."."""
    kept: list[Clause] = []
    assigned = False
    for clause in clauses:
        given = _ASSIGNED.search(clause.low) is not None
        if not given and not (assigned and _TO_BE.search(clause.low)):
            kept.append(clause)
            assigned = False
        else:
            assigned = True
    return kept


def quoted_shares(passage: Passage, start: int, end: int) -> tuple[Share, ...]:
    """The shares said inside an older assignment, passage.text[start:end]; they are the assignment's own."""
    prose = Prose(passage.part(start, end))
    shares = Shares()
    read_shares(prose, prose.clauses, Parties(), "told", shares, yardsticks=False)
    return shares.all


def _inside(passage: Passage, quoted: Sequence[Span]) -> list[Span]:
    """The quoted ranges that touch the passage."""
    if not quoted or not passage.text:
        return []
    whole = passage.span(0, len(passage.text))
    return [q for q in quoted if q.start < whole.end and whole.start < q.end]


def _about_agreement(title: Passage | None, decided: Sequence[Passage], told: Sequence[Passage]) -> bool:
    """Whether the item is about an agreement between public bodies, a joint board or statutes."""
    heading = title.text.lower() if title is not None else ""
    if _OTHER_MATTERS.match(heading) or _OTHER_KINDS.search(heading):
        return False
    if _INSTRUMENT.search(heading):
        return True
    texts = [p.text.lower() for p in decided]
    if any(_INSTRUMENT.search(t) and _DISPOSES.search(t) and not _OTHER_KINDS.search(t) for t in texts):
        return True
    return bool(_JOINT.search(heading)) and any(
        _INSTRUMENT.search(t) for t in (*texts, *(p.text.lower() for p in told))
    )


def _with_title(
    heading: Prose | None, own: Sequence[Prose], basis: Basis, periods: list[tuple[Prose, Candidate, Basis]]
) -> list[tuple[Prose, Candidate, Basis]]:
    """The periods with that of the title: its span of years, or its one year where the text says the same."""
    said = {(c.from_, c.to) for _, c, _ in periods if c.role == "current"}
    decided = {(c.from_, c.to) for prose, c, _ in periods if c.role == "current" and prose in own}
    for prose in own:
        named = title_in(prose, 0, len(prose.text))
        candidate = in_title(prose, named.start, named.end) if named else None
        if candidate is not None and ((candidate.from_, candidate.to) in said or not (candidate.named or decided)):
            return [(prose, candidate._replace(rank=0), basis), *periods]
    named = title_in(heading, 0, len(heading.text)) if heading else None
    candidate = in_title(heading, named.start, named.end) if heading and named else None
    if heading is None or candidate is None or candidate.named or said:
        return periods
    return [(heading, candidate, "told"), *periods]


def _object(heading: Prose | None, own: Sequence[Prose], background: Sequence[Prose]) -> Cited[str] | None:
    """The service: as the decisions name it, else the title; with its place where the text gives one."""
    found: Cited[str] | None = None
    for prose in [*own, *([heading] if heading else [])]:
        m = _INSTRUMENT.search(prose.low)
        if m is not None:
            end = next((c.end for c in prose.clauses if c.start <= m.start() < c.end), len(prose.text))
            found = object_of(prose, m.start(), end)
        if found is not None:
            break
    if found is None:
        return None
    for prose in [*own, *background]:
        with_place = placed(prose, found.value)
        if with_place is not None:
            return with_place
    return found
