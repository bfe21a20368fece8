"""What the keys are called."""

from types import SimpleNamespace

import pytest

from workshop.ui import keys


@pytest.mark.parametrize(
    ("computer", "named"),
    [
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "⌘ K, /"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Ctrl K, /"),
        (None, "Ctrl K, /"),
    ],
)
def test_the_palette_is_called_by_the_keys_of_this_computer(
    monkeypatch: pytest.MonkeyPatch, computer: str | None, named: str
) -> None:
    headers = {"User-Agent": computer} if computer else {}
    monkeypatch.setattr(keys, "st", SimpleNamespace(context=SimpleNamespace(headers=headers)))
    assert keys.search_keys() == named
