"""The clock of the weekly point: thirty minutes on this page, which no phone hears of."""

import threading
from datetime import datetime, timedelta

import streamlit as st

from workshop.ui import live
from workshop.ui.gestures import again
from workshop.ui.shell import Visit

MINUTES = 30
FORGOTTEN_AFTER = timedelta(hours=4)

_ends: dict[str, datetime] = {}
_lock = threading.Lock()


def draw_timer(visit: Visit) -> None:
    """Start it, or what is left of it; the same on every screen of this workshop."""
    t, code, now = visit.words, visit.facilitator.code, visit.house.clock()
    end = ends_at(code, now)
    if end is None:
        if st.button(
            t("ui.week.timer.start", n=MINUTES), key="week-timer", icon=":material/timer:"
        ):
            start(code, now)
            again()
        return
    live.draw(
        "clock",
        {
            "closes_at": round(end.timestamp() * 1000),
            "now": round(now.timestamp() * 1000),
            "words": {
                name: t(f"ui.conduct.clock.{name}") for name in ("left", "last_minute", "over")
            },
        },
        key="week-clock",
        on=("over",),
    )
    if st.button(t("ui.conduct.stop"), key="week-timer-stop", type="tertiary"):
        stop(code)
        again()


def start(code: str, now: datetime) -> None:
    """Let it run from now on; those that nobody stopped are forgotten on this occasion."""
    with _lock:
        for old in [found for found, end in _ends.items() if now - end > FORGOTTEN_AFTER]:
            del _ends[old]
        _ends[code] = now + timedelta(minutes=MINUTES)


def stop(code: str) -> None:
    """Take it off the page."""
    with _lock:
        _ends.pop(code, None)


def ends_at(code: str, now: datetime) -> datetime | None:
    """When it ends or ended; None before it was started, and long after it was over."""
    with _lock:
        end = _ends.get(code)
    return None if end is None or now - end > FORGOTTEN_AFTER else end
