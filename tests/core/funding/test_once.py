"""The same voucher in several files: it counts once where it is the same, and what cannot be told is told."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.core.funding.once import Source, taken_once
from samverkan.core.funding.vouchers import CostLine

DAY = date(2024, 2, 1)


def line(source: str, voucher: str, ore: int, account: str | None = "5010", **more: object) -> CostLine:
    return CostLine(source, 1, DAY, ore, account=account, voucher=voucher, **more)  # type: ignore[arg-type]


def taken(*sources: Source) -> tuple[list[tuple[str, str | None, int]], list[tuple[str, str, str]]]:
    lines, found = taken_once(sources)
    told = [(one.code, str(one.values["source"]), str(one.values["other"])) for one in found]
    return [(one.source, one.voucher, one.ore) for one in lines], told


def test_a_voucher_is_held_beside_every_file_before_it() -> None:
    files = [
        Source(None, [line("a.csv", "A 1", 100)]),
        Source(None, [line("b.csv", "A 1", 200)]),
        Source(None, [line("c.csv", "A 1", 200), line("c.csv", "A 2", 7)]),
    ]
    assert taken(*files) == (
        [("a.csv", "A 1", 100), ("b.csv", "A 1", 200), ("c.csv", "A 2", 7)],
        [("vouchers_alike", "b.csv", "a.csv"), ("voucher_twice", "c.csv", "b.csv")],
    )


@pytest.mark.parametrize("account", ["5010", None])
@pytest.mark.parametrize("turned", [False, True])
def test_a_list_of_the_costs_of_a_file_of_accounts_is_the_same_vouchers(account: str | None, turned: bool) -> None:
    books = [line("k.se", "A 1", 100, objects=(("1", "720"),)), line("k.se", "A 1", -100, "1930")]
    sie = Source("5566778899", books, {"5010": "cost", "1930": "asset"})
    listed = Source(None, [line("k.csv", "A 1", 100, account)])
    files = (listed, sie) if turned else (sie, listed)
    counted, told = taken(*files)
    assert sum(ore for _, _, ore in counted if ore > 0) == 100
    assert told == [("voucher_twice", files[1].lines[0].source, files[0].lines[0].source)]


def test_a_part_of_a_voucher_is_told_once_for_the_files_and_counts() -> None:
    books = [line("k.se", name, ore) for name in ("A 1", "A 2") for ore in (100, 50)]
    listed = [line("k.csv", name, 100) for name in ("A 1", "A 2")]
    lines, (told,) = taken_once([Source("5566778899", books), Source(None, listed)])
    assert (len(lines), told.code, told.values["count"], told.values["voucher"]) == (6, "vouchers_alike", 2, "A 1")


def test_numbers_of_two_organisations_or_two_parties_are_not_the_same() -> None:
    same = [Source(number, [line(name, "A 1", 100)]) for number, name in (("1", "a.se"), ("2", "b.se"))]
    assert taken(*same) == ([("a.se", "A 1", 100), ("b.se", "A 1", 100)], [])
    for ore in (100, 200):
        files = [
            Source(None, [line("a.csv", "A 1", 100)], {}, "Vik"),
            Source(None, [line("b.csv", "A 1", ore)], {}, "Ekby"),
        ]
        assert taken(*files) == ([("a.csv", "A 1", 100), ("b.csv", "A 1", ore)], [])


def test_of_one_organisation_the_first_counts_also_where_the_other_differs() -> None:
    files = [Source("1", [line(name, "A 1", ore)]) for name, ore in (("a.se", 100), ("b.se", 200), ("c.se", 100))]
    assert taken(*files) == (
        [("a.se", "A 1", 100)],
        [("voucher_differs", "b.se", "a.se"), ("voucher_twice", "c.se", "a.se")],
    )


def test_a_number_of_each_month_counts_the_same_in_one_file_and_in_two() -> None:
    def of(source: str, *months: int) -> Source:
        rows = [line(source, "A 1", at * 100)._replace(day=date(2024, at, 28), row=at, begins=at) for at in months]
        return Source("1", rows)

    assert taken(of("both.si", 1, 2)) == ([("both.si", "A 1", 100), ("both.si", "A 1", 200)], [])
    assert taken(of("jan.si", 1), of("feb.si", 2)) == (
        [("jan.si", "A 1", 100), ("feb.si", "A 1", 200)],
        [("voucher_other_day", "feb.si", "jan.si")],
    )
    later = Source("1", [of("jan.si", 1).lines[0]._replace(source="b.si", day=date(2024, 1, 29))])
    assert taken(of("jan.si", 1), later) == ([("jan.si", "A 1", 100)], [("voucher_differs", "b.si", "jan.si")])
    counted, told = taken(of("jan.si", 1), of("both.si", 1, 2), of("feb.si", 2))
    assert [ore for _, _, ore in counted] == [100, 200]
    assert [code for code, _, _ in told] == ["voucher_twice", "voucher_other_day", "voucher_twice"]
    listed = Source(None, [line("a.csv", "A 1", at * 100)._replace(day=date(2024, at, 28)) for at in (1, 2)])
    assert sum(ore for _, _, ore in taken(of("both.si", 1, 2), listed)[0]) == 300
    for files in ((of("jan.si", 1), of("feb.si", 2), listed), (listed, of("jan.si", 1), of("feb.si", 2))):
        assert sum(ore for _, _, ore in taken(*files)[0]) == 300
    twice = Source("1", [line("a.si", "A 1", at, account="5010")._replace(begins=at) for at in (30, 100)])
    assert sum(ore for _, _, ore in taken(twice, twice)[0]) == 130


def test_what_stands_as_it_is_in_both_files_is_found_before_what_may_have_changed() -> None:
    def of(source: str, *rows: tuple[int, int]) -> Source:
        lines = [line(source, "A 1", ore)._replace(day=date(2024, 1, day), begins=day) for day, ore in rows]
        return Source("1", lines)

    for later in (((15, 500), (20, 900)), ((20, 900), (15, 500))):
        for files in ((of("a.si", (15, 500)), of("b.si", *later)), (of("b.si", *later), of("a.si", (15, 500)))):
            assert sum(ore for _, _, ore in taken(*files)[0]) == 1400


def test_a_list_says_no_accounting_year_and_is_of_the_one_that_its_month_is_of() -> None:
    books = Source("1", [line("k.se", "A 1", 100, year="2023-07")])
    listed = Source(None, [line("k.csv", "A 1", 100)])
    for files in ((books, listed), (listed, books)):
        assert len(taken(*files)[0]) == 1
    months = [line("k.se", "A 1", at, year="2023-07")._replace(day=date(2024, at, 28), begins=at) for at in (1, 2)]
    rows = Source(None, [one._replace(source="k.csv", year="", begins=0) for one in months])
    for files in ((Source("1", months), rows), (rows, Source("1", months))):
        assert sum(ore for _, _, ore in taken(*files)[0]) == 3
    two_years = [Source("1", [line(f"{year}.se", "A 1", 100, year=year)]) for year in ("2022-07", "2023-07")]
    assert len(taken(*two_years)[0]) == 2


def test_the_same_number_of_another_year_day_account_or_object_is_another_voucher() -> None:
    first = line("a.csv", "A 1", 100, objects=(("1", "720"),))
    for other in (
        first._replace(source="b.csv", year="2023-07", day=date(2024, 3, 1)),
        first._replace(source="b.csv", day=date(2024, 2, 2)),
        first._replace(source="b.csv", account="5020"),
        first._replace(source="b.csv", objects=(("1", "730"),)),
    ):
        assert len(taken_once([Source(None, [first]), Source(None, [other])])[0]) == 2
