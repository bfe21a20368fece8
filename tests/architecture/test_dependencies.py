"""What the app imports is declared, pinned and explained: nothing comes in by another's way."""

import ast
import re
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
OURS = {"app", "run", "pages", "workshop", "tests", "benchmarks", "docs"}
PACKAGES = {
    "argon2": "argon2-cffi",
    "vl_convert": "vl-convert-python",
    "PIL": "pillow",
    "pptx": "python-pptx",
    "yaml": "pyyaml",
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
        PACKAGES.get(name, name.replace("_", "-"))
        for name in modules - OURS
        if name not in sys.stdlib_module_names
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


# --- what those bring along -----------------------------------------------------------------------


def installed(requirements: list[str]) -> dict[str, Distribution]:
    """Every package that these need on this computer, and what those need, by its name."""
    found: dict[str, Distribution] = {}
    seen: set[str] = set()
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        asked = waiting.pop()
        extras = asked.extras or {""}
        if asked.marker and not any(asked.marker.evaluate({"extra": one}) for one in extras):
            continue
        key = f"{asked.name} {sorted(asked.extras)}"
        if key in seen:
            continue
        seen.add(key)
        package = distribution(asked.name)
        found[canonicalize_name(asked.name)] = package
        for line in package.requires or ():
            below = Requirement(line)
            if below.marker is None or any(below.marker.evaluate({"extra": e}) for e in extras):
                below.marker = None
                waiting.append(below)
    return found


RUN_TIME = installed(PROJECT["dependencies"])


def test_every_package_is_installed_as_it_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned: dict[str, str] = {
        canonicalize_name(name): version.split(";")[0].strip()
        for name, _, version in (line.partition("==") for line in lines if "==" in line)
    }
    everything = {**RUN_TIME, **installed(PROJECT["optional-dependencies"]["dev"])}
    everything.pop("pip", None)  # the installer itself
    loose = {
        name: package.version
        for name, package in everything.items()
        if pinned.get(name) != package.version
    }
    assert loose == {}


@pytest.mark.parametrize("package", sorted(RUN_TIME))
def test_what_runs_is_named_and_its_licence_lets_us(package: str) -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert re.search(rf"(?<![\w-]){re.escape(package)}(?![\w-])", text.replace("_", "-"))
    said = RUN_TIME[package].metadata
    licences = [
        str(said["License-Expression"] or said["License"] or ""),
        *(line for line in said.get_all("Classifier", []) if line.startswith("License")),
    ]
    words = " ".join(licences)
    assert words.strip(), "no licence is told"
    assert not re.search(r"\bA?GPL|Affero", words)
