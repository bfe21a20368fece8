"""What a sponsor is asked, and the form in which they answer: it only ever adds."""

import uuid
from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from workshop.domain.errors import WorkshopError
from workshop.domain.leaders import Prompt
from workshop.services.sponsor_answers import SponsorSaid, answer_as_sponsor
from workshop.services.views.leaders import SponsorAnswerLine
from workshop.services.views.sponsor import sponsor_waits
from workshop.services.views.sponsor_follow import SponsorFollow
from workshop.ui import lines
from workshop.ui.gestures import again, key_of, renew
from workshop.ui.review_answers import said_entry
from workshop.ui.shell import Visit, done, refusals

OPEN = "sponsor-answering"
"""What the one open form answers: the id of a decision, or a prompt."""
SENT = "sponsor-answer-id"
"""What the answer being written will be known by, so that it is added once."""
REFUSED = "sponsor-answer-refused"
"""Why the last press was refused: the page draws itself anew every two seconds, and says it on."""
FORM = "sponsor-answer"


def may_answer(visit: Visit) -> bool:
    """True for whoever holds the sponsor's link; a facilitator looks at the page in their place."""
    return sponsor_waits(visit.house, visit.facilitator)


def draw_asked(visit: Visit, follow: SponsorFollow) -> None:
    """The decisions that wait for the sponsor, each with its form; nothing where there is none."""
    t = visit.words
    if not follow.asked:
        return
    lines.draw(lines.section(t("ui.sponsor.asked")))
    mine = may_answer(visit)
    places = {line.id: st.container() for line in follow.asked}
    # The one with the form comes first: see _results of the page.
    for line in sorted(follow.asked, key=lambda line: line.id != st.session_state.get(OPEN)):
        note = t("ui.review.asked_on", date=t.date(line.asked_on))
        said = follow.leaders.to_decision(line.id)
        with places[line.id]:
            _question(visit, line.id, lines.entry(line.what, note=note), said, mine=mine)
    _whose_form(visit, mine=mine)


def draw_prompts(visit: Visit, follow: SponsorFollow) -> None:
    """Three questions to leaders: how to get the best out of their teams."""
    t = visit.words
    lines.draw(lines.section(t("ui.sponsor.prompts")))
    mine = may_answer(visit)
    for prompt in Prompt:
        asked = lines.entry(t(f"ui.sponsor.prompt.{prompt}"))
        with st.container():
            _question(visit, prompt, asked, follow.leaders.to_prompt(prompt), mine=mine)
    _whose_form(visit, mine=mine)


def draw_unsent(visit: Visit) -> None:
    """A form whose question is gone, or whose page is: what was typed stays until it is let go."""
    if OPEN in st.session_state:
        _form(visit, st.session_state[OPEN])


def still_asked(follow: SponsorFollow) -> bool:
    """True when the open form has its question on the page."""
    asked = [*(line.id for line in follow.asked), *Prompt]
    return st.session_state.get(OPEN) in asked


def _question(
    visit: Visit,
    to: int | Prompt,
    asked: Markup,
    said: Iterable[SponsorAnswerLine],
    *,
    mine: bool,
) -> None:
    """``mine``: False for a facilitator who looks at the page: there is nothing to press."""
    t, answers = visit.words, [said_entry(line, visit.words) for line in said]
    lines.draw(asked, *answers)
    if st.session_state.get(OPEN) == to:
        _form(visit, to)
    elif mine and st.button(
        t("ui.sponsor.answer.more" if answers else "ui.sponsor.answer"),
        key=f"sponsor-reply-{to}",
        icon=":material/reply:",
    ):
        st.session_state[OPEN] = to
        st.session_state[SENT] = str(uuid.uuid4())
        renew(FORM)
        again()


def _whose_form(visit: Visit, *, mine: bool) -> None:
    if not mine:
        lines.draw(lines.sentence(visit.words("ui.sponsor.answer.theirs"), soft=True))


def _form(visit: Visit, to: int | Prompt) -> None:
    """The same fields wherever it is drawn: Streamlit then keeps what is typed in them."""
    t, key = visit.words, key_of(FORM)
    with st.form(key, enter_to_submit=False):
        # Without a limit of the field's own: it would drop a pasted text that is too long, unsaid.
        text = st.text_area(t("ui.sponsor.answer.text"), height=120, key=f"{key}-text")
        who = st.text_input(t("ui.sponsor.answer.who"), key=f"{key}-who")
        lines.draw(lines.sentence(t("ui.sponsor.answer.adds"), soft=True))
        problem = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button(
                t("ui.sponsor.answer.send"), key=f"{key}-send", type="primary"
            )
            left = st.form_submit_button(t("ui.cancel"), key=f"{key}-leave")
    if left:
        _close()
    if sent:
        _send(visit, SponsorSaid(st.session_state[SENT], to, text or "", who or ""))
    if REFUSED in st.session_state:
        with problem, refusals(visit, empty=t("ui.sponsor.answer.text")):
            raise st.session_state[REFUSED]


def _send(visit: Visit, said: SponsorSaid) -> None:
    try:
        answer_as_sponsor(visit.house, visit.facilitator, said)
    except WorkshopError as refused:
        st.session_state[REFUSED] = refused.with_traceback(None)
        return
    done(visit, "ui.sponsor.answer.done")
    _close()


def _close() -> None:
    for name in (OPEN, SENT, REFUSED):
        st.session_state.pop(name, None)
    renew(FORM)
    again()
