"""What the projector shows of a question that is answered by cards the room may not read."""

import uuid
from typing import Any

from tests.pages.asking import phones
from tests.pages.stage import Stage
from tests.pages.test_group import drawn  # noqa: F401  (a fixture)
from workshop.domain.words import Phase
from workshop.services import capture, questions, rights, workshops
from workshop.services.questions import QuestionDraft


def test_a_revealed_question_keeps_its_cards_hidden_while_the_phase_does(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    rights.set_rights(demo.house, demo.console, Phase.CAPTURE, may=["add_card"], sees="count")
    draft = QuestionDraft("Why?", "card")
    label = questions.add_question(demo.house, demo.console, draft)
    questions.push_question(demo.house, demo.console, label)
    sent = [
        capture.CardSent(
            f"phone-{n}", str(uuid.uuid4()), "client", "irritant", "any", "Hidden", label
        )
        for n in range(5)
    ]
    phones(demo, capture.add_cards, sent)
    # No button offers it: a file or a script does.
    questions.reveal_question(demo.house, demo.console, label, revealed=True)
    app = demo.open("facilitator/projector")
    assert not app.exception
    told = drawn["projector-prompt"]
    assert (told["say"], told["figures"][0][0], told["shown"]) == ("Why?", "5", False)
    assert "Hidden" not in str(drawn)
