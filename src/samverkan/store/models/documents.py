"""Bytes kept once by their hash, and documents: one organisation's receipt of them."""

from __future__ import annotations

import uuid

from django.db import models

from samverkan.store.models.matters import Matter
from samverkan.store.models.parties import Organisation
from samverkan.store.models.recorded import Recorded


class Content(Recorded):
    """Bytes, kept once in `store.blobs` under their SHA-256 in hexadecimal."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=10)  # text, pdf, docx, html


class Rendition(Recorded):
    """The text of some bytes as every span counts it, and its pages: [start, end, label] each."""

    content = models.OneToOneField(Content, models.PROTECT, primary_key=True, related_name="rendition")
    text = models.TextField()
    pages = models.JSONField()
    kind = models.CharField(max_length=12)  # minutes, extract, agreement, ...


class Document(Recorded):
    """One organisation's receipt of some bytes, with its own number and the day of arrival (OSL 5:2, FL 22 §).

    Its columns are public; what secrecy may need is in `Particulars`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents")
    content = models.ForeignKey(Content, models.PROTECT, related_name="documents")
    number = models.CharField(max_length=80, blank=True)
    arrived = models.DateField()
    signed_original = models.BooleanField(default=False)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="documents")

    class Meta:
        """The same bytes are received once by an organisation."""

        constraints = [models.UniqueConstraint(fields=["organisation", "content"], name="document_once")]


class Particulars(Recorded):
    """The register's columns that secrecy may need to keep apart: the file's name, the sender, what it concerns."""

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="particulars")
    file_name = models.CharField(max_length=255)
    sender = models.CharField(max_length=200, blank=True)
    concerns = models.CharField(max_length=400, blank=True)


class Shared(Recorded):
    """That a document is joint from now on, and why: justering, received_extract or signed."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="shared")
    ground = models.CharField(max_length=20)


class Published(Recorded):
    """That a document may be shown without login from now on; `withdrawn`: that it no longer may."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="published")
    withdrawn = models.BooleanField(default=False)
