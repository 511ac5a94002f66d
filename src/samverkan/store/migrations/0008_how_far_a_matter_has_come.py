from __future__ import annotations

from typing import Any

from django.db import migrations, models

from samverkan.store.registering import step_of

_BATCH = 500


def fill(apps: Any, _: Any) -> None:
    """Say of the entries laid up how far each brings its matter."""
    rows = apps.get_model("store", "RegisterEntry").objects
    steps: dict[int, list[int]] = {}
    for key, acts in rows.values_list("pk", "acts").iterator():
        steps.setdefault(step_of(acts), []).append(key)
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
