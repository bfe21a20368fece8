"""Commands about the running app and who signs in to it: ``serve link account``."""

import argparse
import errno
import getpass
import os
import socket
import sys
import threading
import time
import warnings
import webbrowser

from workshop.addresses import LOOPBACK, public_base
from workshop.cli.commands import Commands, add_port, port_number
from workshop.cli.console import Refusal, say, tell
from workshop.cli.house import open_house, settings_of, whereabouts
from workshop.services.signin import add_account, new_signin_link
from workshop.settings import DEFAULT_PORT, Settings, has_screen

EVERYWHERE = ("", "0.0.0.0", "::")
_BROWSER_WAITS_SECONDS = 30.0
_BROWSER_LOOKS_EACH_SECONDS = 0.2


def declare(commands: Commands) -> None:
    serve = commands.add("serve", _serve)
    serve.add_argument("--host", default="0.0.0.0", help=say()("cli.option.host"))
    serve.add_argument(
        "--port",
        type=port_number,
        default=DEFAULT_PORT,
        metavar="N",
        help=say()("cli.option.port"),
    )
    serve.add_argument("--no-browser", action="store_true", help=say()("cli.option.no_browser"))

    add_port(commands.add("link", _link))

    add = commands.under("account").add("add", _account_add, key="account_add")
    add.add_argument("email", metavar="EMAIL", help=say()("cli.option.email"))
    add.add_argument(
        "--password-stdin", action="store_true", help=say()("cli.option.password_stdin")
    )


def _serve(options: argparse.Namespace) -> None:
    settings = settings_of(options)
    refuse_taken_port(options.host, options.port)
    with open_house(options) as house:
        link = signin_url(settings, options.host, options.port, new_signin_link(house))
        tell(say()("cli.serve.data", path=whereabouts(house.database)))
    tell(say()("cli.serve.join", url=f"{public_base(settings, options.port)}/j"))
    tell(say()("cli.serve.link", url=link))
    tell(say()("cli.serve.stop"))
    # The app reads its settings from the environment when it is imported.
    os.environ["WORKSHOP_DATABASE_URL"] = settings.database_url
    if has_screen() and not options.no_browser:
        threading.Thread(
            target=_open_browser, args=(options.host, options.port, link), daemon=True
        ).start()
    from workshop.server import serve  # the whole app: too heavy for every other command

    serve(host=options.host, port=options.port)


def refuse_taken_port(host: str, port: int) -> None:
    """Raises Refusal unless a server may listen there; never a silent other port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name != "nt":  # where this would let two programs share one port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refusal("cli.serve.port_taken", port=port) from error
        raise Refusal(
            "cli.serve.cannot_listen", host=host, port=port, wrong=error.strerror or ""
        ) from error


def signin_url(settings: Settings, host: str, port: int, token: str) -> str:
    """The one-time link: by the public address, else by this computer's own name for itself."""
    name = "localhost" if host in (*EVERYWHERE, LOOPBACK) else host
    bracketed = f"[{name}]" if ":" in name else name
    return f"{settings.public_url or f'http://{bracketed}:{port}'}/signin?key={token}"


def _open_browser(host: str, port: int, link: str) -> None:
    """Open the link as soon as the server answers."""
    until = time.monotonic() + _BROWSER_WAITS_SECONDS
    while time.monotonic() < until:
        try:
            with socket.create_connection((LOOPBACK if host in EVERYWHERE else host, port), 1):
                break
        except OSError:
            time.sleep(_BROWSER_LOOKS_EACH_SECONDS)
    else:
        return
    webbrowser.open(link)


def _link(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        token = new_signin_link(house)
    tell(signin_url(settings_of(options), "", options.port or DEFAULT_PORT, token))


def _account_add(options: argparse.Namespace) -> None:
    password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else _ask_twice()
    with open_house(options) as house:
        add_account(house, email=options.email, password=password)
    tell(say()("cli.account.added", email=options.email.strip().lower()))


def _ask_twice() -> str:
    try:
        with warnings.catch_warnings():
            # Without a terminal getpass would show the password while it is typed.
            warnings.simplefilter("error", getpass.GetPassWarning)
            password = getpass.getpass(say()("cli.account.password"))
            again = getpass.getpass(say()("cli.account.again"))
    except (getpass.GetPassWarning, EOFError) as error:
        raise Refusal("cli.account.no_terminal") from error
    if password != again:
        raise Refusal("cli.account.differ")
    return password
