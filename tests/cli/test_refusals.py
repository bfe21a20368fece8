"""Bad input: a non-zero exit code and one clear line, in the environment's language."""

import argparse
import io
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.conftest import Type
from workshop.catalogues import environment_language
from workshop.cli import build_parser, house
from workshop.cli import parser as parser_module

USAGE: list[tuple[list[str], str]] = [
    ([], "Missing: command."),
    (["dance"], "“dance” is not possible"),
    (["new"], "Missing: --title."),
    (["new", "--title"], "--title needs a value."),
    (["new", "--title", "T", "--lang", "de"], "Choose from: fr, en."),
    (["new", "--title", "T", "--template", "bakery"], "public-counter"),
    (["new", "--title", "T", "--wall"], "Not recognised: --wall."),
    (["phase", "ABC234", "lunch"], "Choose from: frame,"),
    (["phase", "ABC234"], "Missing: PHASE."),
    (["rate", "ABC234", "S1", "--by", "them"], "Choose from: client, employee."),
    (
        ["rate", "ABC234", "S1", "--by", "client", "--client", "x", "--employee", "0"],
        "“x” is not a possible number for --client.",
    ),
    (["serve", "--port", "0"], "--port"),
    (["serve", "--port", "70000"], "--port"),
    (
        ["export", "ABC234", "--format", "doc", "-o", "x"],
        "Choose from: json, xlsx, csv, pdf, pptx.",
    ),
    (["account"], "Missing: command."),
]


@pytest.mark.parametrize(("typed", "says"), USAGE)
def test_what_is_not_understood_exits_with_2(on_sqlite: Type, typed: list[str], says: str) -> None:
    answer = on_sqlite(*typed)
    assert says in answer.refusal
    assert answer.exit_code == 2
    assert "--help”." in answer.refusal


REFUSED: list[tuple[list[str], str]] = [
    (["new", "--title", " "], "word"),
    (["new", "--title", "x" * 121], "120"),
    (["phase", "ZZZZZZ", "plan"], "code"),
    (["phase", "0", "plan"], "code"),
    (["show", "no such code"], "code"),
    (["cards", "ZZZZZZ", "missing.csv"], "missing.csv"),
    (["topic", "ZZZZZZ", "--title", "T", "--cards", "C1"], "code"),
    (["topic", "ZZZZZZ", "--title", "T", "--cards", ","], "card"),
    (["export", "ZZZZZZ", "--format", "json", "-o", "x.json"], "code"),
    (["import", "missing.json"], "missing.json"),
    (["restore", "missing.sqlite3"], "missing.sqlite3"),
    (["backup", "no/such/folder/copy"], "copy"),
    (["account", "add", "nobody", "--password-stdin"], "nobody"),
]


@pytest.mark.parametrize(("typed", "says"), REFUSED)
def test_what_is_refused_exits_with_1(
    on_sqlite: Type,
    typed: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    answer = on_sqlite(*typed)
    assert says in answer.refusal
    assert answer.exit_code == 1


def test_labels_that_do_not_exist_are_named(workshop: Type, tmp_path: Path) -> None:
    code = workshop("new", "--title", "Counter", "--json").json["code"]
    assert "C9" in workshop("topic", code, "--title", "T", "--cards", "C9").refusal
    assert "T9" in workshop("solution", code, "--title", "S", "--topics", "T9").refusal
    ballot = ("--by", "client", "--client", "0", "--employee", "0")
    assert "S9" in workshop("rate", code, "S9", *ballot).refusal
    file = tmp_path / "cards.csv"
    file.write_text("text,side,kind\nWaiting,client,irritant\n")
    [label] = workshop("cards", code, file, "--json").json["labels"]
    workshop("topic", code, "--title", "T", "--cards", label)
    workshop("solution", code, "--title", "S", "--topics", "T1")
    for typed in (
        ("--by", "client", "--client", "3", "--employee", "0"),
        (*ballot, "--usability", "-3"),
    ):
        refusal = workshop("rate", code, "S1", *typed).refusal
        assert "2" in refusal
    assert workshop("show", code, "--json").json["solutions"][0]["transfer"] == "amber"


@pytest.mark.parametrize(
    "url",
    ["", "x", "mysql://localhost/x", "postgresql://localhost:port/x", "sqlite:///"],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(on_sqlite: Type, url: str) -> None:
    if not url:
        return
    refusal = on_sqlite("migrate", "--database-url", url).refusal
    assert "postgresql://user:password@machine/database" in refusal


def test_a_server_that_does_not_answer_is_named_without_its_password(on_sqlite: Type) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/workshops"
    refusal = on_sqlite("phase", "ABC234", "plan", "--database-url", url).refusal
    assert "127.0.0.1:1" in refusal
    assert "secret" not in refusal


def test_a_file_that_is_no_database_is_refused(on_sqlite: Type, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir, " * 100, encoding="utf-8")
    refusal = on_sqlite("show", "ABC234", "--database-url", f"sqlite:///{file}").refusal
    assert "letter.txt" in refusal
    assert file.read_text(encoding="utf-8").startswith("Dear")


def test_a_newer_database_is_refused(on_sqlite: Type, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newer.sqlite3'}"
    on_sqlite("migrate", "--database-url", url)
    with sqlite3.connect(tmp_path / "newer.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "9999" in on_sqlite("phase", "ABC234", "plan", "--database-url", url).refusal


def test_a_malformed_setting_is_refused(on_sqlite: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_PACE", "quickly")
    assert "WORKSHOP_PACE" in on_sqlite("demo").refusal


def test_the_unexpected_is_one_line_with_a_code_and_a_trace_on_demand(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(house, "prepare", fail)
    answers = [on_sqlite("phase", "ABC234", "plan") for _ in range(2)]
    assert answers[0].refusal == answers[1].refusal
    assert "secret" not in answers[0].refusal
    assert answers[0].exit_code == parser_module.UNEXPECTED
    monkeypatch.setenv("WORKSHOP_DEBUG", "1")
    assert "a secret of the inside" in on_sqlite("phase", "ABC234", "plan").err


def test_an_interruption_is_quiet(on_sqlite: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(house, "prepare", interrupt)
    answer = on_sqlite("phase", "ABC234", "plan")
    assert (answer.exit_code, answer.out, answer.err) == (parser_module.INTERRUPTED, "", "")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fr"),
        ({"LANG": ""}, "fr"),
        ({"LANG": "C"}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "POSIX"}, "fr"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_FR"}, "fr"),
    ],
)
def test_the_environment_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert environment_language() == language


def test_refusals_and_help_come_in_french_too(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert on_sqlite("new").refusal == (
        "Il manque\u00a0: --title. Voir «\u202fworkshop new --help\u202f»."
    )
    assert "étape" in on_sqlite("cards", "--help").out
    assert on_sqlite("--help").exit_code == 0
    assert on_sqlite("--version").exit_code == 0


def every_parser(parser: argparse.ArgumentParser) -> Iterable[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from every_parser(below)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_help_is_written_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    for parser in every_parser(build_parser()):
        text = parser.format_help()
        assert "cli." not in text, parser.prog


def test_a_refusal_that_quotes_a_file_steers_no_terminal(on_sqlite: Type, tmp_path: Path) -> None:
    code = on_sqlite("new", "--title", "Desk", "--json").json["code"]
    file = tmp_path / "workshop.json"
    on_sqlite("export", code, "--format", "json", "-o", file)
    file.write_text(json.dumps(json.loads(file.read_text()) | {"\x1b[2Jgone\x9b31m": []}))
    refusal = on_sqlite("import", file).refusal
    assert "gone" in refusal
    assert not set(refusal) & {"\x1b", "\x9b"}
    refusal = on_sqlite("trail", "\x1b]0;title\x07", "A1").refusal
    assert not set(refusal) & {"\x1b", "\x07"}
