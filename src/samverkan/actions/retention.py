"""Retention: rules are decided, and what their time is out for is erased by a decision that is recorded with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.store.models import Disposed, Document, Draft, Mark, Rendition, RetentionRule, Step
from samverkan.store.retention import KINDS, disposable, erase_bytes, unused
from samverkan.store.wording import index_documents

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

MOST: Final = 500
"""How many documents one decision may erase at once."""

LONGEST: Final = 200
"""The most years that can be said."""


@action(Right.ARCHIVE)
def set_retention(acting: Acting, *, kind: str, years: int | None, from_day: date, ground: str) -> RetentionRule:
    """Say how long documents of a kind are kept, from a day on; `years` None: for ever. `ground`: the decision that says so."""
    ground = _reason(ground, "retention_needs_ground")
    if kind not in KINDS:
        raise InvalidError("no_such_kind", kind=kind)
    if years is not None and not 0 <= years <= LONGEST:
        raise InvalidError("retention_years", most=LONGEST)
    acting.note("retention_set", kind, years=years, from_day=from_day, why=ground)
    return RetentionRule.objects.create(
        organisation=acting.organisation, kind=kind, years=years, from_day=from_day, ground=ground, by=acting.person,
        recorded=acting.at,
    )  # fmt: skip


@action(Right.ARCHIVE)
def dispose(acting: Acting, *, documents: Collection[UUID], decision: str) -> int:
    """Erase the content of documents whose time is out, all of them or none; how many.

    Each keeps its row in the register and the hash of what it was. The bytes go when the decision is recorded. InvalidError
    where one of them is not, or no longer, to be erased today.
    """
    decision = _reason(decision, "disposal_needs_decision")
    if not documents:
        raise InvalidError("disposal_of_nothing")
    if len(documents) > MOST:
        raise InvalidError("documents_many", most=MOST)
    list(Draft.objects.select_for_update().filter(document__in=documents).order_by("document"))  # one at a time
    allowed = disposable(acting.organisation, documents, acting.today)
    if set(allowed) != set(documents):
        raise InvalidError("not_disposable", count=len(set(documents) - set(allowed)))
    rows = list(Document.objects.filter(pk__in=list(allowed)).order_by("arrived", "pk"))
    for one in rows:
        rule = allowed[one.pk]
        Disposed.objects.create(document=one, rule=rule, decision=decision, by=acting.person, recorded=acting.at)
        acting.note("document_disposed", one.pk, sha256=one.content_id, why=decision, ground=rule.ground)
    drafts = Draft.objects.filter(document__in=rows)
    Mark.objects.filter(draft__in=drafts).delete()
    Step.objects.filter(draft__in=drafts).delete()
    drafts.update(items=[], findings=[])
    Rendition.objects.filter(content__in=unused(one.content_id for one in rows)).delete()
    index_documents(rows)
    transaction.on_commit(erase_bytes)
    return len(rows)


def _reason(written: str, code: str) -> str:
    said = " ".join(written.split())
    if not said:
        raise InvalidError(code)
    if len(said) > 400:
        raise InvalidError("reason_long", most=400)
    return said
