"""Where phones can reach this computer. Standard library only; nothing is ever sent.

Opening a datagram socket towards an address makes the system choose the network card it would
use, and says that card's own address; no packet leaves before something is sent.
"""

import ipaddress
import socket

from workshop.settings import DEFAULT_PORT, Settings

LOOPBACK = "127.0.0.1"

# The default way out first, then each private range: a laptop may be on several networks.
# 192.0.2.0/24 and 2001:db8::/32 are kept for documentation: nobody is there.
_TOWARDS = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
_TOWARDS_IPV6 = "2001:db8::1"
_PRIVATE = tuple(
    ipaddress.ip_network(block) for block in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")
)

_serving: list[int] = []


def lan_addresses() -> tuple[str, ...]:
    """This computer's IPv4 addresses, the one phones most likely reach first; never empty.

    Private ones (RFC 1918) before public ones; 127.0.0.1 alone when there is no network.
    """
    found = dict.fromkeys(address for target in _TOWARDS if (address := _own_address(target)))
    outside = [address for address in found if not ipaddress.ip_address(address).is_loopback]
    ordered = sorted(outside, key=lambda address: not _is_private(address))
    return tuple(ordered) or (LOOPBACK,)


def own_names() -> tuple[str, ...]:
    """What a browser may write to reach this computer: names, IPv4 and IPv6 addresses."""
    machine = socket.gethostname().lower()
    names = ["localhost", LOOPBACK, "::1", *lan_addresses()]
    names += [name for name in (machine, f"{machine.removesuffix('.local')}.local") if machine]
    ipv6 = _own_address(_TOWARDS_IPV6, socket.AF_INET6)
    return tuple(dict.fromkeys([*names, *([ipv6] if ipv6 else [])]))


def public_base(settings: Settings, port: int | None = None) -> str:
    """The address of the app without a trailing slash: the public one, else the LAN's.

    ``port``: None for the one that this process serves on.
    """
    if settings.public_url:
        return settings.public_url
    return f"http://{lan_addresses()[0]}:{port or serving_port()}"


def join_url(settings: Settings, port: int | None, code: str) -> str:
    """What a phone opens to join the room ``code``."""
    return f"{public_base(settings, port)}/j/{code}"


def facilitator_url(settings: Settings, port: int | None, token: str) -> str:
    """The link that opens one workshop to a facilitator."""
    return f"{public_base(settings, port)}/f/{token}"


def sponsor_url(settings: Settings, port: int | None, token: str) -> str:
    """The link that opens one workshop's results to its sponsor."""
    return f"{public_base(settings, port)}/s/{token}"


def person_url(settings: Settings, port: int | None, token: str) -> str:
    """The link that opens a named person's own page."""
    return f"{public_base(settings, port)}/p/{token}"


def serve_on(port: int) -> None:
    """Remember the port this process serves on: told by the server, or seen at a request."""
    _serving[:] = [port]


def serving_port() -> int:
    """The port this process serves on; the default one before it is known."""
    return _serving[0] if _serving else DEFAULT_PORT


def _own_address(towards: str, family: socket.AddressFamily = socket.AF_INET) -> str | None:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((towards, 9))
            return str(probe.getsockname()[0])
    except OSError:  # no such network, as on a laptop in flight mode
        return None


def _is_private(address: str) -> bool:
    return any(ipaddress.ip_address(address) in network for network in _PRIVATE)
