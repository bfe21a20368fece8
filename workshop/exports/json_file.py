"""The complete workshop as one JSON file, and the way back in.

The file is made of the records of ``services.archive``, field for field, and the trail of each
action beside them; the same bytes come out of the same workshop each time.
"""

import json
import math
import types
from dataclasses import MISSING, asdict, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from workshop.domain.errors import FileUnreadable
from workshop.domain.journey import Channel
from workshop.exports import json_trails
from workshop.services.actors import Facilitating
from workshop.services.archive.reading import read_archive
from workshop.services.archive.records import Archive
from workshop.services.archive.taking import take_in
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop
from workshop.services.transaction import snapshot
from workshop.services.views.trail import web_of
from workshop.services.views.workshop import picture

FORMAT = "regards-croises"
VERSION = 5
"""2: what phones may do and see, moods and questions, votes, the mirror, moderation; 3: journeys
in full; 4: from ideas to change that is measured; 5: what leaders commit to and answer."""
SIZE_LIMIT = 20 * 2**20
"""Bytes. A room of 2,000 with ten cards each makes a file of some 8 MB."""

EXACT_IN_JSON = 2**53
"""From here on a reader of JSON may round a whole number."""


def produce(house: House, actor: Facilitating) -> bytes:
    """The workshop as a file, from one snapshot. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        archive, web = read_archive(seen), web_of(seen, picture(seen))
    told = {json_trails.NAME: json_trails.trails(web, archive)}
    content = {"format": FORMAT, "version": VERSION, **asdict(archive), **told}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, default=_written)
    return f"{text}\n".encode()


def import_workshop(house: House, content: bytes, *, owner_id: int | None = None) -> NewWorkshop:
    """A new workshop from such a file; the code is kept when it is free.

    Raises FileUnreadable with ``reason`` and, where known, ``place``; nothing is then imported.
    """
    return take_in(house, read(content), owner_id=owner_id)


def read(content: bytes) -> Archive:
    """The records in a file, each of the right type. Raises FileUnreadable.

    Reasons: too_large (``limit`` in MB), not_json, not_ours, newer, missing, unknown_field,
    wrong_type.
    """
    if len(content) > SIZE_LIMIT:
        raise FileUnreadable(reason="too_large", limit=SIZE_LIMIT // 2**20)
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileUnreadable(reason="not_json") from error
    if not isinstance(whole, dict) or whole.pop("format", None) != FORMAT:
        raise FileUnreadable(reason="not_ours")
    version = whole.pop("version", None)
    if type(version) is not int or version < 1:
        raise FileUnreadable(reason="not_ours")
    if version > VERSION:
        raise FileUnreadable(reason="newer", found=version, known=VERSION)
    whole.pop(json_trails.NAME, None)  # drawn anew from the records
    archive = _decode(Archive, whole, "", older=version < VERSION)
    assert isinstance(archive, Archive)
    return archive


def _written(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def _decode(kind: Any, value: Any, place: str, *, older: bool) -> Any:
    """``value`` as the type ``kind`` of a record's field.

    ``older``: from a file of an earlier release, which may lack the younger fields.
    """
    if older and kind is Channel and isinstance(value, str):
        return Channel(value)  # up to version 2 a channel was its name
    if is_dataclass(kind):
        return _decode_record(kind, value, place, older=older)
    if isinstance(kind, types.UnionType):  # "something or None"
        return None if value is None else _decode(get_args(kind)[0], value, place, older=older)
    if get_origin(kind) is tuple:
        _expect(isinstance(value, list), place)
        inner = get_args(kind)[0]
        return tuple(
            _decode(inner, item, f"{place}[{index}]", older=older)
            for index, item in enumerate(value)
        )
    if kind is date:
        return _decode_date(value, place)
    if issubclass(kind, StrEnum):
        _expect(isinstance(value, str) and value in set(kind), place)
        return kind(value)
    if kind is float and type(value) is int and abs(value) < EXACT_IN_JSON:
        value = float(value)  # 3 is a number like 3.0, to whoever writes by hand
    _expect(type(value) is kind, place)  # exactly: in Python, True is an int too
    if kind is float:
        _expect(math.isfinite(value), place)
    if kind is int:
        _expect(abs(value) < EXACT_IN_JSON, place)
    return value


def _decode_record(kind: Any, value: Any, place: str, *, older: bool) -> Any:
    _expect(isinstance(value, dict), place)
    hints = get_type_hints(kind)
    inside = f"{place}." if place else ""
    for field in fields(kind):
        if field.name not in value and not (older and field.default is not MISSING):
            raise FileUnreadable(reason="missing", place=f"{inside}{field.name}")
    for name in value:
        if name not in hints:
            raise FileUnreadable(reason="unknown_field", place=f"{inside}{name}"[:80])
    return kind(
        **{
            name: _decode(hints[name], given, f"{inside}{name}", older=older)
            for name, given in value.items()
        }
    )


def _decode_date(value: Any, place: str) -> date:
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise FileUnreadable(reason="wrong_type", place=place) from error
    _expect(found.isoformat() == value, place)
    return found


def _expect(right: bool, place: str) -> None:
    if not right:
        raise FileUnreadable(reason="wrong_type", place=place)
