"""The road of pictures: what is done in the demo's room, and what is then shown on which screen."""

from collections.abc import Iterator

from playwright.sync_api import Page

from docs.stage import Shot, Stage, Who
from workshop.domain.agenda_templates import agenda_template
from workshop.domain.words import Deck, Phase
from workshop.services import questions, rounds, timer, topics, votes, workshops
from workshop.services.agenda import begin_agenda, choose_agenda
from workshop.services.answers import AnswerSent, answer_questions
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.rights import reveal
from workshop.services.solutions import focus_topic
from workshop.services.templates import demo
from workshop.services.views.workshop import read_workshop_view
from workshop.ui.navigation import AROUND, PROJECTOR, ROAD, SPONSOR

TIMER_MINUTES = 6 + 40 / 60
PAUSE_MINUTES = 10
VOTERS = 14
LEAVING = {
    "fr": ("Qu’ils rappellent exprès à midi.", "Qu’on attend tous la même information."),
    "en": ("That they call at lunchtime on purpose.", "That we all wait for the same answer."),
}
"""What a few phones say on leaving: one thing learnt of the other side."""
PARTS = {
    Phase.PLAN: ("prioritise", "actions", "projects", "roadmap", "trail", "people"),
    Phase.FOLLOW: ("week", "pilots", "measures", "board", "review", "readiness", "evidence"),
}
"""Pages of which one part at a time is drawn, by its name in the address."""


def laptop(name: str, path: str, who: Who = "owner") -> Shot:
    return Shot("laptop", name, path, who)


def projector(name: str) -> Shot:
    return Shot("projector", name, "/projector?w={code}", "owner")


def phone(name: str, path: str = "/j/{code}", who: Who = "phone") -> Shot:
    return Shot("phone", name, path, who)


def of_phase(phase: Phase) -> list[Shot]:
    """The facilitator's page with its parts, the projector and a phone."""
    parts = [
        laptop(f"{phase}-{part}", f"/{phase}?w={{code}}&part={part}")
        for part in PARTS.get(phase, ())
    ]
    pages = parts or [laptop(phase, f"/{phase}?w={{code}}")]
    return [*pages, projector(phase), phone(phase)]


def scenes(stage: Stage) -> Iterator[Shot]:
    """Every picture, in the order of the road; what the room has done before it is done here."""
    yield from _before(stage)
    for phase in ROAD:
        stage.enter(phase)
        if phase is Phase.CAPTURE:
            timer.start_timer(stage.house, stage.actor, minutes=TIMER_MINUTES)
        yield from of_phase(phase)
        yield from _AFTER.get(phase, _nothing)(stage)
        timer.stop_timer(stage.house, stage.actor)
    yield from _from_outside(stage)


def _before(stage: Stage) -> Iterator[Shot]:
    stage.enter(Phase.FRAME)
    choose_agenda(stage.house, stage.actor, agenda_template("half_day").slots)
    begin_agenda(stage.house, stage.actor)
    for question in read_workshop_view(stage.house, stage.actor).questions:
        questions.reveal_question(stage.house, stage.actor, question.label, revealed=False)
    yield phone("signin", "/signin")
    yield phone("join", "/j")
    yield phone("privacy", "/j/{code}/privacy")
    yield laptop("home", "/")
    for script in AROUND:
        if script not in (PROJECTOR, SPONSOR):
            yield laptop(script.url, f"/{script.url}?w={{code}}")
    yield phone("moderate", "/moderate?w={code}", "owner")


def _from_outside(stage: Stage) -> Iterator[Shot]:
    """Who comes later: the sponsor, and somebody who carries an action."""
    yield laptop("sponsor-closed", "/sponsor?w={code}", "sponsor")
    workshops.open_to_sponsor(stage.house, stage.actor, is_open=True)
    yield laptop("sponsor", "/sponsor?w={code}", "sponsor")
    yield phone("sponsor", "/sponsor?w={code}", "sponsor")
    yield laptop("mine", "/mine/{code}", "named")
    yield phone("mine", "/mine/{code}", "named")


def _nothing(stage: Stage) -> Iterator[Shot]:
    yield from ()


def _mood(stage: Stage) -> Iterator[Shot]:
    reveal(stage.house, stage.actor, shown=True)
    yield projector("mood-revealed")
    yield phone("mood-revealed")


def _capture(stage: Stage) -> Iterator[Shot]:
    yield Shot("phone", "capture-sent", "/j/{code}", "writer", lambda page: _write(page, stage))
    timer.pause(stage.house, stage.actor, minutes=PAUSE_MINUTES)
    yield projector("pause")
    yield phone("pause")
    timer.resume(stage.house, stage.actor)
    asked = questions.add_deck(stage.house, stage.actor, Deck.STAKEHOLDER)[0]
    questions.push_question(stage.house, stage.actor, asked)
    yield projector("question")
    yield phone("question")
    questions.close_question(stage.house, stage.actor, asked)


def _write(page: Page, stage: Stage) -> None:
    """A first card is sent, a second one written."""
    cards = demo(stage.language)["cards"]
    for at in (1, 2):
        for name in ("kind", "side"):
            page.locator(f"label:has(input[name={name}][value={cards[at][name]}])").click()
        page.locator("#form textarea").fill(cards[at]["text"])
        if at == 1 and not page.locator("#own li").count():
            page.locator("#form button.send").click()
            page.locator("#own li").first.wait_for()
    page.locator("#form textarea").blur()


def _matrix(stage: Stage) -> Iterator[Shot]:
    topics.show_topic(stage.house, stage.actor, "T1")
    yield projector("topic")
    topics.show_topic(stage.house, stage.actor, None)
    rounds.open_topic_round(stage.house, stage.actor, ("T1", "T2", "T3"))
    yield projector("round")
    yield phone("round")
    rounds.close_topic_round(stage.house, stage.actor)
    rounds.drop_topic_round(stage.house, stage.actor)


def _vote(stage: Stage) -> Iterator[Shot]:
    view = read_workshop_view(stage.house, stage.actor)
    assert view.open_vote is not None
    label = view.open_vote.label
    stage.send(
        give_points,
        [
            PointsGiven(f"voter-{one}", label, f"T{target}", points)
            for one in range(VOTERS)
            for target, points in ((1 + one % 3, "3"), (4 + one % 4, "2"))
        ],
    )
    yield projector("vote-open")
    votes.close_vote(stage.house, stage.actor, label)
    votes.reveal_vote(stage.house, stage.actor, label)
    yield projector("vote-revealed")
    yield laptop("vote-revealed", "/vote?w={code}")
    yield phone("vote-revealed")


def _ideate(stage: Stage) -> Iterator[Shot]:
    focus_topic(stage.house, stage.actor, "T1")
    yield projector("ideate-asked")
    yield phone("ideate-asked")


def _close(stage: Stage) -> Iterator[Shot]:
    view = read_workshop_view(stage.house, stage.actor)
    useful, learnt = (one.label for one in view.questions if one.deck is Deck.EXIT)
    people = [f"voter-{one}" for one in range(VOTERS)]
    stage.send(
        answer_questions,
        [AnswerSent(one, useful, "2" if at % 3 else "1") for at, one in enumerate(people)]
        + [
            AnswerSent(one, learnt, text=text)
            for one, text in zip(people, LEAVING[stage.language], strict=False)
        ],
    )
    questions.reveal_question(stage.house, stage.actor, useful, revealed=True)
    questions.reveal_question(stage.house, stage.actor, learnt, revealed=True)
    yield projector("close-answered")
    yield laptop("close-answered", "/close?w={code}")


_AFTER = {
    Phase.MOOD: _mood,
    Phase.CAPTURE: _capture,
    Phase.MATRIX: _matrix,
    Phase.VOTE: _vote,
    Phase.IDEATE: _ideate,
    Phase.CLOSE: _close,
}
