"""This process: who listens to which workshop, what has just been committed, what was counted."""

from workshop.live.hub import Hub, Listener, News, hub
from workshop.live.tally import Tally, tally

__all__ = ["Hub", "Listener", "News", "Tally", "hub", "tally"]
