"""Our cookies: ``session`` (who is it), ``person`` (whose own page), ``language`` (which words)."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from workshop.i18n import choose_language, languages
from workshop.services.access import BROWSER_DAYS
from workshop.services.people import LINK_DAYS

SESSION = "session"
PERSON = "person"
LANGUAGE = "language"
_DAY = 24 * 60 * 60
_LONGEST_TOKEN = 200


def session_token(request: HTTPConnection) -> str | None:
    """The token the browser shows, or None; absurdly long ones are not looked up."""
    return _token(request, SESSION)


def person_token(request: HTTPConnection) -> str | None:
    """The personal link that the browser was opened with, or None."""
    return _token(request, PERSON)


def _token(request: HTTPConnection, cookie: str) -> str | None:
    token = request.cookies.get(cookie)
    return token if token and len(token) <= _LONGEST_TOKEN else None


def language(request: HTTPConnection) -> str:
    """The language chosen on one of our pages, else the one the browser asks for first."""
    return chosen_language(request) or choose_language(request.headers.get("accept-language"))


def chosen_language(request: HTTPConnection) -> str | None:
    """The language that was chosen in this browser, None where none was."""
    chosen = request.cookies.get(LANGUAGE)
    return str(chosen) if chosen in languages() else None


def keep_session(response: Response, token: str, *, secure: bool) -> None:
    response.set_cookie(
        SESSION,
        token,
        max_age=BROWSER_DAYS * _DAY,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def forget_session(response: Response, *, secure: bool) -> None:
    response.delete_cookie(SESSION, path="/", httponly=True, samesite="lax", secure=secure)


def keep_person(response: Response, token: str, *, code: str, secure: bool) -> None:
    """To be sent to that workshop's personal page alone: it opens nothing else."""
    response.set_cookie(
        PERSON,
        token,
        max_age=LINK_DAYS * _DAY,
        path=f"/mine/{code}",
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def forget_person(response: Response, *, code: str, secure: bool) -> None:
    response.delete_cookie(
        PERSON, path=f"/mine/{code}", httponly=True, samesite="lax", secure=secure
    )


def keep_language(response: Response, chosen: str, *, secure: bool) -> None:
    response.set_cookie(
        LANGUAGE,
        chosen,
        max_age=365 * _DAY,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
    )
