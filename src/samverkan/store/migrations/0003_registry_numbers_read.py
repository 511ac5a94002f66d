"""The registry numbers that drafts name, laid up: without them a role for one body would see every body's papers."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_BATCH = 500
_LONGEST = 80


def fill(apps: Any, _: Any) -> None:
    """Lay up what the drafts there are name."""
    rows = apps.get_model("store", "NumberRead").objects
    found = []
    for key, items in apps.get_model("store", "Draft").objects.values_list("pk", "items").iterator(chunk_size=_BATCH):
        numbers = {" ".join(str(item["head"].get("registry_number") or "").split()) for item in items}
        found += [
            rows.model(document_id=key, registry_number=one) for one in sorted(numbers) if 0 < len(one) <= _LONGEST
        ]
    rows.bulk_create(found, batch_size=_BATCH)


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
