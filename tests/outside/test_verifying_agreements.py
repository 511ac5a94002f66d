"""A signed agreement verified: complete when every party of the clause has signed, each by as many as are to, and nobody else."""

from __future__ import annotations

from functools import cache

from issuers import root, signer

from extracts import AT, REGION, REGION_NUMBER, authority, codes, official, trust
from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Clause, Period
from samverkan.core.writing.agreement import Signing
from samverkan.core.writing.agreement_data import ATTACHMENT, AgreementData, agreement_printed, agreement_to_json
from samverkan.core.writing.extract import MEDIA_TYPE
from samverkan.core.writing.printed import Attached
from samverkan.outside.trust import Trust
from samverkan.outside.typesetting import typeset
from samverkan.outside.verifying import Verified, verify_bytes

TOWN, TOWN_NUMBER = "Lindmora kommun", "2120990011"
CLAUSE = Clause(
    "Samverkansavtal om Lärkan",
    "Lärkan",
    (REGION, TOWN),
    Period(PartialDate(2026, 1, 1)),
    points=("Avtalet godkänns.",),
)
DATA = AgreementData(CLAUSE, AT.date(), ((REGION, REGION_NUMBER), (TOWN, TOWN_NUMBER)))
TWO = Signing(REGION, (("Anna Ek", "direktör"), ("Bo Alm", "direktör")))
FOR = "Undertecknar"


@cache
def printed(data: AgreementData) -> bytes:
    carried = Attached(ATTACHMENT, MEDIA_TYPE, "Avtalet som data", agreement_to_json(data))
    return typeset(agreement_printed(data), made=AT, attached=(carried,))


@cache
def by_town(pdf: bytes) -> bytes:
    signs = authority().official("Cia Berg", "direktör", organisation=TOWN, number=TOWN_NUMBER, at=AT)
    return signs.sign(pdf, name="Cia Berg", reason=FOR, at=AT)


def by_region(pdf: bytes, name: str = "Anna Ek", says: str = FOR) -> bytes:
    return official(name).sign(pdf, name=name, reason=says, at=AT)


def verified(pdf: bytes) -> Verified:
    return verify_bytes(pdf, "avtal.pdf", trust=Trust(trust().certificates + root().certificates), at=AT)


def test_signed_by_every_party_it_is_accepted() -> None:
    assert verified(by_region(by_town(printed(DATA)))).accepted


def test_one_of_two_whom_the_agreement_names_is_half_signed() -> None:
    one = by_region(by_town(printed(DATA._replace(signing=(TWO, Signing(TOWN))))))
    found = verified(one)
    assert (found.accepted, codes(found)) == (False, {"party_signed_in_part"})
    assert found.findings[0].values["wanted"] == 2
    assert codes(verified(by_region(one))) == {"party_signed_in_part"}  # the same again is not another
    assert verified(by_region(one, "Bo Alm")).accepted


def test_one_who_says_that_two_sign_is_half_signed() -> None:
    assert codes(verified(by_region(by_town(printed(DATA)), says="Undertecknar (1 av 2)"))) == {"party_signed_in_part"}


def test_a_party_of_the_clause_without_a_number_is_never_complete() -> None:
    found = verified(by_region(printed(DATA._replace(numbers=DATA.numbers[:1]))))
    assert (found.accepted, codes(found)) == (False, {"party_without_number"})


def test_a_trusted_signature_of_nobodys_organisation_is_told() -> None:
    found = verified(signer().sign(by_region(by_town(printed(DATA))), name="signer", reason=FOR, at=AT))
    assert not found.accepted
    assert "signer_of_nobody" in codes(found)
