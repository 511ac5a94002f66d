"""Joint clauses: what the parties of an agreement draft together, version by version, and when each holds one as final.

Every version, comment and lock is written once. A version that every party has locked is the clause they decide on.
"""

from __future__ import annotations

import uuid

from django.db import models

from samverkan.store.models.matters import Agreement
from samverkan.store.models.parties import Organisation
from samverkan.store.models.recorded import Recorded


class Clause(Recorded):
    """What the parties of an agreement are to decide on, alike."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="clauses")


class ClauseVersion(Recorded):
    """The clause as one party put it. `content`: as `core.writing.meeting_json` writes `core.deciding.clause.Clause`."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the content, in hexadecimal
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        """Numbered from 1."""

        constraints = [models.UniqueConstraint(fields=["clause", "number"], name="clause_version_once")]


class ClauseComment(Recorded):
    """What a party says of a version, or of one term of it."""

    version = models.ForeignKey(ClauseVersion, models.PROTECT, related_name="comments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    term = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=2000)


class ClauseLock(Recorded):
    """That a party holds a version as final: its proposal will carry these words."""

    version = models.ForeignKey(ClauseVersion, models.PROTECT, related_name="locks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        """Once a party."""

        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="clause_lock_once")]
