"""The sponsor's page: closed until it is opened, then the results and nothing to press."""

from tests.pages.stage import Stage, shown
from workshop.domain.words import Quadrant, Role
from workshop.services import workshops
from workshop.services.archive.records import FLOOR

PAGE = "sponsor/results"


def opened(stage: Stage) -> None:
    workshops.open_to_sponsor(stage.house, stage.console, is_open=True)
    stage.become(Role.SPONSOR)


def test_a_closed_page_is_calm_and_tells_nothing(demo: Stage) -> None:
    demo.become(Role.SPONSOR)
    app = demo.open(PAGE)
    assert not app.exception
    assert app.title[0].value == demo.words("ui.sponsor.wait")
    assert "Lumeo" not in shown(app)


def test_the_page_appears_when_it_is_opened_and_goes_when_it_is_closed(demo: Stage) -> None:
    demo.become(Role.SPONSOR)
    app = demo.open(PAGE)
    workshops.open_to_sponsor(demo.house, demo.console, is_open=True)
    assert "Lumeo" in app.run().title[0].value
    workshops.open_to_sponsor(demo.house, demo.console, is_open=False)
    app.run()
    assert app.title[0].value == demo.words("ui.sponsor.wait")
    assert "Lumeo" not in shown(app)


def test_a_revoked_link_shows_the_signed_out_screen(demo: Stage) -> None:
    opened(demo)
    app = demo.open(PAGE)
    workshops.revoke_links(demo.house, demo.console, Role.SPONSOR)
    app.run()
    assert app.title[0].value == demo.words("ui.signed_out.title")
    assert "Lumeo" not in shown(app)


def test_the_results_are_read_from_top_to_bottom(demo: Stage) -> None:
    opened(demo)
    app = demo.open(PAGE)
    assert not app.exception
    page, t = shown(app), demo.words
    parts = ("goal", "matrix", "priorities", "solutions", "actions")
    places = [page.index(f'rc-section">{t(f"ui.sponsor.{part}")}') for part in parts]
    assert places == sorted(places)
    for line in demo.view.actions:
        assert line.what in page
    assert demo.view.workshop.client_goal in page


def test_there_is_nothing_to_press(demo: Stage) -> None:
    opened(demo)
    app = demo.open(PAGE)
    assert [*app.button, *app.text_input, *app.text_area, *app.selectbox] == []


def test_the_priority_topics_speak_in_the_rooms_words(demo: Stage) -> None:
    opened(demo)
    page = shown(demo.open(PAGE))
    topic = demo.view.in_quadrant(Quadrant.PRIORITY)[0]
    spoken = page.split(demo.words("ui.sponsor.solutions"))[0]  # a pilot's reason is quoted below
    assert spoken.count("rc-quote") == 3 * len(demo.view.in_quadrant(Quadrant.PRIORITY))
    assert topic.title in page
    assert demo.words("ui.sponsor.floor", n=FLOOR) not in page


def test_a_facilitator_previews_it_while_it_is_closed(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert app.info[0].value == demo.words("ui.sponsor.preview")
    assert "Lumeo" in app.title[0].value


def test_an_empty_workshop_has_calm_empty_parts(bare: Stage) -> None:
    opened(bare)
    app = bare.open(PAGE)
    assert not app.exception
    page = shown(app)
    for part in ("matrix", "priorities", "solutions", "actions"):
        assert bare.words(f"ui.sponsor.{part}.none") in page
