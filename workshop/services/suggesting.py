"""Topics that the machine proposes and the facilitator confirms.

Proposing changes nothing. It takes up to a second of pure computing, so it never runs inside a
transaction, and never on the event loop: pages and commands call it from threads of their own.
"""

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from sqlalchemy import Connection, and_, case, func, select

from workshop.domain.errors import NoCards, NumberOutOfRange, ScreenStale
from workshop.domain.gestures import Gesture
from workshop.domain.text import TITLE_LIMIT, clean_text
from workshop.domain.words import CardStatus, Source
from workshop.grouping.lexicon import Lexicon, shipped
from workshop.grouping.sayings import Answer, Pair, Proposal, Saying, Suggestion
from workshop.services.actors import Facilitating
from workshop.services.cards import chunks
from workshop.services.house import House
from workshop.services.lexicons import read_concepts
from workshop.services.model import Heard, hear_model
from workshop.services.topics import add_topic, put_cards, recorded
from workshop.services.transaction import Deed, change, snapshot
from workshop.storage import tables

KEPT_SUGGESTIONS = 16
MOST_COMPARED = 1_500
"""Cards that are compared with each other at once. Time and memory grow with the square of it: a
file of 5,000 verbatims would take gigabytes, and the room's phones would wait for a minute."""


@dataclass(frozen=True, slots=True)
class SuggestedTopic:
    """Cards that may make one topic, or join one that there is.

    ``key``: the same as long as it proposes the same cards for the same place. ``into``: the
    topic that they would join, None for a new one. ``certainty``: in [0, 1]. ``steps``: ids of
    the cards' steps, ``""`` for everywhere. ``room_yes``, ``room_no``: how many of the room's
    answers about two of these cards say the same subject, and how many say not.
    """

    key: str
    title: str
    cards: tuple[str, ...]
    certainty: float
    into: str | None = None
    steps: tuple[str, ...] = ()
    room_yes: int = 0
    room_no: int = 0


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """The most certain first. ``revision``: of the cards it was computed from.

    ``pairs``: of all shown cards, the most certain first. ``seconds``: what the computing took.
    ``by``: "model" when a sentence model was heard too, else "words". ``note``: the code of why
    the model that was asked for was not, else "".
    """

    revision: int
    topics: tuple[SuggestedTopic, ...]
    pairs: tuple[Pair, ...]
    seconds: float
    by: str = "words"
    note: str = ""
    cards: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A proposal as the facilitator confirms it; ``title`` is not read where ``into`` is given."""

    title: str
    cards: tuple[str, ...]
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """What came of it: the topics made or joined, and the cards that were no longer free."""

    topics: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a suggestion follows from, as one snapshot showed it."""

    revision: int
    sayings: tuple[Saying, ...]
    held: Mapping[str, str]
    titles: Mapping[str, str]
    answers: tuple[Answer, ...]
    lexicon: Lexicon
    data: frozenset[str] = frozenset()

    def at_once(self, sayings: tuple[Saying, ...]) -> tuple[Saying, ...]:
        """Of these, as many as are compared at once, in their order: the room's before data, and
        those in no topic yet before the others."""
        if len(sayings) <= MOST_COMPARED:
            return sayings
        order = sorted(sayings, key=lambda one: (one.label in self.data, one.label in self.held))
        kept = {saying.label for saying in order[:MOST_COMPARED]}
        return tuple(saying for saying in sayings if saying.label in kept)


def read_suggestion(
    house: House,
    actor: Facilitating,
    *,
    topics: int | None = None,
    per_step: bool = False,
    all_cards: bool = False,
) -> SuggestionView:
    """What the machine proposes for the cards in no topic yet; changes nothing.

    Of more than ``MOST_COMPARED`` cards it speaks of so many at a time: of others once these are
    in topics.

    ``topics``: exactly so many new ones, which then hold every card in question. ``per_step``: no
    new topic across two steps. ``all_cards``: as if no card were in a topic yet. Without
    ``topics``, cards that go well with a topic there is are proposed for it.

    Raises WorkshopUnknown; with ``topics``, NoCards without any, and NumberOutOfRange when it is
    not between 1 and the number of cards.
    """
    with snapshot(house, actor) as seen:
        ground = read_ground(seen)
    free = tuple(saying for saying in ground.sayings if saying.label not in ground.held)
    asked = ground.at_once(ground.sayings if all_cards or topics is None else free)
    if topics is not None and not asked:
        raise NoCards()
    if topics is not None and not 1 <= topics <= len(asked):
        raise NumberOutOfRange(field="topics", value=topics, low=1, high=len(asked))
    began = time.perf_counter()
    heard = hear_model([saying.text for saying in asked])
    found = _kept.suggestion(asked, ground, heard, topics=topics, per_step=per_step)
    if all_cards or topics is not None:
        proposed = [_suggested(ground, found, proposal, None) for proposal in found.topics]
    else:
        proposed = _for_free_cards(ground, found)
    return SuggestionView(
        revision=ground.revision,
        topics=tuple(proposed),
        pairs=found.pairs,
        seconds=time.perf_counter() - began,
        by="words" if heard.vectors is None else "model",
        note=heard.note,
        cards=frozenset(saying.label for saying in asked),
    )


def accept_suggestion(house: House, actor: Facilitating, proposals: Sequence[Accepted]) -> Grouped:
    """Make the proposed topics, all of them one change that one undo takes back.

    A card that somebody else has put into a topic, hidden or withdrawn meanwhile is left out, and
    so are the cards for a topic that is gone. Raises NoCards without any, ScreenStale when none
    of them is free any more, TextEmpty or TextTooLong for a title.
    """
    if not any(proposal.cards for proposal in proposals):
        raise NoCards()
    titles = [
        clean_text(proposal.title, limit=TITLE_LIMIT) if proposal.into is None else ""
        for proposal in proposals
    ]
    with change(house, actor, Gesture.ACCEPT_SUGGESTION) as deed:
        standing = _standing(deed)
        moves, left_out = _still_free(deed, proposals, titles, standing)
        if not moves:
            raise ScreenStale()
        labels = recorded(deed, lambda: [_gather(deed, move, standing) for move in moves])
        deed.trace.says(about=None if len(labels) == 1 else "")
        return Grouped(tuple(labels), tuple(left_out))


@dataclass(frozen=True, slots=True)
class _Move:
    """Cards (ids) that go into the topic ``into`` (label), or a new one of this title."""

    title: str
    into: str | None
    cards: tuple[int, ...]


def _still_free(
    deed: Deed,
    proposals: Sequence[Accepted],
    titles: Sequence[str],
    standing: Mapping[str, int],
) -> tuple[list[_Move], list[str]]:
    """What can be done of the proposals, and the cards (labels) that are left out."""
    free = _free_cards(deed, [card for proposal in proposals for card in proposal.cards])
    moves, left_out = [], []
    for title, proposal in zip(titles, proposals, strict=True):
        is_gone = proposal.into is not None and proposal.into not in standing
        ids = []
        for card in proposal.cards:
            card_id = None if is_gone else free.pop(card, None)
            if card_id is None:
                left_out.append(card)
            else:
                ids.append(card_id)
        if ids:
            moves.append(_Move(title, proposal.into, tuple(ids)))
    return moves, left_out


def _gather(deed: Deed, move: _Move, standing: Mapping[str, int]) -> str:
    """Put the cards together, and give the label of their topic."""
    if move.into is not None:
        topic_id, label = standing[move.into], move.into
    else:
        topic_id, number = add_topic(deed, move.title)
        label = f"T{number}"
    put_cards(deed, move.cards, topic_id)
    return label


def room_answers(connection: Connection, workshop_id: int) -> tuple[Answer, ...]:
    """What phones said of two shown cards, a count a pair; skipped ones say nothing."""
    same, low, high = tables.same_answer, tables.card.alias("low"), tables.card.alias("high")
    person = tables.participant
    rows = connection.execute(
        select(
            low.c.number.label("one"),
            high.c.number.label("other"),
            func.sum(case((same.c.value == "yes", 1), else_=0)).label("yes"),
            func.sum(case((same.c.value == "no", 1), else_=0)).label("no"),
        )
        .join_from(same, low, low.c.id == same.c.low_card_id)
        .join(high, high.c.id == same.c.high_card_id)
        .join(
            person,
            and_(person.c.id == same.c.participant_id, person.c.removed.is_(False)),
        )
        .where(
            same.c.workshop_id == workshop_id,
            same.c.value != "skip",
            low.c.status == CardStatus.SHOWN,
            high.c.status == CardStatus.SHOWN,
        )
        .group_by(low.c.number, high.c.number)
        .order_by(low.c.number, high.c.number)
    )
    return tuple(Answer(f"C{row.one}", f"C{row.other}", row.yes, row.no) for row in rows)


# --- what it follows from -------------------------------------------------------------------------


def read_ground(seen: Deed) -> Ground:
    card, topic = tables.card, tables.topic
    workshop = seen.workshop
    sayings: list[Saying] = []
    held: dict[str, str] = {}
    titles: dict[str, str] = {}
    data = set()
    for row in seen.connection.execute(
        select(
            card.c.number,
            card.c.text,
            card.c.side,
            card.c.kind,
            card.c.step_id,
            card.c.source,
            topic.c.number.label("topic"),
            topic.c.title,
        )
        .select_from(card.outerjoin(topic, topic.c.id == card.c.topic_id))
        .where(card.c.workshop_id == workshop.id, card.c.status == CardStatus.SHOWN)
        .order_by(card.c.number)
    ):
        label = f"C{row.number}"
        step = "" if row.step_id is None else str(row.step_id)
        sayings.append(Saying(label, row.text, row.side, row.kind, step))
        if row.source == Source.DATA:
            data.add(label)
        if row.topic is not None:
            held[label] = f"T{row.topic}"
            titles[held[label]] = row.title
    lexicon = shipped(workshop.language)
    own = read_concepts(seen.connection, workshop)
    return Ground(
        revision=workshop.revision,
        sayings=tuple(sayings),
        held=held,
        titles=titles,
        answers=room_answers(seen.connection, workshop.id),
        lexicon=lexicon.extended(own) if own else lexicon,
        data=frozenset(data),
    )


def _free_cards(deed: Deed, labels: Sequence[str]) -> dict[str, int]:
    """The ids of those cards that are shown and in no topic, by label."""
    card = tables.card
    numbers = [int(label[1:]) for label in labels if label[:1] == "C" and label[1:].isdecimal()]
    return {
        f"C{row.number}": row.id
        for some in chunks(numbers)
        for row in deed.connection.execute(
            select(card.c.id, card.c.number).where(
                card.c.workshop_id == deed.workshop.id,
                card.c.number.in_(some),
                card.c.status == CardStatus.SHOWN,
                card.c.topic_id.is_(None),
            )
        )
    }


def _standing(deed: Deed) -> dict[str, int]:
    topic = tables.topic
    return {
        f"T{row.number}": row.id
        for row in deed.connection.execute(
            select(topic.c.id, topic.c.number).where(
                topic.c.workshop_id == deed.workshop.id, topic.c.removed.is_(False)
            )
        )
    }


# --- for the cards that are free ------------------------------------------------------------------


def _for_free_cards(ground: Ground, found: Suggestion) -> list[SuggestedTopic]:
    """Each group of like cards as what it means for its free ones: a new topic, or one there is.

    They join the topic that most of the group's other cards lie in, if those are half of that
    topic, or half of the group: one stray card of a topic draws nobody into it.
    """
    sizes = Counter(ground.held.values())
    proposed = []
    for proposal in found.topics:
        free = tuple(card for card in proposal.cards if card not in ground.held)
        held = Counter(ground.held[card] for card in proposal.cards if card in ground.held)
        into = None
        if free and held:
            most = max(held, key=lambda topic: (held[topic], -int(topic[1:])))
            if 2 * held[most] >= min(sizes[most], len(proposal.cards)):
                into = most
        if len(free) > 1 or (free and into is not None):
            shown = Proposal(proposal.title, free, proposal.certainty)
            proposed.append(_suggested(ground, found, shown, into))
    proposed.sort(key=lambda topic: (-topic.certainty, -len(topic.cards), topic.cards))
    return proposed


def _suggested(
    ground: Ground, found: Suggestion, proposal: Proposal, into: str | None
) -> SuggestedTopic:
    cards = proposal.cards
    there = frozenset(card for card, topic in ground.held.items() if topic == into)
    inside = there | frozenset(cards)
    answers = [answer for answer in ground.answers if answer.a in inside and answer.b in inside]
    steps = {saying.label: saying.step for saying in ground.sayings}
    certainty = proposal.certainty
    if into is not None:
        certainty = _certainty_between(found, frozenset(cards), there)
    return SuggestedTopic(
        key=blake2b(f"{into}|{','.join(cards)}".encode(), digest_size=8).hexdigest(),
        title=proposal.title if into is None else ground.titles[into],
        cards=cards,
        certainty=certainty,
        into=into,
        steps=tuple(sorted({steps[card] for card in cards})),
        room_yes=sum(answer.yes for answer in answers),
        room_no=sum(answer.no for answer in answers),
    )


def _certainty_between(found: Suggestion, cards: frozenset[str], there: frozenset[str]) -> float:
    """The mean, over the cards, of the surest pair that each makes with a card of the topic."""
    surest = dict.fromkeys(cards, 0.0)
    for pair in found.pairs:
        for card, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if card in cards and other in there:
                surest[card] = max(surest[card], pair.certainty)
    return sum(surest.values()) / len(surest)


# --- computed once --------------------------------------------------------------------------------


class _Kept:
    """The suggestions computed last, by all that they follow from: what changes nothing of that
    (a vote, a title, a timer) computes nothing again. One at a time, so that phones keep their
    share of the processor."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[object, Suggestion] = OrderedDict()

    def suggestion(
        self,
        sayings: tuple[Saying, ...],
        ground: Ground,
        heard: Heard,
        *,
        topics: int | None,
        per_step: bool,
    ) -> Suggestion:
        known = {saying.label for saying in sayings}
        answers = tuple(answer for answer in ground.answers if {answer.a, answer.b} <= known)
        words = blake2b(repr(ground.lexicon).encode(), digest_size=16).hexdigest()
        key = (sayings, answers, words, heard.vectors is None, topics, per_step)
        with self._lock:
            if key not in self._found:
                # numpy is loaded by whoever asks first, not by every process that serves phones.
                from workshop.grouping.suggest import suggest

                self._found[key] = suggest(
                    sayings,
                    ground.lexicon,
                    answers=answers,
                    topics=topics,
                    per_step=per_step,
                    vectors=heard.vectors,
                )
            self._found.move_to_end(key)
            while len(self._found) > KEPT_SUGGESTIONS:
                self._found.popitem(last=False)
            return self._found[key]


_kept = _Kept()
