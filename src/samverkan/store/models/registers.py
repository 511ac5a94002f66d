"""What the registers read: each entry of minutes and each assignment as an organisation may see it, since when.

Derived from entries, facts and what is joint; dropped and rebuilt at will (`store.registering`). A row is seen in the views
that know `since` and not yet `gone` (moments of recording), to which it had `reached` and was not yet `replaced` (days); as
one of what the parties share, by `joint_*`. What was corrected has a row for each of its states: no view sees two.
"""

from __future__ import annotations

from django.db import models

from samverkan.store.models.documents import Document
from samverkan.store.models.facts import Entry
from samverkan.store.models.matters import Matter
from samverkan.store.models.parties import Body


class Seen(models.Model):
    """Who sees a row, and in which views. Without `since` in none of its own, without `joint_since` in no joint one."""

    organisation = models.CharField(max_length=10)
    since = models.DateTimeField(null=True)
    gone = models.DateTimeField(null=True)
    reached = models.DateField(null=True)
    replaced = models.DateField(null=True)
    joint_since = models.DateTimeField(null=True)
    joint_gone = models.DateTimeField(null=True)
    joint_reached = models.DateField(null=True)
    joint_replaced = models.DateField(null=True)

    class Meta:
        """No table of its own."""

        abstract = True


class NumberRead(models.Model):
    """A registry number that a document was read to name: by it, and by the matters there are, it is a body's (`store.belonging`)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="numbers")
    registry_number = models.CharField(max_length=80)

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["document", "registry_number"], name="number_read_once")]


class MatterBody(models.Model):
    """Whose a matter is that was registered without a body: the body whose minutes are the first to tell of it."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="told")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")


class RegisterEntry(Seen):
    """An entry of minutes: whose body, which meeting day and §, under which registry number, what was done (codes)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="registered")
    owner = models.CharField(max_length=10)
    body = models.CharField(max_length=200)
    body_key = models.CharField(max_length=200)
    day = models.DateField(null=True)
    section = models.CharField(max_length=40)
    registry_number = models.CharField(max_length=80)
    title = models.CharField(max_length=400)
    acts = models.JSONField()
    step = models.PositiveSmallIntegerField(default=0)  # how far it brings its matter: 2 decided, 1 proposed

    class Meta:
        """Found by organisation and then by what is asked for."""

        indexes = [
            models.Index(fields=["organisation", "day"]),
            models.Index(fields=["organisation", "owner", "body_key", "day"], name="register_entry_meeting"),
            models.Index(fields=["organisation", "registry_number"]),
        ]


class RegisterAssignment(Seen):
    """An assignment: given in which entry, declared `fulfilled` in which, where in one; told: only other papers tell of it.

    An orphan is fulfilled but given nowhere, or given to nobody there is.
    """

    given = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    done = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    body = models.CharField(max_length=200)
    day = models.DateField(null=True)
    section = models.CharField(max_length=40)
    to = models.CharField(max_length=200)
    text = models.TextField()
    words = models.JSONField(null=True)  # the span in the document of `given`, else of `done`
    due = models.DateField(null=True)
    told = models.BooleanField()
    orphan = models.BooleanField()
    root = models.BigIntegerField(default=0)  # the first of the fact that it is known by: its address
    also = models.JSONField(default=list)  # the other facts of it, by the first of each
    due_how = models.CharField(max_length=10, default="")  # how its own words say the day (`reading.due`)
    due_words = models.TextField(default="")
    dues = models.JSONField(default=list)  # other days set since, in order: `store.assigning.Moved`
    reports = models.JSONField(default=list)  # reports back, in order: `store.assigning.Report`
    fulfilled = models.BooleanField(default=False)
    done_day = models.DateField(null=True)
    done_section = models.CharField(max_length=40)

    class Meta:
        """Found by organisation and day."""

        indexes = [models.Index(fields=["organisation", "day"]), models.Index(fields=["organisation", "due"])]
