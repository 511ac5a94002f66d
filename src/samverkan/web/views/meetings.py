"""Meetings: what was decided, where and when, with links to the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.actions.roles import Right
from samverkan.store import registers
from samverkan.web.listing import as_csv, columns_said, page_asked, wants_csv, year_asked
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samverkan.store.models import RegisterEntry
    from samverkan.store.registers import Meeting
    from samverkan.web.asked import Asked

_WHOLE = 100_000


class Done(NamedTuple):
    """What an entry does, in words, and the address of the words."""

    text: str
    address: str


class EntryRow(NamedTuple):
    """An entry of a meeting."""

    entry: RegisterEntry
    done: list[Done]
    address: str


@page("web/meetings.html", may=Right.SEE_JOINT)
def meetings(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The meetings that the papers on file tell of, newest first."""
    given = asked.request.GET
    organisation = asked.somebody.organisation
    organisations = registers.co_parties(organisation, asked.view)
    owner = given.get("organisation", "")
    owner = owner if owner in {one.pk for one in organisations} else ""
    body = given.get("body", "").strip()[:200]
    year = year_asked(asked)
    whole = wants_csv(asked)
    found = registers.meetings(
        organisation, asked.view, asked.on, owner=owner, body=body, year=year, oldest_first=given.get("sort") == "day",
        page=1 if whole else page_asked(asked), size=_WHOLE if whole else registers.PAGE,
    )  # fmt: skip
    names = {one.pk: asked.called(one) for one in organisations}
    if whole:
        columns = columns_said("day organisation body section matter title done", asked.language)
        return as_csv(asked, "meetings", columns, [
            (one.day, names.get(one.owner, one.owner), one.body, row.entry.section, row.entry.registry_number, row.entry.title,
             ", ".join(done.text for done in row.done))
            for one in found.rows for row in entry_rows(one.entries, asked)
        ])  # fmt: skip
    return {
        "found": found, "rows": shown(found.rows, names, asked), "organisations": organisations, "organisation": owner, "body": body,
        "year": given.get("year", ""), "sort": given.get("sort", ""), "filtered": bool(owner or body or year),
    }  # fmt: skip


def shown(rows: Any, names: dict[str, str], asked: Asked) -> list[tuple[Meeting, str, list[EntryRow]]]:
    """Each meeting with its organisation's name and its entries in words."""
    asked.hidden_of(row.entry.document_id for one in rows for row in one.entries)  # of all of them in one question
    return [(one, names.get(one.owner, one.owner), entry_rows(one.entries, asked)) for one in rows]


def entry_rows(entries: Any, asked: Asked) -> list[EntryRow]:
    """The entries, each with what it does."""
    asked.hidden_of(one.entry.document_id for one in entries)
    return [
        EntryRow(one, [_done(one, code, span, asked) for code, span in one.acts], address_of(one, None, asked))
        for one in entries
    ]


def _done(entry: RegisterEntry, code: str, span: Any, asked: Asked) -> Done:
    return Done(say("registers", f"act.{code}", {}, asked.language), address_of(entry, span, asked))


def address_of(entry: RegisterEntry, span: Any, asked: Asked) -> str:
    """The page that shows the entry's words marked; "" where they are hidden."""
    if asked.hides(entry.entry.document_id):
        return ""
    head = (entry.entry.head.get("citation") or {}).get("span")
    start, end = span or head or (None, None)
    query = "&".join(part for part in (f"span={start}-{end}" if start is not None else "", asked.dates) if part)
    return f"/documents/{entry.entry.document_id}" + (f"?{query}" if query else "") + "#words"
