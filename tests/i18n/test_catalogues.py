"""Both catalogues are complete, say the same things, and write their language properly."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from workshop.catalogues import FOLDER as CATALOGUES
from workshop.catalogues import languages
from workshop.domain import errors
from workshop.domain.errors import WorkshopError

ROOT = Path(__file__).parents[2]
CODE = (ROOT / "app.py", ROOT / "pages", ROOT / "workshop")

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
"""A dotted code; files and modules look alike, so only what is asked of words counts as used."""

ASKED_IN_TEMPLATE = re.compile(
    r"""\b(?:t|w|words)(?:\.(?:count|has))?\(\s*["']([a-z][\w.]*\.[\w.]*\w)["']\s*[,)]"""
)

DYNAMIC = (
    *("error.", "field.", "phase.", "quadrant.", "transfer.", "kind.", "side.", "count."),
    "step.any",
)
"""Prefixes of keys that the code puts together from a code of the domain."""


@cache
def _messages(language: str) -> dict[str, Message]:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        found = read_po(file, locale=language, abort_invalid=True)
    return {_key(message): message for message in found if message.id}


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else str(message.id)


def _sentences(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [str(message.string)]


def _python_files() -> Iterator[Path]:
    for place in CODE:
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place]


@cache
def _asked() -> dict[str, str]:
    """Each key that the code asks words for, with the place of one such call."""
    asked: dict[str, str] = {}
    for path in _python_files():
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _asks_words(node.func):
                for key in _literal_keys(node):
                    asked[key] = f"{path.relative_to(ROOT)}:{node.lineno}"
    for path in sorted((ROOT / "workshop").rglob("templates/**/*")):
        if path.is_file():
            for found in ASKED_IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
                asked[found[1]] = str(path.relative_to(ROOT))
    for path in sorted((ROOT / "data").glob("*/*.json")):
        for key in re.findall(r'"@([^"]+)"', path.read_text(encoding="utf-8")):
            asked[key] = str(path.relative_to(ROOT))
    return asked


def _asks_words(function: ast.expr) -> bool:
    """``t("…")``, ``w("…")``, ``something.t("…")``, ``words(…)("…")``, ``t.count("…", n)``."""
    match function:
        case ast.Name(id="t" | "w" | "words" | "say" | "tell"):
            return True
        case ast.Attribute(attr="t" | "w" | "words"):
            return True
        case ast.Attribute(attr="count" | "has", value=value):
            return _asks_words(value)
        case ast.Call(func=ast.Name(id="words") | ast.Attribute(attr="words")):
            return True
    return False


def _literal_keys(call: ast.Call) -> Iterator[str]:
    """The key of a call, or both of them when it is chosen by an ``if``."""
    waiting = list(call.args[:1])
    while waiting:
        match waiting.pop():
            case ast.Constant(value=str(key)) if KEY.fullmatch(key):
                yield key
            case ast.IfExp(body=one, orelse=other):
                waiting += [one, other]


@cache
def _mentioned() -> tuple[set[str], tuple[str, ...]]:
    """Every string of the code that may be a key, and every one that a key may begin with."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for path in filter(Path.exists, _python_files()):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)):
                    whole.add(text)
                case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
                    beginnings.add(text)
    for path in (*(ROOT / "workshop").rglob("templates/**/*"), *ROOT.rglob("workshop/**/*.js")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            whole.update(re.findall(r"""["']([a-z][\w.]*\.[\w.]*\w)["']""", text))
            beginnings.update(re.findall(r"""["']([a-z][\w.]*[._])["']\s*[~+]""", text))
    return whole, tuple(text for text in beginnings if re.fullmatch(r"[a-z]\w*\.[\w.]*", text))


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", languages())
def test_every_key_that_the_code_asks_for_is_in_the_catalogue(language: str) -> None:
    missing = {key: place for key, place in _asked().items() if key not in _messages(language)}
    assert missing == {}


def test_both_languages_have_the_same_keys() -> None:
    french, english = (set(_messages(language)) for language in languages())
    assert french ^ english == set()


def test_both_languages_fill_in_the_same_facts() -> None:
    own = {"client", "Client", "team", "Team"}
    different = {}
    for key, message in _messages("fr").items():
        english = _messages("en").get(key)
        if english is None:
            continue
        facts = [
            set().union(*map(_placeholders, _sentences(found))) - own
            for found in (message, english)
        ]
        if facts[0] != facts[1]:
            different[key] = facts
    assert different == {}


@pytest.mark.parametrize("language", languages())
def test_every_message_is_said_in_each_of_its_plurals_and_sure_of_itself(language: str) -> None:
    poor = [
        key
        for key, message in _messages(language).items()
        if message.fuzzy
        or not all(_sentences(message))
        or (message.pluralizable and len(_sentences(message)) != 2)
    ]
    assert poor == []


@pytest.mark.parametrize("language", languages())
def test_no_key_is_written_twice(language: str) -> None:
    # Babel would keep the last one without a word.
    written = (CATALOGUES / f"{language}.po").read_text(encoding="utf-8").splitlines()
    keys = Counter(line for line in written if line.startswith("msgid "))
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_language_is_one_file() -> None:
    assert {path.name for path in CATALOGUES.iterdir()} == {f"{name}.po" for name in languages()}
    assert languages() == ("fr", "en")


def test_every_key_is_used() -> None:
    whole, beginnings = _mentioned()
    unused = [
        key
        for key in _messages("fr")
        if key not in {*whole, *_asked()} and not key.startswith((*DYNAMIC, *beginnings))
    ]
    assert unused == []


def _all_below(error: type[WorkshopError]) -> list[type[WorkshopError]]:
    return [error, *(found for below in error.__subclasses__() for found in _all_below(below))]


@pytest.mark.parametrize("language", languages())
def test_every_refusal_has_its_sentence(language: str) -> None:
    ours = [
        error for error in _all_below(WorkshopError) if error.__module__.startswith(errors.__name__)
    ]
    missing = [error.code for error in ours if f"error.{error.code}" not in _messages(language)]
    assert missing == []


def test_french_is_set_as_french_is_set() -> None:
    """’ for the apostrophe, U+202F before ? ! ; and inside « », U+00A0 before : and units."""
    wrong = {}
    for key, message in _messages("fr").items():
        for sentence in _sentences(message):
            # Addresses, times (9:30) and placeholders are not prose.
            prose = re.sub(r"\w+://\S+|\d+:\d+|\{[^}]*\}|`[^`]*`", "x", sentence)
            found = re.findall(
                r"\w'\w|(?<!\u202f)[?!;](?![?!])(?<!\?!)|(?<!\u00a0):|«(?!\u202f)|(?<!\u202f)»|\.\.\.",
                prose,
            )
            found += re.findall(r"[\d}] ?%|[\d}] (?:h|min|Mo)\b", sentence)
            if found:
                wrong[key] = sentence
    assert wrong == {}


def test_no_sentence_calls_the_sides_by_a_name_of_its_own() -> None:
    """Each workshop names its two sides: a fixed "le client" would call patients clients."""
    allowed = ("side.", "ui.frame.client_name", "template.", "demo.")
    fixed = {
        key: sentence
        for language, pattern in (("fr", r"\b[Ll]e client\b"), ("en", r"\b[Tt]he client\b"))
        for key, message in _messages(language).items()
        for sentence in _sentences(message)
        if not key.startswith(allowed) and re.search(pattern, sentence)
    }
    assert fixed == {}
