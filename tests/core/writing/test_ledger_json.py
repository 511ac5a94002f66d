"""What the ledger writes reads back the same: every kind of fact, every item of every sample paper."""

import json
from datetime import date
from pathlib import Path

import pytest

from samverkan.core import facts
from samverkan.core.dates import PartialDate
from samverkan.core.facts import Condition, ExtensionValue, Fact, PeriodValue, ShareValue
from samverkan.core.sources import Citation, Span
from samverkan.core.writing.ledger_json import KINDS, fact_from_json, fact_to_json, item_from_json, item_to_json
from samverkan.core.writing.recording import record
from samverkan.outside.reading import read_file

EXAMPLES = Path(__file__).parents[3] / "examples"
DAY, MONTH, YEAR = PartialDate(2021, 10, 1), PartialDate(2020, 6), PartialDate(2022)
CITED = Citation("papper.txt", "26 (64)", "196", "2021-10-01", Span(3, 17))
QUOTES = {CITED: "nämnden beslutar"}
COMMON = {
    "id": "f1", "party": "Alingsås kommun", "body": "Socialnämnden", "happened": DAY, "known": date(2021, 10, 8),
    "citations": (CITED,),
}  # fmt: skip
SHARES = (ShareValue("A", "percent", "33.34"), ShareValue("B", "per_inhabitant", None, "12 kr"))
CONDITIONS = (
    Condition("matching_decision", "B", "under förutsättning", None, (CITED,)),
    Condition("time", None, "senast", date(2022, 1, 1), (), signing=True),
)
PERIOD = PeriodValue(MONTH, YEAR)

EACH: list[Fact] = [
    facts.Proposal(**COMMON, section="264", to="Socialnämnden", inner="approve", conditions=CONDITIONS),
    facts.Proposal(**COMMON, inner=None),
    facts.Decision(**COMMON, act="approve", section="196", conditions=CONDITIONS, registry_number="HSNV 2021-00233"),
    facts.ConditionShown(**COMMON, decision="f0", condition=0, met=False),
    facts.AssignmentGiven(**COMMON, day=DAY, section="144", by="A", to="B", text="se över", shares=SHARES),
    facts.AssignmentFulfilled(**COMMON, day=MONTH, section="144", number=3),
    facts.AssignmentReported(**COMMON, day=DAY, section="144", partial=True, document="Delrapport"),
    facts.AssignmentDue(**COMMON, due=DAY, day=MONTH, section="144"),
    facts.Justering(**COMMON, meeting=DAY, sections=("196", "197")),
    facts.NoticePosted(**COMMON, meeting=DAY, sections=(), removed=DAY),
    facts.Appeal(**COMMON, decision="f0"),
    facts.CourtOutcome(**COMMON, annulled=True),
    facts.Signature(**COMMON, signatory="Rut Ek"),
    facts.Term(**COMMON, term="period", value=PERIOD, basis="agreed", role="previous", words="året ut", proposed=True),
    facts.Term(**COMMON, term="shares", value=SHARES, basis="decided"),
    facts.Term(**COMMON, term="extension", value=ExtensionValue(True, "automatic", 12, None, 6), basis="told"),
    facts.Term(**COMMON, term="parties", value=("A", "B"), basis="told"),
    facts.Term(**COMMON, term="termination", value=6, basis="agreed"),
    facts.Term(**COMMON, term="signature_required", value=True, basis="agreed"),
    facts.Term(**COMMON, term="title", value="Samverkansavtal", basis="agreed"),
    facts.Term(**COMMON, term="purpose", value=None, basis="agreed"),
    facts.Extension(**COMMON, to=YEAR, section="61", conditions=CONDITIONS, proposed=True),
    facts.Amendment(**COMMON, from_=None, shares=SHARES),
    facts.Termination(**COMMON, ends=DAY, section="3"),
    facts.Told(**COMMON, act="approve", by="B", day=YEAR, section="9", planned=True, text="avser att"),
    facts.PointedAt(**COMMON, title="§ 50 SN", day=DAY, section="50", pointer="p", decision_of="B", decision_body="SN"),
    facts.Dispatch(**COMMON, to="Socialnämnden", email="sn@a.example", of="A"),
    facts.Confirmation(**COMMON, of="shares"),
    facts.Correction(**COMMON, replaces="f0", by=facts.Decision(**COMMON, act="reject")),
    facts.Correction(**COMMON, replaces="f0"),
]


@pytest.mark.parametrize("fact", EACH, ids=lambda fact: type(fact).__name__)
def test_a_fact_reads_back_the_same(fact: Fact) -> None:
    quotes: dict[Citation, str] = {}
    written = json.loads(json.dumps(fact_to_json(fact, QUOTES)))
    assert fact_from_json(type(fact).__name__, written, id="f1", source="papper.txt", quotes=quotes) == fact
    assert quotes == QUOTES
    assert "papper.txt" not in json.dumps(written)  # the row knows its document


def test_every_kind_that_can_be_recorded_is_tried() -> None:
    assert {type(one).__name__ for one in EACH} == KINDS.keys()
    assert set(facts.ORDER) - set(KINDS.values()) == {facts.Linked}


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.txt")), ids=lambda path: path.stem)
def test_the_items_of_a_paper_read_back_the_same(path: Path) -> None:
    for item in record(read_file(path)):
        quotes: dict[Citation, str] = {}
        source = item.citation.source
        found = [
            fact_from_json(
                type(one).__name__, json.loads(json.dumps(fact_to_json(one, item.quotes))), id=one.id, source=source,
                quotes=quotes,
            )
            for one in item.facts
        ]  # fmt: skip
        head = json.loads(json.dumps(item_to_json(item)))
        again = item_from_json(head, id=item.id, source=source, facts=found, quotes=quotes)
        assert again._replace(quotes={}) == item._replace(quotes={})
        assert all(item.quotes[citation] == words for citation, words in quotes.items())


def test_an_unknown_kind_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        fact_from_json("Linked", {}, id="x", source="y", quotes={})
