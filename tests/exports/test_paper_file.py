"""The paper kit: every sheet in the workshop's words and language, tagged, whatever is in it."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from tests.services.cast import Cast
from workshop.domain.agenda import Slot
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Phase, Role
from workshop.exports import paper_file
from workshop.exports.paper_words import ROAD, SHEETS, kit_told
from workshop.i18n import words
from workshop.services import capture, journeys, moods, solutions, topics, votes, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow
from workshop.services.templates import StepDraft
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.services.votes import NewVote

TAGGED = {"/MarkInfo", "/StructTreeRoot", "/Lang"}


def view_of(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def set_up(cast: Cast, *, steps: int = 0) -> None:
    """Two topics, of which one has one side only, and an idea."""
    for number in range(steps):
        journeys.add_step(cast.house, cast.alice, StepDraft(f"Étape {number}"))
    rows = [
        CardRow("Slow", "client", "irritant", ""),
        CardRow("Tired", "employee", "irritant", ""),
        CardRow("Rude", "client", "irritant", ""),
    ]
    first, second, third = capture.import_cards(cast.house, cast.alice, rows)
    topics.make_topic(cast.house, cast.alice, title="Waiting", cards=[first, second])
    topics.make_topic(cast.house, cast.alice, title="Manners", cards=[third])
    solutions.add_solution(cast.house, cast.alice, title="A bell", topics=["T1"])


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(file: PdfReader) -> str:
    whole = " ".join(page.extract_text() for page in file.pages).replace("\u200b", "")
    return " ".join(whole.split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sheet_is_in_it_in_the_words_of_the_workshop(cast: Cast, language: str) -> None:
    workshops.save_settings(cast.house, cast.alice, language=language)
    workshops.frame(
        cast.house, cast.alice, {"client_name": "le patient", "team_name": "nous, soignants"}
    )
    set_up(cast)
    file = opened(paper_file.produce(cast.house, cast.alice))
    root: Any = file.trailer["/Root"]
    assert root.keys() >= TAGGED
    assert str(root["/Lang"]).startswith(language)
    text, t = text_of(file), words(language, "le patient", "nous, soignants")
    for sheet in SHEETS:
        assert " ".join(t(f"paper.sheet.{sheet}").split()) in text
    for said in ("Le patient", "Nous, soignants", "Waiting", "Manners", "A bell", cast.code):
        assert said in text
    assert "le client" not in text


def test_a_workshop_without_anything_gets_lines_to_fill_in(cast: Cast) -> None:
    bare = replace(view_of(cast), steps=(), questions=())
    text = text_of(opened(paper_file.set_kit(bare)))
    for label in ("T10", "S8"):
        assert label in text


@pytest.mark.parametrize("steps", [3, 12])
def test_the_longest_words_find_room(cast: Cast, steps: int) -> None:
    set_up(cast)
    view = view_of(cast)
    long = ("W" * 80 + " mot" * 40)[:TITLE_LIMIT]
    crowded = replace(
        view,
        workshop=replace(view.workshop, title=long, client_name=long[:40], team_name=long[:40]),
        steps=tuple(replace(view.steps[0], id=n, client_title=long) for n in range(1, steps + 1)),
        topics=tuple(replace(topic, title=long) for topic in view.topics * 15),
        solutions=tuple(replace(line, title=long) for line in view.solutions * 12),
    )
    file = opened(paper_file.set_kit(crowded))
    assert {round(float(page.mediabox.width)) for page in file.pages} == {595}
    assert len(file.pages) > len(SHEETS), "rows go on on another page, none is lost"
    assert text_of(file).count(" T2 ") >= len(view.topics)


def test_words_that_mean_harm_stand_on_the_sheets_as_they_were_typed(cast: Cast) -> None:
    harm = ('#panic("x")', '#read("/etc/hosts")', "$x$ *b* @ref <label>", "https://x.example `c`")
    one, two, three, four = harm
    workshops.frame(cast.house, cast.alice, {"title": one, "client_name": four})
    journeys.add_step(cast.house, cast.alice, StepDraft(two))
    card = capture.import_cards(cast.house, cast.alice, [CardRow("Slow", "client", "irritant", "")])
    topics.make_topic(cast.house, cast.alice, title=three, cards=card)
    solutions.add_solution(cast.house, cast.alice, title=two, topics=["T1"])
    file = opened(paper_file.produce(cast.house, cast.alice))
    assert not [word for word in harm if word not in text_of(file)]
    assert not [page for page in file.pages if "/Annots" in page]  # nothing to click on


def test_only_the_sheets_that_were_asked_for_in_their_own_order(cast: Cast) -> None:
    told = kit_told(view_of(cast), words("en"), ["vote", "cards"])
    assert [sheet["name"] for sheet in told["sheets"]] == ["cards", "vote"]
    assert len(opened(paper_file.some(["cards"])(cast.house, cast.alice)).pages) == 1


def test_the_mirror_asks_the_side_that_has_not_spoken_or_both_of_all(cast: Cast) -> None:
    set_up(cast)
    t = words("en")
    [asked] = kit_told(view_of(cast), t)["mirror"]
    assert (asked["label"], asked["asks"]) == ("T2", ["employee"])
    view = view_of(cast)
    both = kit_told(replace(view, topics=view.topics[:1]), t)["mirror"]
    assert [(row["label"], row["asks"]) for row in both] == [("T1", ["client", "employee"])]


def test_votes_have_as_many_boxes_as_the_round_allows(cast: Cast) -> None:
    set_up(cast)
    t = words("en")
    assert kit_told(view_of(cast), t)["vote"]["cap"] == 3
    votes.open_vote(cast.house, cast.alice, NewVote(budget=9, cap=2))
    told = kit_told(view_of(cast), t, ["vote"])
    assert told["vote"] == {"cap": 2, "rows": [["T1", "Waiting"], ["T2", "Manners"]]}
    assert "9" in told["sheets"][0]["says"]


def test_moods_are_of_the_steps_that_phones_are_asked(cast: Cast) -> None:
    second = view_of(cast).steps[1]
    moods.choose_moods(cast.house, cast.alice, [str(second.id), "any"])
    t = words("en")
    rows = kit_told(view_of(cast), t)["mood_steps"]
    assert rows == [["", t("step.any")], ["2", second.client_title]]


def test_the_guide_takes_the_phases_and_minutes_of_the_agenda(cast: Cast) -> None:
    t, view = words("en"), view_of(cast)
    usual = kit_told(view, t)["guide"]["rows"]
    assert [row[0] for row in usual] == [t(f"phase.{phase}") for phase in ROAD]
    agenda = (Slot(Phase.CAPTURE, 20), Slot(None, 10), Slot(Phase.MATRIX, 0, cut=15))
    chosen = replace(view, workshop=replace(view.workshop, agenda=agenda))
    assert [row[:2] for row in kit_told(chosen, t)["guide"]["rows"]] == [
        [t("phase.capture"), t("paper.slot", n=20)],
        [t("paper.break"), t("paper.slot", n=10)],
    ]


def test_it_is_no_stranger_s(cast: Cast) -> None:
    with pytest.raises(WorkshopUnknown):
        paper_file.produce(cast.house, Console("ZZZZZZ"))
    [download] = paper_file.paper_downloads().values()
    assert download.roles == {Role.FACILITATOR}
    assert download.produce is paper_file.produce
