"""An extract in, the PDF of it out, with the data inside; it is not certified before it is signed (`outside.signing`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.writing.extract import ATTACHMENT, MEDIA_TYPE, extract_to_json
from samverkan.core.writing.extract_page import extract_printed
from samverkan.core.writing.printed import Attached
from samverkan.outside.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from samverkan.core.writing.extract import Extract
    from samverkan.core.writing.printed import Block

REASON = "Rätt utdraget intygar"
"""Why an extract is signed, as every signature of one says."""


def extract_pdf(
    extract: Extract,
    item: Sequence[Block],
    *,
    made: datetime,
    logo: bytes | None = None,
    beside: Sequence[Attached] = (),
) -> bytes:
    """The page, printed from the same blocks as `extract.text`, and the data; `beside`: other files to go along."""
    data = Attached(ATTACHMENT, MEDIA_TYPE, "Beslutet som data", extract_to_json(extract))
    return typeset(extract_printed(extract, item), made=made, logo=logo, attached=(data, *beside))
