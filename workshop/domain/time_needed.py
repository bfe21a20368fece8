"""The minutes a phase really takes, counted from what it asks of a room: the check on agendas.

Four things take time, one after the other: the script read aloud, the phones, the facilitator's
own gestures with the room, and the talk over what came out. Phones work side by side, so their
time is that of a slow one, however many there are; what is said aloud grows with what is talked
about. Figures are generous: a room that needs less has a longer break (ADR 18 has the reasons).
"""

import math
from dataclasses import dataclass

from workshop.domain.words import Phase

WORDS_A_MINUTE = 130
"""A script read aloud to a room, with breath: a newsreader has 150 to 170."""

SECONDS_A_TAP = 6
"""To read a question of one line, choose and touch; a slow phone, not the median."""

SECONDS_A_SENTENCE = 60
"""To think of a fact and type it: about fifteen words, thirty words a minute, and a breath."""

SECONDS_TO_GATHER = 45
"""Until all look at their phones, and again at the screen."""

SCRIPT_WORDS = {
    Phase.FRAME: 60,
    Phase.JOURNEYS: 45,
    Phase.MOOD: 65,
    Phase.CAPTURE: 50,
    Phase.GROUP: 40,
    Phase.MATRIX: 65,
    Phase.VOTE: 50,
    Phase.CAUSES: 55,
    Phase.IDEATE: 60,
    Phase.WEIGH: 70,
    Phase.PLAN: 50,
    Phase.CLOSE: 50,
    Phase.FOLLOW: 40,
}
"""At least the words of the guide's script, in whichever language is longer (a test counts)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much a workshop takes on, which is what makes it long or short.

    ``people``: for whom it is made; only the way in takes longer with more of them. ``steps``:
    shown one by one. ``mood_steps``: rated by all. ``cards``, ``ideas``: that each phone sends.
    ``topics``: on the matrix. ``leading``: the topics that are talked over, explained and found
    ideas for. ``weighed``: ideas that are adopted or not. ``actions``: that the plan gets.
    """

    people: int
    steps: int
    mood_steps: int
    cards: int
    topics: int
    leading: int
    ideas: int
    weighed: int
    actions: int


TAPS_TO_JOIN = 4
"""The way in, for whom one speaks, the role, and on."""
TAPS_A_MOOD = 2
"""A step is rated for each side."""
TAPS_A_CARD = 7
"""Minus or plus, the side, the step (open, choose), the field, Send, and the mirror question."""
TAPS_SAID_TOO = 3
"""Cards of others touched "me too"."""
TAPS_SAME = 5
TAPS_MIRROR = 5
"""At most so many pairs of cards, and topics of the mirror round, on one phone."""
TAPS_A_VOTE = 5
"""One for each point."""
TAPS_AN_IDEA = 3
"""The topic, the field, Send."""
TAPS_A_RATING = 7
"""The next idea, three effects, benefit, effort, save."""
IDEAS_RATED = 3
"""Of all ideas, so many come to each phone."""
TAPS_TO_LEAVE = 4
"""Of the two questions before leaving: a face, the field, Send; and one's own link."""


def taps(phase: Phase, scale: Scale) -> int:
    """What one phone is touched in this phase, when everything that is asked is answered."""
    return {
        Phase.FRAME: TAPS_TO_JOIN,
        Phase.MOOD: TAPS_A_MOOD * scale.mood_steps,
        Phase.CAPTURE: TAPS_A_CARD * scale.cards + TAPS_SAID_TOO,
        Phase.GROUP: TAPS_SAME + TAPS_MIRROR,
        Phase.VOTE: TAPS_A_VOTE,
        Phase.IDEATE: TAPS_AN_IDEA * scale.ideas,
        Phase.WEIGH: TAPS_A_RATING * IDEAS_RATED,
        Phase.CLOSE: TAPS_TO_LEAVE,
    }.get(phase, 0)


def sentences(phase: Phase, scale: Scale) -> int:
    """What one phone types in this phase."""
    return {
        Phase.MOOD: 1,
        Phase.CAPTURE: scale.cards,
        Phase.IDEATE: scale.ideas,
        Phase.CLOSE: 1,
    }.get(phase, 0)


def talk(phase: Phase, scale: Scale) -> int:
    """Seconds of what is done aloud, over the screen.

    Somebody more in the room takes 3 seconds of the way in; a step is read in a minute, its mood in
    half a one. While cards are written a minute is spoken for each: of the other side, of what
    pleases. A title is read and a card taken out of its pile in 20 seconds; a place on the matrix
    read in 20, a leading topic talked over in 2 minutes, its causes found in 5, its question asked
    and answered in 2½. An idea is adopted or set aside in 1½, an action made (what, who, for when,
    measured how) in 4, and read once more in 20 seconds. A vote is revealed and read in 1½.
    """
    return {
        Phase.FRAME: 60 + 3 * scale.people,
        Phase.JOURNEYS: 60 * scale.steps,
        Phase.MOOD: 60 + 30 * scale.mood_steps,
        Phase.CAPTURE: 60 * scale.cards,
        Phase.GROUP: 20 * scale.topics,
        Phase.MATRIX: 20 * scale.topics + 120 * scale.leading,
        Phase.VOTE: 90,
        Phase.CAUSES: 300 * scale.leading,
        Phase.IDEATE: 150 * scale.leading,
        Phase.WEIGH: 90 * scale.weighed,
        Phase.PLAN: 240 * scale.actions,
        Phase.CLOSE: 60 + 20 * scale.actions,
        Phase.FOLLOW: 30 * 60,
    }[phase]


def need(phase: Phase, scale: Scale) -> int:
    """The whole minutes that this phase takes at least, rounded up."""
    touched, typed = taps(phase, scale), sentences(phase, scale)
    phones = touched * SECONDS_A_TAP + typed * SECONDS_A_SENTENCE
    seconds = (
        SCRIPT_WORDS[phase] * 60 / WORDS_A_MINUTE
        + (phones + SECONDS_TO_GATHER if touched else 0)
        + talk(phase, scale)
    )
    return math.ceil(seconds / 60)
