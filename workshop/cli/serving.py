"""Commands about the running app and who signs in to it: ``serve link account``."""

import argparse
import getpass
import os
import sys
import threading
import warnings
import webbrowser

from workshop.addresses import LOOPBACK, public_base
from workshop.cli.commands import Commands, add_port, port_number
from workshop.cli.console import Refusal, say, tell
from workshop.cli.house import open_house, settings_of, whereabouts
from workshop.services.signin import add_account, new_signin_link
from workshop.settings import DEFAULT_PORT, Settings, has_screen

EVERYWHERE = ("", "0.0.0.0", "::")


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
    from workshop.server import listen, serve  # too heavy for every other command

    settings = settings_of(options)
    listen(options.host, options.port).close()  # refuse before anything is printed or changed
    with open_house(options) as house:
        token = new_signin_link(house)
        tell(say()("cli.serve.data", path=whereabouts(house.database)))
    # The app reads its settings from the environment when it is imported.
    os.environ["WORKSHOP_DATABASE_URL"] = settings.database_url

    def welcome() -> None:
        link = signin_url(settings, options.host, options.port, token)
        tell(say()("cli.serve.join", url=f"{public_base(settings, options.port)}/j"))
        tell(say()("cli.serve.link", url=link))
        tell(say()("cli.serve.stop"))
        if has_screen() and not options.no_browser:  # beside the loop that answers the browser
            threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()

    serve(host=options.host, port=options.port, on_ready=welcome)


def signin_url(settings: Settings, host: str, port: int, token: str) -> str:
    """The one-time link: by the public address, else by this computer's own name for itself."""
    name = "localhost" if host in (*EVERYWHERE, LOOPBACK) else host
    bracketed = f"[{name}]" if ":" in name else name
    return f"{settings.public_url or f'http://{bracketed}:{port}'}/signin?key={token}"


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
