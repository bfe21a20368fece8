"""The note on data for the data protection officer and the works council: one page, as a PDF.

Each sentence is chosen by the workshop's own settings, or is a fact that a test proves
(tests/privacy); none says what the law makes of it.
"""

from collections.abc import Callable
from datetime import date

from workshop.exports.report_file import pages_of, set_pdf
from workshop.exports.report_words import Told
from workshop.i18n import Words, words
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.views.note import Note, read_note

LAYOUT = "note.typ"
SIZES = (10.6, 10.2, 9.8, 9.4, 9.0, 8.6, 8.2, 7.8, 7.4)
"""Points of the letters: the first with which it all stands on one page is taken."""


def in_language(language: str | None) -> Callable[[House, Facilitating], bytes]:
    """The download of the note in ``language``, None for the workshop's; raises WorkshopUnknown."""

    def produce(house: House, actor: Facilitating) -> bytes:
        note = read_note(house, actor)
        return set_note(note, language or note.language, house.clock().astimezone().date())

    return produce


def set_note(note: Note, language: str, day: date) -> bytes:
    """The page, as settings of that day have it."""
    return set_pdf(LAYOUT, sheet_told(note, language, day))


def sheet_told(note: Note, language: str, day: date) -> Told:
    """The note in words, and in letters with which it stands on one page."""
    told = note_told(note, words(language, note.client_name, note.team_name), day)
    for size in SIZES:
        told["size"] = size
        if pages_of(LAYOUT, told) == 1:
            break
    return told


def note_told(note: Note, t: Words, day: date) -> Told:
    """The note in words, for its layout."""
    contact = note.keeping.contact
    return {
        "language": t.language,
        "title": t("note.title"),
        "about": t("note.about", title=note.title, code=note.code, day=t.date(day)),
        "left": _sections(
            t,
            why=_why(note, t),
            kept=_kept(note, t),
            not_kept=_not_kept(note, t),
            named=_named(note, t),
        ),
        "right": _sections(
            t,
            seen=_seen(note, t),
            long=_long(note, t),
            seal=[t("note.seal.done" if note.sealed else "note.seal.not_yet")],
            rights=[t("note.rights.sealed" if note.sealed else "note.rights.says")],
        ),
        "contact": t("note.contact", contact=contact) if contact else t("note.contact_open"),
    }


def _sections(t: Words, **parts: list[str]) -> list[Told]:
    return [{"title": t(f"note.{name}"), "lines": lines} for name, lines in parts.items()]


def _why(note: Note, t: Words) -> list[str]:
    mine = t("note.run_by", account=note.run_by) if note.run_by else t("note.run_by.laptop")
    return [t("note.why.says"), mine]


def _kept(note: Note, t: Words) -> list[str]:
    roles = " · ".join(note.families)
    return [
        t("note.kept.says"),
        t("note.kept.said"),
        t("note.kept.roles", roles=roles) if roles else t("note.kept.no_roles"),
        *([t("note.kept.tools")] if note.tools else []),
        *([t("note.kept.nicknames")] if note.nicknames and not note.sealed else []),
        t("note.kept.help", n=note.helpers),
    ]


def _not_kept(note: Note, t: Words) -> list[str]:
    return [
        t("note.not_kept.says"),
        *([] if note.sealed else [t("note.not_kept.film")]),
        t("note.not_kept.cookie_gone" if note.sealed else "note.not_kept.cookie"),
        t("note.not_kept.words"),
    ]


def _seen(note: Note, t: Words) -> list[str]:
    return [
        t("note.seen.facilitator"),
        t("note.seen.inbox" if note.inbox_first else "note.seen.no_inbox"),
        *([t("note.seen.rule", rule=note.moderation_rule)] if note.moderation_rule else []),
        t("note.seen.room"),
        t("note.seen.sponsor", floor=note.floor)
        if note.sponsor_open
        else t("note.seen.no_sponsor"),
        t("note.seen.floor", floor=note.floor),
        t(f"note.seen.model.{note.model.kind}", host=note.model.host)
        if note.model.kind
        else t("note.seen.no_model"),
    ]


def _named(note: Note, t: Words) -> list[str]:
    return [
        t("note.named.says", n=note.people),
        *([t("note.named.mails")] if note.mails else []),
        t("note.named.log"),
    ]


def _long(note: Note, t: Words) -> list[str]:
    keeping = note.keeping
    seal = None if note.sealed else keeping.seal
    terms = [
        *([t("note.long.seal", days=seal)] if seal is not None else []),
        *([t("note.long.delete", days=keeping.delete)] if keeping.delete is not None else []),
    ]
    backups = keeping.backups
    return [
        t("note.long.says"),
        *(terms or [t("note.long.no_term")]),
        t("note.long.file" if note.own_file else "note.long.server"),
        t("note.long.backups_open") if backups is None else t("note.long.backups", days=backups),
    ]
