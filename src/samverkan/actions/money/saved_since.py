"""What was read before a form was filled in is still what counts: the last row and the key that was read in; refused where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import InvalidError

if TYPE_CHECKING:
    from samverkan.store.models import InvoiceDetails, MoneyRules


def refuse_saved_since(last: InvoiceDetails | MoneyRules | None, seen: int | None) -> None:
    """InvalidError `form_saved_since` where somebody has saved since. `seen`: the key of what was read; 0: none, None: not asked."""
    if seen is not None and last is not None and last.pk != seen:
        raise InvalidError("form_saved_since", by="–" if last.by is None else last.by.name)
