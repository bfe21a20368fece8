"""What was said before the workshop: data cards of a side, a step and a source, all or none."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.services.cast import Cast
from tests.services.playing import whole_of
from tests.services.test_races import together
from workshop.domain.errors import (
    ScreenStale,
    SheetColumnMissing,
    SheetHasErrors,
    StepUnknown,
    TextEmpty,
    ValueUnknown,
    WorkshopUnknown,
)
from workshop.domain.journey import Persona
from workshop.domain.words import Kind, Lane, Origin, Side, Source
from workshop.i18n import words
from workshop.i18n.tables import ways_to_say
from workshop.services import capture, journeys, lanes, verbatims
from workshop.services.actors import Visitor
from workshop.services.personas import save_personas
from workshop.services.sheets.reading import ROW_LIMIT, read_table
from workshop.services.sheets.values import Vocabulary
from workshop.services.templates import StepDraft
from workshop.services.transaction import glance
from workshop.services.verbatims import (
    Preview,
    VerbatimMapping,
    guess_columns,
    plan_verbatims,
    take_verbatims,
)
from workshop.services.views.workshop import CardLine, read_workshop_view
from workshop.storage import tables

WORDS = Vocabulary(ways_to_say(words("en"), verbatims.KEYS))
TABLE = (
    "Comment,Who lives it,Kind,Stage,Persona\n"
    "Rang for an hour,client,it hurts,Ask,Newcomer\n"
    "Rang for an hour,client,it hurts,ask,\n"
    "\n"
    ",client,it hurts,Ask,\n"
    "A calm team,team,+,everywhere,\n"
)


def plan(cast: Cast, text: str, by: Visitor | None = None, **values: Any) -> Preview:
    sheet = read_table(text)
    mapping = VerbatimMapping(guess_columns(sheet, WORDS), "Survey 2026", **values)
    return plan_verbatims(cast.house, by or cast.alice, sheet, mapping, WORDS)


def wrong(found: Preview) -> list[tuple[int, str, str]]:
    return [(error.line, error.column, error.error.code) for error in found.errors]


def cards(cast: Cast) -> dict[str, CardLine]:
    return {card.label: card for card in read_workshop_view(cast.house, cast.alice).cards}


def newcomer(cast: Cast) -> None:
    save_personas(cast.house, cast.alice, "client", [Persona(Side.CLIENT, "Newcomer")])


def test_lines_become_data_cards_each_one_voice_with_its_source(cast: Cast) -> None:
    newcomer(cast)
    found = plan(cast, TABLE)
    assert (len(found.cards), found.silent, found.already, found.errors) == (3, 1, 0, ())
    labels = take_verbatims(cast.house, cast.alice, found)
    there = cards(cast)
    first, second, third = (there[label] for label in labels)
    assert (first.text, first.side, first.kind) == ("Rang for an hour", "client", "irritant")
    assert {first.step, second.step} == {str(cast.steps[1])}
    assert (third.side, third.kind, third.step) == ("employee", "enchantment", "any")
    assert {card.source for card in (first, second, third)} == {Source.DATA}
    card, person = tables.card, tables.participant
    with glance(cast.house) as connection:
        rows = connection.execute(
            select(card.c.provenance, card.c.persona_id, person.c.speaks_for, person.c.origin)
            .join(person, person.c.id == card.c.participant_id)
            .where(card.c.source == Source.DATA)
            .order_by(card.c.id)
        ).all()
    assert [row.provenance for row in rows] == ["Survey 2026"] * 3
    assert [row.persona_id is None for row in rows] == [False, True, True]
    assert [row.speaks_for for row in rows] == ["client", "client", "employee"]
    assert {row.origin for row in rows} == {Origin.FILE}


def test_side_kind_and_step_may_hold_for_all_lines(cast: Cast) -> None:
    text = "Verbatim\nSlow\nLoud\n"
    found = plan(cast, text, side="employee", kind="enchantment", step=str(cast.steps[0]))
    assert {(card.side, card.kind, card.step) for card in found.cards} == {
        (Side.EMPLOYEE, Kind.ENCHANTMENT, cast.steps[0])
    }
    assert plan(cast, text).cards[0].step is None


def test_a_score_tells_irritants_from_enchantments_and_leaves_the_middle_out(cast: Cast) -> None:
    text = 'Text,NPS\nBad,0\nBad too,6\nSo so,7\nSo so,\nGood,9\nVery good,"9,5"\nOdd,8/10\n'
    found = plan(cast, text, low=6, high=9)
    assert [card.kind for card in found.cards] == [
        Kind.IRRITANT,
        Kind.IRRITANT,
        Kind.ENCHANTMENT,
        Kind.ENCHANTMENT,
    ]
    assert found.between == 2
    assert wrong(found) == [(8, "NPS", "score_doubtful")]
    with pytest.raises(ValueUnknown):
        plan(cast, text, low=9, high=6)


def test_a_table_taken_in_again_brings_only_what_is_new(cast: Cast) -> None:
    newcomer(cast)
    take_verbatims(cast.house, cast.alice, plan(cast, TABLE))
    again = plan(cast, TABLE + "Rang for an hour,client,it hurts,Ask,\n")
    assert (len(again.cards), again.already) == (1, 3)
    assert len(take_verbatims(cast.house, cast.alice, again)) == 1
    before = whole_of(cast)
    assert take_verbatims(cast.house, cast.alice, plan(cast, TABLE)) == []
    assert whole_of(cast) == before


def test_the_rooms_own_words_are_not_taken_for_a_source(cast: Cast) -> None:
    cast.card(text="Slow")
    capture.import_cards(
        cast.house,
        cast.alice,
        [capture.CardRow("Slow", "client", "irritant", "")],
        source=Source.DATA,
    )
    assert plan(cast, "Text\nSlow\n").already == 0


def test_a_step_is_known_by_its_number_too_the_clients_before_the_teams(cast: Cast) -> None:
    assert plan(cast, "Text,Step\nSlow,2\n").cards[0].step == cast.steps[1]
    lanes.set_mode(cast.house, cast.alice, "life_cycle")
    train = journeys.add_step(cast.house, cast.alice, StepDraft("Train", lane=Lane.EMPLOYEE))
    found = plan(cast, "Text,Step\nSlow,1\nLoud,Train\n")
    assert [card.step for card in found.cards] == [cast.steps[0], train]


def test_each_wrong_cell_is_named_with_its_line_and_column(cast: Cast) -> None:
    newcomer(cast)
    text = (
        "Text,Side,Kind,Step,Persona\n"
        "a,nobody,,,\nb,,awful,,\nc,,,Nowhere,\nd,,,,Nobody\ne,employee,,,Newcomer\n"
    )
    found = plan(cast, text)
    assert wrong(found) == [
        (2, "Side", "word_unknown"),
        (3, "Kind", "word_unknown"),
        (4, "Step", "step_unknown"),
        (5, "Persona", "persona_unknown"),
        (6, "Persona", "persona_unknown"),
    ]
    for error in found.errors:
        for language in ("fr", "en"):
            assert "{" not in words(language).error(error.error)


def test_nothing_is_taken_while_a_line_is_wrong(cast: Cast) -> None:
    found = plan(cast, "Text,Step\nSlow,Ask\nLoud,Nowhere\n")
    before = whole_of(cast)
    with pytest.raises(SheetHasErrors):
        take_verbatims(cast.house, cast.alice, found)
    assert whole_of(cast) == before


def test_a_plan_of_yesterday_is_refused_whole(cast: Cast) -> None:
    found = plan(cast, "Text,Step\nSlow,Ask\n")
    journeys.remove_step(cast.house, cast.bob, cast.steps[1])
    before = whole_of(cast)
    with pytest.raises(ScreenStale):
        take_verbatims(cast.house, cast.alice, found)
    assert whole_of(cast) == before


def test_of_two_who_import_the_same_table_at_once_one_wins(cast: Cast) -> None:
    actors = (cast.alice, cast.bob)
    plans = [plan(cast, "Text\nSlow\nSlow\n", by=actor) for actor in actors]

    def taken(number: int) -> int:
        try:
            return len(take_verbatims(cast.house, actors[number], plans[number]))
        except ScreenStale:
            return 0

    assert sorted(together(2, taken)) == [0, 2]
    assert len(cards(cast)) == 2


def test_what_cannot_hold_for_all_lines_is_refused(cast: Cast) -> None:
    with pytest.raises(SheetColumnMissing):
        plan(cast, "Remark\nx\n")
    wrong_words: list[dict[str, Any]] = [{"side": "nobody"}, {"kind": "awful"}]
    for values in wrong_words:
        with pytest.raises(ValueUnknown):
            plan(cast, "Text\nx\n", **values)
    with pytest.raises(StepUnknown):
        plan(cast, "Text\nx\n", step=str(cast.their_step))
    sheet = read_table("Text\nx\n")
    with pytest.raises(ValueUnknown):
        plan_verbatims(
            cast.house, cast.alice, sheet, VerbatimMapping({"text": "Other"}, "x"), WORDS
        )
    with pytest.raises(TextEmpty):
        plan_verbatims(cast.house, cast.alice, sheet, VerbatimMapping({"text": "Text"}, " "), WORDS)


def test_texts_lose_what_nobody_sees_and_keep_the_rest(cast: Cast) -> None:
    found = plan(cast, "Text\n\u202eSlow\u0007\n=CMD()\n\u200b\n")
    assert [card.text for card in found.cards] == ["Slow", "=CMD()"]
    assert found.silent == 1


def test_a_text_longer_than_a_card_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbatims, "IMPORTED_CARD_LIMIT", 10)
    assert wrong(plan(cast, "Text\n12345678901\n")) == [(2, "Text", "text_too_long")]


def test_the_longest_table_is_taken_in(cast: Cast) -> None:
    found = plan(cast, "Text\n" + "Slow\n" * ROW_LIMIT)
    assert len(set(take_verbatims(cast.house, cast.alice, found))) == ROW_LIMIT


def test_strangers_see_no_plan_and_take_none(cast: Cast) -> None:
    found = plan(cast, "Text\nSlow\n")
    with pytest.raises(WorkshopUnknown):
        plan(cast, "Text\nSlow\n", by=cast.charlie)
    with pytest.raises(WorkshopUnknown):
        take_verbatims(cast.house, cast.charlie, found)
    assert cards(cast) == {}
