"""The facts: what papers and people say, each in one organisation's file. Rows are written once and never changed."""

from __future__ import annotations

from django.db import models

from samverkan.store.models.documents import Document
from samverkan.store.models.matters import Agreement
from samverkan.store.models.parties import Organisation
from samverkan.store.models.recorded import Recorded


class Entry(Recorded):
    """One entry of one document that concerns an agreement: whose it is, its § and day, what it calls the agreement.

    `head` is the entry as `core.writing.ledger_json` writes it. A later entry that `replaces` it stands in its place.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="entries")
    document = models.ForeignKey(Document, models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    head = models.JSONField()
    reached = models.DateField()
    why = models.CharField(max_length=400)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")


class Fact(Recorded):
    """One fact. `happened`: ISO 8601, as precise as told; `reached`: the day it came to the organisation; `why`: in words.

    `value` is the fact as `core.writing.ledger_json` writes it. One that `replaces` another corrects it; with `value`
    None it takes it back. `entry` None: a person says it, not a paper.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="facts")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="facts")
    kind = models.CharField(max_length=20)
    happened = models.CharField(max_length=10, blank=True)
    reached = models.DateField()
    why = models.CharField(max_length=400)
    value = models.JSONField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
