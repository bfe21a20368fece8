"""Plain forms, as a browser without JavaScript sends them."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from workshop.web.hosts import Hosts

FORM_LIMIT = 8192
"""Bytes of a small form, such as a sign-in."""


class ForeignForm(HTTPException):
    """A page of another site sent this."""

    def __init__(self) -> None:
        super().__init__(403)


def refuse_foreign(request: Request, hosts: Hosts) -> None:
    """A form of another site may not act here, whatever cookies the browser adds.

    Raises ForeignForm.
    """
    sent = request.headers
    if not hosts.same_origin(sent.get("origin"), sent.get("host")) or (
        sent.get("sec-fetch-site") in ("cross-site", "same-site")
    ):
        raise ForeignForm


async def read_form(
    request: Request, *, limit: int = FORM_LIMIT, fields: int = 20
) -> dict[str, str]:
    """The fields of a plain form, at most ``fields`` of them.

    Raises HTTPException 413 beyond ``limit`` bytes or that many fields, 400 for one cut short.
    """
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise HTTPException(413)
    except ClientDisconnect:  # nobody is left to answer, and it is no failure of ours
        raise HTTPException(400) from None
    text = body.decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=fields))
    except ValueError:
        raise HTTPException(413) from None
