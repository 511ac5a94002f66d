"""The words of the command line in, `Options` out; a wrong call is a UsageError with a sentence in both languages.

Written out rather than left to argparse, whose sentences are English and whose options may not stand between files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from samverkan.core.dates import FIRST, LAST
from samverkan.core.findings import SamverkanError
from samverkan.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.words import Language

COMMANDS: dict[str, frozenset[str]] = {
    "text": frozenset({"--lang"}),
    "read": frozenset({"--lang", "--json"}),
    "standing": frozenset({"--lang", "--json", "--on", "--known"}),
    "settle": frozenset({"--lang", "--json", "--from", "--to"}),
    "verify": frozenset({"--lang", "--json", "--trust"}),
    "serve": frozenset({"--lang", "--port"}),
    "migrate": frozenset({"--lang"}),
    "manage": frozenset({"--lang"}),
    "work": frozenset({"--lang", "--once"}),
    "verify-log": frozenset({"--lang", "--organisation"}),
    "rebuild": frozenset({"--lang"}),
    "backup": frozenset({"--lang"}),
    "archive": frozenset({"--lang", "--organisation", "--to", "--until", "--schemas", "--as"}),
    "check-package": frozenset({"--lang"}),
    "check-invoice": frozenset({"--lang", "--json", "--rules"}),
    "restore": frozenset({"--lang", "--over"}),
    "import": frozenset({"--lang", "--organisation", "--as", "--arrived"}),
    "register-organisation": frozenset(
        {"--lang", "--name", "--kind", "--from", "--body", "--administrator", "--administrator-name", "--ask-password"}
    ),
    "forget-factors": frozenset({"--lang"}),
    "load-samples": frozenset({"--lang", "--password"}),
    "make-country": frozenset({"--lang", "--password", "--organisations", "--agreements", "--decisions", "--seed"}),
}
"""Each command and the options it takes."""

ON_FILES = ("text", "read", "standing", "settle", "verify", "check-package", "check-invoice")
"""The commands that work on files alone; the others work on the ledger (`cli.workspace`)."""

_ONE_FILE = frozenset({"text", "verify"})

_NO_FILES: dict[str, tuple[int, int]] = {
    "serve": (0, 0),
    "migrate": (0, 0),
    "load-samples": (1, 1),
    "import": (1, 1),
    "register-organisation": (1, 1),
    "forget-factors": (1, 1),
    "work": (0, 0),
    "verify-log": (0, 0),
    "archive": (0, 0),
    "check-package": (1, 1),
    "make-country": (0, 0),
    "rebuild": (0, 3),
    "backup": (1, 1),
    "restore": (1, 1),
}
"""How many words beside options the commands on the ledger take: at least, at most."""

_DAYS = frozenset({"--on", "--known"})
_OTHERS = frozenset(
    {
        "--port",
        "--password",
        "--as",
        "--arrived",
        "--organisation",
        "--organisations",
        "--agreements",
        "--decisions",
        "--seed",
        "--name",
        "--kind",
        "--from",
        "--administrator",
        "--administrator-name",
        "--to",
        "--until",
        "--schemas",
        "--rules",
        "--trust",
    }
)
_SEVERAL = frozenset({"--body"})
_FLAGS = frozenset({"--once", "--over", "--ask-password"})
_WITH_VALUE = frozenset({"--lang"}) | _DAYS | _OTHERS | _SEVERAL
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class UsageError(SamverkanError):
    """The command was called wrongly; the code's sentence says how and what to write instead."""


@dataclass(slots=True)
class Options:
    """What the person asked for."""

    command: str | None = None
    files: list[str] = field(default_factory=list)
    language: Language = "sv"
    json: bool = False
    on: date | None = None
    known: date | None = None
    help: bool = False
    version: bool = False
    named: dict[str, str] = field(default_factory=dict)
    """The values of the other options, by name with its dashes; "" for one that takes none."""
    several: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The values of the options that may be given again and again."""


def language_in(arguments: Sequence[str]) -> Language:
    """The language asked for, wherever it stands, so that also a wrong call is answered in it."""
    for at, word in enumerate(arguments):
        if word == "--":
            break
        value = arguments[at + 1 : at + 2] if word == "--lang" else [word.removeprefix("--lang=")]
        for language in LANGUAGES:
            if word.startswith("--lang") and value == [language]:
                return language
    return "sv"


def parse(arguments: Sequence[str]) -> Options:
    """What the arguments ask for; UsageError where they ask for nothing that can be done."""
    if arguments[:1] == ["manage"] and arguments[1:2] not in (["--help"], ["-h"]):
        return Options(command="manage", files=list(arguments[1:]))  # everything after it is Django's to understand
    options = Options(language=language_in(arguments))
    given: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            options.files.extend(words)
        elif word.startswith("-") and word != "-":
            given.append(_option(options, word, words))
        elif options.command is None:
            options.command = _command(word)
        else:
            options.files.append(word)
    if options.help or options.version:
        return options
    if options.command is None:
        raise UsageError("no_command", commands=", ".join(COMMANDS))
    for name in given:
        if name not in COMMANDS[options.command]:
            raise UsageError("option_elsewhere", option=name, command=options.command)
    if options.command in _NO_FILES:
        least, most = _NO_FILES[options.command]
        if not least <= len(options.files) <= most:
            raise UsageError(f"wrong_count_{options.command}", command=options.command)
        return options
    if not options.files:
        raise UsageError("no_invoice" if options.command == "check-invoice" else "no_file", command=options.command)
    if "" in options.files:
        raise UsageError("empty_name", command=options.command)
    if options.command == "settle" and len(options.files) < 2:
        raise UsageError("no_costs", command=options.command)
    if options.command in _ONE_FILE and len(options.files) > 1:
        raise UsageError("one_file", command=options.command)
    return options


def _command(word: str) -> str:
    if word not in COMMANDS:
        raise UsageError("unknown_command", command=word, commands=", ".join(COMMANDS))
    return word


def _option(options: Options, word: str, words: Iterator[str]) -> str:
    """Take one option with its value; returns its name."""
    name, equals, value = word.partition("=")
    if name in ("-h", "--help"):
        options.help = True
        return name
    if name == "--version":
        options.version = True
        return name
    if name not in _WITH_VALUE | _FLAGS | {"--json"}:
        raise UsageError("unknown_option", option=name)
    if name not in _WITH_VALUE:
        if equals:
            raise UsageError("option_without_value", option=name)
        if name == "--json":
            options.json = True
        else:
            options.named[name] = ""
        return name
    if not equals:
        value = next(words, "")
    if not value or (not equals and value.startswith("--")):
        raise UsageError("option_needs_value", option=name)
    if name == "--lang":
        if value not in LANGUAGES:
            raise UsageError("unknown_language", language=value)
        return name
    if name in _SEVERAL:
        options.several[name].append(value)
        return name
    if name in _OTHERS:
        options.named[name] = value
        return name
    day = day_of(name, value)
    if name == "--on":
        options.on = min(max(day, FIRST), LAST)  # the answer says which day it holds for
    else:
        options.known = day
    return name


def day_of(option: str, value: str) -> date:
    """The day that an option says; UsageError where it is none."""
    if not _DAY.fullmatch(value):
        raise UsageError("not_a_day", option=option, value=value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError("no_such_day", option=option, value=value) from None
