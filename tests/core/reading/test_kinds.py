"""What a document is: told before anything in it is believed."""

from __future__ import annotations

import pytest
from asking import read

DECISION = "\n\n§ 7 Avtal om råd\n\nBeslut\nSocialnämnden godkänner avtalet.\n"
PROPOSAL = "\n\nNytt avtal om råd\n\nFörslag till beslut\nSocialnämnden godkänner avtalet.\n\nÄrendebeskrivning\nAvtalet löper ut.\n"

# (text, kind)  # trait
KINDS = [
    ("Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden 2024-03-12" + DECISION, "minutes"),  # SAMMANTRÄDESPROTOKOLL
    ("Ekbo kommun\nPROTOKOLL\nSocialnämnden 2024-03-12" + DECISION, "minutes"),  # PROTOKOLL
    ("Socialnämnden\nProtokoll nr 3\nSammanträdesdatum: 2024-03-12" + DECISION, "minutes"),  # Protokoll nr
    ("Socialnämnden 2024-03-12" + DECISION, "minutes"),  # only § and a decision
    ("Ekbo kommun\nUtdrag ur protokoll\nSocialnämnden 2024-03-12" + DECISION, "extract"),  # calls itself one
    ("Ekbo kommun\nPROTOKOLLSUTDRAG\nSocialnämnden 2024-03-12" + DECISION, "extract"),  # calls itself one, capitals
    (
        "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden 2024-03-12" + DECISION + "\nRätt utdraget intygar:\n",
        "minutes",
    ),  # the certifier's line makes no extract
    ("Ekbo kommun\nTJÄNSTESKRIVELSE\nDatum 2024-02-20" + PROPOSAL, "proposal"),  # staff letter
    ("Ekbo kommun\nTjänsteutlåtande\nUtfärdat 2024-02-20" + PROPOSAL, "proposal"),  # staff paper
    ("Ekbo kommun\nBESLUTSUNDERLAG\n2024-02-20" + PROPOSAL, "proposal"),  # basis for a decision
    ("Ekbo kommun\nORDFÖRANDEFÖRSLAG\n2024-02-20" + PROPOSAL, "proposal"),  # the chair's
    (
        "Ekbo kommun\nKALLELSE\nSocialnämnden\n2024-03-12\n\n1. Val av justerare\n2. Avtal om råd\n"
        "Förslag till beslut\nAvtalet godkänns.\n",
        "summons",
    ),  # summons
    (
        "Ekbo kommun\nFöredragningslista\nSocialnämnden 2024-03-12\n\n1. Val av justerare\n2. Avtal om råd\n",
        "summons",
    ),  # agenda
    (
        "Pressmeddelande\nBeslut i socialnämnden 12 mars 2024\n\nNytt avtal om råd\nSocialnämnden godkände avtalet.\n",
        "summary",
    ),  # press release
    (
        "Beslut i korthet\nSocialnämnden 2024-03-12\n\nNytt avtal om råd\nAvtalet godkänns.\nBeslut: enligt förslag\n",
        "summary",
    ),  # in brief
    (
        "SAMVERKANSAVTAL\n\nom familjerådgivning mellan Ekbo kommun och Region Sjöland\n\n1. Parter\nEkbo kommun och Region "
        "Sjöland.\n\n2. Syfte\nSyftet är tidiga råd.\n\n3. Avtalstid\nAvtalet gäller från och med 2024-01-01 till och med "
        "2025-12-31.\n\n4. Uppsägning\nUppsägning ska ske skriftligen.\n\nUnderskrifter\n",
        "agreement",
    ),  # the text of an agreement
    ("Recept på rabarberpaj\n\nSkala rabarbern och vispa grädden.\n", "unknown"),  # something else
    ("", "unknown"),  # nothing
    (
        "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden 2024-03-12"
        + DECISION
        + "Beslutsunderlag\n• Protokollsutdrag, råd\n",
        "minutes",
    ),  # one of the documents of a list is one
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: str) -> None:
    assert read(text).kind == kind


# (text, status of its items)  # trait
STATUS = [
    (KINDS[0][0], "decided"),  # minutes decide
    (KINDS[7][0], "proposed"),  # a staff proposal proposes
    (KINDS[11][0], "proposed"),  # a summons proposes
    (KINDS[13][0], "decided"),  # a summary tells what was decided
    (KINDS[15][0], None),  # an agreement neither decides nor proposes
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status_follows_the_kind(text: str, status: str | None) -> None:
    items = read(text).items
    assert items
    assert {i.status for i in items} == {status}


def test_what_a_committee_proposes_in_its_own_minutes_is_decided_to_propose() -> None:
    (found,) = read(
        "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämndens arbetsutskott\nSammanträdesdatum 2024-03-12\n\n§ 7 Avtal om råd\n\n"
        "Beslut\nArbetsutskottets förslag till beslut i socialnämnden\nSocialnämnden godkänner avtalet.\n"
    ).items
    assert (found.status, [(d.act, d.inner) for d in found.decisions]) == ("decided", [("propose", "approve")])


NEWS = (
    "2024-02-20 | Nyhet\n\nHemsjukvården får anstå\n\nFörbundets styrelse har i dag fattat följande beslut:\n\nStyrelsen anser att "
    "det saknas förutsättningar för ett gemensamt avtal mellan 27 parter. Kostnader och finansiering skiljer sig.\n"
)
MEMORANDUM = (
    "1 PM 2007:48 RVII (Dnr /2006) Organisation för ungdomstjänst Borgarrådsberedningen föreslår kommunstyrelsen besluta "
    "följande 1. Organisationen godkänns.\n"
)
COVERING_LETTER = "1 KOMMUNALFÖRBUNDET EK MISSIV Styrelsen Förslag till samverkansavtal Styrelsen föreslås besluta att godkänna avtalet.\n"


@pytest.mark.parametrize(("text", "kind"), [(NEWS, "summary"), (MEMORANDUM, "proposal"), (COVERING_LETTER, "proposal")])
def test_news_and_memoranda(text: str, kind: str) -> None:
    assert read(text).kind == kind
