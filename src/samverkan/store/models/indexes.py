"""Answers laid up for quick pages: derived from the facts, dropped and rebuilt at will (`store.indexing`)."""

from __future__ import annotations

from django.db import models

from samverkan.store.models.matters import Agreement


class StandingSpan(models.Model):
    """How an agreement stands from one day to another (both in it), as seen in one scope.

    `scope`: an organisation's number, "joint" or "public". The first span begins on the day it was derived.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="spans")
    scope = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    standing = models.CharField(max_length=12)
    title = models.CharField(max_length=400)
    parties = models.CharField(max_length=400)
    begins = models.DateField(null=True)
    ends = models.DateField(null=True)
    waiting = models.PositiveSmallIntegerField()  # how many open entries bar it
    searched = models.TextField()  # title, parties and registry numbers, folded
    title_key = models.CharField(max_length=400, default="")  # in the order of the Swedish alphabet
    parties_key = models.CharField(max_length=400, default="")
    assigned = models.JSONField(null=True)  # day and status of each assignment in order; null: not laid up yet

    class Meta:
        """One a day; counted from an index alone, listed by title from another."""

        constraints = [models.UniqueConstraint(fields=["agreement", "scope", "first"], name="span_once")]
        indexes = [
            models.Index(fields=["scope", "standing", "ends", "last", "first"]),
            models.Index(fields=["scope", "title_key", "agreement", "last", "first"]),
        ]


class Due(models.Model):
    """Something that needs somebody, from `first` to `last` (both in it), at the latest on `day` where there is one."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="dues")
    scope = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    code = models.CharField(max_length=40)
    day = models.DateField(null=True)
    party = models.CharField(max_length=200, blank=True)
    values = models.JSONField()
    place = models.BinaryField(
        max_length=250, default=b""
    )  # orders by day, code and title: bytes, alike on every database

    class Meta:
        """Found by scope, in order of place; counted from the index alone."""

        indexes = [
            models.Index(fields=["scope", "place"]),
            models.Index(fields=["scope", "code", "day", "agreement", "last", "first"]),
        ]
