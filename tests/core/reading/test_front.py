"""What a paper says of itself: whose it is, from which day, justerad and announced by whom and when."""

from __future__ import annotations

import pytest
from asking import minutes, read, value

ITEM = "\n\n§ 7 Avtal om råd\n\nBeslut\nAvtalet godkänns.\n"

# (front page, organisation, body, meeting date)  # trait
WHOSE = [
    (
        "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden\nSammanträdesdatum: 2024-03-12",
        ("Ekbo kommun", "Socialnämnden", "2024-03-12"),
    ),  # each on its line
    (
        "EKBO KOMMUN\nSAMMANTRÄDESPROTOKOLL\nSOCIALNÄMNDEN\nSammanträdesdatum\n2024-03-12",
        ("Ekbo kommun", "Socialnämnden", "2024-03-12"),
    ),  # capitals, the day on the next line
    (
        "Ekbo kommun\nProtokoll\nKommunstyrelsens arbetsutskott\nTid och plats: tisdagen den 12 mars 2024, kommunhuset",
        ("Ekbo kommun", "Kommunstyrelsens arbetsutskott", "2024-03-12"),
    ),  # a committee, the day with time and place
    (
        "Region Sjöland\nPROTOKOLL\nHälso- och sjukvårdsnämnden\nSammanträdesdatum 2024-03-12",
        ("Region Sjöland", "Hälso- och sjukvårdsnämnden", "2024-03-12"),
    ),  # a region
    (
        "1 Ekbo kommun SAMMANTRÄDESPROTOKOLL Socialnämnden Sammanträdesdatum Blad 6 2024-03-12",
        ("Ekbo kommun", "Socialnämnden", "2024-03-12"),
    ),  # all on one line, page number first
    ("Protokoll från socialnämnden, 2024-03-12", (None, "socialnämnden", "2024-03-12")),  # only the page's furniture
    ("SAMMANTRÄDESPROTOKOLL\nOrgan: Socialnämnden\nSammanträdesdag: 12 mars 2024", (None, "Socialnämnden", "2024-03-12")),  # labels
    ("SAMMANTRÄDESPROTOKOLL\n2024-03-12", (None, None, "2024-03-12")),  # a lone day, nobody named
]  # fmt: skip


@pytest.mark.parametrize(("front", "expected"), WHOSE)
def test_whose_paper_it_is(front: str, expected: tuple[str | None, str | None, str | None]) -> None:
    found = read(front + ITEM)
    organisation, body, day = expected
    assert value(found.organisation) == organisation
    assert (str(value(found.body)).lower() if found.body else None) == (body.lower() if body else None)
    assert value(found.meeting_date) == day


def test_a_counterpart_is_not_the_paper_s_own_organisation() -> None:
    found = read(
        "SAMMANTRÄDESPROTOKOLL\nSocialnämnden\nSammanträdesdatum 2024-03-12\n\n§ 7 Avtal med Region Sjöland\n\n"
        "Beslut\nAvtalet med Region Sjöland godkänns.\n"
    )
    assert found.organisation is None


def test_a_staff_letter_s_day_is_no_meeting_date() -> None:
    found = read(
        "Ekbo kommun\nTJÄNSTESKRIVELSE\nDatum 2024-02-20\n\nNytt avtal\n\nFörslag till beslut\nSocialnämnden godkänner avtalet.\n"
    )
    assert found.meeting_date is None


def test_minutes_without_a_day_have_none_and_a_finding() -> None:
    found = read("Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden" + ITEM)
    assert found.meeting_date is None
    assert "no_meeting_date" in [f.code for f in found.findings]


TOP = "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden\nSammanträdesdatum: 2024-03-12\n"

# (front page's line, names)  # trait
JUSTERARE = [
    ("Utses att justera Eva Alm", ["Eva Alm"]),  # one
    ("Utses att justera: Eva Alm (X)", ["Eva Alm (X)|Eva Alm"]),  # with colon and party
    ("Utsedd att justera Eva Alm", ["Eva Alm"]),  # utsedd
    ("Justerare: Eva Alm", ["Eva Alm"]),  # Justerare:
    ("Utses att justera Eva Alm och Per Ek", ["Eva Alm", "Per Ek"]),  # two
    ("Utses att justera\nEva Alm", ["Eva Alm"]),  # the name on the next line
    ("Utses att justera Per-Olof de la Gardie, Zoé O'Brien", ["Per-Olof de la Gardie", "Zoé O'Brien"]),  # of every sort
    (
        "Utses att justera Émile van der Meer och Eva von Alm",
        ["Émile van der Meer", "Eva von Alm"],
    ),  # small words in names
    ("Justerare: Justerare: Justerare: Rätt utdraget intygar:", []),  # empty lines name nobody
    ("Justerare\n\nOrdförande", []),  # an empty label
    ("Justerandes sign", []),  # a signature line
]


@pytest.mark.parametrize(("line", "names"), JUSTERARE)
def test_justerare(line: str, names: list[str]) -> None:
    found = read(TOP + line + ITEM).justerare
    assert len(found) == len(names), found
    for one, name in zip(found, names, strict=True):
        assert one.value in name.split("|")


# (notice block, posted, removed)  # trait
NOTICES = [
    (
        "ANSLAG/BEVIS\nDatum för anslags uppsättande 2024-03-15\nDatum för anslags nedtagande 2024-04-08",
        ("2024-03-15", "2024-04-08"),
    ),  # a line each
    (
        "BEVIS OM ANSLAG\nAnslaget uppsättes 2024-03-15 Anslaget nedtages 2024-04-08",
        ("2024-03-15", "2024-04-08"),
    ),  # on one line
    (
        "Anslag\nAnslaget sätts upp: 2024-03-15\nAnslaget tas ned: 2024-04-08",
        ("2024-03-15", "2024-04-08"),
    ),  # sätts upp, tas ned
    (
        "BEVIS OM ANSLAG\nDatum då anslaget sätts upp 2024-03-15 Datum då anslaget tas ner 2024-04-08",
        ("2024-03-15", "2024-04-08"),
    ),  # tas ner
    ("ANSLAG/BEVIS\nTid för anslag 2024-03-15 – 2024-04-08", ("2024-03-15", "2024-04-08")),  # from – to
    ("ANSLAG/BEVIS\nAnslås under tiden 2024-03-15 – 2024-04-08", ("2024-03-15", "2024-04-08")),  # under tiden
    (
        "ANSLAG/BEVIS\nDatum för anslags upp-\nsättande 2024-03-15\nDatum för anslags ned-\ntagande 2024-04-08",
        ("2024-03-15", "2024-04-08"),
    ),  # labels hyphenated over lines
    (
        "ANSLAG/BEVIS\nDatum för anslags uppsättande Datum för anslags nedtagande\n2024-03-15 2024-04-08",
        ("2024-03-15", "2024-04-08"),
    ),  # both labels first, values after
    ("ANSLAG/BEVIS\nDatum för anslags uppsättande 2024-03-15", ("2024-03-15", None)),  # only up
    ("ANSLAG/BEVIS\nDatum för Datum för anslagets uppsättande anslagets nedtagande", None),  # labels without values
    ("Justerandes sign", None),  # no notice
    ("Beslutet gäller om medel anslås i budgeten.\nRedovisas senast den 15 mars 2024", None),  # money, no notice
    ("Protokollet anslås den 15 mars 2024", ("2024-03-15", None)),  # anslås, of the minutes
]


@pytest.mark.parametrize(("block", "expected"), NOTICES)
@pytest.mark.parametrize("place", ["front", "end"])
def test_notice(place: str, block: str, expected: tuple[str, str | None] | None) -> None:
    text = f"{TOP}{block}{ITEM}" if place == "front" else f"{TOP}{ITEM}\n{block}\n"
    found = read(text).notice
    assert (None if found is None else (value(found.posted), value(found.removed))) == expected


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Socialnämnden utser Eva Alm (S) att jämte ordföranden justera protokollet.", ["Eva Alm (S)"]),
        ("Eva Alm utses att tillsammans med ordföranden justera protokollet.", ["Eva Alm"]),
        ("Eva Alm (S) och Bo Ek (M) utses till justerare.", ["Eva Alm (S)", "Bo Ek (M)"]),
        ("Eva Alm utses till ersättare i nämnden.", []),
    ],
)
def test_those_chosen_to_sign_in_an_item(words: str, names: list[str]) -> None:
    assert [value(j) for j in minutes(f"§ 1 Val av justerare\n\nBeslut\n{words}\n").justerare] == names


def test_a_day_that_something_lasts_to_is_no_meeting() -> None:
    found = read(
        "Socialnämnden i korthet\n\nSocialnämnden fattade beslut om att förlänga avtalet om samverkan till och med den 31 december 2024.\n"
    )
    assert (value(found.body), found.meeting_date) == ("Socialnämnden", None)
    assert [d.act for i in found.items for d in i.decisions] == ["approve"]


def test_when_the_minutes_are_to_be_signed_is_no_meeting() -> None:
    found = read(
        "PROTOKOLL Socialnämnden Justerat tisdagen den 26 februari 2024\n\n§ 1 Avtal\nBeslut\nAvtalet godkänns.\n"
    )
    assert found.meeting_date is None


@pytest.mark.parametrize(
    "line",
    [
        "Protokoll 2024-03-12 från Västra nämnden",
        "Protokoll från Västra nämnden den 2024-03-12",
        "Protokoll nr 3, Västra nämnden den 2024-03-12",
        "Västra nämnden, protokoll 2024-03-12",
        "Västra nämnden, 2024-03-12",
        "Västra nämnden 2024-03-12",
    ],
)
def test_a_page_s_foot_says_whose_it_is_and_of_which_day(line: str) -> None:
    found = read(f"§ 196 Avtal om familjecentral\n\nBeslut\nAvtalet godkänns.\n\n{line}\n26 (64)\n")
    assert (value(found.body), value(found.meeting_date)) == ("Västra nämnden", "2024-03-12")


def test_a_federation_s_name_ends_where_the_paper_s_begins() -> None:
    assert (
        value(read("Samordningsförbundet Älvö Sammanträdesprotokoll\nStyrelsen 2024-03-12" + ITEM).organisation)
        == "Samordningsförbundet Älvö"
    )
