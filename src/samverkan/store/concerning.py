"""Which agreements a matter concerns: rows that say so in, those out that an entry moved to another agreement does not belie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform

from samverkan.store.models import AgreementMatter, Entry

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def concerning(rows: QuerySet[AgreementMatter], until: datetime | None = None) -> QuerySet[AgreementMatter]:
    """The rows, save those whose matter's own entries have all been put with other agreements; `until`: as known before then."""
    moved = Entry.objects.filter(replaces__isnull=False)  # few, and found by their index
    if until is not None:
        rows = rows.filter(recorded__lt=until)
        moved = moved.filter(recorded__lt=until)
    told = Entry.objects.annotate(number=KeyTextTransform("registry_number", "head")).filter(
        agreement=OuterRef("agreement"), organisation=OuterRef("matter__organisation"),
        number=OuterRef("matter__registry_number"),
    )  # fmt: skip
    if until is not None:
        told = told.filter(recorded__lt=until)
    gone, left = told.filter(pk__in=moved.values("replaces")), told.exclude(pk__in=moved.values("replaces"))
    return rows.filter(~Exists(gone) | Exists(left))
