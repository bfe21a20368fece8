"""Answers to phones: JSON for the script, a page or a redirection for a plain form."""

import json
import math
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from workshop.domain.errors import WorkshopError
from workshop.i18n import Words, choose_language, words
from workshop.phone.refusals import status_of

NO_STORE = {"Cache-Control": "no-store"}


def wants_json(request: HTTPConnection) -> bool:
    return "application/json" in request.headers.get("accept", "")


def browser_words(request: HTTPConnection) -> Words:
    """The browser's language, where there is no workshop to ask."""
    return words(choose_language(request.headers.get("accept-language")))


def as_json(value: object, status: int = 200) -> Response:
    return json_bytes(json.dumps(value).encode(), status)


def json_bytes(body: bytes, status: int = 200) -> Response:
    return Response(body, status, NO_STORE, "application/json")


def as_page(html: str, status: int = 200) -> Response:
    # A lone surrogate, which JSON can carry, has no place in UTF-8.
    return HTMLResponse(html.encode("utf-8", "replace"), status, NO_STORE)


def back_to_room(code: str, place: str = "") -> Response:
    """After a plain form: the room's page, asked for anew, at the form's place on it."""
    at = f"#{quote(place)}" if place else ""
    return RedirectResponse(f"/j/{code}{at}", 303, NO_STORE)


def refuse_as_json(
    request: HTTPConnection, refused: WorkshopError, spoken: Words | None = None
) -> Response:
    """``{"error", "message", …facts}`` with the status and, where there is one, the wait."""
    spoken = spoken or browser_words(request)
    facts = {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in refused.facts.items()
    }
    body = {**facts, "error": refused.code, "message": spoken.error(refused)}
    return with_wait(as_json(body, status_of(refused)), refused)


def with_wait(response: Response, refused: WorkshopError) -> Response:
    """The answer with ``Retry-After``, when the refusal says how long to wait."""
    seconds = refused.facts.get("seconds")
    if isinstance(seconds, int | float):
        response.headers["Retry-After"] = str(math.ceil(seconds))
    return response
