"""Work on its way to the ledger: what a paper was read to say, and what a person has said of each finding so far.

Nothing here is a fact. It may be changed, dropped and made again from the bytes.
"""

from __future__ import annotations

from django.db import models

from samverkan.store.models.documents import Document
from samverkan.store.models.people import Person


class Draft(models.Model):
    """A document that waits for review. `state`: waiting, unreadable (then `findings` says why) or recorded."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="draft")
    state = models.CharField(max_length=12)
    items = models.JSONField(default=list)  # as core.writing.ledger_json writes recorded items
    findings = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)


class Mark(models.Model):
    """What a person has said of one found fact: confirmed, rejected, corrected or added (`value` is then theirs)."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="marks")
    fact = models.CharField(max_length=80)
    state = models.CharField(max_length=10)
    value = models.JSONField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """The last word on each."""

        constraints = [models.UniqueConstraint(fields=["draft", "fact"], name="mark_once")]


class Step(models.Model):
    """One thing a person did in a review, so that it can be undone: what was said of each fact before (None: nothing).

    "3.entry": the entry itself, which was not there.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="steps")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    before = models.JSONField()  # {"0.3": {"state", "value", "by"} or None}
    at = models.DateTimeField(auto_now_add=True)
