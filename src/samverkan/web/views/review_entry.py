"""An entry of a paper that was not found: its head as the person says it, cited to the words that begin it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect

from samverkan.actions.acting import InvalidError
from samverkan.actions.marking import add_entry
from samverkan.actions.roles import Right
from samverkan.store.drafted import head_name
from samverkan.web.fact_fields import HEAD_FIELDS, Field
from samverkan.web.fact_form import Form
from samverkan.web.page import page
from samverkan.web.views.review import already, draft_of, review_address
from samverkan.web.views.review_fact import done, form_shown
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked

FIELDS = (*HEAD_FIELDS, Field("is_text", "flag"))


@page("web/review_fact.html", may=Right.REVIEW, methods=("GET", "POST"))
def review_entry(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """The form of one more entry, and what is sent with it."""
    draft = draft_of(asked, id)
    if draft.state == "recorded":
        return already(asked, draft)
    if draft.state != "waiting":
        return HttpResponseRedirect(review_address(asked, draft))
    form = Form(FIELDS, asked.language)
    said: dict[str, Any] = {field.name: None for field in FIELDS}
    errors: dict[str, str] = {}
    raw: Any = {}
    given = asked.request.POST if asked.request.method == "POST" else asked.request.GET
    if asked.request.method == "POST":
        sent = form.sent(given, said)
        said, errors, raw = sent.value, dict(sent.errors), sent.raw
        words, near = given.get("words", "").strip(), given.get("at", "")
        if not words:
            errors["words"] = say("review", "wrong.no_words", {}, asked.language)
        if not errors:
            head = {name: held for name, held in said.items() if name != "is_text"}
            try:
                position = add_entry(
                    asked.somebody, draft=draft, head=head, text=bool(said["is_text"]), words=words,
                    near=int(near) if near.isdecimal() and len(near) < 10 else 0,
                )  # fmt: skip
            except InvalidError as error:
                if error.code == "already_recorded":
                    return already(asked, draft)
                where = "words" if error.code == "words_not_found" else ""
                errors[where] = say("actions", error.code, error.values, asked.language)
            else:
                return done(asked, draft, head_name(position))
    return form_shown(
        asked, draft, title=say("review", "entry.one", {}, asked.language), adds=True, key="entry",
        inputs=form.inputs(said, errors, raw), errors=errors, quotes=[], words=given.get("words", ""), at=given.get("at", ""),
        entry="", name="", quotable=True,
    )  # fmt: skip
