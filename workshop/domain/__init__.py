"""The method: enums, frozen dataclasses and pure functions, on the standard library alone."""
