"""Who proposes what to whom, and through whom: committees to boards, boards to councils."""

from __future__ import annotations

import pytest
from asking import decided, item, one_decided, read, value

# (wording, by, via, to, inner)  # trait
CHAINS = [
    (
        "Socialnämnden föreslår att kommunfullmäktige beslutar att godkänna avtalet.",
        ("Socialnämnden", (), "kommunfullmäktige", "approve"),
    ),  # one step
    (
        "Socialnämnden föreslår kommunfullmäktige besluta att anta riktlinjerna.",
        ("Socialnämnden", (), "kommunfullmäktige", "adopt"),
    ),  # without att
    (
        "Socialnämnden föreslår kommunstyrelsen föreslå kommunfullmäktige besluta att godkänna avtalet.",
        ("Socialnämnden", ("kommunstyrelsen",), "kommunfullmäktige", "approve"),
    ),  # two steps: the last decides
    (
        "Socialnämnden föreslår att kommunstyrelsen hemställer att kommunfullmäktige beslutar att utse Eva Alm.",
        ("Socialnämnden", ("kommunstyrelsen",), "kommunfullmäktige", "elect"),
    ),  # hemställer in the middle
    (
        "Arbetsutskottet föreslår socialnämnden föreslå kommunstyrelsen föreslå kommunfullmäktige besluta att avslå motionen.",
        ("Arbetsutskottet", ("socialnämnden", "kommunstyrelsen"), "kommunfullmäktige", "reject"),
    ),  # three steps
    (
        "Socialnämnden hemställer hos kommunfullmäktige att anslaget beviljas.",
        ("Socialnämnden", (), "kommunfullmäktige", "approve"),
    ),  # hemställer hos, passive
    (
        "Socialnämnden beslutar föreslå kommunfullmäktige att fastställa taxan.",
        ("Socialnämnden", (), "kommunfullmäktige", "adopt"),
    ),  # beslutar föreslå
    (
        "Socialnämnden beslutar att föreslå kommunstyrelsen att teckna avtal med Region Sjöland.",
        ("Socialnämnden", (), "kommunstyrelsen", "approve"),
    ),  # beslutar att föreslå
    (
        "att föreslå kommunfullmäktige att anta planen.",
        ("Socialnämnden", (), "kommunfullmäktige", "adopt"),
    ),  # subject from the paper
    (
        "Socialnämnden tillstyrker avtalet och föreslår att kommunfullmäktige beslutar att godkänna det.",
        ("Socialnämnden", (), "kommunfullmäktige", "approve"),
    ),  # föreslå wins over the verb before it
    (
        "Socialnämnden rekommenderar kommunfullmäktige att godkänna avtalet.",
        ("Socialnämnden", (), "kommunfullmäktige", "approve"),
    ),  # rekommendera
]


@pytest.mark.parametrize(("words", "expected"), CHAINS)
def test_chain_of_proposals(words: str, expected: tuple[str, tuple[str, ...], str, str]) -> None:
    by, via, to, inner = expected
    found = one_decided(words)
    assert found.act == "propose"
    assert str(value(found.by)).lower() == by.lower()
    assert tuple(v.value.lower() for v in found.via) == tuple(v.lower() for v in via)
    assert str(value(found.to)).lower() == to.lower()
    assert found.inner == inner


# (sections, by, to, inner)  # trait: the heading tells who proposes to whom
BY_HEADING = [
    (
        "Beslut\nSocialnämndens förslag till kommunfullmäktige\nAvtalet godkänns.\n",
        ("Socialnämnden", "Kommunfullmäktige", "approve"),
    ),  # two headings glued: the decision is a proposal
    (
        "Beslut\nArbetsutskottets förslag till beslut i socialnämnden\nSocialnämnden godkänner avtalet.\n",
        ("Arbetsutskottet", "Socialnämnden", "approve"),
    ),  # a committee's proposal to its board
    (
        "**Beslut****Arbetsutskottets förslag till beslut i socialnämnden**\n\nSocialnämnden antar planen.\n",
        ("Arbetsutskottet", "Socialnämnden", "adopt"),
    ),  # the same, bold and glued
    (
        "Socialnämndens förslag till kommunfullmäktige\n1. Motionen avslås.\n",
        ("Socialnämnden", "Kommunfullmäktige", "reject"),
    ),  # its own proposal heading alone
]


@pytest.mark.parametrize(("sections", "expected"), BY_HEADING)
def test_a_proposal_heading_makes_its_points_proposals(sections: str, expected: tuple[str, str, str]) -> None:
    (found,) = item(sections).decisions
    assert (value(found.by), str(value(found.to)).lower(), found.inner) == (
        expected[0],
        expected[1].lower(),
        expected[2],
    )
    assert found.act == "propose"


def test_a_lead_in_makes_every_point_after_it_a_proposal() -> None:
    found = decided(
        "Socialnämnden tillstyrker förslaget och föreslår att kommunfullmäktige beslutar:\n"
        "1. Avtalet med Region Sjöland godkänns.\n2. Riktlinjerna från 2019 upphävs."
    )
    assert [(d.number, d.act, str(value(d.to)).lower(), d.inner) for d in found] == [
        (1, "propose", "kommunfullmäktige", "approve"),
        (2, "propose", "kommunfullmäktige", "rescind"),
    ]


def test_for_its_own_part_a_board_decides_itself() -> None:
    found = decided(
        "Socialnämnden föreslår kommunfullmäktige besluta att\n1. godkänna avtalet.\n\n"
        "Socialnämnden beslutar för egen del att\n1. notera informationen."
    )
    assert [(d.act, d.inner) for d in found] == [("propose", "approve"), ("note", None)]


# (wording, act, inner)  # trait
RECOMMENDED = [
    ("Socialnämnden tillstyrker förslaget.", "approve", None),  # nobody higher is named
    ("Socialnämnden avstyrker förslaget.", "reject", None),  # nobody higher is named
    (
        "Socialnämnden tillstyrker motionen inför kommunfullmäktiges beslut.",
        "propose",
        "approve",
    ),  # a higher body is to decide
    (
        "Socialnämnden avstyrker motionen inför kommunfullmäktiges beslut.",
        "propose",
        "reject",
    ),  # a higher body is to decide
]


@pytest.mark.parametrize(("words", "act", "inner"), RECOMMENDED)
def test_tillstyrka_and_avstyrka(words: str, act: str, inner: str | None) -> None:
    found = one_decided(words)
    assert (found.act, found.inner) == (act, inner)


# (wording, act, receiver)  # trait
RECEIVERS = [
    ("Socialnämnden ger förvaltningschefen i uppdrag att teckna avtalet.", "förvaltningschefen"),  # ger X i uppdrag
    ("Socialnämnden ger förvaltningen uppdraget att se över taxan.", "förvaltningen"),  # ger X uppdraget
    ("Socialnämnden ger i uppdrag till förvaltningen att återkomma.", "förvaltningen"),  # ger i uppdrag till X
    ("Socialnämnden ger i uppdrag åt förvaltningen att återkomma.", "förvaltningen"),  # ger i uppdrag åt X
    ("Socialförvaltningen får i uppdrag att se över taxan.", "Socialförvaltningen"),  # X får i uppdrag
    ("Ledningskontoret ges i uppdrag att samordna arbetet.", "Ledningskontoret"),  # X ges i uppdrag
    ("Socialnämnden uppdrar åt kommunstyrelsen att bereda frågan.", "kommunstyrelsen"),  # uppdrar åt X
    ("att uppdra till förvaltningen att återkomma i maj.", "förvaltningen"),  # uppdra till X
    ("Socialnämnden beslutar att ge förvaltningschefen i uppdrag att återkomma.", "förvaltningschefen"),  # ge X i uppdrag
    ("Socialnämnden uppdrar åt förvaltningschefen och ordföranden att förhandla.", "förvaltningschefen och ordföranden"),  # two
    ("Socialnämnden bemyndigar ordföranden att underteckna avtalet.", "ordföranden"),  # bemyndigar X
    ("Ordföranden bemyndigas att underteckna avtalet.", "Ordföranden"),  # X bemyndigas
    ("Socialnämnden delegerar till förvaltningschefen att besluta om hyra.", "förvaltningschefen"),  # delegerar till X
    ("Socialnämnden delegerar åt arbetsutskottet att besluta om hyra.", "arbetsutskottet"),  # delegerar åt X
    ("Ärendet återremitteras till förvaltningen för komplettering.", "förvaltningen"),  # återremitteras till X
    ("Socialnämnden återremitterar ärendet till arbetsutskottet.", "arbetsutskottet"),  # active, object first
    ("Ärendet återremitteras.", None),  # none is named
    ("Under förutsättning att avtalet godkänns får förvaltningen i uppdrag att starta.", "förvaltningen"),  # after a condition
    ("Socialnämnden godkänner avtalet med Region Sjöland.", None),  # only these acts have a receiver
]  # fmt: skip


@pytest.mark.parametrize(("words", "receiver"), RECEIVERS)
def test_receiver(words: str, receiver: str | None) -> None:
    assert value(one_decided(words).to) == receiver


# (wording, by)  # trait
DECIDERS = [
    ("Socialnämnden godkänner avtalet.", "Socialnämnden"),  # the subject
    ("Nämnden godkänner avtalet.", "Socialnämnden"),  # "nämnden" is the board whose paper it is
    ("Avtalet godkänns.", "Socialnämnden"),  # no subject: the paper's board
    ("att godkänna avtalet.", "Socialnämnden"),  # att-clause: the paper's board
]


@pytest.mark.parametrize(("words", "by"), DECIDERS)
def test_who_decides(words: str, by: str) -> None:
    assert value(one_decided(words).by) == by


def test_what_a_decision_only_follows_is_what_it_decides() -> None:
    found = item(
        "Förslag till beslut\n1. Socialnämnden godkänner avtalet.\n2. Förvaltningschefen får i uppdrag att följa upp det.\n\n"
        "Beslut\nSocialnämnden beslutar enligt förslaget.\n"
    ).decisions
    assert [(d.act, value(d.by)) for d in found] == [("approve", "Socialnämnden"), ("assign", "Socialnämnden")]


def test_a_committees_points_that_the_board_follows_are_the_boards() -> None:
    found = item(
        "Arbetsutskottets förslag till beslut\nArbetsutskottet föreslår att nämnden besluta att\n1. anta taxan för 2025\n"
        "2. föreslå kommunfullmäktige att upphäva taxan\n\nBeslut\nBifall till arbetsutskottets förslag.\n"
    ).decisions
    assert [(d.act, d.inner, value(d.by), value(d.to)) for d in found] == [
        ("adopt", None, "Socialnämnden", None),
        ("propose", "rescind", "Socialnämnden", "kommunfullmäktige"),
    ]


def test_a_condition_said_before_the_decision_is_the_decisions() -> None:
    (found,) = item(
        "Beslut\nSocialnämnden beslutar, under förutsättning att Vike kommun fattar likalydande beslut, att godkänna avtalet.\n"
    ).decisions
    assert (found.act, [c.kind for c in found.conditions]) == ("approve", ["matching_decision"])


def test_an_officer_s_proposal_is_the_board_s_own_decision_to_be() -> None:
    (found,) = read(
        "TJÄNSTEUTLÅTANDE\nKulturnämnden\n\nRapport om två bibliotek\n\nFörslag till beslut\nKulturförvaltningen föreslår kulturnämnden "
        "besluta att godkänna rapporten, att uppdra åt kulturförvaltningen att återkomma.\n"
    ).items
    assert [(d.act, value(d.by).lower(), value(d.to)) for d in found.decisions] == [
        ("approve", "kulturnämnden", None),
        ("assign", "kulturnämnden", "kulturförvaltningen"),
    ]


def test_what_a_committee_says_another_is_suggested_to_decide_it_proposes() -> None:
    found = read(
        "HALMA KOMMUN\nKommunstyrelsens ledningsutskott\nUtdrag ur PROTOKOLL 2024-03-12\n\n"
        "KLU 100 KS 2024/0215\nFördelning av statsbidrag\n\n"
        "Beslut\nKommunstyrelsens ledningsutskotts beslut:\n1. Kommunstyrelsen föreslås besluta att anslå 20 mkr till skolan.\n"
    )
    (one,) = found.items[0].decisions
    assert (value(found.items[0].section), one.act, value(one.by), value(one.to)) == (
        "100",
        "propose",
        "Kommunstyrelsens ledningsutskott",
        "Kommunstyrelsen",
    )


def test_a_lead_in_that_ends_with_a_full_stop() -> None:
    (found,) = read(
        "Utlåtande 2024:33 RI\n\nUpphandling av boenden\n\nKommunstyrelsen föreslår att kommunfullmäktige beslutar följande.\n\n"
        "1. Upphandlingen godkänns.\n\n2. Riktlinjerna antas.\n"
    ).items
    assert [(d.act, d.inner, value(d.to)) for d in found.decisions] == [
        ("propose", "approve", "kommunfullmäktige"),
        ("propose", "adopt", "kommunfullmäktige"),
    ]


def test_the_report_bound_in_after_the_agenda_belongs_to_the_item_it_names() -> None:
    found = read(
        "Kallelse till Miljönämnden\n\n1. Godkännande av dagordningen\n2. Bokslut 2023 MN 2024/11\n3. Anmälan av delegationsbeslut\n\n"
        "Tjänsteskrivelse\nDiarienummer MN 2024/11\nBokslut 2023 och verksamhetsberättelse\n\nFörslag till beslut\n"
        "Miljönämnden beslutar att överlämna bokslutet till kommunstyrelsen.\n"
    ).items
    assert {value(i.section): len(i.decisions) for i in found if i.decisions} == {"2": 1}


def test_a_proposal_that_only_a_lead_in_tells() -> None:
    found = read(
        "Ändring av bolagsordning\nKS 2023.167\n\nÄndring av bolagsordning för vattenbolaget\n\n"
        "Kommunstyrelsen förslår att kommunfullmäktige:\n- godkänner bolagsordningen,\n- antar ägardirektivet.\n"
    )
    assert found.kind == "proposal"
    assert [(d.act, d.inner) for d in found.items[0].decisions] == [("propose", "approve"), ("propose", "adopt")]
