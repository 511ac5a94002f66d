"""The picture at the head of an organisation's papers: each one set is a row, and so is that there is none any more."""

from __future__ import annotations

from django.db import models

from samverkan.store.models.documents import Content
from samverkan.store.models.parties import Organisation
from samverkan.store.models.recorded import Recorded


class Logo(Recorded):
    """That the organisation's papers have this picture from now on; None: no picture. The last one counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="logos")
    content = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
