"""Open data without login: OParl 1.1 under /oparl/v1.1 and its description in DCAT-AP-SE at /dcat.

A request in, objects of `store.open_data` out, in pages as the standard says; any web page may read them (CORS).
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from samverkan.core.writing import oparl
from samverkan.core.writing.dcat import Catalogue, Dataset, Publisher, dcat
from samverkan.store.open_data import OpenData, open_data
from samverkan.words import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponse]

_SIZE: Final = 100
_MOMENTS: Final = ("created_since", "created_until", "modified_since", "modified_until")


class _WrongError(Exception):
    """A request that cannot be understood: what is wrong with which parameter."""


def open_view(function: View) -> Callable[..., HttpResponseBase]:
    """A view that anybody may ask for with GET; what is not there or wrong is told as the standard says."""

    @wraps(function)
    def view(request: HttpRequest, **named: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            response = _json(oparl.error(say("records", "open.only_get", {}, "en"), str(request.method)), 405)
            response["Allow"] = "GET, HEAD"
            return response
        try:
            response = function(request, **named)
        except Http404:
            return _json(oparl.error(say("records", "open.not_there", {}, "en"), request.path), 404)
        except _WrongError as error:
            return _json(oparl.error(say("records", "open.wrong", {}, "en"), str(error)), 400)
        response["Cache-Control"] = "no-cache"
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:40]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    view.may = None  # type: ignore[attr-defined]  # anybody: the test that walks every route asks for it
    view.methods = ("GET",)  # type: ignore[attr-defined]  # the same
    return view


@open_view
def system(request: HttpRequest) -> HttpResponse:
    """Where everything begins."""
    stamps = _everything().stamps
    title = say("records", "open.title", {}, "sv")
    return _json(
        oparl.system(
            stamps, _address(request), name=title, licence=settings.OPEN_LICENCE, email=settings.CONTACT,
            contact=settings.OFFICE,
        )
    )  # fmt: skip


@open_view
def bodies(request: HttpRequest) -> HttpResponse:
    """The organisations with something published."""
    address = _address(request)
    found = _everything().bodies.values()
    return _listed(request, found, lambda one: oparl.body(one, address, licence=settings.OPEN_LICENCE))


@open_view
def body(request: HttpRequest, number: str) -> HttpResponse:
    """One of them."""
    one = _everything().bodies.get(number)
    if one is None:
        raise Http404
    return _json(oparl.body(one, _address(request), licence=settings.OPEN_LICENCE))


@open_view
def body_list(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """A list of one of them."""
    everything = _everything()
    if number not in everything.bodies:
        raise Http404
    if what in _EMPTY:
        return _listed(request, (), dict)
    kind = _kind(what)
    address = _address(request)
    mine = (one for one in kind.of(everything).values() if one.body == number)
    return _listed(request, mine, lambda one: kind.write(one, address))


@open_view
def organization_list(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """The meetings or the consultations of one body that meets."""
    everything = _everything()
    if key not in everything.organizations or what not in ("meeting", "consultation"):
        raise Http404
    kind = _kind(what)
    address = _address(request)
    held: Iterable[Any] = kind.of(everything).values()
    return _listed(request, (one for one in held if one.organization == key), lambda one: kind.write(one, address))


@open_view
def thing(request: HttpRequest, what: str, key: str) -> HttpResponse:
    """One object by its address."""
    kind = _kind(what)
    one = kind.of(_everything()).get(key)
    if one is None:
        raise Http404
    return _json(kind.write(one, _address(request)))


@open_view
def catalogue(request: HttpRequest) -> HttpResponse:
    """The datasets described, for Sveriges dataportal and others that gather."""
    return HttpResponse(dcat(_catalogue(_everything(), _address(request))), content_type="application/rdf+xml")


class _Kind(NamedTuple):
    of: Callable[[OpenData], Mapping[str, Any]]
    write: Callable[[Any, Callable[[str], str]], dict[str, Any]]


_KINDS: Final = {
    "organization": _Kind(lambda all_: all_.organizations, oparl.organization),
    "meeting": _Kind(lambda all_: all_.meetings, oparl.meeting),
    "agenda-item": _Kind(lambda all_: all_.items, oparl.agenda_item),
    "paper": _Kind(lambda all_: all_.papers, oparl.paper),
    "consultation": _Kind(lambda all_: all_.consultations, oparl.consultation),
    "file": _Kind(lambda all_: all_.papers, oparl.file),
}
_EMPTY: Final = frozenset(oparl.LISTS.values()) - _KINDS.keys()
"""The lists that the standard has and we have nothing in: no person is told of."""


def _kind(what: str) -> _Kind:
    if what not in _KINDS:
        raise Http404
    return _KINDS[what]


def _everything() -> OpenData:
    return open_data(say("records", "open.decided", {}, "sv"), say("records", "open.prepared", {}, "sv"))


def _address(request: HttpRequest) -> Callable[[str], str]:
    """A path of ours as an address: of the installation, as its settings say; in a demo, where it is asked."""
    root = f"{request.scheme}://{request.get_host()}" if settings.DEMO else settings.ADDRESS
    return lambda path: f"{root}{path}"


def _listed(request: HttpRequest, rows: Iterable[Any], write: Callable[[Any], dict[str, Any]]) -> HttpResponse:
    """The page asked for, of the rows that the filters leave; what is gone is told to one who asks what has changed."""
    moments = {name: _moment(request, name) for name in _MOMENTS}
    kept = [one for one in rows if _wanted(one.stamps, moments)]
    size = min(_whole(request, "elementsPerPage", _SIZE), _SIZE)
    page = _whole(request, "page", 1)
    if page > max(1, -(-len(kept) // size)):
        raise Http404
    address = _address(request)

    def link(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"{address(request.path)}?{query.urlencode()}"

    objects = [write(one) for one in kept[(page - 1) * size : page * size]]
    return _json(oparl.page_of(objects, total=len(kept), size=size, page=page, link=link))


def _wanted(stamps: oparl.Stamps, moments: Mapping[str, datetime | None]) -> bool:
    since, until, changed, unchanged = (moments[name] for name in _MOMENTS)
    if stamps.deleted and changed is None:
        return False
    return (
        (since is None or stamps.created >= since)
        and (until is None or stamps.created <= until)
        and (changed is None or stamps.modified >= changed)
        and (unchanged is None or stamps.modified <= unchanged)
    )


def _moment(request: HttpRequest, name: str) -> datetime | None:
    written = request.GET.get(name)
    if written is None:
        return None
    try:
        found = datetime.fromisoformat(written.replace(" ", "+"))  # a + that was not encoded
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise _WrongError(name)
    return found


def _whole(request: HttpRequest, name: str, default: int) -> int:
    written = request.GET.get(name, str(default))
    if not (written.isascii() and written.isdigit() and int(written[:9]) > 0 and len(written) < 9):
        raise _WrongError(name)
    return int(written)


def _json(said: Mapping[str, Any], status: int = 200) -> HttpResponse:
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type="application/json", status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _catalogue(everything: OpenData, address: Callable[[str], str]) -> Catalogue:
    publishers = {one.id: Publisher(one.id, one.name) for one in everything.bodies.values()}
    datasets = [
        Dataset(
            publishers[one.id], _told("open.dataset", organisation=one.name), _told("open.dataset.about"),
            {language: say("records", "open.keywords", {}, language).split(", ") for language in LANGUAGES},
            _day(one.stamps.created), _day(one.stamps.modified), address("/public"),
            address(f"{oparl.ROOT}/body/{one.id}"),
        )
        for one in everything.bodies.values()
    ]  # fmt: skip
    office = next(iter(publishers.values()), Publisher("0000000000", settings.OFFICE or "–"))
    return Catalogue(
        address("/dcat"), _told("open.title"), _told("open.catalogue"), office, address("/public"), settings.OPEN_LICENCE,
        settings.OFFICE or office.name, settings.CONTACT, address(oparl.ROOT), _told("open.service"),
        "https://oparl.org/spezifikation/", _day(everything.stamps.created), _day(everything.stamps.modified), datasets,
    )  # fmt: skip


def _told(code: str, **values: object) -> dict[str, str]:
    return {language: say("records", code, values, language) for language in LANGUAGES}


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
