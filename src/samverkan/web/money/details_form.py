"""The form of an organisation's invoice details: what is said now, or was just typed, as fields in; what was typed as data out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.actions.acting import InvalidError
from samverkan.core.funding.invoice_details import TEXTS, AgreementDetails
from samverkan.store.models import Organisation, Settlement
from samverkan.words import Said, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.web.asked import Asked

_HINTS: Final = frozenset(
    {"vat_number", "endpoint", "giro_number", "reference", "pattern", "last", "counterparty_dimension", "cost"}
)
_GROUPS: Final = (
    ("address", ("street", "extra", "post_code", "city")),
    ("contact", ("contact_name", "telephone", "email")),
    ("buying", ("endpoint_scheme", "endpoint", "reference")),
    ("selling", ("vat_number", "giro", "giro_number", "f_tax")),
    ("numbers", ("pattern", "last")),
)
_OPTIONS: Final = {"endpoint_scheme": ("0007", "0088"), "giro": ("", "bankgiro", "plusgiro")}
_COMPLETES: Final = {
    "street": "address-line1", "extra": "address-line2", "post_code": "postal-code", "city": "address-level2", "telephone": "tel",
    "email": "email",
}  # fmt: skip
_NEW: Final = {"endpoint_scheme": "0007", "pattern": "{year}-{number}", "giro": "bankgiro"}


class Field(NamedTuple):
    """One field: its name in the form, its words, what stands in it. `kind`: text, choice or check."""

    name: str
    label: str
    value: str
    hint: str
    kind: str
    options: Sequence[tuple[str, str]]
    completes: str
    wrong: bool


class Group(NamedTuple):
    """Fields under a heading, which is a code or an agreement's name."""

    code: str
    heading: str
    fields: Sequence[Field]


class Concerned(NamedTuple):
    """The agreements that are settled, by key with their names, and the other parties of them by number."""

    agreements: Mapping[str, str]
    others: Mapping[str, str]


def concerned(asked: Asked) -> Concerned:
    """What the organisation has to say something of."""
    mine = asked.somebody.organisation
    rows = Settlement.objects.filter(agreement__parties__organisation=mine).order_by("recorded")
    found = rows.values_list("agreement_id", "result__agreement", "result__organisations")
    agreements = {str(key): str(name) for key, name, _ in found}
    numbers = {number for _, _, numbers in found for number in numbers or []} - {mine.pk}
    others = Organisation.objects.filter(pk__in=numbers).prefetch_related("names")
    named = sorted(((one.pk, asked.called(one)) for one in others), key=lambda one: one[1])
    return Concerned(dict(sorted(agreements.items(), key=lambda one: one[1])), dict(named))


def groups(data: Mapping[str, Any], of: Concerned, asked: Asked, wrong: str = "") -> list[Group]:
    """The form, filled with what is said; `wrong`: the field that could not be used."""
    language = asked.language

    def field(key: str, *, name: str = "", label: str = "", value: object = None, hint: str = "") -> Field:
        value = data.get(key, "") if value is None else value
        options = [(code, say("invoicing", f"{key}.{code or 'none'}", {}, language)) for code in _OPTIONS.get(key, ())]
        kind = "check" if key == "f_tax" else "choice" if options else "text"
        hint = hint or (key if key in _HINTS else "")
        return Field(
            name or key, label or say("invoicing", f"field.{key}", {}, language), str(value if value not in (None, False) else ""),
            say("invoicing", f"hint.{hint}", {}, language) if hint else "", kind, options, _COMPLETES.get(key, ""), (hint or key) == wrong,
        )  # fmt: skip

    made = [Group(code, say("invoicing", f"group.{code}", {}, language), [*map(field, keys)]) for code, keys in _GROUPS]
    codes = data.get("counterparties") or {}
    fields = [
        field("counterparties", name=f"counterparty-{number}", value=codes.get(number, ""),
              label=say("invoicing", "counterparty_of", {"name": called}, language))
        for number, called in of.others.items()
    ]  # fmt: skip
    made.append(
        Group(
            "counterparties",
            say("invoicing", "group.counterparties", {}, language),
            [*fields, field("counterparty_dimension")],
        )
    )
    for key, title in of.agreements.items():
        said = (data.get("agreements") or {}).get(key, {})
        fields = [
            field(
                name, name=f"agreement-{key}-{name}", value=said.get(name, ""),
                label=say("invoicing", "field.agreement_reference", {}, language) if name == "reference" else "",
                hint="agreement_reference" if name == "reference" else "",
            )
            for name in AgreementDetails._fields
        ]  # fmt: skip
        made.append(Group("agreement", title, fields))
    return made


def typed(asked: Asked, of: Concerned, before: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with what was said before of what is not in the form. InvalidError where the number is none."""
    given = asked.request.POST
    last = given.get("last", "").strip() or "0"
    agreements = dict(before.get("agreements") or {})
    for key in of.agreements:
        said = {name: given.get(f"agreement-{key}-{name}", "").strip() for name in AgreementDetails._fields}
        agreements[key] = {name: value for name, value in said.items() if value}
    codes = dict(before.get("counterparties") or {})
    codes |= {number: given.get(f"counterparty-{number}", "").strip() for number in of.others}
    data: dict[str, Any] = {key: given.get(key, "").strip() for key in TEXTS}
    data |= {
        "f_tax": "f_tax" in given,
        "agreements": agreements,
        "counterparties": {k: v for k, v in codes.items() if v},
    }
    if not (last.isascii() and last.isdigit() and len(last) < 10):
        why = Said("invoicing", "wrong.number")
        raise InvalidError("invoice_details_wrong", field="last", name=Said("invoicing", "field.last"), why=why)
    return data | {"last": int(last), "last_year": asked.today.year}


def begun(asked: Asked) -> dict[str, Any]:
    """What stands in the form before anything is said."""
    number = asked.somebody.organisation.pk
    return {**_NEW, "endpoint": number, "vat_number": f"SE{number}01"}
