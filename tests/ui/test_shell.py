"""In which language somebody is spoken to whom no workshop has a language for."""

from types import SimpleNamespace

import pytest

from workshop.ui import shell


@pytest.mark.parametrize(
    ("chosen", "locale", "header", "spoken"),
    [
        ("en", "fr-FR", "fr-FR", "en"),
        ("", "fr-FR", "en-US,en;q=0.9", "fr"),
        ("", "en-GB", None, "en"),
        ("", None, "en-US,en;q=0.9", "en"),
        ("", "de-DE", "de-DE,en;q=0.9", "en"),
        ("xx", None, None, "fr"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_windows_else_the_browsers(
    monkeypatch: pytest.MonkeyPatch,
    chosen: str,
    locale: str | None,
    header: str | None,
    spoken: str,
) -> None:
    headers = {"Accept-Language": header} if header else {}
    context = SimpleNamespace(cookies={"language": chosen}, locale=locale, headers=headers)
    monkeypatch.setattr(shell, "st", SimpleNamespace(context=context))
    assert shell.browser_language() == spoken
