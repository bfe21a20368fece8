"""The ASGI app: our front door, then Streamlit.

`workshop serve`, `python app.py`, `streamlit run app.py` and `uvicorn app:app` all start it.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config, file_util

from workshop.domain.errors import ConfigurationRefused
from workshop.exports import downloads, log_downloads, personal_downloads, privacy_downloads
from workshop.exports.paper_file import paper_downloads
from workshop.logs import listen_to, set_up_logs
from workshop.phone.routes import phone_routes
from workshop.settings import CHECKOUT, read_settings
from workshop.ui.mishaps import say_mishap
from workshop.web.configuration import check_configuration
from workshop.web.entrance import Entrance
from workshop.web.front_door import FrontDoor
from workshop.web.hosts import Hosts
from workshop.web.lifespan import open_house
from workshop.web.streamlit_page import StreamlitPage

if __name__ == "__main__":  # before the app is built: the server imports it by its name
    from workshop.cli import main

    sys.exit(main(["serve", *sys.argv[1:]]))

if config._main_script_path is None:
    # Else `.streamlit/config.toml` is found only by whoever starts in this folder.
    config._main_script_path = str(CHECKOUT / "app.py")

settings = read_settings()
entrance = Entrance(Hosts(settings), StreamlitPage(Path(file_util.get_static_dir())))


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Refuse to start on options that would break a promise, else open the house."""
    set_up_logs(settings.log)  # once more: by now every library has brought its handlers
    listen_to(asyncio.get_running_loop())
    wrong = check_configuration(config.get_option)
    if wrong:
        raise ConfigurationRefused(options="; ".join(wrong))
    # It would write addresses and secret links; our own server has it off.
    logging.getLogger("uvicorn.access").disabled = True
    entrance.hosts.when_changed = allow_hosts
    allow_hosts(entrance.hosts.names)
    async with open_house(
        settings,
        entrance,
        phones=phone_routes,
        downloads={**downloads(), **log_downloads(), **privacy_downloads(), **paper_downloads()},
        personal=personal_downloads(),
    ):
        yield


def allow_hosts(names: list[str]) -> None:
    """Streamlit checks the websocket's host once more, against the same names."""
    config.set_option("server.allowedHosts", names)


app = st.App(
    CHECKOUT / "workshop" / "ui" / "main.py",
    middleware=[Middleware(FrontDoor, entrance=entrance)],
    lifespan=lifespan,
    on_script_error=say_mishap,
)
