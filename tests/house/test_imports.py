"""What is loaded when: the library and the terminal start light, and the ground floor stands on Python alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "src" / "samverkan" / "core"
HEAVY = ["django", "pypdfium2", "lxml", "docx", "tqdm", "multiprocessing", "zipfile", "argparse", "asyncio"]
HEAVY += ["pathlib", "json", "urllib.parse", "importlib.metadata", "subprocess", "threading"]
_ON_STDIN = (
    "import io, sys; sys.stdin = type('S', (), {'buffer': io.BytesIO(b'Protokoll')}); "
    "from samverkan.cli.main import main; "
)


@pytest.mark.parametrize(
    "use",
    [
        "import samverkan",
        "import samverkan.core.standing, samverkan.words",
        _ON_STDIN + "main(['text', '-'])",
        _ON_STDIN + "main(['read', '-'])",
        "from samverkan.cli.main import main; main(['--help'])",
    ],
)
def test_nothing_heavy_is_loaded_for_light_work(use: str) -> None:
    code = f"{use}\nimport sys\nprint([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_core_is_loaded_where_everything_else_is_missing() -> None:
    """Every module of core, with every package but Python's own made impossible to import."""
    names = [
        ".".join(("samverkan", "core", *path.relative_to(CORE).with_suffix("").parts)).removesuffix(".__init__")
        for path in sorted(CORE.rglob("*.py"))
    ]
    code = (
        "import importlib, sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        top = name.split('.')[0]\n"
        "        if top != 'samverkan' and top not in sys.stdlib_module_names:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_core_names_only_the_standard_library() -> None:
    """Also inside functions and for types alone."""
    foreign = set()
    for module in sorted(CORE.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            foreign |= {
                (module.name, name)
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("samverkan.core")
            }
    assert foreign == set()
