"""What a screen says when a page raises: a short code to find in the log, and no detail."""

import logging

import streamlit as st

from workshop.domain.errors import WorkshopError
from workshop.i18n import words
from workshop.live import tally
from workshop.logs import mishap_code
from workshop.storage.engine import AWAY
from workshop.ui.shell import browser_language, say_away

_log = logging.getLogger("workshop")


def say_mishap(error: Exception) -> bool:
    """Tell the facilitator, and log the code with the trace; True: nothing more to draw.

    A refusal that no form caught has its own sentence and is no mishap; a database that is being
    restarted has one too.
    """
    t = words(browser_language())
    if isinstance(error, WorkshopError):
        st.error(t.error(error), icon=":material/error:")
        return True
    if isinstance(error, AWAY):
        say_away(t, error)
        return True
    code = mishap_code()
    tally.count("mishaps", "screen")
    _log.error("a page raised", exc_info=error, extra={"code": code})
    st.error(t("ui.mishap", code=code), icon=":material/error:")
    return True
