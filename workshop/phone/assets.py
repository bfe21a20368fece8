"""The stylesheet and the script of the phones, each under a name that changes with its content.

What only helps their readers stays here: comments and indentation do not travel. The script is
written in files of one noun each and travels as one, so that a cold page is three requests.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

STATIC = Path(__file__).parent / "static"
SCRIPTS = ("memory.js", "outbox.js", "acts.js", "room.js")
"""In the order in which they travel: all in one scope."""

_TEXT = re.compile(r"""("[^"]*"|`[^`]*`)""")
_SPACED = re.compile(r" *([=,;:?{}()\[\]<>&|]|!==|[-+*/%]=) *| ([-+*/%]) ")
_PATTERN = re.compile(r"[=(,:] */")
"""A pattern begins there, which may hold spaces of its own; a division stands between two."""
_DECLARED = re.compile(r"\b(?:function|let) (\w{4,})")
_CONST = re.compile(r"\bconst\b")
_ENDED = re.compile(r"([{;,(\[])\n")
"""Where a line may go on with the next one, in a script as in a style sheet."""
_NAME = re.compile(r"(?<![\w-])--[a-z-]+")


@dataclass(frozen=True, slots=True)
class _Asset:
    name: str
    kind: str
    whole: bytes
    packed: bytes


def _asset(name: str, kind: str, text: str) -> _Asset:
    whole = text.encode()
    stem, _, suffix = name.partition(".")
    mark = hashlib.blake2s(whole, digest_size=5).hexdigest()
    return _Asset(f"{stem}.{mark}.{suffix}", kind, whole, gzip.compress(whole, 9, mtime=0))


def script() -> str:
    """All files of the script as one. No text in them may run over the end of a line."""
    lines = [
        _close(line.split(" // ")[0].strip())
        for name in SCRIPTS
        for line in (STATIC / name).read_text("utf-8").splitlines()
        if line.strip() and not line.strip().startswith("//")
    ]
    text = _ENDED.sub(r"\1", "\n".join(['"use strict";(()=>{', *lines, "})();", ""]))
    return _shorten(text.replace("}\n", "}").replace(";}", "}"))


def _shorten(text: str) -> str:
    """The script's own variables under names as short as they can be.

    Only those whose name is nothing else anywhere: no property, no key, no part of a text.
    """
    parts = _TEXT.split(text)
    code, texts = "".join(parts[::2]), "".join(parts[1::2])
    names = [
        name
        for name in sorted(set(_DECLARED.findall(code)))
        if not re.search(rf"\.{name}\b|\b{name}:|[{{,]{name}[,}}]", code)
        and not re.search(rf"\$\{{[^}}]*\b{name}\b", texts)
    ]
    short = {name: f"${place:x}" for place, name in enumerate(names)}
    known = re.compile(rf"\b({'|'.join(names)})\b")
    parts[::2] = [known.sub(lambda found: short[found[0]], part) for part in parts[::2]]
    return "".join(parts)


def _close(line: str) -> str:
    """A line of the script without spaces around its signs; texts in it stay as they are."""
    parts = _TEXT.split(line)  # at odd places, the texts
    if any(_PATTERN.search(part) for part in parts[::2]):
        return line
    parts[::2] = [_SPACED.sub(r"\1\2", _CONST.sub("let", part)) for part in parts[::2]]
    return "".join(parts)


def style() -> str:
    """The stylesheet without its comments, its own names as short as they can be."""
    text = re.sub(r"/\*.*?\*/", "", (STATIC / "phone.css").read_text("utf-8"), flags=re.S)
    names = sorted(set(_NAME.findall(text)))
    text = _NAME.sub(lambda found: f"--{names.index(found[0]):x}", text)
    lines = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    for spaced, tight in ((": ", ":"), (" {", "{"), ("{ ", "{"), (" }", "}"), ("}\n", "}")):
        lines = lines.replace(spaced, tight)
    return _ENDED.sub(r"\1", lines).replace(";}", "}").replace("#ffffff", "#fff")


_ASSETS = {
    "phone.css": _asset("phone.css", "text/css; charset=utf-8", style()),
    "phone.js": _asset("phone.js", "text/javascript; charset=utf-8", script()),
}
_BY_NAME = {asset.name: asset for asset in _ASSETS.values()}


def address(name: str) -> str:
    """Where ``phone.css`` lies as it is now; another content will lie elsewhere."""
    return f"/phone-static/{_ASSETS[name].name}"


async def serve_asset(request: Request) -> Response:
    """One file, packed for those who unpack, to be kept for a year."""
    asset = _BY_NAME.get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("Not Found\n", 404, {"Cache-Control": "no-store"})
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
        "Content-Type": asset.kind,
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"})
    return Response(asset.whole, headers=headers)
