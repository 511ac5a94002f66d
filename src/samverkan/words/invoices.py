"""The sentences of flaws in invoices: a flaw in, what is wrong, on which invoice and line, and what to do out (domain `invoice`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.core.funding.invoice_checks import InvoiceFlaw
    from samverkan.words import Language


def say_flaw(flaw: InvoiceFlaw, language: Language) -> str:
    """The flaw in words, the invoice and the line first."""
    values = dict(flaw.values)
    for name in ("who", "giro"):
        if name in values:
            values[name] = say("invoice", f"{name}.{values[name]}", {}, language)
    place = "place" if flaw.number else "place_unnumbered"
    if "line" in values:
        place += "_line" if values.get("text") else "_bare"
    where = say("invoice", place, {**values, "number": flaw.number}, language)
    return f"{where}: {say('invoice', flaw.code, values, language)}"
