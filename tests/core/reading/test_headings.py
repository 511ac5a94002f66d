"""What a heading opens: alone on its line, with a colon, in capitals, glued into running text."""

from __future__ import annotations

import pytest
from asking import item, read, value

from samverkan.core.reading.headings import pieces_of
from samverkan.core.reading.lines import lines_of

# (line, kind)  # trait: alone on its line
ALONE = [
    ("Beslut", "decision"),  # plain
    ("BESLUT", "decision"),  # capitals
    ("Beslut:", "decision"),  # colon
    ("Socialnämndens beslut", "decision"),  # whose it is
    ("Kommunfullmäktiges beslut", "decision"),  # the council's
    ("Kommunstyrelsens arbetsutskotts beslut", "decision"),  # a committee's
    ("s beslut", "decision"),  # the body's name lost
    ("ARBETSUTSKOTTET BESLUTAR", "decision"),  # a lead-in that stands for a heading
    ("Förslag till beslut", "proposal"),  # plain
    ("FÖRSLAG TILL BESLUT", "proposal"),  # capitals
    ("Förvaltningens förslag till beslut", "proposal"),  # whose it is
    ("Socialnämndens förslag till kommunfullmäktige", "proposal"),  # for whom
    ("Socialnämndens förslag till beslut i kommunfullmäktige", "proposal"),  # for whom, long form
    ("Arbetsutskottets förslag till beslut i socialnämnden", "proposal"),  # a committee's for its board
    ("Förslag till KS/KF", "proposal"),  # for whom, letters
    ("Sammanfattning", "background"),  # short
    ("Sammanfattning av ärendet", "background"),  # long
    ("Ärendebeskrivning", "background"),  # one word
    ("Ärendet", "background"),  # definite
    ("Ärende", "background"),  # indefinite
    ("Beskrivning av ärendet", "background"),  # three words
    ("Bakgrund", "background"),  # background
    ("INLEDNING", "background"),  # capitals
    ("Föredragning", "background"),  # oral report
    ("Information", "background"),  # information
    ("Tidigare behandling", "background"),  # earlier handling, told
    ("Beslutsunderlag", "documents"),  # documents
    ("Underlag", "documents"),  # short
    ("Handling", "documents"),  # singular
    ("Handlingar", "documents"),  # plural
    ("Bilagor", "documents"),  # annexes
    ("Yrkanden", "handling"),  # motions
    ("Yrkande", "handling"),  # one motion
    ("Förslag och yrkande", "handling"),  # both
    ("Förslag under sammanträdet", "handling"),  # made in the meeting
    ("Dagens sammanträde", "handling"),  # today's meeting
    ("Behandling på sammanträdet", "handling"),  # handled in the meeting
    ("Propositionsordning", "procedure"),  # order of votes
    ("Beslutsgång", "procedure"),  # how it was decided
    ("Omröstning", "procedure"),  # vote
    ("Omröstningsresultat", "procedure"),  # result
    ("Votering", "procedure"),  # vote, old word
    ("Reservation", "dissent"),  # one
    ("Reservationer", "dissent"),  # several
    ("Protokollsanteckning", "dissent"),  # note to the minutes
    ("Särskilt yttrande", "dissent"),  # statement
    ("Jäv", "dissent"),  # interest
    ("Justering", "justering"),  # immediate approval's own heading
    ("Omedelbar justering", "justering"),  # long form
    ("Skickas till", "dispatch"),  # plain
    ("Skickas till:", "dispatch"),  # colon
    ("Expedieras till", "dispatch"),  # expedieras
    ("Protokollsutdrag skickas till", "dispatch"),  # the extract
    ("Beslut sänds till", "dispatch"),  # sänds
    ("Beslutet skickas till", "dispatch"),  # definite
    ("Beslutet ska skickas till", "dispatch"),  # with ska
    ("Utdrag till", "dispatch"),  # utdrag
    ("Delges", "dispatch"),  # delges
    ("ANSLAG/BEVIS", "end"),  # notice block
    ("BEVIS OM ANSLAG", "end"),  # notice block, other order
    ("Anslag/bevis:", "end"),  # small letters
]


@pytest.mark.parametrize(("line", "kind"), ALONE)
def test_heading_alone_on_its_line(line: str, kind: str) -> None:
    (piece,) = pieces_of(lines_of(line))
    assert piece.heading is not None
    assert piece.heading.kind == kind


# (line)  # trait: begins like a heading and is none
NONE = [
    "Beslutet gäller från årsskiftet.",  # a sentence
    "Enligt kommunstyrelsens förslag:",  # an attribution
    "Ärendet bordläggs.",  # a decision
    "Information om familjerådgivningen lämnades av förvaltningschefen.",  # a sentence
    "Yrkandena redovisas i bilaga och fogas till protokollet,",  # goes on
    "Reservationen från Eva Alm lämnades skriftligt.",  # a sentence
    "Socialnämnden beslutar att godkänna avtalet.",  # a whole decision
    "Förslaget innebär att avtalet förlängs.",  # a sentence
]


@pytest.mark.parametrize("line", NONE)
def test_a_line_that_only_begins_like_a_heading(line: str) -> None:
    assert [p.heading for p in pieces_of(lines_of(line)) if p.heading is not None] == []


def test_whose_and_for_whom() -> None:
    (piece,) = pieces_of(lines_of("Arbetsutskottets förslag till beslut i socialnämnden"))
    assert piece.heading is not None
    assert (piece.heading.owner, [t.lower() for t in piece.heading.targets]) == ("Arbetsutskottet", ["socialnämnden"])


# (line, kinds in order)  # trait: glued into running text
GLUED = [
    (
        "**Beslut****Arbetsutskottets förslag till beslut i socialnämnden**",
        ["decision", "proposal"],
    ),  # bold, two together
    ("**Avtal om råd 2024****Ärendebeskrivning**", ["background"]),  # bold, after the title
    ("Avtalet löper ut. Beslut Socialnämnden godkänner avtalet.", ["decision"]),  # in a line of text
    ("Avtalet löper ut. Socialnämndens beslut Socialnämnden godkänner avtalet.", ["decision"]),  # with its owner
    ("Avtalet godkänns. Beslutsunderlag Tjänsteskrivelse 2024-02-20", ["documents"]),  # documents
    ("Avtalet godkänns. Skickas till Region Sjöland Akten", ["dispatch"]),  # dispatch
    ("Ny taxa. Sammanfattning av ärendet Förvaltningen har sett över taxan.", ["background"]),  # summary
    ("Avtalet godkänns. Förslag till beslut Socialnämnden antar planen.", ["proposal"]),  # proposal
    (
        "Taxan höjs. Yrkanden Eva Alm (X) yrkar avslag. Propositionsordning Ordföranden frågar.",
        ["handling", "procedure"],
    ),  # two
    ("Socialnämndens beslut står fast.", []),  # a word in a sentence is no heading
    ("Enligt kommunfullmäktiges beslut ska taxan höjas.", []),  # after a small word
    ("Nämnden fattade Beslut om taxan i maj.", []),  # capital in the middle, goes on
]


@pytest.mark.parametrize(("line", "kinds"), GLUED)
def test_heading_glued_into_text(line: str, kinds: list[str]) -> None:
    assert [p.heading.kind for p in pieces_of(lines_of(line)) if p.heading is not None] == kinds


def test_every_piece_quotes_its_line() -> None:
    text = "Avtalet löper ut. Beslut Socialnämnden godkänner avtalet. Skickas till Akten"
    for piece in pieces_of(lines_of(text)):
        assert text[piece.line.start : piece.line.end] == piece.line.text


# (order of sections)  # trait: the decision stands first, last or between
ORDERS = [
    "Beslut\nAvtalet godkänns.\n\nSammanfattning av ärendet\nAvtalet löper ut.\n\nBeslutsunderlag\nTjänsteskrivelse\n",  # first
    "Ärendebeskrivning\nAvtalet löper ut.\n\nBeslutsunderlag\nTjänsteskrivelse\n\nBeslut\nAvtalet godkänns.\n",  # last
    "Bakgrund\nAvtalet löper ut.\n\nSocialnämndens beslut\nAvtalet godkänns.\n\nReservation\nEva Alm (X) reserverar sig.\n",  # between
]


@pytest.mark.parametrize("sections", ORDERS)
def test_the_order_of_sections_does_not_matter(sections: str) -> None:
    assert [d.text.value for d in item(sections).decisions] == ["Avtalet godkänns."]


def test_a_staff_proposal_in_minutes_is_not_what_was_decided() -> None:
    found = item(
        "Förvaltningens förslag till beslut\nAvtalet avslås.\n\nYrkanden\nEva Alm (X) yrkar bifall till avtalet.\n\n"
        "Beslut\nAvtalet godkänns.\n"
    )
    assert [d.act for d in found.decisions] == ["approve"]


def test_beslut_enligt_forslag_points_at_the_sentence_above() -> None:
    found = read(
        "Beslut i korthet\nSocialnämnden 2024-03-12\n\nNytt avtal om familjerådgivning\n"
        "Socialnämnden föreslås godkänna avtalet med Region Sjöland.\nBeslut: enligt förslag\n"
    )
    assert [(value(i.title), [d.act for d in i.decisions]) for i in found.items] == [
        ("Nytt avtal om familjerådgivning", ["approve"])
    ]


def test_a_heading_that_stands_first_on_many_pages_is_no_running_head() -> None:
    pages = "\n\f\n".join(
        f"Ekbo kommun PROTOKOLL\nSocialnämnden 2024-03-12\nSida {n} (5)\n§ {n} Dnr SN 2024/003{n}\nSocialnämndens beslut\n"
        "1. Avtalet godkänns."
        for n in range(1, 6)
    )
    assert [[(d.number, d.act) for d in one.decisions] for one in read(pages).items] == [[(1, "approve")]] * 5


def test_a_sentence_s_first_word_last_on_a_line_is_no_heading() -> None:
    (found,) = item("Beslut\n1. Avtalet godkänns enligt förslaget. Beslutet\ngäller från och med 2025.\n").decisions
    assert found.text.value == "Avtalet godkänns enligt förslaget. Beslutet gäller från och med 2025."


def test_the_first_line_of_a_numbered_point_is_no_heading() -> None:
    (found,) = item(
        "Beslut\n1. Socialnämnden föreslår att kommunfullmäktige beslutar att\ngodkänna avtalet.\n"
    ).decisions
    assert (found.number, found.act, found.inner, found.text.value) == (
        1, "propose", "approve", "Socialnämnden föreslår att kommunfullmäktige beslutar att godkänna avtalet.",
    )  # fmt: skip


def test_a_line_that_stands_as_often_elsewhere_is_no_running_head() -> None:
    said = "1. Avtalet nummer {n} godkänns under förutsättning att Vike kommun\nfattar likalydande beslut."
    head = "Ekbo kommun PROTOKOLL\nSocialnämnden 2024-03-12\nSida {n} (4)\n"
    text = "".join(
        f"{head}§ {n} Avtal\nBeslut\n{said}\n§ {n + 1} Avtal\nBeslut\n{said}\n".replace("{n}", str(n))
        for n in range(1, 9, 2)
    )
    found = [one.decisions[0].text.value for one in read(text).items]
    assert len(found) == 8
    assert all(one.endswith("Vike kommun fattar likalydande beslut.") for one in found)
