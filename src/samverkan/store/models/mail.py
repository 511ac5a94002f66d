"""What is sent to people: each day's digest on its way out, and the secret address of a person's calendar."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from samverkan.store.models.people import Person


class Digest(models.Model):
    """A person's digest of a day: made once, claimed by one worker, sent at most once.

    `state`: nothing (there was nothing to tell), waiting, claimed (a worker is on its way), sending (the letter is being
    handed over), sent, unsure (handed over when the worker died: not sent again), failed, replaced (by a later day's).
    `told`: everything that its reader knows of after it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="digests")
    day = models.DateField()
    state = models.CharField(max_length=8)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    told = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    next = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        """One a day, whoever makes it."""

        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once")]
        indexes = [models.Index(fields=["state", "next"])]


class CalendarFeed(models.Model):
    """A person's calendar address: the SHA-256 of its secret, so that the database gives no one's calendar away."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="calendar")
    secret = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
