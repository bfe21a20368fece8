"""Write the facilitators' guide from the words of the screens, so that both say the same.

python docs/make_guide.py          writes docs/guide.md (French) and docs/guide.en.md
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workshop.i18n import LANGUAGES, words  # noqa: E402 - the checkout may not be installed
from workshop.ui.navigation import ROAD  # noqa: E402
from workshop.ui.road import GUIDE_PARTS  # noqa: E402

FILES = {"fr": "guide.md", "en": "guide.en.md"}
OPENING = {
    "fr": (
        "Guide de l’animateur",
        "Une page par moment de l’atelier : ce qu’il faut obtenir, ce qu’on peut dire, les "
        "pièges, ce que montrent les téléphones. Ce sont les mots mêmes des écrans. Pour "
        "installer et démarrer : [README](../README.md).",
    ),
    "en": (
        "The facilitators' guide",
        "One section for each moment of the workshop: what to obtain, what to say, the traps, "
        "what phones show. These are the very words of the screens. To set up and start: "
        "[README](../README.en.md).",
    ),
}


def guide(language: str) -> str:
    """The guide of one language, as Markdown."""
    t = words(language)
    title, lead = OPENING[language]
    parts = [f"# {title}\n\n{lead}\n"]
    for number, phase in enumerate(ROAD, 1):
        minutes = t(f"ui.phase.{phase}.minutes")
        parts.append(f"## {number}. {t(f'phase.{phase}')} · {minutes}\n")
        parts.append(t(f"ui.phase.{phase}.line") + "\n")
        parts.extend(
            f"**{t(f'ui.guide.{part}')}**\n\n{t(f'ui.phase.{phase}.{part}')}\n"
            for part in GUIDE_PARTS
        )
    parts += [
        f"## {t('ui.page.doctor')}\n",
        t("ui.doctor.line") + "\n",
        f"**{t('ui.rehearsal.title')}**\n\n{t('ui.rehearsal.help')}\n",
        t("ui.rehearsal.remove.sure") + "\n",
    ]
    return "\n".join(parts)


def main() -> None:
    for language in LANGUAGES:
        (ROOT / "docs" / FILES[language]).write_text(guide(language), encoding="utf-8")


if __name__ == "__main__":
    main()
