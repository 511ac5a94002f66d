"""Which documents may be published only with words masked, and what has been masked of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.store.models import Redacted, RedactionNeeded

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverkan.store.models import Document


def redaction_needed(document: Document) -> bool:
    """Whether it may not be published as it is."""
    last = RedactionNeeded.objects.filter(document=document).order_by("-pk").first()
    return last is not None and last.needed


def redactions(document: Document) -> QuerySet[Redacted]:
    """What has been masked of it, the latest first."""
    rows = Redacted.objects.filter(original=document).select_related("document", "document__content", "by")
    return rows.order_by("-pk")
