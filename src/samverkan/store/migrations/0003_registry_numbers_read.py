"""The registry numbers that drafts name, laid up: without them a role for one body would see every body's papers."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from samverkan.store.belonging import lay_up

_BATCH = 500


def fill(apps: Any, _: Any) -> None:
    """Lay up what the drafts there are name."""
    ids = list(apps.get_model("store", "Draft").objects.values_list("pk", flat=True))
    for n in range(0, len(ids), _BATCH):
        lay_up(apps.get_model("store", "NumberRead"), ids[n : n + _BATCH])


class Migration(migrations.Migration):
    dependencies = [("store", "0002_sorted_and_counted_index")]

    operations = [
        migrations.CreateModel(
            name="NumberRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("registry_number", models.CharField(max_length=80)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="numbers", to="store.document"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "registry_number"), name="number_read_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
