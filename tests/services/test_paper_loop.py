"""The loop: a workshop held on paper and typed in gives what the same voices give from phones."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from tests.services.cast import Cast
from workshop.domain.words import Quadrant, Side
from workshop.services import mirror, moods, ratings, topics, votes, workshops
from workshop.services.actors import Console
from workshop.services.ballots import PointsGiven, give_points
from workshop.services.capture import add_cards
from workshop.services.journeys import add_step
from workshop.services.paper import PaperCard
from workshop.services.paper_rows import (
    IdeaRow,
    MirrorRow,
    MoodRow,
    PointsRow,
    Row,
    Sheet,
    WeighRow,
)
from workshop.services.paper_sheets import EFFECTS, type_sheet
from workshop.services.participants import Introduction, introduce
from workshop.services.solutions import SolutionSent, add_solutions
from workshop.services.templates import StepDraft
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.votes import NewVote, open_vote
from workshop.services.workshops import create_workshop

FOR = ("employee", "employee", "employee", "employee", "employee", "client", "client", "client")
"""For whom each of the eight speaks."""
CARDS = (
    ((0, "client", "irritant", 0),),
    ((0, "employee", "irritant", 0), (1, "client", "irritant", 1)),
    ((0, "client", "irritant", 0), (1, "client", "irritant", 1)),
    ((0, "employee", "irritant", 0), (2, "employee", "irritant", 1)),
    ((2, "employee", "irritant", 1), (2, "client", "enchantment", 1)),
    ((0, "client", "irritant", 0), (1, "client", "irritant", 1)),
    ((2, "client", "enchantment", 1),),
    ((0, "client", "irritant", 0), (2, "client", "enchantment", 1)),
)
"""What each writes: the topic it will be in, the side, the kind, the step."""
TITLES = ("Waiting", "Two forms", "A kind word")
MOODS = ((-2, 1), (-1, 0), (-1, 2), (-2, 1), (0, 1), (-2, 2), (-1, 1), (-2, 2))
"""What each feels at the first step, for the client and for the team."""
MIRROR = ("irritant", "irritant", "none", "enchantment", "irritant")
"""What the second topic, of which the team has not spoken, does to each who speaks for it."""
POINTS = ((3, 2, 0), (3, 0, 2), (0, 2, 3), (3, 1, 1), (2, 2, 1), (3, 2, 0), (1, 1, 3), (3, 0, 2))
WEIGHTS = (
    (-1, 1, 0),
    (0, 2, 1),
    (-1, 1, 2),
    (0, 1, 0),
    (1, 2, 1),
    (-2, 1, 0),
    (-1, 0, 1),
    (0, 1, 1),
)
"""What each thinks the idea would do to the client, to the team, to the tools."""
IDEA = "Ask by appointment only"


@dataclass
class Held:
    """A workshop of eight people, which somebody leads."""

    cast: Cast
    code: str
    me: Console
    steps: list[int]

    def lead(self, phase: str) -> None:
        workshops.set_phase(self.cast.house, self.me, phase)

    def view(self) -> WorkshopView:
        return read_workshop_view(self.cast.house, self.me)

    def group(self) -> None:
        """Each card goes to its topic, by what its sentence says."""
        cards = self.view().shown_cards
        for number, title in enumerate(TITLES):
            labels = [card.label for card in cards if card.text.startswith(f"About {number}")]
            topics.make_topic(self.cast.house, self.me, title=title, cards=labels)


def opened(cast: Cast) -> Held:
    new = create_workshop(cast.house, title="Counter", language="en", owner_id=None)
    me = Console(new.code)
    steps = [add_step(cast.house, me, StepDraft(title)) for title in ("Arrive", "Ask")]
    return Held(cast, new.code, me, steps)


def sentences(person: int) -> Iterator[tuple[str, str, str, int]]:
    """What a person writes: the sentence, its side, its kind and its step."""
    for topic, side, kind, step in CARDS[person]:
        yield f"About {topic}, says {person} of {side}", side, kind, step


def by_phones(held: Held) -> None:
    cast, code = held.cast, held.code
    phones = [f"loop-{person}" for person in range(len(FOR))]
    held.lead("capture")
    for person, phone in enumerate(phones):
        cast.send(introduce, Introduction(phone, FOR[person]), code=code)
        for text, side, kind, step in sentences(person):
            sent = cast.sent(phone, side=side, kind=kind, text=text, step=held.steps[step])
            cast.send(add_cards, sent, code=code)
    held.lead("mood")
    for phone, felt in zip(phones, MOODS, strict=True):
        for side, value in zip(Side, felt, strict=True):
            mood = moods.MoodSent(phone, str(held.steps[0]), side, str(value))
            cast.send(moods.set_moods, mood, code=code)
    held.group()
    held.lead("group")
    for phone, effect in zip(phones, MIRROR, strict=False):
        answer = mirror.MirrorSent(phone, effect, topic="T2", side="employee")
        cast.send(mirror.answer_mirror, answer, code=code)
    held.lead("vote")
    for phone, points in zip(phones, POINTS, strict=True):
        for number, given in enumerate(points, 1):
            if given:
                cast.send(
                    give_points, PointsGiven(phone, "V1", f"T{number}", str(given)), code=code
                )
    held.lead("ideate")
    idea = SolutionSent(phones[0], str(uuid.uuid4()), IDEA, ("T1",))
    cast.send(add_solutions, idea, code=code)
    held.lead("weigh")
    for phone, weights in zip(phones, WEIGHTS, strict=True):
        rating = ratings.RatingSent(phone, "S1", *map(str, weights))
        cast.send(ratings.rate_solutions, rating, code=code)


def by_paper(held: Held) -> None:
    """No phase is ever led: all is typed in afterwards."""
    numbers = count(1)

    def typed(*rows: Row, by: str = "employee", **values: object) -> None:
        sheet = Sheet(str(uuid.UUID(int=next(numbers))), rows, by, **values)  # type: ignore[arg-type]
        type_sheet(held.cast.house, held.me, sheet)

    for person, by in enumerate(FOR):
        typed(
            *(
                PaperCard(text, side, kind, str(held.steps[step]))
                for text, side, kind, step in sentences(person)
            ),
            by=by,
        )
    for by in Side:
        felt = [moods for whom, moods in zip(FOR, MOODS, strict=True) if whom == by]
        rows = [
            MoodRow(str(held.steps[0]), side, strokes([values[place] + 2 for values in felt], 5))
            for place, side in enumerate(Side)
        ]
        typed(*rows, by=by)
    held.group()
    places = [[effect.value for effect in EFFECTS].index(value) for value in MIRROR]
    typed(MirrorRow("T2", "employee", strokes(places, 3)))
    open_vote(held.cast.house, held.me, NewVote())
    for points in POINTS[:5]:
        typed(*votes_of(points), session="V1")
    heap = [sum(ballot[place] for ballot in POINTS[5:]) for place in range(3)]
    typed(*votes_of(heap), session="V1", voters=len(POINTS) - 5)
    typed(IdeaRow(IDEA, "T1"))
    for by, weights in zip(FOR, WEIGHTS, strict=True):
        typed(WeighRow("S1", *weights), by=by)


def strokes(places: list[int], columns: int) -> tuple[int, ...]:
    there = Counter(places)
    return tuple(there[place] for place in range(columns))


def votes_of(points: tuple[int, ...] | list[int]) -> list[PointsRow]:
    return [PointsRow(f"T{number}", given) for number, given in enumerate(points, 1) if given]


def test_paper_gives_what_the_same_voices_give_from_phones(cast: Cast) -> None:
    phones, paper = opened(cast), opened(cast)
    by_phones(phones)
    by_paper(paper)
    told = []
    for held in (phones, paper):
        votes.reveal_vote(cast.house, held.me, "V1")
        told.append(_told(held))
    assert told[0] == told[1]
    assert {topic.label: topic.quadrant for topic in paper.view().topics} == {
        "T1": Quadrant.PRIORITY,
        "T2": Quadrant.PRIORITY,
        "T3": Quadrant.TREAT_NEXT,
    }


def _told(held: Held) -> dict[str, object]:
    """Matrix, curves, votes and verdicts; steps by their place on the journey."""
    view = held.view()
    steps = {str(step): place for place, step in enumerate(held.steps)}
    [vote] = view.votes
    [idea] = view.solutions
    return {
        "matrix": [
            (
                topic.label,
                topic.quadrant,
                topic.computed,
                topic.client,
                topic.employee,
                topic.client_by_team,
                steps[topic.main_step],
                topic.votes,
            )
            for topic in view.topics
        ],
        "curves": [
            (
                steps[mood.step],
                mood.client,
                mood.client_voices,
                mood.client_by_team,
                mood.employee,
                mood.employee_voices,
            )
            for mood in view.moods
            if mood.client_voices
        ],
        "votes": (
            vote.voters,
            vote.points_given,
            [(result.label, result.points, result.controversy) for result in vote.results],
        ),
        "verdict": (idea.title, idea.topics, idea.verdict, idea.ballots),
    }
