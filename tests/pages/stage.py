"""A workshop on the table and the browser that looks at it, for tests of single pages."""

from dataclasses import dataclass

from pandas import DataFrame
from streamlit.testing.v1 import AppTest

from workshop.domain.words import Role
from workshop.i18n import Words, words
from workshop.services import signin
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.settings import CHECKOUT

PATIENCE_SECONDS = 30


@dataclass
class Stage:
    """A workshop on the table and the browser that looks at it; ``cookie`` may be changed."""

    house: House
    new: NewWorkshop
    language: str
    cookie: str

    @property
    def code(self) -> str:
        return self.new.code

    @property
    def console(self) -> Console:
        return Console(self.code)

    @property
    def view(self) -> WorkshopView:
        return read_workshop_view(self.house, self.console)

    @property
    def words(self) -> Words:
        workshop = self.view.workshop
        return words(workshop.language, workshop.client_name, workshop.team_name)

    def open(self, page: str, part: str = "") -> AppTest:
        """Run a page of ``pages/``, such as ``facilitator/plan``, for this browser.

        ``part``: the one asked for, of a page in parts.
        """
        app = AppTest.from_file(
            str(CHECKOUT / "pages" / f"{page}.py"), default_timeout=PATIENCE_SECONDS
        )
        app.query_params["w"] = self.code
        if part:
            app.query_params["part"] = part
        return app.run()

    def become(self, role: Role) -> None:
        """From now on the browser holds nothing but the workshop's link for this role."""
        tokens = {
            Role.FACILITATOR: self.new.facilitator_token,
            Role.SPONSOR: self.new.sponsor_token,
        }
        opened = signin.open_link(self.house, link_token=tokens[role], role=role, token=None)
        self.cookie = opened.token


def keyed(app: AppTest, start: str) -> str:
    """The whole key of the widget whose key starts so (forms number their turns)."""
    kinds = (
        app.text_area,
        app.text_input,
        app.multiselect,
        app.selectbox,
        app.radio,
        app.select_slider,
        app.date_input,
        app.number_input,
        app.checkbox,
        app.toggle,
        app.button,
    )
    found = [str(widget.key) for kind in kinds for widget in kind]
    return next(key for key in found if key.startswith(start))


def has(app: AppTest, key: str) -> bool:
    """True when the page has a button with this key."""
    return any(button.key == key for button in app.button)


def shown(app: AppTest) -> str:
    """Every text of the page, that of our own lines and of tables included."""
    parts: list[str] = []
    for element in app.main:
        value = getattr(element, "value", None)
        if isinstance(value, DataFrame):
            parts.append(value.to_string())
        else:
            parts.append(str(value or getattr(element.proto, "body", "")))
    return "\n".join(parts)
