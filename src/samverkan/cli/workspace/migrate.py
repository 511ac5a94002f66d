"""`samverkan migrate`: the database, what is laid up of it and the static files put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.utils import timezone

from samverkan.cli.output import flush, put
from samverkan.cli.workspace.collecting import collect_static_files
from samverkan.cli.workspace.rebuild import INDEXES, rebuild_all
from samverkan.store.migrated import is_behind
from samverkan.store.models import Agreement, Document
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options
    from samverkan.words import Language


def run(options: Options) -> int:
    """Migrate and say that it is done."""
    put_in_order(options.language)
    put(say("cli", "migrated", {}, options.language) + "\n")
    return 0


def put_in_order(language: Language) -> None:
    """Migrate; where there was something to migrate, what an earlier version laid up is laid up anew."""
    behind = is_behind()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static_files()  # without them no page can be shown
    if behind and (Agreement.objects.exists() or Document.objects.exists()):
        put(say("cli", "rebuilding", {}, language) + "\n")
        flush()
        rebuild_all(INDEXES, today=timezone.localdate())
