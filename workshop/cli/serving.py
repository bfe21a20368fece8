"""Commands about the running app: ``serve link``."""

import argparse
import os
import threading
import webbrowser

from workshop.addresses import LOOPBACK, public_base
from workshop.cli.commands import Commands, add_port, port_number
from workshop.cli.console import say, tell
from workshop.cli.house import open_house, settings_of, whereabouts
from workshop.cli.languages import check_languages
from workshop.services.signin import new_signin_link
from workshop.settings import DEFAULT_PORT, Settings, has_screen
from workshop.storage.alone import serving

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


def _serve(options: argparse.Namespace) -> None:
    from workshop.server import listen, serve  # too heavy for every other command

    settings = settings_of(options)
    check_languages()
    listen(options.host, options.port).close()  # refuse before anything is printed or changed
    with open_house(options) as house, serving(house.database):
        # A log is kept and read by others: no link that signs in goes there.
        token = "" if settings.log == "json" else new_signin_link(house)
        tell(say()("cli.serve.data", path=whereabouts(house.database)))
    # The app reads its settings from the environment when it is imported.
    os.environ["WORKSHOP_DATABASE_URL"] = settings.database_url

    def welcome() -> None:
        tell(say()("cli.serve.join", url=f"{public_base(settings, options.port)}/j"))
        if not token:
            return
        link = signin_url(settings, options.host, options.port, token)
        tell(say()("cli.serve.link", url=link))
        tell(say()("cli.serve.stop"))
        if has_screen() and not options.no_browser:  # beside the loop that answers the browser
            threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()

    serve(host=options.host, port=options.port, log=settings.log, on_ready=welcome)


def signin_url(settings: Settings, host: str, port: int, token: str) -> str:
    """The one-time link: by the public address, else by this computer's own name for itself."""
    name = "localhost" if host in (*EVERYWHERE, LOOPBACK) else host
    bracketed = f"[{name}]" if ":" in name else name
    return f"{settings.public_url or f'http://{bracketed}:{port}'}/signin?key={token}"


def _link(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        token = new_signin_link(house)
    tell(signin_url(settings_of(options), "", options.port or DEFAULT_PORT, token))
