"""`samverkan settle`: an agreement and files of costs in, the joint cost divided by the shares in force out, to the öre."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from samverkan.cli.arguments import UsageError, day_of
from samverkan.cli.output import complain, flush, put
from samverkan.core.findings import Finding, UnreadableError
from samverkan.core.funding.once import Source, taken_once
from samverkan.core.funding.settling import Books, settle
from samverkan.core.funding.stated import (
    agreements_in,
    bearers_in,
    billed_in,
    days_in,
    refuse_grants_of_nothing,
    together,
)
from samverkan.core.funding.tables import StatedError
from samverkan.outside.costs import open_costs, said
from samverkan.outside.stated_files import open_stated
from samverkan.words import say, visible
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.cli.arguments import Options
    from samverkan.core.funding.settlement import Settlement
    from samverkan.outside.costs import CostFile
    from samverkan.words import Language

ANSWERED = 0
SOME_UNREAD = 1


class _Costs(NamedTuple):
    """The files that may be used, and the sentences of what is wrong with the others; `unread`: some may not be used."""

    files: list[CostFile]
    sentences: list[str]
    unread: bool


def print_settlement(options: Options) -> int:
    """Settle, and print it; 1 where the agreement or some file of costs could not be read, 0 otherwise."""
    language = options.language
    first, last = (day_of(name, options.named[name]) if name in options.named else None for name in ("--from", "--to"))
    path, *paths = options.files
    try:
        stated = agreements_in(open_stated(path))
        asked = together(stated)
        for agreement in stated:
            refuse_grants_of_nothing(agreement)
        billed = [one for agreement in stated for one in billed_in(agreement)]
        said_first, said_last = days_in(stated[-1])
        bearers = {source: party for agreement in stated for source, party in bearers_in(agreement).items()}
    except UnreadableError as error:
        complain(say_finding(Finding(error.code, error.values), language))
        return SOME_UNREAD
    except StatedError as error:
        complain(f"{path}: {say('funding', f'stated.{error.code}', error.values, language)}")
        return SOME_UNREAD
    costs = _opened(paths, language)
    first, last = first or said_first, last or said_last
    if first is not None and last is not None and last < first:
        raise UsageError("days_turned", first=first, last=last)
    kinds = {one.name: one.books.kinds for one in costs.files if one.books is not None}
    books = Books(kinds, _of_files(bearers, (one.name for one in costs.files)))
    taken, twice = taken_once(
        Source(
            one.books.organisation_number if one.books else None,
            one.lines,
            kinds.get(one.name, {}),
            books.of.get(one.name),
        )
        for one in costs.files
    )
    found = settle(asked, taken, first=first, last=last, books=books, billed=billed)
    _print(found, twice, costs, options)
    for one in costs.sentences:
        complain(one)
    return SOME_UNREAD if costs.unread else ANSWERED


def _opened(paths: Iterable[str], language: Language) -> _Costs:
    files, sentences, unread = [], [], False
    taken: dict[str, str] = {}
    for path in paths:
        try:
            one = open_costs(path, path)
        except UnreadableError as error:
            sentences.append(say_finding(Finding(error.code, error.values), language))
            unread = True
            continue
        if one.lines and one.sha256 in taken:
            sentences.append(say("funding", "file_twice", {"source": path, "other": taken[one.sha256]}, language))
            continue
        taken[one.sha256] = path
        flaws = [*one.findings, *([one.refused] if one.refused is not None else [])]
        sentences += [say("costs", flaw.code, said(flaw, path), language) for flaw in flaws]
        if one.stopped:
            unread = True
            sentences.append(say("funding", "file_stopped", {"source": path}, language))
        else:
            files.append(one)
    return _Costs(files, sentences, unread)


def _of_files(of: Mapping[str, str], paths: Iterable[str]) -> dict[str, str]:
    """In whose accounts the lines of each file are, where the agreement's file says so, by its path or its name."""
    said = {path: of.get(path, of.get(os.path.basename(path))) for path in paths}
    return {path: party for path, party in said.items() if party is not None}


def _print(settlement: Settlement, twice: Iterable[Finding], costs: _Costs, options: Options) -> None:
    if options.json:
        import json

        from samverkan.core.writing.settlement_json import settlement_json

        found = settlement_json(settlement, say=lambda one: say_finding(one, options.language), findings=twice)
        found["findings"] = [
            {"code": "cost_file", "message": one, "values": {}, "span": None} for one in costs.sentences
        ] + found["findings"]
        put(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        from samverkan.cli.settle_text import settlement_lines

        put("".join(f"{visible(line)}\n" for line in settlement_lines(settlement, tuple(twice), options.language)))
    flush()
