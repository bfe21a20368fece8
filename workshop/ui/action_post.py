"""Actions taken along: the calendar file and, where a mail server is set, each one's reminder."""

import streamlit as st

from workshop.domain.errors import WorkshopError
from workshop.post import delivery
from workshop.services.digest import SOON_DAYS, Digest, read_digest
from workshop.settings import read_settings
from workshop.ui import lines
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, refresh, refusals

TICK_SECONDS = 1.0


def draw_post(visit: Visit) -> None:
    """Nothing while there is no action to take along."""
    t = visit.words
    if not visit.view.actions:
        return
    lines.draw(lines.section(t("ui.plan.post")), lines.sentence(t("ui.plan.post.says"), soft=True))
    under_way = delivery.last(visit.facilitator.code)
    with st.container(horizontal=True, key="plan-post"):
        st.link_button(
            t("ui.plan.post.calendar"),
            f"/x/{visit.facilitator.code}/actions.ics",
            key="plan-calendar",
            icon=":material/event:",
        )
        asked = (
            read_settings().mail is not None
            and under_way is None
            and st.button(t("ui.plan.post.digest"), key="plan-digest", icon=":material/mail:")
        )
    if asked:
        _ask(visit)
    if under_way is None:
        return
    if under_way.outcome is None:
        _wait(visit)
    else:
        _report(visit, under_way.outcome)


def _ask(visit: Visit) -> None:
    """Who would get what, before anything leaves."""

    @st.dialog(visit.words("ui.plan.post.title"))
    def ask() -> None:
        here = refresh(visit)
        t = here.words
        digest = read_digest(here.house, here.facilitator)
        _preview(here, digest)
        if digest.letters and st.button(
            t.count("ui.plan.post.send", len(digest.letters)),
            key="digest-send",
            type="primary",
            icon=":material/send:",
        ):
            with refusals(here):
                delivery.begin(here.house, here.facilitator, read_settings())
                st.rerun()

    ask()


def _preview(visit: Visit, digest: Digest) -> None:
    t = visit.words
    if not digest.letters:
        lines.draw(lines.sentence(t("ui.plan.post.nobody", days=SOON_DAYS)))
    lines.draw(
        *(
            lines.entry(letter.name, note=t.count("ui.plan.post.actions", letter.count))
            for letter in digest.letters
        )
    )
    if digest.unreachable:
        names = t.listing(digest.unreachable)
        lines.draw(lines.sentence(t("ui.plan.post.unreachable", names=names), soft=True))


@st.fragment(run_every=TICK_SECONDS)
def _wait(visit: Visit) -> None:
    visit = refresh(visit)
    under_way = delivery.last(visit.facilitator.code)
    if under_way is None or under_way.outcome is not None:
        st.rerun()
    share = under_way.done / under_way.total if under_way.total else 0.0
    st.progress(share, visit.words("ui.plan.post.sending"))


def _report(visit: Visit, outcome: delivery.Report | WorkshopError) -> None:
    """To whom it went, to whom not and why; it stays until somebody has read it."""
    t = visit.words
    with st.container(border=True, key="digest-report"):
        if isinstance(outcome, delivery.Report):
            if outcome.sent:
                names = plain(t.listing(outcome.sent))
                st.success(t("ui.plan.post.sent", names=names), icon=":material/check:")
            for one in outcome.refused:
                why = t("ui.plan.post.refused", name=one.name, why=t.error(one.why))
                st.error(plain(why), icon=":material/error:")
            if outcome.unreachable:
                names = t.listing(outcome.unreachable)
                lines.draw(lines.sentence(t("ui.plan.post.unreachable", names=names), soft=True))
        else:
            st.error(plain(t.error(outcome)), icon=":material/error:")
        if st.button(t("ui.plan.post.read"), key="digest-read"):
            delivery.put_away(visit.facilitator.code)
            st.rerun()
