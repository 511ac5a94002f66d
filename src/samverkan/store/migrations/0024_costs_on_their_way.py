"""Files of costs that are read and booked beside the pages; which ledger a file is of.

What is booked stays: its file is of the organisation's own ledger. A list that waited for its columns held its file in the row: it is let
go, and is left again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_go(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Of lists that waited for their columns."""
    apps.get_model("store", "CostDraft").objects.filter(kind="unmapped").delete()


class Migration(migrations.Migration):
    """A draft's state, how far it has come, and its ledger; a file's ledger."""

    dependencies = [("store", "0023_invoices_credited")]

    operations = [
        migrations.RunPython(let_go, migrations.RunPython.noop, elidable=True),
        migrations.AddField("costdraft", "state", models.CharField(default="ready", max_length=10)),
        migrations.AddField(
            "costdraft", "ledger", models.CharField(blank=True, default="", max_length=80), preserve_default=False
        ),
        migrations.AddField("costdraft", "done", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("costdraft", "total", models.PositiveBigIntegerField(default=0)),
        migrations.AlterField("costdraft", "kind", models.CharField(blank=True, max_length=10)),
        migrations.AlterField("costdraft", "sha256", models.CharField(blank=True, max_length=64)),
        migrations.AddField(
            "costfile", "ledger", models.CharField(blank=True, default="", max_length=80), preserve_default=False
        ),
    ]
