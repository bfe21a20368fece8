"""What phones were asked, for the projector: moods, a pushed question, a vote, the close.

Before the reveal only how many have answered; after it, and from the workshop's floor on, what.
"""

from collections.abc import Sequence
from typing import Any

from workshop.domain.words import Aspect, Deck, QuestionKind, QuestionStatus, Sees, Subject
from workshop.i18n import Words
from workshop.services.views.map import MapMood
from workshop.services.views.questions import QuestionLine, is_shown
from workshop.services.views.votes import TargetResult, VoteLine
from workshop.services.views.workshop import WorkshopView
from workshop.ui.answers import divided_said, missing, result_said, scale_words
from workshop.ui.journeys_slide import curves, point
from workshop.ui.mood import in_one_sentence as in_one_sentence_of_moods
from workshop.ui.shell import Visit
from workshop.ui.slides import plan_lines
from workshop.ui.vote import SHARED_AT, round_name, rounds_in_order, shift_said, voters_said

QUOTES_A_PAGE = 6
QUOTES_AT_CLOSE = 2
MOODS = "moods"
"""What is revealed when the curves are."""

Picture = dict[str, Any]
"""Data of the component ``poll``."""


def poll(t: Words, layout: str, *, of: str, **said: Any) -> Picture:
    """The data of ``poll``, with nothing where nothing is given.

    ``of``: what is revealed, by name: a window plays it when it saw the same name hidden before.
    """
    return {
        "layout": layout,
        "of": of,
        "words": page_words(t),
        "shown": False,
        "say": "",
        "about": "",
        "figures": [],
        "bars": [],
        "quotes": [],
        "quoted": "",
        "page": QUOTES_A_PAGE,
        "sentence": "",
        "rule": "",
        "lines": None,
        **said,
    }


def page_words(t: Words) -> dict[str, str]:
    """What a list in pages says of itself; its window fills in ``{page}`` and ``{pages}``."""
    page = t("ui.projector.page", page="{page}", pages="{pages}")
    return {"page": page, "held": t("ui.projector.held")}


# --- a question pushed to the phones --------------------------------------------------------------


def prompt_title(visit: Visit, question: QuestionLine) -> tuple[str, str]:
    """Title and note over the answers to a question: itself, once they are shown."""
    t = visit.words
    if not has_result(visit.view, question):
        return t("ui.projector.asked"), ""
    about = _about(visit, question)
    counted = t.count("ui.ask.answers", question.answers)
    return question.text, f"{about} · {counted}" if about else counted


def has_result(view: WorkshopView, question: QuestionLine) -> bool:
    """True once the room may see what was answered: revealed, and above the floor.

    Never of cards: they are a wall of their own, where the room may read them.
    """
    by_cards = question.kind is QuestionKind.CARD
    return is_shown(view.workshop, question) and not question.below_floor and not by_cards


def prompt_picture(visit: Visit, question: QuestionLine) -> Picture:
    """The question in huge type with its answers counted; then what they say."""
    t, view = visit.words, visit.view
    if not has_result(view, question):
        waits = question.kind is not QuestionKind.CARD and is_shown(view.workshop, question)
        return poll(
            t,
            "asking",
            of=question.label,
            say=question.text,
            about=_about(visit, question),
            figures=[_counted(visit, "ui.projector.answers", question.answers)],
            rule=t.count("ui.ask.missing", missing(question, view.workshop.floor)) if waits else "",
        )
    if question.kind is QuestionKind.TEXT:
        return poll(t, "text", of=question.label, shown=True, quotes=_quotes(question))
    return poll(
        t,
        question.kind,
        of=question.label,
        shown=True,
        bars=_spread(t, question),
        sentence=result_said(t, question),
        rule=divided_said(t, question.controversy) if question.kind is QuestionKind.SCALE else "",
    )


def _about(visit: Visit, question: QuestionLine) -> str:
    """The step and the side that a question is about, "" for the whole workshop."""
    t = visit.words
    side = t(f"side.label.{question.side}") if question.side else ""
    step = visit.view.step_title(question.step) if question.step else ""
    return " · ".join(part for part in (step, side) if part)


def _counted(visit: Visit, key: str, n: int) -> tuple[str, str]:
    """A figure and what it counts."""
    return visit.words.number(n), visit.words.count(key, n)


def _spread(t: Words, question: QuestionLine) -> list[dict[str, Any]]:
    """How many gave each answer, from the best word of a scale down, as phones word it."""
    names: Sequence[str] = question.options or scale_words(t, question)
    most = max(1, *question.spread)
    bars = [
        {"title": name, "value": t.number(n), "share": n / most, "notes": []}
        for name, n in zip(names, question.spread, strict=True)
    ]
    return bars if question.options else bars[::-1]


def _quotes(question: QuestionLine) -> list[dict[str, str]]:
    return [{"text": answer.text} for answer in question.texts]


# --- the moods ------------------------------------------------------------------------------------


def moods_asked(view: WorkshopView) -> tuple[QuestionLine, ...]:
    """The mood questions that are on the phones."""
    return tuple(
        question
        for question in view.questions
        if question.deck is Deck.MOOD and question.status is QuestionStatus.OPEN
    )


def moods_shown(view: WorkshopView) -> bool:
    """True when the curves may be drawn: revealed, and some step above the floor."""
    return view.workshop.rights.sees is Sees.EVERYTHING and any(
        mean is not None for mood in view.moods for mean in (mood.client, mood.employee)
    )


def moods_picture(visit: Visit) -> Picture:
    """Which moods are asked, and how many have answered."""
    t, view = visit.words, visit.view
    asked = moods_asked(view)
    feelings = [one for one in asked if one.aspect is Aspect.FEELING]
    steps = dict.fromkeys(one.step for one in asked)
    answered = max((one.answers for one in asked), default=0)
    # How many answers the nearest step still waits for.
    waits = min((missing(one, view.workshop.floor) for one in feelings), default=0)
    revealed = view.workshop.rights.sees is Sees.EVERYTHING
    return poll(
        t,
        "asking",
        of=MOODS,
        say="\n".join(dict.fromkeys(one.text for one in feelings)) or t("ui.projector.nothing_yet"),
        about=" · ".join(view.step_title(step) or t("step.any") for step in steps),
        figures=[_counted(visit, "ui.projector.answered", answered)] if asked else [],
        rule=t.count("ui.ask.missing", waits) if revealed and waits else "",
    )


def curves_data(visit: Visit) -> dict[str, Any]:
    """Both curves of a workshop without a step, where all was asked of the whole."""
    t, view = visit.words, visit.view
    told = [mood for mood in view.moods if (mood.client, mood.employee) != (None, None)]
    points = [
        point(
            t,
            view.step_title(mood.step) or t("step.any"),
            MapMood(mood.client, mood.client_voices, mood.client_by_team),
            MapMood(mood.employee, mood.employee_voices),
        )
        for mood in told
    ]
    return curves(t, points, in_one_sentence_of_moods(visit, told))


# --- the vote -------------------------------------------------------------------------------------


def vote_shown(view: WorkshopView) -> VoteLine | None:
    """The round that the room looks at: the open one, else the newest."""
    return next(iter(rounds_in_order(view)), None)


def vote_title(visit: Visit, vote: VoteLine) -> str:
    """Which round it is, "" while there is but one without a title."""
    alone = len(visit.view.votes) == 1 and not vote.title
    return "" if alone else round_name(visit.words, vote)


def vote_picture(visit: Visit, vote: VoteLine) -> Picture:
    """Who has voted and how it goes; after the reveal the ranked result."""
    t = visit.words
    turnout = [
        (t.number(vote.voters), voters_said(visit, vote)),
        _counted(visit, "ui.vote.points", vote.points_given),
    ]
    rule = t.count("ui.vote.budget", vote.budget, cap=t.number(vote.cap))
    if not vote.with_codes:
        rule = f"{rule} · {t('ui.vote.one_a_device')}"
    if not vote.revealed:
        return poll(
            t,
            "asking",
            of=vote.label,
            say=t(f"ui.projector.vote.{'open' if vote.is_open else 'closed'}"),
            figures=turnout,
            rule=rule if vote.is_open else t("ui.projector.vote.soon"),
        )
    found = [line for line in vote.results if line.points]
    if not found:
        return poll(t, "asking", of=vote.label, say=t("ui.vote.nobody"), figures=turnout)
    compared = any(line.previous_points is not None for line in vote.results)
    most = max(line.points for line in found)
    bars = [
        _result(visit, vote, line, _place(found, line), most, compared=compared) for line in found
    ]
    return poll(
        t,
        "ranked",
        of=vote.label,
        shown=True,
        figures=turnout,
        bars=bars,
    )


def round_picture(visit: Visit) -> Picture:
    """That topics are being rated, by how many phones, and how many topics have a rating."""
    t, here = visit.words, visit.view.topic_round
    assert here is not None
    return poll(
        visit.words,
        "asking",
        of="",
        say=t("phone.places.title"),
        about=t("ui.projector.round.about"),
        figures=[
            _counted(visit, "ui.round.phones", here.people),
            _counted(visit, "ui.round.given", here.ratings),
        ],
        rule=t.count(
            "ui.projector.round.rated", len(here.rated), topics=t.number(len(here.topics))
        ),
    )


def _place(found: Sequence[TargetResult], line: TargetResult) -> int:
    """The rank of a result; equal points share one."""
    return 1 + sum(other.points > line.points for other in found)


def _result(
    visit: Visit, vote: VoteLine, line: TargetResult, place: int, most: int, *, compared: bool
) -> dict[str, Any]:
    t = visit.words
    topic = visit.view.topic(line.label) if vote.subject is Subject.TOPICS else None
    notes = [t.count("ui.projector.voters", line.voters)]
    if line.controversy >= SHARED_AT:
        notes.append(t("ui.projector.divided"))
    if compared:
        notes.append(shift_said(t, line))
    return {
        "label": line.label,
        "quadrant": topic.quadrant if topic else None,
        "rank": t.number(place),
        "title": line.title,
        "value": t.count("count.votes", line.points),
        "share": line.points / most,
        "notes": notes,
    }


# --- the close ------------------------------------------------------------------------------------


def close_picture(visit: Visit) -> Picture:
    """What the room produced and decided, and its exit vote."""
    t, view = visit.words, visit.view
    counts = {
        "people": view.participants,
        "cards": len(view.room_cards),
        **({"data": len(view.data_cards)} if view.data_cards else {}),
        "topics": len(view.topics),
        "solutions": len(view.solutions),
        "actions": len(view.actions),
    }
    figures = [_counted(visit, f"ui.close.{what}", n) for what, n in counts.items()]
    if view.moderation.parked:
        figures.append(_counted(visit, "ui.projector.parked", view.moderation.parked))
    actions = plan_lines(visit)
    return poll(
        t,
        "close",
        of="exit",
        figures=figures,
        lines={
            "title": "",
            "items": actions or [{"title": t("ui.projector.nothing_yet")}],
        },
        page=QUOTES_AT_CLOSE,
        **_exit(visit),
    )


def exit_open(view: WorkshopView) -> bool:
    """True while the exit vote is on the phones."""
    return any(
        question.deck == Deck.EXIT and question.status is QuestionStatus.OPEN
        for question in view.questions
    )


def _exit(visit: Visit) -> dict[str, Any]:
    """The exit vote: that it is asked, then what it says of the time spent and the other side."""
    t, view = visit.words, visit.view
    asked = [
        question
        for question in view.questions
        if question.deck == Deck.EXIT and question.status is not QuestionStatus.READY
    ]
    if not asked:
        return {}
    shown = [question for question in asked if has_result(view, question)]
    if not shown:
        return {
            "say": t("ui.projector.exit"),
            "about": t.count(
                "ui.projector.answered_so_far", max(question.answers for question in asked)
            ),
        }
    said: dict[str, Any] = {"shown": True}
    for question in shown:
        if question.kind is QuestionKind.TEXT:
            said.update(quotes=_quotes(question), quoted=question.text)
        else:
            said.update(
                say=question.text, bars=_spread(t, question), about=result_said(t, question)
            )
    return said
