"""``GET /x/{code}/{file}``: what may be taken out of a workshop, and by whom."""

import asyncio
import io
from collections.abc import Mapping

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from workshop.addresses import join_url
from workshop.domain.codes import read_room_code
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.i18n import Words, words
from workshop.pictures.palette import LIGHT
from workshop.services.actors import Facilitating, Visitor
from workshop.services.downloads import Download, language_of
from workshop.services.house import House
from workshop.services.signin import role_in
from workshop.settings import Settings
from workshop.web.cookies import session_token

SAVED = ("workshop", "report", "summary", "slides", "actions", "map", "matrix", "audit",
         "privacy-note", "paper", "qr")  # fmt: skip
"""The files that have a name in each language, by how their address begins."""


class Counter:
    """Hands out files; the role is looked up at each one."""

    def __init__(self, house: House, downloads: Mapping[str, Download]) -> None:
        self._house = house
        self._downloads = downloads

    def routes(self) -> list[BaseRoute]:
        return [Route("/x/{code}/{file}", self.hand_out, methods=["GET"])]

    async def hand_out(self, request: Request) -> Response:
        """The file, to be saved. 401 without a right in the workshop, 404 for any other file."""
        code = read_room_code(request.path_params["code"])
        token = session_token(request)
        role = await asyncio.to_thread(role_in, self._house, code=code or "", token=token)
        if role is None or code is None or token is None:
            raise HTTPException(401, "unauthorized")
        name = request.path_params["file"]
        download = self._downloads.get(name)
        if download is None or role not in download.roles:
            raise HTTPException(404)
        visitor = Visitor(code, token, role)
        try:
            content = await asyncio.to_thread(download.produce, self._house, visitor)
            language = await asyncio.to_thread(language_of, self._house, visitor, role)
        except WorkshopUnknown:  # revoked in between
            raise HTTPException(401, "unauthorized") from None
        saved = f"{code}-{saved_as(words(language), name)}"
        return Response(
            content,
            media_type=download.media_type,
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="{saved}"',
            },
        )


def saved_as(t: Words, name: str) -> str:
    """What a file is called where it is saved: "matrix-a3.pdf" is "matrice-a3.pdf" in French."""
    stem, dot, ending = name.partition(".")
    known = next((one for one in SAVED if stem == one or stem.startswith(f"{one}-")), "")
    called = t(f"file.saved.{known}") + stem.removeprefix(known) if known else stem
    return f"{called}{dot}{ending}"


def qr_code(settings: Settings) -> Download:
    """The address that phones scan, as a drawing to print."""

    def draw(house: House, actor: Facilitating) -> bytes:
        drawing = io.BytesIO()
        code = segno.make_qr(join_url(settings, None, actor.code), error="m")
        code.save(drawing, kind="svg", scale=8, border=4, dark=LIGHT.ink, light=LIGHT.card)
        return drawing.getvalue()

    return Download("image/svg+xml", draw, frozenset({Role.FACILITATOR}))
