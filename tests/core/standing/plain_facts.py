"""Facts as a lawyer writes them, one a line, in; facts out. The grammar stands in tests/cases/standing/README.md."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from samverkan.core.dates import PartialDate
from samverkan.core.facts import (
    THE_TEXT,
    Amendment,
    Appeal,
    AssignmentFulfilled,
    AssignmentGiven,
    Condition,
    ConditionShown,
    Confirmation,
    Correction,
    CourtOutcome,
    Decision,
    Extension,
    ExtensionValue,
    Fact,
    Justering,
    NoticePosted,
    PeriodValue,
    PointedAt,
    Proposal,
    ShareValue,
    Signature,
    Term,
    Termination,
    Told,
)
from samverkan.core.sources import Citation

_LINE = re.compile(
    r"(?:\[(?P<label>\w+)\]\s*)?(?P<day>undated|\d{4}(?:-\d\d){0,2})\s+(?P<party>[^:/]+)(?:/(?P<body>[^:]+))?:\s*(?P<what>.+?)"
    r"(?:\s*\(known (?P<known>always|\d{4}-\d\d-\d\d)\))?$"
)
_ACTS = {
    "approves": "approve", "adopts": "adopt", "rejects": "reject", "postpones": "postpone", "refers back": "refer_back",
    "withdraws": "withdrawn", "rescinds": "rescind", "refrains": "refrain",
}  # fmt: skip
_SECTION = re.compile(r"§ (\w+)")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


def facts_of(text: str) -> list[Fact]:
    """One fact a line; empty lines and lines that begin with # are skipped."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return [_fact(line, number) for number, line in enumerate(lines, 1)]


def _fact(line: str, number: int) -> Fact:
    match = _LINE.match(line)
    if match is None:
        raise ValueError(f"not a fact: {line!r}")
    happened = None if match["day"] == "undated" else PartialDate.parse(match["day"])
    known = None if match["known"] == "always" or happened is None else happened.last
    if match["known"] and match["known"] != "always":
        known = date.fromisoformat(match["known"])
    party = match["party"].strip()
    what = match["what"]
    section = _SECTION.search(what)
    base = Fact(
        id=match["label"] or f"{number:02d}",
        party=THE_TEXT if party == "the agreement" else party,
        body=match["body"] and match["body"].strip(),
        happened=happened,
        known=known,
        citations=(Citation(f"paper {number}", None, section and section[1], match["day"], None),),
    )
    return _of_kind(base, what, section and section[1])


def _of_kind(base: Fact, what: str, section: str | None) -> Fact:
    common = {name: getattr(base, name) for name in ("id", "party", "body", "happened", "known", "citations")}
    days = [PartialDate.parse(day) for day in _DAY.findall(re.sub(r"§ \w+", "", what))]
    head, *conditions = what.split("; if ")
    for verb, act in _ACTS.items():
        if head.startswith(verb):
            return Decision(**common, act=act, section=section, conditions=tuple(map(_condition, conditions)))
    if head.startswith("proposes"):
        to = re.search(r" to ([^§;]+)", head)
        return Proposal(
            **common, section=section, to=to and to[1].strip(), inner="reject" if "rejection" in head else "approve",
            conditions=tuple(map(_condition, conditions)),
        )  # fmt: skip
    if head.startswith("says"):
        return _term(common, head)
    if head.startswith("extends to"):
        return Extension(**common, to=days[-1], section=section, conditions=tuple(map(_condition, conditions)))
    if head.startswith("is asked to extend to"):
        return Extension(**common, to=days[-1], section=section, proposed=True)
    if head.startswith("amends"):
        _, _, shares = head.partition("shares ")
        return Amendment(
            **common, from_=days[0] if days else None, shares=_shares(shares) if shares else (), section=section
        )
    if head.startswith("gives notice"):
        return Termination(**common, ends=days[0] if days else None, section=section)
    if head.startswith("justerar"):
        return Justering(**common, meeting=days[0] if days else None)
    if head.startswith("announces"):
        return NoticePosted(**common, meeting=days[0] if days else None, removed=days[1] if len(days) > 1 else None)
    if head.startswith("is appealed"):
        return Appeal(**common)
    if head.startswith("court"):
        return CourtOutcome(**common, annulled="annuls" in head)
    if head.startswith("signs"):
        return Signature(**common)
    if head.startswith("gives assignment"):
        exists = "nobody" not in head
        return AssignmentGiven(**common, day=common["happened"], section=section, text=head, receiver_exists=exists)
    if head.startswith("tells of assignment"):
        by = re.search(r" by (.+?)(?:,|$)", head)
        return AssignmentGiven(
            **common, day=days[0] if days else None, section=section, by=by and by[1], text=head, basis="told"
        )
    if head.startswith("fulfils"):
        return AssignmentFulfilled(**common, day=days[0] if days else None, section=section)
    if head.startswith("tells that"):
        planned = " will decide" in head
        by = re.search(r"tells that (.+?) (?:decided|will decide)", head)
        return Told(
            **common, act="approve", by=by and by[1], day=days[0] if days else None, section=section, planned=planned
        )
    if head.startswith("points at"):
        whose = re.search(r" of (.+)$", head)
        pointer = head.removeprefix("points at ").split(" of ")[0]
        return PointedAt(**common, title=head, section=section, pointer=pointer, decision_of=whose and whose[1])
    if head.startswith("confirms"):
        return Confirmation(**common, of=head.split()[1])
    shown = re.match(r"shows that condition (\d+) of (\w+) (is met|has failed)", head)
    if shown is not None:
        return ConditionShown(**common, decision=shown[2], condition=int(shown[1]) - 1, met=shown[3] == "is met")
    corrects = re.match(r"corrects (\w+)(?: to (.+))?$", head)
    if corrects is not None:
        by = None
        if corrects[2] is not None:
            by = replace(_of_kind(base, corrects[2], section), id=base.id + "x")
        return Correction(**common, replaces=corrects[1], by=by)
    raise ValueError(f"not a fact: {what!r}")


def _condition(words: str) -> Condition:
    """ "matching_decision of Ekby kommun", "time 2022-01-01", "budget"."""
    kind, _, rest = words.strip().partition(" ")
    if kind == "signed":
        return Condition("other", None, words, signing=True)
    day = date.fromisoformat(rest) if kind == "time" and rest else None
    return Condition(kind, rest.removeprefix("of ") if rest.startswith("of ") else None, words, day)


def _term(common: dict[str, object], head: str) -> Term:
    match = re.match(r"says (\w+) (.+?)(?: \((\w+)(?:, (\w+))?(?:, (proposed))?\))?$", head)
    assert match is not None, head
    name, said, basis = match[1], match[2], match[3] or "decided"
    role = match[4] if match[4] in {"previous", "planned"} else "current"
    proposed = "proposed" in (match[4], match[5])
    value: object = said
    said, _, later = said.partition(" from ") if name == "shares" else (said, "", "")
    if name == "period":
        first, _, last = said.partition("–")
        from_ = PartialDate.parse(first.strip()) if first.strip() not in {"", "?"} else None
        to = PartialDate.parse(last.strip()) if last.strip() not in {"", "?", "further notice"} else None
        value = PeriodValue(from_, to, last.strip() == "further notice")
    elif name == "extension":
        value = _extension(said)
    elif name == "shares":
        value = _shares(said)
    elif name == "parties":
        value = tuple(one.strip() for one in said.split(","))
    elif name == "termination":
        value = int(said.split()[0])
    elif name in {"signature_required", "goes_on"}:
        value = True
    from_ = PartialDate.parse(later) if later else None
    return Term(**common, term=name, value=value, basis=basis, role=role, words=said, proposed=proposed, from_=from_)


def _extension(said: str) -> ExtensionValue:
    if said == "excluded":
        return ExtensionValue(False, "excluded")
    months = re.search(r"(\d+) months each", said)
    times = re.search(r"(\d+) times", said)
    notice = re.search(r"notice (\d+) months", said)
    mode = "automatic" if said.startswith("automatic") else "option"
    return ExtensionValue(True, mode, *(int(one[1]) if one else None for one in (months, times, notice)))


def _shares(said: str) -> tuple[ShareValue, ...]:
    """ "Region Vik 50, Ekby kommun 50"; "1/2" is a fraction, "15 kr" an amount."""
    found = []
    for one in said.split(","):
        party, _, part = one.strip().removesuffix(" kr").rpartition(" ")
        if one.strip().endswith("kr"):
            found.append(ShareValue(party, "amount", None, part))
        elif "/" in part:
            found.append(ShareValue(party, "fraction", None, part))
        else:
            found.append(ShareValue(party, "percent", part))
    return tuple(found)
