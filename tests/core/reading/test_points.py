"""Where one decision ends and the next begins: points, att-clauses, bullets and sentences."""

from __future__ import annotations

import pytest
from asking import decided, item, minutes, read, value

# (wording, [(number, first words)])  # trait
POINTS = [
    ("1. Avtalet godkänns.\n2. Riktlinjerna antas.", [(1, "Avtalet"), (2, "Riktlinjerna")]),  # numbered, full stop
    ("1) Avtalet godkänns.\n2) Riktlinjerna antas.", [(1, "Avtalet"), (2, "Riktlinjerna")]),  # numbered, bracket
    (
        "1. Socialnämnden godkänner avtalet.\n2. Socialnämnden antar riktlinjerna.",
        [(1, "Socialnämnden godkänner"), (2, "Socialnämnden antar")],
    ),  # each point a full sentence with its subject
    (
        "Socialnämnden beslutar att\n1. godkänna avtalet,\n2. anta riktlinjerna.",
        [(1, "godkänna avtalet"), (2, "anta riktlinjerna")],
    ),  # att once, bare infinitives numbered
    (
        "Socialnämnden beslutar att 1. godkänna avtalet, 2. anta riktlinjerna.",
        [(1, "godkänna avtalet"), (2, "anta riktlinjerna")],
    ),  # the same run together
    (
        "Socialnämnden beslutar\natt godkänna avtalet\natt anta riktlinjerna",
        [(None, "godkänna"), (None, "anta")],
    ),  # by line
    (
        "Socialnämnden beslutar\natt godkänna avtalet,\nsamt att anta riktlinjerna.",
        [(None, "godkänna avtalet"), (None, "anta riktlinjerna")],
    ),  # the last after samt
    (
        "att godkänna avtalet\natt anta riktlinjerna\natt notera informationen",
        [(None, "godkänna"), (None, "anta"), (None, "notera")],
    ),  # without a lead-in
    (
        "Socialnämnden beslutar att godkänna avtalet, att anta riktlinjerna samt att notera informationen.",
        [
            (None, "Socialnämnden beslutar att godkänna avtalet|godkänna avtalet"),
            (None, "anta riktlinjerna"),
            (None, "notera informationen"),
        ],
    ),  # inline, comma and samt
    (
        "Socialnämnden beslutar att godkänna avtalet, med de ändringar som föreslagits, att anta riktlinjerna.",
        [(None, "Socialnämnden beslutar att godkänna avtalet|godkänna avtalet"), (None, "anta riktlinjerna")],
    ),  # commas inside a clause
    (
        "Socialnämnden beslutar att\n• godkänna avtalet\n• anta riktlinjerna",
        [(None, "godkänna avtalet"), (None, "anta riktlinjerna")],
    ),  # bullets
    (
        "Socialnämnden beslutar\n- att godkänna avtalet\n- att anta riktlinjerna",
        [(None, "godkänna avtalet"), (None, "anta riktlinjerna")],
    ),  # dashes and att
    (
        "Socialnämnden beslutar\n* att godkänna avtalet\n* att anta riktlinjerna",
        [(None, "godkänna avtalet"), (None, "anta riktlinjerna")],
    ),  # stars, as in press releases
    ("Avtalet godkänns. Riktlinjerna antas.", [(None, "Avtalet godkänns"), (None, "Riktlinjerna antas")]),  # sentences
    (
        "Socialnämnden godkänner avtalet. Det gäller från årsskiftet.",
        [(None, "Socialnämnden godkänner avtalet")],
    ),  # a sentence that explains belongs to the one before
    (
        "1. Bidrag beviljas enligt följande:\na) Föreningen Eken 10 000 kr\nb) Föreningen Alen 20 000 kr\n2. Informationen noteras.",
        [(1, "Bidrag beviljas"), (2, "Informationen noteras")],
    ),  # sub-points belong to their point
    (
        "1. Avtalet godkänns, dvs.\nsamma avtal som tidigare.\n2. Riktlinjerna antas.",
        [(1, "Avtalet godkänns"), (2, "Riktlinjerna")],
    ),  # a full stop of an abbreviation ends no point
    (
        "1. Taxan fastställs till 2. 500 kr.\n2. Riktlinjerna antas.",
        [(1, "Taxan fastställs"), (2, "Riktlinjerna antas")],
    ),  # a number inside a point is no list mark
    (
        "1. Avtalet mellan Ekbo kommun och Region Sjöland, om råd till familjer i hela\nlänet, godkänns.\n2. Riktlinjerna antas.",
        [(1, "Avtalet mellan"), (2, "Riktlinjerna antas")],
    ),  # a point over several lines
    (
        "1. Avtalet godkänns.\n\n21 (72)\nSocialnämnden\nProtokoll nr 3\n2024-03-12\n\n2. Riktlinjerna antas.",
        [(1, "Avtalet godkänns"), (2, "Riktlinjerna antas")],
    ),  # a page break between points
    (
        "Enligt förvaltningens förslag:\n1. Avtalet godkänns.\n\nPå förslag av Eva Alm (X):\n2. Informationen noteras.",
        [(1, "Avtalet godkänns"), (2, "Informationen noteras")],
    ),  # several attributions, each with its points
    (
        "Socialnämnden ger förvaltningen i uppdrag att ta fram ett avtal, att förhandla om det och att återkomma i maj.",
        [(None, "Socialnämnden ger förvaltningen")],
    ),  # att-clauses inside an assignment are one decision
    (
        "Socialnämnden beslutar att godkänna avtalet samt att ge förvaltningen i uppdrag att teckna det.",
        [(None, "Socialnämnden beslutar att godkänna avtalet|godkänna avtalet"), (None, "ge förvaltningen i uppdrag")],
    ),  # an assignment as the last clause
    (
        "Socialnämnden beslutar att godkänna rapporten och att lägga den till handlingarna.",
        [(None, "Socialnämnden beslutar att godkänna|godkänna rapporten"), (None, "lägga den till handlingarna")],
    ),  # a verb of several words in the last clause
    ("Ärendet bordläggs.", [(None, "Ärendet bordläggs")]),  # one short sentence
    (
        "Socialnämnden beslutar följande:\n1. Avtalet godkänns.\n2. Riktlinjerna antas.",
        [(1, "Avtalet godkänns"), (2, "Riktlinjerna antas")],
    ),  # lead-in with följande and colon
]


@pytest.mark.parametrize(("words", "expected"), POINTS)
def test_points(words: str, expected: list[tuple[int | None, str]]) -> None:
    found = decided(words)
    assert [d.number for d in found] == [number for number, _ in expected], [d.text.value for d in found]
    for decision, (_, starts) in zip(found, expected, strict=True):
        assert decision.text.value.startswith(tuple(starts.split("|"))), decision.text.value


def test_list_marks_are_left_out_of_the_text() -> None:
    assert [d.text.value for d in decided("1. Avtalet godkänns.\n2. Riktlinjerna antas.")] == [
        "Avtalet godkänns.",
        "Riktlinjerna antas.",
    ]


def test_a_page_break_inside_a_point_is_left_out_of_the_text() -> None:
    (found,) = decided(
        "Socialnämnden godkänner avtalet om\n\n21 (72)\nSocialnämnden\nProtokoll nr 3\n2024-03-12\n\nfamiljerådgivning."
    )
    assert found.text.value == "Socialnämnden godkänner avtalet om familjerådgivning."


def test_points_without_full_stops_after_their_numbers() -> None:
    assert [(d.act, value(d.text)) for d in decided("1 Avtalet godkänns.\n2 Riktlinjerna antas.")] == [
        ("approve", "Avtalet godkänns."),
        ("adopt", "Riktlinjerna antas."),
    ]


def test_points_by_letter() -> None:
    assert [value(d.text) for d in decided("a) att godkänna avtalet\nb) att anta riktlinjerna")] == [
        "godkänna avtalet",
        "anta riktlinjerna",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Socialnämnden beslutar\natt godkänna avtalet\natt paragrafen förklaras omedelbart justerad.",
        "Socialnämnden beslutar\natt godkänna avtalet,\natt denna paragraf förklaras omedelbart justerad",
        "Socialnämnden beslutar att godkänna avtalet, samt att paragrafen justeras omedelbart.",
        "Socialnämnden beslutar att godkänna avtalet samt förklarar paragrafen omedelbart justerad.",
    ],
)
def test_a_justering_said_last_takes_no_decision_with_it(words: str) -> None:
    found = item(f"Beslut\n{words}\n")
    assert [d.act for d in found.decisions] == ["approve"]
    assert found.immediate_justering


def test_a_clause_with_its_own_subject_is_a_decision() -> None:
    found = decided(
        "Socialnämnden beslutar\natt godkänna avtalet\natt ordföranden får i uppdrag att underteckna avtalet"
    )
    assert [d.act for d in found] == ["approve", "assign"]


def test_a_point_that_goes_on_after_a_blank_line() -> None:
    found = decided(
        "1. Avtalet godkänns.\n\n2. Utredningen om samverkan mellan Ekbo\n\noch Lunda i familjefrågor noteras."
    )
    assert [(d.number, d.act) for d in found] == [(1, "approve"), (2, "note")]


def test_the_reasons_for_a_choice_are_no_decisions() -> None:
    found = decided(
        "Socialnämnden utser Ada Lind till mottagare av priset med följande motivering:\n\n"
        "Ada Lind har startat en mötesplats för unga.\n\nHon har visat att den kan drivas ideellt."
    )
    assert [d.act for d in found] == ["elect"]


def test_nothing_after_a_dissent_is_decided() -> None:
    found = decided(
        "att godkänna avtalet, samt att anta riktlinjerna. Bo Ek (M) och Cia Al (C) reserverar sig i första hand för att "
        "den andra satsen ska avslås."
    )
    assert [d.act for d in found] == ["approve", "adopt"]


def test_an_att_clause_after_a_full_stop_is_a_decision() -> None:
    found = decided(
        "Socialnämnden beslutar att godkänna avtalet där villkoren anges. att lägga rapporten till handlingarna."
    )
    assert [d.act for d in found] == ["approve", "note"]


def test_a_passive_sentence_a_line_without_full_stops() -> None:
    assert [d.act for d in decided("Avtalet godkänns\nRiktlinjerna antas")] == ["approve", "adopt"]


def test_a_list_of_letters_after_a_decision_is_not_decided() -> None:
    found = decided(
        "att notera skrivelserna till protokollet. Följande skrivelser anmäles: 1. Region Sjöland, överenskommelse om "
        "samverkan 2. Lunda kommun, remissvar"
    )
    assert [d.act for d in found] == ["note"]


def test_a_proposal_s_receiver_goes_on_with_the_chain() -> None:
    (found,) = item(
        "Beslut\nSocialnämndens förslag till beslut i kommunstyrelsen\n"
        "Kommunstyrelsen föreslår att kommunfullmäktige godkänner avtalet.\n"
    ).decisions
    assert (value(found.by), [value(v) for v in found.via], value(found.to)) == (
        "Socialnämnden",
        ["Kommunstyrelsen"],
        "kommunfullmäktige",
    )


def test_a_point_torn_by_a_blank_line_before_a_capital() -> None:
    found = decided(
        "1. Avtalet godkänns.\n\n2. Utredningen Framtidens Räddningstjänst Ekbo\n\nLunda i räddningsfrågor noteras.\n\n3. Rapporten antas."
    )
    assert [(d.number, d.act) for d in found] == [(1, "approve"), (2, "note"), (3, "adopt")]


def test_a_condition_on_the_whole_decision_after_clauses_run_together() -> None:
    found = decided(
        "Socialnämnden föreslår kommunstyrelsen besluta inrätta samordningsförbundet fastställa förbundsordningen utse ledamöter till "
        "styrelsen beslutet tas under förutsättning att övriga parter beslutar om medverkan"
    )
    assert [d.inner for d in found][1:] == ["approve", "elect"]
    assert [len(d.conditions) for d in found] == [1, 0, 0]


def test_a_reservation_ends_its_own_point_and_no_other() -> None:
    found = decided(
        "1. Socialnämnden godkänner avtalet. Ada Lind (S) reserverar sig.\n2. Socialnämnden antar riktlinjerna.\n"
        "3. Beslutet gäller under förutsättning att Region Sjöland fattar motsvarande beslut."
    )
    assert [(d.number, d.act, len(d.conditions)) for d in found] == [
        (1, "approve", 0),
        (2, "adopt", 0),
        (3, "other", 1),
    ]


def test_a_decision_between_two_points_is_its_own() -> None:
    found = decided(
        "1. Socialnämnden godkänner avtalet med Region Sjöland\n\nSocialnämnden avslår motionen\n\n2. Rapporten antas."
    )
    assert [(d.number, d.act) for d in found] == [(1, "approve"), (None, "reject"), (2, "adopt")]


def test_what_is_adjusted_at_once_is_no_justering() -> None:
    found = item("Beslut\nSocialnämnden beslutar att godkänna avtalet under förutsättning att taxan justeras direkt.\n")
    assert [(d.act, len(d.conditions)) for d in found.decisions] == [("approve", 1)]
    assert not found.immediate_justering


def test_a_letter_that_ends_a_sentence_is_no_initial() -> None:
    found = decided("Socialnämnden väljer alternativ B. Nämnden uppdrar åt direktören att teckna avtalet.")
    assert [d.act for d in found] == ["elect", "assign"]


def test_the_body_s_own_words_after_it_follows_a_proposal_are_kept() -> None:
    found = item(
        "Beslut\n\nSocialnämnden beslutar enligt arbetsutskottets förslag.\n\nSocialnämnden avslår punkt 2 i förslaget.\n\n"
        "Arbetsutskottets förslag till beslut\n1. Socialnämnden godkänner avtalet.\n2. Socialnämnden säger upp avtalet.\n"
    ).decisions
    assert "reject" in [d.act for d in found]
    assert "terminate" not in [d.act for d in found]


def test_two_points_on_one_short_line() -> None:
    assert [
        d.number for d in decided("1. Granskningen godkänns. 2. Förvaltningen får i uppdrag att ta fram en fråga.")
    ] == [1, 2]


def test_what_was_decided_as_proposed_in_a_list() -> None:
    (found,) = read(
        "Regionstyrelsen 29 mars 2024\n\nÄrenden till regionfullmäktige\n\n1. Ny politisk organisation\n\n"
        "Fem nämnder ska tala med kommunerna.\n\n"
        "Regionstyrelsen föreslår att regionfullmäktige beslutar att:\n\n • godkänna organisationen.\n\n • fastställa reglerna.\n\n"
        "Beslut: enligt förslag\n"
    ).items
    assert [(d.act, d.inner) for d in found.decisions] == [("propose", "approve"), ("propose", "adopt")]


def test_the_body_s_name_lost_before_beslutar() -> None:
    (found,) = minutes(
        "§ 12 Tema folkhälsa\nEva Ek visar hur det går. beslutar att notera rapporten samt att anta planen.\n"
    ).items
    assert [d.act for d in found.decisions] == ["note", "adopt"]


def test_a_decision_without_a_heading_after_the_motions() -> None:
    (found,) = minutes(
        "§ 12 Renhållningstaxa\n\nYrkanden\nAda Lind (M) yrkar bifall till förslaget. Socialnämnden beslutar att anta taxan för 2025.\n"
    ).items
    assert [d.act for d in found.decisions] == ["adopt"]


def test_clauses_with_subjects_of_their_own_and_a_second_lead_in() -> None:
    found = decided(
        "Socialnämnden beslutar att ordföranden får i uppdrag att hitta ett namn, att antalet röster ska vara 30, samt att förslagen "
        "rapporteras två gånger per år. Socialnämnden föreslår kommunfullmäktige besluta att anta riktlinjerna, att möjligheten att "
        "lämna förslag införs den 15 juni 2025."
    )
    assert [(d.act, d.inner) for d in found] == [
        ("assign", None),
        ("other", None),
        ("other", None),
        ("propose", "adopt"),
        ("propose", "other"),
    ]


def test_what_officers_propose_after_a_decision_is_none() -> None:
    found = decided("Socialnämnden lämnar yttrande enligt förslaget. Enheten föreslår ett yttrande om trafiken.")
    assert [d.act for d in found] == ["other"]


def test_a_full_stop_without_a_space_ends_a_sentence() -> None:
    assert len(decided("Avtalet godkänns av nämnden.Ordföranden får i uppdrag att underteckna avtalet.")) == 2


def test_a_committee_s_decision_before_the_board_s_own() -> None:
    found = item(
        "Arbetsutskottets beslut\nArbetsutskottet beslutade föreslå socialnämnden att avslå avtalet.\n\n"
        "Socialnämndens beslut\nSocialnämnden beslutade\n- att godkänna avtalet\n- att sända det till medlemmarna\n"
    ).decisions
    assert [d.act for d in found][:1] == ["approve"]
