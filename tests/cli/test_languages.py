"""A language is one file: what it lacks is said, and nothing else is needed to speak it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.i18n.pseudo import PSEUDO, in_pseudo, write_pseudo
from workshop.cli import languages as languages_module
from workshop.cli.console import Refusal
from workshop.i18n import choose_language, languages, words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a language of its own."""
    write_pseudo(tmp_path)
    monkeypatch.setenv("WORKSHOP_CATALOGUES", str(tmp_path))
    return tmp_path


def test_the_languages_are_listed_by_their_own_names(on_sqlite: Type, folder: Path) -> None:
    listed = on_sqlite("language").out.splitlines()
    assert [line.split()[:2] for line in listed] == [
        ["fr", "Français"],
        ["bg", "Български"],
        ["en", "English"],
    ]
    assert on_sqlite("language", "--json").json[1] == {"language": "bg", "name": "Български"}
    assert str(folder) in listed[1]


@pytest.mark.usefixtures("folder")
def test_one_file_makes_a_language(on_sqlite: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    assert languages() == ("fr", "bg", "en")
    assert choose_language("bg-BG, en;q=0.5") == PSEUDO
    made = on_sqlite("new", "--title", "T", "--lang", PSEUDO, "--template", "retail-bank")
    assert made.exit_code == 0
    demo = on_sqlite("demo", "--lang", PSEUDO, "--json").json["code"]
    topics = on_sqlite("show", demo, "--json").json["topics"]
    assert in_pseudo("Waiting on the phone") in {topic["title"] for topic in topics}
    assert words(PSEUDO).number(1234.5, decimals=1) == "1\u00a0234,5"
    monkeypatch.setenv("LANG", "bg_BG.UTF-8")
    assert on_sqlite("new").refusal.startswith(in_pseudo("Missing"))


def test_what_a_catalogue_lacks_is_said(on_sqlite: Type, tmp_path: Path) -> None:
    whole = write_pseudo(tmp_path)
    answer = on_sqlite("language", whole)
    assert (answer.exit_code, answer.line.endswith("nothing is missing.")) == (0, True)
    poor = write_pseudo(tmp_path, without=("app.name",))
    poor.write_text(poor.read_text(encoding="utf-8").replace("{limit}", "{x}", 1), encoding="utf-8")
    answer = on_sqlite("language", poor)
    assert answer.exit_code == 1
    assert "To translate: app.name" in answer.out
    assert answer.out.splitlines()[-1] == "bg.po: 1 message to translate, 1 to mend."
    told = on_sqlite("language", poor, "--json").json
    assert told["missing"] == ["app.name"]
    assert [fault["code"] for fault in told["faults"]] == ["facts"]


def test_a_wrong_catalogue_keeps_the_app_from_starting(on_sqlite: Type, folder: Path) -> None:
    path = folder / "bg.po"
    path.write_text(path.read_text(encoding="utf-8").replace("{limit}", "{x}", 1), encoding="utf-8")
    refusal = on_sqlite("serve", "--port", "1").refusal
    assert refusal.startswith("WORKSHOP_CATALOGUES cannot be used. bg.po, ")


def test_what_is_missing_is_said_in_english_and_told_at_the_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    other = folder / "other"
    write_pseudo(other, without=("app.name", "phase.vote"))
    monkeypatch.setenv("WORKSHOP_CATALOGUES", str(other))
    assert words(PSEUDO)("phase.vote") == "Vote"
    assert words(PSEUDO)("phase.plan") == in_pseudo("Plan")
    languages_module.check_languages()
    [line] = capsys.readouterr().err.splitlines()
    assert line == "bg.po lacks 2 messages, which are said in English (app.name, phase.vote)."


def test_a_folder_that_is_none_is_refused(
    on_sqlite: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_CATALOGUES", str(tmp_path / "nowhere"))
    assert "WORKSHOP_CATALOGUES is a folder" in on_sqlite("demo").refusal
    languages_module.check_languages()


def test_the_whole_sentence_of_a_refusal_is_one_line(folder: Path) -> None:
    (folder / "de.po").write_text("nothing", encoding="utf-8")
    with pytest.raises(Refusal):
        languages_module.check_languages()
