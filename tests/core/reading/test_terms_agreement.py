"""An agreement's whole text: who, what, signatures, and what does not belong to it. The comment names the trait of its row."""

import pytest
from terms_reading import agreement, document, terms

from samverkan.core.reading.agreement import looks_like_agreement
from samverkan.core.reading.lines import lines_of


def named(found):
    return [p.value for p in found.parties]


PARTIES = [
    # section with numbers of organisation and short names
    (
        "Parter\nNorrviks kommun, org.nr 212000-0001 (nedan kallad kommunen), och Region Solvik, 232100-0002.\n",
        ["Norrviks kommun", "Region Solvik"],
    ),
    # "mellan", addresses between the names
    (
        "Mellan Norrviks kommun, 212000-0001, 531 88 Norrvik, och Tallby kommun, org.nr. 212000-0002, "
        "467 80 Tallby tecknas följande avtal.\n",
        ["Norrviks kommun", "Tallby kommun"],
    ),
    # one noun for all
    ("Parter\nNorrviks, Tallby och Hults kommuner.\n", ["Norrviks kommun", "Tallby kommun", "Hults kommun"]),
    # noun first
    (
        "Parter\nKommunerna Tallby, Boden och Dals- Ek samt Region Solvik.\n",
        ["Tallby kommun", "Bodens kommun", "Dals-Eks kommun", "Region Solvik"],
    ),
    # towns among municipalities
    (
        "Samverkande kommuner\nAlby, Tallby samt städerna Lidby och Vaxby\n",
        ["Alby kommun", "Tallby kommun", "Lidby stad", "Vaxby stad"],
    ),
    # one a line
    ("Parter\nNorrviks kommun\nTallby kommun\n", ["Norrviks kommun", "Tallby kommun"]),
    # one a line after the sentence that announces them
    (
        "Mellan nedanstående kommuner har följande avtal ingåtts:\nNorrviks kommun\nTallby kommun\n",
        ["Norrviks kommun", "Tallby kommun"],
    ),
    # after a colon
    (
        "Mellan Region Solvik och kommunerna i länet: Alby, Tallby och Hedby.\n",
        ["Region Solvik", "Alby kommun", "Tallby kommun", "Hedby kommun"],
    ),
    # capitals
    (
        "NORRVIKS KOMMUN och TALLBY KOMMUN, nedan kommunerna, har träffat följande avtal.\n",
        ["Norrviks kommun", "Tallby kommun"],
    ),
    # members of a joint authority, which is no party itself
    (
        "2 § Medlemmar\nMedlemmar i kommunalförbundet är Norrvik, Tallby och Hult kommuner.\n",
        ["Norrviks kommun", "Tallby kommun", "Hults kommun"],
    ),
    # a board acts for its principal: the principal is bound, once
    ("Parter\nNorrviks kommun genom socialnämnden och Region Solvik.\n", ["Norrviks kommun", "Region Solvik"]),
    # the same, the number of organisation between
    (
        "Parter\nRegion Solvik (org.nr 232100-0002), genom vårdnämnden, och Norrviks kommun (org.nr 212000-0001), "
        "genom socialnämnden.\n",
        ["Region Solvik", "Norrviks kommun"],
    ),
    # the board in a bracket
    ("Parter\nNorrviks kommun och Region Solvik (kulturnämnden).\n", ["Norrviks kommun", "Region Solvik"]),
    # the board first: it is the party, with its principal's name
    (
        "Parter\nVårdnämnden i Region Solvik, org.nr 232100-0002, nedan VN.\nSocialnämnden i Norrviks kommun, nedan SN.\n",
        ["Vårdnämnden i Region Solvik", "Socialnämnden i Norrviks kommun"],
    ),
    # a board that each municipality calls something of its own
    (
        "Parter\nAvtalsparter är respektive för uppgiften ansvarig nämnd i Norrviks, Tallby och Hults kommuner.\n",
        ["Norrviks kommun", "Tallby kommun", "Hults kommun"],
    ),
    # numbered entries after a semicolon, units of the parties named with them
    (
        "Detta avtal har denna dag träffats mellan; (1) Region Solvik och dess enhet Solvikstrafiken, org.nr , med adress "
        "Box 10, Solvik, ( SVT ); och (2) Landstinget i Österby genom Österbytrafiken, org.nr , ( ÖBT ).\n",
        ["Region Solvik", "Landstinget i Österby"],
    ),
    # announced, with contact persons between
    (
        "Mellan nedanstående parter har följande avtal träffats:\nNorrviks kommun, org. nr. 212000-0001 Box 5, 531 88 Norrvik\n"
        "Kontaktperson: kommundirektör N N, 0510-00 000\nTallby kommun, org. nr. 212000-0002\n",
        ["Norrviks kommun", "Tallby kommun"],
    ),
    # no heading and no "mellan": the sentence begins with its parties
    (
        "Landstinget i Solvik och Alby, Tallby och Hults kommuner har fr.o.m. 2014-07-01 en gemensam nämnd.\n",
        ["Landstinget i Solvik", "Alby kommun", "Tallby kommun", "Hults kommun"],
    ),
    (
        "Kommunerna Alby, Tallby och Hult är sammanslutna i ett förbund.\n",
        ["Alby kommun", "Tallby kommun", "Hults kommun"],
    ),
    # letters misread
    ("Städema Alby och Tallby, nedan partema, har träffat följande avtal.\n", ["Alby stad", "Tallby stad"]),
    # adopted by each assembly
    (
        "Godkänd av kommunfullmäktige i Alby den 4 maj 2020, § 9\nGodkänd av kommunfullmäktige i Tallby den 5 maj 2020, § 3\n",
        ["Alby kommun", "Tallby kommun"],
    ),
    # places one a line, with their numbers
    ("Parter\nAlby\t212000-0003\nTallby\t212000-0004\n", ["Alby kommun", "Tallby kommun"]),
    # the state and an association
    (
        "Överenskommelsen mellan staten, företrädd av Myndigheten för tillsyn, och Sveriges Kommuner och Regioner gäller ersättning.\n",
        ["staten", "Sveriges Kommuner och Regioner"],
    ),
    # other public institutions
    (
        "Parter\nVästöns landskapsregering, Hamnvik stad, Västöns hälso- och sjukvård, och Västöns kommunförbund, har kommit överens.\n",
        ["Västöns landskapsregering", "Hamnvik stad", "Västöns hälso- och sjukvård", "Västöns kommunförbund"],
    ),
    # a region of two names
    ("Parter\nRegion Jordvik Härlanda och Tallby kommun.\n", ["Region Jordvik Härlanda", "Tallby kommun"]),
    # only the signatures say it
    (
        "Parterna samverkar.\n\nFör Norrviks kommun\n........\nFör Region Solvik\n........\n",
        ["Norrviks kommun", "Region Solvik"],
    ),
    # a host is a party once
    (
        "Parter\nNorrviks kommun och Tallby kommun. Norrviks kommun är värdkommun.\n",
        ["Norrviks kommun", "Tallby kommun"],
    ),
    # others the party may also agree with
    (
        "Parter\nNorrviks kommun och Tallby kommun. Avtal kan även slutas med andra kommuner, såsom Hults kommun.\n",
        ["Norrviks kommun", "Tallby kommun"],
    ),
    # gaps of a template
    ("Parter\nkommun/stad (beställaren) [org nr]\n", []),
]


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_parties(text, expected):
    assert named(terms(f"Samverkansavtal om Fyren\n\n{text}\nSyfte\nStöd på ett ställe.\n")) == expected


def test_a_short_name_cites_where_the_text_says_who_is_meant():
    text = "Avtal om Fyren\n\nParter\nNorrviks kommun (nedan kommunen) och Region Solvik.\n\nEkonomi\nKommunen finansierar 100 procent.\n"
    (share,) = terms(text).shares
    assert text[slice(*share.party.span)] == "Norrviks kommun"
    assert "Kommunen finansierar" in text[slice(*share.span)]


TITLES = [
    # one line
    ("Samverkansavtal om Fyren\n\n", "Samverkansavtal om Fyren", "Fyren"),
    # broken over lines, one word divided
    (
        "Samarbetsavtal avseende kommunal energi-\noch klimatrådgivning\n\n",
        "Samarbetsavtal avseende kommunal energi- och klimatrådgivning",
        "kommunal energi- och klimatrådgivning",
    ),
    # capitals
    ("AVTAL OM SAMVERKAN\nAVSEENDE ÖVERFÖRMYNDARE\n\n", "AVTAL OM SAMVERKAN AVSEENDE ÖVERFÖRMYNDARE", "ÖVERFÖRMYNDARE"),
    # twice
    (
        "Avtal om gemensam nämnd\n\nAvtal om gemensam nämnd Gäller från och med 2021-01-01\n\n",
        "Avtal om gemensam nämnd",
        "gemensam nämnd",
    ),
    # with the parties and the year
    (
        "Avtal mellan Norrviks kommun och Region Solvik om samverkan vid familjecentral 2026\n\n",
        "Avtal mellan Norrviks kommun och Region Solvik om samverkan vid familjecentral 2026",
        "familjecentral",
    ),
    # in a sentence of the text, a portal's line: the heading is what says it
    (
        "Detta avtal är ej avsett att begränsa parternas rätt.\n\nStorlek: px\n\nTranskript\n\n"
        "2 AVTAL OM SAMVERKAN I STÖD\n\n1. PARTER\nNorrviks kommun och Tallby kommun.\n",
        "AVTAL OM SAMVERKAN I STÖD",
        "STÖD",
    ),
    # a letterhead says only that it is one
    (
        "Region Solvik          AVTAL\nRegionstyrelsen          Diarienummer RS 2022-1\n\nSamverkansavtal\nom naturbruk\n\n",
        "Samverkansavtal om naturbruk",
        "naturbruk",
    ),
    # a portal's noise on the same line
    (
        'Avtal om gemensam patientnämnd Storlek: px Starta visningen från sidan: Download "Avtal om gemensam patientnämnd" '
        "Transkript 1 Avtal om gemensam patientnämnd för Region Solvik och kommunerna Alby och Tallby 1 Parter Region Solvik "
        "och kommunerna Alby och Tallby har kommit överens om att samverka i en gemensam nämnd för patienter och anhöriga. ",
        "Avtal om gemensam patientnämnd",
        "gemensam patientnämnd",
    ),
    # the service beside the word
    ("Samverkansavtal - Gemensam miljöenhet\n\n", "Samverkansavtal - Gemensam miljöenhet", "Gemensam miljöenhet"),
    # all on one line with what follows
    (
        "1 Avtal om samverkan kring växelfunktion 1 Parter Detta avtal har träffats mellan Norrviks kommun och Tallby kommun. ",
        "Avtal om samverkan kring växelfunktion",
        "växelfunktion",
    ),
]


@pytest.mark.parametrize(("head", "title", "service"), TITLES)
def test_title(head, title, service):
    found = terms(f"{head}2 Syfte Parterna ska samverka.\n")
    assert found.title is not None
    assert (found.title.value, found.object and found.object.value) == (title, service)


def test_a_contents_page_and_other_titles_are_left_aside():
    text = (
        "Avtal om gemensam nämnd\n\nInnehåll\n1 Parter 2\n2 Uppsägning och ändring av avtal 14\n3 Tvist 15\n\n"
        "1 Parter\nNorrviks kommun och Tallby kommun.\n2 Uppsägning och ändring av avtal\n"
        "Uppsägningstiden är nio månader.\n3 Tvist\nI domstol.\n"
        "Relevanta dokument\nAvtal mellan Hults kommun och Region Solvik 2010-2012\nUppsägningstid 24 månader\n"
    )
    found = terms(text)
    assert named(found) == ["Norrviks kommun", "Tallby kommun"]
    assert found.termination is not None
    assert found.termination.notice_months == 9
    assert found.periods == ()


def test_adoption_is_a_reference_and_no_decision():
    item, _ = agreement(
        "Avtal om gemensam nämnd\n\nAntaget av kommunfullmäktige den 30 november 2020 § 182.\n\nSyfte\nStöd.\n"
    )
    assert item.decisions == ()
    assert item.status is None
    (reference,) = item.references
    assert (str(reference.date), reference.section) == ("2020-11-30", "182")


NUMBERS = [
    # labelled
    ("Dnr KS 2019/112", "KS 2019/112", []),
    # marks of a draft
    ("Dnr 2014/????", None, ["registry_number_lost"]),
    # cut off
    ("Diarienummer 2016/", None, ["registry_number_lost"]),
    # a number of organisation is none
    ("Org.nr 212000-0001", None, []),
]


@pytest.mark.parametrize(("line", "expected", "codes"), NUMBERS)
def test_registry_number(line, expected, codes):
    item, findings = agreement(f"Samverkansavtal om Fyren\n{line}\n\nSyfte\nStöd.\n")
    assert (item.registry_number and item.registry_number.value) == expected
    assert [f.code for f in findings] == codes


SIGNED = "Samverkansavtal om Fyren\n\nParter\nNorrviks kommun och Region Solvik.\n\nUnderskrifter\n"
SIGNATURES = [
    # two columns, one line of days
    (
        "Norrvik 2022-11-14          Solvik 2022-11-21\n..............          ..............\n"
        "Anna Ek          Bo Lind\nNorrviks kommun          Region Solvik\n",
        [("Norrviks kommun", "2022-11-14", "Anna Ek"), ("Region Solvik", "2022-11-21", "Bo Lind")],
    ),
    # one under the other, the party first, the second empty
    (
        "För Norrviks kommun\nNorrvik den 2 mars 2022\nKarin Holm\n\nFör Region Solvik\nOrt och datum: ..........\n..........\n",
        [("Norrviks kommun", "2022-03-02", "Karin Holm"), ("Region Solvik", None, None)],
    ),
    # one under the other, the party last
    (
        "Norrvik den 2 mars 2022\n__________\nKarin Holm\nNorrviks kommun\n\nSolvik den 4 mars 2022\n"
        "__________\nPer Alm\nRegion Solvik\n",
        [("Norrviks kommun", "2022-03-02", "Karin Holm"), ("Region Solvik", "2022-03-04", "Per Alm")],
    ),
    # the office beside the name
    (
        "Norrvik 2022-11-14          Solvik 2022-11-21\nAnna Ek, ordförande          Bo Lind, ordförande\n"
        "Norrviks kommun          Region Solvik\n",
        [("Norrviks kommun", "2022-11-14", "Anna Ek"), ("Region Solvik", "2022-11-21", "Bo Lind")],
    ),
    # two columns whose spaces are lost
    (
        "För Norrviks kommun För Region Solvik\nNorrvik 2022-11-14 Solvik 2022-11-21\nAnna Ek Bo Lind\n"
        "ordförande i socialnämnden ordförande i vårdnämnden\n",
        [("Norrviks kommun", "2022-11-14", "Anna Ek"), ("Region Solvik", "2022-11-21", "Bo Lind")],
    ),
    # minutes stand for signatures
    ("Protokoll från respektive kommunfullmäktige gäller som underskrift.\n", []),
]


@pytest.mark.parametrize(("block", "expected"), SIGNATURES)
def test_signatures(block, expected):
    found = [
        (s.party.value, str(s.date) if s.date else None, s.signatory.value if s.signatory else None)
        for s in terms(SIGNED + block).signatures
    ]
    assert found == expected


KINDS = [
    # headings of clauses
    ("Samverkansavtal om Fyren\n\n1 Parter\nNorrviks kommun och Tallby kommun.\n2 Uppsägning\nSex månader.\n", True),
    # statutes of a joint authority
    (
        "Förbundsordning för Solviks förbund\n\n§ 2 Medlemmar\n"
        "Medlemmar i förbundet är Norrvik och Tallby kommuner.\n§ 9 Utträde\nEtt år.\n",
        True,
    ),
    # minutes with the same title
    (
        "SAMMANTRÄDESPROTOKOLL\nSocialnämnden\n§ 65 Dnr SN 2024/1\nSamverkansavtal om Fyren\nBeslut\n"
        "Socialnämnden godkänner avtalet.\n",
        False,
    ),
    # a staff report with the same title
    (
        "Samverkansavtal om Fyren\nTjänsteskrivelse\nFörslag till beslut\n"
        "Nämnden godkänner avtalet. Parter är kommunen och regionen. Uppsägning.\n",
        False,
    ),
    # an annex by itself
    (
        "BILAGA 2\n\nBilaga 2: Fördelning av kostnader\nBilagan hör till samverkansavtalet om Fyren.\nKostnaden fördelas.\n",
        True,
    ),
    # no section has a heading: "mellan" under the title
    (
        "AVTAL\n\nmellan Norrviks kommun och Region Solvik om stöd till museet för åren 2021-2024\n\n"
        "Sägs avtalet inte upp förlängs det med två år.\n",
        True,
    ),
    # news that tells of one
    (
        "Nytt samverkansavtal om Fyren klart\n\nPublicerad: 12 maj 2023\n\nParterna är överens om ett avtal. Avtalet gäller "
        "från 1 juli 2023. Kostnaden delas lika.\n",
        False,
    ),
    # the title alone
    ("Samverkansavtal om Fyren\n\nEtt nytt avtal finns nu på webben.\n", False),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_kind(text, expected):
    assert looks_like_agreement(document(text), lines_of(text)) is expected
