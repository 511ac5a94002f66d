"""A body changes a joint clause: told by term and by word, with what it breaks."""

from __future__ import annotations

from tests.actions.deciding import CLAUSE

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Share
from samverkan.core.deciding.values import Item, Point
from samverkan.core.writing.clause_changed import changed
from samverkan.core.writing.clause_points import clause_points

BODY = "Socialnämnden"
DAY = PartialDate(2027, 1, 1)
POINTS = clause_points(CLAUSE)
JOINT = CLAUSE._replace(points=POINTS)


def item(*points: str) -> Item:
    return Item(CLAUSE.title, points=tuple(Point(one, "other") for one in points))


def test_the_clause_word_for_word_is_no_change_nor_is_a_point_of_ones_own_after_it() -> None:
    assert changed(JOINT, BODY, item(*POINTS)) is None
    assert changed(JOINT, BODY, item(*POINTS, "Socialchefen får i uppdrag att följa upp avtalet.")) is None


def test_one_changed_word_is_told_with_the_term_that_it_changes() -> None:
    found = changed(
        JOINT,
        BODY,
        item(
            POINTS[0],
            POINTS[1].replace("Västana bär 50", "Västana bär 60").replace("kommun 50", "kommun 40"),
            *POINTS[2:],
        ),
    )
    assert found is not None
    assert [one.term for one in found.terms] == ["shares"]
    assert [share.percent for share in found.terms[0].now] == ["60", "40"]
    assert [(one.kind, one.text) for one in found.points[1] if one.kind != "same"] == [
        ("gone", "50"), ("new", "60"), ("gone", "50"), ("new", "40"),
    ]  # fmt: skip
    assert found.breaks


def test_another_wording_of_the_same_breaks_nothing() -> None:
    found = changed(
        JOINT,
        BODY,
        item(POINTS[0], POINTS[1].replace("De gemensamma kostnaderna", "Gemensamma kostnader"), *POINTS[2:]),
    )
    assert found is not None
    assert (found.terms, found.breaks) == ((), False)


def test_a_referral_back_is_no_approval() -> None:
    found = changed(JOINT, BODY, item("Ärendet återremitteras."))
    assert found is not None
    assert found.act == "refer_back"
    assert found.breaks


def test_a_condition_left_out_is_told() -> None:
    found = changed(JOINT, BODY, item(POINTS[0].split(", under förutsättning")[0] + ".", *POINTS[1:]))
    assert found is not None
    assert found.unconditional
    assert not found.terms


def test_a_point_added_after_the_clause_that_changes_what_it_says_is_told() -> None:
    found = changed(JOINT, BODY, item(*POINTS, "Avtalet gäller till och med den 31 december 2026."))
    assert found is not None
    assert [one.term for one in found.terms] == ["period"]


def test_a_change_of_the_later_shares_alone_is_told_as_such() -> None:
    later = (*CLAUSE.shares, Share("Region Västana", "40", since=DAY), Share("Lindmora kommun", "60", since=DAY))
    joint = CLAUSE._replace(shares=later)
    joint = joint._replace(points=clause_points(joint))
    points = [one.replace("Västana bär 40", "Västana bär 45").replace("kommun 60", "kommun 55") for one in joint.points]
    found = changed(joint, BODY, item(*points))
    assert found is not None
    ((term, was, now),) = found.terms
    assert term == "later_shares"
    assert was == later[2:]
    assert [(one.percent, one.since) for one in now] == [("45", DAY), ("55", DAY)]


def test_a_change_of_the_second_later_division_is_told() -> None:
    next_, last = PartialDate(2028, 1, 1), "från och med den 1 januari 2028"
    first = (Share("Region Västana", "40", since=DAY), Share("Lindmora kommun", "60", since=DAY))
    joint = CLAUSE._replace(
        shares=(
            *CLAUSE.shares,
            *first,
            Share("Region Västana", "30", since=next_),
            Share("Lindmora kommun", "70", since=next_),
        )
    )
    joint = joint._replace(points=clause_points(joint))
    points = [one.replace("Västana bär 30", "Västana bär 35").replace("kommun 70", "kommun 65") for one in joint.points]
    assert any(last in one for one in points)
    found = changed(joint, BODY, item(*points))
    assert found is not None
    ((term, _, now),) = found.terms
    assert term == "later_shares"
    assert [(one.percent, one.since) for one in now] == [("40", DAY), ("60", DAY), ("35", next_), ("65", next_)]
