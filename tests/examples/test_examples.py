"""Every file under examples/, read and judged. What is expected is written from the papers' facts.

The facts of examples/alingsas are tested one by one in tests/test_real_documents.py, together with the real documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
import typst

from answers import (
    EXAMPLES,
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
    from collections.abc import Sequence
    from pathlib import Path

PAPERS = sorted(EXAMPLES.rglob("*.txt"))
VASTANA = EXAMPLES / "vastana"
REGION, TOWN = "Region Västana", "Lindmora kommun"
SEVENTY_THIRTY = {REGION.casefold(): "70", TOWN.casefold(): "30"}
HALVES = {REGION.casefold(): "50", TOWN.casefold(): "50"}
HEALTH, SOCIAL = "Hälso- och sjukvårdsnämnden", "Socialnämnden"


# Every file


def test_examples_are_text_and_the_guide_names_each_folder() -> None:
    assert {path.suffix for path in EXAMPLES.rglob("*") if path.is_file()} == {".txt", ".md"}
    guide = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    folders = {path.parent.relative_to(EXAMPLES).as_posix() for path in PAPERS}
    assert folders == set(re.findall(r"^## `(\S+?)/`", guide, re.MULTILINE))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_each_paper_reads_without_a_finding(paper: Path) -> None:
    (document,) = read(paper)
    assert document["findings"] == []
    assert document["kind"] == _kind(paper)
    assert document["items"]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_a_file_s_name_is_what_it_says(paper: Path) -> None:
    (document,) = read(paper)
    day, rest = paper.stem[:10], paper.stem[11:]
    if document["kind"] == "agreement":
        last_signed = max(one["date"] for one in document["items"][0]["terms"]["signatures"])
        assert last_signed == day
        return
    if document["kind"] == "minutes":
        assert plain(document["meeting_date"]) == day
        assert rest.rpartition("-")[2] in {plain(one["section"]) for one in document["items"]}
    else:
        assert document["meeting_date"] is None


def _kind(paper: Path) -> str:
    if "samverkansavtal" in paper.stem:
        return "agreement"
    return "proposal" if "tjansteutlatande" in paper.stem else "minutes"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_cited_names_and_numbers_are_quoted(paper: Path) -> None:
    (document,) = read(paper)
    text = paper.read_bytes().decode()
    for one in document["items"]:
        for cited in (one["section"], one["registry_number"], one["title"]):
            if cited is not None:
                start, end = cited["span"]
                assert _bare(cited["value"]) in _bare(text[start:end])


def _bare(words: str) -> str:
    return re.sub(r"[\s-]+", "", words).casefold()


# What each paper of Västana says


class Paper(NamedTuple):
    name: str
    section: str
    number: str
    body: str
    organisation: str
    acts: Sequence[str]
    waits_for: str | None = None


MINUTES = [
    Paper("2019-10-23-halso-och-sjukvardsnamnden-112", "112", "HSN 2019-00412", HEALTH, REGION,
          ["approve", "delegate"], "socialnämnden i Lindmora kommun"),
    Paper("2019-11-13-socialnamnden-97", "97", "SN 2019/188", SOCIAL, TOWN,
          ["approve"], "hälso- och sjukvårdsnämnden i Region Västana"),
    Paper("2022-05-18-socialnamnden-61", "61", "SN 2019/188", SOCIAL, TOWN, ["approve", "note"]),
    Paper("2022-05-31-halso-och-sjukvardsnamnden-74", "74", "HSN 2019-00412", HEALTH, REGION, ["approve"]),
    Paper("2023-05-16-halso-och-sjukvardsnamnden-88", "88", "HSN 2023-00157", HEALTH, REGION, ["assign"]),
    Paper("2024-05-22-socialnamndens-arbetsutskott-58", "58", "SN 2024/047", "Socialnämndens arbetsutskott", TOWN,
          ["propose"], "hälso- och sjukvårdsnämnden i Region Västana"),
    Paper("2024-06-12-socialnamnden-71", "71", "SN 2024/047", SOCIAL, TOWN,
          ["approve"], "hälso- och sjukvårdsnämnden i Region Västana"),
    Paper("2024-06-18-halso-och-sjukvardsnamnden-93", "93", "HSN 2023-00157", HEALTH, REGION,
          ["approve", "fulfilled", "delegate"], "socialnämnden i Lindmora kommun"),
]  # fmt: skip
BY_NAME = pytest.mark.parametrize("paper", MINUTES, ids=lambda paper: paper.name)


def _path(name: str) -> Path:
    return VASTANA / f"{name}.txt"


def _item(paper: Paper) -> Json:
    return item(_path(paper.name), paper.section)


@BY_NAME
def test_whose_decision_it_is(paper: Paper) -> None:
    (document,) = read(_path(paper.name))
    found = _item(paper)
    assert plain(found["registry_number"]) == paper.number
    assert same_words(plain(found["body"]) or plain(document["body"]), paper.body)
    assert same_words(plain(found["organisation"]) or plain(document["organisation"]), paper.organisation)


@BY_NAME
def test_what_it_decides(paper: Paper) -> None:
    found = _item(paper)
    assert [one["act"] for one in found["decisions"]] == paper.acts
    assert found["status"] == "decided"


@BY_NAME
def test_what_it_waits_for(paper: Paper) -> None:
    found = _item(paper)
    if paper.acts == ["assign"]:
        return  # its condition is the assignment's own
    conditions = [condition for one in found["decisions"] for condition in one["conditions"]]
    assert [condition["kind"] for condition in conditions] == (["matching_decision"] if paper.waits_for else [])
    if paper.waits_for:
        body, _, person = paper.waits_for.partition(" i ")
        assert body.casefold() in plain(conditions[0]["on"]).casefold()
        words = plain(conditions[0]["text"])
        assert words.startswith("under förutsättning att")
        assert words.endswith("likalydande beslut")
        assert person in " ".join(words.split())


def test_the_proposal_goes_to_the_board() -> None:
    (decision,) = _item(MINUTES[5])["decisions"]
    assert (decision["inner"], plain(decision["to"])) == ("approve", SOCIAL)


PERIODS = {
    "2019-10-23-halso-och-sjukvardsnamnden-112": ("112", "2020-01-01", "2022-12-31"),
    "2019-11-13-socialnamnden-97": ("97", "2020-01-01", "2022-12-31"),
    "2022-05-18-socialnamnden-61": ("61", "2023-01-01", "2024-12-31"),
    "2022-05-31-halso-och-sjukvardsnamnden-74": ("74", None, "2024-12-31"),
    "2024-05-22-socialnamndens-arbetsutskott-58": ("58", "2025-01-01", "2027-12-31"),
    "2024-06-03-tjansteutlatande-halso-och-sjukvardsnamnden": (None, "2025-01-01", "2027-12-31"),
    "2024-06-12-socialnamnden-71": ("71", "2025-01-01", "2027-12-31"),
    "2024-06-18-halso-och-sjukvardsnamnden-93": ("93", "2025-01-01", "2027-12-31"),
    "2019-12-05-samverkansavtal-2020-2022": (None, "2020-01-01", "2022-12-31"),
    "2024-09-10-samverkansavtal-2025-2027": (None, "2025-01-01", "2027-12-31"),
}


@pytest.mark.parametrize("name", PERIODS)
def test_its_period(name: str) -> None:
    section, start, end = PERIODS[name]
    periods = item(_path(name), section)["terms"]["periods"]
    current = [(one["from"], one["to"]) for one in periods if one["role"] == "current"]
    assert current == [(start, end)]


SHARES = {
    "2019-10-23-halso-och-sjukvardsnamnden-112": ("112", "current", SEVENTY_THIRTY),
    "2019-11-13-socialnamnden-97": ("97", "current", SEVENTY_THIRTY),
    "2022-05-18-socialnamnden-61": ("61", "current", SEVENTY_THIRTY),
    "2022-05-31-halso-och-sjukvardsnamnden-74": ("74", "current", SEVENTY_THIRTY),
    "2024-05-22-socialnamndens-arbetsutskott-58": ("58", "current", HALVES),
    "2024-06-03-tjansteutlatande-halso-och-sjukvardsnamnden": (None, "current", HALVES),
    "2024-06-12-socialnamnden-71": ("71", "current", HALVES),
    "2024-06-18-halso-och-sjukvardsnamnden-93": ("93", "current", HALVES),
    "2019-12-05-samverkansavtal-2020-2022": (None, "current", SEVENTY_THIRTY),
    "2024-09-10-samverkansavtal-2025-2027": (None, "current", HALVES),
}
FORMER_SHARES = {
    "2024-05-22-socialnamndens-arbetsutskott-58": "58",
    "2024-06-12-socialnamnden-71": "71",
    "2024-06-18-halso-och-sjukvardsnamnden-93": "93",
}


@pytest.mark.parametrize("name", SHARES)
def test_its_shares(name: str) -> None:
    section, role, expected = SHARES[name]
    found = item(_path(name), section)["terms"]["shares"]
    assert shares_by_party([one for one in found if one["role"] == role]) == expected
    assert {one["measure"] for one in found} == {"percent"}


@pytest.mark.parametrize("name", FORMER_SHARES)
def test_former_shares_are_only_told(name: str) -> None:
    found = item(_path(name), FORMER_SHARES[name])["terms"]["shares"]
    former = [one for one in found if one["role"] == "previous"]
    assert shares_by_party(former) == SEVENTY_THIRTY
    assert {one["basis"] for one in former} == {"told"}


def test_the_assignment_keeps_its_condition_and_shares_inside() -> None:
    fulfilled = _item(MINUTES[7])
    assert [(ref["date"], ref["section"]) for ref in fulfilled["decisions"][1]["fulfils"]] == [("2023-05-16", "88")]
    assert fulfilled["decisions"][1]["conditions"] == []
    (given,) = fulfilled["assignments"]
    assert len(given["conditions"]) == 1
    assert shares_by_party(given["shares"]) == HALVES
    assert same_words(plain(given["to"]), "hälso- och sjukvårdsdirektören")


def test_what_an_assignment_aims_at_is_not_decided() -> None:
    found = _item(MINUTES[4])
    (decision,) = found["decisions"]
    assert same_words(plain(decision["to"]), "hälso- och sjukvårdsdirektören")
    terms = found["terms"]
    aimed_at = [*terms["periods"], *terms["shares"]]
    assert [one for one in aimed_at if one["role"] == "current" and one["basis"] == "decided"] == []
    now = [one for one in terms["shares"] if one["percent"] in {"70", "30"}]
    assert shares_by_party(now) == SEVENTY_THIRTY


def test_justering_and_notice_of_socialnamnden() -> None:
    (document,) = read(_path("2024-06-12-socialnamnden-71"))
    assert "Anna Ekdahl" in [plain(one) for one in document["justerare"]]
    assert {key: plain(day) for key, day in document["notice"].items()} == {
        "posted": "2024-06-20", "removed": "2024-07-12",
    }  # fmt: skip


def test_justering_and_notice_of_the_region() -> None:
    (document,) = read(_path("2024-06-18-halso-och-sjukvardsnamnden-93"))
    assert "Per Nyman" in [plain(one) for one in document["justerare"]]
    assert {key: plain(day) for key, day in document["notice"].items()} == {
        "posted": "2024-06-26", "removed": "2024-07-18",
    }  # fmt: skip


def test_immediate_justering_of_the_extension() -> None:
    assert [_item(paper)["immediate_justering"] for paper in MINUTES] == [paper.section == "74" for paper in MINUTES]


def test_the_other_items_of_whole_minutes() -> None:
    (document,) = read(_path("2024-06-12-socialnamnden-71"))
    assert [plain(one["section"]) for one in document["items"] if one["decisions"]] == ["69", "70", "71"]
    (document,) = read(_path("2024-06-18-halso-och-sjukvardsnamnden-93"))
    assert [plain(one["section"]) for one in document["items"]] == ["92", "93", "94"]


@pytest.mark.parametrize(("paper", "page"), [(MINUTES[3], "22"), (MINUTES[6], "5"), (MINUTES[7], "2")])
def test_the_page_is_the_one_its_decision_stands_on(paper: Paper, page: str) -> None:
    (document,) = read(_path(paper.name))
    start, _ = _item(paper)["decisions"][0]["text"]["span"]
    (label,) = [one["label"] for one in document["pages"] if one["start"] <= start < one["end"]]
    assert re.findall(r"\d+", label or "")[:1] == [page]


def test_an_item_goes_on_over_the_page() -> None:
    (document,) = read(_path(MINUTES[3].name))
    assert [one["label"] for one in document["pages"]] == ["22 (41)", "23 (41)"]


def test_the_officer_s_report_only_proposes() -> None:
    found = item(_path("2024-06-03-tjansteutlatande-halso-och-sjukvardsnamnden"), None)
    assert found["status"] == "proposed"
    assert [one["act"] for one in found["decisions"]] == ["approve", "fulfilled"]
    assert [(ref["date"], ref["section"]) for ref in found["decisions"][1]["fulfils"]] == [("2023-05-16", "88")]


class Text(NamedTuple):
    name: str
    extension: tuple[str, int, int | None, int | None]
    notice_months: int | None
    signed: Sequence[str]


TEXTS = [
    Text("2019-12-05-samverkansavtal-2020-2022", ("option", 24, 1, 6), 6, ["2019-12-02", "2019-12-05"]),
    Text("2024-09-10-samverkansavtal-2025-2027", ("automatic", 12, None, 9), None, ["2024-09-03", "2024-09-10"]),
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_an_agreement_s_own_text(text: Text) -> None:
    found = item(_path(text.name), None)
    terms = found["terms"]
    assert (found["decisions"], found["status"]) == ([], None)
    assert plain(terms["title"]).endswith(text.name[-9:].replace("-", "–"))
    assert plain(terms["object"]).startswith("Familjecentralen Lärkan")
    assert "stöd" in plain(terms["purpose"])
    assert {one["basis"] for one in (*terms["shares"], *terms["periods"]) if one["role"] == "current"} == {"agreed"}
    extension = terms["extension"]
    assert extension["value"] is True
    assert (extension["mode"], extension["months"], extension["times"]) == text.extension[:3]
    if extension["mode"] == "automatic":
        assert extension["notice_months"] == text.extension[3]
        assert terms["termination"] is None or terms["termination"]["notice_months"] in {None, 9}  # same clause
    else:
        assert terms["termination"]["notice_months"] == text.notice_months


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_who_an_agreement_binds_and_who_signed(text: Text) -> None:
    terms = item(_path(text.name), None)["terms"]
    assert len(terms["parties"]) == 2
    for named, whole in zip(terms["parties"], (REGION, TOWN), strict=True):
        assert whole in plain(named) or same_words(plain(named), HEALTH if whole == REGION else SOCIAL)
    assert [(plain(one["party"]), one["date"], plain(one["signatory"])) for one in terms["signatures"]] == [
        (REGION, text.signed[0], "Maria Alm"),
        (TOWN, text.signed[1], "Jonas Brandt"),
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_who_leads_and_who_it_is_for(text: Text) -> None:
    terms = item(_path(text.name), None)["terms"]
    assert (terms["steering_group"]["equal"], terms["steering_group"]["per_party"]) == (True, 2)
    group = " ".join(plain(terms["target_group"]["text"]).split())
    assert "blivande föräldrar" in group
    assert "0–5 år" in group
    (prerequisite,) = terms["target_group"]["prerequisites"]
    assert "stödsamtal" in plain(prerequisite)


def test_the_new_text_s_history_is_another_agreement_s() -> None:
    periods = item(_path("2024-09-10-samverkansavtal-2025-2027"), None)["terms"]["periods"]
    former = {(one["from"], one["to"], one["role"]) for one in periods if one["role"] != "current"}
    assert former == {("2020-01-01", "2022-12-31", "previous"), (None, "2024-12-31", "previous")}


# Whether the agreements of Västana stand


def _chain(on: str, known: str | None = None) -> tuple[Json, Json]:
    """The first agreement and the one that followed it: nothing else may have been found."""
    found = standing(VASTANA, on=on, known=known)
    assert len(found) == 2
    first, second = sorted(found, key=lambda one: min(row["from"] for row in one["terms"]))
    assert min(row["from"] for row in first["terms"]) == "2020-01-01"
    assert min(row["from"] for row in second["terms"]) == "2025-01-01"
    return first, second


TIMELINE = [
    ("2019-09-01", "proposed", "proposed", "before anything was decided"),
    ("2019-10-23", "awaiting", "proposed", "the region's board has decided, on condition of the other"),
    ("2019-11-12", "awaiting", "proposed", "the day before the other board met"),
    ("2019-11-13", "agreed", "proposed", "both have decided; the period has not begun"),
    ("2019-12-31", "agreed", "proposed", "the day before the period"),
    ("2020-01-01", "in_force", "proposed", "the first day"),
    ("2022-12-31", "in_force", "proposed", "the last day of the period as first agreed"),
    ("2023-01-01", "in_force", "proposed", "extended by both boards"),
    ("2024-06-11", "in_force", "proposed", "the committee has proposed the new one; that decides nothing"),
    ("2024-06-12", "in_force", "awaiting", "one board has decided on the new one"),
    ("2024-06-18", "in_force", "agreed", "both have"),
    ("2024-12-31", "in_force", "agreed", "the last day of the extension"),
    ("2025-01-01", "ended", "in_force", "the new one begins"),
    ("2025-03-01", "ended", "in_force", "the day that `make run` asks about"),
    ("2027-12-31", "ended", "in_force", "the last day of the new period"),
    ("2028-01-01", "ended", "in_force", "nobody gave notice, so it went on by a year"),
]


@pytest.mark.parametrize(("on", "first", "second", "why"), TIMELINE, ids=[row[0] for row in TIMELINE])
def test_standing_through_time(on: str, first: str, second: str, why: str) -> None:
    assert tuple(one["standing"] for one in _chain(on)) == (first, second), why


KNOWN = [
    ("2021-06-01", "2019-10-30", "awaiting", "the other board had not met"),
    ("2023-06-01", "2022-05-20", "ended", "only one board had extended it"),
    ("2023-06-01", "2022-05-31", "in_force", "both had"),
]


@pytest.mark.parametrize(("on", "known", "expected", "why"), KNOWN, ids=[f"{row[0]}-{row[1]}" for row in KNOWN])
def test_the_first_agreement_as_it_was_known(on: str, known: str, expected: str, why: str) -> None:
    assert _chain(on, known)[0]["standing"] == expected, why


@pytest.mark.parametrize(
    ("known", "expected"), [("2024-06-01", "proposed"), ("2024-06-14", "awaiting"), ("2024-06-18", "in_force")]
)
def test_the_new_agreement_as_it_was_known(known: str, expected: str) -> None:
    assert _chain("2025-03-01", known)[1]["standing"] == expected


def test_both_are_of_one_cooperation_between_the_same_parties() -> None:
    first, second = _chain("2025-03-01")
    assert first["cooperation"] == second["cooperation"]
    for agreement, numbers in (
        (first, {REGION: ["HSN 2019-00412"], TOWN: ["SN 2019/188"]}),
        (second, {REGION: ["HSN 2023-00157"], TOWN: ["SN 2024/047"]}),
    ):
        assert {one["name"]: one["registry_numbers"] for one in agreement["parties"]} == numbers
        assert same_words(party(agreement, REGION)["body"], HEALTH)
        assert same_words(party(agreement, TOWN)["body"], SOCIAL)
        assert {one["status"] for one in agreement["parties"]} == {"decided"}


@pytest.mark.parametrize(("day", "expected"), [
    ("2020-01-01", SEVENTY_THIRTY), ("2022-12-31", SEVENTY_THIRTY), ("2023-06-01", SEVENTY_THIRTY),
    ("2024-12-31", SEVENTY_THIRTY), ("2025-01-01", HALVES), ("2025-03-01", HALVES), ("2027-12-31", HALVES),
])  # fmt: skip
def test_who_pays_what_through_time(day: str, expected: dict[str, str]) -> None:
    (in_force,) = [one for one in _chain(day) if one["standing"] == "in_force"]
    row = terms_on(in_force, day)
    assert shares_by_party(row["shares"]) == expected
    assert row["basis"] in {"agreed", "decided"}


def test_what_may_be_extended_once_may_not_be_extended_again() -> None:
    first, _ = _chain("2023-06-01")
    assert terms_on(first, "2022-06-01")["extension"] is True
    assert terms_on(first, "2023-06-01")["extension"] is False


def test_the_decisions_of_2024_met_each_other_s_condition() -> None:
    _, second = _chain("2025-03-01")
    assert {(one["party"], one["kind"], one["met"]) for one in second["conditions"]} == {
        (REGION, "matching_decision", True), (TOWN, "matching_decision", True),
    }  # fmt: skip
    assert "met_together" in {node["rule"] for node in proof_nodes(second["proof"])}


def test_nothing_differs_between_the_parties() -> None:
    for agreement in _chain("2025-03-01"):
        assert "differs" not in {one["verdict"] for one in agreement["matching"]}
        assert "differing_term" not in open_codes(agreement)
    _, second = _chain("2025-03-01")
    for term in ("period", "shares", "object", "parties"):
        assert match(second, term)["verdict"] in {"identical", "equivalent"}


def test_nothing_is_missing_of_the_new_agreement() -> None:
    _, second = _chain("2025-03-01")
    assert open_codes(second) <= {"undated_paper"}  # the officer's report has no meeting


def test_the_first_agreement_s_decisions_bear_no_notice() -> None:
    first, _ = _chain("2021-06-01")
    entries = [entry for entry in first["open"] if entry["code"] == "not_final"]
    assert {entry["party"] for entry in entries} == {REGION, TOWN}
    assert not open_codes(first) & {"missing_minutes", "missing_decision", "unmet_condition", "not_signed"}


def test_who_is_missing_between_the_two_meetings_of_2024() -> None:
    _, second = _chain("2024-06-14", known="2024-06-14")
    assert party(second, TOWN)["status"] == "decided_conditionally"
    assert party(second, REGION)["status"] == "proposed"  # by its officer
    assert opened(second, "missing_decision")["party"] == REGION
    (condition,) = [one for one in second["conditions"] if one["party"] == TOWN]
    assert condition["met"] is False


def test_the_assignment_given_in_2023_is_fulfilled() -> None:
    rows = [row for one in _chain("2025-03-01") for row in one["assignments"]]
    assert [(row["date"], row["section"], row["status"]) for row in rows] == [("2023-05-16", "88", "fulfilled")]
    (row,) = rows
    assert {"88", "93"} <= cited_sections(row["citations"])  # where it was given and where it was declared fulfilled
    before = [row for one in _chain("2023-06-01", known="2023-06-01") for row in one["assignments"]]
    assert [(row["date"], row["section"], row["status"]) for row in before] == [("2023-05-16", "88", "given")]


def test_the_proof_quotes_both_boards_and_the_text() -> None:
    _, second = _chain("2025-03-01")
    proof = second["proof"]
    assert (proof["rule"], proof["holds"]) == ("is_in_force", True)
    sources = {cite["source"].rpartition("/")[2] for node in proof_nodes(proof) for cite in node["citations"]}
    assert {
        "2024-06-12-socialnamnden-71.txt",
        "2024-06-18-halso-och-sjukvardsnamnden-93.txt",
        "2024-09-10-samverkansavtal-2025-2027.txt",
    } <= sources
    decided = {
        section
        for node in proof_nodes(proof)
        if node["rule"] == "party_has_decided" and node["holds"]
        for section in cited_sections(node["citations"])
    }
    assert decided == {"71", "93"}


def test_the_order_of_the_papers_does_not_matter() -> None:
    papers = sorted(VASTANA.glob("*.txt"))
    found = standing(*reversed(papers), on="2025-03-01")
    assert {one["standing"] for one in found} == {"ended", "in_force"}
    assert len(found) == 2


def test_all_examples_at_once_are_three_agreements() -> None:
    found = standing(EXAMPLES / "alingsas", EXAMPLES / "alingsas-beslut", VASTANA, on="2022-03-01")
    assert sorted(one["standing"] for one in found) == ["in_force", "in_force", "proposed"]
    assert len({one["cooperation"] for one in found}) == 2


# A paper as PDF


@pytest.mark.parametrize("name", [
    "2024-06-18-halso-och-sjukvardsnamnden-93", "2024-09-10-samverkansavtal-2025-2027",
])  # fmt: skip
def test_a_paper_says_the_same_as_pdf(name: str, tmp_path: Path) -> None:
    made = tmp_path / f"{name}.pdf"
    made.write_bytes(_typeset(_path(name).read_text(encoding="utf-8")))
    (from_pdf,), (from_text,) = read(made), read(_path(name))
    assert _said(from_pdf) == _said(from_text)


def _typeset(text: str) -> bytes:
    """The text as a typewriter would set it, a new page at each page head."""
    literal = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    source = f"""
#set page(paper: "a4", margin: 1.5cm)
#set text(font: "DejaVu Sans Mono", size: 8.5pt, lang: "sv", hyphenate: false)
#raw("{literal}")
"""
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def _said(document: Json) -> Json:
    """What the document says, without where."""
    return {
        "kind": document["kind"],
        "day": plain(document["meeting_date"]),
        "notice": document["notice"] and {key: plain(day) for key, day in document["notice"].items()},
        "items": [
            {
                "section": plain(one["section"]),
                "number": plain(one["registry_number"]),
                "title": plain(one["title"]),
                "acts": [decision["act"] for decision in one["decisions"]],
                "conditions": [len(decision["conditions"]) for decision in one["decisions"]],
                "periods": one["terms"]
                and [(period["from"], period["to"], period["role"]) for period in one["terms"]["periods"]],
                "shares": one["terms"] and shares_by_party(one["terms"]["shares"]),
                "signatures": one["terms"] and [signed["date"] for signed in one["terms"]["signatures"]],
            }
            for one in document["items"]
        ],
    }
