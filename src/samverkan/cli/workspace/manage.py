"""`samverkan manage`: Django's own commands, with the installation's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import ManagementUtility

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options


def run(options: Options) -> int:
    """Pass everything on as it stands; Django says the rest."""
    try:
        ManagementUtility(["samverkan manage", *options.files]).execute()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
