"""How commands speak: one language, results on stdout, one line of refusal on stderr."""

import json
import os
import sys
import unicodedata
from pathlib import Path
from tempfile import NamedTemporaryFile

from workshop.catalogues import environment_language
from workshop.domain.codes import read_room_code
from workshop.domain.errors import WorkshopUnknown
from workshop.i18n import Words, words


class Refusal(Exception):
    """A command cannot do what it was asked; ``key`` and ``facts`` make the one line about it."""

    def __init__(self, key: str, *, exit_code: int = 1, **facts: object) -> None:
        super().__init__(key, facts)
        self.key, self.exit_code, self.facts = key, exit_code, facts


def say() -> Words:
    """The words of the environment's language."""
    return words(environment_language())


def tell(line: str) -> None:
    """A line of result."""
    print(line, flush=True)


def tell_json(value: object) -> None:
    """A result for a program: one JSON document."""
    tell(json.dumps(value, ensure_ascii=False, indent=1))


def warn(line: str) -> None:
    """A line beside the result, for the person in front of the screen."""
    print(one_line(line), file=sys.stderr, flush=True)


def one_line(text: str) -> str:
    """Without line ends and without what steers a terminal: a refusal may quote a file."""
    shown = (" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return "".join(shown).strip()


def speak_utf8() -> None:
    """Files and pipes get UTF-8; a terminal that cannot show a sign shows its number instead."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = {} if stream.isatty() else {"encoding": "utf-8"}
            reconfigure(errors="backslashreplace", **encoding)


def room_code(typed: str) -> str:
    """The code of a workshop, typed in any case. Raises WorkshopUnknown."""
    code = read_room_code(typed)
    if code is None:
        raise WorkshopUnknown(code=typed)
    return code


def listed(values: list[list[str]] | None) -> list[str]:
    """Labels given as ``C1,C2``, ``C1 C2`` or by repeating the option: each once, in capitals."""
    parts = [part for group in values or () for value in group for part in value.split(",")]
    return list(dict.fromkeys(part.strip().upper() for part in parts if part.strip()))


def write_file(path: Path, content: bytes) -> None:
    """The file appears whole or not at all; one of the same name is replaced. Raises OSError."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as unfinished:
        temporary = Path(unfinished.name)
        try:
            unfinished.write(content)
            unfinished.flush()
            os.fsync(unfinished.fileno())
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
