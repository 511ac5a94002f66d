"""The sure ends of compounds join the search index, which starts again: it is made anew by rebuilding it."""

from django.db import migrations, models

from samverkan.store.search_table import drop, make


class Migration(migrations.Migration):
    dependencies = [("store", "0005_letters_and_calendars")]

    operations = [
        migrations.DeleteModel("SearchKnown"),
        migrations.CreateModel(
            name="SearchKnown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.RunSQL("DELETE FROM store_searchtail", migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM store_searchreader", migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM store_searchtext", migrations.RunSQL.noop),
        migrations.RunPython(drop, make),
        migrations.RunPython(make, drop),
    ]
