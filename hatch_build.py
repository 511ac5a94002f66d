"""Build step: the word catalogues, written as .po, become the .mo files that gettext reads."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WordsHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves the parameter open
    """Compile every catalogue under src/samverkan/words."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as hatchling calls it
        """Write one .mo beside each .po."""
        for po in sorted(Path(self.root).glob("src/samverkan/words/*/LC_MESSAGES/*.po")):
            with po.open("rb") as source:
                catalog = read_po(source)
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalog)
