"""A line to the mail server of the settings."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from workshop.domain.errors import (
    MailAddressRefused,
    MailBroken,
    MailLoginRefused,
    MailSenderRefused,
    MailUnreachable,
)
from workshop.settings import Mail

PATIENCE_SECONDS = 15.0
"""For each answer of the server: a firewall that swallows everything must not hold a screen."""


class Line:
    """An open line, on which mails follow each other; one that is refused leaves the next alone."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def send(self, message: EmailMessage, name: str) -> None:
        """Hand one mail over, to ``name``.

        Raises MailAddressRefused, MailSenderRefused, MailBroken (the line went dead: what follows
        will not be taken either).
        """
        try:
            self._server.send_message(message)
        except smtplib.SMTPSenderRefused as error:
            raise MailSenderRefused(status=error.smtp_code) from error
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, ValueError) as error:
            raise MailAddressRefused(name=name) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailBroken(name=name) from error


@contextmanager
def open_line(mail: Mail) -> Iterator[Line]:
    """Call the server, in private where the settings say so, and sign in where they name a user.

    Raises MailUnreachable (nobody there, no trust in its certificate, or not as private as asked),
    MailLoginRefused.
    """
    try:
        server = _call(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnreachable(host=mail.host, port=mail.port) from error
    try:
        if mail.user:
            _sign_in(server, mail)
        yield Line(server)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _call(mail: Mail) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=PATIENCE_SECONDS, context=ssl.create_default_context()
        )
    server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE_SECONDS)
    if mail.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
    return server


def _sign_in(server: smtplib.SMTP, mail: Mail) -> None:
    try:
        server.login(mail.user, mail.password)
    except smtplib.SMTPServerDisconnected as error:
        raise MailUnreachable(host=mail.host, port=mail.port) from error
    except (smtplib.SMTPException, ValueError) as error:  # a password outside ASCII, too
        raise MailLoginRefused(host=mail.host) from error
    except OSError as error:
        raise MailUnreachable(host=mail.host, port=mail.port) from error
