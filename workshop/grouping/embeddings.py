"""A sentence model, where an organisation has one and wants it heard: off unless it is set.

Two ways, both of the organisation's own choosing: a folder on this computer that the package
``sentence-transformers`` can load, or the address of a service that answers like OpenAI's
``/embeddings``. Only the second sends sentences anywhere, and ``announced`` then names the
machine they go to, so that people can be told before they write. Whatever fails, the grouping goes
on from words alone, and the code of the reason says why.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import blake2b
from http.client import HTTPException
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

import numpy as np
from numpy.typing import NDArray

from workshop.grouping.likeness import LONGEST_TEXT

Matrix = NDArray[np.floating[Any]]
Encode = Callable[[list[str]], Any]

BATCH = 64
"""Sentences sent in one request."""
TIMEOUT_SECONDS = 10.0
ANSWER_BYTES = 32 * 1024 * 1024
"""The longest answer that is read: 64 vectors of 4,096 numbers are 6 MB."""
VECTORS_KEPT = 5_000
"""Vectors remembered, by a number the sentence cannot be read from."""


class ModelUnheard(Exception):
    """No vectors came. ``code`` says why; words alone are enough to go on.

    ``model_folder_missing``, ``model_package_missing``, ``model_folder_unreadable``,
    ``model_address_wrong``, ``model_unreachable``, ``model_slow``, ``model_refused``,
    ``model_answer_wrong``. ``detail``: for whoever runs the app; never a sentence of the room.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Wanted(Protocol):
    """What the settings say: a folder, or an address with a model's name and perhaps a key."""

    @property
    def embeddings_folder(self) -> str: ...
    @property
    def embeddings_url(self) -> str: ...
    @property
    def embeddings_model(self) -> str: ...
    @property
    def embeddings_key(self) -> str: ...


class Embedder:
    """Sentences in, one vector each out; what was asked before is not asked again.

    ``announced``: the machine that sentences are sent to, "" while they stay on this computer.
    """

    def __init__(self, encode: Encode, *, announced: str = "") -> None:
        self.announced = announced
        self._encode = encode
        self._kept: OrderedDict[bytes, Matrix] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """(n, d) one vector a text. Raises ModelUnheard, and then keeps what it has so far."""
        cut = [text[:LONGEST_TEXT] for text in texts]
        keys = [blake2b(text.encode("utf-8", "replace"), digest_size=16).digest() for text in cut]
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
        missing = {key: text for key, text in zip(keys, cut, strict=True) if key not in known}
        asked = list(missing.items())
        for start in range(0, len(asked), BATCH):
            some = asked[start : start + BATCH]
            rows = _checked(self._encode([text or " " for _, text in some]), len(some))
            found = {key: row for (key, _), row in zip(some, rows, strict=True)}
            known.update(found)
            with self._lock:
                self._kept.update(found)
                while len(self._kept) > VECTORS_KEPT:
                    self._kept.popitem(last=False)
        if len({len(vector) for vector in known.values()}) > 1:
            with self._lock:  # another model answers there now: begin again with the next asking
                self._kept.clear()
            raise ModelUnheard("model_answer_wrong", "vectors of different lengths")
        return np.array([known[key] for key in keys]) if keys else np.zeros((0, 0))


def read_embedder(settings: Wanted) -> Embedder | None:
    """The model that the settings ask for, None where they ask for none.

    A folder counts before an address. Raises ModelUnheard where the folder cannot be loaded or
    the address is none; a service that does not answer is met later, by ``vectors``.
    """
    if settings.embeddings_folder:
        return Embedder(_of_folder(Path(settings.embeddings_folder)))
    if settings.embeddings_url:
        return _of_service(
            settings.embeddings_url, settings.embeddings_model, settings.embeddings_key
        )
    return None


def destination(settings: Wanted) -> str:
    """The machine that sentences will be sent to, "" for none; nothing is loaded or asked."""
    if settings.embeddings_folder or not settings.embeddings_url:
        return ""
    try:
        host = urlsplit(settings.embeddings_url).hostname or ""
    except ValueError:  # no address: nothing is sent, and phones' pages go on
        return ""
    return "" if _is_here(host) else host


def _checked(answer: Any, wanted: int) -> Matrix:
    try:
        rows = np.asarray(answer, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ModelUnheard("model_answer_wrong", "no table of numbers") from error
    if rows.ndim != 2 or len(rows) != wanted or not rows.size or not np.isfinite(rows).all():
        raise ModelUnheard("model_answer_wrong", f"shape {rows.shape}, {wanted} sentences")
    return rows


def _of_folder(folder: Path) -> Encode:
    if not folder.is_dir():
        raise ModelUnheard("model_folder_missing", str(folder))
    try:
        package = import_module("sentence_transformers")
    except ImportError as error:
        raise ModelUnheard("model_package_missing", "pip install sentence-transformers") from error
    try:
        model = package.SentenceTransformer(str(folder), local_files_only=True)
    except Exception as error:  # whatever a folder of somebody's makes the package raise
        raise ModelUnheard("model_folder_unreadable", type(error).__name__) from error

    def encode(texts: list[str]) -> Any:
        try:
            return model.encode(texts, show_progress_bar=False)
        except Exception as error:  # a model may fail in any way; the room must not notice
            raise ModelUnheard("model_folder_unreadable", type(error).__name__) from error

    return encode


def _of_service(url: str, model: str, key: str) -> Embedder:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ModelUnheard("model_address_wrong", type(error).__name__) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelUnheard("model_address_wrong", parts.scheme or "no scheme")
    is_here = _is_here(parts.hostname)
    # A proxy of the surroundings must not see what is meant for this computer.
    handlers: list[Any] = [_NoDetour(), *([ProxyHandler({})] if is_here else [])]
    opener = build_opener(*handlers)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    address = f"{url.rstrip('/')}/embeddings"

    def encode(texts: list[str]) -> Any:
        body = json.dumps({"model": model, "input": texts}).encode()
        request = Request(address, data=body, headers=headers, method="POST")
        return _read_answer(_ask(opener, request), len(texts))

    return Embedder(encode, announced="" if is_here else parts.hostname)


class _NoDetour(HTTPRedirectHandler):
    """Sentences and key go to the machine that was announced, to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _ask(opener: OpenerDirector, request: Request) -> bytes:
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            read: bytes = answer.read(ANSWER_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise ModelUnheard("model_refused", f"status {error.code}") from error
    except URLError as error:
        is_slow = isinstance(error.reason, TimeoutError)
        raise ModelUnheard("model_slow" if is_slow else "model_unreachable") from error
    except TimeoutError as error:
        raise ModelUnheard("model_slow", f"{TIMEOUT_SECONDS:.0f} s") from error
    except (OSError, ValueError, HTTPException) as error:
        # Only its kind is told: the text of some holds the address, with a key that stood in it.
        raise ModelUnheard("model_unreachable", type(error).__name__) from None
    if len(read) > ANSWER_BYTES:
        raise ModelUnheard("model_answer_wrong", "too long")
    return read


def _read_answer(read: bytes, wanted: int) -> list[Any]:
    """The vectors in the order of the sentences, which ``index`` gives where it is there."""
    try:
        rows = json.loads(read)["data"]
        placed = {int(row.get("index", at)): row["embedding"] for at, row in enumerate(rows)}
        return [placed[at] for at in range(wanted)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnheard("model_answer_wrong", type(error).__name__) from error


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
