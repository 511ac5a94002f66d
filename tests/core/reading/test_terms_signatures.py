"""Blocks of signatures in; party, day and name out. The comment names the trait of its row."""

import pytest
from terms_reading import terms

SIGNED = "Samverkansavtal om Fyren\n\nParter\nNorrviks kommun och Region Solvik.\n\nUnderskrifter\n"


SIGNATURES = [
    # two columns, one line of days
    (
        "Norrvik 2022-11-14          Solvik 2022-11-21\n..............          ..............\n"
        "Anna Ek          Bo Lind\nNorrviks kommun          Region Solvik\n",
        [("Norrviks kommun", "2022-11-14", "Anna Ek"), ("Region Solvik", "2022-11-21", "Bo Lind")],
    ),
    # one under the other, the party first, the second empty
    (
        "För Norrviks kommun\nNorrvik den 2 mars 2022\nKarin Holm\n\nFör Region Solvik\nOrt och datum: ..........\n..........\n",
        [("Norrviks kommun", "2022-03-02", "Karin Holm"), ("Region Solvik", None, None)],
    ),
    # one under the other, the party last
    (
        "Norrvik den 2 mars 2022\n__________\nKarin Holm\nNorrviks kommun\n\nSolvik den 4 mars 2022\n"
        "__________\nPer Alm\nRegion Solvik\n",
        [("Norrviks kommun", "2022-03-02", "Karin Holm"), ("Region Solvik", "2022-03-04", "Per Alm")],
    ),
    # the office beside the name
    (
        "Norrvik 2022-11-14          Solvik 2022-11-21\nAnna Ek, ordförande          Bo Lind, ordförande\n"
        "Norrviks kommun          Region Solvik\n",
        [("Norrviks kommun", "2022-11-14", "Anna Ek"), ("Region Solvik", "2022-11-21", "Bo Lind")],
    ),
    # two columns whose spaces are lost
    (
        "För Norrviks kommun För Region Solvik\nNorrvik 2022-11-14 Solvik 2022-11-21\nAnna Ek Bo Lind\n"
        "ordförande i socialnämnden ordförande i vårdnämnden\n",
        [("Norrviks kommun", "2022-11-14", "Anna Ek"), ("Region Solvik", "2022-11-21", "Bo Lind")],
    ),
    # minutes stand for signatures
    ("Protokoll från respektive kommunfullmäktige gäller som underskrift.\n", []),
]


@pytest.mark.parametrize(("block", "expected"), SIGNATURES)
def test_signatures(block, expected):
    found = [
        (s.party.value, str(s.date) if s.date else None, s.signatory.value if s.signatory else None)
        for s in terms(SIGNED + block).signatures
    ]
    assert found == expected
