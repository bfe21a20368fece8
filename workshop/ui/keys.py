"""The keys of a facilitator alone in front of the room: the same on the pages and the projector.

A key does what its button does, through the same service. What a screen showed when its key was
pressed comes with it: pressed twice, or on two screens, a key does its gesture once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from workshop.domain.phases import rights_of
from workshop.domain.words import Phase, QuestionKind, QuestionStatus, Sees
from workshop.services.moderation import set_aside_last
from workshop.services.questions import reveal_question
from workshop.services.rights import reveal
from workshop.services.timer import extend_timer, pause, resume, start_timer, stop_timer
from workshop.services.views.votes import VoteLine
from workshop.services.views.workshop import WorkshopView
from workshop.services.votes import NewVote, close_vote, open_vote, reopen_vote, reveal_vote
from workshop.services.workshops import blank_projector, go_on
from workshop.ui import live
from workshop.ui.answers import is_prompt
from workshop.ui.gestures import again
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.shell import Visit, refresh, refusals

KEYS = {
    "n": "next",
    "r": "reveal",
    "t": "timer",
    "+": "more",
    "p": "pause",
    "v": "vote",
    "h": "hide_last",
    "b": "blank",
}
"""What each key sends; their order is that of the palette."""
GROUPS = {
    "lead": ("n", "r", "v", "h"),
    "time": ("t", "+", "p"),
    "screen": ("b",),
}
"""The keys by what they are for, as the list that "?" shows them."""
BUTTONS = {"n": ".st-key-next-phase button", "?": ".st-key-conduct-keys button"}
"""On a page a key presses the button that is there, which asks before typed words are lost."""
SEARCH, MAC_SEARCH = "Ctrl K", "⌘ K"
NOTHING_SAID = (Phase.FRAME, Phase.JOURNEYS)
"""Phases in which the room has said nothing yet: there is nothing to hide."""

TIMER_MINUTES = 5
PAUSE_MINUTES = 10
MORE_SECONDS = 60

_SAID = "keys:said"

Seen = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the room may not see yet, or has just been shown: a vote, answers, or its own words."""

    what: Literal["vote", "question", "words"]
    label: str = ""
    shown: bool = False


def to_reveal(view: WorkshopView) -> Hidden | None:
    """What the one button "reveal" is about now; None where nothing is hidden."""
    workshop = view.workshop
    vote = newest_vote(view) if workshop.phase is Phase.VOTE else None
    if vote is not None and not vote.revealed:
        return Hidden("vote", vote.label)
    for question in view.questions:
        if (
            question.status is QuestionStatus.OPEN
            and is_prompt(question)
            and question.kind is not QuestionKind.CARD
            and not question.revealed
        ):
            return Hidden("question", question.label)
    if workshop.phase in NOTHING_SAID:
        return None
    if rights_of(workshop.phase, workshop.phone_rights).sees is Sees.EVERYTHING:
        return None
    return Hidden("words", shown=workshop.revealed)


def newest_vote(view: WorkshopView) -> VoteLine | None:
    """The round that a key means: the open one, else the last one; None before the first."""
    return view.open_vote or max(view.votes, key=lambda vote: vote.number, default=None)


def turn_over(visit: Visit, hidden: Hidden) -> None:
    """Reveal what is hidden, or hide the room's words again."""
    if hidden.what == "vote":
        reveal_vote(visit.house, visit.facilitator, hidden.label)
    elif hidden.what == "question":
        reveal_question(visit.house, visit.facilitator, hidden.label, revealed=True)
    else:
        reveal(visit.house, visit.facilitator, shown=not hidden.shown)


def press_keys(visit: Visit, *, projector: bool = False, quiet: bool = False) -> str:
    """Listen to the keys and do what was pressed; gives what to say of it, "" for nothing.

    ``projector``: in the window without any control, where "next" has no button to press and "?"
    draws the list of keys itself. ``quiet``: on a page without the bar, where the palette asks for
    gestures and no key acts by itself. A key that did something draws the fragment again.
    """
    data: dict[str, Any] = {"keys": dict(KEYS), "seen": standing(visit.view), "quiet": quiet}
    if projector:
        data["help"] = {
            "title": visit.words("ui.keys.title"),
            "lines": [line for _, found in key_groups(visit, projector=True) for line in found],
        }
    elif not quiet:
        del data["keys"]["n"]
        data["clicks"] = BUTTONS
    pressed = live.draw("keys", data, key="keys", on=tuple(KEYS.values()))
    for name, (fact, gesture) in _GESTURES.items():
        value = getattr(pressed, name)
        if value and _is_as_seen(visit.view, value, fact):
            with refusals(visit):
                st.session_state[_SAID] = gesture(visit)
                if quiet and name == "next":
                    st.switch_page(path_of(phase_script(refresh(visit).view.workshop.phase)))
                again()  # else the next key would be pressed in front of the picture before
    return str(st.session_state.pop(_SAID, ""))


def key_groups(visit: Visit, *, projector: bool = False) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each key and what it does, under what it is for, for the list that "?" shows."""
    t = visit.words
    groups = [
        (t(f"ui.keys.group.{group}"), [(key.upper(), t(f"ui.keys.{KEYS[key]}")) for key in keys])
        for group, keys in GROUPS.items()
    ]
    if projector:
        window = {"F": "freeze", "→": "turn", "M": "motion"}
        groups[-1][1].extend((key, t(f"ui.keys.{name}")) for key, name in window.items())
    found = [] if projector else [(search_keys(), t("ui.keys.search"))]
    return [*groups, (t("ui.keys.group.find"), [*found, ("?", t("ui.keys.help"))])]


def search_keys() -> str:
    """What opens the palette, as the keyboard of this computer names it."""
    is_mac = "Macintosh" in (st.context.headers.get("User-Agent") or "")
    return f"{MAC_SEARCH if is_mac else SEARCH}, /"


def key_tip(visit: Visit, key: str, says: str = "") -> str:
    """For a button's tooltip: what it says, and its key."""
    named = visit.words("ui.keys.tip", key=key)
    return f"{says} · {named}" if says else named


def standing(view: WorkshopView) -> Seen:
    """Where the workshop stands as to everything that a key turns over."""
    workshop, vote, hidden = view.workshop, newest_vote(view), to_reveal(view)
    return {
        "phase": workshop.phase.value,
        "reveal": [hidden.what, hidden.label, hidden.shown] if hidden else None,
        "timer": workshop.closes_at is not None,
        "paused": workshop.paused_until is not None,
        "blank": workshop.projector_blank,
        "vote": [vote.label, vote.is_open, vote.revealed] if vote else None,
    }


def _is_as_seen(view: WorkshopView, value: object, fact: str) -> bool:
    """False for a key that was pressed in front of an older picture: its deed is done already."""
    seen = value.get("seen") if isinstance(value, dict) else None
    if not fact or not isinstance(seen, dict):
        return True
    return bool(seen.get(fact) == standing(view)[fact])


def _next(visit: Visit) -> str:
    go_on(visit.house, visit.facilitator, seen=visit.view.workshop.phase)
    return ""


def _reveal(visit: Visit) -> str:
    hidden, vote = to_reveal(visit.view), visit.view.open_vote
    if hidden is None:
        return visit.words("ui.keys.nothing_hidden")
    if hidden.what == "vote" and vote is not None:
        return visit.words("ui.keys.vote_open")
    turn_over(visit, hidden)
    return ""


def _timer(visit: Visit) -> str:
    if visit.view.workshop.closes_at is not None:
        stop_timer(visit.house, visit.facilitator)
    else:
        start_timer(visit.house, visit.facilitator, minutes=TIMER_MINUTES)
    return ""


def _more(visit: Visit) -> str:
    if visit.view.workshop.closes_at is None:
        start_timer(visit.house, visit.facilitator, minutes=MORE_SECONDS / 60)
    else:
        extend_timer(visit.house, visit.facilitator, seconds=MORE_SECONDS)
    return ""


def _pause(visit: Visit) -> str:
    if visit.view.workshop.paused_until is not None:
        resume(visit.house, visit.facilitator)
    else:
        pause(visit.house, visit.facilitator, minutes=PAUSE_MINUTES)
    return ""


def _vote(visit: Visit) -> str:
    """Open, close or open again; once the result is revealed, a new round is the page's."""
    vote = newest_vote(visit.view)
    if visit.view.workshop.phase is not Phase.VOTE:
        return visit.words("ui.keys.no_vote")
    if vote is None:
        open_vote(visit.house, visit.facilitator, NewVote())
    elif vote.is_open:
        close_vote(visit.house, visit.facilitator, vote.label)
    elif vote.revealed:
        return visit.words("ui.keys.vote_revealed")
    else:
        reopen_vote(visit.house, visit.facilitator, vote.label)
    return ""


def _hide_last(visit: Visit) -> str:
    card = set_aside_last(visit.house, visit.facilitator)
    key = "ui.keys.hid" if card else "ui.keys.nothing_to_hide"
    return visit.words(key, card=card)


def _blank(visit: Visit) -> str:
    blank = not visit.view.workshop.projector_blank
    blank_projector(visit.house, visit.facilitator, blank=blank)
    return ""


_GESTURES: dict[str, tuple[str, Callable[[Visit], str]]] = {
    "next": ("phase", _next),
    "reveal": ("reveal", _reveal),
    "timer": ("timer", _timer),
    "more": ("", _more),
    "pause": ("paused", _pause),
    "vote": ("vote", _vote),
    "hide_last": ("", _hide_last),
    "blank": ("blank", _blank),
}
"""For each key: the fact that it turns over, "" where each press counts, and what it does."""
