"""Causes: added, changed, removed; their kind where the team pays; merges and undo."""

from threading import Thread

import pytest

from tests.services.cast import Cast
from tests.services.everything import archive_of
from workshop.domain.errors import (
    CauseUnknown,
    TagMissing,
    TextEmpty,
    TextTooLong,
    TooManyWhys,
    TopicUnknown,
    ValueUnknown,
)
from workshop.domain.words import CauseTag
from workshop.services import causes, topics
from workshop.services.views.causes import CauseLine
from workshop.services.views.workshop import WorkshopView, read_workshop_view

WHYS = ("The form is on paper", "The tool is old")


def seen(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def topic(cast: Cast, title: str, **values: str) -> str:
    return topics.make_topic(cast.house, cast.alice, title=title, cards=[cast.card(**values)])


def relieved(cast: Cast) -> str:
    """A topic that delights the client and wears the team out."""
    cards = cast.cards(3, kind="enchantment") + cast.cards(3, side="employee")
    return topics.make_topic(cast.house, cast.alice, title="Goodwill", cards=cards)


def test_a_cause_keeps_its_ladder_its_kind_and_its_topics(cast: Cast) -> None:
    first, second = topic(cast, "Waiting"), topic(cast, "Asked twice")
    label = causes.add_cause(
        cast.house,
        cast.alice,
        title="Two tools",
        tag="tool",
        whys=[*WHYS, "  "],
        topics=[second, first, second],
    )
    assert label == "R1"
    line = CauseLine("R1", "Two tools", CauseTag.TOOL, WHYS, (first, second))
    assert seen(cast).causes == (line,)
    assert seen(cast).causes_of(first) == (line,)
    assert seen(cast).last_cause == "R1"


def test_the_last_why_is_the_cause_unless_it_is_named(cast: Cast) -> None:
    causes.add_cause(cast.house, cast.alice, title=" ", whys=WHYS)
    assert seen(cast).causes[0].title == WHYS[-1]
    for whys in ((), ("x" * 121,)):
        with pytest.raises(TextEmpty):
            causes.add_cause(cast.house, cast.alice, title="", whys=whys)


def test_what_cannot_be_a_cause_changes_nothing(cast: Cast) -> None:
    before = seen(cast)
    for refused, said in (
        (ValueUnknown, {"title": "x", "tag": "weather"}),
        (TooManyWhys, {"title": "x", "whys": ["why"] * 6}),
        (TextTooLong, {"title": "x", "whys": ["y" * 1001]}),
        (TextTooLong, {"title": "x" * 121}),
        (TopicUnknown, {"title": "x", "topics": ["T9"]}),
        (TopicUnknown, {"title": "x", "topics": ["nonsense"]}),
    ):
        with pytest.raises(refused):
            causes.add_cause(cast.house, cast.alice, **said)
    assert seen(cast) == before


def test_a_topic_to_relieve_wants_the_kind_of_its_cause(cast: Cast) -> None:
    label = relieved(cast)
    assert [line.label for line in seen(cast).untagged] == [label]
    with pytest.raises(TagMissing):
        causes.add_cause(cast.house, cast.alice, title="x", topics=[label])
    other = topic(cast, "Waiting")
    cause = causes.add_cause(cast.house, cast.alice, title="x", topics=[other])
    said = {"title": "x", "whys": (), "topics": [label]}
    with pytest.raises(TagMissing):
        causes.save_cause(cast.house, cast.alice, cause, tag="", **said)  # type: ignore[arg-type]
    causes.save_cause(cast.house, cast.alice, cause, tag="process", **said)  # type: ignore[arg-type]
    assert seen(cast).untagged == ()


def test_a_topic_moved_to_relieve_by_hand_wants_it_too(cast: Cast) -> None:
    cards = [cast.card(), cast.card(side="employee")]
    label = topics.make_topic(cast.house, cast.alice, title="Both", cards=cards)
    causes.add_cause(cast.house, cast.alice, title="x", topics=[label])
    assert seen(cast).untagged == ()
    topics.place_topics(cast.house, cast.alice, {label: "treat_next"}, because="We see it")
    assert [line.label for line in seen(cast).untagged] == [label]
    with pytest.raises(TagMissing):
        causes.add_cause(cast.house, cast.alice, title="y", topics=[label])
    topics.place_topics(cast.house, cast.alice, {label: None}, because="")
    assert seen(cast).untagged == ()


def test_a_cause_is_changed_and_removed(cast: Cast) -> None:
    first, second = topic(cast, "Waiting"), topic(cast, "Asked twice")
    causes.add_cause(cast.house, cast.alice, title="x", tag="silo", topics=[first])
    kept = causes.add_cause(cast.house, cast.alice, title="y", topics=[first])
    causes.save_cause(
        cast.house, cast.alice, "R1", title="z", tag="kpi", whys=WHYS, topics=[second]
    )
    view = seen(cast)
    assert view.causes[0] == CauseLine("R1", "z", CauseTag.KPI, WHYS, (second,))
    assert view.last_cause == "R1"
    causes.remove_cause(cast.house, cast.alice, "R1")
    assert [line.label for line in seen(cast).causes] == [kept]
    for label in ("R1", "T1", "?"):
        with pytest.raises(CauseUnknown):
            causes.remove_cause(cast.house, cast.alice, label)
    assert causes.add_cause(cast.house, cast.alice, title="x") == "R3"


def test_causes_follow_a_merge_and_come_back_with_undo(cast: Cast) -> None:
    first, second = topic(cast, "Waiting"), topic(cast, "Asked twice")
    for label in (first, second):
        causes.add_cause(cast.house, cast.alice, title=f"of {label}", topics=[label])
    before = seen(cast).causes
    topics.merge_topics(cast.house, cast.alice, [second], into=first)
    assert [line.topics for line in seen(cast).causes] == [(first,), (first,)]
    # Saved meanwhile: what the merge did to it is taken back all the same.
    causes.save_cause(
        cast.house, cast.alice, "R2", title=f"of {second}", tag="", whys=(), topics=[first]
    )
    topics.undo(cast.house, cast.alice)
    assert seen(cast).causes == before
    topics.dissolve_topic(cast.house, cast.alice, first)
    assert [line.topics for line in seen(cast).causes] == [(), (second,)]
    taken_out = archive_of(cast.house, cast.code).causes
    assert sorted(record.topics for record in taken_out) == [(), (second,)]
    topics.undo(cast.house, cast.alice)
    assert seen(cast).causes == before


def test_the_kinds_are_weighed_by_voices_and_by_topics(cast: Cast) -> None:
    big = topics.make_topic(cast.house, cast.alice, title="Big", cards=cast.cards(5))
    small, other = topic(cast, "Small"), topic(cast, "Other")
    causes.add_cause(cast.house, cast.alice, title="a", tag="tool", topics=[big])
    causes.add_cause(cast.house, cast.alice, title="b", tag="silo", topics=[small, other])
    causes.add_cause(cast.house, cast.alice, title="c", tag="silo", topics=[small])
    loose = topic(cast, "Loose")
    causes.add_cause(cast.house, cast.alice, title="d", topics=[loose])
    weights = seen(cast).cause_weights
    assert [(bar.tag, bar.weight) for bar in weights.by_voices] == [("tool", 5), ("silo", 2)]
    assert [(bar.tag, bar.weight) for bar in weights.by_topics] == [("silo", 2), ("tool", 1)]
    assert (weights.topics, weights.unsorted) == (4, 1)


def test_two_facilitators_at_once_lose_no_cause(cast: Cast) -> None:
    label = topic(cast, "Waiting")

    def add(actor: object) -> None:
        for n in range(5):
            causes.add_cause(cast.house, actor, title=f"{n}", topics=[label])  # type: ignore[arg-type]

    threads = [Thread(target=add, args=(actor,)) for actor in (cast.alice, cast.bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = seen(cast).causes
    assert sorted(line.label for line in found) == sorted(f"R{n}" for n in range(1, 11))
