"""The index that full-text search reads: derived from the documents, dropped and rebuilt at will (`store.wording`).

The words themselves are in `SearchWords`, which each database keeps in its own way: SQLite in an FTS5 table, PostgreSQL
in a tsvector under a GIN index.
"""

from __future__ import annotations

from django.db import models

from samverkan.store.models.documents import Document


class SearchText(models.Model):
    """A document, or a part of a very long one, as search finds it. `day`: the meeting's, else that of its arrival."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="searched")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    body = models.CharField(max_length=200)
    title = models.CharField(max_length=400)
    day = models.DateField()

    class Meta:
        """Each part once."""

        constraints = [models.UniqueConstraint(fields=["document", "start"], name="search_text_once")]


class SearchReader(models.Model):
    """Which organisation may find a text, whose `day` and `body` it has, and in which views: as in `models.registers`."""

    text = models.ForeignKey(SearchText, models.CASCADE, related_name="readers")
    organisation = models.CharField(max_length=10)
    day = models.DateField()
    body = models.CharField(max_length=200, default="")
    since = models.DateTimeField(null=True)
    gone = models.DateTimeField(null=True)
    reached = models.DateField(null=True)
    replaced = models.DateField(null=True)
    joint_since = models.DateTimeField(null=True)
    joint_gone = models.DateTimeField(null=True)
    joint_reached = models.DateField(null=True)
    joint_replaced = models.DateField(null=True)

    class Meta:
        """Once each, as a rule: no view sees two. Listed the newest first from one index alone, their bodies from another."""

        indexes = [
            models.Index(fields=["organisation", "-day", "-text", "since", "gone", "replaced"]),
            models.Index(fields=["organisation", "body", "since", "gone", "replaced"]),
        ]


class SearchTail(models.Model):
    """A stem that stands somewhere in the documents, from a place where a part of it may begin; `at` 0: all of it."""

    tail = models.CharField(max_length=60, db_index=True)
    at = models.PositiveSmallIntegerField()
    stem = models.CharField(max_length=60)

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["stem", "at"], name="search_tail_once")]


class SearchKnown(models.Model):
    """A word that stands by itself somewhere in the documents, or its stem."""

    word = models.CharField(max_length=60, unique=True)


class SearchWords(models.Model):
    """The words of a `SearchText`, by its id: made by a migration in the database's own way, read by `store.search`."""

    class Meta:
        """Not Django's to make."""

        managed = False
        db_table = "store_searchwords"
