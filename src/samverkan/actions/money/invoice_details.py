"""An organisation says what its invoices say of it: address, giro, how they are numbered, its account strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.roles import Right
from samverkan.core.funding.invoice_details import DetailsError, details_in
from samverkan.store.models import InvoiceDetails
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samverkan.core.funding.invoice_checks import InvoiceFlaw


@action(Right.KEEP_ACCOUNTS)
def set_invoice_details(acting: Acting, *, data: Mapping[str, Any]) -> InvoiceDetails:
    """Say it whole, as it is from now on; invoices made before stay as they are.

    InvalidError `invoice_details_wrong` with the field (`field`) and what is wrong with it.
    """
    for value in data.values():
        refuse_in_words(str(value) if isinstance(value, str) else "")
    organisation = acting.organisation
    try:
        details_in(data, name=organisation.called(acting.today), number=organisation.pk)
    except DetailsError as error:
        field = str(error.values["field"])
        why = Said("invoicing", f"wrong.{error.code}", error.values)
        if error.code == "flawed":
            why = flaw_said(error.values["flaw"])  # type: ignore[arg-type]  # what `flawed` holds
        raise InvalidError(
            "invoice_details_wrong", field=field, name=Said("invoicing", f"field.{field}" if field else "field.none"), why=why
        ) from None  # fmt: skip
    made = InvoiceDetails.objects.create(
        organisation=organisation, data=dict(data), by=acting.person, recorded=acting.at
    )
    acting.note("invoice_details_set", organisation.pk)
    return made


def flaw_said(flaw: InvoiceFlaw) -> Said:
    """What is wrong with an invoice, for another's sentence: in the reader's language."""
    values = {
        name: Said("invoice", f"{name}.{value}") if name in ("who", "giro") else value
        for name, value in flaw.values.items()
    }
    return Said("invoice", flaw.code, values)
