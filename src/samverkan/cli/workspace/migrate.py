"""`samverkan migrate`: the database put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command

from samverkan.cli.output import put
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options


def run(options: Options) -> int:
    """Migrate and say that it is done."""
    call_command("migrate", verbosity=0, interactive=False)
    put(say("cli", "migrated", {}, options.language) + "\n")
    return 0
