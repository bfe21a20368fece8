"""The in-process hub: who listens to which workshop, and what has just been committed."""

from workshop.live.hub import Hub, Listener, News, hub

__all__ = ["Hub", "Listener", "News", "hub"]
