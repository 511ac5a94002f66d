"""Personal identity numbers are found however they are written, and nothing else is taken for one."""

import pytest

from samverkan.core.identity import identity_numbers, without_identity_numbers


@pytest.mark.parametrize(
    "text",
    [
        "811228-9874",  # with a hyphen
        "8112289874",  # without
        "19811228-9874",  # with the century
        "198112289874",
        "100101+2382",  # a hundred years or more
        "701063-2391",  # samordningsnummer: the day plus 60
        "Barnet (200229-2387) skrivs in",  # in a sentence, on a leap day
    ],
)
def test_found(text: str) -> None:
    assert len(list(identity_numbers(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "212000-1553",  # an organisation number: no month
        "811228-9875",  # a wrong check digit
        "811328-9874",  # no month
        "HSNV 2021-00233",  # a registry number
        "2021-10-01",
        "0322-61 60 00",  # a telephone number
        "SN 8112289874-1",  # part of a longer number
    ],
)
def test_not_taken_for_one(text: str) -> None:
    assert list(identity_numbers(text)) == []


def test_the_place_is_told() -> None:
    text = "Modern, 811228-9874, och barnet"
    (span,) = identity_numbers(text)
    assert text[span.start : span.end] == "811228-9874"


def test_a_text_without_them_is_otherwise_the_same() -> None:
    assert without_identity_numbers("811228-9874 och 701063-2391, dnr 2021-00233") == "- och -, dnr 2021-00233"
