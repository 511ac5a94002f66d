"""Vouchers are sought by key and by what they say, however many are booked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0024_costs_on_their_way"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="bookedvoucher",
            index=models.Index(fields=["agreement", "organisation", "key"], name="voucher_by_key"),
        ),
        migrations.AddIndex(
            model_name="bookedvoucher",
            index=models.Index(fields=["agreement", "digest"], name="voucher_by_digest"),
        ),
    ]
