"""A workbook that comes back: what it would change, line by line, and taking what was ticked."""

from datetime import date
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.returned.workbooks import (
    adding,
    cell,
    column_of,
    edited,
    given_out,
    plan,
    setting,
    take,
    told,
    wrong,
)
from tests.services.test_races import together
from workshop.domain.errors import (
    ScreenStale,
    SheetHasErrors,
    SheetTooLong,
    WorkbookElsewhere,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.exports import xlsx_file
from workshop.i18n import words
from workshop.i18n.tables import ways_in_files
from workshop.services import (
    actions,
    adoption,
    causes,
    domains,
    measures,
    projects,
    ratings,
    solutions,
    topics,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.domains import DomainDraft
from workshop.services.house import House
from workshop.services.measures import MeasureDraft
from workshop.services.projects import PhaseDraft, ProjectDraft
from workshop.services.returned.nouns import KEYS
from workshop.services.returned.pages import read_given
from workshop.services.returned.planning import plan_returned, take_returned
from workshop.services.views.deeds import read_deeds
from workshop.services.views.workshop import WorkshopView, read_workshop_view

DAY, LATER = date(2026, 4, 1), date(2026, 5, 4)


@pytest.fixture
def planned(cast: Cast) -> Cast:
    """Two topics, an idea of the first, a project, and an action of each kind."""
    house, alice = cast.house, cast.alice
    for title in ("Waiting", "Thanks"):
        topics.make_topic(house, alice, title=title, cards=[cast.card()])
    causes.add_cause(house, alice, title="No staff", tag="", topics=["T1"])
    domains.add_domain(house, alice, DomainDraft("Counter"))
    measures.add_measure(house, alice, MeasureDraft("client", "Trust"))
    solutions.add_solution(house, alice, title="More time", topics=["T1"], ticks=["simple"])
    actions.add_action(
        *(house, alice),
        ActionDraft(
            *("Hire", "Bob", "", DAY, "Wait under 6 min", "open", "T1", "S1"), quadrant="priority"
        ),
    )
    actions.add_action(house, alice, ActionDraft("Think it over"))
    draft = ProjectDraft(
        *("One desk", "Dora", "Counter", "Less"),
        starts_on=DAY,
        ends_on=LATER,
        status="running",
        criteria=("It stands",),
        phases=(PhaseDraft("Build"),),
        actions=("A1",),
    )
    projects.add_project(house, alice, draft)
    return cast


def view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def action(cast: Cast, label: str) -> Any:
    return next(line for line in view(cast).actions if line.label == label)


def revision(cast: Cast) -> int:
    return view(cast).workshop.revision


def test_an_unchanged_workbook_says_nothing_new(planned: Cast) -> None:
    content = given_out(planned)
    before = revision(planned)
    for same in (content, edited(content, lambda book: None)):
        preview = plan(planned, same)
        assert (preview.rows, preview.errors, preview.gone) == ((), (), ())
        assert all((page.stays, page.missing) == ((), ()) for page in preview.pages)
        assert "Cards" in preview.left_out
        assert preview.touched == ()
    assert preview.given_out == planned.house.clock()
    assert revision(planned) == before


def test_exactly_what_was_edited_comes_back_and_the_next_workbook_says_so(planned: Cast) -> None:
    change = setting(
        ("Topics", "T2", "Title", " Thanks  given "),
        ("Solutions", "S1", "Title", "Much more time"),
        ("Solutions", "S1", "Topics", "T2, t1"),
        ("Solutions", "S1", "Causes", "R1"),
        ("Solutions", "S1", "Qualities", "Simple | intuitive"),
        ("Solutions", "S1", "Status", "adopted"),
        ("Solutions", "S1", "Answer to those who pay", "One more desk"),
        ("Actions", "A1", "Due", date(2026, 5, 4)),
        ("Actions", "A1", "Status", "Done"),
        ("Actions", "A1", "Project", None),
        ("Actions", "A2", "Owner", "Emil"),
        ("Actions", "A2", "Domain", "Counter"),
        ("Actions", "A2", "Priority", "high"),
        ("Actions", "A2", "Term on the roadmap", "long term"),
        ("Projects", "J1", "Budget", "2 days"),
        ("Projects", "J1", "Measures", "M1"),
        ("Projects", "J1", "End", "2026-06-01"),
    )
    before = revision(planned)
    preview = plan(planned, edited(given_out(planned), change))
    assert revision(planned) == before
    assert sorted(told(preview)) == sorted(
        [
            ("T2", "Title", "Thanks", "Thanks given"),
            ("S1", "Title", "More time", "Much more time"),
            ("S1", "Topics", "T1", "T1 T2"),
            ("S1", "Causes", "", "R1"),
            ("S1", "Status", "proposed", "adopted"),
            ("S1", "Qualities", "simple", "simple | intuitive"),
            ("S1", "Answer to those who pay", "", "One more desk"),
            ("A1", "Due", "2026-04-01", "2026-05-04"),
            ("A1", "Status", "under way", "done"),
            ("A1", "Project", "J1", ""),
            ("A2", "Owner", "", "Emil"),
            ("A2", "Domain", "", "Counter"),
            ("A2", "Priority", "normal", "high"),
            ("A2", "Term on the roadmap", "", "long term"),
            ("J1", "Budget", "", "2 days"),
            ("J1", "Measures", "", "M1"),
            ("J1", "End", "2026-05-04", "2026-06-01"),
        ]
    )
    assert (preview.errors, preview.faultless) == ((), preview.rows)
    assert not any(row.doubtful for row in preview.rows)
    assert take_returned(planned.house, planned.alice, preview) == 5
    again = given_out(planned)
    assert plan(planned, edited(again, lambda book: None)).rows == ()
    [idea] = view(planned).solutions
    assert (idea.status, idea.topics, idea.causes) == ("adopted", ("T1", "T2"), ("R1",))
    assert action(planned, "A1").project is None
    assert plan(planned, edited(given_out(planned), change)).rows == ()


def test_new_lines_become_new_things_of_each_noun(planned: Cast) -> None:
    content = given_out(planned)
    for add in (
        adding("Topics", Title="Noise"),
        adding("Solutions", Title="Curtains", Topics="T1", Status="set aside"),
        adding("Solutions", Title="Carpets", Qualities="simple"),
        adding("Projects", Title="Quiet", Start=date(2026, 4, 1)),
        adding("Actions", What="Buy curtains", Due=date(2026, 4, 1), Priority="low"),
    ):
        content = edited(content, add)
    preview = plan(planned, content)
    assert [(row.label, row.title) for row in preview.rows] == [
        ("", title) for title in ("Noise", "Curtains", "Carpets", "Quiet", "Buy curtains")
    ]
    assert take_returned(planned.house, planned.alice, preview) == 5
    seen = view(planned)
    assert seen.topics[-1].title == "Noise"
    assert [line.status for line in seen.solutions] == ["proposed", "set_aside", "proposed"]
    bought = seen.actions[-1]
    assert (bought.what, bought.due, bought.priority, bought.status) == (
        *("Buy curtains", DAY, "low", "draft"),
    )
    # A second tap, and the same file a week later: neither makes them twice.
    with pytest.raises(ScreenStale):
        take_returned(planned.house, planned.alice, preview)
    assert all(row.twins == 1 and row.doubtful for row in plan(planned, content).rows)


def test_one_undo_takes_back_all_topics_of_a_workbook(planned: Cast) -> None:
    content = setting(("Topics", "T1", "Title", "Queues"), ("Topics", "T2", "Title", "Praise"))
    take(planned, edited(edited(given_out(planned), content), adding("Topics", Title="Noise")))
    assert [topic.title for topic in view(planned).topics] == ["Queues", "Praise", "Noise"]
    topics.undo(planned.house, planned.alice)
    assert [topic.title for topic in view(planned).topics] == ["Waiting", "Thanks"]


def test_a_line_that_is_gone_from_the_file_takes_nothing_away(planned: Cast) -> None:
    content = edited(given_out(planned), lambda book: book["Actions"].delete_rows(2, 5))
    [page] = [page for page in plan(planned, content).pages if page.noun == "actions"]
    assert sorted(page.missing) == ["A1", "A2"]
    assert take(planned, content) == 0
    assert len(view(planned).actions) == 2
    content = edited(given_out(planned), lambda book: book.remove(book["Actions"]))
    assert plan(planned, content).gone == ("actions",)


def test_cells_of_computed_columns_stay_and_are_named(planned: Cast) -> None:
    content = edited(
        given_out(planned),
        setting(
            ("Topics", "T1", "Quadrant", "Cultivate"),
            ("Solutions", "S1", "Who pays", "Win-win"),
            ("Actions", "A1", "Quadrant", None),
        ),
    )
    preview = plan(planned, content)
    assert preview.rows == ()
    stays = {page.noun: [column for _, column in page.stays] for page in preview.pages}
    assert stays == {
        "topics": ["Quadrant"],
        "solutions": ["Who pays"],
        "projects": [],
        "actions": ["Quadrant"],
    }


def test_an_answer_that_was_given_is_not_emptied(planned: Cast) -> None:
    adoption.adopt_solution(planned.house, planned.alice, "S1", pain_answer="One more desk")
    emptied = setting(("Solutions", "S1", "Answer to those who pay", None))
    content = edited(given_out(planned), emptied)
    preview = plan(planned, content)
    assert preview.rows == ()
    assert [page.stays for page in preview.pages if page.noun == "solutions"] == [
        ((2, "Answer to those who pay"),)
    ]


def test_what_changed_on_both_sides_is_marked_and_what_changed_here_alone_is_left(
    planned: Cast,
) -> None:
    house, alice = planned.house, planned.alice
    content = edited(
        given_out(planned),
        setting(("Topics", "T1", "Title", "Queues"), ("Actions", "A2", "Owner", "Emil")),
    )
    topics.rename_topic(house, alice, "T1", title="Waits")
    topics.rename_topic(house, alice, "T2", title="Praise")
    preview = plan(planned, content)
    assert told(preview) == [("T1", "Title", "Waits", "Queues"), ("A2", "Owner", "", "Emil")]
    assert [row.doubtful for row in preview.rows] == [True, False]
    # The same on both sides is no difference at all.
    topics.rename_topic(house, alice, "T1", title="Queues")
    assert told(plan(planned, content)) == [("A2", "Owner", "", "Emil")]


def test_days_may_be_typed_as_people_write_them_in_the_language_of_the_workshop(
    planned: Cast,
) -> None:
    content = edited(
        given_out(planned),
        setting(("Actions", "A1", "Due", "1er mars 2027"), ("Actions", "A2", "Due", "02/03/2027")),
    )
    assert [found for _, _, found, _ in wrong(plan(planned, content))] == ["Due"]
    workshops.save_settings(planned.house, planned.alice, language="fr")
    rows = plan(planned, content).faultless
    assert [row.differences[0].after for row in rows] == [date(2027, 3, 1), date(2027, 3, 2)]


def test_the_log_names_the_first_line_that_was_taken_and_counts_the_others(planned: Cast) -> None:
    edits = (("Topics", "T2", "Title", "Thanks given"), ("Solutions", "S1", "Title", "More of it"))
    for cells, about, after in ((edits, "T2", "1"), (edits[:1], "T2", "")):
        topics.rename_topic(planned.house, planned.alice, "T2", title="Thanks")
        content = edited(given_out(planned), setting(*cells))
        take_returned(planned.house, planned.alice, plan(planned, content))
        line = read_deeds(planned.house, planned.alice).lines[0]
        assert (line.what, line.about, line.after) == ("take_returned", about, after)
    new = plan(planned, edited(given_out(planned), adding("Topics", Title="Noise")))
    take_returned(planned.house, planned.alice, new)
    assert read_deeds(planned.house, planned.alice).lines[0].about == "T3"


def test_wrong_cells_are_told_by_sheet_line_and_column_and_nothing_is_taken(
    planned: Cast,
) -> None:
    content = edited(
        given_out(planned),
        setting(
            ("Topics", "T1", "Title", None),
            ("Topics", "T2", "Title", "x" * 121),
            ("Solutions", "S1", "Status", "maybe"),
            ("Solutions", "S1", "Topics", "T1 X9"),
            ("Actions", "A1", "Due", "31/02/2026"),
            ("Actions", "A2", "Status", "under way"),
            ("Actions", "A2", "Topic", "C1"),
        ),
    )
    for add in (
        adding("Actions", Label="A99", What="Nobody knows it"),
        adding("Actions", Owner="Emil"),
        adding("Projects", Title="Late", Status="running"),
        adding("Solutions", Title="Lost", Topics="T77"),
    ):
        content = edited(content, add)
    preview = plan(planned, content)
    assert sorted({(page, column, code) for page, _, column, code in wrong(preview)}) == [
        ("Actions", "", "text_empty"),
        ("Actions", "Due", "date_doubtful"),
        ("Actions", "Label", "action_unknown"),
        ("Actions", "Topic", "topic_unknown"),
        ("Projects", "", "project_incomplete"),
        ("Solutions", "", "topic_unknown"),
        ("Solutions", "Status", "word_unknown"),
        ("Solutions", "Topics", "topic_unknown"),
        ("Topics", "Title", "text_empty"),
        ("Topics", "Title", "text_too_long"),
    ]
    before = revision(planned)
    for chosen in (None, {row.place for row in preview.rows}):
        with pytest.raises(SheetHasErrors):
            take_returned(planned.house, planned.alice, preview, chosen)
    assert revision(planned) == before


def test_the_rules_of_a_noun_are_asked_line_by_line_and_the_faultless_ones_can_be_taken(
    planned: Cast,
) -> None:
    house, alice = planned.house, planned.alice
    ratings.rate(house, alice, "S1", by="client", client=2, employee=-2, usability=1)
    ratings.rate(house, alice, "S1", by="employee", client=2, employee=-2, usability=1)
    content = edited(
        given_out(planned),
        setting(
            ("Solutions", "S1", "Status", "adopted"),
            ("Actions", "A2", "Status", "under way"),
            ("Projects", "J1", "Title", "Two desks"),
        ),
    )
    preview = plan(planned, content)
    assert [(page, code) for page, _, _, code in wrong(preview)] == [
        ("Solutions", "pain_unanswered"),
        ("Actions", "action_incomplete"),
    ]
    chosen = {row.place for row in preview.faultless}
    before = len(read_deeds(house, alice).lines)
    assert take_returned(house, alice, preview, ()) == 0
    assert len(read_deeds(house, alice).lines) == before, "nothing was taken"
    assert take_returned(house, alice, preview, chosen) == 1
    assert read_deeds(house, alice).lines[0].what is Gesture.TAKE_RETURNED
    assert action(planned, "A1").project == "J1"


def test_a_label_on_two_lines_is_refused_on_both(planned: Cast) -> None:
    content = edited(given_out(planned), adding("Topics", Label="t1", Title="Again"))
    assert [code for *_, code in wrong(plan(planned, content))] == ["label_twice"] * 2


def test_a_preview_that_somebody_overtook_is_stale(planned: Cast) -> None:
    house, alice = planned.house, planned.alice
    content = edited(given_out(planned), setting(("Topics", "T1", "Title", "Queues")))
    preview = plan(planned, content)
    topics.rename_topic(house, planned.bob, "T1", title="Waits")
    with pytest.raises(ScreenStale):
        take_returned(house, alice, preview)
    topics.dissolve_topic(house, alice, "T1")
    with pytest.raises(ScreenStale):
        take_returned(house, alice, preview)
    assert wrong(plan(planned, content))[0][2:] == ("Label", "topic_unknown")


def test_of_two_facilitators_who_give_back_the_same_file_one_is_told(planned: Cast) -> None:
    content = edited(given_out(planned), adding("Actions", What="Buy curtains"))
    preview = plan(planned, content)
    hands = (planned.alice, planned.bob)

    def give_back(at: int) -> str:
        try:
            return str(take_returned(planned.house, hands[at], preview))
        except WorkshopError as refused:
            return refused.code

    assert sorted(together(2, give_back)) == ["1", "screen_stale"]
    assert [line.what for line in view(planned).actions].count("Buy curtains") == 1


def test_a_topic_that_was_only_renamed_in_the_heading_of_its_sheet_is_found(
    planned: Cast,
) -> None:
    """Columns moved and taken out, lines sorted, the sheet renamed and another one put first."""

    def rearrange(book: Any) -> None:
        page = book["Actions"]
        cell(book, "Actions", "A1", "Owner").value = "Zoé"
        page.delete_cols(column_of(page, "Measure"))
        page.move_range(f"A1:A{page.max_row}", cols=30)
        page.insert_rows(2, 3)
        book.create_sheet("Notes", 0).append(["Mine"])

    content = edited(given_out(planned), rearrange)
    preview = plan(planned, content)
    assert told(preview) == [("A1", "Owner", "Bob", "Zoé")]
    assert "Notes" in preview.left_out

    def rename(book: Any) -> None:
        book["Topics"].title = "What hurts"
        cell(book, "What hurts", "T1", "Title").value = "Queues"

    preview = plan(planned, edited(given_out(planned), rename))
    assert told(preview) == [("T1", "Title", "Waiting", "Queues")]


def test_a_french_workshop_reads_its_own_words_and_days(house: House) -> None:
    code = workshops.create_workshop(house, title="Guichet", language="fr").code
    me = Console(code)
    actions.add_action(house, me, ActionDraft("Recruter", "Léa"))
    content = edited(
        xlsx_file.produce(house, me),
        setting(
            ("Actions", "A1", "Échéance", "04/05/2026"), ("Actions", "A1", "Priorité", "HAUTE")
        ),
    )
    said = ways_in_files(words("fr"), KEYS)
    preview = plan_returned(house, me, read_given(content, said), said)
    assert [found.after for row in preview.rows for found in row.differences] == [LATER, "high"]


def test_the_workbook_of_another_workshop_is_refused(planned: Cast) -> None:
    with pytest.raises(WorkbookElsewhere) as refused:
        plan(planned, xlsx_file.produce(planned.house, Console(planned.theirs.code)))
    assert refused.value.facts == {"workshop": planned.theirs.code}


def test_more_lines_than_are_tried_in_a_moment_are_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(book: Any) -> None:
        for title in ("One", "Two"):
            adding("Topics", Title=title)(book)

    content = edited(given_out(cast), edit)
    monkeypatch.setattr("workshop.services.returned.planning.CHANGED_LIMIT", 2)
    assert len(plan(cast, content).faultless) == 2
    monkeypatch.setattr("workshop.services.returned.planning.CHANGED_LIMIT", 1)
    with pytest.raises(SheetTooLong):
        plan(cast, content)
