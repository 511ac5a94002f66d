"""Tokens by which other systems act for an organisation: only a digest is kept of what was shown once."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from samverkan.store.models.parties import Organisation
from samverkan.store.models.people import Person


class ApiToken(models.Model):
    """A token: what it may (`scopes`), its last day, the day it was last used, and how much in the minute that runs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, in hexadecimal
    scopes = models.JSONField()
    made = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    expires = models.DateField()  # the last day it opens anything
    used = models.DateField(null=True)
    revoked = models.DateTimeField(null=True)
    minute = models.BigIntegerField(default=0)  # since 1970
    count = models.PositiveIntegerField(default=0)  # requests in that minute

    def __str__(self) -> str:
        return self.label
