"""The security headers of every answer, set at one place, whatever answered."""

from collections.abc import Iterable

from starlette.types import Message, Send

Header = tuple[bytes, bytes]

OWN_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Phones, sign-in: nothing inline, nothing from elsewhere."""

FILES = "default-src 'none'; frame-ancestors 'none'"
"""What is shown or saved, never run: media, downloads, streams."""

COMPONENT = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""The frame of a Streamlit component (streamlit-sortables), inside our own page only."""

_ALWAYS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"permissions-policy",
        b"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), "
        b"fullscreen=(self), clipboard-write=(self)",
    ),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_OPENER: Header = (b"cross-origin-opener-policy", b"same-origin")
_HSTS: Header = (b"strict-transport-security", b"max-age=31536000")
_OURS = frozenset(
    {name for name, _ in _ALWAYS}
    | {_HSTS[0], _OPENER[0], b"content-security-policy", b"x-frame-options", b"server"}
)
# No other site may read anything; Streamlit's font route would say "*".
_OTHER_SITES = b"access-control-"
_UNKEPT: Header = (b"cache-control", b"no-store")


def streamlit_pages(host: str, script_hashes: Iterable[str]) -> str:
    """The policy of Streamlit's pages: no ``unsafe-eval``; its inline scripts by their hashes.

    ``blob:`` runs components v2; inline styles are how Streamlit draws. The websocket is named
    beside 'self', which older Safari does not extend to it. ``host``: checked before.
    """
    scripts = " ".join(f"'{found}'" for found in script_hashes)
    return (
        f"default-src 'none'; script-src 'self' blob: {scripts}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"media-src 'self' blob:; connect-src 'self' ws://{host} wss://{host}; "
        "worker-src 'self' blob:; frame-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
    )


def with_headers(send: Send, policy: str, *, secure: bool, trusted: bool) -> Send:
    """A ``send`` that puts our headers on the answer, over any of the same name.

    What neither says how long it may be kept nor can be asked for anew by its mark is kept by no
    cache: Streamlit's media and every refusal say nothing, and a proxy would decide by itself.
    ``secure``: the browser came by https, and shall from now on. ``trusted``: by https or from
    this very computer; elsewhere browsers ignore the opener policy and complain of it.
    """
    frame = b"SAMEORIGIN" if "frame-ancestors 'self'" in policy else b"DENY"
    added: list[Header] = [
        *_ALWAYS,
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-frame-options", frame),
    ]
    if secure:
        added.append(_HSTS)
    if trusted:
        added.append(_OPENER)

    async def send_with_headers(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            kept = [item for item in message.get("headers", ()) if _stays(item[0].lower())]
            says_how_long = any(name.lower() in (b"cache-control", b"etag") for name, _ in kept)
            message = {**message, "headers": kept + added + [_UNKEPT] * (not says_how_long)}
        await send(message)

    return send_with_headers


def _stays(name: bytes) -> bool:
    return name not in _OURS and not name.startswith(_OTHER_SITES)
