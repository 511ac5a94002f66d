"""How long documents are kept: the table of rules, what may be erased now, and what has been, by which decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.retention import dispose, set_retention
from samverkan.actions.roles import Right
from samverkan.store.retention import KINDS, disposed, every_rule, proposals, rules
from samverkan.web.asked import day_given
from samverkan.web.document_words import kind_word
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samverkan.web.asked import Asked

_SHOWN: Final = 50
_FOR_EVER: Final = "ever"


@page("web/records/retention.html", may=Right.ARCHIVE)
def retention(asked: Asked) -> dict[str, Any]:
    """The rules as they hold today, what they let be erased, and what has been."""
    return _shown(asked)


@page("web/records/retention.html", may=Right.ARCHIVE, methods=("POST",))
def retention_rule(asked: Asked) -> dict[str, Any] | HttpResponse:
    """A rule for a kind of document, from a day on; its page again, with what is wrong, where it cannot be."""
    given = asked.request.POST
    years = given.get("years", "").strip()
    try:
        whole = years.isascii() and years.isdigit() and len(years) < 4
        if given.get("keep") != _FOR_EVER and not whole:
            raise InvalidError("retention_years", most=200)
        set_retention(
            asked.somebody, kind=given.get("kind", ""), years=None if given.get("keep") == _FOR_EVER else int(years),
            from_day=day_given(asked, "from_day"), ground=given.get("ground", ""),
        )  # fmt: skip
    except InvalidError as error:
        return _shown(asked, error)
    messages.success(asked.request, say("records", "retention.set", {}, asked.language))
    return HttpResponseRedirect(reverse("retention"))


@page("web/records/retention.html", may=Right.ARCHIVE, methods=("POST",))
def retention_dispose(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Erase the content of the documents chosen, by the decision written; all of them or none."""
    given = asked.request.POST
    try:
        if given.get("sure") != "yes":
            raise InvalidError("disposal_not_sure")
        count = dispose(asked.somebody, documents=_keys(given.getlist("document")), decision=given.get("decision", ""))
    except InvalidError as error:
        return _shown(asked, error)
    messages.success(asked.request, say("records", "retention.disposed", {"count": count}, asked.language))
    return HttpResponseRedirect(reverse("retention"))


def _shown(asked: Asked, error: InvalidError | None = None) -> dict[str, Any]:
    organisation, today = asked.somebody.organisation, asked.today
    held = rules(organisation, today)
    found = proposals(organisation, today)
    given = asked.request.POST
    return {
        "rules": [(kind, say("records", f"kind.{kind}", {}, asked.language), held.get(kind)) for kind in KINDS],
        "decided": every_rule(organisation)[:_SHOWN], "found": found,
        "rows": [(one, kind_word(one.document, asked.language)) for one in found.rows],
        "hindered": [say("records", f"hindered.{name}", {"count": count}, asked.language) for name, count in found.hindered.items()],
        "erased": disposed(organisation)[:_SHOWN], "given": given, "chosen": set(given.getlist("document")),
        "refused": None if error is None else say("actions", error.code, error.values, asked.language),
        "first": date(today.year, 1, 1),
    }  # fmt: skip


def _keys(written: list[str]) -> list[UUID]:
    try:
        return list({UUID(one) for one in written})
    except ValueError:
        raise InvalidError("disposal_of_nothing") from None
