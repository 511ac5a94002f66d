"""What an organisation's invoices say of it, as typed: plain values in, checked ones out (docs/invoices.md has the keys).

Account strings are an account and the objects that go with it: "4600 1:720 6:88", as `belongs` writes objects (docs/funding.md).
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from samverkan.core.findings import SamverkanError
from samverkan.core.funding.invoice_checks import flaws_of
from samverkan.core.funding.invoicing import (
    Address,
    Contact,
    Endpoint,
    Invoice,
    InvoiceParty,
    Line,
    Payment,
    SetBy,
)
from samverkan.core.funding.typed_text import flaw_of_text, on_one_line
from samverkan.core.funding.vat import Treatment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samverkan.core.funding.invoice_checks import InvoiceFlaw
    from samverkan.core.funding.invoicing import Giro, Scheme

TEXTS: Final = (
    "street", "extra", "post_code", "city", "contact_name", "telephone", "email", "vat_number", "endpoint_scheme",
    "endpoint", "giro", "giro_number", "reference", "pattern", "counterparty_dimension",
)  # fmt: skip
"""The fields that are one line of text each."""

ACCOUNTS: Final = ("claim", "income", "vat_out", "cost", "debt", "vat_in")
"""The account strings of an agreement: for what the organisation invoices, then for what it pays."""

_LONGEST: Final = 120
_ACCOUNT: Final = re.compile(r"[0-9A-Za-z]{1,20}")
_OBJECT: Final = re.compile(r"([0-9]{1,5}):([^\s:\"{}]{1,40})")
_POST_CODE: Final = re.compile(r"[1-9]\d{2} ?\d{2}", re.ASCII)
_DIMENSION: Final = re.compile(r"[1-9]\d{0,4}", re.ASCII)
_PATTERN: Final = re.compile(
    r"[^{}]*(?:\{year\}[^{}]*\{number(?::0[1-9])?\}|\{number(?::0[1-9])?\}[^{}]*\{year\})[^{}]*"
)
_FIELD_OF: Final = {
    "giro_wrong": "giro_number", "organisation_number_wrong": "", "vat_number_wrong": "vat_number", "address_missing": "post_code",
    "endpoint_scheme": "endpoint_scheme", "endpoint_wrong_0007": "endpoint", "endpoint_wrong_0088": "endpoint",
}  # fmt: skip


class DetailsError(SamverkanError):
    """A field that cannot be used: `field` is its key; with code `flawed`, `flaw` says in the words of invoices what is wrong."""


class AgreementDetails(NamedTuple):
    """What goes with one agreement: the reference that invoices to the organisation need, and its account strings."""

    reference: str = ""
    claim: str = ""
    income: str = ""
    vat_out: str = ""
    cost: str = ""
    debt: str = ""
    vat_in: str = ""


class Details(NamedTuple):
    """The details. `party` and `payment` as invoices have them (`payment` None: it takes no payments by giro).

    `pattern` and `last`: how its invoices are numbered, and the number last used elsewhere in the year `last_year`.
    `counterparties`: what it calls other organisations in its accounts, by their number; `dimension`: of these in its accounts.
    """

    party: InvoiceParty
    payment: Payment | None
    reference: str
    pattern: str
    last: int
    last_year: int
    counterparties: Mapping[str, str]
    dimension: str
    agreements: Mapping[str, AgreementDetails]

    def of(self, agreement: str) -> AgreementDetails:
        """What is said of an agreement; nothing where nothing is."""
        return self.agreements.get(agreement, AgreementDetails())

    def reference_of(self, agreement: str) -> str:
        """The reference that invoices to it need: the agreement's, or the one for all."""
        return self.of(agreement).reference or self.reference


def details_in(data: Mapping[str, Any], *, name: str, number: str) -> Details:
    """The details of an organisation; DetailsError with the field that cannot be used."""
    known = {*TEXTS, "f_tax", "last", "last_year", "counterparties", "agreements"}
    for key in data.keys() - known:
        raise DetailsError("unknown", field=str(key)[:40])
    said = {key: _text(data.get(key, ""), key) for key in TEXTS}
    for key in ("street", "post_code", "city", "pattern"):
        if not said[key]:
            raise DetailsError("missing", field=key)
    if not _PATTERN.fullmatch(said["pattern"]) or len(said["pattern"]) > 30:
        raise DetailsError("pattern", field="pattern")
    if said["giro"] not in ("", "bankgiro", "plusgiro"):
        raise DetailsError("giro", field="giro")
    if said["giro_number"] and not said["giro"]:
        raise DetailsError("giro", field="giro")
    if not _POST_CODE.fullmatch(said["post_code"]):
        raise DetailsError("post_code", field="post_code")
    if said["counterparty_dimension"] and not _DIMENSION.fullmatch(said["counterparty_dimension"]):
        raise DetailsError("dimension", field="counterparty_dimension")
    payment = Payment(cast("Giro", said["giro"]), _digits(said["giro_number"])) if said["giro"] else None
    party = InvoiceParty(
        name, number, Address(said["street"], said["post_code"], said["city"], said["extra"]),
        Endpoint(cast("Scheme", said["endpoint_scheme"]), _digits(said["endpoint"])), said["vat_number"].replace(" ", ""),
        Contact(said["contact_name"], said["telephone"], said["email"]), data.get("f_tax") is True,
    )  # fmt: skip
    flaw = next((one for one in _flaws(party, payment) if one.code in _FIELD_OF), None)
    if flaw is not None:
        raise DetailsError("flawed", field=_FIELD_OF[flaw.code], flaw=flaw)
    return Details(
        party, payment, said["reference"], said["pattern"], _count(data.get("last", 0), "last"),
        _count(data.get("last_year", 0), "last_year"), MappingProxyType(_codes(data.get("counterparties") or {})),
        said["counterparty_dimension"], MappingProxyType(_agreements(data.get("agreements") or {})),
    )  # fmt: skip


def account_in(written: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """An account string's account and objects, one of each dimension; ValueError where it is none."""
    account, *rest = written.split() or [""]
    objects = [_OBJECT.fullmatch(one) for one in rest]
    found = tuple((one[1], one[2]) for one in objects if one is not None)
    if not _ACCOUNT.fullmatch(account) or len({dimension for dimension, _ in found}) < len(objects):
        raise ValueError(f"not an account string: {written!r}")
    return account, found


def _flaws(party: InvoiceParty, payment: Payment | None) -> tuple[InvoiceFlaw, ...]:
    """What is wrong with the details, by the checks of invoices: asked of one where nothing else is."""
    day = date(2000, 1, 1)
    line = Line("-", 100, Treatment("O", "-", day), day, day, SetBy("-"))
    giro = payment or Payment("bankgiro", "")
    found = flaws_of(Invoice("1", day, day, party, party, (line,), giro, "-"))
    return tuple(one for one in found if one.code != "giro_wrong" or payment is not None)


def _agreements(said: object) -> dict[str, AgreementDetails]:
    if not isinstance(said, dict):
        raise DetailsError("unknown", field="agreements")
    made = {}
    for key, values in said.items():
        if not isinstance(values, dict) or values.keys() - set(AgreementDetails._fields):
            raise DetailsError("unknown", field="agreements")
        texts = {name: _text(value, name) for name, value in values.items()}
        for name in ACCOUNTS:
            if texts.get(name):
                _refuse_account(name, texts[name])
        made[str(key)] = AgreementDetails(**texts)
    return made


def _refuse_account(name: str, written: str) -> None:
    try:
        account_in(written)
    except ValueError:
        raise DetailsError("account", field=name, given=written) from None


def _codes(said: object) -> dict[str, str]:
    if not isinstance(said, dict):
        raise DetailsError("unknown", field="counterparties")
    return {str(key): text for key, value in said.items() if (text := _text(value, "counterparties"))}


def _text(value: object, key: str) -> str:
    if value is not None and not isinstance(value, str):
        raise DetailsError("unknown", field=key)
    text = on_one_line(value or "")
    flaw = flaw_of_text(text, _LONGEST)
    if flaw:
        raise DetailsError(flaw, field=key, most=_LONGEST)
    return text


def _digits(text: str) -> str:
    """The number without the hyphens and blanks that people write in it."""
    return re.sub(r"[\s-]", "", text)


def _count(value: object, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
        raise DetailsError("number", field=key)
    return value
