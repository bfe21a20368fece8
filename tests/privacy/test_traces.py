"""A known phone goes the whole road of a real server: nothing of it is found anywhere afterwards.

It comes from a known address, behind a proxy that tells another, with a known browser, and sends
every gesture that a phone can. Then the database with its journal, the log of the server, every
file, the sponsor's page and the figures of the process are searched, packed ones unpacked.
"""

import io
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from tests.databases import fresh_sqlite_url
from tests.web.running import Running, free_port, running, serve_command
from workshop.domain.words import Role
from workshop.exports import downloads, log_downloads, privacy_downloads
from workshop.exports.paper_file import paper_downloads
from workshop.live import Hub
from workshop.services import questions, rounds, slips, solutions, topics, workshops
from workshop.services.actors import Console, Visitor
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.questions import QuestionDraft
from workshop.services.signin import open_link
from workshop.services.views.sponsor import read_sponsor_view
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

ADDRESS, BEHIND = "127.77.66.55", "203.0.113.77"
AGENT = "Zanzibarphone/47.11"
HELPER = "Dora Quetzalcoatl"
SENTENCE = "Ouagadougou waits for ever"
METRICS = "a-token-of-metrics-for-this-drill"
HEADERS = {
    "User-Agent": AGENT,
    "X-Forwarded-For": BEHIND,
    "X-Real-IP": BEHIND,
    "Forwarded": f"for={BEHIND}",
    "From": "dora@zanzibar.example",
    "Sec-CH-UA-Model": "Zanzibarmodel",
    "Accept": "application/json",
}
TRACES = (ADDRESS, BEHIND, AGENT, "Zanzibarphone", "Zanzibarmodel", "zanzibar.example")
PATIENCE_SECONDS = 60


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Running, House]]:
    """A server of its own process, and the house that its facilitator works in from another."""
    url = fresh_sqlite_url(tmp_path)
    database = open_database(url)
    prepare(database)
    monkeypatch.setenv("WORKSHOP_METRICS_TOKEN", METRICS)
    port = free_port()
    with running(serve_command(port), port=port, database_url=url, folder=tmp_path) as found:
        found.wait_until_open()
        yield found, House(database, hub=Hub())
    database.dispose()


class Phone:
    """One browser at one address, known for what it says of itself."""

    def __init__(self, base: str, code: str) -> None:
        transport = httpx.HTTPTransport(local_address=ADDRESS)
        headers = {**HEADERS, "Referer": f"{base}/j/{code}"}
        self.client = httpx.Client(base_url=base, headers=headers, transport=transport, timeout=60)
        self.room = f"/j/{code}"
        self.done: list[str] = []

    @property
    def token(self) -> str:
        return str(self.client.cookies.get("participant"))

    def look(self) -> None:
        for page in ("", "/privacy", "/state", "/similar?text=waits"):
            assert self.client.get(self.room + page).status_code == 200, page

    def send(self, path: str, **fields: object) -> None:
        """A gesture, which has to be taken: a refused one would leave no trace anyway."""
        answer = self.client.post(f"{self.room}/{path}", data=fields)
        assert answer.status_code in (200, 201), (path, answer.status_code, answer.text)
        self.done.append(path.split("/")[0])

    def until(
        self, phase: str, also: Callable[[dict[str, Any]], bool] = lambda told: True
    ) -> dict[str, Any]:
        """Wait until the server has heard what was done in the other process."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            told: dict[str, Any] = self.client.get(f"{self.room}/state").json()
            if told["phase"] == phase and also(told):
                return told
            time.sleep(0.05)
        raise AssertionError(f"the server has not heard of {phase}")


def test_nothing_of_a_phone_is_found_anywhere_after_the_whole_road(
    server: tuple[Running, House], tmp_path: Path
) -> None:
    running_server, house = server
    new = workshops.create_workshop(
        house, title="Counter", language="en", template_slug="contact-centre"
    )
    me = Console(new.code)
    workshops.frame(house, me, {}, families=["Desk", "Lab"])
    workshops.save_settings(house, me, nicknames=True)
    workshops.open_to_sponsor(house, me, is_open=True)
    phone = Phone(running_server.base, new.code)
    with phone.client:
        _go_the_road(house, me, phone)
        figures = phone.client.get("/metrics", headers={"Authorization": f"Bearer {METRICS}"})
    assert {*phone.done} == {
        *("me", "moods", "answers", "ready", "cards", "me-too", "mirror", "places"),
        *("votes", "solutions", "help", "ratings", "same"),
    }
    assert figures.status_code == 200
    sponsor = open_link(house, link_token=new.sponsor_token, role=Role.SPONSOR, token=None)
    page = read_sponsor_view(house, Visitor(new.code, sponsor.token, Role.SPONSOR))
    kept = _files(house, me)
    kept |= {"metrics": figures.content, "sponsor": repr(page).encode()}
    database = _bytes_of(house.database.file)
    code, _ = running_server.stop()
    assert code == 0
    kept |= {"database": database, "closed database": _bytes_of(house.database.file)}
    kept["log"] = running_server.output().encode()
    found = {
        name: trace
        for name, content in kept.items()
        for trace in (*TRACES, phone.token)
        if trace.encode() in content
    }
    assert found == {}
    # What may be there is there: the search finds what it looks for.
    assert SENTENCE.encode() in database
    assert SENTENCE.encode() in kept["workshop.json"]
    # The one name that a phone gives, and nowhere but where its page says that it is read.
    named = {name for name, content in kept.items() if HELPER.encode() in content}
    tables = {"workshop.json", "workshop.xlsx", "workshop-csv.zip"}
    assert named == {"database", "closed database", *tables}


def _go_the_road(house: House, me: Console, phone: Phone) -> None:
    _say_who(house, me, phone)
    _send_cards(house, me, phone)
    _place_and_vote(house, me, phone)
    _find_ideas(house, me, phone)


def _say_who(house: House, me: Console, phone: Phone) -> None:
    workshops.set_phase(house, me, "mood")
    told = phone.until("mood")
    phone.look()
    phone.send("me", speaks_for="client", role="Desk", origin="phone", where="away")
    mood = told["moods"][0]
    phone.send("moods", step=mood["step"], side=mood["side"], value="1")
    asked = questions.add_question(house, me, QuestionDraft("Why?", "text"))
    questions.push_question(house, me, asked)
    phone.until("mood", lambda told: any(one["question"] == asked for one in told["prompts"]))
    phone.send("answers", question=asked, text=SENTENCE)
    phone.send("ready", wanted="yes")


def _send_cards(house: House, me: Console, phone: Phone) -> None:
    others = [
        CardRow(f"{text} at the {place}", "client", "irritant", "")
        for text in ("We wait for ever", "We wait much too long", "Nobody answers")
        for place in ("desk", "phone", "door")
    ]
    labels = import_cards(house, me, others)
    workshops.set_phase(house, me, "capture")
    phone.until("capture")
    phone.look()
    for text in (SENTENCE, "To be taken back"):
        card = str(uuid.uuid4())
        sent = {"side": "client", "kind": "irritant", "step": "any", "text": text}
        phone.send("cards", card_id=card, **sent)
    phone.send(f"cards/{card}", text="To be taken back soon")
    phone.send(f"cards/{card}/withdraw")
    phone.send("me-too", card=labels[0])
    topics.make_topic(house, me, title="Waiting", cards=labels[:6])
    workshops.set_phase(house, me, "group")
    told = phone.until("group")
    phone.look()
    [pair, *_] = told["same"]
    phone.send("same", a=pair["a"], b=pair["b"], value="yes")
    [task, *_] = told["mirror"]
    phone.send("mirror", topic=task["topic"], side=task["side"], value="irritant")


def _place_and_vote(house: House, me: Console, phone: Phone) -> None:
    rounds.open_topic_round(house, me)
    workshops.set_phase(house, me, "matrix")
    phone.until("matrix")
    phone.look()
    phone.send("places", topic="T1", client="-1", employee="2")
    workshops.set_phase(house, me, "vote")
    phone.until("vote")
    phone.look()
    [slip] = slips.new_codes(house, me, "V1", 1)
    phone.send("votes/code", session="V1", code=slip)
    phone.send("votes", session="V1", target="T1", points="2")


def _find_ideas(house: House, me: Console, phone: Phone) -> None:
    idea = solutions.add_solution(house, me, title="Call back", topics=["T1"])
    workshops.save_settings(house, me, floor=3)
    workshops.set_phase(house, me, "ideate")
    phone.until("ideate")
    phone.look()
    phone.send("solutions", solution_id=str(uuid.uuid4()), text="A bell", topics="T1")
    phone.send("help", solution=idea, on="yes", name=HELPER)
    workshops.set_phase(house, me, "weigh")
    phone.until("weigh")
    phone.look()
    ballot = {"client": "1", "employee": "0", "usability": "2"}
    phone.send("ratings", solution=idea, **ballot)
    workshops.set_phase(house, me, "follow")
    phone.until("follow")
    phone.look()


def _files(house: House, me: Console) -> dict[str, bytes]:
    """Every file that leaves a workshop, with what is packed in it laid open."""
    every = {**downloads(), **log_downloads(), **privacy_downloads(), **paper_downloads()}
    return {name: _laid_open(file.produce(house, me)) for name, file in every.items()}


def _laid_open(content: bytes) -> bytes:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return content + b"".join(packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        file = PdfReader(io.BytesIO(content))
        text = "".join(page.extract_text() for page in file.pages)
        return content + text.encode() + repr(file.metadata).encode()
    return content


def _bytes_of(file: Path | None) -> bytes:
    """The file with its write-ahead log and whatever else SQLite keeps beside it."""
    assert file is not None
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
