"""Cooperations and their agreements, and the matters under which each body handles one."""

from __future__ import annotations

import uuid

from django.db import models

from samverkan.store.models.parties import Body, Organisation
from samverkan.store.models.recorded import Recorded


class Cooperation(Recorded):
    """What goes on through successive agreements: the service that parties share."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Agreement(Recorded):
    """One instrument. What it is called, who its parties are and whether it stands is derived from facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="agreements")

    @property
    def urn(self) -> str:
        """Its name in extracts and other systems (RFC 9562, section 4)."""
        return self.id.urn


class Party(Recorded):
    """That an organisation is party to an agreement: it sees what is joint of it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")

    class Meta:
        """Said once."""

        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")]


class Matter(Recorded):
    """What a body handles under one registry number, kept as printed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="matters")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="matters")
    registry_number = models.CharField(max_length=80)
    title = models.CharField(max_length=400, blank=True)
    opened = models.DateField(null=True, blank=True)
    link = models.URLField(max_length=400, blank=True)  # to the organisation's own diary system

    class Meta:
        """A registry number is one matter of one organisation."""

        constraints = [models.UniqueConstraint(fields=["organisation", "registry_number"], name="matter_once")]

    def __str__(self) -> str:
        return self.registry_number


class AgreementMatter(Recorded):
    """That a matter concerns an agreement: each party has one or more of its own."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="matters")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="agreements")

    class Meta:
        """Said once."""

        constraints = [models.UniqueConstraint(fields=["agreement", "matter"], name="agreement_matter_once")]
