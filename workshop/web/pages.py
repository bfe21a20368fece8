"""Our own HTML pages: templates, words, and nothing else."""

from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from workshop.i18n import Words, language_name, languages, words
from workshop.web.cookies import language

HOME = "/"

Saying = tuple[str, str]
LINK_DEAD: Saying = ("web.link.title", "web.link.text")
NOTHING_HERE: Saying = ("web.missing.title", "web.missing.text")
FOREIGN_FORM: Saying = ("web.elsewhere.title", "web.elsewhere.text")
PAGE_CLOSED: Saying = ("web.mine.closed.title", "web.mine.closed.text")
PAGE_LEFT: Saying = ("web.mine.left.title", "web.mine.left.text")
FAILED: Saying = ("web.failed.title", "web.failed.text")
AWAY: Saying = ("web.away.title", "web.away.text")
"""What a page may have to say: the keys of its title and of its text."""

_LONGEST_NEXT = 500

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(
    request: Request,
    name: str,
    *,
    status: int = 200,
    here: str = "/signin",
    t: Words | None = None,
    **facts: object,
) -> HTMLResponse:
    """A page in the browser's language; never kept by a cache, since most show who is there.

    ``here``: where the language switch comes back to. ``t``: other words than the browser's.
    """
    t = t or words(language(request))
    others = [(code, language_name(code)) for code in languages() if code != t.language]
    html = _templates.get_template(name).render(
        t=t, language=t.language, others=others, here=quote(here, safe=""), **facts
    )
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})


def printed(name: str, t: Words, **facts: object) -> HTMLResponse:
    """A sheet to print, in the workshop's own language and words; never kept by a cache."""
    html = _templates.get_template(name).render(t=t, language=t.language, **facts)
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def message(request: Request, says: Saying, *, status: int, code: str = "") -> HTMLResponse:
    """A page that says one thing; ``code``: where the log tells more."""
    title, text = says
    return render(request, "message.html", status=status, title=title, text=text, code=code)


def wants_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def local_path(wanted: str | None) -> str:
    """``wanted`` when it is a path of this site, else the home page: no open redirect.

    Browsers read ``\\`` as ``/`` and drop tabs and line ends: none of them may be there at all.
    """
    if not wanted or len(wanted) > _LONGEST_NEXT or not wanted.startswith("/"):
        return HOME
    if wanted.startswith("//") or any(ord(sign) <= 32 or sign in "\\\x7f" for sign in wanted):
        return HOME
    parts = urlsplit(wanted)
    return HOME if parts.scheme or parts.netloc else quote(wanted, safe="/?&=#%+,;:@!~*'()")
