"""A budget names the § that decided it, where the organisation holds the minutes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0025_vouchers_sought")]

    operations = [
        migrations.AddField(
            model_name="budget",
            name="entry",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entry"
            ),
        ),
    ]
