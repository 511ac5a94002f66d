"""What the first invoices of a settlement left for the others is a row of its own; until now the first of them had it among its values."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _keep_left(apps: Any, schema: BaseDatabaseSchemaEditor) -> None:
    """Of a settlement whose invoices left nothing said, nothing is left: they were all there was."""
    invoices = apps.get_model("store", "Invoice").objects.using(schema.connection.alias)
    left = apps.get_model("store", "InvoicesLeft").objects.using(schema.connection.alias)
    found: dict[Any, Any] = {}
    for one in invoices.order_by("recorded", "number"):
        if one.settlement_id not in found or "beside" in one.data:
            found[one.settlement_id] = one
    for settlement, one in found.items():
        papers = one.data.get("beside", [])
        left.create(settlement_id=settlement, papers=papers, by_id=one.by_id, recorded=one.recorded)
    schema.connection.check_constraints()  # PostgreSQL alters no table that still has some to check


class Migration(migrations.Migration):
    dependencies = [("store", "0026_budgets_decided")]

    operations = [
        migrations.CreateModel(
            name="InvoicesLeft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("papers", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.person",
                    ),
                ),
                (
                    "settlement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices_left", to="store.settlement"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(_keep_left, migrations.RunPython.noop),
    ]
