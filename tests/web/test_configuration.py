"""The app refuses to start on options that would break a promise."""

import tomllib

import pytest

from workshop.settings import CHECKOUT
from workshop.web.configuration import REQUIRED, check_configuration


def test_the_options_of_the_checkout_are_right() -> None:
    written = tomllib.loads((CHECKOUT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    defaults = {"server.baseUrlPath": "", "global.developmentMode": False}

    def get_option(name: str) -> object:
        section, option = name.split(".")
        return written.get(section, {}).get(option, defaults.get(name))

    assert check_configuration(get_option) == []
    assert written["logger"]["hideWelcomeMessage"] is True  # it asks an outside host


@pytest.mark.parametrize("name", REQUIRED)
def test_each_wrong_option_is_named(name: str) -> None:
    found: dict[str, object] = {**REQUIRED, name: None}
    (line,) = check_configuration(lambda option: found[option])
    assert line == f"{name} = None, must be {REQUIRED[name]!r}"


def test_a_number_is_no_answer_to_a_yes_or_no() -> None:
    found: dict[str, object] = {**REQUIRED, "server.enableCORS": 1}
    assert len(check_configuration(lambda option: found[option])) == 1
