"""The line of the compass: one thing worth knowing, why, where to go, and later."""

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, shown
from workshop.domain.words import Phase
from workshop.pictures.compass_words import hint_rests_on, hint_said, hint_why
from workshop.services import topics, workshops
from workshop.services.views.compass import hints_of


def _told(here: Stage, app: AppTest) -> list[str]:
    """The hints of now that the page says, in the words of whoever wrote them."""
    view, page = here.view, shown(app)
    hints = hints_of(view, here.house.clock())
    return [hint.code for hint in hints if hint_said(here.words, view, hint) in page]


def test_one_hint_is_said_with_why_and_the_others_are_folded(demo: Stage) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.WEIGH)
    app = demo.open("facilitator/weigh")
    assert not app.exception
    assert _told(demo, app) == ["unheard_payer", "contrary_kpi"]
    view = demo.view
    first = hints_of(view, demo.house.clock())[0]
    assert hint_why(demo.words, view, first) in shown(app)
    assert all(name in shown(app) for name in hint_rests_on(view, first))
    # One acts on the first one here; for the other there is a way.
    assert not has(app, "compass-go-first-unheard_payer")
    assert has(app, "compass-go-others-contrary_kpi")


def test_what_is_put_aside_stays_so_in_this_session_alone(demo: Stage) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.WEIGH)
    app = demo.open("facilitator/weigh")
    app.button("compass-later-unheard_payer").click().run()
    assert _told(demo, app) == ["contrary_kpi"]
    assert has(app, "compass-go-first-contrary_kpi")
    app.button("compass-later-contrary_kpi").click().run()
    assert not app.exception
    assert _told(demo, app) == []
    assert not has(app, "compass-go-first-contrary_kpi")
    colleague = demo.open("facilitator/weigh")
    assert _told(demo, colleague) == ["unheard_payer", "contrary_kpi"]


def test_a_workshop_just_made_has_no_such_line(bare: Stage) -> None:
    for phase in (Phase.FRAME, Phase.CAPTURE, Phase.PLAN):
        workshops.set_phase(bare.house, bare.console, phase)
        app = bare.open(f"facilitator/{phase}")
        assert not app.exception
        assert bare.words("ui.compass.why") not in shown(app)


def test_what_people_typed_stays_plain_in_it(demo: Stage) -> None:
    [waiting] = [t for t in demo.view.topics if t.quadrant == "one_side_missing"]
    topics.rename_topic(demo.house, demo.console, waiting.label, title="![x](https://x.test/x.png)")
    workshops.set_phase(demo.house, demo.console, Phase.MATRIX)
    app = demo.open("facilitator/vote")
    assert not app.exception
    assert "![x](https:" not in "".join(str(box.value) for box in (*app.caption, *app.markdown))
    assert has(app, "compass-go-first-no_mirror")
