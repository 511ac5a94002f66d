"""What the minutes of examples/vastana, and the officer's report, say: whose, decided how, on what condition, signed when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from vastana import HALVES, HEALTH, MINUTES, REGION, REPORT, SEVENTY_THIRTY, SOCIAL, TOWN, path, said_in

from answers import plain, read, same_words, shares_by_party

if TYPE_CHECKING:
    from collections.abc import Sequence


class Paper(NamedTuple):
    name: str
    number: str
    body: str
    organisation: str
    acts: Sequence[str]


PAPERS = [
    Paper("2019-10-23-halso-och-sjukvardsnamnden-112", "HSN 2019-00412", HEALTH, REGION, ["approve", "delegate"]),
    Paper("2019-11-13-socialnamnden-97", "SN 2019/188", SOCIAL, TOWN, ["approve"]),
    Paper("2022-05-18-socialnamnden-61", "SN 2019/188", SOCIAL, TOWN, ["approve", "note"]),
    Paper("2022-05-31-halso-och-sjukvardsnamnden-74", "HSN 2019-00412", HEALTH, REGION, ["approve"]),
    Paper("2023-05-16-halso-och-sjukvardsnamnden-88", "HSN 2023-00157", HEALTH, REGION, ["assign"]),
    Paper("2024-05-22-socialnamndens-arbetsutskott-58", "SN 2024/047", "Socialnämndens arbetsutskott", TOWN,
          ["propose"]),
    Paper("2024-06-12-socialnamnden-71", "SN 2024/047", SOCIAL, TOWN, ["approve"]),
    Paper("2024-06-18-halso-och-sjukvardsnamnden-93", "HSN 2023-00157", HEALTH, REGION,
          ["approve", "fulfilled", "delegate"]),
]  # fmt: skip
BY_NAME = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)


@BY_NAME
def test_whose_decision_it_is(paper: Paper) -> None:
    (document,) = read(path(paper.name))
    found = said_in(paper.name)
    assert plain(found["registry_number"]) == paper.number
    assert same_words(plain(found["body"]) or plain(document["body"]), paper.body)
    assert same_words(plain(found["organisation"]) or plain(document["organisation"]), paper.organisation)


@BY_NAME
def test_what_it_decides(paper: Paper) -> None:
    found = said_in(paper.name)
    assert [one["act"] for one in found["decisions"]] == paper.acts
    assert found["status"] == "decided"


@pytest.mark.parametrize(("name", "body", "person"), [
    ("2019-10-23-halso-och-sjukvardsnamnden-112", SOCIAL, TOWN),
    ("2019-11-13-socialnamnden-97", HEALTH, REGION),
    ("2024-05-22-socialnamndens-arbetsutskott-58", HEALTH, REGION),
    ("2024-06-12-socialnamnden-71", HEALTH, REGION),
    ("2024-06-18-halso-och-sjukvardsnamnden-93", SOCIAL, TOWN),
])  # fmt: skip
def test_what_it_waits_for(name: str, body: str, person: str) -> None:
    (condition,) = [condition for one in said_in(name)["decisions"] for condition in one["conditions"]]
    assert condition["kind"] == "matching_decision"
    assert body.casefold() in plain(condition["on"]).casefold()
    words = plain(condition["text"])
    assert words.startswith("under förutsättning att")
    assert words.endswith("likalydande beslut")
    assert person in " ".join(words.split())


@pytest.mark.parametrize("name", ["2022-05-18-socialnamnden-61", "2022-05-31-halso-och-sjukvardsnamnden-74"])
def test_the_extension_waits_for_nothing(name: str) -> None:
    assert [one["conditions"] for one in said_in(name)["decisions"] if one["conditions"]] == []


def test_the_proposal_goes_to_the_board() -> None:
    (decision,) = said_in("2024-05-22-socialnamndens-arbetsutskott-58")["decisions"]
    assert (decision["inner"], plain(decision["to"])) == ("approve", SOCIAL)


def test_the_officer_s_report_only_proposes() -> None:
    found = said_in(REPORT)
    assert found["status"] == "proposed"
    assert [one["act"] for one in found["decisions"]] == ["approve", "fulfilled"]
    assert [(ref["date"], ref["section"]) for ref in found["decisions"][1]["fulfils"]] == [("2023-05-16", "88")]


def test_the_assignment_keeps_its_condition_and_shares_inside() -> None:
    found = said_in("2024-06-18-halso-och-sjukvardsnamnden-93")
    assert [(ref["date"], ref["section"]) for ref in found["decisions"][1]["fulfils"]] == [("2023-05-16", "88")]
    assert found["decisions"][1]["conditions"] == []
    (given,) = found["assignments"]
    assert len(given["conditions"]) == 1
    assert shares_by_party(given["shares"]) == HALVES
    assert same_words(plain(given["to"]), "hälso- och sjukvårdsdirektören")


def test_what_an_assignment_aims_at_is_not_decided() -> None:
    found = said_in("2023-05-16-halso-och-sjukvardsnamnden-88")
    (decision,) = found["decisions"]
    assert same_words(plain(decision["to"]), "hälso- och sjukvårdsdirektören")
    terms = found["terms"]
    aimed_at = [*terms["periods"], *terms["shares"]]
    assert [one for one in aimed_at if one["role"] == "current" and one["basis"] == "decided"] == []
    now = [one for one in terms["shares"] if one["percent"] in {"70", "30"}]
    assert shares_by_party(now) == SEVENTY_THIRTY


@pytest.mark.parametrize(("name", "justerare", "posted", "removed"), [
    ("2024-06-12-socialnamnden-71", "Anna Ekdahl", "2024-06-20", "2024-07-12"),
    ("2024-06-18-halso-och-sjukvardsnamnden-93", "Per Nyman", "2024-06-26", "2024-07-18"),
])  # fmt: skip
def test_justering_and_notice(name: str, justerare: str, posted: str, removed: str) -> None:
    (document,) = read(path(name))
    assert justerare in [plain(one) for one in document["justerare"]]
    assert {key: plain(day) for key, day in document["notice"].items()} == {"posted": posted, "removed": removed}


def test_only_the_extension_of_the_region_is_justerad_on_the_spot() -> None:
    assert [section for name, section in MINUTES.items() if said_in(name)["immediate_justering"]] == ["74"]


def test_the_other_items_of_whole_minutes() -> None:
    (document,) = read(path("2024-06-12-socialnamnden-71"))
    assert [plain(one["section"]) for one in document["items"] if one["decisions"]] == ["69", "70", "71"]
    (document,) = read(path("2024-06-18-halso-och-sjukvardsnamnden-93"))
    assert [plain(one["section"]) for one in document["items"]] == ["92", "93", "94"]


@pytest.mark.parametrize(("name", "page"), [
    ("2022-05-31-halso-och-sjukvardsnamnden-74", "22"),
    ("2024-06-12-socialnamnden-71", "5"),
    ("2024-06-18-halso-och-sjukvardsnamnden-93", "2"),
])  # fmt: skip
def test_the_page_is_the_one_its_decision_stands_on(name: str, page: str) -> None:
    (document,) = read(path(name))
    start, _ = said_in(name)["decisions"][0]["text"]["span"]
    (label,) = [one["label"] for one in document["pages"] if one["start"] <= start < one["end"]]
    assert re.findall(r"\d+", label or "")[:1] == [page]


def test_an_item_goes_on_over_the_page() -> None:
    (document,) = read(path("2022-05-31-halso-och-sjukvardsnamnden-74"))
    assert [one["label"] for one in document["pages"]] == ["22 (41)", "23 (41)"]
