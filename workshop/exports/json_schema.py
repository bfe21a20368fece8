"""What a JSON export looks like, for programs that read or write one: a JSON Schema (2020-12).

Made of the very records that the file is made of, so that it cannot say anything else. It
describes the files of this release; those of earlier ones may lack the fields with a default.
"""

import inspect
import re
import types
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from workshop.exports import json_trails
from workshop.exports.json_file import EXACT_IN_JSON, FORMAT, VERSION
from workshop.services.archive.records import Archive

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def schema() -> Schema:
    """The whole document: the records under ``$defs``, by the name of their class."""
    found: dict[str, Schema] = {}
    whole = _record(Archive, found)
    head: Schema = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        json_trails.NAME: {"type": "array", "items": json_trails.ENTRY},
    }
    return {
        "$schema": DIALECT,
        "title": "Regards croisés",
        **whole,
        "properties": {**head, **whole["properties"]},
        "required": [*head, *whole["required"]],
        "$defs": dict(sorted(found.items())),
    }


def _record(kind: Any, found: dict[str, Schema]) -> Schema:
    hints = get_type_hints(kind)
    said: Schema = {}
    for field in fields(kind):
        said[field.name] = _of(hints[field.name], found)
        if isinstance(field.default, str | int | float):
            said[field.name] = {**said[field.name], "default": field.default}
    return {
        "description": _first_paragraph(kind),
        "type": "object",
        "properties": said,
        "required": list(said),
        "additionalProperties": False,
    }


def _of(kind: Any, found: dict[str, Schema]) -> Schema:
    """What a value of this type is, as ``json_file.read`` takes it."""
    if is_dataclass(kind):
        name = kind.__name__ if isinstance(kind, type) else ""
        if name not in found:
            found[name] = {}  # its place, before it comes upon itself
            found[name] = _record(kind, found)
        return {"$ref": f"#/$defs/{name}"}
    if isinstance(kind, types.UnionType):  # "something or None"
        return {"anyOf": [_of(get_args(kind)[0], found), {"type": "null"}]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0], found)}
    if kind is date:
        return {"type": "string", "format": "date"}
    if issubclass(kind, StrEnum):
        return {"enum": [str(member) for member in kind]}
    if kind is int:
        return {"type": "integer", "minimum": 1 - EXACT_IN_JSON, "maximum": EXACT_IN_JSON - 1}
    return {"type": {str: "string", bool: "boolean", float: "number"}[kind]}


def _first_paragraph(kind: type) -> str:
    words = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return re.sub(r"\s+", " ", words)
