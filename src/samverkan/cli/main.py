"""`samverkan` in the terminal: the arguments in, one command run, its exit code out.

0 answered; 1 some document could not be read or was not there; 2 called wrongly. Never a traceback.
"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.cli.arguments import Options

WRONG_CALL = 2
INTERRUPTED = 130


def run() -> NoReturn:
    """The command as installed: answer the process's own arguments and exit."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "")
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        _give_up(error)
        code = 1
    sys.exit(code)


def _give_up(error: OSError) -> None:
    """The answer could not be written: a full disk, or standard output closed."""
    import os

    from samverkan.cli.arguments import language_in
    from samverkan.cli.output import complain, let_go
    from samverkan.words import say

    if sys.stdout is not None:
        let_go()
    complain(say("cli", "output_failed", {"why": os.strerror(error.errno or errno.EIO)}, language_in(sys.argv[1:])))


def main(arguments: Sequence[str]) -> int:
    """Answer the arguments on standard output and standard error; returns the exit code."""
    from samverkan.cli.arguments import UsageError, language_in, parse  # here, so that Ctrl-C finds `run` at work
    from samverkan.cli.output import complain, flush, put
    from samverkan.words import say

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the same bytes in every locale; a path that is no UTF-8 is written escaped
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    try:
        options = parse(arguments)
        if options.version:
            from importlib.metadata import version

            put(f"samverkan {version('samverkan')}\n")
            flush()
            return 0
        if options.help:
            put(say("cli", f"help_{options.command}" if options.command else "help", {}, options.language) + "\n")
            flush()
            return 0
        return _answer(options)
    except UsageError as error:
        complain(say("cli", error.code, error.values, language_in(arguments)))
        return WRONG_CALL


def _answer(options: Options) -> int:
    from samverkan.cli.arguments import ON_FILES

    if options.command not in ON_FILES:
        from samverkan.cli.workspace import run_command

        return run_command(options)
    if options.command == "text":
        from samverkan.cli.text import print_text

        return print_text(options)
    if options.command == "read":
        from samverkan.cli.read import print_readings

        return print_readings(options)
    if options.command == "check-package":
        from samverkan.cli.check_package import print_check

        return print_check(options)
    if options.command == "settle":
        from samverkan.cli.settle import print_settlement

        return print_settlement(options)
    if options.command == "check-invoice":
        from samverkan.cli.check_invoice import print_verdicts

        return print_verdicts(options)
    if options.command == "verify":
        from datetime import UTC, datetime

        from samverkan.cli.verify import print_verified

        return print_verified(options, datetime.now(UTC))
    from samverkan.cli.standing import print_standing

    if options.on is None:
        from datetime import date

        options.on = date.today()  # here and for `verify` the terminal looks at the clock
    return print_standing(options)
