"""Log lines without anybody in them: what happened and where, never what somebody wrote.

Of a request stand the status, the method and the route as it is declared; of an exception its type and the places in the
code, not its message. In other lines addresses and numbers of persons are blotted out.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_PERSONAL: Final = re.compile(r"[^\s<>\"'=,;]+@[^\s<>\"'=,;]+|\b(?:19|20)?\d{6}[-+]?\d{4}\b")


class PlainFormatter(logging.Formatter):
    """The lines as above."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of an exception below it."""
        plain = logging.makeLogRecord(record.__dict__)
        request = record.__dict__.get("request")
        if hasattr(request, "method"):
            plain.msg = _asked(request, record)
        else:
            plain.msg = _PERSONAL.sub("[...]", record.getMessage())
        plain.args, plain.exc_text, plain.stack_info = (), None, None
        return super().format(plain)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - as logging names it
        """The types of the exception and its causes, each with its places."""
        return "\n".join(_causes(ei[1]))


def _asked(request: Any, record: logging.LogRecord) -> str:
    match = getattr(request, "resolver_match", None)
    route = match.route if match is not None else "(no such address)"
    status = record.__dict__.get("status_code", "")
    return f"{status} {request.method} /{route}".strip()


def _causes(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        yield from _places(error.__traceback__)
        error = error.__cause__ or error.__context__


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield f"  {code.co_filename}:{traceback.tb_lineno} {code.co_qualname}"
        traceback = traceback.tb_next
