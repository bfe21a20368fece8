"""A label leads to one row of one workshop, or to the refusal of its own noun."""

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import ActionUnknown, CauseUnknown
from workshop.domain.gestures import Gesture
from workshop.services import actions, causes, labels, projects
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.labels import (
    ACTION,
    CAUSE,
    PROJECT,
    Noun,
    find_id,
    find_ids,
    find_row,
    issue,
)
from workshop.services.projects import ProjectDraft
from workshop.services.transaction import Deed, change, snapshot

NOUNS = [noun for noun in vars(labels).values() if isinstance(noun, Noun)]


def test_no_two_nouns_share_a_letter_a_table_a_count_or_a_refusal() -> None:
    assert len(NOUNS) == 11
    for name in ("letter", "table", "issued", "unknown"):
        assert len({str(getattr(noun, name)) for noun in NOUNS}) == len(NOUNS), name


def test_a_label_of_nothing_is_refused_in_the_words_of_its_noun(cast: Cast) -> None:
    typed = ("{}1", "C1", "{}0", "{}", "", "{}999999999", "{}9999999999", "\0")
    with snapshot(cast.house, cast.alice) as seen:
        for noun in NOUNS:
            for label in (pattern.format(noun.letter) for pattern in typed):
                for find in (find_id, find_row, _find_one):
                    with pytest.raises(noun.unknown) as said:
                        find(seen, noun, label)
                    assert said.value.facts == {noun.fact: label}


def _find_one(deed: Deed, noun: Noun, label: str) -> list[int]:
    return find_ids(deed, noun, [label])


def test_each_noun_of_each_workshop_counts_for_itself(cast: Cast) -> None:
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        for noun in NOUNS:
            assert [issue(deed, noun), issue(deed, noun, 3), issue(deed, noun, 0)] == [1, 4, 4]
    with change(cast.house, Console(cast.theirs.code), Gesture.FRAME) as deed:
        assert {issue(deed, noun) for noun in NOUNS} == {1}


def test_a_number_is_not_given_twice(cast: Cast) -> None:
    first = actions.add_action(cast.house, cast.alice, ActionDraft("Do"))
    actions.remove_action(cast.house, cast.alice, first)
    assert actions.add_action(cast.house, cast.alice, ActionDraft("Do")) == "A2"


def test_a_label_leads_to_its_row_however_it_is_typed(cast: Cast) -> None:
    label = projects.add_project(cast.house, cast.alice, ProjectDraft("One entry"))
    with snapshot(cast.house, cast.alice) as seen:
        row = find_row(seen, PROJECT, f" {label.lower()} ")
        assert (row.title, row.id) == ("One entry", find_id(seen, PROJECT, label))


def test_labels_lead_to_their_rows_in_their_order_each_once(cast: Cast) -> None:
    one, two = (causes.add_cause(cast.house, cast.alice, title=title) for title in ("One", "Two"))
    with snapshot(cast.house, cast.alice) as seen:
        ids = [find_id(seen, CAUSE, two), find_id(seen, CAUSE, one)]
        assert find_ids(seen, CAUSE, [two, one, two.lower()]) == ids
        assert find_ids(seen, CAUSE, []) == []
        with pytest.raises(CauseUnknown) as said:
            find_ids(seen, CAUSE, [one, "R8", "R9"])
    assert said.value.facts == {"cause": "R8"}


def test_the_label_of_another_workshop_leads_nowhere(cast: Cast) -> None:
    theirs = Console(cast.theirs.code)
    label = actions.add_action(cast.house, theirs, ActionDraft("Do"))
    with snapshot(cast.house, cast.alice) as seen, pytest.raises(ActionUnknown):
        find_id(seen, ACTION, label)
