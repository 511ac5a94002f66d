"""What every recorded row holds: when it was recorded and by whom."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Recorded(models.Model):
    """A row that is written once. `recorded` is the moment; `by` is None where the program itself did it."""

    recorded = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey("store.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True
