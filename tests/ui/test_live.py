"""The scripts of the drawn components: each is loaded as one file with what all of them share."""

import re
from pathlib import Path

import pytest

from workshop.ui.shell import STATIC

SHARED = ("board.js", "drawing.js", "field.js", "staging.js", "ending.js")
COMPONENTS = sorted(path for path in STATIC.glob("*.js") if path.name not in SHARED)
DECLARED = re.compile(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)


def names(script: Path) -> set[str]:
    """What a script declares for the whole file."""
    return set(DECLARED.findall(script.read_text(encoding="utf-8")))


@pytest.mark.parametrize("script", COMPONENTS, ids=lambda path: path.stem)
def test_no_component_declares_what_all_of_them_share(script: Path) -> None:
    """A name that is declared twice keeps the whole component from being drawn."""
    shared = set().union(*(names(STATIC / name) for name in SHARED), {"drawComponent"})
    assert "el" in shared
    assert names(script) & shared == set()


@pytest.mark.parametrize("script", COMPONENTS, ids=lambda path: path.stem)
def test_each_component_exports_what_the_ending_calls(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.count("export default function (component) {") == 1
    assert text.count("export ") == 1
