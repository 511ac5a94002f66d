"""The logs: who did and read what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils import timezone

from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.store.log_reading import LogFilter, LogRow, every_log_row, log_page, people_of
from samverkan.web.asked import day_written
from samverkan.web.listing import as_csv, page_asked, wants_csv
from samverkan.web.page import page
from samverkan.words import say, written

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from samverkan.web.asked import Asked
    from samverkan.words import Language

_URN = "urn:uuid:"
_DID = "did."
_VALUE = "value."
_OF_DOCUMENTS: Final = ("document_", "facts_confirmed", "fact_marked", "fact_unmarked", "step_undone")
"""What the acts on a document are called, or begin with; the rest of them stand by the page that was read."""
_PAGES_OF_DOCUMENTS: Final = frozenset({"document", "picture", "original", "review", "text"})


@page("web/logs.html", may=Right.READ_LOGS)
def logs(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The organisation's logs, filtered by person, target and day, or as a file; that they are read is itself logged."""
    organisation = asked.somebody.organisation
    people = people_of(organisation)
    wanted = _wanted(asked, {str(one.pk) for one in people})
    write_read(asked.somebody, "logs", log=wanted.log, person=wanted.person, of=wanted.target, day=_text(wanted.day))
    if wants_csv(asked, Right.READ_LOGS):
        columns = [
            say("logs", f"column.{one}", {}, asked.language) for one in ("at", "by", "did", "values", "target", "row")
        ]
        every = every_log_row(organisation, wanted, until=asked.view.until)
        return as_csv(asked, "logs", columns, (_cells(_row(one, asked)) for one in every))
    found = log_page(organisation, wanted, until=asked.view.until)
    return {
        "found": found, "wanted": wanted, "people": people, "filtered": wanted._replace(page=1) != LogFilter(),
        "rows": [_row(one, asked) for one in found.rows], "waiting": sum(not one.sealed for one in found.rows),
    }  # fmt: skip


def _wanted(asked: Asked, people: set[str]) -> LogFilter:
    given = asked.request.GET
    person = given.get("person", "")
    return LogFilter(
        log=given.get("log", ""), person=person if person in people else "", target=given.get("target", "").strip()[:80],
        day=day_written(given.get("day", "")), page=page_asked(asked), sort="at" if given.get("sort") == "at" else "-at",
    )  # fmt: skip


def _row(one: LogRow, asked: Asked) -> dict[str, Any]:
    language = asked.language
    told = [(name, value) for name, value in sorted(one.values.items()) if value not in (None, "", [])]
    return {
        "at": timezone.localtime(one.at),
        "by": one.by or say("logs", "erased.by" if one.erased else "itself", {}, language),
        "did": did(one, language),
        "target": one.target,
        **_leads_to(one),
        "values": [(_called(name, language), written(value, language)) for name, value in told],
        "of_log": say("logs", f"log.{one.log}", {}, language),
        "pk": one.pk,
    }  # fmt: skip


def did(one: LogRow, language: Language) -> str:
    """What was done, in words; an act that has none, of an earlier version, by its own name."""
    if one.erased:
        return say("logs", "erased", {}, language)
    return say("logs", f"{_DID}{one.verb}", {}, language).removeprefix(_DID)


def _called(name: str, language: Language) -> str:
    """What a value of a row is called; a name that an earlier version used is shown as it stands."""
    return say("logs", f"{_VALUE}{name}", {}, language).removeprefix(_VALUE)


def _cells(row: dict[str, Any]) -> list[object]:
    values = "; ".join(f"{name}: {value}" for name, value in row["values"])
    return [
        f"{row['at']:%Y-%m-%d %H:%M:%S}",
        row["by"],
        row["did"],
        values,
        row["target"],
        f"{row['of_log']} {row['pk']}",
    ]


def _leads_to(one: LogRow) -> dict[str, Any]:
    """The agreement or the document that the row is of, where it is of one."""
    try:
        id_ = UUID(one.target.removeprefix(_URN))
    except ValueError:
        return {}
    if one.verb.startswith(_OF_DOCUMENTS) or one.values.get("page") in _PAGES_OF_DOCUMENTS:
        return {"document": id_}
    return {"agreement": id_} if one.verb == "agreement_opened" or one.target.startswith(_URN) else {}


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()
