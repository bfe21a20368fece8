"""A catalogue is looked at before anybody reads it on a screen."""

from pathlib import Path

import pytest

from tests.i18n.pseudo import PSEUDO, write_pseudo
from workshop.catalogues import FOLDER, LARGEST, file_of, languages
from workshop.i18n.checking import check_catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return write_pseudo(tmp_path)


@pytest.mark.parametrize("language", languages())
def test_ours_are_whole(language: str) -> None:
    checked = check_catalogue(file_of(language))
    assert (checked.missing, checked.faults) == ((), ())
    assert checked.messages > 4_000


def test_a_language_made_of_the_english_one_is_whole(catalogue: Path) -> None:
    checked = check_catalogue(catalogue)
    assert (checked.missing, checked.faults) == ((), ())


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    checked = check_catalogue(write_pseudo(tmp_path, without=("app.name", "demo.topic.1")))
    assert (set(checked.missing), checked.faults) == ({"app.name", "demo.topic.1"}, ())


@pytest.mark.parametrize(
    ("replaced", "by", "fault"),
    [
        ("{limit}", "{limte}", "facts"),
        ("{limit}", "{limit", "facts"),
        ("{limit}", "", "facts"),
        ("{limit}", "{limit.__class__}", "facts"),
        ("{limit}", "{limit:>999999999}", "facts"),
        ("{limit}", "{limit:{limit.__class__.__mro__}}", "facts"),
        ("{limit}", "{limit!r}", "facts"),
        ("{limit}", "{limit} {}", "facts"),
        ('msgid "app.name"', 'msgid "app.nom"', "unknown"),
        ("bg_BG", "xx_YY", "region"),
        ('msgid "app.name"', 'msgid "side.client"\nmsgstr "x"\n\nmsgid "app.name"', "twice"),
        ("nplurals=2; plural=(n != 1)", "nplurals=3; plural=(n > 1) + (n > 4)", "plurals"),
        ("plural=(n != 1)", "plural=(n / 0)", "plurals"),
        ("plural=(n != 1)", "plural=n", "plurals"),
        ("plural=(n != 1)", "plural=__import__", "plurals"),
        ("msgstr", "msgster", "unreadable"),
        ("nplurals=2", 'nplurals="\n"99999999', "unreadable"),
        ("charset=utf-8", "charset=rot13", "unreadable"),
        ('"Content-Type', '"PO-Revision-Date: once\\n"\n"Content-Type', "unreadable"),
    ],
)
def test_what_would_be_wrong_on_a_screen_is_found(
    catalogue: Path, replaced: str, by: str, fault: str
) -> None:
    written = catalogue.read_text(encoding="utf-8")
    assert replaced in written
    catalogue.write_text(written.replace(replaced, by, 1), encoding="utf-8")
    assert fault in {one.code for one in check_catalogue(catalogue).faults}


def test_a_copy_that_nobody_translated_is_told_from_a_translation(catalogue: Path) -> None:
    copy = catalogue.with_name("de.po")
    copy.write_bytes((FOLDER / "en.po").read_bytes())
    checked = check_catalogue(copy)
    assert (checked.missing, checked.faults) == ((), ())
    assert len(checked.same) > 0.9 * checked.messages
    assert len(check_catalogue(catalogue).same) < 0.01 * checked.messages
    assert check_catalogue(FOLDER / "en.po").same == ()


def test_a_file_far_larger_than_ours_is_not_read(catalogue: Path) -> None:
    written = catalogue.read_bytes()
    assert len(written) * 4 < LARGEST
    catalogue.write_bytes(written + b"#" * LARGEST)
    assert [one.code for one in check_catalogue(catalogue).faults] == ["unreadable"]


def test_a_file_is_named_by_its_language(catalogue: Path) -> None:
    named = catalogue.rename(catalogue.with_name("words of ours.po"))
    assert [one.code for one in check_catalogue(named).faults] == ["file_name"]
    letters = catalogue.with_name("de.po")
    letters.write_bytes(b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\xff')
    assert [one.code for one in check_catalogue(letters).faults] == ["unreadable"]
    assert catalogue.stem == PSEUDO
