"""What the other tests stand on: a cast that is put back is the cast that was gathered."""

import random

from tests.services.cast import Cast
from tests.services.recorded import Recording, rows_of
from workshop.services import journeys
from workshop.services.templates import StepDraft


def test_what_is_put_back_is_what_was_gathered(cast: Cast, recording: Recording) -> None:
    with cast.house.database.reading() as connection:
        assert rows_of(connection) == recording.rows
    assert isinstance(cast.house.chance, random.Random)
    assert cast.house.chance.getstate() == recording.chance


def test_the_next_row_gets_a_number_of_its_own(cast: Cast) -> None:
    assert journeys.add_step(cast.house, cast.alice, StepDraft("After")) > max(
        *cast.steps, cast.their_step
    )
