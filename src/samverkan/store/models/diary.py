"""An organisation's own diary system: how its lists are read, and where a matter is found in it."""

from __future__ import annotations

from django.db import models

from samverkan.store.models.parties import Organisation
from samverkan.store.models.people import Person


class DiarySystem(models.Model):
    """`columns`: which heading of its list holds what ({"registry_number": "Diarienr"}); `address` has {number} in it."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="diary_system")
    columns = models.JSONField(default=dict)
    address = models.CharField(max_length=400, blank=True)


class DiaryList(models.Model):
    """A list that somebody has sent and not yet imported: kept while its columns are chosen."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    data = models.BinaryField()
    sent = models.DateTimeField()

    class Meta:
        """One at a time."""

        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="diary_list_once")]
