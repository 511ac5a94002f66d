"""Which agreements a matter concerns: rows that say so in, those out that an entry moved to another agreement does not belie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Replace, Trim

from samverkan.store.models import AgreementMatter, Entry

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Expression, QuerySet

_BLANKS: Final = "\t\n\r\xa0\u2009\u202f"
"""Those that papers print beside the blank itself; SQLite takes no more, one within the other, than some twenty."""
_OPEN, _SHUT = "\x01", "\x02"


def concerning(rows: QuerySet[AgreementMatter], until: datetime | None = None) -> QuerySet[AgreementMatter]:
    """The rows, save those whose matter's own entries have all been put with other agreements; `until`: as known before then."""
    moved = Entry.objects.filter(replaces__isnull=False)  # few, and found by their index
    if until is not None:
        rows = rows.filter(recorded__lt=until)
        moved = moved.filter(recorded__lt=until)
    told = Entry.objects.annotate(number=_squeezed(KeyTextTransform("registry_number", "head"))).filter(
        agreement=OuterRef("agreement"), organisation=OuterRef("matter__organisation"),
        number=OuterRef("matter__registry_number"),
    )  # fmt: skip
    if until is not None:
        told = told.filter(recorded__lt=until)
    gone, left = told.filter(pk__in=moved.values("replaces")), told.exclude(pk__in=moved.values("replaces"))
    return rows.filter(~Exists(gone) | Exists(left))


def _squeezed(number: Expression) -> Expression:
    """A registry number as its matter has it (`actions.register.matter_in`): blanks of any kind and number as one."""
    made = _replaced(number, *((one, " ") for one in _BLANKS))
    made = _replaced(made, (" ", _OPEN + _SHUT), (_SHUT + _OPEN, ""), (_OPEN + _SHUT, " "))
    return Trim(made)


def _replaced(text: Expression, *pairs: tuple[str, str]) -> Expression:
    for old, new in pairs:
        text = Replace(text, Value(old), Value(new), output_field=CharField())
    return text
