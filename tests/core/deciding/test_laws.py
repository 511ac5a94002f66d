"""What the law finds lacking in a meeting: a meeting that lacks nothing, and one thing wrong at a time."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.core.deciding.laws import lacking
from samverkan.core.deciding.values import Attendee, Item, Jav, Meeting, Motion, Point, Reservation, Vote
from samverkan.core.law import Body
from samverkan.core.law.jav import Tie

POINT = Point("Socialnämnden godkänner avtalet.", "approve", "Socialnämnden")
ITEM = Item("Samverkansavtal", "71", proposed=("Nämnden godkänner avtalet.",), points=(POINT,))
THERE = (
    Attendee("Anna Ek", "chair", "S"),
    Attendee("Bo Al", "member", "M"),
    Attendee("Cia Berg", "substitute", "C", instead_of="Dan Dal"),
    Attendee("Eva Fors", "substitute", "V", serves=False),
    Attendee("Nils Berg", "officer", office="sekreterare"),
)
MEETING = Meeting(
    "Ekbo kommun", "Socialnämnden", Body.BOARD, date(2026, 11, 18), 5, attendance=THERE, secretary="Nils Berg",
    chair="Anna Ek", justerare=("Bo Al",), items=(ITEM,),
)  # fmt: skip
COUNCIL = MEETING._replace(body="Kommunfullmäktige", kind=Body.FULLMAKTIGE)
MOTIONS = ITEM._replace(
    motions=(Motion(("Bo Al",), "avslag på förslaget."),), procedure=("Ordföranden ställer bifall mot avslag.",)
)
OPEN = Vote("bifall", "avslag", (("Anna Ek", "yes"), ("Bo Al", "no"), ("Cia Berg", "yes")))


def voting(*stands: tuple[str, str], **more: object) -> Item:
    return MOTIONS._replace(votes=(OPEN._replace(stands=stands, **more),))  # type: ignore[arg-type]


def found(meeting: Meeting, *items: Item) -> list[str]:
    return [flaw.code for flaw in lacking(meeting._replace(items=items) if items else meeting)]


def test_a_meeting_that_lacks_nothing() -> None:
    reserved = Reservation(("Bo Al",), "Avtalet är dyrt.")
    whole = MOTIONS._replace(votes=(OPEN,), reservations=(reserved,), jav=(Jav("Eva Fors", Tie.PARTY),))
    assert found(MEETING, whole) == []
    assert found(COUNCIL, whole) == []


# (meeting, code)  # what is wrong
OF_MEETING = [
    (MEETING._replace(members=0), "meeting_members_untold"),
    (MEETING._replace(members=2), "meeting_too_many_serving"),
    (MEETING._replace(chair=""), "meeting_chair_missing"),
    (MEETING._replace(chair="Dan Dal"), "meeting_chair_absent"),
    (MEETING._replace(justerare=()), "meeting_justerare_missing"),
    (MEETING._replace(justerare=("Dan Dal",)), "meeting_justerare_absent"),
    (MEETING._replace(justerare=("Nils Berg",)), "meeting_justerare_absent"),  # an officer is no member
    (MEETING._replace(justerare=("Anna Ek",)), "meeting_justerare_is_chair"),
]


@pytest.mark.parametrize(("meeting", "code"), OF_MEETING)
def test_of_the_meeting(meeting: Meeting, code: str) -> None:
    assert found(meeting) == [code]


def test_a_steering_group_decides_nothing() -> None:
    assert found(MEETING._replace(kind=Body.STEERING_GROUP))[0] == "meeting_of_no_body"


# (item, codes)  # what is wrong
OF_ITEM = [
    (ITEM._replace(title=""), ["meeting_title_missing"]),
    (ITEM._replace(points=()), ["meeting_lack_decisions"]),
    (ITEM._replace(points=(Point(" ", "approve"),)), ["meeting_point_without_words", "meeting_lack_decisions"]),
    (ITEM._replace(points=(Point("Beslutas.", ""),)), ["meeting_point_without_act"]),  # type: ignore[arg-type]
    (ITEM._replace(points=(Point("Utred frågan.", "assign"),)), ["meeting_point_without_receiver"]),
    (ITEM._replace(away=("Bo Al",)), ["meeting_quorum_lacking"]),
    (ITEM._replace(jav=(Jav("Bo Al", Tie.AGENT),)), ["meeting_quorum_lacking"]),  # jäv counts per item
    (ITEM._replace(jav=(Jav("Eva Fors", None),)), ["meeting_jav_ground_missing"]),
    (ITEM._replace(jav=(Jav("Dan Dal", Tie.PARTY),)), ["meeting_jav_not_there"]),
    (
        ITEM._replace(jav=(Jav("Eva Fors", Tie.PAID_ASSISTANT),)),
        ["meeting_jav_no_ground"],
    ),  # no ground since 2022-07-01
    (ITEM._replace(jav=(Jav("Eva Fors", Tie.PARTY, left=False),)), ["meeting_jav_stayed"]),
    (
        ITEM._replace(jav=(Jav("Eva Fors", Tie.PARTY),), reservations=(Reservation(("Eva Fors",)),)),
        ["meeting_jav_took_part", "meeting_reservation_without_part"],
    ),
    (voting(("Anna Ek", "yes"), ("Bo Al", "no"), ("Cia Berg", "yes"), ("Eva Fors", "yes")), ["meeting_voted_absent"]),
    (voting(("Anna Ek", "yes"), ("Bo Al", "no"), ("Cia Berg", "yes"), ("Bo Al", "yes")), ["meeting_voted_twice"]),
    (voting(("Anna Ek", "yes"), ("Bo Al", "abstains")), ["meeting_vote_untold"]),
    (
        MOTIONS._replace(votes=(Vote("bifall", "avslag", ayes=2, noes=0),)),
        ["meeting_votes_do_not_add_up"],
    ),
    (
        voting(("Anna Ek", "yes"), ("Bo Al", "no"), ("Cia Berg", "yes"), casting=True),
        ["meeting_casting_without_tie"],
    ),
    (voting(("Anna Ek", "yes"), ("Bo Al", "no"), ("Cia Berg", "abstains")), ["meeting_casting_missing"]),
    (
        voting(("Anna Ek", "yes"), ("Bo Al", "no"), ("Cia Berg", "abstains"))._replace(election=True),
        ["meeting_lot_missing"],
    ),
    (
        voting(("Anna Ek", "yes"), ("Bo Al", "no"), ("Cia Berg", "abstains"), casting=False),
        ["meeting_casting_against_chair"],
    ),
    (ITEM._replace(reservations=(Reservation(("Bo Al", "Eva Fors")),)), ["meeting_reservation_without_part"]),
    (MOTIONS._replace(procedure=()), ["meeting_lack_order"]),
    (MOTIONS._replace(proposed=(), motions=(), votes=(OPEN,)), ["meeting_lack_proposals"]),
]


@pytest.mark.parametrize(("item", "codes"), OF_ITEM)
def test_of_an_item(item: Item, codes: list[str]) -> None:
    assert found(MEETING, item) == codes


def test_a_vote_without_figures() -> None:
    codes = found(MEETING, MOTIONS._replace(votes=(Vote("bifall", "avslag"),)))
    assert codes == ["meeting_votes_do_not_add_up", "meeting_casting_missing", "meeting_lack_votes"]


def test_nobody_there() -> None:
    empty = MEETING._replace(attendance=())
    assert found(empty)[2:] == ["meeting_quorum_lacking", "meeting_lack_attendance", "meeting_lack_participants"]


def test_those_who_join_remotely_count_where_it_is_allowed() -> None:
    remote = tuple(one._replace(remote=one.name == "Bo Al") for one in THERE)
    codes = {
        allowed: found(MEETING._replace(attendance=remote, remote_allowed=allowed)) for allowed in (True, None, False)
    }
    assert codes == {True: [], None: ["meeting_quorum_remote"], False: ["meeting_quorum_lacking"]}


def test_in_fullmaktige_jav_takes_nobody_from_the_quorum() -> None:
    item = ITEM._replace(jav=(Jav("Bo Al", Tie.PARTY),))
    assert found(COUNCIL, item) == []
    assert found(MEETING, item) == ["meeting_quorum_lacking"]


# (motion, decided, found)  # in fullmäktige, three present
THIRD = [
    (Motion(("Bo Al",), "att ärendet återremitteras."), POINT, ["meeting_third_asked"]),  # one of three
    (Motion(("Bo Al",), "att ärendet bordläggs."), POINT, ["meeting_third_asked"]),
    (Motion(("Bo Al",), "att ärendet återremitteras.", withdrawn=True), POINT, []),
    (Motion(("Bo Al",), "att ärendet återremitteras."), Point("Ärendet återremitteras.", "refer_back"), []),
    (Motion(("Bo Al",), "avslag på förslaget."), POINT, []),
]


@pytest.mark.parametrize(("motion", "point", "codes"), THIRD)
def test_a_third_can_have_a_matter_put_off(motion: Motion, point: Point, codes: list[str]) -> None:
    item = MOTIONS._replace(motions=(motion,), points=(point,))
    assert found(COUNCIL, item) == codes
    assert found(MEETING, item) == []  # in a board the majority decides


def test_a_third_of_the_votes_is_as_good_as_motions() -> None:
    vote = OPEN._replace(yes="avgöra i dag", no="återremiss")
    assert found(COUNCIL, MOTIONS._replace(votes=(vote,))) == ["meeting_third_asked"]


def test_each_finding_says_which_item() -> None:
    flaws = lacking(MEETING._replace(items=(ITEM, ITEM._replace(section="", points=()))))
    assert [dict(flaw.values) for flaw in flaws] == [{"place": "Samverkansavtal", "item": 2}]


def test_an_act_of_before_2018_is_judged_by_the_law_of_its_day() -> None:
    old = MEETING._replace(day=date(2017, 3, 1))
    assert found(old, ITEM._replace(jav=(Jav("Eva Fors", Tie.PAID_ASSISTANT),))) == []
    assert found(old, ITEM._replace(away=("Bo Al",))) == ["meeting_quorum_lacking"]
