"""Streamlit's page as we serve it."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from streamlit import file_util

from workshop.web.streamlit_page import StreamlitPage


def test_the_installed_streamlits_page_can_be_dressed() -> None:
    page = StreamlitPage(Path(file_util.get_static_dir()))
    for language in ("fr", "en"):
        text = page.read(language).decode()
        assert text.count(f'<html lang="{language}">') == 1
        assert "<title>Regards croisés</title>" in text
        assert "_stcore/agent" not in text
        assert "You need to enable" not in text
        assert '="./' not in text  # such an address would be wrong below a deep link
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        assert scripts
        assert page.script_hashes == tuple(
            f"sha256-{base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()}"
            for found in scripts
        )


def test_a_page_that_has_changed_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<html lang="en-US"><title>Streamlit</title>')
    with pytest.raises(RuntimeError, match="has changed"):
        StreamlitPage(tmp_path)
