"""Whoever opens a facilitator's change gives it its own name, and each name is given once."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from workshop.domain.gestures import Gesture

SERVICES = Path(__file__).parents[2] / "workshop" / "services"

OTHERWISE = {
    # It makes a workshop that is not there yet: whoever asks for it has no change to open.
    "open_workshop": "create_workshop",
}


def _named() -> Iterator[tuple[str, str]]:
    """Each function of the services that names a gesture, and the gesture."""
    for path in SERVICES.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if (
                        isinstance(node, ast.Attribute)
                        and isinstance(node.value, ast.Name)
                        and node.value.id == "Gesture"
                    ):
                        yield function.name, node.attr.lower()


def test_a_gesture_is_named_like_its_function() -> None:
    """A line of the log that says something else than what was done would be worse than none."""
    strangers = {
        (function, gesture)
        for function, gesture in _named()
        if OTHERWISE.get(function, function) != gesture
    }
    assert strangers == set()


def test_every_gesture_is_named_and_by_one_function_only() -> None:
    named = set(_named())
    assert {gesture for _, gesture in named} == {gesture.value for gesture in Gesture}
    times = Counter(gesture for function, gesture in named if function not in OTHERWISE)
    assert set(times.values()) == {1}


def test_a_gesture_s_code_is_its_name_and_fits_its_column() -> None:
    for name, gesture in Gesture.__members__.items():
        assert gesture.value == name.lower()
        assert len(gesture.value) <= 24
