"""The country made: sizes in, how far it has come out, and in the end a ledger filled."""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.acting import Acting, InvalidError
from samverkan.actions.audit import write_audit
from samverkan.actions.country.places import MOST, Place, Shire, shires
from samverkan.actions.country.rows import Rows
from samverkan.actions.country.stories import Pace, story
from samverkan.actions.country.writing import after, write_places, write_rows
from samverkan.store.models import Agreement, Document, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from multiprocessing.connection import Connection

    from samverkan.actions.country.rows import Row

    Batch = tuple[int, Mapping[str, list[Row]]]

_AT_A_TIME: Final = 500
_LEAST: Final = 3
_ALONE: Final = 5000
"""Agreements up to which one process makes and writes them: another takes time to start."""


class Size(NamedTuple):
    """How large the country is to be."""

    organisations: int = 310
    agreements: int = 100_000
    decisions: int = 1_000_000


class _Plan(NamedTuple):
    """All that the rows follow from."""

    size: Size
    seed: int
    today: date
    land: list[Shire]
    registrars: dict[str, str]
    bodies: dict[tuple[str, str], int]


def make_country(size: Size, *, seed: int, password: str, today: date) -> Iterator[int]:
    """Fill an empty ledger; yields how many agreements are made so far.

    InvalidError `ledger_not_empty` where anything is recorded already, `country_size` where nothing can be so large or
    small. Stopped half-way it cannot go on: what is recorded is kept for good.
    """
    if not (_LEAST <= size.organisations <= MOST and size.agreements >= 1 and size.decisions >= 1):
        raise InvalidError("country_size", least=_LEAST, most=MOST)
    if Organisation.objects.exists() or Document.objects.exists() or Agreement.objects.exists():
        raise InvalidError("ledger_not_empty")
    land = shires(Random(seed), size.organisations)  # noqa: S311 - a made-up country is no secret
    places: list[Place] = [place for shire in land for place in (shire.region, *shire.municipalities)]
    plan = _Plan(size, seed, today, land, *write_places(places, password))
    counted: Counter[str] = Counter()
    for made, rows in _batches(plan) if size.agreements <= _ALONE else _from_another_process(plan):
        write_rows(rows)
        counted.update({table: len(these) for table, these in rows.items()})
        yield made
    after(counted)
    _say_so(places, size, seed)


def _batches(plan: _Plan) -> Iterator[Batch]:
    """The rows, some hundred agreements at a time, with how many agreements there are so far."""
    random = Random(plan.seed + 1)  # noqa: S311
    rows, pace = Rows(random, plan.registrars, plan.bodies), Pace(plan.size.decisions / plan.size.agreements)
    weights = [1 + len(shire.municipalities) for shire in plan.land]
    made = since = 0
    while made < plan.size.agreements:
        shire = random.choices(plan.land, weights)[0]
        told = story(random, shire, plan.today, pace, whole=not made)
        found = [one for one in told if one.papers][: plan.size.agreements - made]
        if found:
            rows.cooperation(found)
            made, since = made + len(found), since + len(found)
        if since >= _AT_A_TIME or made == plan.size.agreements:
            yield made, rows.taken()
            since = 0


def _from_another_process(plan: _Plan) -> Iterator[Batch]:
    """The same, made by a process beside this one, which then only writes."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    maker = context.Process(target=_send, args=(plan, theirs), daemon=True)
    maker.start()
    theirs.close()
    try:
        for _ in repeat(None):
            batch = ours.recv()
            if batch is None:
                return
            yield batch
    finally:
        maker.terminate()
        maker.join()


def _send(plan: _Plan, into: Connection) -> None:
    for batch in _batches(plan):
        into.send(batch)
    into.send(None)


def _say_so(places: list[Place], size: Size, seed: int) -> None:
    """An audit row at each organisation: that its file was made up."""
    for organisation in Organisation.objects.filter(number__in=[place.number for place in places]):
        acting = Acting(None, organisation, frozenset())
        write_audit(acting, "country_made", organisation.pk, {**size._asdict(), "seed": seed})
