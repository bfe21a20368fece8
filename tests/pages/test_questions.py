"""Questions to the room: decks and one's own, one at a time, secret until the reveal."""

from typing import Any

import pytest

from tests.pages.asking import answer, ask_nothing_yet, asked
from tests.pages.stage import Stage, has, keyed, shown
from tests.pages.test_group import Sent, drawn  # noqa: F401  (a fixture)
from workshop.domain.words import Deck, QuestionKind, QuestionStatus
from workshop.services import questions, rights, signin, workshops
from workshop.services.decks import PROMPT_DECKS, deck
from workshop.services.views.questions import QuestionLine

PAGE = "facilitator/capture"


@pytest.fixture
def demo(demo: Stage) -> Stage:
    return ask_nothing_yet(demo)


@pytest.fixture
def cards(demo: Stage) -> Stage:
    """The room sends cards."""
    workshops.set_phase(demo.house, demo.console, "capture")
    return demo


def prompts(stage: Stage) -> list[QuestionLine]:
    return [line for line in stage.view.questions if line.deck not in (Deck.MOOD, Deck.EXIT)]


def own(stage: Stage, kind: str = "choice", *options: str) -> str:
    draft = questions.QuestionDraft("Tenons-nous nos promesses ?", kind, options=options)
    return questions.add_question(stage.house, stage.console, draft)


def push(stage: Stage, label: str) -> None:
    questions.push_question(stage.house, stage.console, label)


def choose_deck(app: Any, slug: str) -> Any:
    group = next(found for found in app.get("button_group") if found.key == "question-deck")
    group.set_value(slug).run()
    return app


@pytest.mark.parametrize("slug", PROMPT_DECKS)
def test_a_deck_is_read_before_it_is_taken_and_asked_one_by_one(cards: Stage, slug: Deck) -> None:
    app = choose_deck(cards.open(PAGE), slug)
    page, workshop = shown(app), cards.view.workshop
    texts = [
        found.worded(workshop.client_name, workshop.team_name)
        for found in deck(slug, cards.language).questions
    ]
    assert all(text in page for text in texts)
    assert prompts(cards) == []
    app.button(f"question-take-{slug}").click().run()
    assert not app.exception
    there = prompts(cards)
    assert [line.text for line in there] == texts
    assert {line.status for line in there} == {QuestionStatus.READY}
    app.button(f"question-push-{there[0].label}").click().run()
    assert asked(cards) == [there[0].label]
    app.button("question-next").click().run()
    assert asked(cards) == [there[1].label]
    app.button("question-close").click().run()
    assert asked(cards) == []
    assert not has(app, "question-next")


def test_a_deck_may_be_about_one_step(cards: Stage) -> None:
    step = str(cards.view.steps[1].id)
    app = cards.open(PAGE)
    app.selectbox(key="question-step-guest").set_value(step)
    app.button("question-take-guest").click().run()
    assert {line.step for line in prompts(cards)} == {step}


def test_the_last_question_of_a_deck_has_no_next_one(cards: Stage) -> None:
    labels = questions.add_deck(cards.house, cards.console, "guest")
    push(cards, labels[-1])
    for label in labels[:-1]:
        push(cards, label)
    app = cards.open(PAGE)
    assert has(app, "question-close")
    assert not has(app, "question-next")


def test_answers_are_counted_and_secret_until_the_reveal(cards: Stage) -> None:
    label = own(cards, "choice", "Toujours", "Parfois")
    push(cards, label)
    answer(cards, label, values=["0", "0", "0", "0", "1", "skip"])
    t, app = cards.words, cards.open(PAGE)
    counted = t("ui.ask.and", one=t.count("ui.ask.answers", 5), two=t.count("ui.ask.skipped", 1))
    assert f"{counted} · {t('ui.ask.hidden')}" in shown(app)
    assert "rc-spread" not in shown(app)
    app.button("question-reveal-running").click().run()
    page = shown(app)
    assert t("ui.ask.first", options="Toujours", n="4") in page
    assert '<span>Parfois</span><i style="width:25%"></i><b>1</b>' in page
    app.button("question-hide-running").click().run()
    assert "rc-spread" not in shown(app)


def test_the_rooms_one_button_shows_the_question_too(cards: Stage) -> None:
    label = own(cards, "scale")
    push(cards, label)
    answer(cards, label, values=["2"] * 5)
    rights.reveal(cards.house, cards.console, shown=True)
    app = cards.open(PAGE)
    assert "rc-spread" in shown(app)
    assert not has(app, "question-reveal-running")


def test_below_the_floor_even_a_revealed_question_tells_nothing(cards: Stage) -> None:
    label = own(cards, "scale")
    push(cards, label)
    answer(cards, label, values=["2", "2", "2", "2"])
    questions.reveal_question(cards.house, cards.console, label, revealed=True)
    page = shown(cards.open(PAGE))
    assert cards.words.count("ui.ask.missing", 1) in page
    assert "rc-spread" not in page


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (["-2", "-2", "2", "2", "2", "-2"], "ui.ask.divided"),
        (["2", "2", "2", "2", "1", "-1"], "ui.ask.leaning"),
        (["1", "2", "1", "2", "1"], "ui.ask.agreed"),
    ],
)
def test_how_far_answers_go_apart_is_said_in_words(
    cards: Stage, values: list[str], key: str
) -> None:
    label = own(cards, "scale")
    push(cards, label)
    answer(cards, label, values=values)
    questions.reveal_question(cards.house, cards.console, label, revealed=True)
    page = shown(cards.open(PAGE))
    assert cards.words(key) in page
    assert cards.words("phone.scale.agree.best") in page


def test_a_sentence_of_the_room_becomes_a_card_or_an_idea(
    cards: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    label = own(cards, "text")
    push(cards, label)
    answer(cards, label, texts=["On promet une heure, on tient un jour"])
    cards.open(PAGE)
    (line,) = drawn["question-running-answers"]["answers"]
    drawn["question-running-answers!"] = Sent(card={"question": label, "rank": line["rank"]})
    app = cards.open(PAGE)
    assert not app.exception
    assert [card.text for card in cards.view.cards if card.question == label] == [line["text"]]


def test_an_answer_that_went_meanwhile_is_a_sentence_and_no_failure(
    cards: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    label = own(cards, "text")
    push(cards, label)
    answer(cards, label, texts=["x"])
    drawn["question-running-answers!"] = Sent(seed={"question": label, "rank": "12"})
    app = cards.open(PAGE)
    assert not app.exception
    assert app.error


# --- one's own ------------------------------------------------------------------------------------


def typed(stage: Stage, kind: QuestionKind, text: str, options: str = "") -> Any:
    app = choose_deck(stage.open(PAGE), "own")
    group = next(
        found for found in app.get("button_group") if str(found.key).startswith("question-kind")
    )
    group.set_value(kind).run()
    app.text_area(keyed(app, "question-text")).set_value(text)
    if kind is QuestionKind.CHOICE:
        app.text_area(keyed(app, "question-options")).set_value(options)
    app.button("question-save").click().run()
    return app


def test_ones_own_question_is_kept_ready_with_all_that_was_said_of_it(cards: Stage) -> None:
    step = str(cards.view.steps[0].id)
    app = choose_deck(cards.open(PAGE), "own")
    app.text_area(keyed(app, "question-text")).set_value("Et demain ?")
    app.selectbox(keyed(app, "question-about")).set_value(step)
    app.selectbox(keyed(app, "question-side")).set_value("client")
    app.selectbox(keyed(app, "question-period")).set_value("before")
    app.selectbox(keyed(app, "question-horizon")).set_value("tomorrow")
    app.button("question-save").click().run()
    assert not app.exception
    (line,) = prompts(cards)
    assert (line.text, line.kind, line.step, line.side, line.period, line.horizon) == (
        "Et demain ?",
        "text",
        step,
        "client",
        "before",
        "tomorrow",
    )
    assert line.status is QuestionStatus.READY
    assert app.text_area(keyed(app, "question-text")).value == ""


def test_a_choice_has_its_answers_one_a_line(cards: Stage) -> None:
    typed(cards, QuestionKind.CHOICE, "Tenons-nous parole ?", "Oui\n\n Non \n")
    assert prompts(cards)[0].options == ("Oui", "Non")


@pytest.mark.parametrize(
    ("kind", "text", "options"),
    [
        (QuestionKind.TEXT, "   ", ""),
        (QuestionKind.TEXT, "x" * 281, ""),
        (QuestionKind.CHOICE, "Laquelle ?", "Une seule"),
        (QuestionKind.CHOICE, "Laquelle ?", "\n".join("1234567")),
        (QuestionKind.CHOICE, "Laquelle ?", ""),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words_and_nothing_typed_is_lost(
    cards: Stage, kind: QuestionKind, text: str, options: str
) -> None:
    app = typed(cards, kind, text, options)
    assert not app.exception
    assert app.error
    assert not app.error[0].value.startswith("error.")
    assert app.text_area(keyed(app, "question-text")).value == text
    if kind is QuestionKind.CHOICE:
        assert app.text_area(keyed(app, "question-options")).value == options
    assert prompts(cards) == []


def test_a_question_is_asked_again_and_removed_by_a_second_press(cards: Stage) -> None:
    label = own(cards, "scale")
    push(cards, label)
    answer(cards, label, values=["2"] * 5)
    questions.close_question(cards.house, cards.console, label)
    app = choose_deck(cards.open(PAGE), "own")
    app.button(f"question-reveal-{label}").click().run()
    assert cards.words("ui.ask.agreed") in shown(choose_deck(app, "own"))
    app.button(f"question-push-{label}").click().run()
    assert asked(cards) == [label]
    app = choose_deck(app, "own")
    assert cards.words.count("ui.questions.remove.says", 5) in [text.value for text in app.markdown]
    app.button(f"question-remove-sure-{label}").click().run()
    assert prompts(cards) == []


def test_the_panel_is_on_the_page_of_the_moods_too(cards: Stage) -> None:
    push(cards, own(cards, "text"))
    assert has(cards.open("facilitator/mood"), "question-close")


def test_a_typed_question_is_never_html(cards: Stage) -> None:
    draft = questions.QuestionDraft("<img src=x> ![a](http://b)", "text")
    push(cards, questions.add_question(cards.house, cards.console, draft))
    assert "<img" not in shown(choose_deck(cards.open(PAGE), "own"))


def test_a_browser_that_signed_out_pushes_nothing(cards: Stage) -> None:
    label = own(cards, "text")
    app = choose_deck(cards.open(PAGE), "own")
    signin.sign_out(cards.house, cards.cookie)
    app.button(f"question-push-{label}").click().run()
    assert asked(cards) == []
    assert app.title[0].value == cards.words("ui.signed_out.title")
