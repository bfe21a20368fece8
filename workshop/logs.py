"""What the process writes on stderr: one way for all, ours and the libraries', and nobody in it.

A log outlives a workshop and is read by people who were not invited. So: of an error its kind, its
place and a code, never its words, which may quote a card or a row; of a library's line the
template, never what was filled in, which may be a visitor's address. ``WORKSHOP_DEBUG=1`` writes
all of it, for whoever develops. Nothing below warnings comes from a library at all.
"""

import asyncio
import json
import logging
import re
import secrets
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from workshop.domain.codes import CODE_ALPHABET
from workshop.settings import CHECKOUT, wants_details

OURS = "workshop"
_FILLED_IN = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]")
_LINK = re.compile(r"/(?:f|s|p)/[^\s\"'?]+|\bkey=[^\s\"'&]+")
_TOKEN = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])")
_NOT_SAID = "…"
_MOST_FRAMES = 40

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def mishap_code() -> str:
    """What a page shows and the log tells, so that one leads to the other."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(5))


def set_up_logs(style: str) -> None:
    """Write everything through one handler; ``style``: ``plain`` lines or ``json``.

    May be called again: libraries that were loaded meanwhile may have brought handlers of their
    own, and some set the level of others' logs.
    """
    formatter = JsonLines() if style == "json" else PlainLines()
    handler = next(filter(_is_ours, logging.root.handlers), None)
    if handler is None:
        handler = _Stderr()
        handler.addFilter(_is_worth_reading)
        logging.root.addHandler(handler)
    handler.setFormatter(formatter)
    logging.setLoggerClass(_OneVoice)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and not isinstance(logger, _OneVoice):
            for other in list(logger.handlers):
                logger.removeHandler(other)
            logger.propagate = True
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.captureWarnings(True)
    threading.excepthook = _thread_ended
    sys.unraisablehook = _left_behind


def listen_to(loop: asyncio.AbstractEventLoop) -> None:
    """Log what goes wrong where nobody waits for it in this loop: it quotes the whole task."""
    loop.set_exception_handler(_nobody_waited)


class _Stderr(logging.StreamHandler[Any]):
    """To the stderr of the moment, not of the start: whoever redirects it gets the lines."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> Any:
        return sys.stderr

    @stream.setter
    def stream(self, value: Any) -> None:
        return


class _OneVoice(logging.Logger):
    """A logger of whatever library: it speaks through the handler of the process alone."""

    def addHandler(self, hdlr: logging.Handler) -> None:
        return

    @property
    def propagate(self) -> bool:
        return True

    @propagate.setter
    def propagate(self, value: bool) -> None:
        return


def _is_ours(handler: logging.Handler) -> bool:
    return isinstance(handler, _Stderr)


def _is_worth_reading(record: logging.LogRecord) -> bool:
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return True
    # Streamlit says of a page that raised what `ui/mishaps.py` says once more, with its code.
    if record.name == "streamlit.error_util" and record.msg == "Uncaught app execution":
        return False
    return record.levelno >= logging.WARNING


class PlainLines(logging.Formatter):
    """One line to read, and below it, indented, where an error came from."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{_moment(record)} {record.levelname} {record.name}: {_message(record)}"
        if code := getattr(record, "code", ""):
            line += f" (code {code})"
        if not record.exc_info or record.exc_info[0] is None:
            return line
        info: ErrorInfo = record.exc_info
        if wants_details():
            return f"{line}\n{self.formatException(info)}"
        kinds = ", because of ".join(_kinds(info[1]))
        return "\n".join((f"{line}: {kinds}", *(f"    {frame}" for frame in _trace(info[2]))))


class JsonLines(logging.Formatter):
    """One JSON object a line, whatever happens."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if code := getattr(record, "code", ""):
            said["code"] = code
        if record.exc_info and record.exc_info[0] is not None:
            info: ErrorInfo = record.exc_info
            said["error"] = list(_kinds(info[1]))
            said["trace"] = list(_trace(info[2]))
            if wants_details():
                said["details"] = self.formatException(info)
        return json.dumps(said, ensure_ascii=False)


def _moment(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(record: logging.LogRecord) -> str:
    if wants_details():
        return record.getMessage()
    if record.name == "py.warnings":
        message = "a library warns"  # its text quotes a line of code and may quote a value
    elif record.args and not record.name.startswith(OURS):
        message = _FILLED_IN.sub(_NOT_SAID, str(record.msg))
    else:
        message = record.getMessage()
    message = _LINK.sub(_NOT_SAID, _TOKEN.sub(_NOT_SAID, message))
    return " ".join(message.split())


def _kinds(error: BaseException | None) -> Iterator[str]:
    """The kind of an error and of what led to it, with a database's own number for it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        number = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
        yield type(error).__name__ + (f" ({number})" if isinstance(number, str) else "")
        error = error.__cause__ or error.__context__


def _trace(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in list(traceback.walk_tb(trace))[-_MOST_FRAMES:]:
        code = frame.f_code
        file = code.co_filename.replace(f"{CHECKOUT}/", "").rsplit("site-packages/", 1)[-1]
        yield f"{file}:{line} in {code.co_name}"


# --- where errors end that nobody caught ----------------------------------------------------------

_log = logging.getLogger(OURS)


def _thread_ended(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        _log.error("a thread ended", exc_info=args.exc_value)


def _left_behind(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        _log.warning("an error had nobody to tell", exc_info=args.exc_value)


def _nobody_waited(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    _log.error("a task ended and nobody waited for it", exc_info=error or None)
