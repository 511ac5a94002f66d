"""Agreements that a person has put together stand as those that the papers are linked to by themselves."""

from datetime import date
from pathlib import Path

import pytest

from samverkan.core.standing import standing
from samverkan.core.standing.linking import link
from samverkan.core.standing.settled import settled
from samverkan.core.writing.recording import record
from samverkan.outside.reading import read_file

EXAMPLES = Path(__file__).parents[3] / "examples"
DAYS = [date(2019, 11, 1), date(2020, 6, 1), date(2022, 5, 20), date(2023, 6, 1), date(2024, 6, 13), date(2025, 3, 1)]


@pytest.mark.parametrize("folder", ["vastana", "alingsas"])
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_settled_is_linked_with_the_links_given(folder: str, on: date) -> None:
    items = [item for path in sorted((EXAMPLES / folder).iterdir()) for item in record(read_file(path))]
    linked = link(items)
    groups: dict[str, list] = {}
    for item in items:
        (number,) = [n for n, one in enumerate(linked) if any(fact.id.startswith(f"{item.id}:") for fact in one.facts)]
        groups.setdefault(str(number), []).append(item)
    found = settled({key: list(reversed(these)) for key, these in groups.items()})
    assert len(found) == len(linked)
    for n, instrument in enumerate(linked):
        wanted = standing(instrument.facts, on=on, known=None)
        answer = standing(found[str(n)].facts, on=on, known=None)
        assert answer.standing == wanted.standing
        assert answer.terms == wanted.terms
        assert answer.parties == wanted.parties
        assert answer.matching == wanted.matching
        assert answer.conditions == wanted.conditions
        assert answer.assignments == wanted.assignments
        assert [one.code for one in answer.open] == [
            one.code for one in wanted.open if not one.code.startswith("unsure")
        ]
