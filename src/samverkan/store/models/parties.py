"""Organisations, by organisation number, and the bodies that decide for them through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from samverkan.store.models.recorded import Recorded

if TYPE_CHECKING:
    from datetime import date, datetime


class Organisation(Recorded):
    """A legal person: region, municipality, kommunalförbund. `number`: ten digits (lag 1974:174)."""

    number = models.CharField(max_length=10, primary_key=True)
    kind = models.CharField(max_length=20)  # region, municipality, association, other

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called today; its number where no name is on file."""
        return self.called(timezone.localdate())

    def called(self, on: date, *, until: datetime | None = None) -> str:
        """What it is called on a day: its first name before that. `until`: of the names recorded before then."""
        names = [one for one in self.names.all() if until is None or one.recorded < until]
        names.sort(key=lambda one: (one.from_day, one.pk))
        if not names:
            return self.number
        return next((one.name for one in reversed(names) if one.from_day <= on), names[0].name)


class OrganisationName(Recorded):
    """What an organisation is called, from a day on."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    from_day = models.DateField()


class Body(Recorded):
    """A body that meets and decides (nämnd, styrelse, fullmäktige, utskott), from a day on."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=200)
    from_day = models.DateField(null=True, blank=True)

    class Meta:
        """A name is one body from one day on."""

        constraints = [models.UniqueConstraint(fields=["organisation", "name", "from_day"], name="body_once")]

    def __str__(self) -> str:
        return self.name

    def ended_on(self) -> date | None:
        """Its last day; None where it goes on."""
        return max((one.last_day for one in self.endings.all()), default=None)


class BodyEnded(Recorded):
    """A body's last day, and a body that took over from it: one row a successor, none known is None."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="endings")
    last_day = models.DateField()
    successor = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="predecessors")
