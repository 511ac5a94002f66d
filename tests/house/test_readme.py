"""The README keeps its word: its commands are those of the Makefile and CI, its printed answer is the one printed."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_are_targets_and_ci_runs_one_of_them() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"^    make (\w+) ", README, re.M):
        assert f"\n{command}:" in makefile
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_answer_shown_is_the_answer_printed() -> None:
    shown = README.split("standing examples/alingsas --on 2022-03-01\n", 1)[1].split("\n\nThen come", 1)[0]
    wanted = [line.strip() for line in shown.splitlines() if line.strip() not in ("", "...")]
    command = [sys.executable, "-m", "samverkan", "standing", "examples/alingsas", "--on", "2022-03-01"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in printed.splitlines()]
    assert len(wanted) > 6
    assert [line for line in wanted if line not in lines] == []


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists() or (ROOT / "docs" / target).exists(), target
