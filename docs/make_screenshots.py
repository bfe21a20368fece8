"""Take the pictures of every screen, in both languages, light and dark, from the demo workshop.

    python docs/make_screenshots.py                        all of them, in docs/screenshots
    python docs/make_screenshots.py --only fr/projector    those whose path begins so; may be given
                                                           more than once; * stands for anything
    python docs/make_screenshots.py --missing              those that are not there yet
    python docs/make_screenshots.py --moving               the moving picture of the README alone

Each page is checked while its picture is taken (docs/checks.py); what is found is printed, and the
exit code is then 1. Pictures are the same from run to run as long as the screens are.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatch
from multiprocessing import get_context
from pathlib import Path

from playwright.sync_api import Error

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.checks import findings  # noqa: E402 - run from the checkout
from docs.moving_picture import take_moving  # noqa: E402
from docs.scenes import scenes  # noqa: E402
from docs.screenshots_index import index, prune  # noqa: E402
from docs.stage import LOCALES, THEMES, Shot, Stage, keep, save, settle, stretched  # noqa: E402
from docs.still import stand_still  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
TRIES = 2


@dataclass
class Run:
    """What one language's turn takes, and what it found."""

    language: str
    only: Sequence[str] = ()
    missing: bool = False
    taken: int = 0
    wanted: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def take_all(self) -> "Run":
        with Stage(self.language) as stage:
            for shot in scenes(stage):
                themes = [theme for theme in THEMES if self._is_asked(self._name(shot, theme))]
                self.wanted.update(self._name(shot, theme) for theme in THEMES)
                if themes:
                    self._take(stage, shot, themes)
            self._print_note(stage)
        return self

    def _print_note(self, stage: Stage) -> None:
        """The note on data as it comes out of a printer."""
        name = f"{self.language}/paper/light/note"
        self.wanted.add(name)
        if self._is_asked(name):
            keep(stage.note(), FOLDER / f"{name}.webp")
            self.taken += 1

    def _name(self, shot: Shot, theme: str) -> str:
        return f"{self.language}/{shot.screen}/{theme}/{shot.name}"

    def _is_asked(self, name: str) -> bool:
        if self.missing and (FOLDER / f"{name}.webp").exists():
            return False
        return not self.only or any(name.startswith(one) or fnmatch(name, one) for one in self.only)

    def _take(self, stage: Stage, shot: Shot, themes: Sequence[str]) -> None:
        for left in reversed(range(TRIES)):
            try:
                self._shoot(stage, shot, themes)
                return
            except Error as failed:
                if not left:
                    first = str(failed).splitlines()[0]
                    self.found.append(f"{self._name(shot, themes[0])}: not taken: {first}")

    def _shoot(self, stage: Stage, shot: Shot, themes: Sequence[str]) -> None:
        page = stage.show(shot)
        with stretched(page, shot.screen):
            for theme in themes:
                if theme != "light":
                    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
                    settle(page)
                name = self._name(shot, theme)
                self.found += [f"{name}: {one}" for one in findings(page, self.language)]
                save(page, FOLDER / f"{name}.webp")
                self.taken += 1
        print(f"{self._name(shot, '+'.join(themes))}", flush=True)


def take_language(run: Run) -> Run:
    """One language, in a process of its own: a clock, a server and a browser for each."""
    stand_still(lambda: int(bool(run.take_all().found)))
    return run


def main() -> int:
    options = read_options()
    began = time.monotonic()
    if options.moving:
        stand_still(lambda: take_moving(FOLDER))
        return 0
    asked = [
        Run(language, options.only, options.missing)
        for language in LOCALES
        if not options.only
        or any(one[:1] == "*" or one.startswith(language) for one in options.only)
    ]
    with ProcessPoolExecutor(options.beside, mp_context=get_context("spawn")) as beside:
        runs = list(beside.map(take_language, asked))
    if not options.only and not options.missing:
        prune(FOLDER, set.union(*(run.wanted for run in runs)))
        stand_still(lambda: take_moving(FOLDER))
    (FOLDER / "README.md").write_text(index(FOLDER), encoding="utf-8")
    found = [one for run in runs for one in run.found]
    print("\n".join(found))
    weight = sum(one.stat().st_size for one in FOLDER.rglob("*.webp")) / 1e6
    print(
        f"{sum(run.taken for run in runs)} pictures in {time.monotonic() - began:.0f} s, "
        f"{len(found)} findings; the folder weighs {weight:.1f} MB"
    )
    return 1 if found else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", default=[], metavar="PATH")
    parser.add_argument("--missing", action="store_true", help="leave those that are there")
    parser.add_argument("--moving", action="store_true", help="the moving picture alone")
    parser.add_argument("--beside", type=int, default=2, help="languages side by side (2)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
