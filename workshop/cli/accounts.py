"""The commands ``account add``, ``account list`` and ``account remove``."""

import argparse
import getpass
import sys
import warnings

from workshop.cli.commands import Commands, add_json
from workshop.cli.console import Refusal, say, tell, tell_json
from workshop.cli.house import open_house
from workshop.services.accounts import Account, list_accounts, remove_account
from workshop.services.signin import add_account


def declare(commands: Commands) -> None:
    below = commands.under("account")
    add = below.add("add", _add, key="account_add")
    add.add_argument("email", metavar="EMAIL", help=say()("cli.option.email"))
    how = add.add_mutually_exclusive_group()
    how.add_argument(
        "--password-stdin", action="store_true", help=say()("cli.option.password_stdin")
    )
    how.add_argument("--no-password", action="store_true", help=say()("cli.option.no_password"))

    add_json(below.add("list", _list, key="account_list"))

    remove = below.add("remove", _remove, key="account_remove")
    remove.add_argument("email", metavar="EMAIL", help=say()("cli.option.email"))
    remove.add_argument("--to", metavar="EMAIL", help=say()("cli.option.successor"))


def _add(options: argparse.Namespace) -> None:
    password = None if options.no_password else _password(options)
    with open_house(options) as house:
        add_account(house, email=options.email, password=password)
    tell(say()("cli.account.added", email=options.email.strip().lower()))


def _list(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        accounts = list_accounts(house)
    if options.json:
        tell_json([_as_json(account) for account in accounts])
        return
    for account in accounts:
        has = (
            "cli.account.with_password" if account.has_password else "cli.account.without_password"
        )
        workshops = say().count("count.account_workshops", account.workshops)
        tell(f"{account.email} · {workshops} · {say()(has)} · {account.since}")
    if not accounts:
        tell(say()("cli.account.none"))


def _as_json(account: Account) -> dict[str, object]:
    return {
        "email": account.email,
        "password": account.has_password,
        "workshops": account.workshops,
        "since": account.since.isoformat(),
    }


def _remove(options: argparse.Namespace) -> None:
    with open_house(options) as house:
        workshops = remove_account(house, email=options.email, successor=options.to)
    email = options.email.strip().lower()
    if options.to is None:
        tell(say()("cli.account.removed", email=email, n=workshops))
    else:
        successor = options.to.strip().lower()
        tell(say()("cli.account.handed_over", email=email, n=workshops, successor=successor))


def _password(options: argparse.Namespace) -> str:
    return sys.stdin.readline().rstrip("\r\n") if options.password_stdin else _ask_twice()


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
