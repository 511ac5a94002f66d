"""The sample authorities, their people and papers: a folder with samples.toml in, a ledger to try things in out.

Every paper takes the same way as in an office: read, received, each finding confirmed, recorded. Loading again adds nothing.
"""

from __future__ import annotations

import tomllib
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password

from samverkan.actions.acting import Acting
from samverkan.actions.documents import receive
from samverkan.actions.marking import confirm_all
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_organisation
from samverkan.actions.reviewing import Place, record
from samverkan.actions.roles import Role
from samverkan.actions.sample_money import load_money
from samverkan.store.models import Agreement, Cooperation, Document, Organisation, Person
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONG_AGO = date(1999, 1, 1)
_WHY = "Läst och bekräftat (exempel)"


def load_samples(folder: Path, *, password: str) -> Iterator[str]:
    """Load what the folder's samples.toml lists, yielding each thing made; `password` is every demo account's."""
    samples = tomllib.loads((folder / "samples.toml").read_text(encoding="utf-8"))
    for one in samples["organisation"]:
        yield from _organisation(one)
    new = [one for one in samples["person"] if not Person.objects.filter(email=one["email"]).exists()]
    kept = make_password(password) if new else ""  # once: it takes a third of a second, as it should
    for one in new:
        yield _person(one, kept)
    known: dict[str, Agreement] = {}
    for one in samples["document"]:
        yield from _document(one, folder, samples["agreement"], known)
    for one in samples["money"]:
        yield from load_money(one, folder, known[one["agreement"]])


def sample_accounts(folder: Path) -> Iterator[tuple[Person, Organisation, list[Role]]]:
    """Each account that the folder's samples.toml lists, its organisation and the roles it holds there."""
    samples = tomllib.loads((folder / "samples.toml").read_text(encoding="utf-8"))
    for one in samples["person"]:
        person = Person.objects.filter(email=one["email"]).first()
        if person is not None:
            organisation = Organisation.objects.get(number=one["roles"][0][0])
            yield person, organisation, [Role(role) for _, role in one["roles"]]


def acting_for(number: str) -> Acting:
    """The organisation's registrar at work; the loader itself before there is one."""
    organisation = Organisation.objects.get(number=number)
    registrar = Person.objects.filter(roles__organisation=number, roles__role=Role.REGISTRAR).first()
    return Acting(registrar, organisation, frozenset({Role.REGISTRAR}))


def _organisation(one: Any) -> Iterator[str]:
    if Organisation.objects.filter(number=one["number"]).exists():
        return
    itself = Acting(None, Organisation(number=one["number"], kind=one["kind"]), frozenset({Role.REGISTRAR}))
    register_organisation(itself, number=one["number"], kind=one["kind"], name=one["name"], from_day=_LONG_AGO)
    for name in one["bodies"]:
        register_body(acting_for(one["number"]), name=name)
    yield str(one["name"])


def _person(one: Any, password: str) -> str:
    """An account and its roles; `password` as it is kept."""
    person = Person.objects.create(email=one["email"], password=password, name=one["name"])
    for number, role in one["roles"]:
        RoleRow.objects.create(person=person, organisation_id=number, role=Role(role).value)
    return person.name


def _document(one: Any, folder: Path, agreements: Any, known: dict[str, Agreement]) -> Iterator[str]:
    path = folder / one["file"]
    acting = acting_for(one["organisation"])
    data = path.read_bytes()
    there = Document.objects.filter(organisation=acting.organisation, content=sha256(data).hexdigest()).first()
    key = one["agreement"]
    if there is not None:
        entry = there.entries.filter(replaced_by=None).exclude(agreement=None).first()
        if entry is not None and entry.agreement is not None:
            known[key] = entry.agreement
        return
    paper = read_paper(data, path.name)
    document, _ = receive(
        acting, paper=paper, arrived=one["arrived"], number=one["number"], signed_original=one.get("signed", False)
    )
    draft = document.draft
    found = [f"{item['position']}.{n}" for item in draft.items for n in range(len(item["facts"]))]
    confirm_all(acting, draft=draft, facts=found)
    parties = list(Organisation.objects.filter(number__in=agreements[key]["parties"]))
    place = Place(known.get(key), _cooperation(agreements, key, known), parties)
    entries = record(
        acting, draft=draft, places={item["position"]: place for item in draft.items}, why=_WHY,
        justered=one.get("justered"), ground="signed" if one.get("signed") else None,
    )  # fmt: skip
    if entries and entries[0].agreement is not None:
        known[key] = entries[0].agreement
    yield path.name


def _cooperation(agreements: Any, key: str, known: dict[str, Agreement]) -> Cooperation | None:
    wanted = agreements[key]["cooperation"]
    return next((one.cooperation for name, one in known.items() if agreements[name]["cooperation"] == wanted), None)
