"""Every situation in tests/cases/standing is answered as its file says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from plain_facts import facts_of

from samverkan.core.dates import PartialDate
from samverkan.core.findings import CaseError
from samverkan.core.standing import Proof, Standing, standing
from samverkan.core.standing.rules import OPEN_CODES, RULES

CASES = Path(__file__).parents[2] / "cases" / "standing"
GOOD = sorted((CASES / "good").glob("*.toml"))
BAD = sorted((CASES / "bad").glob("*.toml"))


def test_there_are_at_least_sixty_situations() -> None:
    assert len(GOOD) + len(BAD) >= 60


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_situation(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert case["title"]
    facts = facts_of(case["facts"])
    for ask in case["asks"]:
        answer = standing(facts, on=ask["on"], known=ask.get("known"))
        expected = {name: value for name, value in ask.items() if name not in {"on", "known", "because", "not_because"}}
        assert {name: _said(answer, name) for name in expected} == {
            name: sorted(value) if isinstance(value, list) and name not in {"terms", "previous"} else value
            for name, value in expected.items()
        }, (path.name, ask["on"])
        rules = {f"{one.rule}{ {True: '', False: '.no', None: '.unknown'}[one.holds] }" for one in _tree(answer.proof)}
        assert set(ask.get("because", ())) <= rules, (path.name, ask["on"], sorted(rules))
        assert not set(ask.get("not_because", ())) & rules, (path.name, ask["on"])
        _sound(answer)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_situation_that_cannot_be_asked_about(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    facts = facts_of(case["facts"])
    with pytest.raises(CaseError) as error:
        standing(facts, on=case["on"], known=None)
    assert error.value.code == case["error"]
    assert {name: str(value) for name, value in error.value.values.items()} == case["values"]


def _said(answer: Standing, name: str) -> object:
    """The part of an answer as the case files write it."""
    if name == "standing":
        return answer.standing
    if name == "parties":
        return {party.name: party.status for party in answer.parties}
    if name == "left":
        return {party.name: party.left for party in answer.parties if party.left is not None}
    if name in {"terms", "previous"}:
        rows = answer.terms if name == "terms" else [row for before in answer.previous for row in before.terms]
        return [_row(row) for row in rows]
    if name == "conditions":
        met = {True: "met", False: "not met", None: "open"}
        return sorted(f"{one.party}: {one.kind} {met[one.met]}" for one in answer.conditions)
    if name == "matching":
        return {
            match.term: match.verdict
            for match in answer.matching
            if any(side.value is not None for side in match.sides)
        }
    if name == "assignments":
        return sorted(f"{row.date or '?'} § {row.section or '?'} {row.status}" for row in answer.assignments)
    if name == "open":
        return sorted(f"{entry.code} {entry.party}" if entry.party else entry.code for entry in answer.open)
    raise AssertionError(f"a case file asks for {name}")


def _row(row: object) -> str:
    from_, to, open_ended, extension, basis, shares, confirmed = row[:7]  # type: ignore[index]
    last = "further notice" if open_ended else to or "?"
    parts = [f"{from_ or '?'}–{last}"]
    if shares:
        parts.append("/".join(share.percent or share.value or "?" for share in shares))
    if extension is not None:
        parts.append("extension" if extension else "no extension")
    return " ".join([*parts, basis, *(["confirmed"] if confirmed else [])])


def _tree(proof: Proof) -> list[Proof]:
    return [proof, *(one for child in proof.because for one in _tree(child))]


def _sound(answer: Standing) -> None:
    """What holds of every answer: known rules with answers they can give, known codes, dates that are dates."""
    for one in _tree(answer.proof):
        assert one.holds in RULES[one.rule], one.rule
    assert {entry.code for entry in answer.open} <= set(OPEN_CODES)
    assert all(isinstance(row.from_, PartialDate | None) for row in answer.terms)
