"""One fact of a review set right, or one added: its form, and what is sent with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from samverkan.actions.acting import InvalidError
from samverkan.actions.marking import mark
from samverkan.actions.roles import Right
from samverkan.core.facts import THE_TEXT
from samverkan.core.reading.dating import dates_in
from samverkan.core.standing.items import OWN
from samverkan.core.writing.quoting import cited, place_of
from samverkan.store.drafted import ADDED, CORRECTED, HEAD, found_in, head_name, head_of, marks_of
from samverkan.store.models import Draft, Rendition
from samverkan.web.fact_fields import FORMS, HEAD_FIELDS, form_of
from samverkan.web.fact_form import Form, errors_of
from samverkan.web.page import page
from samverkan.web.reviewing import found_in_draft
from samverkan.web.views.review import already, draft_of, facts_part, is_htmx, paper, review_address
from samverkan.words import say
from samverkan.words.facts import say_kind

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked

Json = Any
_MOST_ROWS = 40


@page("web/review_fact.html", may=Right.REVIEW, methods=("GET", "POST"))
def review_fact(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """A fact found, or an entry's head: what it holds, to be set right."""
    draft = draft_of(asked, id)
    if draft.state == "recorded":
        return already(asked, draft)
    name = asked.request.GET.get("fact", "")
    written = _entry(draft, name.partition(".")[0])
    marks = marks_of(draft)
    if name == head_name(written["position"]):
        return _head(asked, draft, written, name)
    found = next((one for one in found_in(written, marks) if one.name == name), None)
    key = "" if found is None else form_of(found.fact["kind"], found.fact["value"].get("term"))
    if found is None or not key:
        raise Http404
    state = ADDED if found.mark is not None and found.mark.state == ADDED else CORRECTED
    return _Filled(asked, draft, written, name, key, found.fact["value"], state).answer()


@page("web/review_fact.html", may=Right.REVIEW, methods=("GET", "POST"))
def review_add(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """A fact that was not found: which kind it is, the words that say it, its fields."""
    draft = draft_of(asked, id)
    if draft.state == "recorded":
        return already(asked, draft)
    if not draft.items:  # there is nothing for a fact to belong to yet
        words = {name: held for name in ("words", "at") if (held := asked.request.GET.get(name))}
        return HttpResponseRedirect(review_address(asked, draft, page="review-entry", **words))
    given = asked.request.GET
    written = _entry(draft, given.get("entry", "") or str(draft.items[0]["position"]))
    key = given.get("kind", "")
    if key not in FORMS:
        return _choose(asked, draft, written, given.get("words", ""), given.get("at", ""))
    marks = marks_of(draft)
    taken = [int(one.partition("+")[2]) for one in marks if one.startswith(f"{written['position']}.+")]
    name = f"{written['position']}.+{max(taken, default=0) + 1}"
    value = _begun(key, head_of(written, marks), given.get("words", ""))
    return _Filled(asked, draft, written, name, key, value, ADDED).answer()


class _Filled:
    """The form of one fact, as found or as sent."""

    def __init__(self, asked: Asked, draft: Draft, written: Json, name: str, key: str, value: Json, state: str) -> None:
        self.asked, self.draft, self.written, self.name = asked, draft, written, name
        self.key, self.value, self.state = key, value, state
        self.form = Form(FORMS[key], asked.language)
        self.kind = key.partition(".")[0]
        self.adds = asked.request.resolver_match is not None and asked.request.resolver_match.url_name == "review-add"

    def answer(self) -> dict[str, Any] | HttpResponse:
        if self.asked.request.method != "POST":
            return self._shown(self.value, {}, {})
        post = self.asked.request.POST
        sent = self.form.sent(post, self.value)
        errors = dict(sent.errors)
        value = sent.value
        self._quote(value, post.get("words", "").strip(), post.get("at", ""), errors)
        if "more" in post:
            return self._shown(value, {}, sent.raw, more=2)
        if not errors:
            errors = errors_of(self.kind, value, self.asked.language)
        if errors:
            return self._shown(value, errors, sent.raw)
        try:
            said = {"kind": self.kind, "value": value}
            mark(self.asked.somebody, draft=self.draft, fact=self.name, state=self.state, value=said)
        except InvalidError as error:
            if error.code == "already_recorded":
                return already(self.asked, self.draft)
            return self._shown(value, {"": say("actions", error.code, error.values, self.asked.language)}, sent.raw)
        return done(self.asked, self.draft, self.name)

    def _quote(self, value: Json, words: str, near: str, errors: dict[str, str]) -> None:
        """Put the words pointed out in as what the fact is cited to; a fact must have some."""
        if words:
            rendition = Rendition.objects.filter(content=self.draft.document.content_id).first()
            text = "" if rendition is None else rendition.text
            span = place_of(text, words, near=int(near) if near.isdecimal() and len(near) < 10 else 0)
            if span is None or rendition is None:
                errors["words"] = say("review", "wrong.words", {}, self.asked.language)
                return
            citation = cited(text, rendition.pages, span, head_of(self.written, marks_of(self.draft)))
            value["citations"] = [citation]
            if self.kind == "Term":
                value["words"] = " ".join(citation["words"].split())
        elif not value.get("citations"):
            errors["words"] = say("review", "wrong.no_words", {}, self.asked.language)

    def _shown(self, value: Json, errors: dict[str, str], raw: Any, more: int = 0) -> dict[str, Any] | HttpResponse:
        sent = self.asked.request.POST if self.asked.request.method == "POST" else self.asked.request.GET
        term = self.key.partition(".")[2] or None
        return form_shown(
            self.asked, self.draft, title=say_kind(self.kind, term, self.asked.language), adds=self.adds, key=self.key,
            inputs=self.form.inputs(value, errors, raw, min(more, _MOST_ROWS)), errors=errors,
            quotes=[" ".join(one["words"].split()) for one in value.get("citations", [])] if not self.adds else [],
            words=sent.get("words", ""), at=sent.get("at", ""), entry=self.written["position"], name=self.name, quotable=True,
        )  # fmt: skip


def _head(asked: Asked, draft: Draft, written: Json, name: str) -> dict[str, Any] | HttpResponse:
    """The form of an entry's head."""
    form = Form(HEAD_FIELDS, asked.language)
    before = head_of(written, marks_of(draft))
    said = {field.name: before.get(field.name) for field in HEAD_FIELDS}
    errors: dict[str, str] = {}
    raw: Any = {}
    if asked.request.method == "POST":
        sent = form.sent(asked.request.POST, said)
        said, errors, raw = (
            {field.name: sent.value.get(field.name) for field in HEAD_FIELDS},
            dict(sent.errors),
            sent.raw,
        )
        if not errors:
            try:
                mark(asked.somebody, draft=draft, fact=name, state=CORRECTED, value={HEAD: said})
            except InvalidError as error:
                if error.code == "already_recorded":
                    return already(asked, draft)
                errors[""] = say("actions", error.code, error.values, asked.language)
            else:
                return done(asked, draft, name)
    return form_shown(
        asked, draft, title=say_kind(HEAD, None, asked.language), adds=False, key=HEAD,
        inputs=form.inputs(said, errors, raw), errors=errors, quotes=[], words="", at="", entry=written["position"],
        name=name, quotable=False,
    )  # fmt: skip


def _choose(asked: Asked, draft: Draft, written: Json, words: str, at: str) -> dict[str, Any] | HttpResponse:
    """Which kind of fact it is that is to be added."""
    language = asked.language
    kinds = [(key, say_kind(*_split(key), language)) for key in FORMS]
    entries = [(row.position, row.title) for row in found_in_draft(draft, None, language).entries]
    values: dict[str, Any] = {
        "kinds": kinds,
        "entries": entries,
        "entry": written["position"],
        "words": words,
        "at": at,
    }
    return _page(asked, draft, "web/review_choose.html", values)


def _split(key: str) -> tuple[str, str | None]:
    kind, _, term = key.partition(".")
    return kind, term or None


def form_shown(asked: Asked, draft: Draft, **values: Any) -> dict[str, Any] | HttpResponse:
    """The form of one fact or entry beside the paper, with what is wrong in it."""
    values["general"] = values["errors"].get("", "")
    return _page(asked, draft, "web/review_form.html", values)


def _page(asked: Asked, draft: Draft, part: str, values: dict[str, Any]) -> dict[str, Any] | HttpResponse:
    """The form beside the paper; the form alone where the page's script asked for it."""
    back = review_address(asked, draft)
    if is_htmx(asked):
        return render(asked.request, part, {**values, "asked": asked, "draft": draft, "back": back})
    found = found_in_draft(draft, asked.somebody.person, asked.language)
    return {**paper(asked, draft, found), **values, "part": part, "back": back}


def done(asked: Asked, draft: Draft, name: str) -> HttpResponse:
    """Back to the facts."""
    draft.refresh_from_db()
    if is_htmx(asked):
        return facts_part(asked, draft)
    row = found_in_draft(draft, asked.somebody.person, asked.language).row(name)
    return HttpResponseRedirect(review_address(asked, draft, row.id if row else ""))


def _entry(draft: Draft, position: str) -> Json:
    written = next((one for one in draft.items if str(one["position"]) == position), None)
    if written is None:
        raise Http404
    return written


def _begun(key: str, head: Json, words: str) -> Json:
    """A fact to be added: whose it is and when from its entry; dates that its words name where its kind has a place for them."""
    kind, term = _split(key)
    value: Json = {"party": THE_TEXT if head["text"] else OWN, "body": head["body"], "happened": head["day"]}
    value |= {"known": head.get("known"), "citations": []}
    days = [str(one.date) for one in dates_in(words) if one.date is not None]
    first, last = (days[0] if days else None), (days[1] if len(days) > 1 else None)
    if term is not None:
        value |= {"term": term, "basis": "agreed" if head["text"] else "decided", "value": None}
    if key == "Term.period":
        value["value"] = {"from_": first, "to": last, "open_ended": False}
    elif key == "Term.extension":
        value["value"] = {"allowed": False, "mode": "excluded", "months": None, "times": None, "notice_months": None}
    elif key == "Term.shares":
        value["value"] = []
    elif term is not None and FORMS[key][0].kind in ("text", "long"):
        value["value"] = " ".join(words.split()) or None
    elif term in ("signature_required", "goes_on"):
        value["value"] = True
    elif kind in ("Decision", "Proposal", "Extension", "Amendment", "Termination", "AssignmentGiven"):
        value["section"] = head["section"]
    if kind in ("Justering", "NoticePosted"):
        value |= {"happened": first, "meeting": head["day"]}
    elif kind == "Signature":
        value["happened"] = first
    if kind in ("Decision", "Proposal"):
        value["registry_number"] = head["registry_number"]
    if kind in ("AssignmentGiven", "Told"):
        value["text"] = " ".join(words.split())
    if kind == "AssignmentGiven":
        value |= {"day": head["day"], "by": head["body"], "basis": "decided", "receiver_exists": True}
    if kind == "PointedAt":
        value["title"] = " ".join(words.split())
    return {name: held for name, held in value.items() if held is not None or name == "value"}
