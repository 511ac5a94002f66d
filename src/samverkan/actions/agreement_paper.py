"""The agreement as a paper to be signed: made of the locked clause, its data inside, and read back to be the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import InvalidError
from samverkan.actions.clauses import content_of
from samverkan.actions.setting_papers import refused_in_words
from samverkan.core.facts import ExtensionValue
from samverkan.core.writing.agreement import Signing
from samverkan.core.writing.agreement_data import ATTACHMENT, AgreementData, agreement_printed, agreement_to_json
from samverkan.core.writing.extract import MEDIA_TYPE
from samverkan.core.writing.printed import Attached
from samverkan.outside.typesetting import typeset
from samverkan.store.models import Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from samverkan.actions.acting import Acting
    from samverkan.core.deciding.clause import Clause
    from samverkan.core.reading.values import Reading, Terms
    from samverkan.store.models import Agreement, ClauseVersion, Organisation, Signatory


def agreement_data(version: ClauseVersion, day: date, chosen: Sequence[Signatory] = ()) -> AgreementData:
    """What the paper is made from: the clause, each party's number, who signs for the party whose signatories are chosen."""
    clause, agreement = content_of(version), version.clause.agreement
    numbers = tuple((name, one.pk) for one in organisations_of(agreement) if (name := party_name(clause, one)))
    people = tuple((one.name, one.office) for one in chosen)
    own = party_name(clause, chosen[0].organisation) if chosen else ""
    signing = tuple(Signing(name, people if name == own else ()) for name in clause.parties)
    return AgreementData(clause, day, numbers, signing, agreement.urn)


def agreement_pdf(acting: Acting, data: AgreementData) -> bytes:
    """The paper, with its data inside. InvalidError `not_typeset` names what cannot be set."""
    attached = Attached(ATTACHMENT, MEDIA_TYPE, "Avtalet som data", agreement_to_json(data))
    with refused_in_words():
        return typeset(agreement_printed(data), made=acting.at, attached=(attached,))


def organisations_of(agreement: Agreement) -> list[Organisation]:
    """The parties, in the order in which they came."""
    rows = Party.objects.filter(agreement=agreement).select_related("organisation").order_by("pk")
    return [one.organisation for one in rows]


def party_name(clause: Clause, organisation: Organisation) -> str:
    """What the clause calls the organisation; "" where it names it by none of its names."""
    called = {one.name.casefold() for one in organisation.names.all()}
    return next((name for name in clause.parties if name.casefold() in called), "")


def refuse_otherwise_read(clause: Clause, reading: Reading) -> None:
    """Refuse a paper of which a reader gets other terms than the clause has: InvalidError `agreement_reads_otherwise`."""
    terms = reading.items[0].terms if reading.kind == "agreement" and len(reading.items) == 1 else None
    for term in ["parties"] if terms is None else _otherwise(clause, terms):
        raise InvalidError("agreement_reads_otherwise", term=term)


def _otherwise(clause: Clause, terms: Terms) -> Iterator[str]:
    period = [(one.from_, one.to) for one in terms.periods if one.role == "current"]
    said = terms.extension
    read = None if said is None else ExtensionValue(said.value, said.mode, said.months, said.times)
    meant = clause.extension and ExtensionValue(*clause.extension[:4])
    pairs = {
        "title": (terms.title and terms.title.value, clause.title),
        "parties": (tuple(one.value for one in terms.parties), clause.parties),
        "period": (period, [tuple(clause.period)] if any(clause.period) else []),
        "shares": (
            [(one.party.value, one.percent, one.from_) for one in terms.shares if one.measure == "percent"],
            [(one.party, one.percent, one.since) for one in clause.shares if one.measure == "percent"],
        ),
        "extension": (read, meant),
    }
    yield from (term for term, (was, is_to_be) in pairs.items() if was != is_to_be)
