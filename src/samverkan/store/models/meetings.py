"""Meetings and their items: working copies until they are justerade, which each change numbers (`version`).

What is signed is written once: a justering, each signature on it, the minutes it became, and the notices of it.
"""

from __future__ import annotations

import uuid

from django.db import models

from samverkan.store.models.clauses import ClauseVersion
from samverkan.store.models.documents import Content, Document
from samverkan.store.models.matters import Agreement, Matter
from samverkan.store.models.parties import Body, Organisation
from samverkan.store.models.recorded import Recorded


class NumberSeries(models.Model):
    """How an organisation numbers the matters of a body: `pattern` has {year} and {number}; `last` is the year's last."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="number_series")
    body = models.ForeignKey(Body, models.CASCADE, null=True, related_name="number_series")
    pattern = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One a body, one for those without."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "body"], nulls_distinct=False, name="series_once")
        ]


class Meeting(models.Model):
    """A meeting of a body. `kept`: as `core.writing.meeting_json` writes `core.deciding.Meeting`, without its items.

    `state`: planned, summoned, held.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="meetings")
    body = models.ForeignKey(Body, models.CASCADE, related_name="meetings")
    day = models.DateField()
    state = models.CharField(max_length=10, default="planned")
    kept = models.JSONField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Found by organisation and day."""

        indexes = [models.Index(fields=["organisation", "day"])]


class AgendaItem(models.Model):
    """A matter on its way through a body: proposed, on a meeting's agenda, kept. `item`: `core.deciding.Item`.

    `after` is the item of another body that led to it; what either decides is its own. `justering`: it is closed by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="agenda_items")
    body = models.ForeignKey(Body, models.CASCADE, related_name="agenda_items")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="agenda_items")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="agenda_items")
    clause = models.ForeignKey(ClauseVersion, models.PROTECT, null=True, related_name="agenda_items")
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="items")
    position = models.PositiveIntegerField(default=0)
    item = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    justering = models.ForeignKey("Justering", models.PROTECT, null=True, related_name="items")

    class Meta:
        """In the order of the agenda."""

        indexes = [models.Index(fields=["meeting", "position"])]


class Justering(Recorded):
    """That minutes of some sections were put to those who must sign them: the chair and the appointed justerare.

    `content`: the minutes as typeset, unsigned. `signers`: [{"name", "seat", "person"}] in the order of the minutes. `kept`: the
    meeting with those sections as it stood when they were made (`core.deciding.Meeting`); None of what was put before this was kept.
    `whole`: the other parties of its agreements see the minutes as they are, else only each § of theirs (`MinutesPart`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="justeringar")
    sections = models.JSONField()
    immediate = models.BooleanField(default=False)
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    signers = models.JSONField()
    kept = models.JSONField(null=True)
    whole = models.BooleanField(null=True)


class JusteringSigned(Recorded):
    """That one of them signed; `content`: the minutes with this signature last. `by` is who did."""

    justering = models.ForeignKey(Justering, models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=120)
    content = models.OneToOneField(Content, models.PROTECT, related_name="+")

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["justering", "name"], name="signed_once")]


class JusteringWithdrawn(Recorded):
    """That a justering not yet signed by all was taken back, so that the minutes can be mended and put anew."""

    justering = models.OneToOneField(Justering, models.PROTECT, related_name="withdrawn")
    why = models.CharField(max_length=400)


class Minutes(Recorded):
    """The document that a justering became when the last had signed; from then on its items are closed."""

    justering = models.OneToOneField(Justering, models.PROTECT, related_name="minutes")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    day = models.DateField()  # of the last signature


class MinutesPart(Recorded):
    """A § of minutes that other parties do not see whole, as a paper of its own which they see."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="parts")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="part")
    document = models.OneToOneField(Document, models.PROTECT, related_name="part")


class Notice(Recorded):
    """That a justering is announced on the organisation's notice board from a day on (KL 8:12)."""

    justering = models.OneToOneField(Justering, models.PROTECT, related_name="notice")
    posted = models.DateField()
    place = models.CharField(max_length=200)  # where the minutes can be read


class NoticeDown(Recorded):
    """The day the notice came down."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="down")
    removed = models.DateField()
