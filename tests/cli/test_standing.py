"""`samverkan standing`: the answer as people read it and as other systems do, on the sample papers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from making import ENGLISH, PROSE, pdf

from samverkan.cli.main import main
from samverkan.words.proofs import say_proof

EXAMPLES = Path(__file__).parents[2] / "examples"
ALINGSAS = str(EXAMPLES / "alingsas")
VASTANA = str(EXAMPLES / "vastana")

AGREEMENT = {
    "cooperation", "object", "title", "parties", "standing", "terms", "previous", "matching", "conditions", "open",
    "assignments", "told", "proof",
}  # fmt: skip
CITE = {"source", "page", "section", "date", "span"}


def test_the_sentence_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standing", ALINGSAS, "--on", "2022-03-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("===")) + 1
    sentence = " ".join(lines[start : lines.index("Svaret gäller 1 mars 2022, efter alla handlingar.")])
    assert sentence == (
        "Gäller inte den 1 mars 2022, så vitt handlingarna visar: för socialnämnden i Alingsås kommun finns bara ett "
        "förslag till beslut (§ 264, 8 september 2021), inget beslut; villkoren som väntar är 1 januari 2022 – 31 december "
        "2022 (beslutat), Västra hälso- och sjukvårdsnämnden 50\N{NO-BREAK SPACE}%, Alingsås kommun 50\N{NO-BREAK SPACE}% "
        "(endast omtalat), ingen förlängning (bara föreslaget)."
    )
    headings = [line for line in lines if line and not line.startswith(" ")]
    order = ["Det här saknas eller är osäkert", "Parterna", "Villkoren", "Jämförelse", "Skälen", "Orden"]
    assert [line for line in headings if line in order] == order
    assert "§ 50 SN" in lines[lines.index("Det här saknas eller är osäkert") + 1]


def test_what_holds_on_the_day_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """On paper what is in force; in JSON the order of the first paper, whatever the day."""
    for on, first in (("2023-06-01", "2020–2022"), ("2025-03-01", "2025–2027")):
        assert main(["standing", VASTANA, "--on", on]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].endswith(first)
        assert lines[2].startswith("Gäller den ")
        assert main(["standing", VASTANA, "--on", on, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["agreements"]
        assert [one["title"][-9:] for one in found] == ["2020–2022", "2025–2027"]


def test_each_term_says_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standing", ALINGSAS, "--on", "2022-03-01"]) == 0
    terms = " ".join(capsys.readouterr().out.split("\nVillkoren\n")[1].split("\n\n")[0].split())
    assert terms.startswith("1 januari 2022 – 31 december 2022 (beslutat); ")
    assert "(endast omtalat); ingen förlängning (bara föreslaget)" in terms
    assert main(["standing", ALINGSAS, "--on", "2022-03-01", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["agreements"]
    (row,) = one["terms"]
    assert (row["basis"], row["bases"]) == ("told", {"period": "decided", "shares": "told", "extension": "proposed"})


def test_nothing_is_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standing", VASTANA, "--on", "2025-03-01"]) == 0
    for answer in capsys.readouterr().out.split("\n\n\n"):
        lines = [line.strip() for line in answer.split("\nOrden\n")[0].splitlines() if len(line) > 60]
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_code_is_left_without_words(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, on in ((ALINGSAS, "2022-03-01"), (VASTANA, "2025-03-01"), (VASTANA, "2020-03-01")):
        assert main(["standing", folder, "--on", on, "--lang", language]) == 0
        text = capsys.readouterr().out
        assert "_" not in text.split("\nOrden\n")[0].split("\nThe words\n")[0]
        assert "{" not in text
        assert max(len(line) for line in text.splitlines()) < 160


def test_the_json_has_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standing", ALINGSAS, "--on", "2022-03-01", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["on"] == "2022-03-01"
    (one,) = found["agreements"]
    assert set(one) == AGREEMENT
    assert one["standing"] == "awaiting"
    assert {party["name"]: party["status"] for party in one["parties"]} == {
        "Västra hälso- och sjukvårdsnämnden": "decided",
        "Alingsås kommun": "proposed",
    }
    for cite in _citations(one):
        assert set(cite) == CITE
        start, end = cite["span"]
        assert 0 <= start < end
    texts = {str(path): path.read_text("utf-8") for path in Path(ALINGSAS).iterdir()}
    for condition in one["conditions"]:
        (cite,) = condition["citations"]
        assert "likalydande" in texts[cite["source"]][slice(*cite["span"])]


def test_by_what_was_known(capsys: pytest.CaptureFixture[str]) -> None:
    folders = [ALINGSAS, str(EXAMPLES / "alingsas-beslut")]
    answers = []
    for known in ([], ["--known", "2021-09-30"]):
        assert main(["standing", *folders, "--on", "2022-03-01", *known, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        answers.append((found["known"], [one["standing"] for one in found["agreements"]]))
    assert answers == [(None, ["in_force"]), ("2021-09-30", ["awaiting"])]


def test_papers_without_an_agreement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "protokoll.txt"
    paper.write_text("Socialnämnden\nProtokoll 2021-10-01\n\n§ 1 Budget\n\nBeslut\nNämnden antar budgeten.\n", "utf-8")
    assert main(["standing", str(paper), "--on", "2022-03-01"]) == 0
    assert capsys.readouterr().out == "Inget samverkansavtal hittades i handlingarna.\n"


@pytest.fixture
def unread(tmp_path: Path) -> dict[str, str]:
    """By the code of what is wrong: a paper that the answer lacks something of."""
    made = {
        "pdf_without_text": ("1.pdf", pdf("", labels=False)),
        "not_swedish": ("2.txt", ENGLISH.encode()),
        "garbled_characters": ("3.txt", PROSE.encode().decode("cp1252", "ignore").encode()),
        "pages_without_text": ("4.pdf", pdf(PROSE, "", labels=False)),
    }
    for name, data in made.values():
        (tmp_path / name).write_bytes(data)
    return {code: str(tmp_path / name) for code, (name, _) in made.items()}


def test_the_answer_ends_with_the_papers_it_may_lack(
    unread: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["standing", ALINGSAS, *unread.values(), "--on", "2022-03-01"]) == 1
    shown = capsys.readouterr()
    assert shown.err.count("\n") == 1
    assert shown.err.startswith(unread["pdf_without_text"])
    *_, wholly, partly = shown.out.split("\n\n")
    head, note, *entries = wholly.strip().splitlines()
    assert (head, note) == ("Papper som inte kunde läsas", "  (svaret kan vara ofullständigt)")
    said = " ".join(" ".join(entries).split()).split("* ")[1:]
    order = ["pdf_without_text", "not_swedish", "garbled_characters"]
    assert [one.split(": ")[0] for one in said] == [unread[code] for code in order]
    assert "bilder utan text (1 sida)" in said[0]
    assert partly.startswith("Papper som bara delvis kunde läsas\n")
    assert f"* {unread['pages_without_text']}: sidan 2 har ingen text" in " ".join(partly.split())
    assert main(["standing", ALINGSAS, "--on", "2022-03-01"]) == 0
    assert "kunde läsas" not in capsys.readouterr().out


def test_the_answer_without_an_agreement_says_so_too(
    unread: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["standing", unread["not_swedish"], "--lang", "en"]) == 0
    first, _, head, _, entry, *_ = capsys.readouterr().out.splitlines()
    assert first == "No cooperation agreement was found in the papers."
    assert head == "Papers that could not be read"
    assert entry.startswith(f"  * {unread['not_swedish']}:")


def test_in_json_each_agreement_may_lack_the_paper(unread: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standing", VASTANA, *unread.values(), "--on", "2025-03-01", "--json"]) == 1
    shown = capsys.readouterr()
    for one in json.loads(shown.out)["agreements"]:
        entries = [entry for entry in one["open"] if entry["code"] == "unread_paper"]
        assert [entry["values"]["finding"] for entry in entries] == [
            "pdf_without_text",
            "not_swedish",
            "garbled_characters",
        ]
        assert [entry["values"]["source"] for entry in entries] == [
            unread[entry["values"]["finding"]] for entry in entries
        ]
        assert all((entry["party"], entry["citations"]) == (None, []) for entry in entries)
        assert entries[0]["message"].endswith(shown.err.strip())


def test_the_reason_of_the_operating_system_is_said() -> None:
    values = {"source": "a.pdf", "finding": "cannot_open", "reason": "Input/output error"}
    assert "a.pdf: the file cannot be read (Input/output error)." in say_proof("open.unread_paper", values, "en")


def test_a_paper_known_only_later_is_not_lacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "halv.pdf"
    (decision,) = (path for path in Path(ALINGSAS).iterdir() if path.name.startswith("2021-10-01"))
    paper.write_bytes(pdf(decision.read_text("utf-8"), "", labels=False))
    for known, lacked in (("2021-09-30", False), ("2021-10-01", True)):
        assert main(["standing", ALINGSAS, str(paper), "--on", "2022-03-01", "--known", known]) == 0
        assert ("Papper som bara delvis kunde läsas" in capsys.readouterr().out) == lacked


def test_before_the_first_paper_nothing_was_known(capsys: pytest.CaptureFixture[str]) -> None:
    before = ["--on", "2022-03-01", "--known", "2021-09-07"]
    assert main(["standing", ALINGSAS, *before]) == 0
    assert capsys.readouterr().out == (
        "Ingen handling om ett samverkansavtal var känd 7 september 2021. Den första blev känd 8 september 2021.\n"
    )
    assert main(["standing", ALINGSAS, *before, "--lang", "en"]) == 0
    assert "The first became known on 8 September 2021." in capsys.readouterr().out
    assert main(["standing", ALINGSAS, *before, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"on": "2022-03-01", "known": "2021-09-07", "agreements": []}


def _citations(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        own = value.get("citations", [])
        return [*own, *(one for child in value.values() for one in _citations(child))]
    if isinstance(value, list):
        return [one for child in value for one in _citations(child)]
    return []


@pytest.mark.parametrize(("day", "said"), [("9999-12-31", "31 december 2999"), ("0001-01-01", "2 januari 1")])
def test_of_a_day_beyond_all_agreements_the_last_or_first_is_answered(
    day: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["standing", VASTANA, "--on", day]) == 0
    assert f"Svaret gäller {said}" in capsys.readouterr().out
