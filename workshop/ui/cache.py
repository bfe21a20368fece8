"""Reads shared by the screens of this process: one view per (workshop, revision, role).

The right is checked at each call, in the database; only the drawing material is shared.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.lens import Lens, LensView, read_lens
from workshop.services.views.sponsor import SponsorView, read_sponsor_view
from workshop.services.views.workshop import WorkshopView, read_workshop_view

KEPT_VIEWS = 32

View = TypeVar("View")


class Revised(Protocol):
    """A view that says of which revision of the workshop it is."""

    @property
    def revision(self) -> int:
        """The workshop's, as the view was read."""


Part = TypeVar("Part", bound=Revised)
Key = tuple[str, str, int]
"""The database, the workshop's code and its revision."""


class _Kept(Generic[View]):
    """The views used last; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._views: OrderedDict[Key, View] = OrderedDict()

    def find(self, key: Key) -> View | None:
        with self._lock:
            found = self._views.get(key)
            if found is not None:
                self._views.move_to_end(key)
            return found

    def keep(self, key: Key, view: View) -> View:
        with self._lock:
            self._views[key] = view
            while len(self._views) > KEPT_VIEWS:
                self._views.popitem(last=False)
        return view


_whole: _Kept[WorkshopView] = _Kept()
_through_lenses: _Kept[LensView] = _Kept()
_results: _Kept[SponsorView] = _Kept()
_parts: _Kept[Any] = _Kept()


def open_workshop(house: House, actor: Visitor) -> Workshop:
    """The workshop's row, for an actor who may open it. Raises WorkshopUnknown."""
    with snapshot(house, actor, actor.role) as seen:
        return seen.workshop


def workshop_view(house: House, actor: Visitor) -> WorkshopView:
    """The facilitator's whole view, from the cache when nothing was committed since."""
    found = _whole.find(_key(house, actor, open_workshop(house, actor).revision))
    if found is not None:
        return found
    view = read_workshop_view(house, actor)
    return _whole.keep(_key(house, actor, view.workshop.revision), view)


def lens_view(house: House, actor: Visitor, lens: Lens) -> LensView:
    """The workshop through a lens, from the cache when nothing was committed since."""
    url, code, revision = _key(house, actor, open_workshop(house, actor).revision)
    found = _through_lenses.find((url, f"{code} {lens}", revision))
    if found is not None:
        return found
    seen = read_lens(house, actor, lens)
    return _through_lenses.keep((url, f"{code} {lens}", seen.view.workshop.revision), seen)


def sponsor_view(house: House, actor: Visitor) -> SponsorView:
    """What a sponsor may see, from the cache when nothing was committed since."""
    found = _results.find(_key(house, actor, open_workshop(house, actor).revision))
    if found is not None:
        return found
    view = read_sponsor_view(house, actor)
    return _results.keep(_key(house, actor, view.revision), view)


def part_view(house: House, actor: Visitor, read: Callable[[House, Visitor], Part]) -> Part:
    """What one part of a page draws, ``read`` from the cache when nothing was committed since.

    ``read``: one of services/views, the same for everybody who may call it.
    """
    url, code, revision = _key(house, actor, open_workshop(house, actor).revision)
    name = f"{code} {read.__module__}.{read.__qualname__}"
    found: Part | None = _parts.find((url, name, revision))
    if found is not None:
        return found
    view = read(house, actor)
    kept: Part = _parts.keep((url, name, view.revision), view)
    return kept


def _key(house: House, actor: Visitor, revision: int) -> Key:
    return house.database.url, actor.code, revision
