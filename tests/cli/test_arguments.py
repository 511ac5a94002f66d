"""The command line as people type it: wrong calls are answered in one sentence that says what to write instead."""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.cli.arguments import COMMANDS, ON_FILES, UsageError, parse
from samverkan.cli.main import main
from samverkan.words import LANGUAGES, say

if TYPE_CHECKING:
    from samverkan.words import Language


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "no_command"),
        ("läs x.txt", "unknown_command"),
        ("read", "no_file"),
        ("read --json", "no_file"),
        ("check-invoice", "no_invoice"),
        ("text a b", "one_file"),
        ("read ''", "empty_name"),
        ("standing a '' --on 2022-03-01", "empty_name"),
        ("text -- ''", "empty_name"),
        ("read x --jsno", "unknown_option"),
        ("read x -j", "unknown_option"),
        ("text x --json", "option_elsewhere"),
        ("read x --on 2022-03-01", "option_elsewhere"),
        ("read x --json=1", "option_without_value"),
        ("standing x --on", "option_needs_value"),
        ("standing x --on --json", "option_needs_value"),
        ("standing x --on=", "option_needs_value"),
        ("read x --lang de", "unknown_language"),
        ("standing x --on 1/3", "not_a_day"),
        ("standing x --on 20220301", "not_a_day"),
        ("standing x --on 2022-03", "not_a_day"),
        ("standing x --known igår", "not_a_day"),
        ("standing x --on 2022-02-29", "no_such_day"),
        ("standing x --on 0000-01-01", "no_such_day"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(
    line: str, code: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = shlex.split(line)
    with pytest.raises(UsageError) as caught:
        parse(arguments)
    assert caught.value.code == code
    if code != "unknown_language":
        assert main(["--lang", language, *arguments]) == 2
        shown = capsys.readouterr()
        assert shown.err == say("cli", code, caught.value.values, language) + "\n"
        assert shown.err.count("\n") == 1
        assert shown.out == ""


def test_options_stand_anywhere_and_the_last_one_counts() -> None:
    options = parse(
        ["--json", "standing", "a", "--on=2022-03-01", "-", "--on", "2022-04-01", "--lang", "en", "--", "--b"]
    )
    assert (options.command, options.files) == ("standing", ["a", "-", "--b"])
    assert (options.json, options.on, options.known, options.language) == (True, date(2022, 4, 1), None, "en")


@given(
    st.lists(
        st.sampled_from(["read", "text", "standing", "--lang", "sv", "en", "--on", "-", "--", "x", "--json", "=", "-h"])
    )
)
def test_any_words_are_options_or_a_wrong_call(words: list[str]) -> None:
    code = sentence = ""
    try:
        parse(words)
    except UsageError as error:
        code, sentence = error.code, say("cli", error.code, error.values, "sv")
    assert not code or sentence != code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_names_every_option_of_the_command(
    command: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "--help", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert ("Användning" if language == "sv" else "Usage") in shown
    for option in COMMANDS[command] if command else set().union(*(COMMANDS[name] for name in ON_FILES)):
        assert option in shown
    for other in COMMANDS if not command else [command]:
        assert other in shown
    assert max(map(len, shown.splitlines())) <= 120


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("samverkan ")
