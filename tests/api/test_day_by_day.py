"""A ledger walked through at random: what each day was answered of it is answered of that day ever after, byte for byte."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import F
from django.test import Client
from tests.api.system import System
from tests.api.test_as_known import LISTS, WITH_A_DAY
from tests.store.office import EXAMPLES, MUNICIPALITY, NAMES, REGION, confirm, office

from samverkan.actions.acting import Acting
from samverkan.actions.documents import receive, share
from samverkan.actions.marking import CONFIRMED, mark
from samverkan.actions.moving import move
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter, register_organisation
from samverkan.actions.reviewing import Place, record
from samverkan.actions.roles import Role as ActingRole
from samverkan.actions.roles import Scope
from samverkan.actions.stating import correct, state, take_back
from samverkan.store.indexing import rebuild
from samverkan.store.models import (
    Agreement,
    Document,
    Entry,
    Fact,
    Organisation,
    RegisterAssignment,
    RegisterEntry,
    Role,
    SearchReader,
    Shared,
)
from samverkan.store.registering import rebuild_registers
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST: Final = date(2026, 1, 5)
DAYS: Final = 10
A_DAY: Final = 2
ON: Final = "on=2026-06-01"
THIRD: Final = "2120000142"
SEEDS: Final = {"sqlite": 1, "postgresql": 2}
PAPERS: Final = {
    REGION: [
        "2023-05-16-halso-och-sjukvardsnamnden-88.txt", "2019-10-23-halso-och-sjukvardsnamnden-112.txt",
        "2022-05-31-halso-och-sjukvardsnamnden-74.txt", "2024-06-18-halso-och-sjukvardsnamnden-93.txt",
        "2019-12-05-samverkansavtal-2020-2022.txt",
    ],
    MUNICIPALITY: [
        "2019-11-13-socialnamnden-97.txt", "2022-05-18-socialnamnden-61.txt",
        "2024-05-22-socialnamndens-arbetsutskott-58.txt", "2024-06-12-socialnamnden-71.txt",
    ],
}  # fmt: skip
PAGES: Final = (
    f"/bodies?organisation={REGION}", f"/bodies?organisation={MUNICIPALITY}", "/meetings?", "/matters?", "/assignments?",
)  # fmt: skip


class Walk:
    """Two offices at work: something at random each time, of what can be done."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.left = {number: list(files) for number, files in PAPERS.items()}
        self.moment = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(hours=8)
        self.done: list[str] = []
        self.actions: dict[str, Callable[[], bool]] = {
            "record": self._record, "correct": self._correct, "take back": self._take_back, "share": self._share,
            "join": self._join, "fulfil": self._fulfil, "move": self._move, "body": self._body, "name": self._name,
        }  # fmt: skip

    def step(self) -> None:
        """Do one thing."""
        self.moment += timedelta(minutes=30)
        if not Agreement.objects.exists():
            for number in (REGION, MUNICIPALITY):
                self._record(number)
        names = list(self.actions)
        self.random.shuffle(names)
        for name in sorted(names, key=lambda one: self.done.count(one) // (3 if one == "record" else 1)):
            if self.actions[name]():
                self.done.append(name)
                return

    def _office(self, number: str | None = None) -> Acting:
        return office(number or self.random.choice([REGION, MUNICIPALITY]), at=self.moment)

    def _record(self, number: str | None = None) -> bool:
        number = number or self.random.choice([one for one, files in self.left.items() if files] or [REGION])
        if not self.left[number]:
            return False
        acting = self._office(number)
        mine = Agreement.objects.filter(parties__organisation=number).order_by("recorded").first()
        name = self.left[number].pop(0)
        day = date.fromisoformat(name[:10]) + timedelta(days=9)
        joint = day if self.random.random() < 0.5 else None
        confirm(acting, f"vastana/{name}", arrived=day, agreement=mine, justered=joint)
        return True

    def _facts(self, *kinds: str) -> list[Fact]:
        live = Fact.objects.filter(replaced_by=None, value__isnull=False, entry__replaced_by=None)
        return list((live.filter(kind__in=kinds) if kinds else live).exclude(agreement=None).order_by("pk"))

    def _correct(self) -> bool:
        facts = self._facts("AssignmentGiven", "Proposal", "AssignmentFulfilled")
        if not facts:
            return False
        fact = self.random.choice(facts)
        new: dict[str, Any] = {
            "AssignmentGiven": {"to": f"direktör {len(self.done)}"},
            "Proposal": {"to": f"nämnd {len(self.done)}"},
            "AssignmentFulfilled": {"happened": f"2024-0{1 + len(self.done) % 9}-15"},
        }[fact.kind]
        correct(self._office(fact.organisation_id), fact=fact, value={**fact.value, **new}, why="Felläst")
        return True

    def _take_back(self) -> bool:
        facts = self._facts()
        if not facts:
            return False
        fact = self.random.choice(facts)
        take_back(self._office(fact.organisation_id), fact=fact, why="Felläst")
        return True

    def _share(self) -> bool:
        unshared = Document.objects.filter(entries__isnull=False, shared=None).distinct().order_by("recorded", "pk")
        if not unshared:
            return False
        document = self.random.choice(list(unshared))
        share(self._office(document.organisation_id), document=document, ground="received_extract")
        return True

    def _join(self) -> bool:
        """A paper by which the third organisation becomes party."""
        held = Agreement.objects.filter(parties__organisation=REGION).exclude(parties__organisation=THIRD)
        agreement = held.order_by("recorded", "pk").last()
        if agreement is None:
            return False
        acting = self._office(REGION)
        text = (EXAMPLES / "vastana" / PAPERS[MUNICIPALITY][0]).read_text() + f"\nTill {THIRD} {len(self.done)}\n"
        name = f"{len(self.done)}.txt"
        draft = receive(acting, paper=read_paper(text.encode(), name), arrived=date(2025, 1, 7)).document.draft
        for item in draft.items:
            for n in range(len(item["facts"])):
                mark(acting, draft=draft, fact=f"{item['position']}.{n}", state=CONFIRMED)
        place = Place(agreement, None, [Organisation.objects.get(pk=THIRD)])
        record(acting, draft=draft, places={one["position"]: place for one in draft.items}, why="bekräftat")
        return True

    def _fulfil(self) -> bool:
        given = [one for one in self._facts("AssignmentGiven") if one.value.get("section") and one.value.get("day")]
        if not given:
            return False
        one = self.random.choice(given)
        names = {REGION: "Region Västana", MUNICIPALITY: "Lindmora kommun"}
        value = {
            "party": names[one.organisation_id], "body": one.value.get("body"), "happened": "2025-02-01",
            "day": one.value["day"], "section": one.value["section"],
        }  # fmt: skip
        acting = self._office(one.organisation_id)
        assert one.agreement is not None
        said = Fact.objects.filter(kind="AssignmentFulfilled", entry=None, replaced_by=None, agreement=one.agreement)
        if any(fact.value == value for fact in said):
            return False
        state(acting, agreement=one.agreement, kind="AssignmentFulfilled", value=value, why="Enligt direktören")
        return True

    def _move(self) -> bool:
        entries = Entry.objects.filter(replaced_by=None).exclude(agreement=None).order_by("pk")
        if len(entries) < 2:
            return False
        entry = self.random.choice(list(entries))
        joint = Shared.objects.filter(document=entry.document_id).exists()
        both = [] if joint else [Organisation.objects.get(pk=MUNICIPALITY)]
        move(self._office(entry.organisation_id), entry=entry, place=Place(None, None, both), why="Ett annat avtal")
        return True

    def _body(self) -> bool:
        names = ["Socialnämnden", "Hälso- och sjukvårdsnämnden", "Arbetsutskottet"]
        acting = self._office()
        register_body(acting, name=names[len(self.done) % 3], from_day=date(2001, 1, 1 + len(self.done)))
        register_matter(acting, registry_number=f"D {len(self.done)}", title="Ett ärende")
        return True

    def _name(self) -> bool:
        acting = self._office()
        number, kind = acting.organisation.pk, acting.organisation.kind
        name = f"{acting.organisation.name.split(' nr ')[0]} nr {len(self.done)}"
        register_organisation(acting, number=number, kind=kind, name=name, from_day=date(2020, 1, 1))
        return True


class Asked:
    """Those who ask: a registrar and a system at each organisation, and a system that sees what is joint alone."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        for number in (REGION, MUNICIPALITY):
            acting = office(number)
            Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
            self.clients[number] = Client()
            self.clients[number].force_login(acting.person)  # type: ignore[arg-type]
        self.systems = {
            (number, scope): System(number, scope)
            for number in (REGION, MUNICIPALITY)
            for scope in (Scope.READ, Scope.READ_JOINT)
        }

    def page(self, number: str, address: str) -> bytes:
        answer = self.clients[number].get(f"{address}&format=csv&{ON}")
        assert answer.status_code == 200, address
        return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]

    def pages(self, known: str = "") -> dict[Any, bytes]:
        """Every register as a file."""
        return {(one, page): self.page(one, f"{page}{known}") for one in self.clients for page in PAGES}

    def answers(self, known: str) -> dict[Any, bytes]:
        """Every list of the API, how each agreement stands, what search finds."""
        found: dict[Any, bytes] = {
            (one, "export"): self.page(one, f"/agreements/export.csv?{known}") for one in self.clients
        }
        for who, system in self.systems.items():
            for name in LISTS if who[1] is Scope.READ else WITH_A_DAY:
                days = f"{known}&{ON}" if name in WITH_A_DAY else known
                found[who, name] = system.get(f"{name}?{days}&limit=100").content
            for one in system.json(f"agreements?{known}&{ON}")["items"]:
                found[who, one["id"]] = system.get(f"agreements/{one['id']}/standing?{known}&{ON}").content
            found[who, "search"] = system.get(f"search?q=n%C3%A4mnden&{known}").content
        return found


def _both(day: str) -> str:
    """What was known by the day of what had come by it."""
    return f"&{day}&{day.replace('known', 'papers')}"


def _laid_up() -> list[list[str]]:
    """The rows of the registers and who finds what in search, without their keys."""
    readers = SearchReader.objects.annotate(document=F("text__document"), start=F("text__start"))
    return [
        sorted(
            repr({key: value for key, value in one.items() if key not in ("id", "text_id")}) for one in rows.values()
        )
        for rows in (RegisterEntry.objects, RegisterAssignment.objects, readers)
    ]


def test_each_day_is_answered_ever_after_as_it_was_on_it() -> None:
    """Each engine has a walk of its own, for a walk takes a minute and more."""
    early = datetime(2026, 1, 2, 9, tzinfo=UTC)
    for number, (kind, name) in {**NAMES, THIRD: ("other", "Utby")}.items():
        itself = Acting(None, Organisation(number=number, kind=kind), frozenset({ActingRole.REGISTRAR}), early)
        register_organisation(itself, number=number, kind=kind, name=name, from_day=date(2000, 1, 1))
    walk, asked = Walk(SEEDS[connection.vendor]), Asked()
    plain: dict[str, dict[Any, bytes]] = {}
    told: dict[str, dict[Any, bytes]] = {}
    for n in range(DAYS):
        for _ in range(A_DAY):
            walk.step()
        day = f"known={FIRST + timedelta(days=n)}"
        plain[day], told[day] = asked.pages(), asked.answers(day)
        told[day] |= asked.pages(_both(day))
        walk.moment += timedelta(days=1)
    assert len(walk.done) == DAYS * A_DAY
    assert {*walk.actions} == {*walk.done}
    before = _laid_up()
    for work in (rebuild_registers(), rebuild_search(), rebuild(today=date(2026, 1, 20))):
        for _ in work:
            pass
    assert _laid_up() == before, "rebuilt they are the same"
    for day, pages in plain.items():
        for page, content in asked.pages(f"&{day}").items():
            assert content == pages[page], (day, page)
        for address, content in (asked.answers(day) | asked.pages(_both(day))).items():
            assert content == told[day].get(address), (day, address)
    assert len({tuple(pages.values()) for pages in plain.values()}) >= DAYS - 3, "most days something changed"
