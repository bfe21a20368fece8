"""What was gathered before the workshop is counted apart from the room's cards on the pages."""

import pytest

from tests.pages.stage import Stage, shown
from workshop.domain.words import Role, Source
from workshop.services import workshops
from workshop.services.capture import CardRow, import_cards


@pytest.fixture
def gathered(demo: Stage) -> Stage:
    rows = [CardRow("Trop long d’attendre", "client", "irritant", "")] * 3
    import_cards(demo.house, demo.console, rows, source=Source.DATA)
    return demo


def test_the_close_tells_both_figures(gathered: Stage) -> None:
    page = shown(gathered.open("facilitator/close"))
    room = len(gathered.view.room_cards)
    assert f"<b>{room}</b>" in page
    assert f"<b>3</b><span>{gathered.words.count('ui.close.data', 3)}" in page


def test_a_workshop_without_data_says_nothing_of_it(bare: Stage) -> None:
    page = shown(bare.open("facilitator/close"))
    assert bare.words.count("ui.close.data", 2) not in page


def test_the_sponsor_is_told_both(gathered: Stage) -> None:
    t = gathered.words
    workshops.open_to_sponsor(gathered.house, gathered.console, is_open=True)
    gathered.become(Role.SPONSOR)
    assert t.count("count.data", 3) in shown(gathered.open("sponsor/results"))
