"""The commands on the ledger, one module each: options in, one action or derivation asked, its exit code out.

Django is loaded here and nowhere else in the terminal.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from samverkan.cli.output import complain
from samverkan.core.findings import SamverkanError
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

FAILED = 1

_MODULES = {"import": "import_papers"}
"""Commands whose module is called otherwise."""


def run_command(options: Options) -> int:
    """Run the command; what an action refuses is said in words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        complain(str(error))
        return FAILED
    assert options.command is not None
    name = _MODULES.get(options.command, options.command.replace("-", "_"))
    module = import_module(f"samverkan.cli.workspace.{name}")
    from django.db import DatabaseError, connection

    try:
        code: int = module.run(options)
    except DatabaseError:
        from samverkan.store.migrated import is_behind

        if not is_behind():
            raise
        there = "store_organisation" in connection.introspection.table_names()
        complain(say("cli", "behind" if there else "not_migrated", {}, options.language))
        return FAILED
    except SamverkanError as error:
        complain(say("actions", error.code, error.values, options.language))
        return FAILED
    return code
