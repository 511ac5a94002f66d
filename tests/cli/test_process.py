"""The command as a process of its own: what it prints, holds in memory, loads, and does when it is interrupted."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import pty
import re
import resource
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hostile import hostile_pdfs
from making import PROSE, bursting_docx, bursting_pdf

from samverkan.words import say

GIGABYTE = 1 << 30
HOSTILE = hostile_pdfs()


def samverkan(*arguments: str, stdin: bytes = b"", **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "samverkan", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )  # type: ignore[call-overload]  # the options are those of run, which has an overload for each set


def under_a_gigabyte() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (GIGABYTE, GIGABYTE))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_text_is_printed_byte_for_byte_as_spans_count_it(ends: str) -> None:
    text = f"§ 1 Ärende{ends}{PROSE}{ends}\f – ”så”"
    done = samverkan("text", "-", stdin=text.encode())
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, text, b"")


def test_every_locale_prints_the_same() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    assert samverkan("text", "-", stdin="Åäö".encode("cp1252"), env=environment).stdout.decode() == "Åäö"


def test_a_file_name_that_is_no_text_is_still_named(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    done = subprocess.run([sys.executable, "-m", "samverkan", "read", "--json", name], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout)[0]["source"].endswith("\udcff.txt")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.docx", bursting_docx(), 1),
        ("bomb.pdf", bursting_pdf(1000), 1),
        ("stor.txt", b"", 1),
        ("stor.html", b"<html>" + b"<p>a" * 200_000, 0),
        ("fullt.txt", ("ärendet – \U0001f600\n" * 1_000_000).encode(), 0),
    ],
    ids=["docx", "pdf", "text above the limit", "html", "text"],
)
def test_no_paper_takes_more_than_a_gigabyte(name: str, data: bytes, code: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    if not data:
        path.write_bytes(b"Protokoll\n" * 1000)
        os.truncate(path, 3 * GIGABYTE)
    done = samverkan("text", str(path), preexec_fn=under_a_gigabyte)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held to a limit on Linux alone")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_pdf_that_asks_for_gigabytes_gets_less_than_one(name: str, tmp_path: Path) -> None:
    path = tmp_path / "fientlig.pdf"
    path.write_bytes(HOSTILE[name])
    command = [sys.executable, "-m", "samverkan", "text", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1
    assert said.decode() == say("findings", "out_of_memory", {"source": str(path)}, "sv") + "\n"
    assert used.ru_maxrss * 1024 <= GIGABYTE  # of it and every process of its own


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "samverkan", "text", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(PROSE.encode() * 5000)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.parametrize("command", ["read", "standing"])
@pytest.mark.parametrize("count", [1, 40])
def test_what_could_not_be_read_is_named_also_when_the_reader_has_had_enough(
    command: str, count: int, tmp_path: Path
) -> None:
    for at in range(count):
        (tmp_path / f"{at:02}.txt").write_text((PROSE + "\n") * 20, encoding="utf-8")
    missing = str(tmp_path / "borta.txt")
    arguments = [sys.executable, "-m", "samverkan", command, str(tmp_path), missing]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read().decode() == say("findings", "file_missing", {"source": missing}, "sv") + "\n"
        assert process.wait(30) == 1


@pytest.mark.parametrize("arguments", [["text", "-"], ["read", "-"], ["standing", "-", "--json"], ["--help"]])
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk to write to")
def test_an_answer_that_finds_no_room_is_told(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "samverkan", *arguments],
            input=PROSE.encode(), stdout=full, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.decode() == say("cli", "output_failed", {"why": os.strerror(errno.ENOSPC)}, "sv") + "\n"


def closed(*arguments: str, stream: int) -> subprocess.CompletedProcess[bytes]:
    """The command with one of its three streams closed, as by `>&-`."""
    pipes = {name: subprocess.PIPE for at, name in enumerate(["stdin", "stdout", "stderr"]) if at != stream}
    return subprocess.run(
        [sys.executable, "-m", "samverkan", *arguments],
        preexec_fn=lambda: os.close(stream), timeout=60, check=False, **pipes,
    )  # type: ignore[call-overload, no-any-return] # fmt: skip


def test_closed_standard_output_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    done = closed("read", str(tmp_path), "--lang", "en", stream=1)
    assert done.returncode == 1
    assert done.stderr.decode() == say("cli", "output_failed", {"why": os.strerror(errno.EBADF)}, "en") + "\n"


def test_closed_standard_input_is_no_fault_of_ours() -> None:
    for command in ("text", "read", "standing"):
        done = closed(command, "-", stream=0)
        assert done.returncode == 1
        assert done.stderr.decode() == say("findings", "stdin_closed", {"source": "-"}, "sv") + "\n"


def test_closed_standard_error_leaves_the_answer_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    missing = str(tmp_path / "borta.txt")
    arguments = ["read", str(tmp_path), missing]
    done = closed(*arguments, stream=2)
    assert (done.returncode, done.stdout) == (1, samverkan(*arguments).stdout)


@pytest.mark.parametrize("columns", [0, 60])
def test_a_bar_is_shown_also_on_a_terminal_without_a_size(columns: int, tmp_path: Path) -> None:
    for at in range(25):
        (tmp_path / f"{at}.txt").write_text(PROSE, encoding="utf-8")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
    command = [sys.executable, "-m", "samverkan", "read", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # how the end is told on Linux
            while part := os.read(ours, 1000):
                shown += part
        os.close(ours)
    assert process.returncode == 0
    assert "| 0/25 [" in shown.decode()
    assert max(map(len, shown.decode().split("\r"))) in range(55, (columns or 80) + 1)


AS_NOBODY = """
import contextlib, io, os, sys
from samverkan.cli.main import main
for command in ("read", "standing"):  # what the program loads must not depend on what nobody may read
    with contextlib.redirect_stdout(io.StringIO()):
        main([command, "god.txt"])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ["read", "standing"])
def test_what_may_not_be_read_is_named(command: str, tmp_path: Path) -> None:
    """Asked as somebody who may not read everything: as nobody, where the tests run as root."""
    (tmp_path / "god.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "stängd.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "stängd").mkdir()
    (tmp_path / "stängd" / "a.txt").write_text(PROSE, encoding="utf-8")
    tmp_path.chmod(0o755)
    for name in ("stängd.txt", "stängd"):
        (tmp_path / name).chmod(0)
    try:
        for asked, found in ((["."], ["./stängd", "./stängd.txt"]), (["stängd", "god.txt"], ["stängd"])):
            done = subprocess.run(
                [sys.executable, "-c", AS_NOBODY, command, *asked],
                cwd=tmp_path, capture_output=True, timeout=60, check=False,
            )  # fmt: skip
            said = [say("findings", "no_permission", {"source": source}, "sv") for source in found]
            assert done.stderr.decode().splitlines() == said
            assert done.returncode == 1
            assert done.stdout, "the rest is read"
    finally:
        (tmp_path / "stängd").chmod(0o755)


def heeding() -> None:
    """Let the program hear Ctrl-C also where a shell runs the tests in the background, deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def past_the_start(pid: int) -> None:
    """Until the program listens for Ctrl-C, which a busy machine lets it do late, and has had time to ask for more."""
    told = Path(f"/proc/{pid}/status")
    for _ in range(200):
        caught = re.search(r"^SigCgt:\s*([0-9a-f]+)$", told.read_text(), re.MULTILINE) if told.exists() else None
        if caught is None or int(caught[1], 16) >> signal.SIGINT - 1 & 1:
            break
        time.sleep(0.05)
    time.sleep(0.7)


def test_ctrl_c_stops_without_a_word() -> None:
    command = [sys.executable, "-m", "samverkan", "read", "-"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, **pipes, preexec_fn=heeding) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"Protokoll")
        process.stdin.flush()
        past_the_start(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == b""


def test_a_folder_is_read_on_all_cores_and_ctrl_c_stops_them_all(tmp_path: Path) -> None:
    for at in range(44):
        (tmp_path / f"{at:02}.txt").write_text((PROSE + "\n") * 75, encoding="utf-8")
    done = samverkan("read", "--json", str(tmp_path))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    assert len(json.loads(done.stdout)) == 44
    command = [sys.executable, "-m", "samverkan", "read", "--json", str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heeding
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(100)
        os.killpg(process.pid, signal.SIGINT)
        rest = process.stdout.read()
        assert process.stderr.read() == b""
        assert process.wait(30) in (0, 130)
        assert rest is not None
    deadline = time.monotonic() + 10
    while _at_work(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _at_work(process.pid) == []


def _at_work(group: int) -> list[str]:
    """The processes of the group that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, state, _, its_group, *_ = stat.read_text().split()
        except (OSError, ValueError):
            continue
        if its_group == str(group) and state != "Z":
            found.append(pid)
    return found
