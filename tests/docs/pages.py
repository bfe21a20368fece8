"""The documents of this repository as tests read them: headings, anchors, links, commands."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^ *(?:```|~~~)\w*\n(.*?)^ *(?:```|~~~)\s*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_INDENTED = re.compile(r"(?:^|\n\n)((?: {4}\S.*\n)+)")
_HEADING = re.compile(r"^(#{1,6}) (.+?)\s*$", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_IMAGE = re.compile(r"<(?:img|source)\b[^>]*?\bsrc(?:set)?=\"([^\"]+)\"")
_MARKED = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`]")
_ANCHOR = re.compile(r"<a (?:id|name)=\"([^\"]+)\"")
_OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a document to a file or an anchor of this repository."""

    page: Path
    target: str

    @property
    def file(self) -> Path:
        name = self.target.partition("#")[0]
        return (self.page.parent / name).resolve() if name else self.page

    @property
    def anchor(self) -> str:
        return self.target.partition("#")[2]

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}: {self.target}"


@cache
def documents() -> tuple[Path, ...]:
    """Every Markdown page that a reader of the repository may open."""
    found = (
        path
        for place in (ROOT, ROOT / "docs", ROOT / "deploy", ROOT / "benchmarks", ROOT / "data")
        for path in (place.glob("*.md") if place == ROOT else place.rglob("*.md"))
    )
    return tuple(sorted(found))


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def prose_of(page: Path) -> str:
    """The text without its code, in which nothing is a link or a heading."""
    return _CODE.sub("``", _FENCE.sub("", text_of(page)))


def links_of(page: Path) -> list[Link]:
    """All relative links and pictures, in their order."""
    prose = prose_of(page)
    targets = [*_LINK.findall(prose), *_IMAGE.findall(prose)]
    return [Link(page, one) for one in targets if not _OUTSIDE.match(one)]


def headings_of(page: Path) -> list[tuple[int, str]]:
    """Level and words of each heading."""
    text = _FENCE.sub("", text_of(page))
    return [(len(marks), words) for marks, words in _HEADING.findall(text)]


@cache
def anchors_of(page: Path) -> frozenset[str]:
    """What a link may name after ``#``: as the sites that show Markdown make it of headings."""
    seen: Counter[str] = Counter()
    anchors = set(_ANCHOR.findall(text_of(page)))
    for _, words in headings_of(page):
        slug = slug_of(words)
        anchors.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return frozenset(anchors)


def slug_of(heading: str) -> str:
    bare = _MARKED.sub(lambda found: found[1] or "", heading).lower()
    kept = (one for one in bare if one in " -_" or unicodedata.category(one)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def lines_of_code(page: Path) -> list[str]:
    """Each line of a code block, without what a shell would not read."""
    text = text_of(page)
    blocks = [*_FENCED.findall(text), *_INDENTED.findall(text)]
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def codes_of(page: Path) -> list[str]:
    """What stands between two backquotes."""
    return [found[1:-1] for found in _CODE.findall(_FENCE.sub("", text_of(page)))]
