"""Whether a catalogue says what ours say: what it leaves out, what would be wrong on a screen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message

from workshop.catalogues import FOLDER, MOST_KNOWN, PLACE, CatalogueUnreadable, read_messages

NAMES = frozenset({"client", "Client", "team", "Team"})
"""What a sentence may say or not: how a workshop calls its two sides."""

ENGLISH = "en"
_BRACES = frozenset("{}")
_COUNTED = 1_001
"""Numbers that the rule of the plurals is tried on: all that any language tells apart."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a message; ``code`` is one of ``unreadable``, ``file_name``, ``region``,
    ``facts``, ``plurals``, ``unknown``, ``twice``.
    """

    code: str
    key: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """``missing``: keys that it leaves out, said in English; ``faults``: what must be mended.

    ``same``: messages that say word for word what the English ones do. Some are meant to.
    """

    messages: int
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]
    same: tuple[str, ...] = ()


def check_catalogue(path: Path) -> Checked:
    """A catalogue beside the English one. Raises OSError where there is no such file."""
    try:
        Locale.parse(path.stem)
    except (UnknownLocaleError, ValueError):
        return Checked(0, (), (Fault("file_name", path.name),))
    try:
        found = read_messages(path)
    except CatalogueUnreadable as error:
        return Checked(0, (), (Fault("unreadable", "", str(error)),))
    said = _messages(found)
    ours = _ours()
    missing = tuple(key for key, one in ours.items() if key not in said or not _is_said(said[key]))
    faults = (
        *_faults_of_the_file(path, said),
        *_faults_of_plurals(found),
        *(Fault("unknown", key) for key in said if key not in ours),
        *_faults_of_messages(said, found.num_plurals),
    )
    same = (
        key
        for key, one in ours.items()
        if key in said and said[key].string == one.string and _has_words(one)
    )
    return Checked(len(ours), missing, faults, () if path.stem == ENGLISH else tuple(same))


def _faults_of_the_file(path: Path, said: dict[str, Message]) -> Iterator[Fault]:
    region = said.get("language.region")
    if region is not None and region.string:
        try:
            Locale.parse(str(region.string))
        except (UnknownLocaleError, ValueError):
            yield Fault("region", "language.region", str(region.string))
    written = path.read_text(encoding="utf-8").splitlines()
    keys = [line for line in written if line.startswith("msgid ") and line != 'msgid ""']
    for line, times in Counter(keys).items():
        if times > 1:  # Babel would keep the last one without a word
            yield Fault("twice", line.removeprefix("msgid ").strip('"'))


def _faults_of_plurals(found: Catalog) -> Iterator[Fault]:
    """Its rule gives one of its forms, of any number."""
    try:
        form = c2py(str(found.plural_expr))
        fits = all(0 <= form(n) < found.num_plurals for n in range(_COUNTED))
    except (ValueError, ArithmeticError):
        fits = False
    if not fits:
        yield Fault("plurals", "Plural-Forms", str(found.num_plurals))


def _faults_of_messages(said: dict[str, Message], plurals: int) -> Iterator[Fault]:
    for key, ours in _ours().items():
        message = said.get(key)
        if message is None or message.fuzzy or not any(_sentences(message)):
            continue
        many = isinstance(ours.id, tuple | list)
        if many and (len(_sentences(message)) != plurals or not all(_sentences(message))):
            yield Fault("plurals", key, str(plurals))
            continue
        wrong = _facts(_sentences(message)) ^ _facts(_sentences(ours))
        if None in wrong or wrong - NAMES:
            names = sorted(f"{{{name}}}" for name in wrong - NAMES if name is not None)
            yield Fault("facts", key, " ".join(names) or "{ }")


def _is_said(message: Message) -> bool:
    return not message.fuzzy and any(_sentences(message))


def _sentences(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [str(message.string)]


def _has_words(message: Message) -> bool:
    return any(sign.isalpha() for said in _sentences(message) for sign in PLACE.sub("", said))


def _facts(sentences: Iterable[str]) -> set[str | None]:
    """The placeholders; None among them for braces around anything but the name of a fact."""
    found: set[str | None] = set()
    for sentence in sentences:
        found.update(PLACE.findall(sentence))
        if not _BRACES.isdisjoint(PLACE.sub("", sentence)):
            found.add(None)
    return found


def _messages(catalogue: Catalog) -> dict[str, Message]:
    return {
        message.id[0] if isinstance(message.id, tuple | list) else str(message.id): message
        for message in catalogue
        if message.id
    }


@cache
def _ours() -> dict[str, Message]:
    """The English messages, which say what there is to say."""
    return _messages(read_messages(FOLDER / f"{MOST_KNOWN}.po"))
