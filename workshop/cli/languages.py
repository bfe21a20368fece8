"""Commands about the languages there are: ``language``."""

import argparse
from pathlib import Path

from workshop.catalogues import FOLDER, file_of, languages
from workshop.cli.commands import Commands, add_json
from workshop.cli.console import Refusal, say, tell, tell_json, warn
from workshop.i18n import language_name
from workshop.i18n.checking import Checked, Fault, check_catalogue

SHOWN = 5
"""Keys that one line names, of all that a catalogue leaves out."""


def declare(commands: Commands) -> None:
    language = commands.add("language", _language)
    language.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=say()("cli.option.catalogue")
    )
    add_json(language)


def check_languages() -> None:
    """Refuse to begin with a catalogue that would be wrong on a screen; warn of what it leaves out.

    Raises Refusal.
    """
    for path in map(file_of, languages()):
        if path.parent == FOLDER:
            continue
        checked = check_catalogue(path)
        if checked.faults:
            wrong = _fault(path, checked.faults[0])
            raise Refusal("cli.setting.catalogue", setting="WORKSHOP_CATALOGUES", wrong=wrong)
        if checked.missing:
            warn(_left_out(path, checked))


def _language(options: argparse.Namespace) -> int:
    """What is missing in a file, or the languages there are."""
    if options.file is None:
        _tell_languages(as_json=options.json)
        return 0
    checked = check_catalogue(options.file)
    if options.json:
        faults = [
            {"code": fault.code, "key": fault.key, "why": fault.why} for fault in checked.faults
        ]
        told = {"missing": list(checked.missing), "faults": faults, "same": list(checked.same)}
        tell_json(told)
    else:
        for fault in checked.faults:
            tell(_fault(options.file, fault))
        for key in checked.missing:
            tell(say()("cli.language.missing", key=key))
        if checked.same:
            tell(say().count("cli.language.same", len(checked.same)))
        tell(_summary(options.file, checked))
    return 1 if checked.faults or checked.missing else 0


def _tell_languages(*, as_json: bool) -> None:
    if as_json:
        tell_json([{"language": code, "name": language_name(code)} for code in languages()])
        return
    for code in languages():
        tell(f"{code}  {language_name(code)}  {file_of(code)}")


def _fault(path: Path, fault: Fault) -> str:
    return say()(f"cli.language.fault.{fault.code}", file=path.name, key=fault.key, why=fault.why)


def _left_out(path: Path, checked: Checked) -> str:
    some = [*checked.missing[:SHOWN], *(["…"] if len(checked.missing) > SHOWN else [])]
    return say().count(
        "cli.language.left_out", len(checked.missing), file=path.name, keys=", ".join(some)
    )


def _summary(path: Path, checked: Checked) -> str:
    t = say()
    if not checked.faults and not checked.missing:
        return t("cli.language.whole", file=path.name, messages=t.number(checked.messages))
    return t(
        "cli.language.sum",
        file=path.name,
        missing=t.count("cli.language.to_translate", len(checked.missing)),
        faults=t.count("cli.language.to_mend", len(checked.faults)),
    )
