"""The roadmap as it is drawn: places, arrows, gates, and what tomorrow asks for."""

from dataclasses import replace
from datetime import date

from workshop.domain.dependencies import Disorder, OrderProblem
from workshop.domain.words import ActionStatus, Kind, Priority, Quadrant, Side, Term
from workshop.i18n import words
from workshop.services.domains import DomainDraft
from workshop.services.views.roadmap import Gate, PlannedAction, RoadmapView, TomorrowCard
from workshop.ui.columns import moves
from workshop.ui.roadmap_picture import (
    SAID_SHOWN,
    TEXT_LIMIT,
    TRAY,
    code_of,
    columns_of,
    picture_of,
    problem_words,
    read_code,
    summary_of,
    table_of,
)

T = words("fr")
ACTION = PlannedAction(
    label="A1",
    what="Ouvrir un guichet",
    owner="Nadia",
    due=date(2026, 5, 1),
    status=ActionStatus.OPEN,
    priority=Priority.NORMAL,
    term=Term.SHORT,
    domain="Accueil",
    project=None,
    needs=(),
    could_be=Term.SHORT,
)
WAITING = replace(ACTION, label="A2", term=None, domain=None, due=None)
AFTER = replace(ACTION, label="A3", term=Term.LONG, needs=("A1",), priority=Priority.HIGH)
GATE = Gate("J1", "Dossier", "Maquette", date(2026, 5, 1), True, False, "Accueil", Term.SHORT)
VIEW = RoadmapView(
    revision=7,
    domains=(DomainDraft("Accueil", "Un seul interlocuteur"), DomainDraft("Facturation")),
    actions=(ACTION, WAITING, AFTER),
    gates=(GATE,),
    tomorrow=(),
    problems=(),
)


def test_a_place_is_read_back_from_its_code() -> None:
    for term, domain in ((Term.SHORT, "Accueil"), (Term.LONG, ""), (Term.MEDIUM, "a|b")):
        assert read_code(code_of(term, domain)) == (term, domain)
    assert code_of(None, "Accueil") == TRAY
    assert read_code(TRAY) == ("", "")


def test_a_row_a_domain_and_one_for_what_lies_in_none() -> None:
    assert [row["title"] for row in picture_of(VIEW, {}, T)["rows"]] == ["Accueil", "Facturation"]
    loose = replace(VIEW, actions=(replace(ACTION, domain=None),))
    assert picture_of(loose, {}, T)["rows"][-1]["title"] == T("ui.roadmap.no_domain")
    unnamed = replace(VIEW, domains=(), actions=(WAITING,), gates=())
    assert len(picture_of(unnamed, {}, T)["rows"]) == 1


def test_cards_say_by_words_and_signs_what_they_are() -> None:
    drawn = picture_of(VIEW, {"A1": Quadrant.PRIORITY}, T)
    [first] = drawn["rows"][0]["cells"][0]["cards"]
    assert (first["label"], first["quadrant"], first["state"]) == ("A1", "priority", "● Engagée")
    assert "Nadia" in first["notes"]
    [last] = drawn["rows"][0]["cells"][2]["cards"]
    assert T("ui.roadmap.urgent") in last["notes"]
    assert T("ui.roadmap.after", actions="A1") in last["notes"]
    assert [card["label"] for card in drawn["tray"]["cards"]] == ["A2"]
    assert drawn["arrows"] == [{"from": "A1", "to": "A3", "wrong": False}]


def test_a_long_sentence_is_cut_on_its_card_and_whole_in_the_table() -> None:
    told = replace(ACTION, what="x" * (TEXT_LIMIT + 1))
    view = replace(VIEW, actions=(told,))
    [card] = picture_of(view, {}, T)["rows"][0]["cells"][0]["cards"]
    assert len(card["text"]) == TEXT_LIMIT
    assert card["whole"] == told.what
    assert told.what in table_of(view, T)[0][T("ui.roadmap.table.action")]


def test_the_wrong_order_is_told_on_the_card_by_the_arrow_and_in_a_sentence() -> None:
    problem = OrderProblem("A3", "A1", Disorder.DUE)
    view = replace(VIEW, problems=(problem,))
    drawn = picture_of(view, {}, T)
    assert drawn["arrows"][0]["wrong"]
    assert drawn["rows"][0]["cells"][2]["cards"][0]["warnings"] == [
        T("ui.roadmap.too_early", needs="A1")
    ]
    assert T.date(date(2026, 5, 1)) in problem_words(problem, view, T)
    for how in (Disorder.TERM, Disorder.DROPPED):
        said = problem_words(replace(problem, how=how), view, T)
        assert said == T(f"ui.roadmap.problem.{how}", action="A3", needs="A1")
    assert T.count("ui.roadmap.problems", 1) in summary_of(view, T)


def test_gates_stand_in_their_term_or_beside_their_domain() -> None:
    undated = replace(GATE, phase="Essai", ends_on=None, done=False, is_next=True, term=None)
    drawn = picture_of(replace(VIEW, gates=(GATE, undated)), {}, T)["rows"][0]
    assert [gate["state"] for gate in drawn["cells"][0]["gates"]] == ["passed"]
    assert [gate["text"] for gate in drawn["gates"]] == [T("ui.roadmap.gate.next", phase="Essai")]


def test_tomorrow_s_cards_stand_in_the_long_column_and_the_rest_is_counted() -> None:
    said = tuple(
        TomorrowCard(f"C{number}", f"Demain {number}", Side.CLIENT, Kind.ENCHANTMENT)
        for number in range(SAID_SHOWN + 2)
    )
    row = picture_of(replace(VIEW, tomorrow=said), {}, T)["rows"][-1]
    assert row["said"]
    assert [len(cell["said"]) for cell in row["cells"]] == [0, 0, SAID_SHOWN]
    assert row["cells"][2]["more"] == T.count("ui.roadmap.tomorrow.more", 2)


def test_a_drag_is_believed_between_places_that_were_drawn() -> None:
    columns = columns_of(VIEW)
    there = code_of(Term.MEDIUM, "Facturation")
    assert moves(columns, [("A2", TRAY, there)]) == {"A2": there}
    assert moves(columns, [("A2", TRAY, "soon|Nowhere"), ("A9", TRAY, there)]) == {}


def test_the_table_holds_every_action_but_those_that_were_dropped() -> None:
    dropped = replace(ACTION, label="A4", status=ActionStatus.DROPPED)
    rows = table_of(replace(VIEW, actions=(*VIEW.actions, dropped)), T)
    assert [row[T("ui.roadmap.table.action")][:2] for row in rows] == ["A1", "A2", "A3"]
    assert rows[1][T("ui.roadmap.table.term")] == T("ui.roadmap.tray")
    assert rows[2][T("ui.roadmap.table.needs")] == "A1"
