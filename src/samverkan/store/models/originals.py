"""Agreements on their way to being signed: who may sign for a party, who is to, who has; each a row that is written once."""

from __future__ import annotations

import uuid

from django.db import models

from samverkan.store.models.clauses import ClauseVersion
from samverkan.store.models.documents import Content, Document
from samverkan.store.models.matters import Agreement
from samverkan.store.models.parties import Organisation
from samverkan.store.models.people import Person
from samverkan.store.models.recorded import Recorded


class Signatory(Recorded):
    """Who may sign agreements for an organisation (behörig firmatecknare), from a day on; `agreement` None: any.

    `ground`: the § or the delegation that says so; `person`: their account, where they have one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="signatories")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="signatories")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="signs_for")
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=120)
    ground = models.CharField(max_length=400)
    from_day = models.DateField()
    to_day = models.DateField(null=True)


class SignatoryEnded(Recorded):
    """The last day that somebody may sign, where that is earlier than was said first."""

    signatory = models.OneToOneField(Signatory, models.PROTECT, related_name="ended")
    last_day = models.DateField()
    why = models.CharField(max_length=400)


class Original(Recorded):
    """That an agreement was put to signing here. `content`: as it was made, or as it came from another party's installation.

    `despite`: why it is signed before every party has decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ClauseVersion, models.PROTECT, related_name="originals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    received = models.BooleanField(default=False)
    despite = models.CharField(max_length=400, blank=True)


class OriginalSigner(Recorded):
    """That a signatory is to sign it for their organisation. `despite`: why, before every party has decided, as that one sees it."""

    original = models.ForeignKey(Original, models.PROTECT, related_name="signers")
    signatory = models.ForeignKey(Signatory, models.PROTECT, related_name="to_sign")
    despite = models.CharField(max_length=400, blank=True)

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["original", "signatory"], name="original_signer_once")]


class OriginalSigned(Recorded):
    """One signature on it, the `position`th; `content`: the file with it, as it was then. `signatory` None: made elsewhere.

    `of`: how many sign for that party, as the signature says. `certificate`: SHA-256; `trusted`: by one that is pinned. `proven`:
    the day of one that was made elsewhere is a trusted time stamp's, else it is the signer's own word.
    """

    original = models.ForeignKey(Original, models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    signatory = models.ForeignKey(Signatory, models.PROTECT, null=True, related_name="signed")
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=120, blank=True)
    day = models.DateField()
    proven = models.BooleanField(default=False)
    level = models.CharField(max_length=8)
    certificate = models.CharField(max_length=64)
    trusted = models.BooleanField(default=True)
    why = models.CharField(max_length=400, blank=True)  # why one by a certificate that is not pinned is taken

    class Meta:
        """Two who sign at once are the one before and the one after."""

        constraints = [models.UniqueConstraint(fields=["original", "position"], name="original_signed_in_turn")]


class OriginalWithdrawn(Recorded):
    """That it was taken back before the last had signed."""

    original = models.OneToOneField(Original, models.PROTECT, related_name="withdrawn")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    why = models.CharField(max_length=400)


class OriginalKept(Recorded):
    """The document that it became in an organisation's file when the last had signed; `day`: of the last signature."""

    original = models.ForeignKey(Original, models.PROTECT, related_name="kept")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="original")
    day = models.DateField()

    class Meta:
        """Once an organisation."""

        constraints = [models.UniqueConstraint(fields=["original", "organisation"], name="original_kept_once")]
