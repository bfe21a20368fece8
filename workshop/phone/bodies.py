"""What a phone sent, as plain text values: a form, a multipart form or a JSON object."""

import json
from collections.abc import AsyncGenerator
from urllib.parse import parse_qsl

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from workshop.phone.refusals import BodyTooLarge, BodyUnreadable

BODY_LIMIT = 64 * 1024
FIELDS_LIMIT = 100


class Fields:
    """The fields of one gesture: text values, possibly several of one name; nothing trusted."""

    def __init__(self, pairs: list[tuple[str, str]] | None = None) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs or ():
            self._values.setdefault(name, []).append(value)

    def one(self, name: str, default: str = "") -> str:
        """The last value sent under this name."""
        return self._values.get(name, [default])[-1]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self._values.get(name, ()))


async def read_fields(request: Request) -> Fields:
    """The fields of the body. Raises BodyTooLarge (64 kB) and BodyUnreadable."""
    body = await _read_bounded(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Fields(_from_json(body))
    if kind == "multipart/form-data":
        return Fields(await _from_multipart(request, body))
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS_LIMIT
        )
    except ValueError as error:
        raise BodyUnreadable() from error
    return Fields(pairs)


async def _read_bounded(request: Request) -> bytes:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > BODY_LIMIT:
        raise BodyTooLarge(limit=BODY_LIMIT)
    parts = []
    length = 0
    try:
        async for part in request.stream():
            length += len(part)
            if length > BODY_LIMIT:  # a chunked body announces nothing
                raise BodyTooLarge(limit=BODY_LIMIT)
            parts.append(part)
    except ClientDisconnect as gone:  # a network that fails halfway is no failure of ours
        raise BodyUnreadable() from gone
    return b"".join(parts)


def _from_json(body: bytes) -> list[tuple[str, str]]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BodyUnreadable() from error
    if not isinstance(sent, dict) or len(sent) > FIELDS_LIMIT:
        raise BodyUnreadable()
    return [
        (name, str(item).lower() if isinstance(item, bool) else str(item))
        for name, value in sent.items()
        for item in (value[:FIELDS_LIMIT] if isinstance(value, list) else [value])
        if isinstance(item, str | int | float)
    ]


async def _from_multipart(request: Request, body: bytes) -> list[tuple[str, str]]:
    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        request.headers, whole(), max_files=FIELDS_LIMIT, max_fields=FIELDS_LIMIT
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:
        raise BodyUnreadable() from error
    try:
        return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    finally:
        await form.close()
