"""Every bad paper through the terminal: it is named with the remedy, the rest is read, and the exit code says so."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from making import ENGLISH, PROSE, pdf, unreadable, word

from samverkan.cli.main import main
from samverkan.words import LANGUAGES, say

if TYPE_CHECKING:
    from samverkan.words import Language

UNREADABLE = unreadable()
AGREED = (
    "Socialnämnden\nVrena kommun\nProtokoll 2021-10-01\n\n§ 7 Samverkansavtal om spädbarnsverksamhet\n\nBeslut\n"
    "Socialnämnden beslutar att godkänna samverkansavtal med Östra Sörlands region om spädbarnsverksamhet 2022.\n"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_a_paper_that_cannot_be_read_is_named_with_the_remedy(
    name: str, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, data = UNREADABLE[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["text", str(path), "--lang", language]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"{path}: ")
    assert shown.err.count("\n") == 1
    assert shown.err.count(". ") >= 1, "what is wrong, and what to do"
    assert main(["read", str(path), "--json", "--lang", language]) == 1
    again = capsys.readouterr()
    assert again.err == shown.err
    (found,) = json.loads(again.out)
    assert (found["source"], found["kind"], found["items"], found["pages"]) == (str(path), "unknown", [], [])
    assert [(one["code"], one["message"], one["span"]) for one in found["findings"]] == [
        (code, shown.err.strip(), None)
    ]


@pytest.mark.parametrize("command", ["text", "read", "standing"])
def test_what_is_not_there_is_named(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "borta.txt")
    assert main([command, missing]) == 1
    assert capsys.readouterr().err == say("findings", "file_missing", {"source": missing}, "sv") + "\n"


@pytest.mark.parametrize("command", ["text", "read", "standing"])
def test_a_name_that_would_steer_the_terminal_is_shown_and_not_obeyed(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "röd\x1b[31m\nrad\u202e\x9b.txt").write_bytes(b"")
    (tmp_path / "god\x1b[2J\n.txt").write_text(AGREED, encoding="utf-8")
    for name in sorted(os.listdir(tmp_path)):
        main([command, str(tmp_path / name)])
        shown = capsys.readouterr()
        assert not set("\x1b\x9b\u202e") & set(shown.out + shown.err)
        assert (r"god\x1b[2J\n.txt" in shown.out) == (name.startswith("god") and command != "text")
        assert (r"röd\x1b[31m\nrad\u202e\x9b.txt: " in shown.err) == name.startswith("röd")
    (tmp_path / "x.txt").write_text(AGREED.replace("godkänna", "god\x1b[1mkänna"), encoding="utf-8")
    main([command, str(tmp_path / "x.txt")])
    assert ("\x1b[1m" in capsys.readouterr().out) == (command == "text"), "text is printed as it stands"


def test_one_bad_file_among_good_costs_only_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in {
        "1.txt": PROSE.encode("cp1252"),
        "2.pdf": pdf(PROSE)[:300],
        "3.docx": word(PROSE),
        "4.html": f"<html><meta charset=utf-8><p>{PROSE}".encode(),
        "5.pdf": pdf(PROSE),
        "bild.png": b"\x89PNG\r\n\x1a\n" + bytes(90),
    }.items():
        (tmp_path / name).write_bytes(data)
    assert main(["read", str(tmp_path), "--json"]) == 1
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert [os.path.basename(one["source"]) for one in found] == ["1.txt", "2.pdf", "3.docx", "4.html", "5.pdf"]
    assert [[flaw["code"] for flaw in one["findings"]] == ["pdf_damaged"] for one in found] == [
        at == 1 for at in range(5)
    ]
    assert [one["sha256"] for one in found] == [
        hashlib.sha256(Path(one["source"]).read_bytes()).hexdigest() for one in found
    ]
    assert shown.err.splitlines() == [
        say("cli", "passed_over", {"count": 1}, "sv"),
        say("findings", "pdf_damaged", {"source": str(tmp_path / "2.pdf")}, "sv"),
    ]


def test_a_folder_without_papers_is_told_in_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, paper = tmp_path / "tom", tmp_path / "a.txt"
    empty.mkdir()
    (empty / "bild.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    paper.write_text(PROSE, encoding="utf-8")
    said = say("findings", "folder_without_documents", {"source": str(empty)}, "sv")
    assert main(["read", str(empty), str(paper), "--json"]) == 1
    shown = capsys.readouterr()
    first, second = json.loads(shown.out)
    assert (first["source"], first["kind"], first["items"], first["sha256"]) == (str(empty), "unknown", [], "")
    assert [(one["code"], one["message"]) for one in first["findings"]] == [("folder_without_documents", said)]
    assert second["source"] == str(paper)
    assert shown.err.splitlines() == [say("cli", "passed_over", {"count": 1}, "sv"), said]
    for command in ("read", "standing"):
        assert main([command, str(empty)]) == 1
        assert capsys.readouterr().err.endswith(f"{said}\n")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("engelska.txt", ENGLISH.encode(), "not_swedish"),
        ("klippt.txt", PROSE.encode() + b"\xc3", "damaged_characters"),
        ("dubbel.txt", PROSE.encode().decode("cp1252", "ignore").encode(), "garbled_characters"),
        ("halv.pdf", pdf(PROSE, "", labels=False), "pages_without_text"),
    ],
)
def test_a_flaw_is_told_and_the_paper_still_read(
    name: str, data: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["text", str(tmp_path / name)]) == 0
    shown = capsys.readouterr()
    assert len(shown.out) > 200
    assert shown.err.startswith(str(tmp_path / name))
    assert main(["read", str(tmp_path / name), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert code in [one["code"] for one in found["findings"]]
    assert all(one["message"].startswith(str(tmp_path)) for one in found["findings"] if one["code"] == code)


def test_scripts_of_a_page_say_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sida"
    path.write_text("<html><script>alert('nej')</script><p onclick='nej()'>Nämnden beslutar</p>", encoding="utf-8")
    assert main(["text", str(path)]) == 0
    assert capsys.readouterr().out == "Nämnden beslutar\n"
