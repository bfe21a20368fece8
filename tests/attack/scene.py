"""Two workshops, and one browser for each way of having a right, none, or none any more."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select, update
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.services.cast import add_facilitator, by_link
from workshop.domain.words import Role
from workshop.exports import downloads, log_downloads, personal_downloads, privacy_downloads
from workshop.exports.paper_file import paper_downloads
from workshop.phone.routes import phone_routes
from workshop.services import actions, capture, people, projects, signin, workshops
from workshop.services.access import hash_token
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.downloads import Download, PersonalDownload
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop
from workshop.services.people import PersonDraft
from workshop.services.projects import ProjectDraft
from workshop.services.writer import Writer
from workshop.settings import Settings
from workshop.storage import tables
from workshop.web.downloads import qr_code
from workshop.web.entrance import Entrance
from workshop.web.routes import web_routes

TITLE = "Zanzibar 4711"
SENTENCE = "Ouagadougou 4712"
ADDRESS = "owner-4713@example.org"
PROTECTED = (TITLE, SENTENCE, ADDRESS)
"""Words of the first workshop: whoever has no right there must meet none of them."""

PHONE, PHONE_ELSEWHERE = "p" * 43, "q" * 43


@dataclass(frozen=True, slots=True)
class Stage:
    """``here``: the workshop that is attacked. ``cookies``: by role, what its browser shows."""

    house: House
    writer: Writer
    here: NewWorkshop
    there: NewWorkshop
    cookies: Mapping[str, str]

    @property
    def code(self) -> str:
        return self.here.code


def furnish(house: House, writer: Writer) -> Stage:
    """Both workshops in their capture phase, each with its sponsor's page open."""
    owner_id, owner = add_facilitator(house, ADDRESS)
    _, idle = add_facilitator(house, "idle@example.org")
    here = workshops.create_workshop(
        house, title=TITLE, template_slug="contact-centre", owner_id=owner_id
    )
    there = workshops.create_workshop(house, title="Ailleurs", template_slug="online-shop")
    for new, phone in ((here, PHONE), (there, PHONE_ELSEWHERE)):
        workshops.set_phase(house, Console(new.code), "capture")
        workshops.open_to_sponsor(house, Console(new.code), is_open=True)
        card = capture.CardSent(phone, str(uuid.uuid4()), "client", "irritant", "any", SENTENCE)
        writer.submit(new.code, capture.add_cards, card).result(30)
    sessions = {
        "sponsor": by_link(house, here.sponsor_token, Role.SPONSOR).token,
        "sponsor elsewhere": by_link(house, there.sponsor_token, Role.SPONSOR).token,
        "facilitator": by_link(house, here.facilitator_token, Role.FACILITATOR).token,
        "facilitator elsewhere": by_link(house, there.facilitator_token, Role.FACILITATOR).token,
        "owner": owner,
        "account without workshops": idle,
        "laptop": signin.use_signin_link(house, signin.new_signin_link(house)),
        **_lost(house, here),
    }
    person, person_elsewhere = _person(house, here), _person(house, there)
    return Stage(
        house,
        writer,
        here,
        there,
        {
            "stranger": "",
            "participant": f"participant={PHONE}",
            "participant elsewhere": f"participant={PHONE_ELSEWHERE}",
            "person": f"person={person}",
            "person elsewhere": f"person={person_elsewhere}",
            "person's link as a session": f"session={person}",
            "link as a session": f"session={here.facilitator_token}",
            "session as a person": f"person={sessions['facilitator']}",
            "sponsor's link as a person": f"person={here.sponsor_token}",
            **{role: f"session={token}" for role, token in sessions.items()},
        },
    )


def _lost(house: House, new: NewWorkshop) -> dict[str, str]:
    """Those who had a right here."""
    me = Console(new.code)
    lost = {
        f"revoked {role.value}": by_link(house, workshops.new_link(house, me, role), role).token
        for role in (Role.FACILITATOR, Role.SPONSOR)
    }
    expired = by_link(house, new.facilitator_token, Role.FACILITATOR).token
    for token in lost.values():
        revoke(house, token)
    browser = tables.browser
    with house.database.writing() as connection, connection.begin():
        connection.execute(
            update(browser)
            .where(browser.c.token_hash == hash_token(expired))
            .values(expires_at=house.clock() - timedelta(seconds=1))
        )
    return {**lost, "expired facilitator": expired}


def new_facilitator(stage: Stage) -> str:
    """The cookie of one more who came by a link of their own."""
    link = workshops.new_link(stage.house, Console(stage.code), Role.FACILITATOR)
    return by_link(stage.house, link, Role.FACILITATOR).token


def revoke(house: House, token: str) -> None:
    """The links of one browser, and of no other."""
    browser, grant, link = tables.browser, tables.browser_grant, tables.access_link
    links = select(grant.c.link_id).join(browser).where(browser.c.token_hash == hash_token(token))
    with house.database.writing() as connection, connection.begin():
        connection.execute(
            update(link).where(link.c.id.in_(links)).values(revoked_at=house.clock())
        )


def _person(house: House, new: NewWorkshop) -> str:
    """The link of Nadia, who carries an action; there is a project too."""
    me = Console(new.code)
    label = people.add_person(house, me, PersonDraft("Nadia", ranks=True))
    actions.add_action(house, me, ActionDraft("Rappeler", "Nadia"))
    projects.add_project(house, me, ProjectDraft("Guichet"))
    return people.new_person_link(house, me, label)


# --- the app -------------------------------------------------------------------------


def files() -> dict[str, Download]:
    """Each file of a workshop under its name and for its roles; what is in it costs no time."""
    settings = Settings(database_url="", public_url="", pace=None)
    there = {**downloads(), **log_downloads(), **privacy_downloads(), **paper_downloads()}
    there["qr.svg"] = qr_code(settings)
    return {
        name: replace(file, produce=lambda house, actor: b"file") for name, file in there.items()
    }


def own_files() -> dict[str, PersonalDownload]:
    return {
        name: replace(file, produce=lambda house, actor: b"file")
        for name, file in personal_downloads().items()
    }


def own_routes(stage: Stage, entrance: Entrance) -> list[BaseRoute]:
    """All that is not Streamlit's, in the order in which it is asked."""
    phones = phone_routes(stage.house, stage.writer, None)
    ours = web_routes(stage.house, entrance, downloads=files(), personal=own_files())
    return [*phones, *ours]


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the front door: whoever gets this far may speak to Streamlit."""
    open_to_all = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "PUT, DELETE",
        "X-Frame-Options": "ALLOWALL",
    }
    answer: ASGIApp = PlainTextResponse("behind the door", headers=open_to_all)
    await answer(scope, receive, send)
