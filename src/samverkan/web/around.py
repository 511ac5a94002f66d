"""What stands around an agreement: whom its papers were sent to, and the documents that its facts rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from uuid import UUID

from samverkan.core.facts import Dispatch
from samverkan.store.models import Document
from samverkan.words import say
from samverkan.words.proofs import name_of, when
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from samverkan.core.facts import Fact
    from samverkan.web.asked import Asked


class Contact(NamedTuple):
    """Somebody that an extract was sent to."""

    name: str
    email: str
    of: str


class Paper(NamedTuple):
    """A document that the agreement's facts rest on."""

    address: str
    name: str
    file: str
    number: str
    arrived: date
    signed: bool


def contacts(facts: Iterable[Fact], asked: Asked) -> list[Contact]:
    """Whom the papers name as receivers, each once, those with an address first."""
    found: dict[tuple[str, str], Contact] = {}
    for one in facts:
        if isinstance(one, Dispatch):
            name = " ".join(one.to.split())
            name = name[:1].upper() + name[1:]
            key = (one.email or name).casefold(), "" if one.email else one.of or ""
            of = "" if one.of is None else name_of(one.of, asked.language)
            found.setdefault(key, Contact(name, one.email or "", of))
    return sorted(found.values(), key=lambda one: (not one.email, one.of, one.name))


def papers(facts: Iterable[Fact], asked: Asked) -> Sequence[Paper]:
    """The documents behind the facts, in order of arrival; a file's name is its own organisation's to see.

    None on a page that is public: the names of files are not asked for there.
    """
    if asked.public:
        return ()
    places: dict[UUID, set[tuple[str, str | None]]] = {}
    for cited in (cited for one in facts for cited in one.citations):
        key = _key(cited.source)
        if key is not None:
            places.setdefault(key, set()).update([(cited.section, cited.date)] if cited.section else [])
    own = "" if asked.acting is None else asked.acting.organisation.pk
    rows = Document.objects.filter(pk__in=places).values_list(
        "pk",
        "number",
        "arrived",
        "signed_original",
        "organisation",
        "content__rendition__kind",
        "particulars__file_name",
    )
    hidden = asked.hidden_of(places)
    found = []
    for pk, number, arrived, signed, organisation, kind, file_name in rows:
        name = say("agreement", f"paper.{kind or 'unknown'}", {}, asked.language) + _place(places[pk], asked)
        address = (
            "" if str(pk) in hidden else f"/documents/{quote(str(pk))}" + (f"?{asked.dates}" if asked.dates else "")
        )
        found.append(
            Paper(address, name, file_name if organisation == own and address else "", number, arrived, signed)
        )
    return sorted(found, key=lambda one: (one.arrived, one.number))


def _place(places: set[tuple[str, str | None]], asked: Asked) -> str:
    """The § and day that the paper is about, as said after its kind; nothing where it has several."""
    if len(places) != 1:
        return ""
    [(section, day)] = places
    return when(section, Values(asked.language).day(day), asked.language)


def _key(source: str) -> UUID | None:
    try:
        return UUID(source)
    except ValueError:
        return None
