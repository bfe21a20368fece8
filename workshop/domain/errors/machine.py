"""What the machine, its database or its mail server refuses."""

from workshop.domain.errors.base import WorkshopError


class DatabaseUnreachable(WorkshopError):
    """``database`` (its address without a password) does not answer."""

    code = "database_unreachable"


class DatabaseUnreadable(WorkshopError):
    """The file ``database`` is damaged, or no database at all."""

    code = "database_unreadable"


class SchemaNewer(WorkshopError):
    """The database was last opened by a newer release: it is at ``found``, we know ``known``."""

    code = "schema_newer"


class SchemaHalfDone(WorkshopError):
    """The database has lost ``missing`` (names of tables), or is at several revisions at once."""

    code = "schema_half_done"


class MigrationFailed(WorkshopError):
    """The upgrade from ``before`` to ``after`` was undone; ``backup`` is the copy made first."""

    code = "migration_failed"


class BackupExists(WorkshopError):
    """There is a file at ``path`` already: a backup overwrites nothing."""

    code = "backup_exists"


class BackupUnwritable(WorkshopError):
    """``path`` cannot be written; ``reason`` in the system's words."""

    code = "backup_unwritable"


class BackupUnreadable(WorkshopError):
    """``path`` is no whole backup; ``reason``: missing, not_a_backup, damaged or not_workshops."""

    code = "backup_unreadable"


class DatabaseNotEmpty(WorkshopError):
    """``database`` holds something already: a copy mixes nothing."""

    code = "database_not_empty"


class DatabaseMissing(WorkshopError):
    """There is no ``database`` to copy from: no file, or nothing of ours in it."""

    code = "database_missing"


class FileServed(WorkshopError):
    """Another process serves the SQLite file ``database`` already."""

    code = "file_served"


class PortTaken(WorkshopError):
    """Another program listens on ``port`` already."""

    code = "port_taken"


class PortForbidden(WorkshopError):
    """The system keeps ``port`` for itself, or ``host`` is no address of this computer."""

    code = "port_forbidden"


class ConfigurationRefused(WorkshopError):
    """Streamlit's ``options`` are not what the promises of the product rest on."""

    code = "configuration_refused"


class MailNotConfigured(WorkshopError):
    """No mail server is named in the settings."""

    code = "mail_not_configured"


class MailUnreachable(WorkshopError):
    """``host`` does not answer on ``port``, or not as privately as the settings ask."""

    code = "mail_unreachable"


class MailLoginRefused(WorkshopError):
    """The mail server ``host`` does not take the user or the password of the settings."""

    code = "mail_login_refused"


class MailSenderRefused(WorkshopError):
    """The mail server takes no mail from the address of the settings; ``status``: its code."""

    code = "mail_sender_refused"


class MailAddressRefused(WorkshopError):
    """The address of ``name`` is none that a mail can go to."""

    code = "mail_address_refused"


class MailBroken(WorkshopError):
    """The line to the mail server went dead, or it refused the mail to ``name``."""

    code = "mail_broken"


class MailUnderWay(WorkshopError):
    """The mails of this workshop are being sent already."""

    code = "mail_under_way"


class TrialUnderWay(WorkshopError):
    """Simulated phones are already at work in this process: two crowds would measure each other."""

    code = "trial_under_way"


class TrialFailed(WorkshopError):
    """The server that simulated phones were to join did not start."""

    code = "trial_failed"
