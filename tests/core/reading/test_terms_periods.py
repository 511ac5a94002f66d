"""When an agreement is valid: wordings in, periods out. The comment names the trait of its row."""

import pytest
from terms_reading import agreement, minutes, periods, section, terms

AGREED = [
    # from and to in words
    ("Avtalet gäller från den 1 mars 2024 till den 28 februari 2026.", ["current 2024-03-01 2026-02-28"]),
    # ISO days with "till och med"
    ("2019-05-01 till och med 2022-04-30", ["current 2019-05-01 2022-04-30"]),
    # short forms of both words
    ("Fr.o.m. 2019-05-01 t.o.m. 2022-04-30", ["current 2019-05-01 2022-04-30"]),
    # no full stops in the short forms
    ("Avtalet gäller fr o m 1 maj 2019 t o m 30 april 2022.", ["current 2019-05-01 2022-04-30"]),
    # a dash between days, the year said once
    ("Avtalet gäller 1 januari - 31 december 2027.", ["current 2027-01-01 2027-12-31"]),
    # a double dash
    ("Avtalet gäller 2020-06-01--2023-05-31.", ["current 2020-06-01 2023-05-31"]),
    # a span of years
    ("Avtalet gäller under perioden 2019-2022.", ["current 2019-01-01 2022-12-31"]),
    # a span of years whose dash the extraction lost
    ("Avtalet gäller under perioden 2019 2022.", ["current 2019-01-01 2022-12-31"]),
    # years joined by "och"
    ("Avtalet gäller åren 2023 och 2024.", ["current 2023-01-01 2024-12-31"]),
    # one year
    ("Avtalet gäller kalenderåret 2026.", ["current 2026-01-01 2026-12-31"]),
    # an open end
    ("Avtalet gäller från och med 2021-02-01 och tillsvidare.", ["current 2021-02-01 -"]),
    # an open end, the words in the other order
    ("Avtalet gäller tills vidare från och med den 1 februari 2021.", ["current 2021-02-01 -"]),
    # the start is a day of use
    ("Avtalet omfattar kurser som startar efter den 1 juli 2025 och gäller tillsvidare.", ["current 2025-07-01 -"]),
    # coming into force
    ("Avtalet träder i kraft den 15 mars 2023.", ["current 2023-03-15 -"]),
    # a length beside the first day
    ("Avtalet träder i kraft den 1 januari 2020 och gäller i tre år.", ["current 2020-01-01 2022-12-31"]),
    # a length before the first day
    ("Avtalet löper på två (2) år från och med 2023-08-15.", ["current 2023-08-15 2025-08-14"]),
    # the end of a year
    ("Avtalet gäller från den 1 maj 2022 till utgången av 2025.", ["current 2022-05-01 2025-12-31"]),
    # the end in a sentence of its own
    ("Avtalet gäller från 2022-01-01. Avtalet upphör att gälla 2024-12-31.", ["current 2022-01-01 2024-12-31"]),
    # an extension's last day is not the period's
    (
        "Avtalet gäller 2022-01-01 - 2023-12-31. Det kan förlängas till och med 2025-12-31.",
        ["current 2022-01-01 2023-12-31"],
    ),
    # school years stand beside the period
    (
        "Avtalet gäller läsåret 2021/2022, från och med 1 augusti 2021 till och med 31 juli 2022.",
        ["current 2021-08-01 2022-07-31"],
    ),
    # an earlier agreement in the past tense
    (
        "Avtalet gäller 2022-01-01 - 2023-12-31. Det tidigare avtalet gällde åren 2019-2021.",
        ["current 2022-01-01 2023-12-31", "previous 2019-01-01 2021-12-31"],
    ),
    # a replaced agreement with its own period and extension
    (
        "Avtalet gäller 2023-01-01 - 2024-12-31 och ersätter avtal: Samverkan Fyren 2020-01-01 - "
        "2022-12-31 (med årlig förlängning).",
        ["current 2023-01-01 2024-12-31", "previous 2020-01-01 2022-12-31"],
    ),
    # what replaces comes after what is replaced
    ("Avtalet ersätter tidigare avtal och gäller från och med 2024-01-01.", ["current 2024-01-01 -"]),
    # what it revises
    (
        "Överenskommelsen är en revidering av Avtal om Fyren, 2018-2021. Den gäller åren 2022-2024.",
        ["current 2022-01-01 2024-12-31", "previous 2018-01-01 2021-12-31"],
    ),
    # a replaced agreement without a period
    ("Avtalet som tecknades 2013 upphävs. Detta avtal gäller från 2020-01-01.", ["current 2020-01-01 -"]),
]


@pytest.mark.parametrize(("text", "expected"), AGREED)
def test_agreed(text, expected):
    assert periods(section("Avtalstid", text)) == expected


WORDED = [
    # the length before the start, a comma between
    ("Avtalstiden är fem år, från den 1 mars 2020.", ["current 2020-03-01 2025-02-28"]),
    # begins and runs out
    ("Avtalet börjar löpa den 1 april 2019 och löper ut den 31 mars 2022.", ["current 2019-04-01 2022-03-31"]),
    # what cooperates is a partnership
    ("Partnerskapet gäller 2021-04-01 – 2023-03-31.", ["current 2021-04-01 2023-03-31"]),
    # the agreement before is known by its start alone
    (
        "Avtalet gäller från och med 2020-01-01 till och med 2022-12-31. Det ersätter det avtal som gällt sedan den 1 juni 2013.",
        ["current 2020-01-01 2022-12-31", "previous 2013-06-01 -"],
    ),
    # from the turn of a year, the length after it
    ("Avtalet gäller från årsskiftet 2020/2021 och tre år framåt.", ["current 2021-01-01 2023-12-31"]),
    # every year named
    ("Avtalet gäller under åren 2021, 2022 och 2023.", ["current 2021-01-01 2023-12-31"]),
    # the length before the start
    ("Avtalet har en löptid om tre år med start 2021-01-01.", ["current 2021-01-01 2023-12-31"]),
    # between two days
    ("Avtalsperioden löper mellan den 1 januari 2021 och den 31 december 2023.", ["current 2021-01-01 2023-12-31"]),
    # a period of so many years
    ("Avtalet gäller från den 1 januari 2021 under en period av tre år.", ["current 2021-01-01 2023-12-31"]),
    # months as figures
    ("Avtalet avser perioden 2021-01 till 2023-12.", ["current 2021-01-01 2023-12-31"]),
    # no verb of validity, only the time
    ("Avtalet omfattar tiden den 1 januari 2021 till och med den 31 december 2023.", ["current 2021-01-01 2023-12-31"]),
    # a full stop inside the short form is no lost date
    (
        "Avtalet gäller 2020-01-01 t.o.m. 2022-12-31, utan möjlighet till förlängning.",
        ["current 2020-01-01 2022-12-31"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_worded(text, expected):
    item, findings = agreement(f"Samverkansavtal om Fyren\n\nOmfattning\n{text}\n")
    assert periods(item.terms) == expected
    assert findings == ()


TABLES = [
    # the cell under "Gäller", what it replaces in another
    (
        "Gäller fr.o.m.–t.o.m. | Fastställd av | Ersätter\n"
        "2015-01-01 – tillsvidare | Kommunfullmäktige 2014-10-27 § 118 | avtal: Fyren 2011-01-01 – 2014-12-31\n",
        ["current 2015-01-01 -", "previous 2011-01-01 2014-12-31"],
    ),
    # rows of years before this agreement's own
    (
        "1. Bakgrund\nAvtalsperiod  Innehåll\n2003–2010  Första avtalet\n2011–2022  Nuvarande avtal\n"
        "2. Tid\nAvtalet gäller från och med den 1 juli 2023.\n",
        ["current 2023-07-01 -", "previous 2003-01-01 2010-12-31", "previous 2011-01-01 2022-12-31"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_tables(text, expected):
    assert periods(terms(f"Samverkansavtal om Fyren\n\n{text}\nSyfte\nStöd på ett ställe.\n")) == expected


def test_only_a_portal_s_line_keeps_the_day():
    text = (
        "Förbundsordning för Solviks förbund. Antagen Ikraftträdande\n\nStorlek: px\n\n"
        'Download "Förbundsordning för Solviks förbund. Antagen 2008-10-14 Ikraftträdande 2009-05-05"\n\nTranskript\n\n'
        "1 Förbundsordning för Solviks förbund Antagen Ikraftträdande\n\n2 Medlemmar\nNorrviks och Tallby kommuner.\n"
    )
    assert periods(terms(text)) == ["current 2009-05-05 -"]


OTHER_PERIODS = [
    # terms of office
    ("Organisation", "Mandatperioden är fyra år från och med den 1 januari 2023."),
    # budget year
    ("Ekonomi", "Budget för 2023 lämnas senast den 15 september 2022."),
    # a statute's coming into force
    ("Bakgrund", "Lagen (2003:778) trädde i kraft den 1 januari 2004."),
    # a day of counting
    ("Kostnadsfördelning", "Kostnaden fördelas efter folkmängd den 31 december 2022."),
    # a price level
    ("Ekonomi", "Avgiften är uttryckt i 2021 års prisnivå."),
    # the day of adoption
    ("Bakgrund", "Antaget av kommunfullmäktige den 14 maj 2018 § 61."),
    # the day of signing is no start
    ("Avtalstid", "Avtalet gäller från undertecknandet."),
]


@pytest.mark.parametrize(("heading", "text"), OTHER_PERIODS)
def test_other_periods(heading, text):
    assert periods(section(heading, text)) == []


ELSEWHERE = [
    # years in the title alone
    (
        "Överenskommelse om Fyren 2018–2022\n\nParter\nNorrviks kommun och Tallby kommun.\n",
        ["current 2018-01-01 2022-12-31"],
    ),
    # the start in the title
    (
        "Avtal om Fyren\ngällande fr.o.m. 2017-08-01\n\nParter\nNorrviks kommun och Tallby kommun.\n",
        ["current 2017-08-01 -"],
    ),
    # a statute-book table
    (
        "Avtal om gemensam nämnd\n| Gäller fr.o.m. | 2019-01-01 |\n\nParter\nNorrviks kommun och Tallby kommun.\n",
        ["current 2019-01-01 -"],
    ),
    # a field whose label says which agreement
    (
        "Avtal om gemensam nämnd\nGäller fr.o.m.: 2015-01-01\nErsätter: Avtal fr.o.m. 2011-01-01\n",
        ["current 2015-01-01 -", "previous 2011-01-01 -"],
    ),
    # fields of a form, each end by itself, the older editions in one line
    (
        "Överenskommelse om Fyren\nGiltigt från och med: 2021-04-01\nAnsvarig: N N\nGiltigt till och med: 2023-03-31\n"
        "Revisionshistorik\nGiltig fr.o.m. – t.o.m. 2019-04-01 - 2021-03-31 2021-04-01 - 2023-03-31\n",
        ["current 2021-04-01 2023-03-31", "previous 2019-04-01 2021-03-31"],
    ),
    # a label on the line before, no word for the start
    ("Avtal om Fyren\n\nAvtalstid:\n2022-05-01 och tillsvidare.\n", ["current 2022-05-01 -"]),
    # a label on the line of its text
    (
        "Avtal om Fyren\nGiltighetstid: 1 januari 2025 – 31 december 2026\nUppsägningstid: 6 månader.\n",
        ["current 2025-01-01 2026-12-31"],
    ),
    # the board's start, where nothing else says
    ("Avtal om gemensam nämnd\n\nOrganisation\nNämnden tillträder den 1 januari 2019.\n", ["current 2019-01-01 -"]),
]


@pytest.mark.parametrize(("text", "expected"), ELSEWHERE)
def test_elsewhere(text, expected):
    assert periods(terms(text)) == expected


LOST = [
    # the date after "från och med" is gone, a heading follows
    ("Avtalet gäller från och med Namn och säte.", "date_lost"),
    # only the signing says when
    ("Avtalet gäller tre år från avtalets undertecknande.", "date_not_stated"),
]


@pytest.mark.parametrize(("text", "code"), LOST)
def test_lost(text, code):
    item, findings = agreement(f"Samverkansavtal om Fyren\n\nAvtalstid\n{text}\n")
    assert periods(item.terms) == []
    assert [f.code for f in findings] == [code]


IN_MINUTES = [
    # decided, with both days
    (
        "Nämnden godkänner avtal om Fyren för perioden 1 januari 2025 - 31 december 2026.",
        "",
        ["current 2025-01-01 2026-12-31"],
    ),
    # told, the original period and what it was extended to
    (
        "",
        "Avtalet gällde ursprungligen 2017–2018 och har därefter förlängts till och med 31 december 2019.",
        ["previous 2017-01-01 2018-12-31", "previous - 2019-12-31"],
    ),
    # an earlier decision to extend what is in force
    ("", "I maj 2023 beslutade nämnden att förlänga gällande avtal till 31 december 2024.", ["previous - 2024-12-31"]),
    # an extension decided now
    ("Avtalet om Fyren förlängs till och med den 30 juni 2027.", "", ["current - 2027-06-30"]),
    # what ends before the new one begins is the old one
    (
        "Nämnden godkänner avtal om Fyren från och med 1 januari 2025.",
        "Avtalet gäller till och med den 31 december 2024.",
        ["current 2025-01-01 -", "previous - 2024-12-31"],
    ),
    # a term of office
    ("Nämnden utser två ledamöter till styrgruppen, d.v.s. för mandatperioden från 1 mars 2023.", "", []),
    # statutes that take effect
    (
        "Förbundsordningen träder i kraft den 1 januari 2013 under förutsättning att alla godkänt den.",
        "",
        ["current 2013-01-01 -"],
    ),
    # an assignment told of
    (
        "",
        "Nämnden gav direktören i uppdrag att förlänga avtalet för år 2026, under förutsättning att avtalet justeras.",
        [],
    ),
]


@pytest.mark.parametrize(("decided", "told", "expected"), IN_MINUTES)
def test_in_minutes(decided, told, expected):
    assert periods(minutes(decided, told)[0]) == expected


def test_a_title_alone_gives_its_year_only_where_the_text_says_the_same():
    title = "Avtal mellan Norrviks kommun och Region Solvik om Fyren 2026"
    assert periods(minutes("Avtal om Fyren 2026 godkänns.", title=title)[0]) == []
    assert periods(minutes("Avtalet godkänns.", title="Avtal om Fyren för 2026")[0]) == [
        "current 2026-01-01 2026-12-31"
    ]
    (period,) = minutes("Avtal om Fyren 2026 godkänns.", "Avtalet gäller under 2026.", title=title)[0].periods
    assert (str(period.from_), str(period.to), period.basis) == ("2026-01-01", "2026-12-31", "decided")
