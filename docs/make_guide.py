"""Write the facilitators' guide from the words of the screens, so that both say the same.

python docs/make_guide.py          writes docs/guide.md, docs/guide.en.md, docs/guide/ and the half
                                   pages for participants and sponsors
"""

import re
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.guide_pages import ALWAYS, PAGES  # noqa: E402 - run from the checkout
from docs.guide_titles import TITLES  # noqa: E402
from docs.guide_words import AFTER, BEFORE, METHOD  # noqa: E402
from docs.handouts import HANDOUTS  # noqa: E402
from workshop.domain.agenda_templates import TEMPLATES, AgendaTemplate  # noqa: E402
from workshop.domain.compass import RULES, HintCode  # noqa: E402
from workshop.domain.paper import SheetKind  # noqa: E402 - run from the checkout
from workshop.domain.phases import ROAD  # noqa: E402
from workshop.domain.words import Phase, Quadrant  # noqa: E402
from workshop.i18n import Words, words  # noqa: E402
from workshop.ui.keys import KEYS, SEARCH  # noqa: E402
from workshop.ui.road import GUIDE_PARTS  # noqa: E402

DOCS = ROOT / "docs"
INDEX = {"fr": "guide.md", "en": "guide.en.md"}
PROJECTOR_KEYS = (("F", "freeze"), ("→", "turn"))
AROUND = ("method", "agendas", "before", "after", "paper", "compass", "always")
"""The pages beside those of the phases, in the order of the index."""

KEYS_OF: dict[Phase, str] = {
    Phase.CAPTURE: "nrtph",
    Phase.MOOD: "nrt",
    Phase.VOTE: "nvrt",
    Phase.FOLLOW: "t",
}
"""The keys that a phase is led by; the others are led by those of ``USUAL_KEYS``."""
USUAL_KEYS = "ntpb"
FLOOR = 5
AGENDA_TITLES = {"short": "hour", "half_day": "half_day", "day": "day"}
Pages = dict[str, str]


class Guide:
    """The guide of one language: its words, and the names of its pages."""

    def __init__(self, language: str) -> None:
        self.t: Words = words(language)
        self.language = language
        self.says = TITLES[language]

    def pages(self) -> Pages:
        """Each page's text, by its path below ``docs``."""
        made = {INDEX[self.language]: self._index()}
        for phase in ROAD:
            made[f"guide/{self.language}/{self.file(phase)}"] = self._phase(phase)
        for name in AROUND:
            made[f"guide/{self.language}/{self.file_around(name)}"] = self._around(name)
        for name, text in HANDOUTS[self.language].items():
            floor = self.t("ui.sponsor.floor", n=FLOOR)
            made[f"{name}.{self.language}.md"] = self.filled(text, floor=floor).strip() + "\n"
        return made

    def file(self, phase: Phase) -> str:
        return f"{ROAD.index(phase) + 1:02}-{slug(self.t(f'phase.{phase}'))}.md"

    def file_around(self, name: str) -> str:
        return f"{slug(self.says[name])}.md"

    # --- pages ----------------------------------------------------------------------------------

    def _index(self) -> str:
        t, folder = self.t, f"guide/{self.language}"
        lines = [f"# {self.says['title']}\n", f"{self.says['lead']}\n"]
        lines.append(f"## {self.says['road']}\n")
        for number, phase in enumerate(ROAD, 1):
            lines.append(
                f"{number}. [{t(f'phase.{phase}')}]({folder}/{self.file(phase)}) – "
                f"{t(f'ui.phase.{phase}.line')}"
            )
        lines.append(f"\n## {self.says['around']}\n")
        lines += [
            f"- [{self.says[name]}]({folder}/{self.file_around(name)}) – "
            f"{self.says[f'{name}.says']}"
            for name in AROUND
        ]
        return "\n".join(lines) + "\n"

    def _phase(self, phase: Phase) -> str:
        t = self.t
        parts = [
            self._head(f"{ROAD.index(phase) + 1}. {t(f'phase.{phase}')}"),
            t(f"ui.phase.{phase}.line") + "\n",
            self._minutes(phase),
            self._pictures(phase),
        ]
        parts += [
            f"## {t(f'ui.guide.{part}')}\n\n{t(f'ui.phase.{phase}.{part}')}\n"
            for part in GUIDE_PARTS
        ]
        if phase in PAGES[self.language]:
            parts.append(f"## {self.says['page']}\n\n{self._on_the_page(phase)}\n")
        keys = KEYS_OF.get(phase, USUAL_KEYS)
        told = " · ".join(f"`{key.upper()}` {t(f'ui.keys.{KEYS[key]}')}" for key in keys)
        parts.append(f"## {self.says['keys']}\n\n{told} · `?` {t('ui.keys.help')}\n")
        parts.append(self._way_on(phase))
        return "\n".join(parts)

    def _around(self, name: str) -> str:
        body = {
            "method": self._method,
            "agendas": self._agendas,
            "before": lambda: self.filled(BEFORE[self.language]),
            "after": lambda: self.filled(AFTER[self.language]),
            "paper": self._paper,
            "compass": self._compass,
            "always": self._always,
        }[name]()
        return f"{self._head(self.says[name])}\n{self.says[f'{name}.says']}\n\n{body}"

    # --- pieces ---------------------------------------------------------------------------------

    def _head(self, title: str) -> str:
        return f"[{self.says['title']}](../../{INDEX[self.language]})\n\n# {title}\n"

    def _minutes(self, phase: Phase) -> str:
        """A line of the minutes that each agenda gives to this phase."""
        given = [
            f"{self.says[AGENDA_TITLES[one.slug]]} : {minutes} min"
            if self.language == "fr"
            else f"{self.says[AGENDA_TITLES[one.slug]]}: {minutes} min"
            for one in TEMPLATES
            if (minutes := sum(slot.minutes for slot in one.slots if slot.phase is phase))
        ]
        if not given:
            return ""
        link = f"[{self.says['agendas']}]({self.file_around('agendas')})"
        return f"{link} – {' · '.join(given)}.\n"

    def _pictures(self, phase: Phase) -> str:
        said = self.t(f"phase.{phase}")
        folder = f"../../screenshots/{self.language}"
        return (
            f'<img src="{folder}/projector/light/{phase}.webp" '
            f'alt="{said}, {self.says["screen"]}" width="620"> '
            f'<img src="{folder}/phone/light/{phase}.webp" '
            f'alt="{said}, {self.says["phone"]}" width="200">\n'
        )

    def _on_the_page(self, phase: Phase) -> str:
        """A line for each thing of the page that a facilitator has to find."""
        return "\n".join(
            f"- **{self.t(code if '.' in code else f'ui.{phase}.part.{code}')}** – "
            f"{self.filled(text, capital=True)}"
            for code, text in PAGES[self.language][phase]
        )

    def _way_on(self, phase: Phase) -> str:
        at = ROAD.index(phase)
        around = [(ROAD[at - 1], "←")] if at else []
        around += [(ROAD[at + 1], "→")] if at + 1 < len(ROAD) else []
        return (
            " · ".join(
                f"{sign} [{self.t(f'phase.{one}')}]({self.file(one)})" for one, sign in around
            )
            + "\n"
        )

    def _method(self) -> str:
        road = "\n".join(
            f"{at}. [{self.t(f'phase.{phase}')}]({self.file(phase)}) – "
            f"{self.t(f'ui.phase.{phase}.line')}"
            for at, phase in enumerate(ROAD, 1)
        )
        return self.filled(METHOD[self.language], quadrants=self._quadrants(), road=road)

    def _quadrants(self) -> str:
        def cell(quadrant: Quadrant) -> str:
            says = self.t(f"quadrant.{quadrant}.says")
            return f"**{self.t(f'quadrant.{quadrant}')}**<br>{says[:1].upper()}{says[1:]}"

        rows = (
            ("down.irritant", Quadrant.PRIORITY, Quadrant.INDICATORS),
            ("down.delight", Quadrant.TREAT_NEXT, Quadrant.CAPITALISE),
        )
        lines = [f"| | {self.says['across.irritant']} | {self.says['across.delight']} |"]
        lines.append("| --- | --- | --- |")
        lines += [
            f"| **{self.says[name]}** | {cell(left)} | {cell(right)} |"
            for name, left, right in rows
        ]
        return "\n".join(lines)

    def _agendas(self) -> str:
        return "\n".join(self._agenda(one) for one in TEMPLATES)

    def _agenda(self, one: AgendaTemplate) -> str:
        lines = [f"## {self.says[AGENDA_TITLES[one.slug]]}\n"]
        lines.append(self.says["agenda.room"].format(people=one.scale.people) + "\n")
        lines.append(f"| {self.says['agenda.from']} | {self.says['agenda.what']} | min |")
        lines.append("| --: | --- | --: |")
        passed = 0
        for slot in one.slots:
            what = (
                f"*{self.says['break']}*"
                if slot.phase is None
                else f"[{self.t(f'phase.{slot.phase}')}]({self.file(slot.phase)})"
            )
            lines.append(f"| {passed // 60}:{passed % 60:02} | {what} | {slot.minutes} |")
            passed += slot.minutes
        assert passed == one.minutes
        lines.append(f"| {passed // 60}:{passed % 60:02} | {self.says['agenda.end']} | {passed} |")
        return "\n".join(lines) + "\n"

    def _paper(self) -> str:
        t = self.t
        sheets = ("steps", "cards", "mood", "mirror", "vote", "ideas", "weigh", "plan")
        lines = [t("ui.paper.kit.help") + "\n", f"## {self.says['paper.sheets']}\n"]
        facts = {"budget": 5, "cap": 3, "page": t("ui.page.paper")}
        lines += [
            f"- **{t(f'paper.sheet.{one}')}** – {t(f'paper.says.{one}', **facts)}" for one in sheets
        ]
        lines.append(f"\n## {t('paper.sheet.guide')}\n")
        lines += [
            f"- **{t(f'phase.{phase}')}** – "
            + t(f"paper.how.{phase}", mirror=t("paper.sheet.mirror"))
            for phase in ROAD
            if phase is not Phase.FOLLOW
        ]
        lines.append(f"\n## {self.says['paper.type']}\n")
        lines.append(t("paper.says.guide", page=t("ui.page.paper")) + "\n")
        lines += [
            f"- **{t(f'ui.sheets.kind.{kind}')}** – "
            + t(f"ui.sheets.says.{kind}", example=t("ui.sheets.example"))
            for kind in SheetKind
        ]
        lines.append("\n" + self.says["paper.back"])
        return "\n".join(lines) + "\n"

    def _compass(self) -> str:
        """What it says, without the figures of a workshop: why, and whose rule it is."""
        lines = [f"| {self.says['compass.when']} | {self.says['compass.rule']} |", "| --- | --- |"]
        for code in HintCode:
            phase = RULES[code].method
            why = self.says[f"compass.{code}"]
            lines.append(f"| {why} | [{self.t(f'phase.{phase}')}]({self.file(phase)}) |")
        return "\n".join(lines) + "\n"

    def _always(self) -> str:
        t = self.t
        parts = [
            f"## {t(key)}\n\n{self.filled(text, capital=True)}\n"
            for key, text in ALWAYS[self.language]
        ]
        parts.append(f"## {t('ui.keys.title')}\n\n{self.says['keys.work']}\n\n{self._keys()}\n")
        return "\n".join(parts)

    def _keys(self) -> str:
        """The keys of the pages and, below them, those of the projector's window alone."""
        t = self.t
        lines = [(SEARCH, t("ui.keys.search"))]
        lines += [(key.upper(), t(f"ui.keys.{name}")) for key, name in KEYS.items()]
        only = self.says["screen.only"]
        lines += [(key, f"{t(f'ui.keys.{name}')} ({only})") for key, name in PROJECTOR_KEYS]
        lines.append(("?", t("ui.keys.help")))
        return "\n".join(f"- `{key}` – {says}" for key, says in lines)

    def filled(self, text: str, *, capital: bool = False, **facts: str) -> str:
        """``text`` with what the screen says for each ``{key}``, a file for each ``@page``.

        A paragraph becomes one line.
        """
        said = re.sub(r"(?<=\S)\n +(?=\S)|(?<=[^\n#}])\n(?=[^\n#{-])", " ", text)
        said = re.sub(r"\{([\w.]+)\}", lambda one: facts.get(one[1]) or self.t(one[1]), said)
        said = re.sub(r"\(@(\w+)\)", lambda one: f"({self.file_around(one[1])})", said)
        return said[:1].upper() + said[1:] if capital else said


def slug(title: str) -> str:
    """A file's name: letters without accents, words joined."""
    bare = unicodedata.normalize("NFD", title.lower().replace("œ", "oe"))
    plain = "".join(one for one in bare if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def pages() -> Pages:
    """Every page of the guide, in all languages, by its path below ``docs``."""
    return {path: text for language in INDEX for path, text in Guide(language).pages().items()}


def written() -> set[str]:
    """The pages that lie there, as paths below ``docs``."""
    found = {path.relative_to(DOCS).as_posix() for path in (DOCS / "guide").rglob("*.md")}
    others = [*INDEX.values()]
    others += [f"{name}.{language}.md" for language, made in HANDOUTS.items() for name in made]
    return found | {name for name in others if (DOCS / name).exists()}


def main() -> None:
    made = pages()
    for path in written() - set(made):
        (DOCS / path).unlink()
    for path, text in made.items():
        (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
