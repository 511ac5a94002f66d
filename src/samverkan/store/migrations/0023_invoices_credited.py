"""A credit note names every invoice that it gives something back of; until now it named one."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _keep_credited(apps: Any, schema: BaseDatabaseSchemaEditor) -> None:
    invoices = apps.get_model("store", "Invoice").objects.using(schema.connection.alias)
    credited = apps.get_model("store", "InvoiceCredited").objects.using(schema.connection.alias)
    for one in invoices.exclude(credits=None).select_related("credits"):
        credited.create(credit_note=one, invoice=one.credits, ore=one.data["sums"]["net"])
    schema.connection.check_constraints()  # PostgreSQL alters no table that still has some to check


class Migration(migrations.Migration):
    dependencies = [("store", "0022_cost_columns")]

    operations = [
        migrations.CreateModel(
            name="InvoiceCredited",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ore", models.BigIntegerField()),
                (
                    "credit_note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.invoice"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.invoice"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("credit_note", "invoice"), name="invoice_credited_once")
                ],
            },
        ),
        migrations.RunPython(_keep_credited, migrations.RunPython.noop),
        migrations.RemoveField(model_name="invoice", name="credits"),
        migrations.AlterField(
            model_name="invoicecredited",
            name="credit_note",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="credits", to="store.invoice"
            ),
        ),
        migrations.AlterField(
            model_name="invoicecredited",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="credited", to="store.invoice"
            ),
        ),
    ]
