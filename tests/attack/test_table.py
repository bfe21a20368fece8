"""Roles × routes × verbs, from the route tables: each pair is asked, and answered as ``rules`` say.

Each answer of all of them is looked at besides: its headers, where it leads, what it tells.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.attack.asking import Answer, ask
from tests.attack.dumping import dump
from tests.attack.places import Place, all_places
from tests.attack.rules import (
    FACILITATORS,
    OWN,
    READS,
    ROLES,
    SPONSOR,
    STREAMLITS,
    VERBS,
    Family,
)
from tests.attack.scene import ADDRESS, PROTECTED, SENTENCE, Stage, streamlit

KEPT_BY_CACHES = ("/static/", "/phone-static/", "/web-static/", "/favicon.")


def test_every_rule_has_a_route(places: dict[Place, Family]) -> None:
    used = {family.pattern for family in places.values()}
    assert {family.pattern for family in (*OWN.values(), *STREAMLITS.values())} == used


@pytest.mark.parametrize("path", ["/new", "/j/{code}/{new}/x/y", "/x/{code}/new.html", "/mine"])
def test_a_route_without_a_rule_fails(path: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        all_places([Route(path, streamlit)], "K7M4QX")


# --- everything is asked -------------------------------------------------------------------------


async def test_everybody_is_answered_as_the_rules_say(
    stage: Stage, door: ASGIApp, places: dict[Place, Family]
) -> None:
    wrong: list[str] = []
    # Signing out comes last: it ends what a browser may.
    for route, address in sorted(places, key=lambda place: place[1] == "/signout"):
        family = places[route, address]
        for verb in VERBS:
            for role in ROLES:
                answer = await _knock(door, verb, address, stage.cookies[role])
                seen: list[object] = (
                    [] if answer.status in family.statuses(verb, role) else [answer.status]
                )
                seen += [*_amiss(answer, address), *_told(answer, address, role)]
                wrong += [f"{verb} {address} as {role}: {what}" for what in seen]
    assert not wrong, "\n".join(wrong[:60])


async def _knock(door: ASGIApp, verb: str, address: str, cookie: str, **headers: str) -> Answer:
    body = b"code=nonsense&recovery=x&text=x" if verb not in READS else b""
    said = headers or {"origin": "http://localhost"}
    return await ask(door, verb, address, cookie=cookie, body=body, headers=said)


FOREIGN: dict[str, dict[str, str]] = {
    "another site": {"origin": "http://evil.example"},
    "a name that begins as ours": {"origin": "http://localhost.evil.example"},
    "another port": {"origin": "http://localhost:9999"},
    "nowhere": {"origin": "null"},
    "nowhere, from another site": {"origin": "null", "sec-fetch-site": "cross-site"},
    "a file": {"origin": "file://"},
    "no address": {"origin": "http://["},
    "another site that says nothing": {"sec-fetch-site": "cross-site"},
    "a neighbour that says nothing": {"sec-fetch-site": "same-site"},
    "another site under our name": {
        "origin": "http://localhost",
        "sec-fetch-site": "cross-site",
    },
}


@pytest.mark.parametrize("where", FOREIGN)
async def test_nothing_is_changed_from_elsewhere(
    stage: Stage, door: ASGIApp, places: dict[Place, Family], where: str
) -> None:
    """Every form of ours, sent by a page of another site with the cookies of whoever reads it."""
    own = [place for place in places if places[place] in OWN.values()]
    before = dump(stage.house)
    for _, address in own:
        for role in ("stranger", "participant", "person", "facilitator", "laptop"):
            cookie = stage.cookies[role]
            answer = await _knock(door, "POST", address, cookie, **FOREIGN[where])
            assert answer.status in (401, 403, 404, 405), (address, role, answer.status)
            assert "set-cookie" not in answer.headers, (address, role)
    assert dump(stage.house) == before


def _amiss(answer: Answer, address: str) -> Iterator[str]:
    """What no answer may be, whoever asks for whatever."""
    said = answer.headers
    if answer.status >= 500:
        yield f"failed with {answer.status}"
    if said.get("x-content-type-options") != "nosniff":
        yield "may be sniffed"
    if said.get("referrer-policy") != "no-referrer":
        yield "tells where from"
    policy = said.get("content-security-policy", "")
    own_frame = address.startswith("/component/")
    if "default-src 'none'" not in policy or "unsafe-eval" in policy:
        yield f"policy {policy!r}"
    if f"frame-ancestors {chr(39)}{'self' if own_frame else 'none'}" not in policy:
        yield "may be framed"
    if any(name.startswith("access-control-") for name in said):
        yield "invites other sites"
    kept = address.startswith(KEPT_BY_CACHES) and answer.status in (200, 304)
    if "no-store" not in said.get("cache-control", "") and not kept:
        yield f"may be kept: {said.get('cache-control')}"
    leads = urlsplit(said.get("location", "/"))
    if leads.scheme or leads.netloc or not leads.path.startswith("/"):
        yield f"leads to {said['location']}"


def _told(answer: Answer, address: str, role: str) -> Iterator[str]:
    """Protected words in the answer. A room tells its title to its phones, a page to its person."""
    at_home = role == "person" and address.startswith("/mine/")
    if role in FACILITATORS or at_home or address.startswith("/j/"):
        return
    secret = (SENTENCE, ADDRESS) if role in SPONSOR else PROTECTED
    yield from (f"tells {word}" for word in secret if word in answer.text)
