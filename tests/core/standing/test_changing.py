"""Papers that extend or amend: put with the agreement they change where the papers show which, else named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from test_linking import VIK, item

from samverkan.core.dates import PartialDate
from samverkan.core.facts import AssignmentGiven, Condition, Decision, ShareValue, Term
from samverkan.core.standing import standing
from samverkan.core.standing.items import OWN
from samverkan.core.standing.linking import link

if TYPE_CHECKING:
    from samverkan.core.standing.items import RecordedItem
    from samverkan.core.standing.values import Standing

REGION, TOWN = VIK
BODIES = ((REGION, "Hälsonämnden"), (TOWN, "Socialnämnden"))


def base(start: str = "2020-01-01", end: str = "2022-12-31", day: str = "2019-10-01") -> list[RecordedItem]:
    """Both parties' decisions on an agreement."""
    return [
        item(f"Samverkansavtal om familjecentral {start[:4]}–{end[:4]}", day=day, organisation=who, body=body,
             parties=VIK, period=(start, end))
        for who, body in BODIES
    ]  # fmt: skip


def change(
    who: tuple[str, str],
    *,
    day: str,
    first: str | None,
    shares: tuple[int, int] | None = (60, 40),
    act: str = "approve",
) -> RecordedItem:
    """One party's decision on an addition: from a day on, new shares."""
    found = item(
        "Tilläggsavtal till samverkansavtal om familjecentral", day=day, organisation=who[0], body=who[1], parties=VIK,
        period=(first, "") if first else None, section="7", act=act,
    )  # fmt: skip
    decision = found.facts[0]
    said: tuple[Term, ...] = ()
    if shares is not None:
        value = tuple(ShareValue(name, "percent", str(part)) for name, part in zip(VIK, shares, strict=True))
        said = (
            Term(id=f"{found.id}:s", party=OWN, happened=found.day, known=decision.known, citations=decision.citations,
                 term="shares", value=value, basis="decided"),
        )  # fmt: skip
    return found._replace(facts=(*found.facts, *said), amends=True)


def asked(*items: RecordedItem, on: str = "2021-10-01") -> list[Standing]:
    """The standing of each agreement found."""
    return [standing(one.facts, on=date.fromisoformat(on), known=None) for one in link(items)]


def codes(one: Standing) -> set[str]:
    """The codes of its open entries."""
    return {entry.code for entry in one.open}


def test_new_shares_by_both_parties_decisions() -> None:
    (found,) = asked(*base(), *(change(who, day="2021-05-01", first="2021-07-01") for who in BODIES))
    assert found.standing == "in_force"
    rows = [(str(row.from_), str(row.to), [share.percent for share in row.shares]) for row in found.terms]
    assert rows == [("2020-01-01", "2021-06-30", []), ("2021-07-01", "2022-12-31", ["60", "40"])]


def test_one_party_has_decided_the_change() -> None:
    (found,) = asked(*base(), change(BODIES[0], day="2021-05-01", first="2021-07-01"))
    assert [row.shares for row in found.terms] == [()]
    assert {entry.party for entry in found.open if entry.code == "missing_decision"} == {TOWN}


def test_what_is_proposed_changes_nothing() -> None:
    (found,) = asked(*base(), change(BODIES[0], day="2021-05-01", first="2021-07-01", act="propose"))
    assert found.standing == "in_force"
    assert [row.shares for row in found.terms] == [()]
    assert "missing_decision" in codes(found)


def test_a_change_that_names_no_day_or_shares_is_open() -> None:
    (found,) = asked(*base(), change(BODIES[0], day="2021-05-01", first=None, shares=None))
    assert found.standing == "in_force"
    assert "amendment_unclear" in codes(found)


def test_two_agreements_and_no_day_to_tell_which() -> None:
    items = [*base(), *base("2023-01-01", "2024-12-31", "2022-10-01"), change(BODIES[0], day="2022-11-01", first=None)]
    assert [codes(one) & {"unsure_amended_agreement"} for one in asked(*items)] == [
        set(), set(), {"unsure_amended_agreement"},
    ]  # fmt: skip


def test_no_agreement_on_file_to_change() -> None:
    (found,) = asked(change(BODIES[0], day="2021-05-01", first=None))
    assert "unsure_amended_agreement" in codes(found)


def test_the_day_tells_which_of_two() -> None:
    second = base("2023-01-01", "2024-12-31", "2022-10-01")
    found = asked(
        *base(), *second, *(change(who, day="2023-05-01", first="2023-07-01") for who in BODIES), on="2023-10-01"
    )
    assert [len(one.terms) for one in found] == [1, 2]


def test_the_same_registry_number_is_no_second_decision() -> None:
    """The addition, under the agreement's own number, with a condition: the decision of 2019 stands."""
    papers = [one._replace(registry_number="SN 2019-1") for one in base()]
    added = change(BODIES[1], day="2021-05-01", first="2021-07-01")._replace(registry_number="SN 2019-1")
    (found,) = asked(*papers, added)
    assert {party.citations[0].date for party in found.parties} == {"2019-10-01"}


def test_minutes_that_give_the_assignment_are_cited() -> None:
    """They decide on no agreement, and are no agreement of their own."""
    gives = item("Uppdrag att förhandla om familjecentral", day="2021-03-01", organisation=REGION, body="Hälsonämnden",
                 parties=(TOWN,), section="88")  # fmt: skip
    decision = gives.facts[0]
    assert isinstance(decision, Decision)
    given = AssignmentGiven(
        id=f"{gives.id}:a", party=OWN, body="Hälsonämnden", happened=gives.day, known=decision.known,
        citations=decision.citations, day=PartialDate(2021, 3, 1), section="88", by="Hälsonämnden", text="att förhandla",
    )  # fmt: skip
    (found,) = asked(*base(), gives._replace(facts=(given,), only_assigns=True))
    (row,) = found.assignments
    assert (row.section, row.status, row.citations) == ("88", "given", decision.citations)
    assert link([gives._replace(facts=(given,), only_assigns=True)]) == ()


def test_papers_joined_are_no_text_of_the_agreement() -> None:
    """The fact that papers are one agreement's is nobody's word on its terms: signatures cannot be told missing."""
    first, second = base()
    decision = first.facts[0]
    assert isinstance(decision, Decision)
    asks = Condition("other", None, "under förutsättning att avtalet undertecknas", signing=True)
    (found,) = asked(first._replace(facts=(replace(decision, conditions=(asks,)), *first.facts[1:])), second)
    assert [(one.met, one.because.rule) for one in found.conditions] == [(None, "signature_required")]
