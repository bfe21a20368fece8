"""The film of the workshop on the matrix page and on the projector."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.pages.pictures import Sent, pictures  # noqa: F401  (a fixture)
from tests.pages.stage import Stage, shown
from workshop.domain.words import Phase, Quadrant
from workshop.services import topics, workshops
from workshop.services.house import House
from workshop.services.replay import read_replay, record_minutes, show_replay
from workshop.ui.spots import stand_at

PAGE = "facilitator/matrix"
FILM = "replay"


def played(stage: Stage) -> str:
    """Three minutes: as the demo is, one topic renamed and moved by hand, and one less."""
    first, second, *_ = [topic.label for topic in stage.view.topics_in_order]
    began = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)

    def at(minutes: int) -> House:
        clock = lambda: began + timedelta(minutes=minutes)  # noqa: E731 - a still clock
        return House(stage.house.database, clock=clock, hub=stage.house.hub)

    record_minutes(at(0), [stage.code])
    topics.place_topics(stage.house, stage.console, {first: "capitalise"}, because="Vu")
    topics.rename_topic(stage.house, stage.console, first, title="Titre <b>neuf</b>")
    record_minutes(at(1), [stage.code])
    topics.dissolve_topic(stage.house, stage.console, second)
    record_minutes(at(2), [stage.code])
    return first


def test_nothing_is_read_until_it_is_asked_for(demo: Stage, pictures: dict[str, Any]) -> None:  # noqa: F811
    played(demo)
    app = demo.open(PAGE)
    assert not app.exception
    assert FILM not in pictures
    app.toggle("replay-open").set_value(True).run()
    assert not app.exception
    assert FILM in pictures


def test_before_the_first_minute_it_says_so(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.toggle("replay-open").set_value(True).run()
    assert demo.words("ui.replay.none") in [caption.value for caption in app.caption]


def test_a_workshop_without_topics_has_no_film(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert "replay-open" not in [toggle.key for toggle in app.toggle]


def test_each_minute_holds_what_differs_and_tells_who_moved(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    first = played(demo)
    demo.open(PAGE).toggle("replay-open").set_value(True).run()
    film = pictures[FILM]
    place = [topic["label"] for topic in film["topics"]].index(first)
    assert film["topics"][place]["title"] == "Titre <b>neuf</b>"
    whole, moved, gone = film["frames"]
    assert len(whole["changes"]) == len(film["topics"])
    assert list(moved["changes"]) == [str(place)]
    assert moved["changes"][str(place)][2] == "capitalise"
    assert [move["code"] for move in moved["moves"]] == ["capitalise"]
    assert list(gone["changes"].values()) == [None]
    assert gone["moves"] == []


def test_the_table_tells_the_same(demo: Stage) -> None:
    first = played(demo)
    app = demo.open(PAGE)
    app.toggle("replay-open").set_value(True).run()
    assert f"{first} · Titre <b>neuf</b>" in shown(app)


def test_the_room_is_shown_a_minute_and_gets_its_picture_back(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    played(demo)
    app = demo.open(PAGE)
    pictures[f"{FILM}!"] = Sent(show={"frame": 1, "playing": True})
    app.toggle("replay-open").set_value(True).run()
    assert not app.exception
    workshop = demo.view.workshop
    assert workshop.replay_frame == 1
    assert workshop.replay_since is not None
    pictures[f"{FILM}!"] = Sent(show={"frame": None, "playing": False})
    app.run()
    assert demo.view.workshop.replay_frame is None
    pictures[f"{FILM}!"] = Sent(show={"frame": "many"})
    app.run()
    assert not app.exception
    assert demo.view.workshop.replay_frame is None


def test_the_projector_follows(demo: Stage, pictures: dict[str, Any]) -> None:  # noqa: F811
    first = played(demo)
    workshops.set_phase(demo.house, demo.console, Phase.MATRIX)
    show_replay(demo.house, demo.console, 2, playing=False)
    demo.open("facilitator/projector")
    assert pictures["projector-replay"]["frame"] == 2
    assert pictures["projector-replay"]["since"] is None
    assert pictures["projector-top"]["title"] == demo.words("ui.projector.replay")
    pictures.clear()
    topics.show_topic(demo.house, demo.console, first)
    demo.open("facilitator/projector")
    assert "projector-replay" not in pictures


def test_a_film_that_is_gone_gives_the_projector_its_picture(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.MATRIX)
    show_replay(demo.house, demo.console, 2, playing=True)
    demo.open("facilitator/projector")
    assert "projector-matrix" in pictures
    assert read_replay(demo.house, demo.console).frames == ()


@pytest.mark.parametrize("quadrant", list(Quadrant))
def test_a_topic_stands_in_its_quadrant(quadrant: Quadrant) -> None:
    for employee, client in ((None, None), (1.0, -1.0), (-0.2, 0.4)):
        x, y = stand_at(quadrant, employee, client)
        if quadrant in (Quadrant.CONTESTED, Quadrant.ONE_SIDE_MISSING):
            assert (x, y) == (employee or 0.0, client or 0.0)
        else:
            assert (x < 0) is (quadrant in (Quadrant.PRIORITY, Quadrant.TREAT_NEXT))
            assert (y < 0) is (quadrant in (Quadrant.PRIORITY, Quadrant.INDICATORS))
