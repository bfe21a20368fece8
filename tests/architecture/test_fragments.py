"""A fragment or a dialog runs without the page around it: its first line asks for the right again.

What it was given is a picture of the last whole run, when a link may not have been revoked yet.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [
    *sorted((ROOT / "workshop" / "ui").rglob("*.py")),
    *sorted((ROOT / "pages").rglob("*.py")),
]
RUNS_ALONE = ("fragment", "dialog")
GUARD = "refresh"


def unguarded(source: str) -> list[str]:
    """The names of the functions that run alone and do not begin with ``… = refresh(…)``."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and _runs_alone(node) and not _begins_guarded(node)
    ]


def _runs_alone(node: ast.FunctionDef) -> bool:
    return any(_name(decorator) in RUNS_ALONE for decorator in node.decorator_list)


def _begins_guarded(node: ast.FunctionDef) -> bool:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    first = body[0] if body else None
    return (
        isinstance(first, ast.Assign)
        and isinstance(first.value, ast.Call)
        and _name(first.value) == GUARD
    )


def _name(node: ast.expr) -> str:
    """``fragment`` in ``fragment``, ``st.fragment`` and ``st.fragment(run_every=5)``."""
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("@st.fragment\ndef f(visit):\n    visit = refresh(visit)", []),
        ("@st.fragment(run_every=5)\ndef f(visit):\n    'Why.'\n    visit = refresh(visit)", []),
        ("def f(visit):\n    draw(visit)", []),
        ("@st.fragment\ndef f(visit):\n    draw(visit)", ["f"]),
        ("@fragment\ndef f(visit):\n    refresh(visit)", ["f"]),
        ("@st.fragment\ndef f(visit):\n    t = visit.words\n    visit = refresh(visit)", ["f"]),
        ("def g(visit):\n    @st.dialog('x')\n    def f():\n        draw(visit)", ["f"]),
        ("def g(visit):\n    @st.dialog('x')\n    def f():\n        here = refresh(visit)", []),
    ],
)
def test_a_fragment_that_trusts_the_last_run_is_seen(source: str, found: list[str]) -> None:
    assert unguarded(source) == found


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_fragment_asks_for_the_right_again(script: Path) -> None:
    assert unguarded(script.read_text(encoding="utf-8")) == []
