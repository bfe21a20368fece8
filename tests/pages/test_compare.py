"""Another workshop beside this one on the matrix page: picture, table, and matches taken apart."""

from typing import Any

from tests.pages.pictures import pictures  # noqa: F401  (a fixture)
from tests.pages.stage import Stage, shown
from workshop.domain.words import QUADRANTS, Quadrant
from workshop.services import topics
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.demo import create_demo
from workshop.services.workshops import create_workshop

PAGE = "facilitator/matrix"
PICTURE = "compare"


def edition(stage: Stage) -> Console:
    """Another edition of the demo, in which one topic was moved and one renamed."""
    new = Console(create_demo(stage.house, stage.language).code)
    first, second = stage.view.in_quadrant(Quadrant.PRIORITY)[:2]
    topics.place_topics(stage.house, new, {first.label: "treat_next"}, because="Vu")
    topics.rename_topic(stage.house, new, second.label, title=f"{second.title} <b>encore</b>")
    return new


def compared(stage: Stage, code: str) -> Any:
    app = stage.open(PAGE)
    app.toggle("compare-open").set_value(True).run()
    app.selectbox("compare-other").set_value(code).run()
    assert not app.exception
    return app


def test_without_another_workshop_it_says_so(demo: Stage) -> None:
    create_workshop(demo.house, title="Vide", language=demo.language)
    app = demo.open(PAGE)
    app.toggle("compare-open").set_value(True).run()
    assert demo.words("ui.compare.no_other") in [caption.value for caption in app.caption]


def test_a_workshop_without_topics_compares_nothing(bare: Stage) -> None:
    assert "compare-open" not in [toggle.key for toggle in bare.open(PAGE).toggle]


def test_topics_that_moved_have_an_arrow_and_the_table_says_the_same(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    other = edition(demo)
    page = shown(compared(demo, other.code))
    drawn = {topic["label"]: topic for topic in pictures[PICTURE]["topics"]}
    moved = demo.view.in_quadrant(Quadrant.PRIORITY)[0]
    assert [label for label, topic in drawn.items() if topic["moved"]] == [moved.label]
    # The demo on the table is the older one: the arrow goes to the other edition.
    assert drawn[moved.label]["before"][2] == "priority"
    assert drawn[moved.label]["after"][2] == "treat_next"
    placed = [topic for topic in demo.view.topics if topic.quadrant in QUADRANTS]
    assert len(drawn) == len(placed)
    assert demo.words("ui.compare.moved.cell") in page
    assert demo.words("ui.compare.same_title") in page
    assert "<b>encore</b>" in page  # in a table, where it is text


def test_a_match_by_words_can_be_taken_apart(demo: Stage) -> None:
    other = edition(demo)
    renamed = demo.view.in_quadrant(Quadrant.PRIORITY)[1].label
    app = compared(demo, other.code)
    widget = app.multiselect(f"compare-apart-{other.code}")
    assert len(widget.options) == 1
    widget.set_value([(renamed, renamed)]).run()
    assert not app.exception
    page = shown(app)
    assert demo.words("ui.compare.only_here.cell") in page
    assert demo.words("ui.compare.only_there.cell") in page


def test_workshops_with_nothing_in_common_have_no_picture(
    demo: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    other = Console(create_workshop(demo.house, title="Ailleurs", language=demo.language).code)
    [card] = import_cards(demo.house, other, [CardRow("zzz", "client", "irritant", "")])
    topics.make_topic(demo.house, other, title="Zzz", cards=[card])
    page = shown(compared(demo, other.code))
    assert PICTURE not in pictures
    assert demo.words("ui.compare.only_there.cell") in page
