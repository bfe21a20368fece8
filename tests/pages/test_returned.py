"""Close: the edited workbook comes back, each difference ticked before it is taken."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from tests.pages.test_sheets import choose_file, press
from tests.services.returned.workbooks import column_of, edited, line_of
from workshop.exports import xlsx_file
from workshop.services import actions, topics
from workshop.services.actions import ActionDraft
from workshop.ui import returned
from workshop.ui.plain import plain

PAGE = "facilitator/close"


@pytest.fixture
def give_back(demo: Stage, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Bring the workbook after these cells were edited: noun, label, column, value; a label "+"
    is a new line."""

    def bring(*cells: tuple[str, str, str, object]) -> AppTest:
        say = demo.words

        def edit(book: Any) -> None:
            for noun, label, column, value in cells:
                page = book[say(f"file.sheet.{noun}")]
                line = page.max_row + 1 if label == "+" else line_of(page, label)
                page.cell(line, column_of(page, say(f"file.column.{column}"))).value = value

        content = edited(xlsx_file.produce(demo.house, demo.console), edit)
        choose_file(monkeypatch, content, "workshop.xlsx")
        return press(demo.open(PAGE), "returned-read")

    return bring


def title(stage: Stage, label: str) -> str:
    topic = stage.view.topic(label)
    assert topic is not None
    return topic.title


def test_an_unchanged_workbook_is_said_to_change_nothing(
    demo: Stage, give_back: Callable[..., AppTest]
) -> None:
    app = give_back()
    assert demo.words("ui.returned.same") in shown(app)
    assert not has(app, "returned-take")


def test_what_is_ticked_is_taken_and_the_rest_is_left(
    demo: Stage, give_back: Callable[..., AppTest]
) -> None:
    before = title(demo, "T2")
    app = give_back(
        ("topics", "T1", "title", "Tout autre *chose*"),
        ("topics", "T2", "title", "Pas celui-ci"),
        ("actions", "+", "what", "Afficher le temps d’attente"),
        ("topics", "T1", "quadrant", "?"),
    )
    page = shown(app)
    assert "Tout autre *chose*" in page
    assert demo.words("file.column.quadrant") in page
    assert demo.words("ui.returned.final") in page, "said before it is taken"
    ticks = [str(box.key) for box in app.checkbox if "returned-ticks" in str(box.key)]
    assert len(ticks) == 3
    second = next(box for box in app.checkbox if box.label.startswith("T2"))
    second.uncheck()
    press(app, "returned-take")
    assert (title(demo, "T1"), title(demo, "T2")) == ("Tout autre *chose*", before)
    t, [said] = demo.words, [one.value for one in app.success]
    new = t.count("ui.returned.was_taken.new", 1)
    assert plain(t("ui.returned.was_taken", labels=t.listing(["T1", new]))) in said
    assert plain(t("ui.returned.was_taken.undo")) in said
    assert demo.view.actions[-1].what == "Afficher le temps d’attente"
    assert not has(app, "returned-take")


def test_a_wrong_cell_is_told_and_the_faultless_lines_are_a_choice(
    demo: Stage, give_back: Callable[..., AppTest]
) -> None:
    app = give_back(("actions", "A1", "due", "31/02/2027"), ("topics", "T1", "title", "Files"))
    t = demo.words
    assert "31/02/2027" in shown(app)
    press(app, "returned-take")
    assert t("ui.returned.faulty") in shown(app)
    app.checkbox(keyed(app, "returned-ticks-1-faultless")).check()
    press(app, "returned-take")
    assert title(demo, "T1") == "Files"


def test_nothing_ticked_takes_nothing_and_the_workbook_can_be_put_away(
    demo: Stage, give_back: Callable[..., AppTest]
) -> None:
    app = give_back(("topics", "T1", "title", "Files"))
    next(box for box in app.checkbox if box.label.startswith("T1")).uncheck()
    press(app, "returned-take")
    assert demo.words("ui.returned.none") in shown(app)
    press(app, "returned-leave")
    assert not has(app, "returned-take")
    assert title(demo, "T1") != "Files"


def test_a_line_that_somebody_changed_meanwhile_is_compared_anew_and_not_ticked(
    demo: Stage, give_back: Callable[..., AppTest]
) -> None:
    app = give_back(("topics", "T1", "title", "Files"), ("topics", "+", "title", "Bruit"))
    topics.rename_topic(demo.house, demo.console, "T1", title="Attentes")
    press(app, "returned-take")
    page = shown(app)
    assert title(demo, "T1") == "Attentes"
    assert demo.words("ui.returned.both") in page
    box = next(box for box in app.checkbox if box.label.startswith("T1"))
    assert box.value is False


def test_of_many_lines_that_were_taken_the_first_are_named(
    demo: Stage, give_back: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returned, "NAMED", 1)
    app = give_back(("actions", "A1", "measure", "Moins"), ("actions", "A2", "measure", "Plus"))
    press(app, "returned-take")
    t, [said] = demo.words, [one.value for one in app.success]
    others = t.count("ui.returned.was_taken.others", 1)
    assert said == plain(t("ui.returned.was_taken", labels=t.listing(["A1", others])))


def test_many_lines_of_a_sheet_are_ticked_together(
    demo: Stage, give_back: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returned, "SHOWN", 1)
    actions.add_action(demo.house, demo.console, ActionDraft("Une de plus"))
    labels = [line.label for line in demo.view.actions[:3]]
    app = give_back(*(("actions", label, "measure", "Relevée") for label in labels))
    assert demo.words.count("ui.returned.rest", 2) in [box.label for box in app.checkbox]
    press(app, "returned-take")
    changed = [line for line in demo.view.actions if line.measure == "Relevée"]
    assert len(changed) == 3


def test_a_file_that_is_no_workbook_and_no_file_are_refused_in_a_sentence(
    demo: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = press(demo.open(PAGE), "returned-read")
    assert demo.words("ui.sheet.nothing") in shown(app)
    choose_file(monkeypatch, b"nothing", "workshop.xlsx")
    press(app, "returned-read")
    assert demo.words("error.sheet_unreadable") in shown(app)
