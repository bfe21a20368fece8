"""The method needs nothing but Python: anybody can read it, test it and take it elsewhere."""

import ast
import sys
from pathlib import Path

import pytest

DOMAIN = Path(__file__).resolve().parents[2] / "workshop" / "domain"
ITSELF = "workshop.domain"


def foreign_imports(source: str) -> list[str]:
    """The modules this source imports from outside the standard library and the domain."""
    imported: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imported.append(node.module or ".")
    return [
        name
        for name in imported
        if name.split(".")[0] not in sys.stdlib_module_names
        and f"{name}.".removeprefix(f"{ITSELF}.") == f"{name}."
    ]


@pytest.mark.parametrize(
    ("source", "foreign"),
    [
        ("import math\nfrom workshop.domain.cards import Card\nfrom workshop.domain import x", []),
        ("import numpy as np", ["numpy"]),
        ("def f():\n    from sqlalchemy.orm import Session", ["sqlalchemy.orm"]),
        ("from workshop.settings import Settings", ["workshop.settings"]),
        ("import workshop.domains", ["workshop.domains"]),
    ],
)
def test_a_foreign_import_is_seen(source: str, foreign: list[str]) -> None:
    assert foreign_imports(source) == foreign


@pytest.mark.parametrize("module", sorted(DOMAIN.rglob("*.py")), ids=lambda path: path.stem)
def test_the_method_needs_only_the_standard_library(module: Path) -> None:
    assert foreign_imports(module.read_text(encoding="utf-8")) == []
