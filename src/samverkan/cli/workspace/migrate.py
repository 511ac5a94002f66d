"""`samverkan migrate`: the database and the static files put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command

from samverkan.cli.output import put
from samverkan.cli.workspace.collecting import collect_static_files
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options


def run(options: Options) -> int:
    """Migrate and say that it is done."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_static_files()  # without them no page can be shown
    put(say("cli", "migrated", {}, options.language) + "\n")
    return 0
