"""A reminder as a mail: plain text, and the same as HTML; what people typed is escaped there."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from markupsafe import Markup

from workshop.domain.errors import MailAddressRefused
from workshop.i18n import Words, words
from workshop.services.digest import SOON_DAYS, Digest, Letter, Reminder
from workshop.services.people import LINK_DAYS

# A header is read again when it is written: "=?utf-8?q?=0A?=" becomes a line end, and a quoted name
# that is folded loses its quotes, so that what it says of addresses becomes addresses.
_CODED = re.compile(r"=\?")
_SPECIAL = re.compile(r'[()<>\[\]:;@\\,"]')


def compose(
    digest: Digest, letter: Letter, *, link: str, sender: str, now: datetime
) -> EmailMessage:
    """The mail to one person, with the link to their own page.

    ``sender``: an address, with or without a name. Raises MailAddressRefused for an address that
    no mail can bear.
    """
    t = words(digest.language, digest.client_name, digest.team_name)
    message = EmailMessage(policy=SMTP)
    try:
        name = _in_header(_SPECIAL.sub(" ", letter.name)).lstrip(". ")
        message["To"] = Address(name, addr_spec=letter.email)
    except (ValueError, IndexError, MessageError) as error:
        raise MailAddressRefused(name=letter.name) from error
    message["From"] = sender
    message["Subject"] = _in_header(t("mail.subject", title=digest.title))
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    # So that no holiday answer comes back.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(t, digest, letter, link))
    message.add_alternative(_html(t, digest, letter, link), subtype="html")
    return message


def _in_header(text: str) -> str:
    """The text as a header may bear it: it stays what was typed, and in one line."""
    return " ".join(_CODED.sub("= ?", text).split())


def sections(t: Words, letter: Letter) -> Iterator[tuple[str, list[str]]]:
    """Each heading with its lines, in words; only those that hold something."""
    for heading, reminders in (
        (t("mail.late"), letter.late),
        (t("mail.to_confirm"), letter.to_confirm),
        (t("mail.soon", days=SOON_DAYS), letter.soon),
    ):
        if reminders:
            yield heading, [_line(t, reminder) for reminder in reminders]


def _line(t: Words, reminder: Reminder) -> str:
    facts = [t("ui.plan.due", date=t.date(reminder.due))]
    if reminder.confirm_before:
        facts.append(t("mail.answer_before", date=t.date(reminder.confirm_before)))
    if reminder.is_blocked:
        facts.append(t("mail.blocked"))
    return f"{reminder.what} – {', '.join(facts)}"


def _text(t: Words, digest: Digest, letter: Letter, link: str) -> str:
    parts = [t("mail.hello", name=letter.name), t("mail.intro", title=digest.title)]
    for heading, lines in sections(t, letter):
        parts.append("\n".join((heading.upper(), *(f"- {line}" for line in lines))))
    parts += [f"{t('mail.go')}\n{link}", t("mail.private", days=LINK_DAYS)]
    return "\n\n".join(parts) + "\n"


def _html(t: Words, digest: Digest, letter: Letter, link: str) -> str:
    lists = Markup("").join(
        Markup("<h2 style='font-size:17px;margin:24px 0 8px'>{}</h2><ul>{}</ul>").format(
            heading,
            Markup("").join(
                Markup("<li style='margin:0 0 8px'>{}</li>").format(line) for line in lines
            ),
        )
        for heading, lines in sections(t, letter)
    )
    return _PAGE.format(
        language=digest.language,
        hello=t("mail.hello", name=letter.name),
        intro=t("mail.intro", title=digest.title),
        lists=lists,
        link=link,
        go=t("mail.go"),
        private=t("mail.private", days=LINK_DAYS),
    )


_PAGE = Markup(
    "<!doctype html><html lang='{language}'><body style='font:16px/1.5 sans-serif;color:#1c2330;"
    "max-width:600px;margin:0 auto;padding:16px'><p>{hello}</p><p>{intro}</p>{lists}"
    "<p style='margin:24px 0'><a href='{link}' style='display:inline-block;padding:12px 20px;"
    "border-radius:8px;background:#1c2330;color:#ffffff;text-decoration:none'>{go}</a></p>"
    "<p style='color:#5b6472;font-size:14px'>{private}</p></body></html>"
)
