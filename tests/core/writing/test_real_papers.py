"""The two real documents answer as they must, from file to standing. They are not part of the repository."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import samverkan

if TYPE_CHECKING:
    from samverkan.core.standing import Standing

REAL = Path(__file__).parents[3].parent / "shared" / "minutes" / "real"
BOARD = "Västra hälso- och sjukvårdsnämnden"
TOWN = "Alingsås kommun"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real minutes (../shared/minutes/real) are not here")

DECISION = """Socialnämnden
Protokoll
Sammanträdesdatum 2021-09-22

§ 50 2021.055 SN

Spädbarnsmottagning 2022: avtal mellan Västra hälso- och sjukvårdsnämnden och Alingsås kommun

Beslut

Socialnämnden godkänner avtalet med Västra hälso- och sjukvårdsnämnden om spädbarnsverksamheten i Alingsås. Det gäller \
1 januari 2022 - 31 december 2022 och kan inte förlängas. Beslutet gäller under förutsättning att Västra hälso- och \
sjukvårdsnämnden fattar likalydande beslut.
"""


def answer(*paths: Path, on: str, known: str | None = None) -> Standing:
    readings = [samverkan.read(path) for path in paths]
    found = samverkan.standing(readings, on=date.fromisoformat(on), known=date.fromisoformat(known) if known else None)
    assert len(found.agreements) == 1
    return found.agreements[0]


def real() -> list[Path]:
    return sorted(REAL.glob("*.txt"))


def test_the_agreement_for_2022_waits() -> None:
    one = answer(*real(), on="2022-03-01")
    assert one.standing == "awaiting"
    parties = {party.name: (party.registry_numbers, party.status, party.citations[0]) for party in one.parties}
    assert {
        name: (numbers, status, cited.section, cited.date) for name, (numbers, status, cited) in parties.items()
    } == {
        BOARD: (("HSNV 2021-00233",), "decided", "196", "2021-10-01"),
        TOWN: (("2021.055 SN",), "proposed", "264", "2021-09-08"),
    }
    assert parties[BOARD][2].page == "26 (64)"
    assert (one.open[0].code, one.open[0].party, one.open[0].values["pointer"]) == ("missing_minutes", TOWN, "§ 50 SN")


def test_its_terms_and_what_the_papers_tell() -> None:
    one = answer(*real(), on="2022-03-01")
    verdicts = {match.term: match.verdict for match in one.matching}
    assert verdicts["shares"] in {"identical", "equivalent"}
    assert verdicts["period"] == "equivalent"
    assert verdicts["extension"] == "cannot_tell"
    assert [(str(row.from_), str(row.to), [share.percent for share in row.shares]) for row in one.terms] == [
        ("2022-01-01", "2022-12-31", ["50", "50"])
    ]
    previous = [(str(row.from_), str(row.to), [share.percent for share in row.shares]) for row in one.previous[0].terms]
    assert previous == [("2019-01-01", "2020-12-31", ["70", "30"]), ("2021-01-01", "2021-12-31", ["70", "30"])]
    assert ("2021-06-23", "144", "fulfilled") in {(str(row.date), row.section, row.status) for row in one.assignments}
    assert {entry.code for entry in one.open} == {"missing_minutes", "unstated_term", "not_final", "told_differently"}
    told = {(told.act, str(told.date), told.planned) for told in one.told}
    assert {("refrain", "None", False), ("approve", "2020-06", False)} <= told
    assert any(day == "2021-10-01" and planned for _, day, planned in told)


@pytest.mark.parametrize(
    ("on", "known", "expected"),
    [("2022-03-01", None, "in_force"), ("2023-01-01", None, "ended"), ("2022-03-01", "2021-09-30", "awaiting")],
)
def test_with_the_boards_decision_added(tmp_path: Path, on: str, known: str | None, expected: str) -> None:
    decision = tmp_path / "sn50.txt"
    decision.write_text(DECISION, encoding="utf-8")
    one = answer(*real(), decision, on=on, known=known)
    assert one.standing == expected
    assert [share.percent for share in one.terms[0].shares] == ["50", "50"]
