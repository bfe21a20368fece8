"""Actions as a calendar file (RFC 5545), for any office calendar.

Each is a whole day, that on which it is due, with a reminder two days before: most calendars show
no to-do of a file, and all show a day. A file taken in again moves what was moved since: an action
keeps its identity, and its sequence number grows with each change.
"""

import uuid
from datetime import date, timedelta

from icalendar import Alarm, Calendar, Event

from workshop.domain.words import UNDER_WAY, ActionStatus, Priority
from workshop.i18n import Words, words
from workshop.services.actors import Facilitating, Named
from workshop.services.house import House
from workshop.services.views.dated_actions import (
    DatedAction,
    DatedActions,
    read_dated_actions,
    read_my_dated_actions,
)

MEDIA_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
REMINDER = timedelta(days=-2)

_NAMESPACE = uuid.UUID("6d2d2c55-1f0b-4d0b-9a41-9d5f7a3be2c7")
"""The room's code opens its door to newcomers: an event forwarded to others must not carry it."""

_PRIORITIES = {Priority.HIGH: 1, Priority.NORMAL: 5, Priority.LOW: 9}


def produce(house: House, actor: Facilitating) -> bytes:
    """Every action that is more than a draft. Raises WorkshopUnknown."""
    return calendar_of(read_dated_actions(house, actor))


def produce_mine(house: House, me: Named) -> bytes:
    """The actions of one person, for their own calendar. Raises WorkshopUnknown."""
    return calendar_of(read_my_dated_actions(house, me))


def calendar_of(dated: DatedActions) -> bytes:
    """The file, in the workshop's language: lines end in CRLF and hold 75 octets at most."""
    t = words(dated.language, dated.client_name, dated.team_name)
    calendar = Calendar()
    calendar.add("prodid", "-//Regards croisés//workshop//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", t("calendar.name", title=dated.title))
    for line in dated.lines:
        calendar.add_component(_event(t, dated, line))
    content: bytes = calendar.to_ical()
    return content


def _event(t: Words, dated: DatedActions, line: DatedAction) -> Event:
    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, f"{dated.code} {line.label}")))
    event.add("dtstamp", dated.now)
    event.add("sequence", line.changed)
    event.add("dtstart", line.due)
    if line.due < date.max:
        event.add("dtend", line.due + timedelta(days=1))
    is_done = line.status is ActionStatus.DONE
    event.add("summary", f"✓ {line.what}" if is_done else line.what)
    event.add("description", _description(t, dated, line))
    event.add("priority", _PRIORITIES[line.priority])
    event.add("transp", "TRANSPARENT")  # a due date keeps nobody from being invited that day
    event.add("status", _status(line))
    if line.status in UNDER_WAY:
        event.add_component(_alarm(t, line))
    return event


def _alarm(t: Words, line: DatedAction) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", t("calendar.soon", what=line.what))
    alarm.add("trigger", REMINDER)
    return alarm


def _status(line: DatedAction) -> str:
    if line.status is ActionStatus.DROPPED:
        return "CANCELLED"
    return "TENTATIVE" if line.to_confirm_with else "CONFIRMED"


def _description(t: Words, dated: DatedActions, line: DatedAction) -> str:
    """Who, how measured, where it stands and where it comes from, a line each."""
    if line.to_confirm_with and line.confirm_before:
        who = t("calendar.to_confirm", name=line.to_confirm_with, date=t.date(line.confirm_before))
    elif line.to_confirm_with:
        who = t("ui.plan.to_confirm", name=line.to_confirm_with)
    else:
        who = t("ui.plan.by", name=line.owner)
    told = (
        who,
        t("ui.plan.measure", measure=line.measure),
        t(f"ui.plan.status.{line.status}"),
        t("calendar.from", label=line.label, title=dated.title),
        t("calendar.trail", labels=" · ".join(line.trail)) if line.trail else "",
    )
    return "\n".join(line for line in told if line)
