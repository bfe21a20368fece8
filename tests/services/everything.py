"""Alice's workshop with one of everything that an export must carry or leave behind."""

from dataclasses import replace
from datetime import date

from tests.services.cast import Cast
from tests.services.programme import carry_out
from workshop.domain.agenda_templates import agenda_template
from workshop.domain.journey import Channel, Kpi, Persona
from workshop.domain.words import Origin, Phase, Push, Side, Source
from workshop.services import (
    actions,
    agenda,
    answers,
    ballots,
    capture,
    causes,
    journeys,
    mirror,
    moderation,
    moods,
    paper,
    personas,
    questions,
    ratings,
    rights,
    rounds,
    slips,
    solutions,
    topics,
    votes,
    workshops,
)
from workshop.services.actors import Console
from workshop.services.answers import AnswerSent
from workshop.services.archive.reading import read_archive
from workshop.services.archive.records import Archive
from workshop.services.ballots import PointsGiven
from workshop.services.house import House
from workshop.services.mirror import MirrorSent
from workshop.services.moods import MoodSent
from workshop.services.participants import Introduction, introduce
from workshop.services.questions import QuestionDraft
from workshop.services.rehearsal import join_rehearsal, remove_rehearsal
from workshop.services.rounds import PlacingSent
from workshop.services.same import SameSent, answer_same
from workshop.services.slips import ClaimCode
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.templates import StepDraft
from workshop.services.transaction import snapshot
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.votes import NewVote

SAID = "We are told nothing"
"""An answer in words of which a card is made: it stands once in an export."""


def archive_of(house: House, code: str) -> Archive:
    with snapshot(house, Console(code)) as seen:
        return read_archive(seen)


def figures(view: WorkshopView) -> object:
    """All that the screens show, but for ids, dates, codes and what too few voices share: their
    role, where they were and that they wrote on paper, which no file tells (tests/privacy)."""
    position = {str(step.id): str(step.position) for step in view.steps} | {"any": "any", "": ""}
    about = {persona.id: persona.name for persona in view.personas} | {"": ""}
    return (
        view.workshop.agenda,
        [
            replace(
                card,
                step=position[card.step],
                persona=about[card.persona],
                origin=Origin.PHONE if card.by_hand else card.origin,
            )
            for card in view.cards
        ],
        [
            replace(
                topic,
                main_step=position[topic.main_step],
                client=replace(topic.client, split={}),
                employee=replace(topic.employee, split={}),
            )
            for topic in view.topics
        ],
        view.solutions,
        view.actions,
        [
            (move.topic, move.computed, move.moved_to, move.because)
            for move in view.moves
            if view.topic(move.topic)
        ],
        [replace(step, id=0) for step in view.steps],
        # Who only voted does not count as a participant on paper, and does on a phone.
        view.participants + sum(vote.by_hand for vote in view.votes),
        [replace(vote, by_hand=0) for vote in view.votes],
        view.mirror,
        [
            replace(
                line,
                step=position[line.step],
                texts=tuple(replace(text, rank=0) for text in line.texts),
            )
            for line in view.questions
        ],
        [replace(mood, step=position[mood.step]) for mood in view.moods],
        view.moderation,
        replace(
            view.room, away=0, by_hand=0, here=view.room.here + view.room.away + view.room.by_hand
        ),
        view.topic_round,
        view.causes,
        [(position[str(client)], position[str(employee)]) for client, employee in view.links],
        [replace(persona, id="") for persona in view.personas],
        view.coverage,
    )


def live_through(cast: Cast) -> None:
    """From the frame to the ideas, with what goes wrong on the way."""
    _plan_the_day(cast)
    waiting, thanks = _capture(cast)
    _ask(cast)
    rude = _moderate(cast)
    _group(cast, waiting, thanks)
    _mirror(cast, waiting)
    _place(cast)
    _explain(cast)
    _vote(cast, rude)
    _find_ideas(cast)
    carry_out(cast, topic="T3", cause="R1", idea="S2")
    house, alice = cast.house, cast.alice
    topics.merge_topics(house, alice, ["T3"], into="T1")
    topics.dissolve_topic(house, alice, "T4")
    rights.reveal(house, alice, shown=True)


def _plan_the_day(cast: Cast) -> None:
    """Three hours that began, shortened by the vote and half of the weighing."""
    agenda.choose_agenda(cast.house, cast.alice, agenda_template("half_day").slots)
    agenda.begin_agenda(cast.house, cast.alice)
    agenda.cut_agenda(cast.house, cast.alice, {Phase.VOTE: 0, Phase.WEIGH: 8})


def _capture(cast: Cast) -> tuple[list[str], list[str]]:
    house, alice = cast.house, cast.alice
    arrive, ask, _ = cast.steps
    workshops.frame(house, alice, {}, families=["Front", "Back"])
    workshops.save_settings(house, alice, nicknames=True, floor=3)
    rights.set_rights(house, alice, "causes", may=["me_too", "add_card"], sees="count")
    rights.set_rights(house, alice, "frame", may=[], sees="nothing")
    draft = StepDraft(
        "Arrive",
        "Welcome",
        moment_of_truth=True,
        front=("Clerk",),
        back=("IT",),
        channels=(Channel("Phone", 1200, figure_from="Switchboard"),),
        tools=("Screen",),
        kpis=(Kpi("Calls a day", "Operations", Push.DOWN, Push.DOWN),),
    )
    journeys.save_step(house, alice, arrive, draft)
    client = Persona(Side.CLIENT, "Someone in a hurry", "Rings between two meetings")
    personas.save_personas(house, alice, "client", [client, Persona(Side.CLIENT, "A newcomer")])
    personas.save_personas(house, alice, "employee", [Persona(Side.EMPLOYEE, "A beginner")])
    waiting = cast.cards(4, step=arrive) + cast.cards(3, side="employee", step=ask)
    thanks = cast.cards(3, kind="enchantment") + cast.cards(3, kind="enchantment", side="employee")
    cast.send(introduce, Introduction("phone-1", "client", "Front"))
    cast.send(introduce, Introduction("phone-2", origin="table"))
    cast.send(introduce, Introduction("phone-3", where="away"))
    cast.me_too("phone-2", thanks[0])
    cast.me_too("somebody", thanks[0])
    gone = cast.sent("phone-3")
    cast.send(capture.add_cards, gone)
    cast.send(capture.edit_own_cards, capture.CardEdit("phone-3", gone.card_id, None))
    verbatim = capture.CardRow("Rang for an hour", "client", "irritant", "Leave")
    capture.import_cards(house, alice, [verbatim], source=Source.DATA)
    *_, newcomer, _ = read_workshop_view(house, alice).personas
    personas.set_persona(house, alice, waiting[:1], newcomer.id)
    sheet = [
        paper.PaperCard("Written by hand", "client", "irritant", str(ask)),
        paper.PaperCard("On the same sheet", "employee", "enchantment"),
    ]
    paper.add_by_hand(house, alice, sheet, one_person=True, speaks_for="client")
    join_rehearsal(house, alice, phones=2)
    remove_rehearsal(house, alice)
    [token] = join_rehearsal(house, alice, phones=1)
    cast.card(token)
    return waiting, thanks


def _ask(cast: Cast) -> None:
    """A deck about a step, one question skipped; two of one's own; a mood; the exit vote."""
    house, alice = cast.house, cast.alice
    arrive, ask, leave = cast.steps
    deck = questions.add_deck(house, alice, "stakeholder", step=str(leave))
    questions.add_deck(house, alice, "guest")
    spoken = next(
        line.label
        for line in read_workshop_view(house, alice).questions
        if line.label in deck and line.kind == "text"
    )
    questions.push_question(house, alice, spoken)
    for token, text in (("phone-1", SAID), ("phone-2", "More time"), ("phone-3", "")):
        cast.send(answers.answer_questions, AnswerSent(token, spoken, text=text))
    said = {
        text.text: text.rank
        for line in read_workshop_view(house, alice).questions
        for text in line.texts
    }
    answers.make_card(house, alice, spoken, said[SAID])
    answers.make_solution(house, alice, spoken, said["More time"])
    tomorrow = questions.add_question(
        house, alice, QuestionDraft("And tomorrow?", "card", str(ask), "client", "tomorrow")
    )
    questions.push_question(house, alice, tomorrow)
    cast.send(capture.add_cards, replace(cast.sent("phone-4"), question=tomorrow))
    choice = questions.add_question(
        house, alice, QuestionDraft("When?", "choice", period="before", options=("Now", "Later"))
    )
    questions.push_question(house, alice, choice)
    for n in range(4):
        cast.send(answers.answer_questions, AnswerSent(f"phone-{n}", choice, str(n % 2)))
    questions.reveal_question(house, alice, choice, revealed=True)
    questions.close_question(house, alice, choice)
    workshops.set_phase(house, alice, "mood")
    for n, value in enumerate(("-2", "-1", "1", "skip", "0")):
        mood = MoodSent(f"phone-{n}", str(arrive), "client", value)
        cast.send(moods.set_moods, mood)
        cast.send(moods.set_moods, replace(mood, side="employee", value="1"))
    workshops.set_phase(house, alice, "close")
    exit_scale = read_workshop_view(house, alice).questions[-2].label
    cast.send(answers.answer_questions, AnswerSent("phone-1", exit_scale, "2"))
    workshops.set_phase(house, alice, "capture")


def _moderate(cast: Cast) -> str:
    """One card of each state, each with its lines in the log, and a device that may not come in.

    Gives the card of another one that is to be removed later.
    """
    house, alice = cast.house, cast.alice
    named, shouted, parked, back = cast.cards(4)
    moderation.set_aside(house, alice, named, reason="names_somebody", note="Says Bob")
    moderation.set_aside(house, alice, shouted, reason="hurtful")
    moderation.park(house, alice, parked)
    moderation.park(house, alice, back)
    moderation.show_card(house, alice, back)
    rude = cast.card("rude")
    moderation.remove_device(house, alice, rude, set_cards_aside=True)
    moderation.save_moderation(house, alice, inbox_first=True, rule="No names.")
    cast.card("phone-1")
    return cast.card("rude-2")


def _group(cast: Cast, waiting: list[str], thanks: list[str]) -> None:
    house, alice = cast.house, cast.alice
    moderation.save_moderation(house, alice, inbox_first=False)
    slow = cast.cards(2, step=cast.steps[2])
    moderation.save_moderation(house, alice, inbox_first=True)
    topics.make_topic(house, alice, title="Waiting", cards=waiting)
    topics.make_topic(house, alice, title="Thanks", cards=thanks)
    topics.make_topic(house, alice, title="Slow", cards=slow)
    topics.make_topic(house, alice, title="A mistake")


def _mirror(cast: Cast, waiting: list[str]) -> None:
    """On topics, also on two that are merged later, and on one's own card; and what two cards say.

    Of one pair of cards a participant says that it is the same subject, another will not tell.
    """
    workshops.set_phase(cast.house, cast.alice, "group")
    first, second, third = waiting[:3]
    cast.send(answer_same, SameSent("phone-1", second, first, "yes"))
    cast.send(answer_same, SameSent("phone-1", first, third, "no"))
    cast.send(answer_same, SameSent("phone-2", first, second, "skip"))
    for n, value in enumerate(("irritant", "none", "enchantment", "skip", "irritant")):
        cast.send(mirror.answer_mirror, MirrorSent(f"phone-{n}", value, "T3", side="employee"))
    cast.send(mirror.answer_mirror, MirrorSent("phone-1", "irritant", "T1", side="employee"))
    cast.send(mirror.answer_mirror, MirrorSent("phone-1", "none", card=waiting[0]))
    topics.place_topics(cast.house, cast.alice, {"T1": "indicators"}, because="We hardly feel it")
    topics.place_topics(cast.house, cast.alice, {"T2": "priority"}, because="Perhaps")
    topics.place_topics(cast.house, cast.alice, {"T2": None}, because="")
    topics.place_topics(cast.house, cast.alice, {"T3": "priority"}, because="Merged soon")


def _place(cast: Cast) -> None:
    """A round of ratings that places topics, one of them merged later, and another still open."""
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "matrix")
    rounds.open_topic_round(house, alice, ["T1", "T3"])
    for n, (client, employee) in enumerate((("-2", "1"), ("-1", "skip"), ("0", "2"))):
        cast.send(rounds.give_places, PlacingSent(f"phone-{n}", "T3", client, employee))
    rounds.close_topic_round(house, alice)
    rounds.open_topic_round(house, alice)
    cast.send(rounds.give_places, PlacingSent("phone-1", "T2", "1", "1"))


def _explain(cast: Cast) -> None:
    """A cause of two topics, one of them merged later; one without a kind, of none."""
    house, alice = cast.house, cast.alice
    whys = ("The form asks twice", "Two tools do not talk")
    causes.add_cause(house, alice, title="Two tools", tag="tool", whys=whys, topics=["T1", "T3"])
    causes.add_cause(house, alice, title="Nobody knows", tag="", topics=[])


def _vote(cast: Cast, rude: str) -> None:
    """A round, another that follows it with codes, and a third on ideas that is still open.

    ``rude``: a card of a device that is removed once it has voted.
    """
    house, alice = cast.house, cast.alice

    def give(session: str, *points: tuple[str, str, int]) -> None:
        for token, target, total in points:
            cast.send(ballots.give_points, PointsGiven(token, session, target, str(total)))

    workshops.set_phase(house, alice, "vote")
    give("V1", ("phone-1", "T1", 2), ("phone-1", "T3", 3), ("phone-2", "T2", 1))
    give("V1", ("rude-2", "T2", 3))
    moderation.remove_device(house, alice, rude, set_cards_aside=False)
    ballots.vote_by_hand(house, alice, "V1", {"T2": 2, "T4": 1})
    votes.reveal_vote(house, alice, "V1")
    second = votes.open_vote(house, alice, NewVote("Again", budget=3, cap=2, follows="V1"))
    give(second, ("phone-2", "T1", 1))
    typed, *_ = slips.new_codes(house, alice, second, 3)
    cast.send(slips.claim_codes, ClaimCode("phone-1", second, typed))
    give(second, ("phone-1", "T2", 2))
    votes.reveal_vote(house, alice, second)
    solutions.add_solution(house, alice, title="More people", topics=["T1", "T3"])
    solutions.add_solution(house, alice, title="No topic yet", topics=["T4"])
    third = votes.open_vote(house, alice, NewVote(subject="solutions", chosen=("S1", "S2")))
    give(third, ("phone-1", "S2", 3), ("phone-3", "S1", 1))


def _find_ideas(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    workshops.set_phase(house, alice, "ideate")
    solution_id = "0b8b3c52-6f0c-4e4f-8d53-3c9bfc6c4a11"
    cast.send(add_solutions, SolutionSent("phone-2", solution_id, "Thank the team", ("T2",)))
    for by in ("client", "employee"):
        ratings.rate(house, alice, "S2", by=by, client=2, employee=-1, usability=0)
    due = date(2026, 5, 1)
    full = actions.ActionDraft("Hire", "Bob", "", due, "Wait under 6 min", "open", "T3", "S2")
    actions.add_action(house, alice, full)
    actions.add_action(house, alice, actions.ActionDraft("Think it over", topic="T4"))
