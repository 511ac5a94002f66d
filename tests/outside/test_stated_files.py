"""A file of an agreement that is neither JSON nor TOML: where it ceases to be, in our own words."""

from pathlib import Path

import pytest

from samverkan.core.findings import UnreadableError
from samverkan.outside.stated_files import open_stated
from samverkan.words import say


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('parties = ["A"]\nrest == 1\n', "rad 2, tecken 7"),
        ('parties = ["A', "rad 1, tecken 14"),
        ('a = """x\nå', "rad 2, tecken 2"),
        ('{"a": 1,\n}', "rad 2, tecken 1"),
    ],
)
def test_the_line_and_the_character_are_named(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "avtal.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError) as wrong:
        open_stated(path)
    said = say("findings", wrong.value.code, wrong.value.values, "sv")
    assert place in said


@pytest.mark.parametrize("text", ["[" * 100_000, "a = " + "[" * 100_000, f'{{"a": {"9" * 5000}}}'])
def test_what_is_beyond_measure_is_said_to_be(tmp_path: Path, text: str) -> None:
    path = tmp_path / "avtal.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError) as wrong:
        open_stated(path)
    assert wrong.value.code == "stated_beyond_measure"
