"""Short texts in, their terms out: what the tables of test_terms_*.py are read with."""

from samverkan.core.reading.agreement import read_agreement
from samverkan.core.reading.lines import lines_of
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.terms.minutes import terms_of_minutes
from samverkan.core.reading.values import Item, Terms
from samverkan.core.sources import Document

HEAD = "Samverkansavtal om Fyren\n\nParter\nNorrviks kommun, Tallby kommun och Region Solvik.\n\n"


def document(text):
    return Document("avtal.txt", "", text)


def agreement(text) -> tuple[Item, tuple]:
    """The item of an agreement's whole text, and its findings."""
    return read_agreement(document(text), lines_of(text))


def terms(text) -> Terms:
    """The terms of an agreement's whole text."""
    found = agreement(text)[0].terms
    assert found is not None
    return found


def section(heading, text, head=HEAD) -> Terms:
    """The terms of an agreement between three parties with this section in it."""
    return terms(f"{head}{heading}\n{text}\n")


def minutes(decided="", told="", title="Samverkansavtal om Fyren", **more):
    """The terms of one item of minutes, and its findings."""
    return terms_of_minutes(
        title=Passage(lines_of(title)) if title else None,
        decided=[Passage(lines_of(decided))] if decided else [],
        told=[Passage(lines_of(told))] if told else [],
        **{"proposed": False, "body": None, "organisation": None, **more},
    )


def periods(found):
    """Each period as a line: role, from, to."""
    return [f"{p.role} {p.from_ or '-'} {p.to or '-'}" for p in found.periods] if found else []


def shares(found):
    """Each share as a line: role, party, measure, figure."""
    return (
        sorted(f"{s.role} {s.party.value} {s.measure} {s.percent or s.value or '-'}" for s in found.shares)
        if found
        else []
    )


def named(found):
    """The names of the parties."""
    return [p.value for p in found.parties]
