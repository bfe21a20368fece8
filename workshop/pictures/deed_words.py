"""A line of the log of deeds in words: for the page, the table and a terminal alike."""

from workshop.domain.gestures import Gesture, Hand
from workshop.i18n import Words
from workshop.services.views.deeds import DeedLine

_STATES = {
    Gesture.SET_PHASE: "phase",
    Gesture.GO_ON: "phase",
    Gesture.SET_ASIDE: "set_aside",
    Gesture.SET_ASIDE_LAST: "set_aside",
    Gesture.PLACE_TOPICS: "quadrant",
    Gesture.SET_ACTION_STATUS: "file.action",
    Gesture.DECIDE_ITEM: "ui.item.decision",
    Gesture.DECIDE_PILOT: "pilot.decision",
    Gesture.SET_MODE: "ui.journeys.mode",
    Gesture.SET_DOOR: "audit.state",
    Gesture.OPEN_TO_SPONSOR: "audit.state",
    Gesture.NEW_LINK: "audit.role",
    Gesture.REVOKE_LINKS: "audit.role",
    Gesture.TYPE_SHEET: "paper.sheet",
}
"""Where the catalogue has the words for what a gesture moves from and to."""


def who_said(t: Words, line: DeedLine) -> str:
    """Whose hand it was: an account by its address."""
    return t(f"audit.who.{line.who}") if line.who in tuple(Hand) else line.who


def what_said(t: Words, line: DeedLine) -> str:
    """What was done, without what it was done to."""
    return t(f"audit.{line.what}")


def change_said(t: Words, line: DeedLine) -> str:
    """From which state to which, or only to which; "" for most gestures."""
    place = _STATES.get(line.what)
    if place is None or not line.after:
        return ""
    after = _state(t, place, line.after)
    if not line.before:
        return after
    return t("audit.moved", before=_state(t, place, line.before), after=after)


def _state(t: Words, place: str, code: str) -> str:
    """The words for a state; its code where an older log names one that is no more."""
    said = t(f"{place}.{code}")
    return code if said == f"{place}.{code}" else said


def about_said(t: Words, line: DeedLine) -> str:
    """The label and what bears it now, in quotes, and how many others; "" for the workshop."""
    others = ""
    if line.what is Gesture.TAKE_RETURNED and line.after.isdecimal():
        others = t.count("audit.and_others", int(line.after))
    title = t.quoted(line.title) if line.title else ""
    return " ".join(part for part in (line.about, title, others) if part)


def deed_said(t: Words, line: DeedLine) -> str:
    """All of it but who and when: "Sujet renommé · T3 « Attente »"."""
    parts = (what_said(t, line), change_said(t, line), about_said(t, line))
    return " · ".join(part for part in parts if part)
