"""The page of the visual language shows its parts as the script draws them."""

import re

from docs import make_parts
from workshop.settings import CHECKOUT


def test_every_picture_is_shown_and_every_shown_one_is_there() -> None:
    page = (CHECKOUT / "docs" / "design.md").read_text("utf-8")
    shown = re.findall(r"\(images/(parts-[\w-]+\.png)\)", page)
    assert shown == make_parts.names()
    assert all((make_parts.IMAGES / name).stat().st_size > 1_000 for name in shown)


def test_every_file_that_it_names_is_there() -> None:
    page = (CHECKOUT / "docs" / "design.md").read_text("utf-8")
    for path in re.findall(r"`((?:workshop|tests|\.streamlit)/[\w/.]+)`", page):
        assert (CHECKOUT / path).is_file(), path
