"""The stylesheet and the script of the phones, each under a name that changes with its content."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_FOLDER = Path(__file__).parent / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class _Asset:
    name: str
    kind: str
    whole: bytes
    packed: bytes


def _read(path: Path) -> _Asset:
    whole = path.read_bytes()
    mark = hashlib.blake2s(whole, digest_size=5).hexdigest()
    return _Asset(
        f"{path.stem}.{mark}{path.suffix}",
        _KINDS[path.suffix],
        whole,
        gzip.compress(whole, 9, mtime=0),
    )


_ASSETS = {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.suffix in _KINDS}
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
