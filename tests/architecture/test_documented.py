"""Whoever runs the app finds every setting and every command in docs/operations.md."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\bWORKSHOP_[A-Z][A-Z0-9_]*[A-Z0-9]\b")


def commands(parser: argparse.ArgumentParser, before: str = "workshop") -> Iterator[str]:
    """Every command as it is typed, also those below another: "workshop account add"."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                deeper = list(commands(below, f"{before} {name}"))
                yield from deeper or [f"{before} {name}"]


def undocumented(names: set[str], text: str) -> list[str]:
    """The names that do not stand in the text as whole words."""
    return sorted(name for name in names if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def operations() -> str:
    return (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_a_missing_word_is_seen() -> None:
    parser = argparse.ArgumentParser()
    first = parser.add_subparsers()
    first.add_parser("serve")
    first.add_parser("account").add_subparsers().add_parser("add")
    typed = set(commands(parser))
    assert typed == {"workshop serve", "workshop account add"}
    assert undocumented(typed, "`workshop serve` starts the app.") == ["workshop account add"]
    assert undocumented({"WORKSHOP_PACE"}, "WORKSHOP_PACE_LIMIT") == ["WORKSHOP_PACE"]


def test_every_setting_is_documented() -> None:
    sources = [ROOT / "app.py", *(ROOT / "workshop").rglob("*.py")]
    found = {
        name
        for source in sources
        if source.exists()
        for name in VARIABLE.findall(source.read_text(encoding="utf-8"))
    }
    assert found
    assert undocumented(found, operations()) == []


def test_every_command_is_documented() -> None:
    from workshop.cli import build_parser

    assert undocumented(set(commands(build_parser())), operations()) == []
