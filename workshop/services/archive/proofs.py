"""What every record of an archive has to prove, whichever noun it is of."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from workshop.domain.codes import read_label
from workshop.domain.errors import FileUnreadable, NumberOutOfRange, ValueUnknown, WorkshopError

T = TypeVar("T")


def number_of(label: str) -> int:
    """The number in a label that ``check`` has let through: 12 for ``C12``."""
    return int(label[1:])


@contextmanager
def at(place: str) -> Iterator[None]:
    """Say where in the file a rule was broken. Raises FileUnreadable for any WorkshopError."""
    try:
        yield
    except FileUnreadable as unreadable:
        unreadable.facts.setdefault("place", place)
        raise
    except WorkshopError as refused:
        facts = {**refused.facts, "reason": refused.code, "place": place}
        raise FileUnreadable(**facts) from refused


def each(name: str, records: Iterable[T], clean: Callable[[T], T]) -> tuple[T, ...]:
    """The records, each cleaned. Raises FileUnreadable with the place of the first bad one."""
    cleaned = []
    for index, record in enumerate(records):
        with at(f"{name}[{index}]"):
            cleaned.append(clean(record))
    return tuple(cleaned)


def once(name: str, keys: Iterable[object]) -> None:
    """No key stands twice. Raises FileUnreadable with the place of the second."""
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            raise FileUnreadable(reason="duplicate", place=f"{name}[{index}]", value=key)
        seen.add(key)


def one_of(field: str, value: str, allowed: Collection[str]) -> None:
    """Raises ValueUnknown."""
    if value not in allowed:
        raise ValueUnknown(field=field, value=value)


def there(value: object, known: Collection[object]) -> None:
    """What a record speaks of is in the file, or it speaks of nothing. Raises FileUnreadable."""
    if value is not None and value not in known:
        raise FileUnreadable(reason="dangling", value=value)


def within(field: str, value: float, low: float, high: float) -> None:
    """Raises NumberOutOfRange; both ends are within."""
    if not low <= value <= high:
        raise NumberOutOfRange(field=field, low=low, high=high)


def labelled(written: str, letter: str) -> None:
    """A label as we write it ("C12", not "c012"). Raises ValueUnknown."""
    number = read_label(written, letter)
    if number is None or written != f"{letter}{number}":
        raise ValueUnknown(field="label", value=written)


def distinct(field: str, values: tuple[object, ...]) -> None:
    """No value stands twice in one record. Raises FileUnreadable."""
    if len(set(values)) != len(values):
        raise FileUnreadable(reason="duplicate", field=field, value=field)
