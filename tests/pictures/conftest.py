"""The same prepared databases as for the files."""

from tests.exports.conftest import cast, house

__all__ = ["cast", "house"]
