"""A file of costs as tests ask of it: what is read of its bytes, and every sentence that is said of them."""

from __future__ import annotations

import json
from io import BytesIO

from samverkan.outside.costs import CostFile, open_costs, said
from samverkan.words import say

SIE = b"""#FLAGGA 0
#SIETYP 4
#KONTO 5010 "Hyra"
#VER A 1 20240131 "Hyra januari"
{
#TRANS 5010 {1 210} 12000.50
#TRANS 1930 {} -12000.50 20240201 "Bank"
}
"""


def read(data: bytes | str, name: str = "kostnader", **mapping: str) -> CostFile:
    """The file that the bytes are; `mapping`: our column to a heading of the file."""
    data = data.encode() if isinstance(data, str) else data
    return open_costs(BytesIO(data), name, mapping=mapping or None)


def sentences(file: CostFile, language: str = "sv") -> list[str]:
    """What people read of it, the refusal first; the values of every flaw are such as JSON keeps."""
    flaws = [*([file.refused] if file.refused else []), *file.findings]
    assert json.loads(json.dumps([dict(flaw.values) for flaw in flaws])) == [dict(flaw.values) for flaw in flaws]
    return [say("costs", flaw.code, said(flaw, file.name), "sv" if language == "sv" else "en") for flaw in flaws]
