"""Streamlit's one HTML page, as we serve it: in the chosen language, under our own name."""

import base64
import hashlib
import re
from html import escape
from pathlib import Path

from workshop.i18n import languages, words

_LANG = '<html lang="en">'
_TITLE = "<title>Streamlit</title>"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_AGENT_LINK = re.compile(r'<link rel="service-desc"[^>]*>')


class StreamlitPage:
    """``index.html`` of the installed Streamlit, read once at start.

    Streamlit fixes ``lang="en"`` and sends the page compressed, also for deep links: serving it
    ourselves costs less than unpacking each answer. Raises RuntimeError when the page is no
    longer what we know, which must be seen at an upgrade and not by a screen reader.
    """

    def __init__(self, folder: Path) -> None:
        source = (folder / "index.html").read_text(encoding="utf-8")
        if _LANG not in source or _TITLE not in source:
            raise RuntimeError("Streamlit's index.html has changed: its language cannot be set")
        # Addresses relative to the page would be wrong below a deep link.
        source = _AGENT_LINK.sub("", source).replace('="./', '="/')
        self._pages = {language: _dress(source, language) for language in languages()}
        self.script_hashes = tuple(
            "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            for script in _INLINE_SCRIPT.findall(source)
        )

    def read(self, language: str) -> bytes:
        """The page in one of our languages."""
        return self._pages[language]


def _dress(source: str, language: str) -> bytes:
    t = words(language)
    noscript = f"<noscript><p>{escape(t('web.noscript'))}</p></noscript>"
    page = source.replace(_LANG, f'<html lang="{language}">', 1)
    page = page.replace(_TITLE, f"<title>{escape(t('app.name'))}</title>", 1)
    return _NOSCRIPT.sub(lambda _: noscript, page).encode()
