"""Draw the parts of the visual language with the real style sheets, for docs/design.md.

python docs/make_parts.py          docs/images/parts-*.png, in light and in dark

The markup is that of the components; the colours, letters and corners are those of the sheets.
"""

import sys
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.browsers import FLAGS  # noqa: E402 - the checkout may not be installed
from run import find_chromium  # noqa: E402
from workshop.i18n import words  # noqa: E402
from workshop.pictures.palette import PLACES  # noqa: E402
from workshop.pictures.tokens import COLOURS, LETTERS  # noqa: E402

IMAGES = ROOT / "docs" / "images"
STATIC = ROOT / "workshop" / "ui" / "static"
T = words("fr")
THEMES = ("light", "dark")
WIDTHS = {"phone": 390}
WIDE = 980


def names() -> list[str]:
    """The files there are, in the order of the page."""
    return [f"parts-{part}-{theme}.png" for part in PARTS for theme in THEMES]


def _sheet(*files: str) -> str:
    return "".join(f"<style>{(STATIC / file).read_text('utf-8')}</style>" for file in files)


def _page(styles: str, body: str) -> str:
    look = (
        "body{margin:0;padding:24px;background:var(--paper);color:var(--ink);"
        'font:1rem/1.4 "Source Sans 3",system-ui,sans-serif}'
        ".row{display:flex;flex-wrap:wrap;gap:14px;align-items:center;margin:0 0 14px}"
        ".chip-of{width:128px;font-size:.8rem}.chip-of i{display:block;height:44px;"
        "border:1px solid var(--edge);border-radius:8px;margin-bottom:4px}"
    )
    return f"<!doctype html><html lang=fr>{styles}<style>{look}</style><body>{body}</body></html>"


def _tokens() -> str:
    shown = "".join(
        f'<span class="chip-of"><i style="background:var(--{name})"></i>{name}</span>'
        for name in COLOURS
    )
    return _page(_sheet("theme.css"), f'<div class="row">{shown}</div>')


def _letters() -> str:
    shown = "".join(
        f'<p style="font-size:{size}rem;margin:0 0 6px">{size:g} rem · {escape(T("app.name"))}</p>'
        for size in sorted(LETTERS, reverse=True)
    )
    return _page(_sheet("theme.css"), shown)


def _quadrants() -> str:
    shown = "".join(
        f'<section class="rc-q {place}"><h2><i class="rc-shape {place}"></i>'
        f"{escape(T(f'quadrant.{place}'))}</h2>"
        f'<div class="rc-ts"><span class="rc-t {place}"><b>Un sujet</b><span>12 voix</span></span>'
        f'<span class="rc-t {place} confirm"><b>À confirmer</b></span></div></section>'
        for place in PLACES
    )
    grid = f'<div class="rc-matrix" style="display:block"><div class="rc-grid">{shown}</div></div>'
    return _page(_sheet("theme.css", "quadrants.css"), grid)


def _rows() -> str:
    chips = "".join(
        f'<span class="rc-chip {tone}"><i>{sign}</i>{said}</span>'
        for tone, sign, said in (
            ("green", "✓", "Personne n’y perd"),
            ("amber", "?", "À vérifier avec ceux qui paieraient"),
            ("red", "✕", "Un côté paie"),
            ("calm", "", "engagée"),
        )
    )
    figures = "".join(
        f"<div><b>{number}</b><span>{said}</span></div>"
        for number, said in ((24, "personnes"), (68, "cartes"), (12, "sujets"))
    )
    return _page(
        _sheet("theme.css", "lines.css", "wall.css"),
        f'<h2 class="rc-section">Une section <small>3 lignes</small></h2>'
        f'<div class="row">{chips}</div><div class="rc-figures">{figures}</div>'
        '<div class="rc-entry"><i class="rc-shape priority"></i><p><b>Une action, en une phrase</b>'
        "<small>un porteur · pour le 7 janvier 2027</small></p></div>"
        '<div class="rc-wall"><div class="rc-list">'
        '<article class="rc-card"><span class="rc-sign">−</span><div class="rc-body">'
        '<p class="rc-text">Ce qui coince, en une phrase</p><p class="rc-foot">C12</p></div>'
        '</article><article class="rc-card enchantment"><span class="rc-sign">+</span>'
        '<div class="rc-body"><p class="rc-text">Ce qui fait plaisir</p>'
        '<p class="rc-foot">C13</p></div></article></div>'
        '<p class="rc-empty" style="margin-top:14px">Rien encore, et ce qu’il faut faire.</p></div>'
        '<p style="margin:18px 0 0"><a class="rc-go" href="#">La seule chose à faire</a></p>'
        '<p class="rc-cut" style="position:static;transform:none;display:inline-block;'
        f'margin-top:18px;font-size:1rem">{escape(T("ui.cut"))}</p>',
    )


def _phone() -> str:
    sheet = (ROOT / "workshop/phone/static/phone.css").read_text("utf-8")
    return _page(
        f"<style>{sheet}</style>",
        '<main style="padding:0"><h1>Une question, en grand</h1>'
        '<div class="two" style="margin-bottom:12px">'
        '<label class="opt"><input type="radio" checked>'
        '<span><b>−</b> Ça coince</span></label><label class="opt"><input type="radio">'
        "<span><b>+</b> Ça fait plaisir</span></label></div>"
        '<select><option>Un choix dans une liste</option></select><textarea rows="2">'
        'Une phrase</textarea><p class="hint"><span>Ne citez aucun nom.</span>'
        '<span class="count">10 / 280</span></p><button class="send">Envoyer</button>'
        '<p class="say ok">Reçu.</p><p class="say problem">Ce qui ne va pas, à sa place.</p>'
        '<p><button class="plain">Un geste</button> '
        '<button class="skip">Passer</button></p></main>',
    )


PARTS = {
    "colours": _tokens,
    "letters": _letters,
    "quadrants": _quadrants,
    "rows": _rows,
    "phone": _phone,
}


def draw(browser: Browser, part: str, theme: str) -> bytes:
    """The picture of one part, as PNG."""
    scheme = "dark" if theme == "dark" else "light"
    page = browser.new_page(
        viewport={"width": WIDTHS.get(part, WIDE), "height": 200},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of two words, joined above
        reduced_motion="reduce",
    )
    page.set_content(PARTS[part]())
    picture = page.screenshot(full_page=True)
    page.close()
    return picture


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for part in PARTS:
            for theme in THEMES:
                (IMAGES / f"parts-{part}-{theme}.png").write_bytes(draw(browser, part, theme))
                print(f"docs/images/parts-{part}-{theme}.png")
        browser.close()


if __name__ == "__main__":
    main()
