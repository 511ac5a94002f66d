"""Who an agreement binds, however its text says it. The comment names the trait of its row."""

import pytest
from terms_reading import named, terms

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
    # the board on the line under its principal
    (
        "Parter\nNorrviks kommun\nKommunstyrelsen\nOrg.nr: 212000-0001\nRegion Solvik\nVårdnämnden\nOrg.nr: 232100-0002\n",
        ["Norrviks kommun", "Region Solvik"],
    ),
    # the board after a comma, between two principals
    (
        "Parter\nNorrviks kommun, Kulturnämnden, och Region Solvik, Kulturnämnden.\n",
        ["Norrviks kommun", "Region Solvik"],
    ),
    # a board of a part of the region
    (
        "Parter\nSocialnämnden i Norrviks kommun\nVårdnämnd Syd, Region Solvik\n",
        ["Socialnämnden i Norrviks kommun", "Vårdnämnd Syd, Region Solvik"],
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
    # with short names in brackets, "samt" between
    (
        "Region Solvik (nedan ”Regionen”) samt Alby och Tallby kommuner (nedan ”Kommunerna”) träffar följande överenskommelse.\n",
        ["Region Solvik", "Alby kommun", "Tallby kommun"],
    ),
    # words before the first
    (
        "Undertecknade parter, Norrviks kommun (212000-0001) och Solviks församling, har träffat följande avtal.\n",
        ["Norrviks kommun", "Solviks församling"],
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
    # boards of one name
    (
        "Parter\nSocialnämnden i Norrviks kommun (212000-0001) och Socialnämnden i Tallby kommun (212000-0002).\n",
        ["Socialnämnden i Norrviks kommun", "Socialnämnden i Tallby kommun"],
    ),
    # numbered entries with numbers of organisation are no headings
    (
        "1. Parter\n1.1 Vårdnämnden i Region Solvik, 232100-0002\n1.2 Socialnämnden i Norrviks kommun, 212000-0001\n2. Uppdrag\n",
        ["Vårdnämnden i Region Solvik", "Socialnämnden i Norrviks kommun"],
    ),
    # one party by two names
    (
        "Mellan Solviks läns landsting/Solviksregionen och kommunerna Alby och Tallby har följande avtal träffats.\n",
        ["Solviks läns landsting", "Alby kommun", "Tallby kommun"],
    ),
    # announced without "mellan"
    (
        "Följande kommuner har i dag träffat avtal om gemensam växel: Alby, Tallby och Hult.\n\nUppdraget\nVarje kommun svarar.\n",
        ["Alby kommun", "Tallby kommun", "Hults kommun"],
    ),
    # a name of two words
    (
        "Parter\nRegion Solvik, org.nr 232100-0002, Tallby kommun, org.nr 212000-0002, och Hög Åby kommun, org.nr 212000-0003.\n",
        ["Region Solvik", "Tallby kommun", "Hög Åby kommun"],
    ),
    # a company with "&", "Mellan" at the head of the entry
    (
        "1. Avtalsparter\nMellan Solviks kommunalförbund och Solvik & Co AB har följande avtal träffats.\n",
        ["Solviks kommunalförbund", "Solvik & Co AB"],
    ),
    # authorities of the state in a list of all sorts
    (
        "Parter\nParter är Region Solvik, Polismyndigheten, Åklagarmyndigheten samt kommunerna Alby och Tallby.\n",
        ["Region Solvik", "Polismyndigheten", "Åklagarmyndigheten", "Alby kommun", "Tallby kommun"],
    ),
    # whatever has a number of organisation is one
    (
        "Parter\nTallby kommun, org.nr 212000-0002, och Solviks Hopp, org.nr 802400-0001.\n",
        ["Tallby kommun", "Solviks Hopp"],
    ),
    # or a short name
    (
        "1 Parter och bakgrund\nGöta Museum (nedan Museet), Tallby kommun och Alby kommun driver ett arkiv.\n",
        ["Göta Museum", "Tallby kommun", "Alby kommun"],
    ),
    # one a line under "mellan"
    (
        "mellan\n\nSolviks läns landsting\noch\nAlby kommun\nTallby kommun\n",
        ["Solviks läns landsting", "Alby kommun", "Tallby kommun"],
    ),
    # a label for each
    (
        "Avtalspart A: Alby kommun, utbildningsnämnden\nAvtalspart B: Tallby kommun, barn- och skolnämnden\n",
        ["Alby kommun", "Tallby kommun"],
    ),
    # what each is to the other
    (
        "Beställare: Alby kommun, 212000-0003\nUtförare: Region Solvik, 232100-0002\n",
        ["Alby kommun", "Region Solvik"],
    ),
    # another word for the agreement
    (
        "Parterna i denna överenskommelse är Kommunförbundet Solvik och Region Viken.\n",
        ["Kommunförbundet Solvik", "Region Viken"],
    ),
    # labels in running text
    (
        "Parter: Alby kommun, org.nr 212000-0003 och Tallby kommun, org.nr 212000-0002. Bakgrund: Linjen går genom Hults kommun. ",
        ["Alby kommun", "Tallby kommun"],
    ),
    # entries of a list, one of them of a sort unknown
    (
        "Mellan nedanstående parter har följande avtal slutits:\n\n• Brandkåren Solvik (kommunalförbund)\n• Tallby kommun\n",
        ["Brandkåren Solvik", "Tallby kommun"],
    ),
    # an association of another name at the end of a list of places
    (
        "Mellan kommunerna Alby, Tallby och Hult samt Gymnasieförbundet Solvik har träffats följande avtal.\n",
        ["Alby kommun", "Tallby kommun", "Hults kommun", "Gymnasieförbundet Solvik"],
    ),
    # labels with the short name of the group
    (
        "Deltagande kommuner, nedan Kommunerna: Alby, Tallby och Hult-Ås\nDeltagande region: Region Solvik, nedan Regionen\n",
        ["Alby kommun", "Tallby kommun", "Hult-Ås kommun", "Region Solvik"],
    ),
    # boards without names of their own
    (
        "Mellan Region Solvik genom vårdnämnden och kommunerna Alby och Tallby genom respektive socialnämnd träffas följande avtal.\n",
        ["Region Solvik", "Alby kommun", "Tallby kommun"],
    ),
    # a county council of two names
    (
        "Parter\nLandstinget Västra Viken (Landstinget) och Tallby kommun.\n",
        ["Landstinget Västra Viken", "Tallby kommun"],
    ),
    # a hyphen that does not break
    (
        "Parter\nVästra hälso\u2010 och sjukvårdsnämnden (232100\u20100002) och Tallby kommun (212000\u20100002).\n",
        ["Västra hälso- och sjukvårdsnämnden", "Tallby kommun"],
    ),
    # gaps of a template
    ("Parter\nkommun/stad (beställaren) [org nr]\n", []),
]


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_parties(text, expected):
    assert named(terms(f"Samverkansavtal om Fyren\n\n{text}\nSyfte\nStöd på ett ställe.\n")) == expected
