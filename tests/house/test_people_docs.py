"""docs/people.md holds the table of roles as the code has it."""

import re
from pathlib import Path

from samverkan.actions.people import FOR_A_BODY
from samverkan.actions.roles import MAY, Right, Role

PAGE = (Path(__file__).parents[2] / "docs" / "people.md").read_text(encoding="utf-8")


def test_the_table_of_roles_is_the_codes() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \| ([^|]*) \|$", PAGE, re.MULTILINE)
    told = {role: (set(re.findall(r"`(\w+)`", rights)), body.strip()) for role, rights, body in rows}
    assert told == {
        role.value: ({right.value for right in MAY[role]}, "yes" if role in FOR_A_BODY else "no") for role in Role
    }


def test_every_right_is_explained() -> None:
    assert {right.value for right in Right} <= set(re.findall(r"^- `(\w+)`: ", PAGE, re.MULTILINE))
