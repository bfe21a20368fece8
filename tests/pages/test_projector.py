"""The projector's window: it follows the phase, and shows what the room may see."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.pages.stage import Stage
from tests.pages.test_group import drawn  # noqa: F401  (a fixture)
from workshop.domain.words import Phase, Quadrant, Side
from workshop.services import (
    actions,
    answers,
    ballots,
    capture,
    handling,
    journeys,
    mirror,
    moderation,
    moods,
    participants,
    questions,
    rehearsal,
    rights,
    signin,
    solutions,
    timer,
    topics,
    votes,
    workshops,
)
from workshop.services.adoption import set_aside_solution
from workshop.services.answers import AnswerSent
from workshop.services.house import House
from workshop.services.moods import MoodSent
from workshop.services.questions import QuestionDraft
from workshop.services.writer import Writer
from workshop.ui.topic_words import reading_of, voices_said

PAGE = "facilitator/projector"
AROUND = {"projector-ear", "keys", "projector-screen", "projector-top"}
"""What is drawn around the picture of a phase."""


@pytest.fixture
def writer(page_house: House) -> Iterator[Writer]:
    writer = Writer(page_house)
    yield writer
    writer.close()


def send(writer: Writer, stage: Stage, gesture: Any, *sent: Any) -> None:
    """Gestures of phones, all committed when this comes back."""
    for answer in [writer.submit(stage.code, gesture, one) for one in sent]:
        answer.result(10)


def people(count: int) -> list[str]:
    return [f"phone-{number}" for number in range(count)]


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_has_its_picture_and_title(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    phase: Phase,
) -> None:
    workshops.set_phase(demo.house, demo.console, phase)
    app = demo.open(PAGE)
    assert not app.exception
    assert drawn["projector-top"]["title"] == demo.words(f"ui.projector.{phase}")
    assert len(set(drawn) - AROUND) == 1


def test_the_window_has_no_control(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert not app.button
    assert not app.selectbox
    assert not app.text_input


def test_a_quadrant_shows_all_of_its_topics_in_turn(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.open(PAGE)
    first = drawn["projector-matrix"]["quadrants"][0]
    assert (first["code"], len(first["topics"])) == ("priority", 4)
    label = demo.view.topics[-1].label
    for topic in demo.view.topics:
        if topic.quadrant == "indicators":
            label = topic.label
    topics.place_topics(demo.house, demo.console, {label: "priority"}, because="the room says so")
    demo.open(PAGE)
    matrix = drawn["projector-matrix"]
    assert len(matrix["quadrants"][0]["topics"]) == 5
    assert set(matrix["turn"]) == {"page", "held"}


def test_the_tray_of_topics_without_a_place_is_in_sight(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.open(PAGE)
    tray = drawn["projector-matrix"]["tray"]
    assert demo.words.count("ui.matrix.tray", 1) in tray["text"]


def test_one_topic_opens_full_screen_without_its_hidden_cards(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    topic = demo.view.topics[0]
    card = demo.view.card(topic.cards[0])
    assert card is not None
    moderation.set_aside(demo.house, demo.console, card.label, reason="other")
    topics.show_topic(demo.house, demo.console, topic.label)
    demo.open(PAGE)
    assert drawn["projector-top"]["title"] == demo.words("ui.projector.topic")
    lines = drawn["slide-topic"]["items"]
    assert lines[0]["label"] == topic.label
    assert all(card.text not in line.get("under", "") for line in lines)


def test_an_opened_topic_quotes_nobody_while_cards_are_hidden(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    rights.set_rights(demo.house, demo.console, "matrix", may=[], sees="count")
    topics.show_topic(demo.house, demo.console, demo.view.topics[0].label)
    demo.open(PAGE)
    assert len(drawn["slide-topic"]["items"]) == 1


def test_cards_are_counted_once_there_are_more_than_the_wall_shows(
    bare: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(bare.house, bare.console, Phase.CAPTURE)
    row = capture.CardRow("Trop long", "client", "irritant", "")
    for more, note in ((6, ""), (1, bare.words.count("count.cards", 7))):
        capture.import_cards(bare.house, bare.console, [row] * more)
        bare.open(PAGE)
        assert drawn["projector-top"]["note"].endswith(note)
        assert bool(drawn["projector-top"]["note"]) is bool(note)


def test_it_says_what_the_room_speaks_of(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    step = demo.view.steps[1]
    workshops.push_focus(demo.house, demo.console, step=str(step.id), side="client")
    demo.open(PAGE)
    said = f"{demo.words('side.label.client')} · {step.client_title}"
    assert drawn["projector-top"]["note"] == said


def test_a_dark_projector_shows_nothing_of_the_workshop(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.blank_projector(demo.house, demo.console, blank=True)
    demo.open(PAGE)
    assert set(drawn) <= AROUND - {"projector-top"}


def test_verdicts_have_words_and_a_sign_beside_their_colour(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.WEIGH)
    demo.open(PAGE)
    lines = drawn["slide-list"]["items"]
    [red] = [line for line in lines if line["tone"] == "red"]
    assert red["note"].startswith(f"✕ {demo.words('transfer.red')}")


def test_ideas_that_were_set_aside_are_neither_shown_nor_counted(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    ideas = demo.view.solutions
    set_aside_solution(demo.house, demo.console, ideas[0].label)
    for phase in (Phase.IDEATE, Phase.WEIGH):
        workshops.set_phase(demo.house, demo.console, phase)
        demo.open(PAGE)
        left = demo.words.count("count.solutions", len(ideas) - 1)
        assert drawn["projector-top"]["note"] == left
        shown = {line["label"] for line in drawn["slide-list"]["items"]}
        assert ideas[0].label not in shown


def test_an_action_names_who_said_yes_and_whom_to_ask(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.PLAN)
    [gone, handed] = [line.label for line in demo.view.actions[:2]]
    handling.set_action_status(demo.house, demo.console, gone, "dropped")
    handling.hand_over(demo.house, demo.console, handed, "Inès")
    demo.open(PAGE)
    under = {line["label"]: line["under"] for line in drawn["slide-list"]["items"]}
    assert gone not in under
    asked = demo.words("ui.projector.to_confirm_with", name="Inès")
    assert under[handed].split(" · ")[0] == asked


@pytest.mark.parametrize("phase", [Phase.PLAN, Phase.CLOSE])
def test_an_action_says_how_it_will_be_seen_to_work(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    phase: Phase,
) -> None:
    workshops.set_phase(demo.house, demo.console, phase)
    bare = actions.add_action(demo.house, demo.console, actions.ActionDraft("Plus tard"))
    demo.open(PAGE)
    shown = drawn["slide-list"] if phase is Phase.PLAN else drawn["projector-close"]["lines"]
    marks = {line["label"]: line["marks"] for line in shown["items"]}
    first = demo.view.actions[0]
    assert marks[first.label] == [demo.words("ui.projector.measure", measure=first.measure)]
    assert marks[bare] == []


def test_a_revoked_browser_sees_nothing(demo: Stage, drawn: dict[str, Any]) -> None:  # noqa: F811
    signin.sign_out(demo.house, demo.cookie)
    app = demo.open(PAGE)
    assert app.title[0].value == demo.words("ui.signed_out.title")
    assert drawn == {}


def test_the_time_that_is_left_and_who_is_ready_stand_in_the_corner(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    demo.open(PAGE)
    assert (drawn["projector-top"]["closes_at"], drawn["projector-top"]["ready"]) == (None, "")
    timer.start_timer(demo.house, demo.console, minutes=5)
    send(writer, demo, timer.say_ready, *(timer.Ready(token) for token in people(3)))
    demo.open(PAGE)
    top = drawn["projector-top"]
    assert top["now"] + 290_000 < top["closes_at"] <= top["now"] + 300_000
    everybody = demo.words.number(demo.view.room.here)
    assert top["ready"] == demo.words.count("ui.projector.ready", 3, of=everybody)


def test_latecomers_find_the_way_in_where_phones_act(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    for phase, there in ((Phase.CAPTURE, True), (Phase.CAUSES, False), (Phase.VOTE, True)):
        workshops.set_phase(demo.house, demo.console, phase)
        demo.open(PAGE)
        assert bool(drawn["projector-top"]["join"]) is there
    workshops.set_door(demo.house, demo.console, is_open=False)
    demo.open(PAGE)
    assert drawn["projector-top"]["join"] is None


def test_before_the_first_card_the_way_in_takes_the_screen(
    bare: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(bare.house, bare.console, Phase.CAPTURE)
    bare.open(PAGE)
    assert drawn["slide-first"]["join"]["code"] == bare.code
    assert drawn["projector-top"]["join"] is None
    workshops.set_door(bare.house, bare.console, is_open=False)
    drawn.clear()
    bare.open(PAGE)
    assert "slide-first" not in drawn


def test_a_rehearsal_is_marked(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.open(PAGE)
    assert drawn["projector-top"]["band"] == ""
    rehearsal.join_rehearsal(demo.house, demo.console, phones=2)
    demo.open(PAGE)
    assert drawn["projector-top"]["band"] == demo.words("ui.projector.rehearsal")


def test_a_pause_says_when_it_ends(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    timer.pause(demo.house, demo.console, minutes=10)
    demo.open(PAGE)
    assert set(drawn) - AROUND == {"projector-recess"}
    until = demo.view.workshop.paused_until
    assert until is not None
    assert drawn["projector-recess"]["until"] == round(until.timestamp() * 1000)
    timer.resume(demo.house, demo.console)
    drawn.clear()
    demo.open(PAGE)
    assert "projector-recess" not in drawn


def test_the_wall_is_told_whether_its_cards_may_be_read(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    rights.set_rights(demo.house, demo.console, "capture", may=["add_card"], sees="count")
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    demo.open(PAGE)
    assert drawn["projector-wall"]["hidden"]
    rights.reveal(demo.house, demo.console, shown=True)
    demo.open(PAGE)
    assert not drawn["projector-wall"]["hidden"]


def test_moods_are_counted_and_drawn_only_once_revealed_above_the_floor(
    bare: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    workshops.set_phase(bare.house, bare.console, Phase.MOOD)
    step = next(line.step for line in bare.view.questions)
    felt = [MoodSent(token, step, "client", "2") for token in people(5)]
    felt += [MoodSent(token, step, "employee", "-1") for token in people(6)]
    send(writer, bare, moods.set_moods, *felt[:4])
    rights.reveal(bare.house, bare.console, shown=True)
    bare.open(PAGE)
    assert drawn["projector-moods"]["rule"] == bare.words.count("ui.ask.missing", 1)
    rights.reveal(bare.house, bare.console, shown=False)
    send(writer, bare, moods.set_moods, *felt[4:])
    bare.open(PAGE)
    assert drawn["projector-moods"]["figures"][0][0] == "6"
    assert "projector-curves" not in drawn
    rights.reveal(bare.house, bare.console, shown=True)
    bare.open(PAGE)
    curves = drawn["projector-curves"]
    [told] = curves["steps"]  # of all steps, the one that was felt
    assert told["said"] == {"client": "+2", "employee": "−1"}
    assert told["voices"] == {"client": "5", "employee": "6"}
    assert (told["dotted"], curves["note"]) == (True, bare.words("ui.projector.by_team"))


def test_without_a_step_the_moods_are_drawn_by_themselves(
    bare: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    for step in bare.view.steps:
        journeys.remove_step(bare.house, bare.console, step.id)
    workshops.set_phase(bare.house, bare.console, Phase.MOOD)
    felt = [MoodSent(token, "any", "client", "2") for token in people(5)]
    send(writer, bare, moods.set_moods, *felt)
    rights.reveal(bare.house, bare.console, shown=True)
    bare.open(PAGE)
    curves = drawn["projector-curves"]
    [told] = curves["steps"]
    assert (told["client"], told["employee"], told["dotted"]) == (2, None, True)
    assert curves["note"] == bare.words("ui.projector.by_team")


def ask(stage: Stage, kind: str, options: tuple[str, ...] = ()) -> str:
    draft = QuestionDraft("Why?", kind, options=options)
    label = questions.add_question(stage.house, stage.console, draft)
    questions.push_question(stage.house, stage.console, label)
    return label


@pytest.mark.parametrize(
    ("kind", "value", "bars"), [("scale", "1", 5), ("choice", "0", 2), ("text", "", 0)]
)
def test_a_pushed_question_takes_the_screen_and_shows_its_result_once_revealed(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
    kind: str,
    value: str,
    bars: int,
) -> None:
    label = ask(demo, kind, ("Yes", "No") if kind == "choice" else ())
    text = "Because" if kind == "text" else ""
    said = [AnswerSent(token, label, value, text) for token in people(5)]
    send(writer, demo, answers.answer_questions, *said[:4])
    questions.reveal_question(demo.house, demo.console, label, revealed=True)
    demo.open(PAGE)
    asked = drawn["projector-prompt"]
    assert (asked["say"], asked["figures"][0][0], asked["shown"]) == ("Why?", "4", False)
    assert asked["rule"] == demo.words.count("ui.ask.missing", 1)
    questions.reveal_question(demo.house, demo.console, label, revealed=False)
    send(writer, demo, answers.answer_questions, said[4])
    demo.open(PAGE)
    assert (drawn["projector-prompt"]["shown"], drawn["projector-prompt"]["rule"]) == (False, "")
    questions.reveal_question(demo.house, demo.console, label, revealed=True)
    demo.open(PAGE)
    shown = drawn["projector-prompt"]
    assert drawn["projector-top"]["title"] == "Why?"
    assert (shown["shown"], len(shown["bars"])) == (True, bars)
    assert len(shown["quotes"]) == (5 if kind == "text" else 0)
    drawn.clear()
    questions.close_question(demo.house, demo.console, label)
    demo.open(PAGE)
    assert "projector-prompt" not in drawn


def test_the_cards_that_answer_a_question_are_a_wall_of_their_own(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    label = ask(demo, "card")
    demo.open(PAGE)
    assert drawn["projector-prompt"]["say"] == "Why?"
    sent = capture.CardSent("a", str(uuid.uuid4()), "client", "irritant", "any", "So", label)
    send(writer, demo, capture.add_cards, sent)
    demo.open(PAGE)
    only = [card.label for card in demo.view.cards if card.question == label]
    assert drawn["projector-wall"]["only"] == only != []


def test_a_vote_shows_who_took_part_and_its_result_after_the_reveal(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.VOTE)
    labels = [topic.label for topic in demo.view.topics]
    points = {place: "3" if place == 9 else "1" for place in range(10)}
    given = [
        ballots.PointsGiven(token, "V1", labels[place], points[place])
        for place, token in enumerate(people(10))
    ]
    send(writer, demo, ballots.give_points, *given)
    demo.open(PAGE)
    picture = drawn["projector-vote"]
    assert [figure[0] for figure in picture["figures"]] == ["10", "12"]
    assert (picture["bars"], picture["shown"]) == ([], False)
    votes.close_vote(demo.house, demo.console, "V1")
    demo.open(PAGE)
    assert drawn["projector-vote"]["say"] == demo.words("ui.projector.vote.closed")
    votes.reveal_vote(demo.house, demo.console, "V1")
    demo.open(PAGE)
    shown = drawn["projector-vote"]
    assert len(shown["bars"]) == 10
    first, second, third = shown["bars"][:3]
    assert (first["label"], first["rank"], first["share"]) == (labels[9], "1", 1)
    assert (second["rank"], third["rank"]) == ("2", "2")


def test_a_second_round_shows_the_shift(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.VOTE)
    label = demo.view.topics[0].label
    send(writer, demo, ballots.give_points, ballots.PointsGiven("a", "V1", label, "3"))
    votes.reveal_vote(demo.house, demo.console, "V1")
    votes.open_vote(demo.house, demo.console, votes.NewVote(follows="V1"))
    demo.open(PAGE)
    assert not drawn["projector-vote"]["shown"]
    send(writer, demo, ballots.give_points, ballots.PointsGiven("a", "V2", label, "1"))
    votes.reveal_vote(demo.house, demo.console, "V2")
    demo.open(PAGE)
    assert drawn["projector-top"]["note"] == demo.words("ui.vote.round", n="2")
    [only] = drawn["projector-vote"]["bars"]
    assert demo.words.count("ui.vote.shift.down", 2) in only["notes"]


def test_the_mirror_round_says_how_far_it_is(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    label = demo.view.topics[0].label
    answers = [mirror.MirrorSent(token, "none", topic=label) for token in people(2)]
    send(writer, demo, mirror.answer_mirror, *answers)
    demo.open(PAGE)
    t = demo.words
    said = t(
        "ui.projector.mirror",
        answers=t.count("ui.ask.answers", 2),
        people=t.count("count.people", 2),
    )
    assert drawn["projector-top"]["note"] == said


def test_topics_wait_in_sight_while_cards_are_grouped(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.GROUP)
    demo.open(PAGE)
    assert demo.words.count("ui.matrix.tray", 1) in drawn["slide-columns"]["foot"]


def test_the_close_shows_the_exit_vote_once_revealed_and_what_was_parked(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    writer: Writer,
) -> None:
    moderation.park(demo.house, demo.console, demo.view.shown_cards[0].label)
    workshops.set_phase(demo.house, demo.console, Phase.CLOSE)
    demo.open(PAGE)
    close = drawn["projector-close"]
    assert close["figures"][-1] == ("1", demo.words.count("ui.projector.parked", 1))
    assert close["say"] == demo.words("ui.projector.exit")
    scale, text = (line.label for line in demo.view.questions if line.deck == "exit")
    said = [AnswerSent(token, scale, "2", "") for token in people(5)]
    said += [AnswerSent(token, text, "", "Le tri") for token in people(5)]
    send(writer, demo, answers.answer_questions, *said)
    for label in (scale, text):
        questions.reveal_question(demo.house, demo.console, label, revealed=True)
    demo.open(PAGE)
    close = drawn["projector-close"]
    assert [bar["value"] for bar in close["bars"]] == ["5", "0", "0", "0", "0"]
    assert len(close["quotes"]) == 5


def test_a_shared_device_is_said_to_be_a_table(demo: Stage, writer: Writer) -> None:
    label = demo.view.topics[0].label
    table = participants.Introduction("a", "employee", origin="table")
    send(writer, demo, participants.introduce, table)
    send(writer, demo, mirror.answer_mirror, mirror.MirrorSent("a", "irritant", topic=label))
    topic = demo.view.topic(label)
    assert topic is not None
    said = [voices_said(demo.words, reading_of(topic, side).placing) for side in Side]
    assert any(demo.words.count("ui.voices.tables", 1) in one for one in said)


def test_the_question_that_is_put_to_the_phones_stands_over_its_ideas(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.IDEATE)
    demo.open(PAGE)
    assert [line["label"] for line in drawn["slide-list"]["items"]] == [
        line.label for line in demo.view.solutions
    ]
    topic = demo.view.in_quadrant(Quadrant.PRIORITY)[0]
    solutions.focus_topic(demo.house, demo.console, topic.label)
    demo.open(PAGE)
    first, *others = drawn["slide-topic"]["items"]
    assert first["title"] == demo.words("ideate.prompt.priority", topic=topic.title)
    quotes = [line["under"] for line in others if "under" in line]
    assert len(quotes) == 2
    ideas = [line["label"] for line in others if "label" in line]
    assert ideas == [line.label for line in demo.view.solutions if topic.label in line.topics]
    rights.set_rights(demo.house, demo.console, "ideate", may=["add_solution"], sees="count")
    demo.open(PAGE)
    assert not any("under" in line for line in drawn["slide-topic"]["items"])


def test_without_an_idea_the_questions_of_the_priority_topics_are_shown(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.IDEATE)
    for line in demo.view.solutions:
        solutions.remove_solution(demo.house, demo.console, line.label)
    demo.open(PAGE)
    asked = [line["title"] for line in drawn["slide-list"]["items"]]
    assert asked == [
        demo.words("ideate.prompt.priority", topic=topic.title)
        for topic in demo.view.in_quadrant(Quadrant.PRIORITY)
    ]


def test_answers_to_come_are_announced_only_where_somebody_has_answered(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.JOURNEYS)
    demo.open(PAGE)
    told = demo.words("ui.map.hidden")
    assert told in drawn["slide-steps"]["foot"]
    for line in demo.view.questions:
        questions.remove_question(demo.house, demo.console, line.label)
    demo.open(PAGE)
    assert told not in drawn["slide-steps"]["foot"]
