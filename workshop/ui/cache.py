"""Reads shared by the screens of this process: one view per (workshop, revision, role).

The right is checked at each call, in the database; only the drawing material is shared.
"""

import threading
from collections import OrderedDict

from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.sponsor import SponsorView, read_sponsor_view
from workshop.services.views.workshop import WorkshopView, read_workshop_view

KEPT_VIEWS = 32

_lock = threading.Lock()
_views: "OrderedDict[tuple[str, str, int], WorkshopView]" = OrderedDict()
_results: "OrderedDict[tuple[str, str, int], SponsorView]" = OrderedDict()


def open_workshop(house: House, actor: Visitor) -> Workshop:
    """The workshop's row, for an actor who may open it. Raises WorkshopUnknown."""
    with snapshot(house, actor, actor.role) as seen:
        return seen.workshop


def workshop_view(house: House, actor: Visitor) -> WorkshopView:
    """The facilitator's whole view, from the cache when nothing was committed since."""
    workshop = open_workshop(house, actor)
    key = (house.database.url, actor.code, workshop.revision)
    with _lock:
        found = _views.get(key)
        if found is not None:
            _views.move_to_end(key)
            return found
    view = read_workshop_view(house, actor)
    with _lock:
        _views[house.database.url, actor.code, view.workshop.revision] = view
        while len(_views) > KEPT_VIEWS:
            _views.popitem(last=False)
    return view


def sponsor_view(house: House, actor: Visitor) -> SponsorView:
    """What a sponsor may see, from the cache when nothing was committed since."""
    workshop = open_workshop(house, actor)
    key = (house.database.url, actor.code, workshop.revision)
    with _lock:
        found = _results.get(key)
        if found is not None:
            _results.move_to_end(key)
            return found
    view = read_sponsor_view(house, actor)
    with _lock:
        _results[house.database.url, actor.code, view.revision] = view
        while len(_results) > KEPT_VIEWS:
            _results.popitem(last=False)
    return view
