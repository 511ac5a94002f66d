"""An organisation says what its invoices say of it: address, giro, how they are numbered, its account strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.money.saved_since import refuse_saved_since
from samverkan.actions.roles import Right
from samverkan.core.funding.invoice_details import DetailsError, details_in
from samverkan.core.identity import identity_numbers
from samverkan.store.models import InvoiceDetails
from samverkan.store.money.invoiced import details_row
from samverkan.store.taking_turns import take_turns_on_invoices
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samverkan.core.funding.invoice_checks import InvoiceFlaw

_NUMBERS: Final = frozenset({"giro_number", "endpoint"})
"""Numbers that may look like a personal identity number, and are held to their own rules."""


@action(Right.KEEP_ACCOUNTS)
def set_invoice_details(acting: Acting, *, data: Mapping[str, Any], seen: int | None = None) -> InvoiceDetails:
    """Say it whole, as it is from now on; invoices made before stay as they are. `seen`: the key of the row that it was written over.

    InvalidError `invoice_details_wrong` with the field (`field`) and what is wrong with it; a personal identity number is.
    InvalidError `form_saved_since` where somebody has saved others than the writer has seen (`seen` 0: there were none).
    """
    for field, text in _texts(data):
        if any(identity_numbers(text)):
            raise _wrong(field, Said("invoicing", "wrong.identity_number"))
    organisation = acting.organisation
    try:
        details_in(data, name=organisation.called(acting.today), number=organisation.pk)
    except DetailsError as error:
        field = str(error.values["field"])
        why = Said("invoicing", f"wrong.{error.code}", error.values)
        if error.code == "flawed":
            why = flaw_said(error.values["flaw"])  # type: ignore[arg-type]  # what `flawed` holds
        raise _wrong(field, why) from None
    take_turns_on_invoices(organisation.pk)
    refuse_saved_since(details_row(organisation), seen)
    made = InvoiceDetails.objects.create(
        organisation=organisation, data=dict(data), by=acting.person, recorded=acting.at
    )
    acting.note("invoice_details_set", organisation.pk)
    return made


def _wrong(field: str, why: Said) -> InvalidError:
    name = Said("invoicing", f"field.{field}" if field else "field.none")
    return InvalidError("invoice_details_wrong", field=field, name=name, why=why)


def _texts(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """All that people have written, also of each agreement and counterparty, with its field.

    Left out are the numbers above, and what begins as a telephone number does: 0701230005 is one, and might be the other.
    """
    for field, said in data.items():
        if field == "agreements" and isinstance(said, dict):
            for of in said.values():
                if isinstance(of, dict):
                    yield from (
                        ("agreement_reference" if name == "reference" else str(name), str(text))
                        for name, text in of.items()
                    )
        elif isinstance(said, dict):
            yield from ((field, str(text)) for text in said.values())
        elif (
            isinstance(said, str)
            and field not in _NUMBERS
            and not (field == "telephone" and said.startswith(("0", "+")))
        ):
            yield field, said


def flaw_said(flaw: InvoiceFlaw) -> Said:
    """What is wrong with an invoice, for another's sentence: in the reader's language."""
    values = {
        name: Said("invoice", f"{name}.{value}") if name in ("who", "giro") else value
        for name, value in flaw.values.items()
    }
    return Said("invoice", flaw.code, values)
