"""What each verb decides: the act of one wording under the heading Beslut."""

from __future__ import annotations

import pytest
from asking import decided, item, one_decided

# (wording, act)  # trait
BY_VERB = [
    ("Socialnämnden godkänner årsrapporten för familjerådgivningen.", "approve"),  # present, subject first
    ("Socialnämnden beslutar att godkänna årsrapporten.", "approve"),  # infinitive after att
    ("Årsrapporten för familjerådgivningen godkänns.", "approve"),  # passive, noun first
    ("Dagordningen godkännes.", "approve"),  # old passive in -es
    ("Socialnämnden godkände för sin del årsrapporten.", "approve"),  # past, for its own part
    ("Ansökan om bidrag bifalls.", "approve"),  # bifalla
    ("Föreningen Eken beviljas bidrag för 2024.", "approve"),  # bevilja, passive
    ("Socialnämnden medger undantag från taxan.", "approve"),  # medge
    ("Socialnämnden beslutar att teckna avtal med Region Sjöland om familjerådgivning.", "approve"),  # enter: teckna
    ("Socialnämnden beslutar att ingå överenskommelse med Vike kommun.", "approve"),  # enter: ingå
    ("Avtalet med Region Sjöland förlängs med ett år.", "approve"),  # extend, passive
    ("Socialnämnden beslutar att förlänga samverkansavtalet till och med 2025.", "approve"),  # extend, infinitive
    ("Socialnämnden antar avtal om familjerådgivning med Region Sjöland.", "approve"),  # anta of an agreement
    ("Förbundsordningen för Sjöbygdens kommunalförbund revideras.", "approve"),  # statutes of a joint authority
    ("Socialnämnden antar riktlinjer för familjerådgivning.", "adopt"),  # anta of anything else
    ("Reglemente för socialnämnden antas.", "adopt"),  # anta, passive
    ("Socialnämnden beslutar att fastställa internkontrollplan för 2024.", "adopt"),  # fastställa
    ("Taxan för 2025 fastställs.", "adopt"),  # fastställa, passive
    ("Socialnämnden noterar informationen.", "note"),  # notera
    ("Informationen antecknas.", "note"),  # anteckna, passive
    ("Informationen noteras.", "note"),  # notera, passive
    ("Rapporten läggs till handlingarna.", "note"),  # läggs till handlingarna
    ("Socialnämnden beslutar att lägga delårsrapporten till handlingarna.", "note"),  # lägga ... till handlingarna
    ("Socialnämnden tar informationen till protokollet.", "note"),  # tar ... till protokollet
    ("Socialnämnden tar del av redovisningen.", "note"),  # tar del av
    ("Socialnämnden ger förvaltningen i uppdrag att ta fram ett nytt avtal.", "assign"),  # ger i uppdrag
    ("Förvaltningen får i uppdrag att ta fram ett nytt avtal.", "assign"),  # får i uppdrag
    ("Förvaltningschefen ges i uppdrag att teckna avtalet.", "assign"),  # ges i uppdrag; teckna stands inside
    ("Socialnämnden uppdrar åt förvaltningen att återkomma.", "assign"),  # uppdrar åt
    ("Socialnämnden beslutar att uppdra till förvaltningen att återkomma.", "assign"),  # uppdra till
    ("Socialnämnden bemyndigar ordföranden att underteckna avtalet.", "delegate"),  # bemyndiga
    ("Ordföranden bemyndigas att underteckna avtalet.", "delegate"),  # bemyndiga, passive
    (
        "Socialnämnden delegerar till förvaltningschefen att besluta om hyresavtal, med rätt till vidaredelegering.",
        "delegate",
    ),  # delegera
    ("Socialnämnden förklarar uppdraget 2023-05-09 § 41 fullgjort.", "fulfilled"),  # förklarar fullgjort
    ("Återrapporteringen antecknas och uppdraget förklaras fullgjort.", "fulfilled"),  # wins over note
    ("Ärendet bordläggs till sammanträdet den 16 april 2024.", "postpone"),  # bordlägga
    ("Socialnämnden beslutar att bordlägga ärendet.", "postpone"),  # bordlägga, infinitive
    ("Ärendet återremitteras till förvaltningen för vidare beredning.", "refer_back"),  # återremittera
    ("Ärendet återremitteras i sin helhet.", "refer_back"),  # without a receiver
    ("Motionen avslås.", "reject"),  # avslå, passive
    ("Socialnämnden beslutar att avslå ansökan.", "reject"),  # avslå, infinitive
    ("Förvaltningens förslag om höjd taxa avslås.", "reject"),  # the staff's own proposal
    ("Eva Alm utses till ledamot i styrgruppen.", "elect"),  # utse, passive
    ("Socialnämnden utser Eva Alm till ledamot i styrgruppen.", "elect"),  # utse
    ("Till ersättare väljs Per Ek.", "elect"),  # välja, passive, inverted
    ("Socialnämnden utsåg Eva Alm att företräda nämnden.", "elect"),  # past
    ("Socialnämnden avstår från att lämna yttrande.", "refrain"),  # avstår från
    ("Socialnämnden avser inte att förlänga avtalet.", "refrain"),  # avser inte att
    ("Socialnämnden säger upp avtalet med Region Sjöland.", "terminate"),  # säga upp, present
    ("Socialnämnden beslutar att säga upp avtalet om familjerådgivning.", "terminate"),  # säga upp, infinitive
    ("Avtalet sägs upp till upphörande den 31 december 2024.", "terminate"),  # säga upp, passive
    ("Socialnämnden upphäver sitt beslut 2023-05-09 § 41.", "rescind"),  # upphäva
    ("Tidigare riktlinjer upphävs.", "rescind"),  # upphäva, passive
    ("Ärendet utgår.", "withdrawn"),  # utgår
    ("Socialnämnden lämnar yttrande enligt bilaga.", "other"),  # lämna yttrande
    ("Yttrandet överlämnas till länsstyrelsen.", "other"),  # överlämna
    ("Motionen anses besvarad.", "other"),  # anse besvarad
    ("Socialnämnden köper fastigheten Eken 3.", "other"),  # köpa
    ("Protokollet översänds till Region Sjöland.", "other"),  # översända
]


@pytest.mark.parametrize(("words", "act"), BY_VERB)
def test_the_main_verb_tells_the_act(words: str, act: str) -> None:
    assert one_decided(words).act == act


# (wording, act)  # trait
OF_SEVERAL = [
    ("Socialnämnden godkänner rapporten och lägger den till handlingarna.", "approve"),  # of two verbs the first
    ("Socialnämnden noterar rapporten och ger förvaltningen i uppdrag att följa upp den.", "note"),  # note first
    ("Uppdraget att se över taxan förklaras ej fullgjort.", "note"),  # negated: ej
    ("Uppdraget att se över taxan anses inte fullgjort.", "note"),  # negated: inte
    ("Rapporten noteras och uppdraget 2023-05-09 § 41 förklaras fullgjort.", "fulfilled"),  # fulfilled beats note
    (
        "Redovisning av uppdraget 2022-11-15 § 93 att utreda hur rådgivningen kan nå fler familjer,\n"
        "även på kvällar och helger, och vad det skulle kosta under de kommande\n"
        "tre åren, antecknas och förklaras fullgjort.",
        "fulfilled",
    ),  # participle at the very end, lines later
    (
        "Socialnämnden förklarar uppdraget 2022-11-15 § 93, att säga upp avtalet med Vike kommun, fullgjort.",
        "fulfilled",
    ),  # a verb inside the quoted assignment decides nothing
    ("Förvaltningen får i uppdrag att säga upp avtalet.", "assign"),  # the assignment's own verb decides nothing
    ("Socialnämnden beslutar att inte godkänna avtalet.", "reject"),  # negated: what is not approved
    ("Avtalet godkänns inte.", "reject"),  # negated, passive
    ("Socialnämnden beslutar att inte förlänga avtalet.", "refrain"),  # negated: what is not entered or extended
    ("Socialnämnden beslutar i enlighet med förslaget att godkänna rapporten.", "approve"),  # what it goes by
    ("Socialnämnden beslutar enligt förvaltningens förslag att anta planen.", "adopt"),  # what it goes by, enligt
    ("Socialnämnden beslutar att att godkänna rapporten.", "approve"),  # att printed twice
    ("godkänna rapporten om familjerådgivning.", "approve"),  # subject and beslutar lost
    ("lämnar yttrande enligt bilaga.", "other"),  # subject lost
    ("Godkännande av avtal: Avtalet om familjerådgivning godkänns.", "approve"),  # a noun of the verb before it
    ("Riktlinjer som antogs 2019 upphävs.", "rescind"),  # a verb in a relative clause decides nothing
    ("Socialnämnden antar plan för att godkänna hem.", "adopt"),  # an infinitive after "för att" decides nothing
    ("Socialnämnden fastställer avtalsmallar enligt förslag.", "adopt"),  # "avtal" in another word is no agreement
    ("Socialnämnden reviderar riktlinjerna.", "other"),  # revising what is no agreement
]


@pytest.mark.parametrize(("words", "act"), OF_SEVERAL)
def test_of_several_verbs_one_decides(words: str, act: str) -> None:
    assert one_decided(words).act == act


# (wording, assignments fulfilled as (date, section))  # trait
FULFILS = [
    ("Socialnämnden förklarar uppdraget 2023-05-09 § 41 fullgjort.", [("2023-05-09", "41")]),  # day and section
    ("Uppdraget 2023-05-09 §41, att se över taxan, förklaras fullgjort.", [("2023-05-09", "41")]),  # sign glued
    ("Uppdraget den 9 maj 2023, § 41, förklaras fullgjort.", [("2023-05-09", "41")]),  # day in words
    ("Uppdraget § 41 den 9 maj 2023 förklaras fullgjort.", [("2023-05-09", "41")]),  # section first
    ("Uppdraget från den 9 maj 2023 förklaras fullgjort.", [("2023-05-09", None)]),  # day alone
    ("Uppdraget i budget 2024 att se över taxan förklaras fullgjort.", []),  # neither day nor section
    ("Uppdraget 2023-05-09 § 41 förklaras ej fullgjort.", []),  # negated: nothing is fulfilled
    (
        "Uppdragen 2023-05-09 § 41 och 2023-06-13 § 58 förklaras fullgjorda.",
        [("2023-05-09", "41"), ("2023-06-13", "58")],
    ),  # two at once
]


@pytest.mark.parametrize(("words", "expected"), FULFILS)
def test_fulfilled_names_its_assignment(words: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = one_decided(words).fulfils
    assert [(str(r.date) if r.date else None, r.section) for r in found] == expected


# (sections of the item)  # trait: no decision in them
NO_DECISION = [
    "Beslut\nEnligt kommunstyrelsens förslag:\n",  # attribution alone
    "Beslut\nPå förslag av Eva Alm (X):\n",  # a member's proposal, attribution alone
    "Justering\nParagrafen förklaras omedelbart justerad.\n",  # immediate justering
    "Beslut\nParagrafen justeras omedelbart.\n",  # immediate justering as the only point
    "Yrkanden\nEva Alm (X) yrkar att ärendet avslås.\n",  # a motion is no decision
    "Reservation\nPer Ek (Y) reserverar sig mot beslutet att godkänna avtalet.\n",  # dissent is none
    "Förslag till beslut\nSocialnämnden godkänner avtalet.\n\nBeslutsunderlag\nTjänsteskrivelse\n",  # proposed, not decided
]


@pytest.mark.parametrize("sections", NO_DECISION)
def test_what_is_no_decision(sections: str) -> None:
    assert item(sections).decisions == ()


def test_attribution_is_left_out_of_what_it_introduces() -> None:
    found = decided("Enligt förvaltningens förslag:\n1. Avtalet godkänns.\n2. Informationen noteras.")
    assert [(d.number, d.act, d.text.value) for d in found] == [
        (1, "approve", "Avtalet godkänns."),
        (2, "note", "Informationen noteras."),
    ]


# (sentence)  # trait
IMMEDIATE = [
    "Paragrafen förklaras omedelbart justerad.",  # the plain sentence
    "Protokollet under denna paragraf förklaras omedelbart justerat.",  # long form
    "Paragrafen justeras omedelbart.",  # active form
    "Paragrafen förklaras för omgående justerad.",  # omgående
    "Socialnämnden beslutar att omedelbart justera beslutet.",  # as an att-clause
]


@pytest.mark.parametrize("sentence", IMMEDIATE)
def test_immediate_justering_is_seen_and_is_no_decision(sentence: str) -> None:
    read = item(f"Beslut\n1. Avtalet godkänns.\n2. {sentence}\n")
    assert read.immediate_justering
    assert [d.act for d in read.decisions] == ["approve"]


@pytest.mark.parametrize("sentence", IMMEDIATE[:4])
def test_a_decision_with_its_justering_in_one_paragraph_is_kept(sentence: str) -> None:
    read = item(f"Beslut\nAvtalet godkänns. {sentence}\n")
    assert read.immediate_justering
    assert [d.text.value for d in read.decisions] == ["Avtalet godkänns."]


def test_a_paper_that_does_not_speak_of_it_has_no_immediate_justering() -> None:
    assert not item("Beslut\nAvtalet godkänns.\n").immediate_justering


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Ärendet utgår.", "withdrawn"),
        ("att ärendet ska utgå ur dagordningen", "withdrawn"),
        ("Arvode utgår med 500 kronor.", "other"),
        ("Ersättning ska utgå enligt bilaga.", "other"),
    ],
)
def test_a_matter_is_withdrawn_and_a_fee_is_paid(words: str, act: str) -> None:
    assert one_decided(words).act == act


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Uppdraget att utreda frågan är slutfört.", "fulfilled"),
        ("Uppdraget anses därmed avslutat.", "fulfilled"),
        ("Socialnämnden ger direktören i uppdrag att återkomma när projektet är slutfört.", "assign"),
        ("Socialnämnden beslutar att uppdraget ska redovisas när arbetet är slutfört.", "other"),
        ("Socialnämnden godkänner avtalet och beslutar att anslå medel.", "approve"),
    ],
)
def test_only_a_task_that_is_ended_is_fulfilled(words: str, act: str) -> None:
    assert one_decided(words).act == act
