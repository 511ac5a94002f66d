"""The sentences of findings: a code and its values in, what is wrong, where, and what to do out (domain `findings`).

A finding with `line` among its values becomes a {place}: the paper's name, the printed page and the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.words import days, say, visible
from samverkan.words.amounts import amount

if TYPE_CHECKING:
    from samverkan.core.findings import Finding
    from samverkan.words import Language


def say_why(finding: Finding, language: Language) -> str:
    """The finding without the name of the file."""
    said = say_finding(finding, language).removeprefix(f"{visible(str(finding.values.get('source', '')))}: ")
    return said[:1].upper() + said[1:]


def say_finding(finding: Finding, language: Language) -> str:
    """The finding in words."""
    values = dict(finding.values)
    if "source" in values:
        values["source"] = visible(str(values["source"]))
    if "ore" in values:
        values["ore"] = amount(int(str(values["ore"])), language)
    if "from" in values and "to" in values:
        values["days"] = days(values["from"], values["to"], language)
    if finding.code == "extract_malformed":
        values["why"] = say("verifying", f"shape.{values['why']}", {}, language)
    name = "" if values.get("line") is None else "_line" if values.get("page") is None else "_page"
    if name:
        values["place"] = say("reading", f"place{name}", values, language)
    elif values.get("place") is None:
        values["place"] = values.get("source")
    return say("findings", finding.code, values, language)
