"""Whoever copies a command out of a document gets what the document says, or this fails."""

import argparse
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, codes_of, documents, lines_of_code, text_of
from workshop.cli import build_parser, main

READ_BY_MANY = tuple(
    page for page in documents() if "adr" not in page.parts and page.name != "CHANGELOG.md"
)
"""Decisions and changes tell of a day; what they name may have another name now."""

SHELL = re.compile(r"^(?:[A-Z_]+=\S+ )*(?P<command>.+?)\s*(?:#.*)?$")
WAYS_TO_SAY_IT = re.compile(
    r"^(?:\.venv[\\/](?:bin|Scripts)[\\/]workshop|(?:docker|podman) compose [a-z -]*?workshop"
    r"|python3? -m workshop|workshop)(?= |$)"
)
PLACEHOLDER = re.compile(r"\b(?:N|M|X|N-M)\b")
VARIABLE = re.compile(r"\bWORKSHOP_[A-Z][A-Z0-9_]*[A-Z0-9]\b")
MAKE_TARGETS = frozenset(
    re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
)
RUN_WORDS = frozenset({"serve", "setup", "test", "check", "audit", "--strict"})


def typed(page: Path) -> list[list[str]]:
    """The arguments of each whole command of ours in a page: blocks, and what is quoted."""
    found = []
    for line in [*lines_of_code(page), *codes_of(page)]:
        command = SHELL.fullmatch(line)
        said = command["command"] if command else line
        begun = WAYS_TO_SAY_IT.match(said)
        if begun and not set("[]|…") & set(said):
            found.append(shlex.split(PLACEHOLDER.sub("2", said[begun.end() :])))
    return found


Options = list[set[str]]
"""Of a command: each of its options, with all the ways to write it."""


def parsers(parser: argparse.ArgumentParser) -> Iterator[tuple[tuple[str, ...], Options]]:
    """Each command as its words, with the options that it takes."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                deeper = list(parsers(below))
                yield from (((name, *words), options) for words, options in deeper)
                if not deeper:
                    yield (name,), [set(act.option_strings) for act in below._actions]


COMMANDS = dict(parsers(build_parser()))


def command_of(words: list[str]) -> tuple[str, ...]:
    """The command that these words begin with; () for none."""
    return next((tuple(words[:size]) for size in (2, 1) if tuple(words[:size]) in COMMANDS), ())


@pytest.mark.parametrize("page", READ_BY_MANY, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_written_is_understood(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = []
    for words in typed(page):
        if words[:1] in ([], ["--help"], ["--version"]):
            continue
        command = command_of(words)
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        if not command or not options <= set().union(*COMMANDS[command]):
            wrong.append(" ".join(words))
    capsys.readouterr()
    assert wrong == []


def test_whole_commands_in_blocks_are_parsed_as_they_stand() -> None:
    blocks = {
        line
        for page in READ_BY_MANY
        for line in lines_of_code(page)
        if line.startswith(("workshop ", ".venv")) and not set("[]|…") & set(line)
    }
    assert len(blocks) > 2
    for line in blocks:
        words = shlex.split(WAYS_TO_SAY_IT.sub("", line), comments=True)
        build_parser().parse_args(words)  # raises SystemExit where it is not understood


def test_every_option_of_a_command_stands_in_its_line_of_operations() -> None:
    text = text_of(ROOT / "docs" / "operations.md")
    rows = [line for line in text.splitlines() if line.startswith("| `workshop ")]
    written: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        for said in re.findall(r"`workshop ([^`]+)`", re.split(r"(?<!\\)\|", row)[1]):
            command = command_of(said.replace("[", " ").split())
            assert command, said
            named = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row)
            written.setdefault(command, {"--help", "--database-url"}).update(named)
    lacking = [
        f"{' '.join(command)} {sorted(option)}"
        for command, options in COMMANDS.items()
        for option in options
        if option and command in written and not option & written[command]
    ]
    assert lacking == []


def test_every_setting_that_is_written_is_read_somewhere() -> None:
    files = [
        ROOT / "app.py",
        ROOT / "run.py",
        *(ROOT / "workshop").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
        *(one for one in (ROOT / "deploy").rglob("*") if one.is_file()),
    ]
    read = {
        name
        for file in files
        if file != Path(__file__)
        for name in VARIABLE.findall(file.read_text("utf-8", errors="replace"))
    }
    written = {
        (str(page.relative_to(ROOT)), name)
        for page in READ_BY_MANY
        for name in VARIABLE.findall(text_of(page))
    }
    assert sorted(one for one in written if one[1] not in read) == []


def test_run_and_make_are_asked_for_what_they_do() -> None:
    wrong = []
    for page in READ_BY_MANY:
        for line in [*lines_of_code(page), *codes_of(page)]:
            said = re.sub(r"^(?:[A-Z_]+=\S+ )*", "", line)
            if made := re.match(r"make ([a-z]+)\b", said):
                wrong += [line] if made[1] not in MAKE_TARGETS else []
            if ran := re.match(r"python3? run\.py(?: ([a-z]+))?", said):
                wrong += [line] if ran[1] and ran[1] not in RUN_WORDS else []
            if script := re.match(r"python3? (docs/\w+\.py)", said):
                wrong += [line] if not (ROOT / script[1]).is_file() else []
            if module := re.match(r"python3? -m (benchmarks\.\w+)", said):
                path = ROOT / (module[1].replace(".", "/") + ".py")
                wrong += [line] if not path.is_file() else []
    assert wrong == []


@pytest.mark.parametrize("command", sorted(COMMANDS), ids=" ".join)
def test_each_command_helps(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    assert len(capsys.readouterr().out) > 80


def test_the_way_of_operations_is_gone_from_a_workshop_to_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", f"sqlite:///{tmp_path / 'w.sqlite3'}")
    assert main(["demo", "--lang", "fr"]) == 0
    code = re.findall(r"\b[A-Z0-9]{6}\b", capsys.readouterr().out)[0]
    assert main(["show", code]) == 0
    assert main(["phase", code, "plan"]) == 0
    for kind in ("json", "csv"):
        file = tmp_path / f"file.{kind}"
        assert main(["export", code, "--format", kind, "-o", str(file)]) == 0
        assert file.stat().st_size > 1000
    assert main(["import", str(tmp_path / "file.json")]) == 0
    assert main(["backup", str(tmp_path / "copy.sqlite3")]) == 0


def test_the_python_that_is_asked_for_is_the_one_that_is_needed() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = needed["requires-python"].removeprefix(">=")
    assert f"Python {version}" in text_of(ROOT / "README.md")
    assert f"Python {version}" in text_of(ROOT / "README.en.md")
