"""Topics that the machine proposes: named, pruned, confirmed one by one or all, or set aside.

What is proposed stays as it is until the facilitator asks again: nothing that is being read or
named moves by itself. Cards that somebody groups meanwhile leave it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.services.suggesting import (
    Accepted,
    SuggestedTopic,
    SuggestionView,
    accept_suggestion,
    read_suggestion,
)
from workshop.services.views.workshop import CardLine
from workshop.ui import live, topic_words
from workshop.ui.gestures import again
from workshop.ui.group_pile import card_note, step_names
from workshop.ui.shell import Visit, done, refusals

LIST = "suggest-list"
PROPOSED = "suggest-proposed"
ANSWERED = "suggest-answered"
"""The last request that was heeded, by which the list knows that it may be pressed again."""
SURE, LIKELY = 0.75, 0.5
"""Certainties from which a proposal is called almost sure, and likely."""
FEWEST_CARDS = 2
AT_ONCE = 12
"""Proposals on view: the next ones come up as these are settled."""


@dataclass(slots=True)
class _Proposed:
    """What one browser session was proposed. ``dismissed``: what it set aside, by key."""

    code: str
    view: SuggestionView
    per_step: bool
    topics: int | None
    dismissed: set[str] = field(default_factory=set)
    lines: dict[str, tuple[object, dict[str, Any]]] = field(default_factory=dict)
    """What was drawn of each proposal, and of what: most of them stay as they are."""


def draw_suggestions(visit: Visit) -> None:
    """The proposals for the free cards, above the cards themselves; nothing when few are free."""
    free = {card.label: card for card in visit.view.free_cards}
    if len(free) < FEWEST_CARDS:
        st.session_state.pop(PROPOSED, None)
        return
    t = visit.words
    with st.container(border=True, key="suggest"):
        st.subheader(t("ui.suggest.title"), anchor=False)
        st.caption(t("ui.suggest.line"))
        per_step, number, asked = _choices(visit)
        proposed = _proposed(visit)
        if asked or proposed is None:
            proposed = _propose(visit, per_step=per_step, topics=number, before=proposed)
        if proposed is not None:
            _draw(visit, proposed, free)


def is_proposed(visit: Visit) -> bool:
    """Whether this session has its proposals already: drawing them computes nothing then."""
    return _proposed(visit) is not None


def _choices(visit: Visit) -> tuple[bool, int | None, bool]:
    """Across or within steps, how many topics (None: as the machine sees fit), and the button."""
    t = visit.words
    how, many, go = st.columns([3, 2, 2], vertical_alignment="bottom")
    per_step = how.radio(
        t("ui.suggest.how"),
        [False, True],
        format_func=lambda within: t("ui.suggest.per_step" if within else "ui.suggest.across"),
        key="suggest-how",
        horizontal=True,
    )
    number = many.number_input(
        t("ui.suggest.number"),
        min_value=1,
        value=None,
        step=1,
        placeholder=t("ui.suggest.number.free"),
        key="suggest-number",
    )
    asked = go.button(
        t("ui.suggest.again"), key="suggest-again", icon=":material/auto_awesome:", width="stretch"
    )
    return bool(per_step), None if number is None else int(number), asked


def _proposed(visit: Visit) -> _Proposed | None:
    kept = st.session_state.get(PROPOSED)
    return kept if isinstance(kept, _Proposed) and kept.code == visit.facilitator.code else None


def _propose(
    visit: Visit, *, per_step: bool, topics: int | None, before: _Proposed | None
) -> _Proposed | None:
    """Ask the machine, up to a second; what was set aside in this session stays so."""
    with refusals(visit):
        with st.spinner(visit.words("ui.suggest.wait")):
            found = read_suggestion(
                visit.house, visit.facilitator, topics=topics, per_step=per_step
            )
        made = _Proposed(visit.facilitator.code, found, per_step, topics)
        if before is not None:
            made.dismissed = before.dismissed
        st.session_state[PROPOSED] = made
        return made
    return before


def _draw(visit: Visit, proposed: _Proposed, free: Mapping[str, CardLine]) -> None:
    t = visit.words
    topics = _still_open(visit, proposed, free)
    news = len(free.keys() - proposed.view.cards)
    if proposed.view.note:
        st.caption(f":material/cloud_off: {t(f'ui.suggest.note.{proposed.view.note}')}")
    elif proposed.view.by == "model":
        st.caption(t("ui.suggest.by_model"))
    if news:
        st.caption(t.count("ui.suggest.news", news))
    steps = step_names(visit)
    later = len(topics[AT_ONCE:])
    data = {
        "topics": [_kept_line(visit, proposed, topic, free, steps) for topic in topics[:AT_ONCE]],
        "all": len(topics),
        "more": t.count("ui.suggest.more", later) if later else "",
        "title_limit": TITLE_LIMIT,
        "made": t.count("ui.suggest.made", len(visit.view.topics)) if visit.view.topics else "",
        "answered": st.session_state.get(ANSWERED),
        "words": {
            name: t(f"ui.suggest.{name}")
            for name in (
                "none",
                "name",
                "tick",
                "list",
                "confirm",
                "confirm_all",
                "confirm_ticked",
                "dismiss",
            )
        },
    }
    if _heed(visit, live.draw("suggestions", data, key=LIST, on=("asked",)).asked):
        again()


def _still_open(
    visit: Visit, proposed: _Proposed, free: Mapping[str, CardLine]
) -> list[SuggestedTopic]:
    """The proposals with what is still free of them; those set aside or used up are gone."""
    standing = {topic.label: topic.title for topic in visit.view.topics}
    found = []
    for topic in proposed.view.topics:
        if topic.key in proposed.dismissed or (topic.into and topic.into not in standing):
            continue
        cards = tuple(card for card in topic.cards if card in free)
        enough = 1 if topic.into or len(topic.cards) == 1 else FEWEST_CARDS
        if len(cards) >= enough:
            title = standing[topic.into] if topic.into else topic.title
            found.append(replace(topic, cards=cards, title=title))
    return found


def _kept_line(
    visit: Visit,
    proposed: _Proposed,
    topic: SuggestedTopic,
    free: Mapping[str, CardLine],
    steps: dict[str, str],
) -> dict[str, Any]:
    cards = tuple(free[label] for label in topic.cards)
    of = (topic, cards, steps, visit.words)
    kept = proposed.lines.get(topic.key)
    if kept is None or kept[0] != of:
        kept = of, _line(visit, topic, cards, steps)
        proposed.lines[topic.key] = kept
    return kept[1]


def _line(
    visit: Visit, topic: SuggestedTopic, cards: Sequence[CardLine], steps: dict[str, str]
) -> dict[str, Any]:
    t = visit.words
    said = [topic_words.cards_said(t, list(cards)), sure_said(visit, topic.certainty)]
    if topic.room_yes + topic.room_no:
        said.append(room_said(visit, topic))
    return {
        "key": topic.key,
        "title": topic.title,
        "into": t("ui.suggest.into", topic=topic.into) if topic.into else "",
        "said": " · ".join(said),
        "steps": _steps_said(visit, topic),
        "level": _level(topic.certainty),
        "cards": [
            {
                "label": card.label,
                "kind": card.kind,
                "sign": topic_words.SIGNS[card.kind],
                "text": card.text,
                "note": card_note(visit, card, steps),
            }
            for card in cards
        ],
    }


def _level(certainty: float) -> str:
    return "sure" if certainty >= SURE else "likely" if certainty >= LIKELY else "check"


def sure_said(visit: Visit, certainty: float) -> str:
    """A certainty in words with its figure: "probable (62 %)"."""
    t = visit.words
    # Nothing that a machine proposes is sure.
    return t(f"ui.suggest.{_level(certainty)}", percent=t.number(min(99, 100 * certainty)))


def room_said(visit: Visit, topic: SuggestedTopic) -> str:
    """How many of the room's answers about these cards say that they are one subject."""
    total = topic.room_yes + topic.room_no
    t = visit.words
    return t.count("ui.suggest.room", total, yes=t.number(topic.room_yes))


def _steps_said(visit: Visit, topic: SuggestedTopic) -> str:
    t = visit.words
    if len(topic.steps) > 1:
        return t.count("ui.suggest.steps", len(topic.steps))
    return (visit.view.step_title(topic.steps[0]) if topic.steps[0] else None) or t("step.any")


def heed_suggestions(visit: Visit) -> bool:
    """Do what was asked of the proposals since the last run; True when it changed something."""
    return _heed(visit, live.sent(LIST, "asked"))


def _heed(visit: Visit, asked: Any) -> bool:
    """Confirm what was ticked or named, or set a proposal aside for this session."""
    proposed = _proposed(visit)
    if not asked or proposed is None or asked.get("turn") == st.session_state.get(ANSWERED):
        return False
    st.session_state[ANSWERED] = asked.get("turn")
    if asked.get("dismiss"):
        proposed.dismissed.add(str(asked["dismiss"]))
        return True
    wanted = _wanted(visit, proposed, asked)
    with refusals(visit):
        made = accept_suggestion(visit.house, visit.facilitator, wanted)
        t = visit.words
        said = t.count("ui.suggest.done", len(made.topics))
        if made.left_out:
            done(visit, "ui.suggest.done.left_out", said=said, cards=t.listing(made.left_out))
        else:
            done(visit, "ui.suggest.done.all", said=said)
        return True
    return False


def _wanted(visit: Visit, proposed: _Proposed, asked: Mapping[str, Any]) -> list[Accepted]:
    """What was confirmed, as named and pruned; with ``rest``, all that is not on view too."""
    into = {topic.key: topic.into for topic in proposed.view.topics}
    wanted = {
        str(line.get("key")): Accepted(
            str(line.get("title", "")),
            tuple(str(card) for card in line.get("cards", ())),
            into.get(str(line.get("key"))),
        )
        for line in asked.get("accept", ())
        if str(line.get("key")) in into
    }
    if asked.get("rest"):
        free = {card.label: card for card in visit.view.free_cards}
        for topic in _still_open(visit, proposed, free)[AT_ONCE:]:
            wanted.setdefault(topic.key, Accepted(topic.title, topic.cards, topic.into))
    return list(wanted.values())
