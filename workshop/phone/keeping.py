"""How long what phones send is kept, as the page on data says it."""

from workshop.i18n import Words
from workshop.settings import read_keeping


def keeping_said(words: Words, sealed: bool) -> str:
    """How long this installation keeps workshops and backups, with a space before each sentence."""
    keeping = read_keeping()
    seal = None if sealed else keeping.seal
    said = [] if sealed else [words("phone.privacy.seal")]
    facts = {"seal": seal, "delete": keeping.delete}
    if seal is not None and keeping.delete is not None:
        said.append(words("phone.privacy.kept_days.both", **facts))
    elif seal is not None:
        said.append(words("phone.privacy.kept_days.seal", **facts))
    elif keeping.delete is not None:
        said.append(words("phone.privacy.kept_days.delete", **facts))
    if keeping.backups is not None:
        said.append(words("phone.privacy.backup_days", days=keeping.backups))
    return "".join(f" {sentence}" for sentence in said)
