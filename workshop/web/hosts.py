"""Under which names a browser may reach this computer: the answer to DNS rebinding.

A page of another site can make its own name point at this computer; the browser then sends our
answers to that page. It cannot make the browser write another name in ``Host``.
"""

import ipaddress
import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from workshop.addresses import own_names
from workshop.settings import Settings

_HOST = re.compile(
    r"(?:\[(?P<ipv6>[0-9a-fA-F:.]{2,45})\]|(?P<name>[A-Za-z0-9_.-]{1,253}))(?::\d{1,5})?"
)
_LOOK_AGAIN_SECONDS = 5.0


def host_name(header: str | None) -> str | None:
    """The name in a ``Host`` header, in small letters and without the port; None if malformed."""
    match = _HOST.fullmatch(header or "")
    if match is None:
        return None
    return (match["ipv6"] or match["name"]).lower().rstrip(".") or None


class Hosts:
    """The names allowed in ``Host``: this computer's own, the public one, and the setting's.

    A laptop that changes network gets a new address: an unknown *address* makes us look again,
    at most every five seconds. An unknown name never does.
    """

    def __init__(self, settings: Settings, *, look: Callable[[], tuple[str, ...]] = own_names):
        public = urlsplit(settings.public_url)
        self._fixed = {*settings.allowed_hosts, *([public.hostname] if public.hostname else [])}
        self._public = public.netloc.lower()
        self._public_is_secure = public.scheme == "https"
        self._look = look
        self._looked_at = time.monotonic()
        self._names = self._fixed | set(look())
        self.when_changed: Callable[[list[str]], None] = lambda names: None

    @property
    def names(self) -> list[str]:
        return sorted(self._names)

    def allows(self, header: str | None) -> bool:
        """True when a request with this ``Host`` may be answered."""
        name = host_name(header)
        if name is None:
            return False
        return name in self._names or (_is_address(name) and self._found_again(name))

    def is_public_https(self, header: str | None) -> bool:
        """True for the public address when it is https, whoever ends the encryption before us."""
        return self._public_is_secure and (header or "").lower() == self._public

    def same_origin(self, origin: str | None, header: str | None) -> bool:
        """True for no ``Origin``, that of the request's own host, or the public one.

        Behind a proxy that rewrites ``Host``, only the setting knows the public address.
        """
        if origin is None:
            return True
        try:
            parsed = urlsplit(origin)
        except ValueError:  # "http://[": nothing a browser sends
            return False
        if parsed.scheme not in ("http", "https") or not parsed.netloc:
            return False
        place = parsed.netloc.lower()
        return place == (header or "").lower() or bool(self._public and place == self._public)

    def _found_again(self, name: str) -> bool:
        now = time.monotonic()
        if now - self._looked_at < _LOOK_AGAIN_SECONDS:
            return False
        self._looked_at = now
        names = self._fixed | set(self._look())
        if names != self._names:
            self._names = names
            self.when_changed(self.names)
        return name in names


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
