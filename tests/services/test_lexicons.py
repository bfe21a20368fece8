"""An organisation's own words: kept for all workshops of the account, told apart by language."""

import threading

import pytest

from tests.services.cast import Cast, by_link
from workshop.domain.errors import NumberOutOfRange, TextEmpty, TextTooLong, WorkshopError
from workshop.domain.words import Role
from workshop.services import lexicons, workshops
from workshop.services.actors import Console
from workshop.services.lexicons import Concept, read_lexicon, remove_concept, save_concept
from workshop.services.transaction import glance, snapshot
from workshop.storage import tables


def _own(cast: Cast, actor: object = None) -> dict[str, tuple[str, ...]]:
    view = read_lexicon(cast.house, actor or cast.alice)  # type: ignore[arg-type]
    return {concept.name: concept.words for concept in view.own}


def test_the_shipped_words_are_told_by_title(cast: Cast) -> None:
    view = read_lexicon(cast.house, cast.alice)
    assert view.language == "en"
    assert view.own == ()
    assert view.shipped
    assert all(concept.title and concept.words for concept in view.shipped)


def test_words_are_cleaned_and_each_is_kept_once(cast: Cast) -> None:
    save_concept(cast.house, cast.alice, "  The  box ", [" Gizmo", "gizmo ", "", "the  dongle"])
    assert _own(cast) == {"The box": ("gizmo", "the dongle")}
    save_concept(cast.house, cast.alice, "The box", ["modem"])
    assert _own(cast) == {"The box": ("modem",)}


def test_words_added_to_a_shipped_idea_carry_its_title(cast: Cast) -> None:
    idea = read_lexicon(cast.house, cast.alice).shipped[0]
    save_concept(cast.house, cast.alice, idea.name, ["gizmo"])
    assert read_lexicon(cast.house, cast.alice).own == (Concept(idea.name, idea.title, ("gizmo",)),)


def test_a_removed_idea_is_forgotten_and_removing_again_is_harmless(cast: Cast) -> None:
    save_concept(cast.house, cast.alice, "The box", ["gizmo"])
    for _ in range(2):
        remove_concept(cast.house, cast.alice, "The box")
        assert _own(cast) == {}


def test_the_words_hold_in_all_workshops_of_the_account_and_in_no_other(cast: Cast) -> None:
    save_concept(cast.house, cast.alice, "The box", ["gizmo"])
    second = workshops.duplicate(cast.house, cast.alice, title="Next year")
    assert _own(cast, Console(second.code)) == {"The box": ("gizmo",)}
    assert _own(cast, Console(cast.theirs.code)) == {}
    # Whoever helps by a link helps with the words too.
    remove_concept(cast.house, cast.bob, "The box")
    assert _own(cast) == {}


def test_each_language_has_its_own_words(cast: Cast) -> None:
    save_concept(cast.house, cast.alice, "The box", ["gizmo"])
    workshops.save_settings(cast.house, cast.alice, language="fr")
    assert _own(cast) == {}


def test_workshops_of_the_laptop_itself_share_their_words(cast: Cast) -> None:
    one, two = (workshops.create_workshop(cast.house, title=str(n), language="en") for n in "12")
    helper = by_link(cast.house, one.facilitator_token, Role.FACILITATOR)
    save_concept(cast.house, helper, "The box", ["gizmo"])
    save_concept(cast.house, helper, "The box", ["modem"])
    assert _own(cast, Console(two.code)) == {"The box": ("modem",)}
    assert _own(cast) == {}


@pytest.mark.parametrize(
    ("name", "words", "refused"),
    [
        ("", ["gizmo"], TextEmpty),
        ("x" * 61, ["gizmo"], TextTooLong),
        ("Box", [], TextEmpty),
        ("Box", [" ", ""], TextEmpty),
        ("Box", ["x" * 61], TextTooLong),
        ("Box", [f"word{n}" for n in range(101)], NumberOutOfRange),
    ],
)
def test_a_bad_idea_is_refused_and_nothing_changes(
    cast: Cast, name: str, words: list[str], refused: type[WorkshopError]
) -> None:
    save_concept(cast.house, cast.alice, "Box", ["modem"])
    with pytest.raises(refused):
        save_concept(cast.house, cast.alice, name, words)
    assert _own(cast) == {"Box": ("modem",)}


def test_so_many_ideas_and_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicons, "MOST_CONCEPTS", 2)
    for name in ("one", "two", "two"):
        save_concept(cast.house, cast.alice, name, ["word"])
    with pytest.raises(NumberOutOfRange):
        save_concept(cast.house, cast.alice, "three", ["word"])


def test_two_who_save_the_same_idea_at_once_leave_one(cast: Cast) -> None:
    second = workshops.duplicate(cast.house, cast.alice, title="Next year")
    start = threading.Barrier(2)

    def save(code: str, word: str) -> None:
        start.wait()
        save_concept(cast.house, Console(code), "Box", [word])

    both = [
        threading.Thread(target=save, args=(code, word))
        for code, word in ((cast.code, "gizmo"), (second.code, "modem"))
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert _own(cast) in ({"Box": ("gizmo",)}, {"Box": ("modem",)})
    with glance(cast.house) as connection:
        assert len(connection.execute(tables.lexicon_concept.select()).all()) == 1
    with snapshot(cast.house, cast.alice) as seen:
        assert len(lexicons.read_concepts(seen.connection, seen.workshop)) == 1
