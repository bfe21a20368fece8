"""The moving picture of the README: cards come from the phones to the wall, and into the matrix."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from docs.stage import ADDRESS, LOCALES, Stage, settle
from workshop.services import capture, workshops
from workshop.services.actors import Console
from workshop.services.templates import demo

PAPER, EDGE = "#e9e5da", "#cfc9ba"
SIZE = (1210, 570)
WALL = (20, 15, 960, 540)  # left, top, width, height
HAND = (996, 15, 194, 540)
PHONE_SCREEN = (390, 1085)
QUALITY = 70
BATCHES = (0, 3, 6, 9)
TYPED = (0.35, 0.7, 1.0)
LONG, SHORT = 1500, 450  # milliseconds

Frame = tuple[Image.Image, int]


def take_moving(folder: Path) -> int:
    """One file a language; gives 0, for the command line."""
    for language in LOCALES:
        with Stage(language) as stage:
            frames = list(_frames(stage))
        pictures, lasting = [one for one, _ in frames], [time for _, time in frames]
        path = folder / language / "moving.webp"
        path.parent.mkdir(parents=True, exist_ok=True)
        pictures[0].save(
            path,
            "WEBP",
            save_all=True,
            append_images=pictures[1:],
            duration=lasting,
            loop=0,
            quality=QUALITY,
            method=6,
        )
        print(f"{language}/moving.webp: {sum(lasting) / 1000:.0f} s, {path.stat().st_size} bytes")
    return 0


def _frames(stage: Stage) -> Iterator[Frame]:
    told = demo(stage.language)
    new = workshops.create_workshop(
        stage.house, title=told["title"], language=stage.language, template_slug="contact-centre"
    )
    workshops.set_phase(stage.house, Console(new.code), "capture")
    wall, hand = stage.window("owner", "projector"), stage.window("phone", "phone")
    hand.set_viewport_size({"width": PHONE_SCREEN[0], "height": PHONE_SCREEN[1]})
    hand.goto(f"{ADDRESS}/j/{new.code}")
    cards = [card for card in told["cards"] if len(card["text"]) < 90]
    seen = _wall(wall, new.code)
    yield _composed(seen, _shown(hand)), LONG
    for name in ("kind", "side"):
        hand.locator(f"label:has(input[name={name}][value={cards[0][name]}])").click()
    field = hand.locator("#form textarea")
    for part in TYPED:
        field.fill(cards[0]["text"][: int(len(cards[0]["text"]) * part)])
        field.blur()  # while it has the focus, the page keeps to the form
        yield _composed(seen, _shown(hand)), SHORT
    for before, count in pairwise(BATCHES):
        if not before:
            hand.locator("#form button.send").click()
            hand.locator("#own li").first.wait_for()
            settle(hand)
        _send(stage, new.code, cards[max(before, 1) : count])
        seen = _wall(wall, new.code)
        yield _composed(seen, _shown(hand)), SHORT * 2
    stage.enter("matrix")
    hand.goto(f"{ADDRESS}/j/{stage.code}")
    settle(hand)
    yield _composed(_wall(wall, stage.code), _shown(hand)), 2 * LONG


def _send(stage: Stage, code: str, cards: list[dict[str, str]]) -> None:
    whole, stage.code = stage.code, code
    stage.send(
        capture.add_cards,
        [
            capture.CardSent(
                f"hand-{at}-{card['text'][:9]}",
                stage.new_id(),
                card["side"],
                card["kind"],
                "any",
                card["text"],
            )
            for at, card in enumerate(cards)
        ],
    )
    stage.code = whole


def _wall(page: Page, code: str) -> Image.Image:
    page.goto(f"{ADDRESS}/projector?w={code}")
    settle(page)
    return _shown(page)


def _shown(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def _composed(wall: Image.Image, hand: Image.Image) -> Image.Image:
    """Both screens side by side on a table."""
    table = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(table)
    for picture, (left, top, width, height) in ((wall, WALL), (hand, HAND)):
        draw.rounded_rectangle(
            (left - 5, top - 5, left + width + 4, top + height + 4), 9, fill="#22262e", outline=EDGE
        )
        table.paste(picture.resize((width, height), Image.Resampling.LANCZOS), (left, top))
    return table
