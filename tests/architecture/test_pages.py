"""A page is a storyboard: read inputs, at most one service call, draw one frozen view.

Each rule is one function from a page's source to what is wrong with it, and is shown to refuse a
bad page before it is trusted with ours.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*/*.py"))

LONGEST_PAGE = 60  # lines
LONGEST_PHRASE = 3  # words: beyond, it is a sentence and belongs in the catalogue
GUARD = "open_page"
SQL = re.compile(
    r"\bselect\b.+\bfrom\b|\binsert\s+into\b|\bupdate\b.+\bset\b|\bdelete\s+from\b",
    re.IGNORECASE | re.DOTALL,
)


def faults(source: str) -> list[str]:
    """What is wrong with a page of this source; nothing when it keeps every rule."""
    tree = ast.parse(source)
    return [*_length(source), *_imports(tree), *_guard(tree), *_texts(tree)]


def _length(source: str) -> Iterator[str]:
    lines = len(source.splitlines())
    if lines > LONGEST_PAGE:
        yield f"{lines} lines, at most {LONGEST_PAGE}"


def _imports(tree: ast.Module) -> Iterator[str]:
    """Streamlit and the workshop; not its tables, and of the method its types but no rule."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            imported = [(module, alias.name) for alias in node.names]
        else:
            continue
        for module, name in imported:
            path = f"{module}.{name}".rstrip(".").split(".")
            if path[0] not in ("streamlit", "workshop", "__future__"):
                yield f"imports {module}"
            elif path[:2] == ["workshop", "storage"]:
                yield "imports workshop.storage"
            elif path[:2] == ["workshop", "domain"] and not name[:1].isupper():
                yield f"imports a rule of workshop.domain: {module} {name}".rstrip()


def _guard(tree: ast.Module) -> Iterator[str]:
    """`visit = open_page(…)` comes first: nothing is read or drawn for who may not be here."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node):
            continue
        if not _calls_guard(node):
            yield f"line {node.lineno} comes before {GUARD}(…)"
        return
    yield f"never calls {GUARD}(…)"


def _calls_guard(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) else None
    if not isinstance(call, ast.Call):
        return False
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == GUARD


def _texts(tree: ast.Module) -> Iterator[str]:
    """No sentence and no SQL in a literal, also when an f-string cuts it in pieces."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and _is_docstring(node.body[0])
    }
    for node in ast.walk(tree):
        if id(node) in docstrings:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(_literal(part) for part in node.values)
        else:
            text = _literal(node)
        if SQL.search(text):
            yield f"SQL in {text!r}"
        elif len(text.split()) > LONGEST_PHRASE:
            yield f"a sentence in {text!r}"


def _literal(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and bool(_literal(node.value))


GOOD = '''
"""The wall of the room, as cards arrive."""

import streamlit as st

from workshop.domain.phases import Phase
from workshop.services import capture
from workshop.ui.shell import open_page

visit = open_page(Phase.CAPTURE)
if st.button(visit.say("wall.hide"), key="hide_last"):
    capture.hide_last(visit.actor)
'''


def test_a_storyboard_keeps_every_rule() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (GOOD + "\n" * 60, "lines, at most"),
        ("import pandas\n" + GOOD, "imports pandas"),
        ("from datetime import datetime\n" + GOOD, "imports datetime"),
        ("from . import neighbour\n" + GOOD, "imports ."),
        (GOOD + "    import sqlalchemy.orm\n", "imports sqlalchemy.orm"),
        ("from workshop.storage import tables\n" + GOOD, "imports workshop.storage"),
        ("from workshop import storage\n" + GOOD, "imports workshop.storage"),
        ("from workshop.domain.valence import valence_of\n" + GOOD, "imports a rule"),
        ("import workshop.domain.valence\n" + GOOD, "imports a rule"),
        (GOOD.replace("visit = open_page(", "st.write("), "comes before open_page"),
        (GOOD.replace("visit =", "st.title('x')\nvisit ="), "comes before open_page"),
        (GOOD.replace("visit =", "if st.session_state:\n  visit ="), "comes before open_page"),
        ("import streamlit as st\n", "never calls open_page"),
        (GOOD + 'st.write("Les cartes arrivent ici")\n', "a sentence in"),
        (GOOD + 'st.write(f"Il reste {visit} minutes pour écrire")\n', "a sentence in"),
        (GOOD + 'x = "select text from card"\n', "SQL in"),
        (GOOD + 'x = f"DELETE FROM {visit}"\n', "SQL in"),
    ],
)
def test_a_bad_page_is_refused(bad: str, fault: str) -> None:
    assert any(fault in found for found in faults(bad)), faults(bad)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_each_page_keeps_every_rule(page: Path) -> None:
    assert faults(page.read_text(encoding="utf-8")) == []


def test_no_script_lies_where_streamlit_would_serve_it_unasked() -> None:
    """Before `st.navigation` is called, Streamlit serves `pages/*.py` beside its script."""
    assert list((ROOT / "pages").glob("*.py")) == []
    assert not (ROOT / "workshop" / "ui" / "pages").exists()
