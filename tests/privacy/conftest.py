"""A prepared database, a still clock and the fixed cast, as tests of services have them."""

from tests.services.conftest import cast, clock, database_url, house, recording, writer

__all__ = ["cast", "clock", "database_url", "house", "recording", "writer"]
