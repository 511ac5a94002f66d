"""A matter that a body is to decide, its officer's report (tjänsteskrivelse) as a paper out: what is proposed, and why.

The operative points are the item's own, word for word: where a joint clause lies behind them, every party's report proposes
the same. Like the minutes it is written in Swedish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.writing.printed import Heading, Labelled, Paragraph, Points, Printed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from samverkan.core.deciding.values import Item
    from samverkan.core.writing.printed import Block

KIND: Final = "Tjänsteskrivelse"


def officer_report(item: Item, *, organisation: str, body: str, day: date, officer: str = "") -> Printed:
    """The report to `body` on an item, as of `day`; `officer`: who stands for it."""
    rows = (
        ("Datum", day.isoformat()),
        ("Diarienummer", item.registry_number),
        ("Handläggare", officer),
        ("Till", body),
    )
    return Printed(
        title=f"{KIND} {item.title}",
        organisation=organisation,
        body=body,
        kind=KIND,
        day=day,
        blocks=(
            Heading(item.title, 1),
            Labelled(tuple((label, (said,)) for label, said in rows if said)),
            *_proposed(item, body),
            *_grounds(item),
        ),
    )


def _proposed(item: Item, body: str) -> Iterator[Block]:
    yield Heading("Förslag till beslut", 2)
    if item.points:
        yield Points(tuple(point.text for point in item.points), numbered=True)
    else:
        yield Paragraph(f"{body} tar ställning till ärendet vid sammanträdet.")


def _grounds(item: Item) -> Iterator[Block]:
    if item.heard:
        yield Heading("Sammanfattning av ärendet", 2)
        yield from map(Paragraph, item.heard)
    if item.papers:
        yield Heading("Beslutsunderlag", 2)
        yield Points(tuple(f"{one.title}, {one.day.isoformat()}" if one.day else one.title for one in item.papers))
    if item.receivers:
        yield Heading("Beslutet skickas till", 2)
        yield Points(tuple(one.name for one in item.receivers))
