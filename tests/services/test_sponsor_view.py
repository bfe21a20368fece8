"""What a sponsor may see: nothing before the page is open, and never what has no field."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from tests.services.cast import Cast, by_link
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import ActionStatus, Quadrant, Role, Side, Source, Term, Transfer
from workshop.services import actions, capture, moderation, ratings, solutions, topics, workshops
from workshop.services.access import new_token
from workshop.services.actors import Visitor
from workshop.services.archive.records import FLOOR
from workshop.services.capture import CardRow
from workshop.services.views.sponsor import (
    PRIORITIES,
    SENTENCES,
    SponsorView,
    read_sponsor_view,
    sponsor_waits,
)


def opened(cast: Cast) -> SponsorView:
    """The page as Sam sees it, once Alice has opened it."""
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    return read_sponsor_view(cast.house, cast.sam)


def words_of(thing: object) -> str:
    """Every text in a view, in one string."""
    if is_dataclass(thing):
        return " ".join(words_of(getattr(thing, field.name)) for field in fields(thing))
    if isinstance(thing, tuple | list):
        return " ".join(words_of(item) for item in thing)
    return str(thing)


def priority(cast: Cast, *, voices: int = 3) -> str:
    """A priority topic: so many voices hurt on each side; gives its label."""
    cards = [
        *cast.cards(voices, side="client", kind="irritant"),
        *cast.cards(voices, side="employee", kind="irritant"),
    ]
    return topics.make_topic(cast.house, cast.alice, title="Waiting", cards=cards)


def test_a_closed_page_tells_a_sponsor_nothing(cast: Cast) -> None:
    with pytest.raises(WorkshopUnknown):
        read_sponsor_view(cast.house, cast.sam)


def test_a_sponsor_with_a_live_link_waits_at_a_closed_page(cast: Cast) -> None:
    assert sponsor_waits(cast.house, cast.sam)


def test_nobody_else_waits(cast: Cast) -> None:
    stranger = Visitor(cast.code, new_token(), Role.SPONSOR)
    elsewhere = Visitor("ZZZZZZ", cast.sam.token, Role.SPONSOR)
    their_workshop = Visitor(cast.theirs.code, cast.sam.token, Role.SPONSOR)
    assert not any(
        sponsor_waits(cast.house, visitor) for visitor in (stranger, elsewhere, their_workshop)
    )


def test_a_revoked_link_neither_opens_nor_waits(cast: Cast) -> None:
    opened(cast)
    workshops.revoke_links(cast.house, cast.alice, Role.SPONSOR)
    with pytest.raises(WorkshopUnknown):
        read_sponsor_view(cast.house, cast.sam)
    assert not sponsor_waits(cast.house, cast.sam)


def test_closing_the_page_shuts_it_at_once(cast: Cast) -> None:
    opened(cast)
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=False)
    with pytest.raises(WorkshopUnknown):
        read_sponsor_view(cast.house, cast.sam)


def test_another_facilitator_sees_nothing(cast: Cast) -> None:
    opened(cast)
    with pytest.raises(WorkshopUnknown):
        read_sponsor_view(cast.house, Visitor(cast.code, cast.charlie.token, Role.SPONSOR))


def test_a_facilitator_previews_a_closed_page(cast: Cast) -> None:
    preview = read_sponsor_view(cast.house, Visitor(cast.code, cast.alice.token, Role.SPONSOR))
    assert preview.title == "Counter"
    assert not preview.is_open


def test_an_open_page_says_so(cast: Cast) -> None:
    assert opened(cast).is_open


def test_no_sentence_is_shown_below_the_floor(cast: Cast) -> None:
    for _ in range(FLOOR - 1):
        cast.card("one-phone", text="I hurt alone")
    cards = [*cast.cards(FLOOR - 2), cast.card("one-phone", text="I hurt alone again")]
    topics.make_topic(cast.house, cast.alice, title="Waiting", cards=cards)
    assert "hurt alone" not in words_of(opened(cast))


def test_from_the_floor_on_a_topic_has_its_sentences(cast: Cast) -> None:
    priority(cast)
    (topic,) = opened(cast).in_quadrant(Quadrant.PRIORITY)
    assert len(topic.sentences) == SENTENCES


def test_the_sentences_most_people_joined_come_first(cast: Cast) -> None:
    label = priority(cast)
    loved = cast.card(text="Everybody says this")
    topics.move_cards(cast.house, cast.alice, [loved], to=label)
    for phone in ("phone-x", "phone-y"):
        cast.me_too(phone, loved)
    (topic,) = opened(cast).in_quadrant(Quadrant.PRIORITY)
    assert topic.sentences[0] == "Everybody says this"


def test_a_hidden_card_is_never_shown(cast: Cast) -> None:
    label = priority(cast)
    rude = cast.card(text="A rude word")
    topics.move_cards(cast.house, cast.alice, [rude], to=label)
    for phone in ("phone-x", "phone-y"):
        cast.me_too(phone, rude)
    moderation.set_aside(cast.house, cast.alice, rude, reason="other")
    assert "rude" not in words_of(opened(cast))


def test_a_card_outside_every_topic_is_not_shown(cast: Cast) -> None:
    priority(cast)
    cast.card(text="Somewhere else")
    assert "Somewhere else" not in words_of(opened(cast))


def test_imported_data_is_not_the_rooms_words(cast: Cast) -> None:
    label = priority(cast)
    rows = [CardRow("A verbatim", "client", "irritant", "")]
    verbatims = capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    topics.move_cards(cast.house, cast.alice, verbatims, to=label)
    assert "A verbatim" not in words_of(opened(cast))


def test_topics_keep_their_place_and_how_sure_it_is(cast: Cast) -> None:
    priority(cast)
    cards = [cast.card(side="client", kind="enchantment"), cast.card(side="employee")]
    unsure = topics.make_topic(cast.house, cast.alice, title="Unsure", cards=cards)
    lonely = topics.make_topic(cast.house, cast.alice, title="Lonely", cards=[cast.card()])
    view = opened(cast)
    assert [topic.title for topic in view.in_quadrant(Quadrant.PRIORITY)] == ["Waiting"]
    assert {topic.label: topic.to_confirm for topic in view.topics}[unsure]
    assert [topic.label for topic in view.waiting] == [lonely]


def test_a_moved_topic_is_marked_and_no_longer_to_confirm(cast: Cast) -> None:
    cards = [cast.card(side="client"), cast.card(side="employee")]
    label = topics.make_topic(cast.house, cast.alice, title="Moved", cards=cards)
    topics.place_topics(cast.house, cast.alice, {label: "capitalise"}, because="A private reason")
    view = opened(cast)
    (topic,) = view.in_quadrant(Quadrant.CAPITALISE)
    assert topic.moved
    assert not topic.to_confirm
    assert "private reason" not in words_of(view)


def test_a_solution_has_its_verdict_and_no_ballot(cast: Cast) -> None:
    label = priority(cast)
    idea = solutions.add_solution(
        cast.house, cast.alice, title="Raise call-centre productivity", topics=[label]
    )
    for by, employee in (("client", 0), ("employee", -2), ("employee", -1)):
        ratings.rate(cast.house, cast.alice, idea, by=by, client=1, employee=employee, usability=0)
    (line,) = opened(cast).solutions
    assert (line.transfer, line.payer) == (Transfer.RED, Side.EMPLOYEE)
    assert line.topics == ("Waiting",)
    assert line.unheard == ()
    assert {field.name for field in fields(line)} == {
        "label", "title", "topics", "transfer", "payer", "unheard", "status"
    }  # fmt: skip


def test_a_solution_says_which_sides_were_not_heard(cast: Cast) -> None:
    idea = solutions.add_solution(cast.house, cast.alice, title="Call back")
    assert opened(cast).solutions[0].unheard == (Side.CLIENT, Side.EMPLOYEE)
    ratings.rate(cast.house, cast.alice, idea, by="client", client=2, employee=2, usability=0)
    assert opened(cast).solutions[0].unheard == (Side.EMPLOYEE,)


def test_commitments_come_by_due_date_and_drafts_do_not(cast: Cast) -> None:
    label = priority(cast)
    for what, due, status in (
        ("Later", date(2026, 6, 1), ActionStatus.OPEN),
        ("Some day", None, ActionStatus.DRAFT),
        ("Soon", date(2026, 4, 1), ActionStatus.OPEN),
    ):
        actions.add_action(
            cast.house,
            cast.alice,
            actions.ActionDraft(
                what, owner="Karim", due=due, measure="9 to 4", status=status, topic=label
            ),
        )
    view = opened(cast)
    assert [line.what for line in view.actions] == ["Soon", "Later"]
    assert {line.owner for line in view.actions} == {"Karim"}
    assert {line.quadrant for line in view.actions} == {Quadrant.PRIORITY}


def test_five_priority_topics_at_most_are_told(cast: Cast) -> None:
    for _ in range(PRIORITIES + 1):
        priority(cast, voices=1)
    view = opened(cast)
    assert len(view.in_quadrant(Quadrant.PRIORITY)) == PRIORITIES + 1
    assert view.priorities == view.in_quadrant(Quadrant.PRIORITY)[:PRIORITIES]


def test_the_plan_is_told_by_term(cast: Cast) -> None:
    for what, term in (("Now", "short"), ("Some time", "")):
        draft = actions.ActionDraft(
            what, "Bob", "", date(2030, 5, 1), "Fewer calls", "open", quadrant="priority", term=term
        )
        actions.add_action(cast.house, cast.alice, draft)
    view = opened(cast)
    assert [line.what for line in view.actions_of(Term.SHORT)] == ["Now"]
    assert [line.what for line in view.actions_of(None)] == ["Some time"]
    assert view.actions_of(Term.LONG) == ()


def test_the_map_is_of_moods_alone_and_there_is_none_without_a_step(cast: Cast) -> None:
    drawn = opened(cast).map
    assert drawn is not None
    assert [step.title for step in drawn.steps] == ["Arrive", "Ask", "Leave"]
    assert all((step.channels, step.kpis, step.tools) == ((), (), ()) for step in drawn.steps)
    new = workshops.create_workshop(cast.house, title="Empty", language="en")
    helper = by_link(cast.house, new.facilitator_token, Role.FACILITATOR)
    assert read_sponsor_view(cast.house, helper).map is None
