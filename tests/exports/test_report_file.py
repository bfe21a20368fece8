"""The PDF files, read by another library than the one that set them."""

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.leaders import Level
from workshop.domain.words import Role
from workshop.exports import downloads, json_file, report_file
from workshop.exports.report_words import PRIORITIES, commitments, report_told
from workshop.i18n import Words, words
from workshop.services import actions, capture, solutions, topics, workshops
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.transaction import snapshot
from workshop.services.views.leaders import CommitmentLine, Leaders
from workshop.services.views.sponsor import SponsorView, results_of
from workshop.services.views.workshop import WorkshopView, picture

FILES = ("report.pdf", "summary.pdf", "matrix-a3.pdf", "matrix-a0.pdf")
A3, A0 = (1191, 842), (3370, 2384)  # points


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(file: PdfReader) -> str:
    """Words in their order, without where lines end and which space stands between them."""
    return " ".join(" ".join(page.extract_text() for page in file.pages).split())


@pytest.fixture
def there(house: House) -> Console:
    return Console(create_demo(house, "fr").code)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_file_is_tagged_in_its_language_with_a_title_and_words_for_its_pictures(
    house: House, name: str, language: str
) -> None:
    file = opened(downloads()[name].produce(house, Console(create_demo(house, language).code)))
    root: Any = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert file.metadata is not None
    assert str(file.metadata.title).startswith("Lumeo")
    assert file.metadata.creation_date is None
    alternatives = list(_alternatives(root["/StructTreeRoot"]))
    quadrant = words(language)("quadrant.priority")
    assert any(quadrant in said for said in alternatives)


def _alternatives(node: Any) -> list[str]:
    """What the figures of a structure tree say to whoever does not see them."""
    node = node.get_object()
    if isinstance(node, list):
        return [said for child in node for said in _alternatives(child)]
    if not hasattr(node, "get"):
        return []
    here = [str(node["/Alt"])] if "/Alt" in node else []
    return here + (_alternatives(node["/K"]) if "/K" in node else [])


def test_the_report_holds_what_hurts_the_ideas_their_verdicts_and_the_plan(
    house: House, there: Console
) -> None:
    said = text_of(opened(report_file.produce(house, there)))
    with snapshot(house, there) as seen:
        view = picture(seen)
        results = results_of(seen, view)
    for topic in results.topics[:4]:
        assert topic.title in said
    for line in results.solutions:
        assert " ".join(line.title.split()) in said
    for action in results.actions:
        assert action.label in said
    for expected in ("Pas une réussite", "Un côté paie", "Personne n’y perd", "Court terme"):
        assert expected in said


def test_the_summary_has_two_pages_however_much_there_is(house: House, there: Console) -> None:
    assert len(opened(report_file.produce_summary(house, there)).pages) == 2
    for number in range(30):
        long = f"Une chose à faire, numéro {number}, {'dite bien longuement ' * 8}"
        solutions.add_solution(house, there, title=long[:140], topics=["T1"])
        actions.add_action(house, there, actions.ActionDraft(long))
    file = opened(report_file.produce_summary(house, there))
    assert len(file.pages) == 2
    assert "dans le rapport complet" in text_of(file)
    whole = opened(report_file.produce(house, there))
    assert len(whole.pages) > 3
    assert "dans le rapport complet" not in text_of(whole)


@pytest.mark.parametrize(("name", "size"), [("matrix-a3.pdf", A3), ("matrix-a0.pdf", A0)])
def test_the_matrix_for_the_wall_is_one_sheet_of_its_size(
    house: House, there: Console, name: str, size: tuple[int, int]
) -> None:
    file = opened(downloads()[name].produce(house, there))
    [page] = file.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    assert "Attente au téléphone" in text_of(file)


TYPED = [
    '#panic("x")',
    "*bold* _it_ `code` $x$ @ref <label> = head",
    "\\u{1f600} // no comment /* none */",
    "<script>alert(1)</script> & ![x](http://example.org)",
    "مرحبا 👩‍👩‍👧 \u202eabc\u202c",
    "é" * 250,
]


@pytest.mark.parametrize("name", FILES)
def test_what_was_typed_is_words_on_the_page(house: House, name: str) -> None:
    title = TYPED[0]
    me = Console(workshops.create_workshop(house, language="en", title=title).code)
    rows = [
        capture.CardRow(text, side, "irritant", "")
        for text in TYPED
        for side in ("client", "employee")
    ]
    labels = capture.import_cards(house, me, rows)
    for place, text in enumerate(TYPED):
        topics.make_topic(house, me, title=text[:100], cards=labels[2 * place : 2 * place + 2])
        solutions.add_solution(house, me, title=text[:100], topics=["T1"])
    said = text_of(opened(downloads()[name].produce(house, me)))
    assert title in said


def test_an_empty_workshop_has_a_report_too(house: House) -> None:
    me = Console(workshops.create_workshop(house, language="en", title="New").code)
    said = text_of(opened(report_file.produce(house, me)))
    for name in ("priorities", "solutions", "actions"):
        assert " ".join(words("en")(f"ui.sponsor.{name}.none").split()) in said


def test_a_report_tells_nothing_that_a_sponsor_may_not_read(lived: Cast) -> None:
    """Cards that were set aside, addresses."""
    me = Console(lived.code)
    told = json.loads(json_file.produce(lived.house, me))
    hidden = [card["text"] for card in told["cards"] if card["status"] != "shown"]
    addresses = [person["email"] for person in told["people"] if person["email"]]
    assert hidden
    assert addresses
    said = text_of(opened(report_file.produce(lived.house, me)))
    assert [word for word in (*hidden, *addresses) if " ".join(word.split()) in said] == []


def test_commitments_are_told_with_the_levels_that_made_none_once_there_is_one() -> None:
    t = words("en", "The client", "The team")
    assert commitments(Leaders(), t) == []
    promised = CommitmentLine(1, Level.MANAGER, "Dora", "A morning", date(2026, 6, 1), "", None)
    kept = replace(promised, due=None, kept_on=date(2026, 3, 1))
    assert commitments(Leaders((promised, kept)), t) == [
        ["A morning", "Line managers · Dora · by 1 June 2026"],
        ["A morning", "Line managers · Dora · no date · kept on 1 March 2026"],
        ["General management: no commitment yet", ""],
        ["Directors: no commitment yet", ""],
        ["Teams: no commitment yet", ""],
    ]


def _read(house: House, me: Console) -> tuple[WorkshopView, SponsorView, Words]:
    with snapshot(house, me) as seen:
        view = picture(seen)
        return view, results_of(seen, view), words("fr")


def test_a_summary_says_a_few_priorities_in_one_sentence_each(house: House, there: Console) -> None:
    view, results, t = _read(house, there)
    many = replace(results, topics=results.topics[:1] * (PRIORITIES + 2))
    short, whole = (report_told(view, many, t, most=most) for most in (5, None))
    assert [len(short["priorities"]), len(whole["priorities"])] == [PRIORITIES, PRIORITIES + 2]
    assert {len(topic["quotes"]) for topic in short["priorities"]} == {1}
    assert {len(topic["quotes"]) for topic in whole["priorities"]} == {3}


def test_files_are_the_facilitators_and_of_no_workshop_that_is_not_there(house: House) -> None:
    for name in FILES:
        assert downloads()[name].roles == {Role.FACILITATOR}
        with pytest.raises(WorkshopUnknown):
            downloads()[name].produce(house, Console("ZZZZZZ"))
