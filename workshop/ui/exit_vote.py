"""The exit vote: two questions before people leave, and what they say once revealed."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import Deck
from workshop.services.questions import reveal_question
from workshop.services.views.questions import QuestionLine
from workshop.ui import lines
from workshop.ui.answers import draw_result, draw_texts_read, standing
from workshop.ui.gestures import again
from workshop.ui.shell import STATIC, Visit, done, refusals


def draw_exit(visit: Visit) -> None:
    """Both questions with who has answered, by count; inside a fragment that listens."""
    t = visit.words
    st.html(STATIC / "ask.css")
    lines.draw(lines.section(t("ui.exit")))
    asked = [question for question in visit.view.questions if question.deck is Deck.EXIT]
    if not asked:
        lines.draw(lines.sentence(t("ui.exit.none"), soft=True))
        return
    for question, column in zip(asked, st.columns(len(asked), gap="large"), strict=True):
        with column:
            _question(visit, question)


def _question(visit: Visit, question: QuestionLine) -> None:
    t = visit.words
    lines.draw(
        Markup('<p class="rc-question">{}<small>{}</small></p>').format(
            question.text, standing(visit, question)
        )
    )
    name = "hide" if question.revealed else "reveal"
    if st.button(
        t(f"ui.questions.{name}"),
        key=f"exit-{name}-{question.label}",
        icon=f":material/visibility{'_off' if question.revealed else ''}:",
        disabled=question.below_floor and not question.revealed,
    ):
        with refusals(visit):
            reveal_question(
                visit.house, visit.facilitator, question.label, revealed=not question.revealed
            )
            done(visit, f"ui.questions.{name}.done")
            again()
    draw_result(visit, question)
    draw_texts_read(visit, question)
