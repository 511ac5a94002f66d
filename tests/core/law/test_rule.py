"""How the governing rule is found: by the wording of the day, by stated priority, and never by chance."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.dates import Period, day_off
from samverkan.core.law import Posting, Rule, RuleConflictError, appeal, notice
from samverkan.core.law.rule import Answer, Outcome, judge, no, yes

ALWAYS = Period(date(2000, 1, 1), None)
OLD = Rule("test.rule_2000", "2000:1", "1 §", Period(date(2000, 1, 1), date(2020, 1, 1)))
NEW = Rule("test.rule", "2000:1", "1 §", Period(date(2020, 1, 1), None), amended=("2019:9",))
GENERAL = Rule("test.general", "2000:1", "2 §", ALWAYS)
SPECIAL = Rule("test.special", "2000:1", "3 §", ALWAYS, over=("test.general",))
RIVAL = Rule("test.rival", "2000:1", "4 §", ALWAYS)


def holds(rule: Rule, day: date) -> Answer:
    return yes(rule, "code", on=day)


def fails(rule: Rule, day: date) -> Answer:
    return no(rule, "code", on=day)


def silent(rule: Rule, day: date) -> Outcome:
    return None


def test_the_wording_of_the_day_governs() -> None:
    assert judge("act", date(2019, 12, 31), (NEW, holds), (OLD, fails)).rule is OLD
    assert judge("act", date(2020, 1, 1), (NEW, holds), (OLD, fails)).rule is NEW


def test_without_a_day_nothing_can_be_told_and_the_day_is_named() -> None:
    answer = judge("act", None, (NEW, holds), (OLD, fails))
    assert (answer.holds, answer.code, answer.missing) == (None, "act_day_unknown", ("act",))


@pytest.mark.parametrize("tried", [(NEW, holds), (GENERAL, silent)])
def test_where_no_rule_governs_that_is_the_answer(tried: tuple[Rule, object]) -> None:
    answer = judge("act", date(2010, 1, 1), tried)  # type: ignore[arg-type]
    assert (answer.holds, answer.code, answer.missing) == (None, "no_rule", ("rule",))


def test_a_rule_set_before_another_decides() -> None:
    assert judge("act", date(2010, 1, 1), (GENERAL, holds), (SPECIAL, fails)).rule is SPECIAL
    assert judge("act", date(2010, 1, 1), (SPECIAL, fails), (GENERAL, holds)).rule is SPECIAL


def test_a_rule_that_is_silent_sets_nothing_aside() -> None:
    assert judge("act", date(2010, 1, 1), (GENERAL, holds), (SPECIAL, silent)).rule is GENERAL


def test_two_that_agree_are_no_conflict() -> None:
    assert judge("act", date(2010, 1, 1), (GENERAL, holds), (RIVAL, holds)).rule is GENERAL


def test_two_that_differ_without_priority_are_an_error_that_names_both() -> None:
    with pytest.raises(RuleConflictError) as caught:
        judge("act", date(2010, 1, 1), (GENERAL, holds), (RIVAL, fails))
    assert caught.value.code == "rules_conflict"
    assert caught.value.values == {"first": "test.general", "second": "test.rival"}


def test_the_last_day_is_a_working_day_no_sooner_than_three_weeks_on() -> None:
    @given(st.dates(date(1995, 4, 1), date(2100, 1, 1)))
    def check(notice_day: date) -> None:
        last = appeal.last_day(notice=notice_day).day
        assert last is not None
        assert day_off(last) is None
        assert 21 <= (last - notice_day).days <= 26
        if (last - notice_day).days > 21:
            assert day_off(date.fromordinal(last.toordinal() - 1)) is not None

    check()


def test_a_later_notice_never_gives_an_earlier_last_day() -> None:
    @given(st.dates(date(1995, 4, 1), date(2100, 1, 1)), st.integers(0, 30))
    def check(first: date, days: int) -> None:
        second = date.fromordinal(first.toordinal() + days)
        a, b = appeal.last_day(notice=first).day, appeal.last_day(notice=second).day
        assert a is not None
        assert b is not None
        assert a <= b

    check()


@given(st.permutations(["a", "b", "c"]))
def test_the_order_of_the_boards_does_not_matter(order: list[str]) -> None:
    posted = {"a": date(2026, 3, 10), "b": date(2026, 3, 13), "c": date(2026, 3, 11)}
    answer = appeal.counted_from(postings=[Posting(board=b, posted=posted[b]) for b in order], parties=("a", "b", "c"))
    assert answer.day == date(2026, 3, 13)


def test_a_notice_seen_after_the_last_day_stayed_up() -> None:
    posting = Posting(board="Almby", posted=date(2026, 5, 29), seen=date(2026, 6, 23))
    assert notice.stayed_up(posting=posting, last=date(2026, 6, 22)).holds is True
