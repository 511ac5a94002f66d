"""The register's public columns, and how long documents are kept: what somebody has decided, row by row."""

from __future__ import annotations

from django.db import models

from samverkan.store.models.documents import Document
from samverkan.store.models.parties import Organisation
from samverkan.store.models.recorded import Recorded


class Disclosed(Recorded):
    """What the public register says of a document, as somebody has judged that it may (OSL 5:2); the last row holds.

    The public view reads these columns and never `Particulars`. Empty: left out.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="disclosed")
    sender = models.CharField(max_length=200, blank=True)
    concerns = models.CharField(max_length=400, blank=True)


class OpenedRegister(Recorded):
    """That an organisation's register may be read without login from now on; `closed`: that it no longer may."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="opened")
    closed = models.BooleanField(default=False)


class RetentionRule(Recorded):
    """How long documents of a kind are kept, from a day on; `years` None: for ever. `ground`: the decision that says so.

    The latest that holds on a day is the rule; `kind` as in `Rendition`, or "unread" for what could not be read.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="retention")
    kind = models.CharField(max_length=12)
    years = models.PositiveSmallIntegerField(null=True)
    from_day = models.DateField()
    ground = models.CharField(max_length=400)


class Disposed(Recorded):
    """That a document's content has been erased, by which rule and decision. The document's row and its hash stay."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="disposed")
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+")
    decision = models.CharField(max_length=400)


class RedactionNeeded(Recorded):
    """That a document may not be published as it is, only with words masked; `needed` False: that it may. The last row holds."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="redaction_needed")
    needed = models.BooleanField(default=True)


class Redacted(Recorded):
    """That a document is another with words masked, to be published in its place. `how`: marked (typeset again) or uploaded."""

    original = models.ForeignKey(Document, models.PROTECT, related_name="redactions")
    document = models.OneToOneField(Document, models.PROTECT, related_name="redaction_of")
    how = models.CharField(max_length=10)
