"""What a request asks: who, for which organisation, in which language, about which day, as known on which.

In: a request. Out: an `Asked`. Here, and nowhere else among the pages, the clock is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from samverkan.actions.acting import Acting, InvalidError, acting_as
from samverkan.core.dates import FIRST, LAST
from samverkan.store.belonging import hidden_from
from samverkan.store.models import Organisation, Person
from samverkan.store.view import PUBLIC, View
from samverkan.web.entering import ASSURANCE, Assurance
from samverkan.web.guarding import second_step_taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from samverkan.actions.roles import Right
    from samverkan.words import Language

DATES: Final = ("on", "known", "papers")
"""The days that any page can be asked for, as its address names them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request understood. `acting` None: nobody is logged in; `given`: the days that the address named."""

    request: HttpRequest
    acting: Acting | None
    organisations: tuple[Organisation, ...]
    language: Language
    on: date
    known: date | None
    papers: date | None
    today: date

    @property
    def somebody(self) -> Acting:
        """Who acts, on a page that asks for a right."""
        assert self.acting is not None
        return self.acting

    @property
    def person(self) -> Person:
        """Who is logged in, on a page that asks for an account."""
        assert isinstance(self.request.user, Person)
        return self.request.user

    @property
    def assurance(self) -> Assurance:
        """How sure it is who they are: below 3 nothing is signed and nothing of care is seen."""
        kept = self.request.session.get(ASSURANCE)
        if kept:
            return Assurance(kept["level"], kept["provider"], kept["acr"], tuple(kept["amr"]))
        if settings.DEMO:
            return Assurance(3)
        person = self.request.user
        return Assurance(2 if isinstance(person, Person) and second_step_taken(self.request, person) else 1)

    @property
    def view(self) -> View:
        """What they see: their organisation's file, only what is joint, or what is public.

        What is public is so now: what has been withdrawn is not told for an earlier day.
        """
        if self.acting is None or self.public:
            return View(PUBLIC)
        return self.acting.view(self.known, self.papers)

    def hides(self, document: UUID | str) -> bool:
        """Whether a document is another body's and not shared: what rests on it is told, but its words are not led to."""
        return str(document) in self.hidden_of([document])

    def hidden_of(self, documents: Iterable[UUID | str]) -> frozenset[str]:
        """Those of some documents that it hides; what a page has asked of once it is not asked of again."""
        if self.view.bodies is None:
            return frozenset()
        told: dict[str, bool] = self.request.__dict__.setdefault("documents_hidden", {})
        asked = {str(one) for one in documents}
        new = {UUID(one) for one in asked - told.keys() if _is_key(one)}
        hidden = hidden_from(self.view, new)
        told.update({str(one): one in hidden for one in new})
        return frozenset(one for one in asked if told.get(one))

    @property
    def public(self) -> bool:
        """Whether it is a page that anybody sees the same."""
        return self.request.path.startswith("/public")

    @property
    def dates(self) -> str:
        """The days asked about, as the query of an address; empty for today as all is known."""
        named = {
            "on": None if self.on == self.today else self.on,
            "known": self.known,
            "papers": self.papers,
        }
        return urlencode({name: str(day) for name, day in named.items() if day is not None})

    def called(self, organisation: Organisation) -> str:
        """What the organisation is called on the day asked about, as was known."""
        return organisation.called(self.on, until=self.view.until)

    def may(self, right: Right) -> bool:
        """Whether the one who asks has the right."""
        return self.acting is not None and self.acting.may(right)


def asked_by(request: HttpRequest) -> Asked:
    """The request understood; InvalidError `no_day` for a date that is none."""
    person = request.user if isinstance(request.user, Person) else None
    now = timezone.now()
    places = {} if person is None else acting_as(person, now)
    acting = places.get(str(request.session.get("organisation", "")), next(iter(places.values()), None))
    today = timezone.localtime(now).date()
    on, known, papers = (day_written(request.GET.get(name, "")) for name in DATES)
    language: Language = "en" if _language(request, person) == "en" else "sv"
    return Asked(
        request, acting, tuple(one.organisation for one in places.values()), language, on or today, known, papers, today
    )


def _language(request: HttpRequest, person: Person | None) -> str:
    return request.COOKIES.get("language") or (person.language if person else "sv")


def day_written(written: str) -> date | None:
    """The day in an address or a form's field; None where nothing is written, InvalidError `no_day` where it is none."""
    written = written.strip()
    if not written:
        return None
    try:
        return min(max(date.fromisoformat(written), FIRST), LAST)
    except ValueError:
        raise InvalidError("no_day", day=written[:20]) from None


def _is_key(written: str) -> bool:
    """Whether it is a document's key, and no file's name or person's word."""
    try:
        UUID(written)
    except ValueError:
        return False
    return True


def day_given(asked: Asked, name: str) -> date:
    """The day of a form's field; InvalidError `no_day` where it is none."""
    day = day_written(asked.request.POST.get(name, ""))
    if day is None:
        raise InvalidError("no_day", day="–")
    return day
