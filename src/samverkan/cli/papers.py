"""The files of a command in, each one's answer out; what could not be read is told on standard error at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from samverkan.cli.output import complain
from samverkan.core.findings import Finding, UnreadableError
from samverkan.words import say
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samverkan.cli.arguments import Options

T = TypeVar("T")

ANSWERED = 0
SOME_UNREAD = 1


class Papers:
    """The documents a command was given. Iterate `each`, then `report` what was wrong and return its exit code."""

    def __init__(self, options: Options) -> None:
        from samverkan.outside.folder import expand

        self._language = options.language
        self._found = expand(options.files)
        self._unread: list[UnreadableError] = []

    def each(self, read_one: Callable[[str], T]) -> Iterator[tuple[str, T | UnreadableError]]:
        """Every path, in the order given, with what `read_one` makes of it or why it could not be read."""
        from samverkan.outside.many import read_all

        for path, result in zip(self._found.paths, read_all(self._found.paths, read_one=read_one), strict=True):
            if isinstance(result, UnreadableError):
                if result.code == "is_folder":  # any other stands for the papers in it
                    result = UnreadableError("folder_without_documents", source=path)
                self._unread.append(result)
            yield path, result

    def unread(self) -> list[Finding]:
        """What could not be read, and why."""
        return [Finding(error.code, error.values) for error in self._unread]

    def report(self) -> int:
        """Say on standard error what was passed over or could not be read; returns the exit code."""
        if self._found.passed_over:
            complain(say("cli", "passed_over", {"count": self._found.passed_over}, self._language))
        for found in self.unread():
            complain(say_finding(found, self._language))
        return SOME_UNREAD if self._unread else ANSWERED
