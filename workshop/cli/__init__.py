"""The command line: ``workshop …``, also ``python -m workshop …``."""

from workshop.cli.parser import build_parser, main

__all__ = ["build_parser", "main"]
