"""Search: where is it said? The quote first, the document second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.store.migrated import search_is_whole
from samverkan.store.search import PAGE, bodies_found
from samverkan.store.search import search as find
from samverkan.web.listing import page_asked, year_asked
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.store.search import Found, Hit
    from samverkan.web.asked import Asked

KINDS: Final = ("minutes", "extract", "agreement", "proposal", "summary", "summons", "unknown")


class Row(NamedTuple):
    """A hit, and the address of its document with the quote marked."""

    hit: Hit
    title: str
    kind: str
    address: str


@page("web/search.html", may=Right.SEE_JOINT)
def search(asked: Asked) -> dict[str, Any]:
    """What the address asks for; an empty question explains how to ask."""
    given = asked.request.GET
    text = given.get("text", "").strip()[:400]
    kind = given.get("kind", "") if given.get("kind", "") in KINDS else ""
    body = given.get("body", "").strip()[:200]
    written, year = given.get("year", "").strip()[:10], year_asked(asked)
    organisation = asked.somebody.organisation
    bodies = bodies_found(organisation, asked.view)
    found = find(organisation, asked.view, text, page=page_asked(asked), kind=kind, body=body, year=year)
    whole = search_is_whole(thoroughly=bool(text) and not found.total)
    if found.hits:
        shown = dict.fromkeys(str(one.document.pk) for one in found.hits)
        write_read(asked.somebody, "search", page="search", documents=list(shown))
    return {
        "text": text, "kind": kind, "body": body, "year": written, "bad_year": bool(written) and year is None,
        "bodies": bodies, "kinds": [(one, say("search", f"kind.{one}", {}, asked.language)) for one in KINDS],
        "found": found, "first": (found.page - 1) * PAGE + 1, "rows": [_row(one, asked) for one in found.hits],
        "lead": _lead(text, found, asked, whole=whole), "empty": not text, "whole": whole,
    }  # fmt: skip


def _lead(text: str, found: Found, asked: Asked, *, whole: bool) -> str:
    code = "lead.empty" if not text else "lead.wordless" if not found.question.sought else "lead.found"
    if code == "lead.found" and not found.total:
        code = "lead.none" if whole else "lead.unknown"
    return say(
        "search",
        code,
        {"text": _quoted(text, asked), "count": found.total},
        asked.language,
    )


def _row(hit: Hit, asked: Asked) -> Row:
    span = "" if hit.quote is None else f"span={hit.quote.start}-{hit.quote.end}"
    query = "&".join(part for part in (span, asked.dates) if part)
    kind = say("search", f"kind.{hit.kind if hit.kind in KINDS else 'unknown'}", {}, asked.language)
    title = hit.title or say("search", "untitled", {}, asked.language)
    return Row(hit, title, kind, f"/documents/{hit.document.pk}" + (f"?{query}" if query else "") + "#words")


def _quoted(text: str, asked: Asked) -> str:
    """What was sought between the language's quotation marks; as it is where it has marks of its own."""
    if set(text) & set('"”“'):
        return text
    return f"“{text}”" if asked.language == "en" else f"”{text}”"
