"""The agreement for 2022 between västra hälso- och sjukvårdsnämnden and Alingsås kommun, fact by fact.

Asked of the two real documents, which lie beside the repository and are not committed, and of the same facts retold in
examples/alingsas. Every expectation is written from what the papers say; one test a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from answers import (
    EXAMPLES,
    ROOT,
    Json,
    cited_sections,
    item,
    match,
    open_codes,
    opened,
    party,
    plain,
    proof_nodes,
    read,
    same_words,
    shares_by_party,
    standing,
    terms_on,
)

if TYPE_CHECKING:
    from pathlib import Path

REAL = ROOT.parent / "shared" / "minutes" / "real"
BOARD_50 = EXAMPLES / "alingsas-beslut"

REGION = "Västra hälso- och sjukvårdsnämnden"
TOWN = "Alingsås kommun"
HALVES = {REGION.casefold(): "50", TOWN.casefold(): "50"}
SEVENTY_THIRTY = {REGION.casefold(): "70", TOWN.casefold(): "30"}


class Papers(NamedTuple):
    folder: Path
    region: Path
    town: Path

    def ask(self, on: str = "2022-03-01", known: str | None = None) -> Json:
        (found,) = standing(self.folder, on=on, known=known)
        return found

    def ask_with_50(self, on: str, known: str | None = None) -> Json:
        (found,) = standing(self.folder, BOARD_50, on=on, known=known)
        return found

    @property
    def s196(self) -> Json:
        return item(self.region, "196")

    @property
    def s264(self) -> Json:
        return item(self.town, "264")


@pytest.fixture(params=["real", "retold"])
def papers(request: pytest.FixtureRequest) -> Papers:
    folder = REAL if request.param == "real" else EXAMPLES / "alingsas"
    if not folder.is_dir():
        pytest.skip(f"the two real documents are not here: {folder} (the same facts are tested retold)")
    found = sorted(folder.glob("*.txt"))
    (region,) = [path for path in found if "§ 196" in path.read_text(encoding="utf-8")]
    (town,) = [path for path in found if "§ 264" in path.read_text(encoding="utf-8")]
    return Papers(folder, region, town)


def told(item: Json, words: str) -> Json:
    """The one act that the item tells of in those words."""
    (found,) = [one for one in item["told"] if words in " ".join(plain(one["text"]).split())]
    return found


# One agreement, the one for 2022


def test_one_agreement_the_one_for_2022(papers: Papers) -> None:
    assert [(row["from"], row["to"]) for row in papers.ask()["terms"]] == [("2022-01-01", "2022-12-31")]


def test_its_parties_are_the_region_s_board_and_the_town(papers: Papers) -> None:
    assert {one["name"] for one in papers.ask()["parties"]} == {REGION, TOWN}


def test_the_region_s_decision_is_cited_by_its_page(papers: Papers) -> None:
    assert {cite["page"] for cite in party(papers.ask(), REGION)["citations"]} == {"26 (64)"}


def test_the_region_has_decided_in_196(papers: Papers) -> None:
    found = party(papers.ask(), REGION)
    assert (found["status"], found["registry_numbers"]) == ("decided", ["HSNV 2021-00233"])
    assert {(cite["section"], cite["date"]) for cite in found["citations"]} == {("196", "2021-10-01")}


def test_of_the_town_only_its_committee_has_proposed_in_264(papers: Papers) -> None:
    found = party(papers.ask(), TOWN)
    assert (found["status"], found["registry_numbers"]) == ("proposed", ["2021.055 SN"])
    assert same_words(found["body"], "Socialnämnden")
    assert {(cite["section"], cite["date"]) for cite in found["citations"]} == {("264", "2021-09-08")}


def test_264_is_the_committee_s_proposal_to_socialnamnden(papers: Papers) -> None:
    (decision,) = papers.s264["decisions"]
    assert (decision["act"], decision["inner"], plain(decision["to"])) == ("propose", "approve", "Socialnämnden")


def test_it_awaits(papers: Papers) -> None:
    assert papers.ask()["standing"] == "awaiting"


def test_missing_is_socialnamnden_s_decision_that_196_points_at(papers: Papers) -> None:
    agreement = papers.ask()
    entry = opened(agreement, "missing_minutes")
    assert entry["party"] == TOWN
    assert "§ 50 SN" in entry["message"]
    assert cited_sections(entry["citations"]) == {"196"}
    assert "missing_decision" not in open_codes(agreement)


def test_nothing_else_is_open_and_the_missing_minutes_come_first(papers: Papers) -> None:
    agreement = papers.ask()
    assert open_codes(agreement) == {"missing_minutes", "unstated_term", "not_final", "told_differently"}
    assert (agreement["open"][0]["code"], agreement["open"][0]["values"]["pointer"]) == ("missing_minutes", "§ 50 SN")


# Condition and matching


def test_the_condition_is_shown_with_what_196_decided(papers: Papers) -> None:
    agreement = papers.ask()
    (condition,) = agreement["conditions"]
    assert (condition["party"], condition["kind"], condition["met"]) == (TOWN, "matching_decision", True)
    assert same_words(condition["on"], REGION)
    nodes = [node for node in proof_nodes(agreement["proof"]) if node["rule"] == "matching_decision"]
    assert [cited_sections(node["citations"]) for node in nodes] == [{"196", "264"}]


def test_shares_match_at_50_50(papers: Papers) -> None:
    found = match(papers.ask(), "shares")
    assert found["verdict"] in {"identical", "equivalent"}
    assert {side["party"]: shares_by_party(side["value"]) for side in found["values"]} == {REGION: HALVES, TOWN: HALVES}


def test_periods_match(papers: Papers) -> None:
    found = match(papers.ask(), "period")
    assert found["verdict"] in {"identical", "equivalent"}
    assert [(side["value"]["from"], side["value"]["to"]) for side in found["values"]] == [
        ("2022-01-01", "2022-12-31"),
        ("2022-01-01", "2022-12-31"),
    ]


def test_extension_cannot_be_told_and_bars_nothing(papers: Papers) -> None:
    agreement = papers.ask()
    found = match(agreement, "extension")
    assert found["verdict"] == "cannot_tell"
    values = {side["party"]: side["value"] for side in found["values"]}
    assert values[REGION] is None
    assert values[TOWN]["mode"] == "excluded"
    assert opened(agreement, "unstated_term")["values"]["term"] == "extension"
    assert papers.ask_with_50("2022-03-01")["standing"] == "in_force"


# What came before


def test_previous_as_told(papers: Papers) -> None:
    (before,) = papers.ask()["previous"]
    assert {row["basis"] for row in before["terms"]} == {"told"}
    assert terms_on(before, "2020-12-31")["from"] == "2019-01-01"
    assert max(row["to"] for row in before["terms"]) == "2021-12-31"
    for day in ("2019-06-01", "2020-12-31", "2021-06-01"):
        assert shares_by_party(terms_on(before, day)["shares"]) == SEVENTY_THIRTY


def test_previous_row_by_row(papers: Papers) -> None:
    (before,) = papers.ask()["previous"]
    rows = [(row["from"], row["to"], shares_by_party(row["shares"])) for row in before["terms"]]
    assert rows == [("2019-01-01", "2020-12-31", SEVENTY_THIRTY), ("2021-01-01", "2021-12-31", SEVENTY_THIRTY)]


def test_the_assignment_of_144_is_fulfilled_by_196(papers: Papers) -> None:
    (row,) = [one for one in papers.ask()["assignments"] if one["section"] == "144"]
    assert (row["date"], row["status"]) == ("2021-06-23", "fulfilled")
    assert cited_sections(row["citations"]) == {"196"}
    second = papers.s196["decisions"][1]
    assert (second["number"], second["act"]) == (2, "fulfilled")
    assert [(ref["date"], ref["section"]) for ref in second["fulfils"]] == [("2021-06-23", "144")]


def test_the_assignment_keeps_its_own_condition_inside(papers: Papers) -> None:
    (given,) = papers.s196["assignments"]
    assert (given["date"], given["section"]) == ("2021-06-23", "144")
    assert len(given["conditions"]) == 1
    assert all(decision["conditions"] == [] for decision in papers.s196["decisions"])


def test_the_assignment_keeps_its_own_shares_inside(papers: Papers) -> None:
    (given,) = papers.s196["assignments"]
    assert shares_by_party(given["shares"]) == HALVES


def test_the_assignment_went_to_the_officer_in_charge(papers: Papers) -> None:
    (given,) = papers.s196["assignments"]
    assert same_words(plain(given["to"]), "ansvarig tjänsteperson")


# As told by § 264


def test_264_tells_of_the_assignment_to_create_conditions(papers: Papers) -> None:
    (given,) = papers.s264["assignments"]
    assert (given["date"], given["basis"]) == ("2021-06-23", "told")
    assert same_words(plain(given["body"]), REGION)
    words = " ".join(plain(given["text"]).split())
    assert "skapa förutsättningar för en robust verksamhet" in words
    assert "jämlikt utbud" in words


def test_264_tells_the_assignment_s_condition_without_the_assignment(papers: Papers) -> None:
    (given,) = papers.s264["assignments"]
    (condition,) = given["conditions"]
    words = " ".join(plain(condition["text"]).split())
    assert words.endswith("förlängs till och med år 2022")


def test_264_tells_that_the_region_refrains_from_further_extension(papers: Papers) -> None:
    found = [one for one in papers.s264["told"] if one["act"] == "refrain"]
    assert [(plain(one["by"]), one["planned"]) for one in found] == [(REGION, False)]


def test_264_tells_of_the_extension_in_june_2020(papers: Papers) -> None:
    (found,) = [one for one in papers.s264["told"] if "31 december 2021" in plain(one["text"])]
    assert (found["act"], plain(found["by"]), found["date"]) == ("approve", REGION, "2020-06")


def test_264_tells_of_the_review_by_month_without_a_day(papers: Papers) -> None:
    found = told(papers.s264, "översyn")
    assert (plain(found["by"]), found["date"], found["planned"]) == (REGION, "2020-06", False)


def test_264_tells_of_the_planned_day(papers: Papers) -> None:
    (found,) = [one for one in papers.s264["told"] if one["planned"]]
    assert (plain(found["by"]), found["date"]) == (REGION, "2021-10-01")


def test_the_answer_keeps_what_the_papers_tell(papers: Papers) -> None:
    told_of = {(one["act"], one["date"], one["planned"]) for one in papers.ask()["told"]}
    assert {("refrain", None, False), ("approve", "2020-06", False), ("other", "2021-10-01", True)} <= told_of


# The rest of what the papers say


def test_recipients_with_their_addresses(papers: Papers) -> None:
    found = [(plain(one["name"]), (one["email"] or "").split("@")[0]) for one in papers.s196["recipients"]]
    assert found == [("Regionhälsan", "regionhalsan"), ("Socialnämnden, Alingsås kommun", "socialnamnden")]
    assert [(plain(one["name"]), one["email"]) for one in papers.s264["recipients"]] == [(REGION, None)]


def test_three_supporting_documents(papers: Papers) -> None:
    found = papers.s196["supporting_documents"]
    assert [one["date"] for one in found] == ["2021-09-23", None, None]
    assert plain(found[0]["title"]).startswith("Tjänsteutlåtande")
    assert plain(found[1]["title"]).endswith("spädbarnverksamhet 2022")
    assert plain(found[2]["title"]).startswith("§ 50 SN")
    assert plain(found[2]["title"]).endswith("Spädbarnsmottagning 2022")


def test_the_steering_group_is_equal(papers: Papers) -> None:
    assert papers.s196["terms"]["steering_group"]["equal"] is True


def test_who_the_service_is_for(papers: Papers) -> None:
    for one in (papers.s196, papers.s264):
        words = " ".join(plain(one["terms"]["target_group"]["text"]).split())
        assert "gravida kvinnor" in words
        assert "upp till 1 år" in words


def test_a_ros_must_have_been_held(papers: Papers) -> None:
    (prerequisite,) = papers.s264["terms"]["target_group"]["prerequisites"]
    assert "Råd- och stödmöte (ROS)" in plain(prerequisite)


def test_the_purpose_is_stability_in_the_cooperation(papers: Papers) -> None:
    assert "stabilitet" in plain(papers.s264["terms"]["purpose"])


def test_development_work_from_the_autumn_of_2021(papers: Papers) -> None:
    found = told(papers.s196, "utvecklingsarbeten")
    assert found["date"] == "2021"
    assert "första linjen" in " ".join(plain(found["text"]).split())


def test_page_26_of_64(papers: Papers) -> None:
    (document,) = read(papers.region)
    assert "26 (64)" in [page["label"] for page in document["pages"]]


def test_no_justerare_no_notice_and_legal_force_not_shown(papers: Papers) -> None:
    (document,) = read(papers.region)
    assert (document["justerare"], document["notice"]) == ([], None)
    entry = opened(papers.ask(), "not_final")
    assert entry["party"] == REGION
    assert cited_sections(entry["citations"]) == {"196"}


def test_the_papers_tell_differently_of_2021_06_23_and_both_are_kept(papers: Papers) -> None:
    agreement = papers.ask()
    entry = opened(agreement, "told_differently")
    assert cited_sections(entry["citations"]) == {"196", "264"}
    assert {cite["section"] for row in agreement["assignments"] for cite in row["citations"]} == {"196", "264"}
    assert papers.ask_with_50("2022-03-01")["standing"] == "in_force"


# With socialnämnden's own decision, § 50 of 2021-09-29


def test_with_50_it_is_in_force_at_50_50(papers: Papers) -> None:
    agreement = papers.ask_with_50("2022-03-01")
    assert agreement["standing"] == "in_force"
    assert {one["name"]: one["status"] for one in agreement["parties"]} == {REGION: "decided", TOWN: "decided"}
    assert shares_by_party(terms_on(agreement, "2022-03-01")["shares"]) == HALVES
    assert not open_codes(agreement) & {"missing_minutes", "missing_decision", "unmet_condition", "differing_term"}


def test_with_50_it_has_ended_in_2023(papers: Papers) -> None:
    assert papers.ask_with_50("2023-01-01")["standing"] == "ended"


def test_with_50_it_awaits_by_what_was_known_the_day_before_196(papers: Papers) -> None:
    agreement = papers.ask_with_50("2022-03-01", known="2021-09-30")
    assert agreement["standing"] == "awaiting"
    assert party(agreement, REGION)["status"] == "none"
