"""An agreement's whole text: who, what, signatures, and what does not belong to it. The comment names the trait of its row."""

import pytest
from terms_reading import agreement, document, named, terms

from samverkan.core.reading.agreement import looks_like_agreement
from samverkan.core.reading.lines import lines_of


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
    # an adjective before the word, on its line
    (
        "Navigera till sidans huvudinnehåll\n\nLänsövergripande överenskommelse om stöd till unga, 12 t.o.m. 20 år\n\n",
        "Länsövergripande överenskommelse om stöd till unga, 12 t.o.m. 20 år",
        "stöd till unga, 12 t",
    ),
    # in the definite form, over lines, with its start
    (
        "Kommunala samverkansavtalet\nom musikskola\nför trekommunerna fr.o.m. 2019-08-01\nInnehåll\n",
        "Kommunala samverkansavtalet om musikskola för trekommunerna fr.o.m. 2019-08-01",
        "musikskola för trekommunerna",
    ),
    # the bare word, the service under it
    (
        "SAMVERKANSAVTAL\n\nFolkhälsoarbete i Tallby\n\n",
        "SAMVERKANSAVTAL Folkhälsoarbete i Tallby",
        "Folkhälsoarbete i Tallby",
    ),
    # the bare word; an agreement before it is told of further down
    (
        "AVTAL\n\n1. Parter\nNorrviks kommun och Tallby kommun.\n3. Bakgrund\nTidigare avtal mellan parterna löpte till 2016.\n",
        "AVTAL",
        None,
    ),
    # statutes in one word
    (
        "Styrdokument\n\nKommunalförbundsordning för Solviks räddningstjänst\n\n",
        "Kommunalförbundsordning för Solviks räddningstjänst",
        "Solviks räddningstjänst",
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


def test_titles_of_other_papers_may_stand_before_the_text():
    text = (
        "Avtal om gemensam nämnd\n\nRelevanta dokument\nAvtal om Fyren 2010-2012\nReglemente\n\n"
        "1. Parter\nNorrviks kommun och Tallby kommun.\n2. Avtalstid\nAvtalet gäller från 2021-01-01 till 2022-12-31.\n"
    )
    found = terms(text)
    assert named(found) == ["Norrviks kommun", "Tallby kommun"]
    assert [(str(p.from_), str(p.to)) for p in found.periods] == [("2021-01-01", "2022-12-31")]


def test_a_long_list_of_titles_may_stand_before_the_text():
    others = "".join(f"Policy för område {'abcdefghijklmnopqrstuvwxyz'[n]}\n\n" for n in range(26))
    text = f"Avtal om gemensam nämnd\n\nRelevanta dokument\n\n{others}1. Parter\nNorrviks kommun och Tallby kommun.\n"
    assert named(terms(text)) == ["Norrviks kommun", "Tallby kommun"]


def test_adoption_is_a_reference_and_no_decision():
    item, _ = agreement(
        "Avtal om gemensam nämnd\n\nAntaget av kommunfullmäktige den 14 maj 2018 § 61.\n\nSyfte\nStöd.\n"
    )
    assert item.decisions == ()
    assert item.status is None
    (reference,) = item.references
    assert (str(reference.date), reference.section) == ("2018-05-14", "61")


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
