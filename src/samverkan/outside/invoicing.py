"""An invoice in, the PDF of it out, with the XML that machines read inside (PDF/A-3a and PDF/UA-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.writing.invoice import MEDIA_TYPE, invoice_xml
from samverkan.core.writing.invoice_page import ATTACHMENT, KINDS, invoice_printed
from samverkan.core.writing.printed import Attached
from samverkan.outside.typesetting import typeset

if TYPE_CHECKING:
    from datetime import datetime

    from samverkan.core.funding.invoicing import Invoice


def invoice_pdf(invoice: Invoice, *, made: datetime, logo: bytes | None = None) -> bytes:
    """The page for people; UnwritableError where the invoice is flawed, or the page cannot be set."""
    data = Attached(ATTACHMENT, MEDIA_TYPE, f"{KINDS[invoice.kind]} i Peppol BIS Billing 3.0", invoice_xml(invoice))
    return typeset(invoice_printed(invoice), made=made, logo=logo, attached=(data,))
