"""Who did what and who read what: rows of digests in one chain a log and organisation, the content beside them.

Content can be erased lawfully without breaking the chain, which holds digests alone.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from samverkan.store.models.parties import Organisation


class AuditEntry(models.Model):
    """That somebody did something: the digest of `AuditContent` and when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)

    class Meta:
        """Read by day, newest first."""

        indexes = [models.Index(fields=["organisation", "at"])]


class AuditContent(models.Model):
    """What an audit row is the digest of: who (`actor`), which verb, on what, with which values, and the salt."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="content")
    verb = models.CharField(max_length=40)
    target = models.CharField(max_length=80, db_index=True)
    content = models.JSONField()


class ReadEntry(models.Model):
    """That somebody read something (HSLF-FS 2016:40 4:9): person, unit, what, when; `content` is what is digested."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)

    class Meta:
        """Read by day, newest first."""

        indexes = [models.Index(fields=["organisation", "at"])]


class ReadContent(models.Model):
    """What a read row is the digest of."""

    entry = models.OneToOneField(ReadEntry, models.PROTECT, primary_key=True, related_name="content")
    target = models.CharField(max_length=80, db_index=True)
    content = models.JSONField()


class Seal(models.Model):
    """Some rows of one log of one organisation, sealed together: SHA-256 over the seal before and their links."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    log = models.CharField(max_length=5)  # audit, read
    at = models.DateTimeField(default=timezone.now)
    number = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Seals of a log follow each other: two made at once cannot both be the next."""

        constraints = [models.UniqueConstraint(fields=["organisation", "log", "number"], name="seal_once")]


class Sealed(models.Model):
    """Which rows a seal covers, in their order in it. `link`: SHA-256 over the row and the link before (`store.digests`)."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="rows")
    log = models.CharField(max_length=5)
    row = models.PositiveBigIntegerField()
    position = models.PositiveIntegerField()
    link = models.CharField(max_length=64)

    class Meta:
        """A row is sealed once."""

        constraints = [models.UniqueConstraint(fields=["log", "row"], name="sealed_once")]
