from __future__ import annotations

from typing import Any

from django.db import migrations, models

_BATCH = 500
_PREPARES = frozenset({"propose", "note", "assign", "fulfilled", "other", "elect"})


def fill(apps: Any, _: Any) -> None:
    """Say of the entries laid up how far each brings its matter."""
    rows = apps.get_model("store", "RegisterEntry").objects
    steps: dict[int, list[int]] = {}
    for key, acts in rows.values_list("pk", "acts").iterator():
        codes = {code for code, _ in acts}
        steps.setdefault(2 if codes - _PREPARES else 1 if "propose" in codes else 0, []).append(key)
    for step in (1, 2):
        keys = steps.get(step, [])
        for n in range(0, len(keys), _BATCH):
            rows.filter(pk__in=keys[n : n + _BATCH]).update(step=step)


class Migration(migrations.Migration):
    dependencies = [("store", "0007_states_of_registers")]

    operations = [
        migrations.AddField(model_name="registerentry", name="step", field=models.PositiveSmallIntegerField(default=0)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
