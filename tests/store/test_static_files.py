"""The static files: collected once, and again where one has changed or what was collected is not whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.store.own import workspace

if TYPE_CHECKING:
    from pathlib import Path

SERVED = """
from django.test import Client
print(Client(headers={"host": "localhost"}).get("/login", follow=True, secure=True).status_code)
"""


def test_a_workspace_of_its_own_has_its_static_files_and_is_quick_the_second_time(tmp_path: Path) -> None:
    static = tmp_path / "static"
    with workspace(tmp_path / "home", migrated=False) as own:
        env = {"SAMVERKAN_STATIC": str(static)}
        own.samverkan("migrate", **env)
        named = json.loads((static / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
        style = static / named["web/samverkan.css"]
        assert style.is_file()
        assert own.python(SERVED, **env).strip() == "200"

        made = style.stat().st_mtime_ns
        own.samverkan("migrate", **env)
        assert style.stat().st_mtime_ns == made
        for spoilt in (style, static / "staticfiles.json", static / ".collected"):
            spoilt.unlink()
            own.samverkan("migrate", **env)
            assert spoilt.is_file()
            assert style.is_file()

        (static / ".collected").write_text("0" * 64, encoding="ascii")  # as another version left it
        style.write_text("/* old */", encoding="utf-8")
        own.samverkan("migrate", **env)
        assert style.read_text(encoding="utf-8") != "/* old */"
