"""Settling in the terminal: files given twice, files of several parties' accounts, files that are no agreement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.core.funding.test_stated import EVERYTHING, ODD

from samverkan.cli.main import main

AGREEMENT = """
[[terms]]
confirmed = true
shares = [{party = "Vik", percent = "50"}, {party = "Ekby", percent = "50"}]
[accounts_of]
"region.csv" = "Vik"
"kommun.csv" = "Ekby"
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("avtal.toml").write_text(AGREEMENT, encoding="utf-8")
    Path("bokslut").mkdir()
    for name, amount in (("region", 100), ("kommun", 300)):
        Path(f"bokslut/{name}.csv").write_text(f"datum;belopp\n2024-03-01;{amount}\n", encoding="utf-8")


def test_whose_accounts_a_file_is_of_is_told_by_its_name_wherever_it_lies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settle", "avtal.toml", "bokslut/region.csv", "bokslut/kommun.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["transfers"] == [{"from": "Vik", "to": "Ekby", "ore": 10000}]


def test_the_same_file_twice_counts_once_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kopia.csv").write_bytes(Path("bokslut/region.csv").read_bytes())
    assert main(["settle", "avtal.toml", "bokslut/region.csv", "kopia.csv", "--json"]) == 0
    said = capsys.readouterr()
    assert sum(one["ore"] for one in json.loads(said.out)["totals"]) == 10000
    assert said.err == "kopia.csv: samma fil som bokslut/region.csv. Den räknas en gång.\n"


def test_vouchers_without_a_number_count_once_by_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    head = "#FLAGGA 0\n#SIETYP 4\n#ORGNR 556677-8899\n#KONTO 5010 Hyra\n#KONTO 1930 Bank\n"
    rent = '#VER B "" 202401{day} {text}\n{{\n#TRANS 5010 {{}} {kronor}\n#TRANS 1930 {{}} -{kronor}\n}}\n'
    january = rent.format(day=31, text="Hyra", kronor=100) + rent.format(day=31, text="El", kronor=200)
    Path("jan.si").write_text(head + january, encoding="utf-8")
    Path("mer.si").write_text(head + january + rent.format(day=31, text="Hyra", kronor=100), encoding="utf-8")
    agreement = AGREEMENT + '"jan.si" = "Vik"\n"mer.si" = "Vik"\n'
    Path("avtal.toml").write_text(agreement, encoding="utf-8")
    assert main(["settle", "avtal.toml", "jan.si", "mer.si", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert sum(one["ore"] for one in found["totals"]) == 40000
    twice = [one for one in found["findings"] if one["code"] == "voucher_twice"]
    assert [one["values"]["voucher"] for one in twice] == ["B", "B"]


def test_a_grant_that_names_neither_accounts_nor_objects_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("avtal.toml").write_text(AGREEMENT + '[[other_funding]]\nname = "Bidrag"\n', encoding="utf-8")
    assert main(["settle", "avtal.toml", "bokslut/region.csv"]) == 1
    assert capsys.readouterr().err.startswith("avtal.toml: other_funding[0].accounts saknas. ")


@pytest.mark.parametrize("text", ['{"terms": [], "x": ' + "1" * 5000 + "}", "x = " + "1" * 5000])
def test_a_number_of_thousands_of_digits_is_named(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("avtal.toml").write_text(text, encoding="utf-8")
    assert main(["settle", "avtal.toml", "bokslut/region.csv"]) == 1
    assert capsys.readouterr().err.startswith("avtal.toml: ")


def test_days_to_the_end_of_the_calendar_are_settled(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settle", "avtal.toml", "bokslut/region.csv", "--from", "0001-01-01", "--to", "9999-12-31"]) == 0
    assert "Vik 50,00, Ekby 50,00" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            ["--from", "2025-01-01", "--to", "2024-01-01"],
            "Sista dagen, 1 januari 2024, är före den första, 1 januari 2025.",
        ),
        (["--from", "2025-01-01"], "Sista dagen, 31 december 2024, är före den första, 1 januari 2025."),
        (["--from", "2025-13-01"], "--from 2025-13-01: den dagen finns inte i kalendern."),
    ],
)
def test_days_that_cannot_be_settled_are_told_as_a_wrong_call(
    days: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    period = 'period = ["2024-01-01", "2024-12-31"]\n'
    Path("avtal.toml").write_text(period + AGREEMENT, encoding="utf-8")
    assert main(["settle", "avtal.toml", "bokslut/region.csv", *days]) == 2
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize("key", sorted(EVERYTHING))
def test_whatever_a_key_says_it_is_settled_or_named(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    inside = EVERYTHING[key]
    for odd in [*ODD, *([{**inside, name: odd} for name in inside for odd in ODD] if isinstance(inside, dict) else [])]:
        text = json.dumps({**EVERYTHING, key: odd}, default=lambda day: str(day))
        Path("avtal.json").write_text(text, encoding="utf-8")
        code = main(["settle", "avtal.json", "bokslut/region.csv", "--json"])
        said = capsys.readouterr()
        assert code == 0 or (code in (1, 2) and said.err.strip() and not said.out), (odd, said)


def test_where_nothing_is_settled_and_no_days_are_said_there_is_no_period(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tom.csv").write_text("datum;belopp\n", encoding="utf-8")
    main(["settle", "avtal.toml", "tom.csv", "--json"])
    assert json.loads(capsys.readouterr().out)["period"] == [None, None]
    main(["settle", "avtal.toml", "tom.csv", "--from", "2024-01-01", "--json"])
    assert json.loads(capsys.readouterr().out)["period"] == ["2024-01-01", None]


def test_a_file_that_the_agreement_names_no_party_for_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("avtal.toml").write_text(AGREEMENT.replace('"Vik"\n"kommun', '5\n"kommun'), encoding="utf-8")
    assert main(["settle", "avtal.toml", "bokslut/region.csv"]) == 1
    assert capsys.readouterr().err == "avtal.toml: accounts_of.region.csv saknas eller är ingen text.\n"
