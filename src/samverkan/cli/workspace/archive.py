"""`samverkan archive`: an organisation's file as one package for its archive, taken up again where it was stopped."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tqdm import tqdm

from samverkan.actions.acting import Acting, InvalidError
from samverkan.actions.archiving import Archived, archive
from samverkan.actions.importing import acting_as
from samverkan.actions.roles import Role
from samverkan.cli.output import complain, put
from samverkan.store.models import Organisation
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

_FAILED: Final = 1
_WRONG: Final = 2


def run(options: Options) -> int:
    """Make the package, and say what is in it; 1 where it cannot be written."""
    named = options.named
    for name in ("--organisation", "--to"):
        if not named.get(name):
            complain(say("records", "archive.needs", {"option": name}, options.language))
            return _WRONG
    try:
        until = date.fromisoformat(named["--until"]) if "--until" in named else None
    except ValueError:
        complain(say("cli", "not_a_day", {"option": "--until", "value": named["--until"]}, options.language))
        return _WRONG
    to, schemas = Path(named["--to"]), Path(named["--schemas"]) if "--schemas" in named else None
    if schemas is not None and not list(schemas.glob("*.xsd")):
        complain(say("records", "archive.no_schemas", {"folder": schemas}, options.language))
        return _WRONG
    acting = _acting(options)
    try:
        with tqdm(unit="", file=sys.stderr, disable=None, leave=False) as bar:
            made = archive(acting, to=to, until=until, schemas=schemas, told=bar.update, counted=bar.reset)
    except OSError as error:
        values = {"folder": to, "why": error.strerror or str(error)}
        complain(say("records", "archive.failed", values, options.language))
        return _FAILED
    _tell(made, options)
    return 0


def _acting(options: Options) -> Acting:
    """Who does it: the person named, else the program itself for whoever has its server."""
    number = options.named["--organisation"]
    if "--as" in options.named:
        return acting_as(options.named["--as"], number)
    organisation = Organisation.objects.filter(number=number.replace("-", "").strip()).first()
    if organisation is None:
        raise InvalidError("no_such_organisation", number=number)
    return Acting(None, organisation, frozenset({Role.ARCHIVIST}))


def _tell(made: Archived, options: Options) -> None:
    values = {
        "folder": made.folder, "matters": made.matters, "documents": made.documents, "files": made.files,
        "megabytes": f"{made.size / 1_000_000:.1f}",
    }  # fmt: skip
    put(say("records", "archived", values, options.language) + "\n")
    if made.kept:
        put(say("records", "archived.again", {"kept": made.kept}, options.language) + "\n")
    for one in made.others:
        half = {"folder": one, "day": one.removesuffix(".part")[-10:]}
        complain(say("records", "archive.half", half, options.language))
