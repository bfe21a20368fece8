"""What takes something away for good has one colour: theme.css knows it by a word in its key."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("remove", "delete", "drop", "revoke", "seal")
SIGNS = ("material/delete", "material/link_off", "material/lock:")
OTHERS = {
    "roadmap.py": "an order that is freed may be asked for again",
    "rehearse.py": "by the two words that its keys begin and end with",
}


def _removing() -> Iterator[tuple[str, str]]:
    """The file and the key of each button that has the sign of removing."""
    for path in (ROOT / "workshop" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {word.arg: ast.unparse(word.value) for word in node.keywords}
                pressed = ast.unparse(node.func).endswith(("button", "popover"))
                if pressed and any(sign in given.get("icon", "") for sign in SIGNS):
                    yield path.name, given.get("key", "")


def test_what_removes_is_known_by_its_key() -> None:
    found = [(name, key) for name, key in _removing() if name not in OTHERS]

    assert found
    assert [one for one in found if not any(word in one[1] for word in WORDS)] == []


def test_the_style_sheet_knows_each_of_the_words() -> None:
    sheet = (ROOT / "workshop" / "ui" / "static" / "theme.css").read_text(encoding="utf-8")

    assert [word for word in WORDS if f'[class*="-{word}"]' not in sheet] == []
