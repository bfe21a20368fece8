"""The database a command works on: found, brought up to date, and closed again."""

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from workshop.cli.console import Refusal, say, warn
from workshop.i18n import Words
from workshop.services.house import House
from workshop.settings import Settings, SettingWrong, read_settings
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import Outcome, prepare

_KNOWN_URL = re.compile(r"sqlite:///.+|postgres(ql)?(\+psycopg)?://.+")


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings, with what this command's options say instead. Raises Refusal."""
    try:
        settings = read_settings()
    except SettingWrong as wrong:
        raise Refusal("cli.settings_malformed", wrong=setting_words(say(), wrong)) from wrong
    if options.database_url:
        settings = replace(settings, database_url=options.database_url)
    return settings


def setting_words(t: Words, wrong: SettingWrong) -> str:
    """What a setting wants to be, in words."""
    facts = dict(wrong.facts)
    choices = facts.get("choices")
    if isinstance(choices, tuple):
        facts["choices"] = t.listing(choices, either=True)
    return t(f"cli.setting.{wrong.code}", setting=wrong.setting, **facts)


def open_only(options: argparse.Namespace) -> Database:
    """The database as it is, whatever its schema; connects to nothing yet. Raises Refusal."""
    return open_url(settings_of(options).database_url)


def open_url(url: str) -> Database:
    """The database behind a URL somebody typed; connects to nothing yet. Raises Refusal."""
    if not _KNOWN_URL.fullmatch(url):
        raise Refusal("cli.url_malformed")
    try:
        return open_database(url)
    except OSError:
        raise
    except Exception as error:  # an address, a port or an option that its driver cannot read
        raise Refusal("cli.url_malformed") from error


@contextmanager
def open_house(options: argparse.Namespace) -> Iterator[House]:
    """The house a command works in, its schema made or brought up to date first.

    Raises Refusal, and what ``prepare`` refuses: a newer or half-made schema, a database that
    does not answer.
    """
    database = open_only(options)
    try:
        mention(prepare(database))
        yield House(database)
    finally:
        database.dispose()


def mention(outcome: Outcome) -> None:
    """Tell whoever looks at the screen that the database was brought up to date."""
    if outcome.backup is not None:
        warn(say()("cli.upgraded", before=outcome.before, after=outcome.after, path=outcome.backup))
    elif outcome.without_backup:
        warn(say()("cli.upgraded_without_backup", before=outcome.before, after=outcome.after))


def whereabouts(database: Database) -> str:
    """Where the data lies: an absolute path, or a server's address without its password."""
    if database.file is not None:
        return str(database.file.absolute())
    return database.engine.url.render_as_string(hide_password=True)
