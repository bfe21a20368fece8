"""One table: who is answered what, by family of routes and by verb.

A family names its routes by a pattern on their own path, as it stands in the route table. A route
without a family fails, a family without a route too: see ``test_table.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Statuses = frozenset[int]
Answers = Mapping[str, Statuses]
"""By role; under ``*`` what everybody else is answered."""

FACILITATORS = ("facilitator", "owner", "laptop")
SPONSOR = ("sponsor",)
ELSEWHERE = ("facilitator elsewhere", "sponsor elsewhere", "account without workshops")
SIGNED_IN = (*FACILITATORS, *SPONSOR, *ELSEWHERE)
OUTSIDE = (
    *("stranger", "participant", "participant elsewhere", "person", "person elsewhere"),
    *("person's link as a session", "link as a session"),
    *("session as a person", "sponsor's link as a person"),
    *("revoked facilitator", "revoked sponsor", "expired facilitator"),
)
ROLES = (*SIGNED_IN, *OUTSIDE)

READS = ("GET", "HEAD")
VERBS = (*READS, "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")


def only(*statuses: int) -> Statuses:
    return frozenset(statuses)


def everybody(*statuses: int) -> Answers:
    return {"*": only(*statuses)}


NOT_SO: Answers = everybody(405)
THROUGH = only(200)
"""Past the front door; what Streamlit says to it is another matter (``test_raw_http``)."""
_INSIDE: Answers = {**dict.fromkeys(SIGNED_IN, THROUGH), "*": only(401)}
_TAKEN = only(200, 201, 303, 409, 422)
"""A phone's gesture was read, and done or refused for what it says, not for who says it."""


@dataclass(frozen=True, slots=True)
class Family:
    """``verbs``: what is answered to them; ``otherwise``: to all others."""

    pattern: str
    verbs: Mapping[str, Answers]
    otherwise: Answers = field(default_factory=lambda: NOT_SO)

    def statuses(self, verb: str, role: str) -> Statuses:
        answers = self.verbs.get(verb, self.otherwise)
        return answers.get(role) or answers["*"]


def _reading(answers: Answers) -> Mapping[str, Answers]:
    return dict.fromkeys(READS, answers)


_TO_FACILITATORS: Answers = {**dict.fromkeys(FACILITATORS, only(200)), "*": only(401)}

OWN: Mapping[str, Family] = {
    "what a phone needs before it knows a room": Family(
        r"/j|/phone-static/\{name\}", _reading(everybody(200))
    ),
    "a room, to whoever knows its code": Family(
        r"/j/\{code\}(/state|/events|/similar|/privacy)?",
        # A wider route takes posts below a room: there is no such page.
        {**_reading(everybody(200)), "POST": everybody(404, 405)},
    ),
    "gestures of the room": Family(
        r"/j/\{code\}/(?!state|events|similar|privacy).+",
        {"POST": {"*": _TAKEN | only(404)}, **_reading(everybody(404))},
    ),
    "two events that say nothing, for the doctor": Family(
        r"/live/check/events", _reading(everybody(200))
    ),
    "no page of a room": Family(
        r"/j/\{rest:path\}", {**_reading(everybody(404)), "POST": everybody(404)}
    ),
    "files of a workshop, each by its name": Family(
        r"/x/\{code\}/\{file\}",
        # Of their own workshop sponsors may know that a file is there, and not have it.
        _reading({**_TO_FACILITATORS, "sponsor": only(404)}),
    ),
    "sheets to print": Family(
        r"/x/\{code\}/(cards|project-\{label\}|trail-\{label\})\.html", _reading(_TO_FACILITATORS)
    ),
    "the board's stream": Family(
        r"/live/\{code\}/events", _reading({**_TO_FACILITATORS, "sponsor": only(200)})
    ),
    "what the palette finds": Family(r"/live/\{code\}/search", _reading(_TO_FACILITATORS)),
    "a person's own page and files": Family(
        r"/mine/\{code\}(/\{file\})?",
        # Below a page forms are sent; the page itself takes none.
        {**_reading({"person": only(200), "*": only(401)}), "POST": everybody(401, 404, 405)},
    ),
    "forms of a person's own page": Family(
        r"/mine/\{code\}/\{deed\}",
        {
            "POST": {"person": only(200, 303, 404, 409, 422, 429), "*": only(401)},
            # Its address opened anew leads back to the page.
            **_reading({"person": only(303), "*": only(401)}),
        },
    ),
    "leaving a person's own page": Family(
        r"/mine/\{code\}/leave",
        {
            "POST": everybody(200),  # forgets a cookie of one's own
            **_reading({"person": only(404), "*": only(401)}),
        },
    ),
    "links that nobody knows": Family(r"/[fsp]/\{token\}", _reading(everybody(404))),
    "signing in": Family(
        r"/signin",
        {**_reading(everybody(200)), "POST": everybody(422)},
    ),
    "an organisation's sign-in, where none is set": Family(
        r"/signin/(organisation|callback)", _reading(everybody(404))
    ),
    "signing out": Family(r"/signout", {"POST": everybody(303)}),
    # Off here; with a token only to who brings it: tests/web/test_metrics.py.
    "figures of the process": Family(r"/metrics", _reading(everybody(404))),
    "is it well": Family(r"/healthz", _reading(everybody(200))),
    "pictures and styles": Family(
        r"/favicon\.(ico|png)|/web-static(/.*)?", _reading(everybody(200))
    ),
}
"""Our own routes."""

_HOME = only(303)
_PAGE: Answers = {**dict.fromkeys(FACILITATORS, only(200)), "*": _HOME}
_TO_HERE: Answers = {**dict.fromkeys((*FACILITATORS, *SPONSOR), only(200)), "*": _HOME}

STREAMLITS: Mapping[str, Family] = {
    "home": Family(r"/", _reading(everybody(200)), {**_INSIDE, "*": only(405)}),
    # Without a right: to the form for signing in, or home, which says what one may open.
    "the facilitators' pages": Family(r"/page/facilitator/\w+", _reading(_PAGE), _INSIDE),
    "the sponsor's page": Family(r"/page/sponsor/\w+", _reading(_TO_HERE), _INSIDE),
    "files of Streamlit itself": Family(r"/static/.+", _reading(everybody(200)), _INSIDE),
    "what a page of Streamlit needs": Family(
        r"/_stcore/(health|host-config|stream|bidi-components/.+)|/(media|component)/.+",
        _reading(_INSIDE),
        _INSIDE,
    ),
    "files that are brought": Family(
        r"/_stcore/upload_file/.+",
        {},
        {
            **_INSIDE,
            # Held in memory: of those without an account, only of who facilitates by a link.
            **dict.fromkeys(("sponsor", "sponsor elsewhere"), only(404)),
            "facilitator": only(200, 411, 413, 429),
            "facilitator elsewhere": only(200, 411, 413, 429),
        },
    ),
    "closed to everybody": Family(
        r"/_stcore/(metrics|agent/.+)|/auth/.+|/oauth2callback",
        _reading(everybody(404)),
        everybody(404),
    ),
}
"""What stands behind the front door."""
