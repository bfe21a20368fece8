"""No field of free text drops what is pasted into it (workshop/ui/fields.py)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SHORT_BY_NATURE = {
    "seal-typed": "a room code, compared with the one shown",
    "wifi-name": "the standard of such networks knows no longer name",
    "wifi-password": "nor a longer password",
    "delete-typed": "a title typed to confirm, compared with the one shown",
}
"""The keys of the fields that may have a limit of Streamlit's own, and why."""


def _limited() -> Iterator[str]:
    """The key of each widget that is given ``max_chars``."""
    for path in (*(ROOT / "workshop" / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {word.arg: ast.unparse(word.value) for word in node.keywords}
                if "max_chars" in given:
                    yield given.get("key", path.name).strip("'")


def test_no_field_of_free_text_has_a_limit_that_drops_a_longer_paste() -> None:
    assert set(_limited()) == set(SHORT_BY_NATURE)
