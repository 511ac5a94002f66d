"""Tasks in copies of the process: what they answer, how they end, and that a PDF in parts is the PDF."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from making import PROSE, pdf

from samverkan.core.findings import UnreadableError
from samverkan.outside import guard
from samverkan.outside.opening import open_bytes

if TYPE_CHECKING:
    from pathlib import Path

linux = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")


def alone(code: str) -> str:
    """What the code prints in a process without threads."""
    begin = "import os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell runs us behind\n"
    begin += "from samverkan.core.findings import UnreadableError\nfrom samverkan.outside.guard import *\n"
    done = subprocess.run([sys.executable, "-c", begin + code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


@linux
def test_tasks_run_in_copies_and_answer_in_order() -> None:
    assert (
        alone(
            "here = os.getpid()\n"
            "answers = guarded([lambda: ('å', os.getpid()), lambda: ('ä', os.getpid())])\n"
            "print([one[0] for one in answers], len({here, answers[0][1], answers[1][1]}))"
        )
        == "['å', 'ä'] 3\n"
    )


@linux
@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("raise UnreadableError('pdf_damaged', pages=3)", "pdf_damaged {'pages': 3}"),
        ("raise KeyError('x')", "reader_failed {'reason': \"KeyError: 'x'\"}"),
        ("bytearray(600 << 20)", "out_of_memory {}"),
        ("os.abort()", "out_of_memory {}"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "reader_died {}"),
        ("os._exit(3)", "reader_died {}"),
    ],
)
def test_however_a_task_ends_this_process_goes_on(task: str, code: str) -> None:
    lines = f"def bad():\n    {task}\ntry:\n    guarded([lambda: 1, bad])\nexcept UnreadableError as error:\n"
    assert alone(lines + "    print(error.code, error.values)\nprint(guarded([lambda: 2]))") == f"{code}\n[2]\n"


@linux
def test_a_task_that_never_ends_is_ended_when_its_time_is_up() -> None:
    lines = "def endless():\n    while True:\n        pass\ntry:\n    guarded([lambda: 1, endless], seconds=1)\n"
    lines += "except UnreadableError as error:\n    print(error.code, error.values)"
    assert alone(lines) == "reader_slow {'seconds': 1}\n"


@linux
def test_nothing_is_left_behind() -> None:
    code = (
        # again after a second: one that comes just before the parent begins to wait is not seen until the wait ends
        "def interrupted(): os.kill(os.getppid(), signal.SIGINT); signal.sigtimedwait([], 1); "
        "os.kill(os.getppid(), signal.SIGINT); signal.pause()\n"
        "try:\n    guarded([interrupted, signal.pause])\n"
        "except KeyboardInterrupt:\n    pass\n"
        "try:\n    os.waitpid(-1, 0)\nexcept ChildProcessError:\n    print(len(os.listdir('/proc/self/fd')))"
    )
    assert alone(code) == "4\n"  # the three streams and the folder that is listed


def test_beside_threads_tasks_run_here() -> None:
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait)
    thread.start()
    try:
        here: list[int] = []
        assert guard.guarded([lambda: here.append(1), lambda: 2]) == [None, 2]
        assert here == [1]
    finally:
        waits.set()
        thread.join()


@linux
@pytest.mark.parametrize("parts", [1, 3, 4])
def test_a_pdf_read_in_parts_is_the_pdf(parts: int, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(*[f"{PROSE} Sidan {at}." for at in range(5)], "", PROSE))
    document, findings = open_bytes(path.read_bytes(), str(path))
    said = alone(
        "from samverkan.outside import pdf\nfrom samverkan.outside.opening import open_document\n"
        f"pdf.spare_cores = lambda: {parts}\npdf._WORTH_A_PART = 1\n"
        f"document, findings = open_document({str(path)!r})\nprint(document.text, [one.code for one in findings], end='')"
    )
    assert said == f"{document.text} {[one.code for one in findings]}"


def test_a_damaged_pdf_is_refused_as_ever() -> None:
    with pytest.raises(UnreadableError, match="pdf_damaged"):
        open_bytes(pdf(PROSE)[:300], "a.pdf")
