"""Regards croisés: a workshop that crosses the client's experience and the team's."""

__version__ = "0.1.0"
