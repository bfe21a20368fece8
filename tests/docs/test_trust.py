"""Each promise of docs/trust.md names a test that there is."""

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs" / "trust.md"
NAMED = re.compile(r"`([a-z0-9_/]+\.py)::(test_\w+)`")
UNTESTED = "Not tested here"


def promises() -> list[str]:
    """The lines of all tables, without their heads."""
    lines = PAGE.read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|") and not line.startswith("| ---")]
    return [line for line in rows if not line.startswith("| promise |")]


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_every_promise_names_its_test_or_says_that_it_has_none() -> None:
    silent = [line for line in promises() if not NAMED.search(line) and UNTESTED not in line]
    assert len(promises()) > 50
    assert silent == []


def test_every_test_that_is_named_is_there() -> None:
    named = NAMED.findall(PAGE.read_text("utf-8"))
    gone = [
        f"{file}::{name}"
        for file, name in named
        if not (TESTS / file).is_file() or name not in names_in(file)
    ]
    assert gone == []


def test_nothing_else_looks_like_a_test() -> None:
    """A name that is mistyped would otherwise be read by nobody."""
    text = PAGE.read_text("utf-8")
    assert len(re.findall(r"::", text)) == len(NAMED.findall(text))
