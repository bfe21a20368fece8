"""Who gains and who would pay: the verdict on each idea, its reason, and a form for one opinion."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.transfer import GAINS_AT, PAYS_AT, RATING_HIGH, RATING_LOW, Effect
from workshop.domain.words import Side, Transfer
from workshop.i18n import Words
from workshop.services.ratings import rate
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import WorkshopView
from workshop.ui import lines, live
from workshop.ui.gestures import renew, turn_of
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals

CHOSEN = "weigh-chosen"
SPEAKER = "weigh-speaker"
FORM = "weigh-form"
URGENCY = (Transfer.RED, Transfer.AMBER, Transfer.GREEN)
SCALE = range(RATING_LOW, RATING_HIGH + 1)


def draw_weigh(visit: Visit) -> None:
    """The verdicts on the left, live; the form for one opinion on the right."""
    lines.dress_lines()
    if not visit.view.solutions:
        _verdicts(visit)
        return
    left, right = st.columns([5, 3], gap="large")
    with right:
        _form(visit)
    with left:
        _verdicts(visit)


@st.fragment
def _verdicts(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="weigh-ear")
    t, view = visit.words, visit.view
    if not view.solutions:
        st.info(t("ui.weigh.none"), icon=":material/balance:")
        return
    found = [line.verdict.transfer for line in view.solutions]
    lines.draw(
        lines.sentence(
            " · ".join(
                t.count(f"ui.weigh.{transfer}", found.count(transfer))
                for transfer in URGENCY
                if transfer in found
            ),
            soft=True,
        )
    )
    for line in sorted(view.solutions, key=lambda line: URGENCY.index(line.verdict.transfer)):
        _solution(visit, line)


def _solution(visit: Visit, line: SolutionLine) -> None:
    t, verdict = visit.words, line.verdict
    with st.container(border=True, key=f"weigh-{line.label}"):
        with lines.row():
            lines.draw(
                lines.entry(
                    line.title,
                    label=line.label,
                    note=", ".join(_topics(visit.view, line)),
                    chip=lines.verdict(verdict.transfer, t),
                )
            )
            asked = st.button(
                t("ui.weigh.choose"),
                key=f"rate-{line.label}",
                icon=":material/add:",
                type="tertiary",
            )
        lines.draw(
            *(lines.sentence(said) for said in reasons(line, t)),
            _effects(line, t) if line.ballots else lines.EMPTY,
        )
        if asked:
            st.session_state[CHOSEN] = line.label
            renew(FORM)
            st.rerun()


def reasons(line: SolutionLine, t: Words) -> list[str]:
    """Why the verdict is what it is: who pays, on how many opinions, and who was not heard."""
    verdict = line.verdict
    sides = {Side.CLIENT: verdict.client, Side.EMPLOYEE: verdict.employee}
    unheard = [side for side, effect in sides.items() if effect.own is None]
    if len(unheard) == len(sides):
        return [t("ui.weigh.nobody")]
    said = []
    if verdict.payer is not None:
        said.append(_mean("ui.weigh.pays", verdict.payer, sides[verdict.payer], t))
    elif verdict.transfer is Transfer.GREEN:
        gains = all((effect.own or 0) >= GAINS_AT for effect in sides.values())
        said.append(t("ui.weigh.both_gain" if gains else "ui.weigh.no_loss"))
    elif unheard:
        said += [
            _mean("ui.weigh.gains", side, effect, t)
            for side, effect in sides.items()
            if effect.own is not None
        ]
    else:
        losing = [side for side, effect in sides.items() if (effect.own or 0) < 0]
        said += [_mean("ui.weigh.slight_loss", side, sides[side], t) for side in losing]
        said += [] if losing else [t("ui.weigh.unclear")]
    said += [t("ui.weigh.unheard", side=t(f"side.label.{side}")) for side in unheard]
    return said


def _mean(key: str, side: Side, effect: Effect, t: Words) -> str:
    return t(
        key,
        side=t(f"side.label.{side}"),
        mean=lines.signed(effect.own, t),
        votes=t.count("ui.weigh.votes", effect.own_ballots),
    )


def _effects(line: SolutionLine, t: Words) -> Markup:
    """A side's own mean and the others' mean beside it, never summed."""
    rows = [
        Markup('<tr><th scope="row">{}</th>{}{}</tr>').format(
            t(f"side.label.{side}"),
            _cell(effect.own, effect.own_ballots, t, pays=(effect.own or 0) <= PAYS_AT),
            _cell(effect.others, effect.others_ballots, t),
        )
        for side, effect in (
            (Side.CLIENT, line.verdict.client),
            (Side.EMPLOYEE, line.verdict.employee),
        )
    ]
    return Markup(
        '<table class="rc-effects"><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    ).format(t("ui.weigh.effect"), t("ui.weigh.own"), t("ui.weigh.others"), lines.EMPTY.join(rows))


def _cell(mean: float | None, ballots: int, t: Words, *, pays: bool = False) -> Markup:
    return Markup('<td class="{}"><b>{}</b><small>{}</small></td>').format(
        "pays" if pays else "", lines.signed(mean, t), t.count("ui.weigh.votes", ballots)
    )


def _topics(view: WorkshopView, line: SolutionLine) -> list[str]:
    return [topic.title for topic in view.topics if topic.label in line.topics]


def _form(visit: Visit) -> None:
    t, view = visit.words, visit.view
    titles = {line.label: line.title for line in view.solutions}
    labels = list(titles)
    chosen = st.session_state.get(CHOSEN)
    speaker = st.session_state.get(SPEAKER, Side.CLIENT)
    turn = turn_of(FORM)
    with st.container(border=True, key="ballot-form"):
        lines.draw(
            lines.section(t("ui.weigh.form")),
            lines.sentence(t("ui.weigh.form.says"), soft=True),
        )
        with st.form(f"ballot-{turn}", border=False, enter_to_submit=False):
            label = st.selectbox(
                t("ui.weigh.form.solution"),
                labels,
                index=labels.index(chosen) if chosen in titles else 0,
                format_func=titles.__getitem__,
                key=f"ballot-solution-{turn}",
            )
            by = st.radio(
                t("ui.weigh.form.by"),
                tuple(Side),
                index=tuple(Side).index(speaker),
                format_func=lambda side: plain(t(f"ui.weigh.by.{side}")),
                key=f"ballot-by-{turn}",
            )
            client, employee, usability = (
                _slider(field, t, turn) for field in ("client", "employee", "usability")
            )
            saved = st.form_submit_button(
                t("ui.weigh.form.save"), key="save-ballot", type="primary"
            )
        if saved and by is not None:
            with refusals(visit):
                rate(
                    visit.house,
                    visit.facilitator,
                    label,
                    by=by,
                    client=client,
                    employee=employee,
                    usability=usability,
                )
                done(visit, "ui.weigh.saved", label=label)
                st.session_state.update({CHOSEN: label, SPEAKER: by})
                renew(FORM)
                st.rerun()


def _slider(field: str, t: Words, turn: int) -> int:
    chosen: int = st.select_slider(
        plain(t(f"ui.weigh.form.{field}")),
        SCALE,
        value=0,
        format_func=lambda value: t(f"ui.weigh.scale.{value}"),
        key=f"ballot-{field}-{turn}",
    )
    return chosen
