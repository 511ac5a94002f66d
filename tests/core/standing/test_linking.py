"""Which papers concern one agreement: a table of items, each row with the trait it covers."""

from __future__ import annotations

import random
from datetime import date
from itertools import count

import pytest

from samverkan.core.dates import PartialDate
from samverkan.core.facts import THE_TEXT, Decision, Linked, PeriodValue, PointedAt, Proposal, Term
from samverkan.core.sources import Citation
from samverkan.core.standing import standing
from samverkan.core.standing.items import OWN, RecordedItem
from samverkan.core.standing.kinship import kinship
from samverkan.core.standing.linking import link
from samverkan.core.standing.names import body_in, initials, parties_in, person_in, person_key, same_body, stands_for
from samverkan.core.standing.subjects import relation, stems
from samverkan.core.standing.whose import profile

_numbers = count()


def item(
    title: str,
    *,
    day: str | None = "2021-09-22",
    organisation: str | None = None,
    body: str | None = "Socialnämnden",
    parties: tuple[str, ...] = (),
    period: tuple[str, str] | None = None,
    number: str | None = None,
    section: str | None = "50",
    act: str = "approve",
    extends: bool = False,
    pointers: tuple[tuple[str, str], ...] = (),
) -> RecordedItem:
    """An item as recorded: what is not given, its paper does not say."""
    name = f"paper {next(_numbers)}"
    happened = PartialDate.parse(day) if day else None
    known = happened.last if happened else None
    cited = Citation(name, None, section, day, None)
    common = {
        "party": THE_TEXT if act == "text" else OWN,
        "body": body,
        "happened": happened,
        "known": known,
        "citations": (cited,),
    }
    value = None
    if period is not None:
        value = PeriodValue(
            PartialDate.parse(period[0]), PartialDate.parse(period[1]) if period[1] else None, not period[1]
        )
    facts: list[object] = []
    if act == "propose":
        facts.append(Proposal(id=f"{name}:p", to=body, section=section, registry_number=number, **common))
    elif act != "text":
        facts.append(Decision(id=f"{name}:d", act=act, section=section, registry_number=number, **common))
    basis = "agreed" if act == "text" else "told"
    if value is not None:
        facts.append(Term(id=f"{name}:t", term="period", value=value, basis=basis, **common))
    if parties:
        facts.append(Term(id=f"{name}:q", term="parties", value=parties, basis=basis, **common))
    for n, (pointer, of) in enumerate(pointers):
        facts.append(
            PointedAt(id=f"{name}:s{n}", title=pointer, pointer=pointer, section="50", decision_body=of, **common)
        )
    return RecordedItem(
        id=name, text=act == "text", organisation=organisation, body=None if act == "text" else body, board=None,
        registry_number=number, section=section, day=happened, title=title, object=None, parties=parties,
        periods=() if value is None else (value,), extends=extends, facts=tuple(facts), citation=cited, quotes={},
    )  # fmt: skip


def agreements(*items: RecordedItem, on: str = "2022-03-01") -> list[tuple[str, dict[str, str]]]:
    """The standing and the parties' status of each agreement found."""
    found = [standing(one.facts, on=date.fromisoformat(on), known=None) for one in link(items)]
    return [(one.standing, {party.name: party.status for party in one.parties}) for one in found]


VIK = ("Region Vik", "Ekby kommun")


def test_titles_differ_and_the_bodies_are_named_differently() -> None:
    whose = "Västra hälso- och sjukvårdsnämnden"
    between = f"Avtal mellan {whose} och Ekby kommun"
    year = ("2022-01-01", "2022-12-31")
    one = item(f"{between} om samverkan vid spädbarnverksamhet 2022", body=whose, parties=(whose, VIK[1]), period=year)
    other = item(
        f"{between} avseende samverkan vid Spädbarnsmottagning 2022", parties=(whose, VIK[1]), number="2021.7 SN"
    )
    found = agreements(one, other)
    assert found == [("in_force", {"Västra hälso- och sjukvårdsnämnden": "decided", "Ekby kommun": "decided"})]


def test_a_region_named_by_the_other_only() -> None:
    """The region's paper names its board, the municipality's paper the region: one party."""
    found = agreements(
        item(
            "Samverkansavtal om familjecentral i Ekby 2022",
            body="Hälso- och sjukvårdsnämnden",
            parties=("Ekby kommun",),
        ),
        item("Samverkansavtal om familjecentralen 2022", organisation="Ekby kommun", parties=("Region Vik",)),
    )
    assert [parties for _, parties in found] == [{"Region Vik": "decided", "Ekby kommun": "decided"}]


def test_a_board_of_many_is_whose_it_can_be() -> None:
    """Socialnämnden prints no municipality: the region's paper names the only one it can be."""
    found = agreements(
        item(
            "Samverkansavtal om ungdomsmottagning 2022",
            organisation="Region Vik",
            body="Hälsonämnden",
            parties=("Ekby kommun",),
        ),
        item("Avtal med Region Vik om samverkan kring ungdomsmottagningen 2022", parties=("Region Vik",)),
    )
    assert [parties for _, parties in found] == [{"Region Vik": "decided", "Ekby kommun": "decided"}]


def test_agreements_of_neighbouring_years_are_two_of_one_cooperation() -> None:
    items = [
        item(
            "Samverkansavtal om familjecentral 2021",
            organisation="Ekby kommun",
            parties=VIK,
            period=("2021-01-01", "2021-12-31"),
        ),
        item(
            "Samverkansavtal om familjecentral 2022",
            organisation="Ekby kommun",
            parties=VIK,
            period=("2022-01-01", "2022-12-31"),
        ),
    ]
    found = link(items)
    assert len(found) == 2
    assert len({one.cooperation for one in found}) == 1


def test_two_municipalities_with_one_region_are_two_cooperations() -> None:
    items = [
        item(
            "Samverkansavtal om familjecentral 2022",
            organisation="Region Vik",
            body="Hälsonämnden",
            parties=(who,),
            section=section,
        )
        for who, section in (("Ekby kommun", "1"), ("Alby kommun", "2"))
    ]
    items += [
        item("Samverkansavtal om familjecentral 2022", organisation=who, parties=("Region Vik",))
        for who in ("Ekby kommun", "Alby kommun")
    ]
    found = link(items)
    assert len(found) == 2
    assert len({one.cooperation for one in found}) == 2
    assert [set(parties.values()) for _, parties in agreements(*items)] == [{"decided"}, {"decided"}]


FIVE = ("Ekby kommun", "Alby kommun", "Norby kommun", "Sörby kommun", "Väby kommun")


def test_five_municipalities_in_one_agreement() -> None:
    """One paper names only two of the five, under the same title."""
    title, years = "Samverkansavtal om räddningstjänst 2022–2025", ("2022-01-01", "2025-12-31")
    items = [
        item(
            title,
            organisation=who,
            body="Kommunfullmäktige",
            parties=FIVE[:2] if who == FIVE[4] else FIVE,
            period=years,
        )
        for who in FIVE
    ]
    assert agreements(*items) == [("in_force", dict.fromkeys(FIVE, "decided"))]


def test_two_boards_of_many_and_nothing_to_tell_them_apart_by() -> None:
    """Two papers of some socialnämnd, each with the same region: they may be two municipalities'."""
    items = [
        item("Samverkansavtal med Region Vik om familjecentral 2022", parties=("Region Vik",), section=s)
        for s in ("1", "2")
    ]
    found = link(items)
    assert len(found) == 2
    entries = {entry.code for one in found for entry in standing(one.facts, on=date(2022, 3, 1), known=None).open}
    assert "unsure_same_agreement" in entries


def test_the_same_registry_number_tells_that_it_is_one_board() -> None:
    title = "Samverkansavtal med Region Vik om familjecentral 2022"
    found = link([
        item(title, parties=("Region Vik",), section="1", number="SN 2021-5", act="propose", day="2021-09-01"),
        item(title, parties=("Region Vik",), section="9", number="SN 2021-5"),
    ])  # fmt: skip
    assert len(found) == 1


def test_an_agreement_text_joins_the_decisions_on_it() -> None:
    found = agreements(
        item(
            "Samverkansavtal familjecentral",
            act="text",
            day=None,
            body=None,
            section=None,
            parties=VIK,
            period=("2022-01-01", "2022-12-31"),
        ),
        item("Samverkansavtal om familjecentral 2022", organisation="Ekby kommun", parties=("Region Vik",)),
        item(
            "Samverkansavtal om familjecentral 2022",
            organisation="Region Vik",
            body="Hälsonämnden",
            parties=("Ekby kommun",),
        ),
    )
    assert found == [("in_force", {"Region Vik": "decided", "Ekby kommun": "decided"})]


def test_decisions_to_extend_belong_to_the_agreement_they_extend() -> None:
    text = item(
        "Samverkansavtal familjecentral",
        act="text",
        day=None,
        body=None,
        section=None,
        parties=VIK,
        period=("2020-01-01", "2021-12-31"),
    )
    base = [
        item("Samverkansavtal om familjecentral 2020–2021", day="2019-10-01", organisation=who, body=body, parties=VIK)
        for who, body in (("Region Vik", "Hälsonämnden"), ("Ekby kommun", "Socialnämnden"))
    ]
    longer = [
        item(
            "Förlängning av samverkansavtal om familjecentral",
            organisation=who,
            body=body,
            parties=VIK,
            period=("2022-01-01", "2022-12-31"),
            extends=True,
        )
        for who, body in (("Region Vik", "Hälsonämnden"), ("Ekby kommun", "Socialnämnden"))
    ]
    assert agreements(text, *base, *longer) == [("in_force", {"Region Vik": "decided", "Ekby kommun": "decided"})]
    assert [code for code, _ in agreements(text, *base, *longer, on="2023-01-01")] == ["ended"]


def test_other_services_are_other_agreements() -> None:
    found = link([
        item("Samverkansavtal om familjecentral 2022", organisation="Ekby kommun", parties=VIK),
        item("Samverkansavtal om ungdomsmottagning 2022", organisation="Region Vik", body="Hälsonämnden", parties=VIK),
    ])  # fmt: skip
    assert len(found) == 2


def test_the_grounds_are_in_the_proof() -> None:
    pointing = item(
        "Avtal om samverkan vid spädbarnverksamhet 2022", body="Västra hälso- och sjukvårdsnämnden",
        parties=("Västra hälso- och sjukvårdsnämnden", "Ekby kommun"), pointers=(("§ 50 SN", "SN"),),
    )  # fmt: skip
    pointed = item(
        "Samverkan vid Spädbarnsmottagning 2022",
        organisation="Ekby kommun",
        parties=("Västra hälso- och sjukvårdsnämnden",),
    )
    (found,) = link([pointing, pointed])
    rules = standing(found.facts, on=date(2022, 3, 1), known=None).proof.rules()
    assert {"one_agreement", "same_subject", "same_parties", "same_period", "pointed_at"} <= rules


def test_the_order_of_papers_does_not_matter() -> None:
    items = [
        item(
            "Samverkansavtal om familjecentral 2022", organisation=who, parties=("Region Vik",), day=f"2021-09-{n:02d}"
        )
        for n, who in enumerate(FIVE, 1)
    ]
    items.append(
        item("Samverkansavtal om familjecentral 2022", organisation="Region Vik", body="Hälsonämnden", parties=FIVE[:1])
    )
    expected = link(items)
    for seed in range(5):
        shuffled = random.Random(seed).sample(items, len(items))
        assert link(shuffled) == expected


def test_the_verdict_on_a_pair_is_the_same_whichever_comes_first() -> None:
    items = [
        item("Samverkansavtal om familjecentral 2022", organisation="Ekby kommun", parties=VIK),
        item("Avtal om familjecentral", parties=("Region Vik",)),
        item("Samverkansavtal om familjecentral 2023", organisation="Region Vik", body="Hälsonämnden", parties=VIK),
    ]
    profiles = [profile(one, {}) for one in items]
    assert all(kinship(a, b).same is kinship(b, a).same for a in profiles for b in profiles)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("spädbarnverksamhet", "spädbarnsverksamheten", True),  # the linking s
        ("spädbarnsverksamhet i Alingsås", "Spädbarnsmottagning", True),  # another last part, a place more
        ("familjecentral", "familjecentralen", True),  # the definite form
        ("ungdomsmottagning", "familjecentral", False),  # two services
        ("missbruk och psykiatri", "psykiatri och skola", None),  # some stems shared, not told
    ],
)
def test_names_of_a_service(one: str, other: str, same: bool | None) -> None:
    assert relation(one, other) is same
    assert relation(other, one) is same


def test_years_and_general_words_are_no_subject() -> None:
    assert stems("Samverkansavtal mellan parterna 2022") == frozenset()


@pytest.mark.parametrize(
    ("letters", "body"),
    [
        ("SN", "Socialnämnden"),
        ("HSNV", "Västra hälso- och sjukvårdsnämnden"),
        ("KS", "Kommunstyrelsen"),
        ("KF", "Kommunfullmäktige"),
        ("BUN", "Barn- och utbildningsnämnden"),
        ("VON", "Vård- och omsorgsnämnden"),
    ],
)
def test_abbreviations(letters: str, body: str) -> None:
    assert stands_for(letters, body), initials(body)
    assert same_body(letters, body)


@pytest.mark.parametrize(
    ("printed", "person", "body"),
    [
        ("Socialnämnden, Alingsås kommun", "Alingsås kommun", "Socialnämnden"),
        ("Socialnämnden i Ekby kommun", "Ekby kommun", "Socialnämnden"),
        ("Ekby kommun genom socialnämnden", "Ekby kommun", "Socialnämnden"),
        ("Västra hälso- och sjukvårdsnämnden", None, "Västra hälso- och sjukvårdsnämnden"),
        ("Västra Götalandsregionen", "Västra Götalandsregionen", None),
        ("Region Västra Götaland", "Region Västra Götaland", None),
        ("Göteborgs Stad", "Göteborgs Stad", None),
        ("Kommunalförbundet Vik", "Kommunalförbundet Vik", None),
        ("nämnden", None, None),
    ],
)
def test_names_of_parties(printed: str, person: str | None, body: str | None) -> None:
    found = person_in(printed)
    assert (found[0] if found else None) == person
    assert body_in(printed) == body


def test_one_person_has_one_key() -> None:
    assert person_key("Göteborgs Stad") == person_key("Göteborgs kommun") == person_key("Göteborg")
    assert person_key("Region Västra Götaland") == person_key("Västra Götalandsregionen")
    assert person_key("Region Gotland") != person_key("Gotlands kommun")


def test_parties_in_a_title() -> None:
    title = "Avtal mellan östra hälso- och sjukvårdsnämnden och Ekbo kommun om samverkan kring barnmottagning 2022"
    assert parties_in(title) == ("östra hälso- och sjukvårdsnämnden", "Ekbo kommun")


def test_a_linked_fact_says_why() -> None:
    (found,) = link([
        item("Samverkansavtal om familjecentral 2022", organisation="Ekby kommun", parties=VIK),
        item("Samverkansavtal om familjecentral 2022", organisation="Region Vik", body="Hälsonämnden", parties=VIK),
    ])  # fmt: skip
    linked = [one for one in found.facts if isinstance(one, Linked)]
    assert [one.sure for one in linked] == [True]
