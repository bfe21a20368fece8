"""Write the facilitators' guide from the words of the screens, so that both say the same.

python docs/make_guide.py          writes docs/guide.md (French) and docs/guide.en.md
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.guide_pages import ALWAYS, PAGES, PICTURES, TITLES  # noqa: E402 - run from the checkout
from workshop.domain.words import Phase  # noqa: E402
from workshop.i18n import LANGUAGES, Words, words  # noqa: E402
from workshop.ui.keys import KEYS  # noqa: E402
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
KEYS_WORK = {
    "fr": "Les mêmes touches sur vos pages et dans la fenêtre du projecteur, qui n’a aucun bouton. "
    "Elles attendent que vous ayez fini d’écrire dans un champ.",
    "en": "The same keys on your pages and in the projector’s window, which has no buttons. They "
    "keep quiet while you are typing in a field.",
}
PROJECTOR_ONLY = {"fr": "projecteur seulement", "en": "projector only"}
PROJECTOR_KEYS = (("F", "freeze"), ("→", "turn"))


def guide(language: str) -> str:
    """The guide of one language, as Markdown."""
    t = words(language)
    title, lead = OPENING[language]
    parts = [
        f"# {title}\n\n{lead}\n",
        f"## {t('ui.page.doctor')}\n",
        t("ui.doctor.line") + "\n",
        f"**{t('ui.rehearsal.title')}**\n\n{t('ui.rehearsal.help')}\n",
        t("ui.rehearsal.remove.sure") + "\n",
    ]
    for number, phase in enumerate(ROAD, 1):
        minutes = t(f"ui.phase.{phase}.minutes")
        parts.append(f"## {number}. {t(f'phase.{phase}')} · {minutes}\n")
        parts.append(t(f"ui.phase.{phase}.line") + "\n")
        parts.extend(
            f"![{t(f'phase.{phase}')}](images/{language}/{name}.png)\n"
            for name in PICTURES[language].get(phase, ())
        )
        parts.extend(
            f"**{t(f'ui.guide.{part}')}**\n\n{t(f'ui.phase.{phase}.{part}')}\n"
            for part in GUIDE_PARTS
        )
        if phase in PAGES[language]:
            parts.append(f"**{TITLES[language]['page']}**\n\n{_on_the_page(t, phase)}\n")
    parts.append(f"## {TITLES[language]['always']}\n")
    parts.extend(f"**{t(key)}**\n\n{_filled(t, text)}\n" for key, text in ALWAYS[language])
    parts.append(f"**{t('ui.keys.title')}**\n\n{KEYS_WORK[language]}\n\n{_keys(t)}\n")
    return "\n".join(parts)


def _on_the_page(t: Words, phase: Phase) -> str:
    """A line for each thing of the page that a facilitator has to find."""
    return "\n".join(
        f"- **{t(_key(phase, code))}** – {_filled(t, text)}"
        for code, text in PAGES[t.language][phase]
    )


def _key(phase: Phase, code: str) -> str:
    return code if "." in code else f"ui.{phase}.part.{code}"


def _filled(t: Words, text: str) -> str:
    """``text`` with each ``{key}`` replaced by what the screen says, from a capital on."""
    said = re.sub(r"\{([\w.]+)\}", lambda found: t(found[1]), text)
    return said[:1].upper() + said[1:]


def _keys(t: Words) -> str:
    """The keys of the pages and, below them, those of the projector's window alone."""
    lines = [(key.upper(), t(f"ui.keys.{name}")) for key, name in KEYS.items()]
    only = PROJECTOR_ONLY[t.language]
    lines += [(key, f"{t(f'ui.keys.{name}')} ({only})") for key, name in PROJECTOR_KEYS]
    lines.append(("?", t("ui.keys.help")))
    return "\n".join(f"- `{key}` – {says}" for key, says in lines)


def main() -> None:
    for language in LANGUAGES:
        (ROOT / "docs" / FILES[language]).write_text(guide(language), encoding="utf-8")


if __name__ == "__main__":
    main()
