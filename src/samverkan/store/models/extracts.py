"""Extracts that are certified and sent, and those that come in: each step a row that is written once."""

from __future__ import annotations

import uuid

from django.db import models

from samverkan.store.models.documents import Content, Document
from samverkan.store.models.meetings import AgendaItem, Minutes
from samverkan.store.models.originals import OriginalSigned
from samverkan.store.models.parties import Organisation
from samverkan.store.models.recorded import Recorded


class Certification(Recorded):
    """That an extract of a § was put to those who certify it. `content`: the extract as typeset, unsigned.

    `certifiers`: [{"name", "office", "person"}] as the page names them; they sign one after the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="certifications")
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="certifications")
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    certifiers = models.JSONField()


class CertificationSigned(Recorded):
    """That one of them certified; `content`: the extract with this signature last. `by` is who did."""

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=200)
    content = models.OneToOneField(Content, models.PROTECT, related_name="+")

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["certification", "name"], name="certified_once")]


class CertificationWithdrawn(Recorded):
    """That an extract not yet signed by all was taken back."""

    certification = models.OneToOneField(Certification, models.PROTECT, related_name="withdrawn")
    why = models.CharField(max_length=400)


class Extract(Recorded):
    """One § of minutes that are justerade, certified as a true copy by all who were to: `content` is the signed PDF.

    `by` signed last; `certification` tells who did, None of those made before that was kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="extracts")
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="extracts")
    content = models.OneToOneField(Content, models.PROTECT, related_name="+")
    certification = models.OneToOneField(Certification, models.PROTECT, null=True, related_name="extract")


class Dispatch(Recorded):
    """That an extract, or an agreement with the signatures so far (`signed`: the last), is to go to somebody, once.

    `channel`: mail, folder or sdk; `again`: the one it is sent anew after. `message`: what the message is called wherever it goes
    (RFC 5322, Message-ID), so that a receiver sees that two are one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extract = models.ForeignKey(Extract, models.PROTECT, null=True, related_name="dispatches")
    signed = models.ForeignKey(OriginalSigned, models.PROTECT, null=True, related_name="dispatches")
    sender = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # of an agreement
    channel = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=254, blank=True)
    message = models.CharField(max_length=255)
    again = models.OneToOneField("self", models.PROTECT, null=True, related_name="sent_anew")

    class Meta:
        """Of one thing."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(extract__isnull=False, signed__isnull=True)
                | models.Q(extract__isnull=True, signed__isnull=False, sender__isnull=False),
                name="dispatch_of_one_thing",
            )
        ]


class DispatchStep(Recorded):
    """What became of it; `code`: why.

    `step`: trying, sent, failed, unknown (nobody knows whether it left), withdrawn (an agreement, taken back or signed since) or
    received.
    """

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10)
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        """Sent once and received once."""

        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "step"],
                condition=models.Q(step__in=("sent", "received")),
                name="dispatch_step_once",
            )
        ]


class Pinned(Recorded):
    """A certificate by which the organisation trusts extracts of a sender's body, without review. `certificate`: PEM."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pinned")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    body = models.CharField(max_length=200)
    certificate = models.TextField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the DER, in hexadecimal
    why = models.CharField(max_length=400)


class Unpinned(Recorded):
    """That it is trusted no longer."""

    pinned = models.OneToOneField(Pinned, models.PROTECT, related_name="ended")
    why = models.CharField(max_length=400)


class ExtractReceived(Recorded):
    """What an extract that came in was found to be: as `samverkan verify` says it, and whether it became facts by itself."""

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="extract")
    verified = models.JSONField()
    pinned = models.ForeignKey(Pinned, models.PROTECT, null=True, related_name="received")
