"""The page that shows every picture of ``docs/screenshots``, made of what lies there."""

from collections.abc import Set
from pathlib import Path

SCREENS = {
    "projector": "Projector, 1920×1080",
    "laptop": "Laptop, 1366 pixels wide",
    "phone": "Phone, 390 pixels wide",
    "paper": "Paper, A4",
}
WIDTHS = {"projector": 420, "laptop": 420, "phone": 200, "paper": 420}
VARIANTS = (("fr", "light"), ("fr", "dark"), ("en", "light"), ("en", "dark"))
HEAD = """# Every screen

Made by `python docs/make_screenshots.py` from the demo workshop; this page too. Left to right:
French light, French dark, English light, English dark. A picture is as tall as its page, up to
1200 pixels.
"""
MOVING = """
## The moving picture

![Du téléphone à la matrice](fr/moving.webp) ![From the phone to the matrix](en/moving.webp)
"""


def index(folder: Path) -> str:
    """The page, as Markdown."""
    parts = [HEAD]
    for screen, title in SCREENS.items():
        names = sorted({one.stem for one in folder.glob(f"*/{screen}/*/*.webp")})
        if not names:
            continue
        parts.append(f"\n## {title}\n")
        for name in names:
            shown = [
                f'<img src="{language}/{screen}/{theme}/{name}.webp" '
                f'alt="{name}, {language}, {theme}" width="{WIDTHS[screen]}">'
                for language, theme in VARIANTS
                if (folder / language / screen / theme / f"{name}.webp").exists()
            ]
            parts.append(f"\n### {screen}: {name}\n\n" + "\n".join(shown) + "\n")
    if (folder / "fr" / "moving.webp").exists():
        parts.append(MOVING)
    return "".join(parts)


def prune(folder: Path, wanted: Set[str]) -> None:
    """Take away pictures of screens that are no more."""
    for one in folder.glob("*/*/*/*.webp"):
        if one.relative_to(folder).with_suffix("").as_posix() not in wanted:
            one.unlink()
