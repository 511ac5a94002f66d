"""Files and what stands where one is expected: each refused with its own code, none read beyond the limit."""

from __future__ import annotations

import hashlib
import io
import os
from typing import TYPE_CHECKING

import pytest
from making import PROSE, pdf, unreadable, word

from samverkan.core.findings import UnreadableError
from samverkan.outside import files, kinds
from samverkan.outside.folder import expand
from samverkan.outside.opening import open_bytes, open_document, unread

if TYPE_CHECKING:
    from pathlib import Path

UNREADABLE = unreadable()


def code(path: Path | str) -> str:
    with pytest.raises(UnreadableError) as caught:
        open_document(path)
    assert caught.value.values["source"] == str(path)
    return caught.value.code


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_every_bad_file_has_its_code(name: str, tmp_path: Path) -> None:
    expected, data = UNREADABLE[name]
    (tmp_path / name).write_bytes(data)
    assert code(tmp_path / name) == expected
    reading = unread(name, UnreadableError(expected, source=name))
    assert (reading.items, reading.kind, [found.code for found in reading.findings]) == ((), "unknown", [expected])


def test_what_cannot_be_read_is_still_known_by_its_bytes(tmp_path: Path) -> None:
    bad = UnreadableError("not_text")
    for name, (_, data) in UNREADABLE.items():
        (tmp_path / name).write_bytes(data)
        assert unread(str(tmp_path / name), bad).document.sha256 == hashlib.sha256(data).hexdigest()
    (tmp_path / "länk").symlink_to(tmp_path / "borta")
    os.mkfifo(tmp_path / "rör")
    for name in (".", "borta", "länk", "rör", "a\0b"):
        assert unread(str(tmp_path / name), bad).document.sha256 == ""
    assert unread("-", bad).document.sha256 == ""


def test_what_is_no_file_has_its_code(tmp_path: Path) -> None:
    (tmp_path / "länk").symlink_to(tmp_path / "borta")
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    os.mkfifo(tmp_path / "rör")
    assert code(tmp_path) == "is_folder"
    assert code(tmp_path / "borta") == "file_missing"
    assert code(tmp_path / "borta" / "x") == "file_missing"
    assert code(tmp_path / "länk") == "broken_link"
    assert code(tmp_path / "ring") == "broken_link"
    assert code(tmp_path / "rör") == "not_a_file"
    assert code("/dev/zero") == "not_a_file"
    assert code("a\0b") == "file_missing"
    assert code("å" * 5000) == "file_missing"


def test_a_file_that_may_not_be_read_has_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.txt").write_text("Protokoll", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert code(tmp_path / "x.txt") == "no_permission"


def test_a_text_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    with path.open("wb") as file:
        file.write(b"Protokoll\n" * 500)
        file.truncate(files.TEXT_LIMIT + 1)
    with pytest.raises(UnreadableError) as caught:
        open_document(path)
    assert (caught.value.code, caught.value.values["limit"], caught.value.values["size"]) == ("too_large", 64, 65)


def test_no_more_of_standard_input_is_read_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "TEXT_LIMIT", 10_000)
    stream = io.BytesIO(b"Protokoll\n" * 10_000_000)
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
    assert code("-") == "too_large"
    assert stream.tell() <= 10_001


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Protokoll", "text"),
        (b"  \n<!DOCTYPE HTML><title>x", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"\xef\xbb\xbf<!-- x --><html>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"<p>Protokoll", "html"),
        (b"< 5 procent", "text"),
        (b"<anbud>", "text"),
        (pdf(PROSE), "pdf"),
        (b"\nskr\xe4p\n" + pdf(PROSE), "pdf"),
        (word(PROSE), "docx"),
        ("Ärende".encode("utf-16"), "text"),
        ("Ärende\f\x1b".encode("cp850"), "text"),
    ],
)
def test_the_kind_is_told_from_the_content(data: bytes, kind: str) -> None:
    assert kinds.kind_of(data[: kinds.HEAD]) == kind


def test_a_folder_means_every_paper_below_it_in_path_order(tmp_path: Path) -> None:
    for name, data in {
        "b/2.txt": b"Protokoll",
        "b/1.pdf": pdf(PROSE),
        "b-c/x.html": b"<html>x",
        "a/utan": b"Protokoll",
        "a/trasig.pdf": b"\x00\x01\x02" * 50,
        "a/bild.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "a/kalkyl.xlsx": word("x"),
        "a/tom": b"",
        ".dold/x.txt": b"Protokoll",
        "a/.dold.txt": b"Protokoll",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "tom mapp").mkdir()
    os.mkfifo(tmp_path / "rör")
    found = expand([str(tmp_path / "b" / "2.txt"), str(tmp_path), "-", "borta", str(tmp_path / "tom mapp")])
    assert [os.path.relpath(path, tmp_path) if path.startswith("/") else path for path in found.paths] == [
        "b/2.txt", "a/trasig.pdf", "a/utan", "b/1.pdf", "b/2.txt", "b-c/x.html", "-", "borta", "tom mapp",
    ]  # fmt: skip
    assert found.passed_over == 4


def test_a_finding_names_the_document() -> None:
    _, findings = open_bytes("nämnden beslutar å".encode()[:-1], "x.txt")
    assert [(one.code, one.values["source"]) for one in findings] == [("damaged_characters", "x.txt")]
