"""Whether a catalogue says what ours say: what it leaves out, what would be wrong on a screen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from workshop.catalogues import FOLDER, MOST_KNOWN

NAMES = frozenset({"client", "Client", "team", "Team"})
"""What a sentence may say or not: how a workshop calls its two sides."""


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
    """``missing``: keys that it leaves out, said in English; ``faults``: what must be mended."""

    messages: int
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]


def check_catalogue(path: Path) -> Checked:
    """A catalogue beside the English one. Raises OSError where there is no such file."""
    try:
        with path.open("rb") as file:
            found = read_po(file, locale=Locale.parse(path.stem), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        return Checked(0, (), (Fault("unreadable", "", str(error)),))
    except (UnknownLocaleError, ValueError):
        return Checked(0, (), (Fault("file_name", path.name),))
    said = _messages(found)
    ours = _ours()
    missing = tuple(key for key, one in ours.items() if key not in said or not _is_said(said[key]))
    faults = (
        *_faults_of_the_file(path, said),
        *(Fault("unknown", key) for key in said if key not in ours),
        *_faults_of_messages(said, found.num_plurals),
    )
    return Checked(len(ours), missing, faults)


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


def _facts(sentences: Iterable[str]) -> set[str | None]:
    """The placeholders; None among them for a brace that closes nothing."""
    found: set[str | None] = set()
    for sentence in sentences:
        try:
            found |= {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
        except ValueError:
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
    with (FOLDER / f"{MOST_KNOWN}.po").open("rb") as file:
        return _messages(read_po(file, locale=MOST_KNOWN, abort_invalid=True))
