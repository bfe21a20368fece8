"""What a phone chose last, in a cookie of its own: the next card is a sentence and a tap."""

from starlette.requests import Request
from starlette.responses import Response

from workshop.phone.bodies import Fields
from workshop.phone.door import Guest, is_secure
from workshop.phone.pages import Choice, fit_choice

LAST_COOKIE = "last"
LAST_SECONDS = 6 * 3600


def remember(
    request: Request, response: Response, guest: Guest, fields: Fields, told: dict[str, object]
) -> None:
    """Keep the last choices of a plain form, and what was received, for the page that follows."""
    label = told.get("label")
    if isinstance(label, str) and (fields.one("card_id") or fields.one("solution_id")):
        room = guest.scene.room
        choice = fit_choice(room, fields.one("kind"), fields.one("side"), fields.one("step"))
        keep_last(request, response, guest, choice, label)


def read_last(request: Request, guest: Guest) -> tuple[Choice | None, str]:
    """The last choices, and the label of what has just been received ("" when told before)."""
    kept = request.cookies.get(LAST_COOKIE, "").split(".")
    if len(kept) != 4:
        return None, ""
    kind, side, step, label = kept
    is_label = label[:1] in ("C", "S") and label[1:].isdecimal()
    return fit_choice(guest.scene.room, kind, side, step), label if is_label else ""


def keep_last(
    request: Request, response: Response, guest: Guest, choice: Choice, label: str
) -> None:
    """For whoever comes back to the form, and once for what has just been received."""
    response.set_cookie(
        LAST_COOKIE,
        f"{choice.kind}.{choice.side}.{choice.step}.{label}",
        max_age=LAST_SECONDS,
        path=f"/j/{guest.participant.code}",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )
