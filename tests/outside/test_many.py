"""Many files: in order, on all cores, whatever one of them does."""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside import many, readers
from samverkan.outside.guard import guarded
from samverkan.outside.many import read_all

if TYPE_CHECKING:
    from collections.abc import Callable


linux = pytest.mark.skipif(sys.platform != "linux", reason="what a process may take is limited on Linux alone")


def length(path: str) -> tuple[int, int]:
    """What the tests read of a file: its length and who read it. Some names do worse."""
    name = Path(path).name
    if name.startswith("dör"):
        os._exit(3)
    if name.startswith("fel"):
        raise ValueError("fel i läsaren")
    if name.startswith("minne"):
        raise MemoryError
    while name.startswith("evig"):
        pass
    if name.startswith("borta"):
        raise UnreadableError("file_missing")
    return Path(path).stat().st_size, os.getpid()


def finding(_: str) -> Finding:
    return Finding("x")


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., list[str]]:
    def make(*names: str) -> list[str]:
        for at, name in enumerate(names):
            (tmp_path / name).write_bytes(b"x" * at)
        return [str(tmp_path / name) for name in names]

    return make


@pytest.fixture(params=["one core", "all cores"])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "all cores":
        monkeypatch.setattr(many, "_POOL_FROM", 0)
        monkeypatch.setattr(many, "_cores", lambda: 2)
    return str(request.param)


def test_results_come_in_order_and_a_bad_file_takes_only_itself(cores: str, folder: Callable[..., list[str]]) -> None:
    names = [f"{at}.txt" for at in range(40)]
    names[7], names[20], names[30] = "fel.txt", "borta.txt", "minne.txt"
    paths = folder(*names)
    results = list(read_all(paths, read_one=length))
    bad = {at: one for at, one in enumerate(results) if isinstance(one, UnreadableError)}
    assert {at: one.code for at, one in bad.items()} == {7: "reader_failed", 20: "file_missing", 30: "out_of_memory"}
    assert [one.values["source"] for one in bad.values()] == [paths[7], paths[20], paths[30]]
    assert bad[7].values["reason"] == "ValueError: fel i läsaren"
    good = [(at, one) for at, one in enumerate(results) if not isinstance(one, UnreadableError)]
    assert [one[0] for _, one in good] == [at for at, _ in good]
    assert (os.getpid() in {one[1] for _, one in good}) == (cores == "one core")


@pytest.mark.parametrize("cores", ["all cores"], indirect=True)
def test_a_file_that_kills_its_reader_is_named_and_the_rest_read(cores: str, folder: Callable[..., list[str]]) -> None:
    names = [f"{at}.txt" for at in range(12)]
    names[3], names[4] = "dör1.txt", "dör2.txt"
    results = list(read_all(folder(*names), read_one=length))
    assert [at for at, one in enumerate(results) if isinstance(one, UnreadableError)] == [3, 4]
    assert {one.code for one in results if isinstance(one, UnreadableError)} == {"reader_died"}


@linux
@pytest.mark.parametrize("cores", ["all cores"], indirect=True)
def test_a_file_that_is_never_read_through_is_named_and_the_rest_read(
    cores: str, folder: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "_SECONDS", 1)
    results = list(read_all(folder("1.txt", "evig.txt", "3.txt", "4.txt"), read_one=length))
    assert [one.code if isinstance(one, UnreadableError) else one[0] for one in results] == [0, "reader_slow", 2, 3]


def endless(path: str) -> None:
    """What the tests let a reader do: make a copy that says which process it is and is never done."""
    guarded([partial(_endless, path)])


def _endless(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    while True:
        pass


@linux
def test_a_reader_that_is_stopped_stops_its_copies(tmp_path: Path) -> None:
    said = tmp_path / "pid"
    waits = threading.Event()
    beside = threading.Thread(target=waits.wait)
    beside.start()
    try:
        with pytest.raises(UnreadableError, match="reader_slow"):
            readers.elsewhere(partial(endless, str(said)), 3)
    finally:
        waits.set()
        beside.join()
    assert not Path("/proc", said.read_text()).exists()


@pytest.mark.parametrize("cores", ["all cores"], indirect=True)
def test_processes_are_renewed(cores: str, folder: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_GENERATION", 4)
    results = list(read_all(folder(*(f"{at}.txt" for at in range(24))), read_one=length))
    assert [one[0] for one in results if not isinstance(one, UnreadableError)] == list(range(24))
    assert len({one[1] for one in results if not isinstance(one, UnreadableError)}) >= 3


@pytest.mark.parametrize("cores", ["all cores"], indirect=True)
def test_values_cross_the_processes_and_the_caller_may_stop(cores: str, folder: Callable[..., list[str]]) -> None:
    results = read_all(folder("1.txt", "2.txt", "3.txt"), read_one=finding)
    assert next(results) == Finding("x")
    del results


def test_a_bar_shows_on_a_terminal_with_many_files(
    folder: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = folder(*(f"{at}.txt" for at in range(25)))
    list(read_all(paths, read_one=length))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    list(read_all(paths, read_one=length))
    shown = capsys.readouterr()
    assert "25" in shown.err
    assert shown.out == ""
