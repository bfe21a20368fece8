"""What people read on a page of a browser, word for word, and hear where nothing is written."""

import re
from collections.abc import Iterable

from playwright.sync_api import Page

READ = r"""() => {
  const found = new Set();
  const said = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext",
    "placeholder", "title", "alt"];
  const mute = "script, style, noscript, template, [aria-hidden=true][role=img], "
    // Streamlit's sentence about sizes and kinds of files, which theme.css takes away.
    + "[data-testid=stFileUploaderDropzoneInstructions]";
  const isIcon = (node) => getComputedStyle(node).fontFamily.includes("Material");
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.closest(mute)) continue;
      for (const name of said) found.add(node.getAttribute(name) ?? "");
      if (node.shadowRoot) look(node.shadowRoot);
      const texts = [...node.childNodes].filter((child) => child.nodeType === 3);
      const size = texts.length && getComputedStyle(node).fontSize;
      // What Streamlit says is hidden behind our word for it (theme.css).
      if (size && size !== "0px" && !isIcon(node)) for (const text of texts) found.add(text.data);
    }
  };
  look(document.documentElement);
  return [...found].map((text) => text.trim()).filter(Boolean);
}"""

NAMED_ANEW = """() => document.querySelector('[data-testid="stSidebar"]')
    && !document.querySelector('[aria-label="App pages"]')"""
"""True once what Streamlit says of its furniture is said in our words."""

NO_WORDS = (
    *("Regards croisés", r"https?://\S+", r"127\.0\.0\.1\S*", r"\b[A-Z2-9]{6}\b"),
    r"\b[ACEJMNPQRSTV]\d+\b",  # labels
)
"""What is no word of a language: the app's name, addresses, codes and labels."""
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+")

_MISPRINTS = re.compile(
    r"""\w'\w | \.\.\. | "                 # typewriter's signs
      | (?<=[^\u202f?!])[?!;](?![\w=&])  # U+202F before double signs; alone they are signs
      | «(?!\u202f) | (?<!\u202f)»
      | (?<=\w)\ ?:(?=\s|$)                # U+00A0 before a colon
      | \d\ ?%                             # U+202F before a per cent
      | \ -\                               # a dash between words is none of a typewriter's
      | \d\ (?:h|min|s|€)\b""",
    re.VERBOSE,
)
_NO_PROSE = re.compile(r"https?://\S+|\d+:\d+")


def read(page: Page) -> list[str]:
    """Each text, label and hint of the page once."""
    return [str(text) for text in page.evaluate(READ)]


def foreign(texts: Iterable[str], *kept: str) -> list[str]:
    """The texts with a Latin letter beside what is no word: on a page in Cyrillic ones."""
    known = re.compile("|".join((*NO_WORDS, *kept)))
    return [text for text in texts if _LATIN.search(known.sub(" ", text))]


def misprints(texts: Iterable[str]) -> list[str]:
    """The texts that are not set as French is set."""
    return [text for text in texts if _MISPRINTS.search(_NO_PROSE.sub("x", text))]
