"""Group: cards become topics by ticking, dragging or choosing; everything can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed
from workshop.services import signin, topics
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.ui import live

PAGE = "facilitator/group"


class Sent:
    """What a drawn component sent: one trigger, once."""

    def __init__(self, **triggers: Any) -> None:
        self._triggers = triggers

    def __getattr__(self, name: str) -> Any:
        return self._triggers.pop(name, None)


@pytest.fixture(params=[True, False], ids=["as ever", "after a restart"])
def is_known(request: pytest.FixtureRequest) -> bool:
    """False: the server knows nothing of the components before they are drawn."""
    return bool(request.param)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, is_known: bool) -> dict[str, Any]:
    """Components by key: what they were given to draw; put a ``Sent`` at ``key!`` to answer."""
    seen: dict[str, Any] = {}

    def draw(name: str, data: Any, *, key: str, on: tuple[str, ...] = ()) -> Any:
        seen[key] = data
        return seen.get(f"{key}!", Sent())

    def sent(key: str, trigger: str) -> Any:
        return getattr(seen.get(f"{key}!", Sent()), trigger) if is_known else None

    monkeypatch.setattr(live, "draw", draw)
    monkeypatch.setattr(live, "sent", sent)
    return seen


@pytest.fixture
def dropped(drawn: dict[str, Any]) -> Callable[[str, str, str], None]:
    """Drag an item (label) out of a column of the board into another (their codes)."""

    def drop(label: str, left: str, reached: str) -> None:
        drawn["group-board-0!"] = Sent(moved={"label": label, "from": left, "to": reached})

    return drop


def said(app: AppTest) -> str:
    return "\n".join(error.value for error in app.error)


def free(stage: Stage, n: int = 2) -> list[str]:
    return [card.label for card in stage.view.free_cards[:n]]


def test_without_cards_the_page_says_where_they_come_from(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert not app.exception
    assert app.info[0].value == bare.words("ui.group.empty")


def test_ticked_and_named_cards_become_a_topic(demo: Stage, drawn: dict[str, Any]) -> None:
    cards = free(demo)
    drawn["group-pile!"] = Sent(asked={"title": "Accueil", "to": None, "cards": cards, "turn": "1"})
    app = demo.open(PAGE)
    assert not app.exception
    (made,) = [topic for topic in demo.view.topics if topic.title == "Accueil"]
    assert set(made.cards) == set(cards)
    assert drawn["group-pile"]["kept"] == "1"
    assert drawn["group-topics"]["chosen"] == made.label


def test_a_topic_without_a_title_is_refused_and_the_ticks_stay(
    demo: Stage, drawn: dict[str, Any]
) -> None:
    drawn["group-pile!"] = Sent(asked={"title": " ", "to": None, "cards": free(demo), "turn": "1"})
    app = demo.open(PAGE)
    assert said(app) == demo.words("error.text_empty")
    assert drawn["group-pile"]["kept"] is None


def test_ticked_cards_go_into_a_topic_there_is(demo: Stage, drawn: dict[str, Any]) -> None:
    cards = free(demo)
    drawn["group-pile!"] = Sent(asked={"title": "", "to": "T1", "cards": cards, "turn": "1"})
    demo.open(PAGE)
    topic = demo.view.topic("T1")
    assert topic is not None
    assert set(cards) <= set(topic.cards)


def test_a_topic_says_its_cards_and_steps_in_words(demo: Stage, drawn: dict[str, Any]) -> None:
    demo.open(PAGE)
    line = next(line for line in drawn["group-topics"]["topics"] if line["label"] == "T1")
    t = demo.words
    assert line["cards"] == ", ".join(
        (t.count("ui.count.irritant", 6), t.count("ui.count.enchantment", 1))
    )
    assert line["steps"]
    assert line["silent"] == ""


def test_a_topic_is_renamed_and_the_new_title_is_undone_and_done_again(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.text_input(key="group-title-T1").set_value("L’attente [x](http://x)")
    app.button(key="group-rename").click().run()
    assert not app.exception
    undo = app.button(key="group-undo")
    assert "L’attente" in undo.label
    assert "](" not in undo.label.replace("\\]", "")
    undo.click().run()
    before = demo.view.topic("T1")
    assert before is not None
    assert before.title != "L’attente [x](http://x)"
    app.button(key="group-redo").click().run()
    after = demo.view.topic("T1")
    assert after is not None
    assert after.title == "L’attente [x](http://x)"


def test_a_topic_renamed_stays_the_open_one_and_on_the_board(
    demo: Stage, drawn: dict[str, Any]
) -> None:
    drawn["group-topics!"] = Sent(pick="T3")
    app = demo.open(PAGE)
    app.multiselect(key=keyed(app, "group-on-board")).set_value(["T3", "T7"]).run()
    app.text_input(key="group-title-T3").set_value("Autrement")
    app.button(key="group-rename").click().run()
    assert drawn["group-topics"]["chosen"] == "T3"
    assert app.multiselect(key=keyed(app, "group-on-board")).value == ["T3", "T7"]


def test_an_empty_title_is_refused_and_nothing_changes(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.text_input(key="group-title-T1").set_value("  ")
    app.button(key="group-rename").click().run()
    assert said(app) == demo.words("error.text_empty")


def test_topics_are_merged_into_the_open_one(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.multiselect(key=keyed(app, "group-merge-with-T1")).set_value(["T2", "T3"]).run()
    app.button(key="group-merge").click().run()
    assert demo.view.topic("T2") is None
    assert demo.view.topic("T3") is None
    assert demo.words.count("ui.group.step.merged", 2) in app.button(key="group-undo").label


def test_a_topic_is_split_by_step_and_dissolved(demo: Stage) -> None:
    count = len(demo.view.topics)
    app = demo.open(PAGE)
    app.button(key="group-by-step").click().run()
    assert len(demo.view.topics) > count
    app.button(key="group-dissolve").click().run()
    assert demo.view.topic("T1") is None


def test_cards_of_a_topic_are_taken_out_into_a_new_one(demo: Stage, drawn: dict[str, Any]) -> None:
    topic = demo.view.topic("T1")
    assert topic is not None
    out = list(topic.cards[:2])
    drawn["group-split-T1!"] = Sent(asked={"title": "À part", "cards": out, "turn": "7"})
    demo.open(PAGE)
    (made,) = [topic for topic in demo.view.topics if topic.title == "À part"]
    assert set(made.cards) == set(out)


def test_a_drag_moves_one_card(demo: Stage, dropped: Callable[[str, str, str], None]) -> None:
    (card,) = free(demo, 1)
    dropped(card, "", "T1")
    app = demo.open(PAGE)
    assert not app.exception
    moved = demo.view.card(card)
    assert moved is not None
    assert moved.topic == "T1"


def test_a_drag_on_an_old_picture_leaves_what_somebody_else_did(
    demo: Stage, dropped: Callable[[str, str, str], None]
) -> None:
    (card,) = free(demo, 1)
    topics.move_cards(demo.house, demo.console, [card], to="T2")
    dropped(card, "", "T1")
    demo.open(PAGE)
    there = demo.view.card(card)
    assert there is not None
    assert there.topic == "T2"


def test_a_card_dragged_to_the_first_column_has_no_topic(
    demo: Stage, dropped: Callable[[str, str, str], None]
) -> None:
    topic = demo.view.topic("T1")
    assert topic is not None
    dropped(topic.cards[0], "T1", "")
    demo.open(PAGE)
    freed = demo.view.card(topic.cards[0])
    assert freed is not None
    assert freed.topic is None


def test_without_a_mouse_cards_are_put_freed_and_made_into_a_topic(demo: Stage) -> None:
    cards = free(demo)
    for to, title in (("T1", ""), ("", ""), ("+", "Sans souris")):
        app = demo.open(PAGE)
        app.multiselect(key=keyed(app, "group-move-cards")).set_value(cards)
        app.selectbox(key="group-move-to").set_value(to)
        app.text_input(key=keyed(app, "group-move-title")).set_value(title)
        app.button(key="group-move").click().run()
        assert not app.exception
        assert not app.error
        assert app.multiselect(key=keyed(app, "group-move-cards")).value == []
        holder = {card.topic for card in demo.view.cards if card.label in cards}
        expected = {"T1": {"T1"}, "": {None}}.get(to)
        assert len(holder) == 1
        if expected is not None:
            assert holder == expected
    assert any(topic.title == "Sans souris" for topic in demo.view.topics)


def test_what_others_do_meanwhile_leaves_what_was_chosen_alone(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.multiselect(key=keyed(app, "group-merge-with-T1")).set_value(["T2", "T3"]).run()
    topics.dissolve_topic(demo.house, demo.console, "T5")
    topics.rename_topic(demo.house, demo.console, "T2", title="Autrement dit")
    app.run()
    assert not app.exception
    assert app.multiselect(key=keyed(app, "group-merge-with-T1")).value == ["T2", "T3"]


def test_a_revoked_browser_sees_no_card(demo: Stage, page_house: House) -> None:
    app = demo.open(PAGE)
    signin.sign_out(page_house, demo.cookie)
    app.run()
    assert app.title[0].value == demo.words("ui.signed_out.title")
    assert not has(app, "group-undo")


# --- what the machine proposes --------------------------------------------------------------------


@pytest.fixture
def proposing(bare: Stage) -> Stage:
    """Three cards about one thing, in a topic none of them, and one about another."""
    import_cards(
        bare.house,
        bare.console,
        [
            CardRow(text, "client", "irritant", "")
            for text in (
                "Telephone attente interminable",
                "Telephone attente interminable",
                "Telephone attente interminable",
                "Parking souvent complet",
            )
        ],
    )
    return bare


def _proposals(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawn["suggest-list"]["topics"]
    return found


def _confirmed(*lines: dict[str, Any], turn: str = "1") -> Sent:
    accept = [
        {
            "key": line["key"],
            "title": line["title"],
            "cards": [card["label"] for card in line["cards"]],
        }
        for line in lines
    ]
    return Sent(asked={"accept": accept, "turn": turn})


def test_like_cards_are_proposed_with_their_certainty_in_words(
    proposing: Stage, drawn: dict[str, Any]
) -> None:
    assert not proposing.open(PAGE).exception
    (line,) = _proposals(drawn)
    assert len(line["cards"]) == 3
    assert line["title"]
    assert "%" in line["said"]
    assert proposing.view.topics == ()


def test_a_proposal_is_renamed_pruned_and_confirmed(
    proposing: Stage, drawn: dict[str, Any]
) -> None:
    app = proposing.open(PAGE)
    (line,) = _proposals(drawn)
    wanted = {**line, "title": "L’attente", "cards": line["cards"][:2]}
    drawn["suggest-list!"] = _confirmed(wanted)
    app.run()
    assert not app.exception
    (topic,) = proposing.view.topics
    assert topic.title == "L’attente"
    assert len(topic.cards) == 2
    assert drawn["suggest-list"]["answered"] == "1"
    assert drawn["group-topics"]["chosen"] == topic.label
    assert _proposals(drawn) == []


def test_a_title_emptied_is_refused_and_the_proposal_stays(
    proposing: Stage, drawn: dict[str, Any]
) -> None:
    app = proposing.open(PAGE)
    (line,) = _proposals(drawn)
    drawn["suggest-list!"] = _confirmed({**line, "title": " "})
    app.run()
    assert said(app) == proposing.words("error.text_empty")
    assert proposing.view.topics == ()
    assert _proposals(drawn) == [line]


def test_a_proposal_set_aside_stays_away_in_this_session(
    proposing: Stage, drawn: dict[str, Any]
) -> None:
    app = proposing.open(PAGE)
    (line,) = _proposals(drawn)
    drawn["suggest-list!"] = Sent(asked={"dismiss": line["key"], "turn": "1"})
    app.run()
    assert _proposals(drawn) == []
    app.button(key="suggest-again").click().run()
    assert _proposals(drawn) == []


def test_what_was_proposed_stays_until_asked_again(proposing: Stage, drawn: dict[str, Any]) -> None:
    app = proposing.open(PAGE)
    (line,) = _proposals(drawn)
    import_cards(
        proposing.house,
        proposing.console,
        [CardRow("Telephone attente interminable", "client", "irritant", "")],
    )
    app.run()
    assert _proposals(drawn) == [line]
    assert proposing.words.count("ui.suggest.news", 1) in [note.value for note in app.caption]
    app.button(key="suggest-again").click().run()
    (again,) = _proposals(drawn)
    assert len(again["cards"]) == 4


def test_cards_taken_by_somebody_else_leave_the_proposal(
    proposing: Stage, drawn: dict[str, Any]
) -> None:
    app = proposing.open(PAGE)
    (line,) = _proposals(drawn)
    label = topics.make_topic(
        proposing.house, proposing.console, title="Mine", cards=[line["cards"][0]["label"]]
    )
    drawn["suggest-list!"] = _confirmed(line)
    app.run()
    assert not app.error
    made = [topic for topic in proposing.view.topics if topic.label != label]
    assert [len(topic.cards) for topic in made] == [2]


def test_so_many_topics_as_asked_are_proposed(proposing: Stage, drawn: dict[str, Any]) -> None:
    app = proposing.open(PAGE)
    app.number_input(key="suggest-number").set_value(2).run()
    app.button(key="suggest-again").click().run()
    assert sorted(len(line["cards"]) for line in _proposals(drawn)) == [1, 3]
    app.number_input(key="suggest-number").set_value(99).run()
    app.button(key="suggest-again").click().run()
    assert "99" in said(app) or "4" in said(app)
    assert len(_proposals(drawn)) == 2


def test_all_is_confirmed_also_what_is_not_on_view(
    proposing: Stage, drawn: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.ui.suggestions.AT_ONCE", 1)
    import_cards(
        proposing.house,
        proposing.console,
        [CardRow("Formulaire papier illisible", "client", "irritant", "") for _ in range(2)],
    )
    app = proposing.open(PAGE)
    (line,) = _proposals(drawn)
    assert drawn["suggest-list"]["all"] == 2
    assert drawn["suggest-list"]["more"] == proposing.words.count("ui.suggest.more", 1)
    confirmed = _confirmed({**line, "title": "Renommé"})
    drawn["suggest-list!"] = confirmed
    confirmed._triggers["asked"]["rest"] = True
    app.run()
    assert not app.error
    assert len(proposing.view.topics) == 2
    assert "Renommé" in [topic.title for topic in proposing.view.topics]
    topics.undo(proposing.house, proposing.console)
    assert not proposing.view.topics
