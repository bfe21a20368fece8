"""A rehearsal for tests: seeded, and played by the gesture instead of by the clock."""

import random

from tests.services.cast import Cast
from workshop.services.actors import Console
from workshop.services.archive.reading import read_archive
from workshop.services.archive.records import Archive
from workshop.services.rehearsal import join_rehearsal
from workshop.services.simulated import Rehearsal
from workshop.services.transaction import snapshot
from workshop.services.views.workshop import read_workshop_view


def rehearsal_of(cast: Cast, *, phones: int) -> Rehearsal:
    """Simulated phones of Alice's workshop, the same at each run."""
    tokens = join_rehearsal(cast.house, cast.alice, phones=phones)
    return Rehearsal(cast.house, cast.writer, cast.code, tokens, random.Random(3))


def play(rehearsal: Rehearsal, gestures: int) -> None:
    """So many phones, one after the other, do one thing each."""
    for _ in range(gestures):
        assert rehearsal.act()


def whole_of(cast: Cast, code: str = "") -> Archive:
    """All that an export holds."""
    with snapshot(cast.house, Console(code or cast.code)) as seen:
        return read_archive(seen)


def figures_of(cast: Cast) -> object:
    """All that the facilitator's screens count."""
    view = read_workshop_view(cast.house, cast.alice)
    return (
        view.cards,
        view.topics,
        view.solutions,
        view.actions,
        view.moves,
        view.participants,
        view.votes,
        view.mirror,
        [question for question in view.questions if question.deck != "mood"],
        view.moderation,
        view.room,
    )
