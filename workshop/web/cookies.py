"""Our two cookies: ``session`` (who is it) and ``language`` (which words)."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from workshop.i18n import LANGUAGES, choose_language
from workshop.services.access import BROWSER_DAYS

SESSION = "session"
LANGUAGE = "language"
_DAY = 24 * 60 * 60
_LONGEST_TOKEN = 200


def session_token(request: HTTPConnection) -> str | None:
    """The token the browser shows, or None; absurdly long ones are not looked up."""
    token = request.cookies.get(SESSION)
    return token if token and len(token) <= _LONGEST_TOKEN else None


def language(request: HTTPConnection) -> str:
    """The language chosen on the sign-in page, else the one the browser asks for first."""
    chosen = request.cookies.get(LANGUAGE)
    if chosen in LANGUAGES:
        return str(chosen)
    return choose_language(request.headers.get("accept-language"))


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
