"""A workshop played from the command line: figures, files and a second database."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Type

CODE = re.compile(r"[23456789ABCDEFGHJKMNPQRSTUVWXYZ]{6}")

# Title, then how many distinct voices say − and + for the client, − and + for the team.
TOPICS: list[tuple[str, tuple[int, int, int, int], str, bool]] = [
    ("Waiting", (4, 0, 4, 0), "priority", False),
    ("No number", (4, 0, 0, 4), "indicators", False),
    ("Goodwill", (0, 4, 4, 0), "treat_next", False),
    ("Call-back", (0, 4, 0, 4), "capitalise", False),
    ("Split", (1, 1, 1, 0), "contested", False),
    ("Unheard", (2, 0, 0, 0), "one_side_missing", False),
    ("Few", (1, 0, 2, 0), "priority", True),
]


def write_cards(folder: Path, rows: list[dict[str, str]]) -> Path:
    file = folder / "cards.csv"
    with file.open("w", newline="", encoding="utf-8-sig") as opened:
        writer = csv.DictWriter(opened, ["text", "side", "kind", "step", "topic"])
        writer.writeheader()
        writer.writerows(rows)
    return file


def forty_cards() -> list[dict[str, str]]:
    kinds = [("client", "irritant"), ("client", "enchantment")]
    kinds += [("employee", "irritant"), ("employee", "enchantment")]
    return [
        {"text": f"{title} {n}", "side": side, "kind": kind, "step": "Ask", "topic": title}
        for title, counts, _, _ in TOPICS
        for (side, kind), count in zip(kinds, counts, strict=True)
        for n in range(count)
    ]


def new(workshop: Type) -> str:
    code = workshop("new", "--title", "Counter", "--json").json["code"]
    assert isinstance(code, str)
    return code


def play(workshop: Type, folder: Path) -> str:
    """Forty cards by forty voices, grouped; gives the workshop's code."""
    code = new(workshop)
    rows = forty_cards()
    assert len(rows) == 40
    file = write_cards(folder, rows)
    labels = workshop("cards", code, file, "--create-steps", "--json").json["labels"]
    assert len(set(labels)) == 40
    for number, (title, *_) in enumerate(TOPICS, 1):
        mine = [label for label, row in zip(labels, rows, strict=True) if row["topic"] == title]
        answer = workshop("topic", code.lower(), "--title", title, "--cards", ",".join(mine))
        assert answer.line == f"T{number}"
    return code


def quadrants(shown: dict[str, Any]) -> dict[str, tuple[str, str, bool]]:
    return {
        topic["title"]: (topic["quadrant"], topic["computed_quadrant"], topic["to_confirm"])
        for topic in shown["topics"]
    }


EXPECTED = {title: (quadrant, quadrant, confirm) for title, _, quadrant, confirm in TOPICS}


def test_forty_cards_get_the_quadrants_of_the_method_also_after_export_and_import(
    workshop: Type, tmp_path: Path
) -> None:
    code = play(workshop, tmp_path)
    shown = workshop("show", code, "--json").json
    assert quadrants(shown) == EXPECTED
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert workshop("export", code, "--format", "json", "-o", first).line == str(first)
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert workshop("import", first, "--database-url", other).line == code
    again = workshop("show", code, "--json", "--database-url", other).json
    assert quadrants(again) == EXPECTED
    assert {**again, "revision": 0} == {**shown, "revision": 0}
    workshop("export", code, "--format", "json", "-o", second, "--database-url", other)
    assert second.read_bytes() == first.read_bytes()


def test_show_has_the_shape_of_the_contract(workshop: Type, tmp_path: Path) -> None:
    code = play(workshop, tmp_path)
    title = "Let the client choose"
    assert workshop("solution", code, "--title", title, "--topics", "T1,t2").line == "S1"
    ticked = ("--ticks", "timely,Simple", "--topics", "T1")
    assert workshop("solution", code, "--title", "Calls per hour", *ticked).line == "S2"
    for by in ("client", "employee"):
        rated = ("rate", code, "s1", "--by", by, "--client", "2", "--employee", "1")
        assert workshop(*rated).exit_code == 0
    rated = ("rate", code, "S2", "--by", "employee", "--client", "1", "--employee", "-2")
    assert workshop(*rated, "--usability", "-1").exit_code == 0
    assert workshop("phase", code, "Matrix").line == "matrix"
    shown = workshop("show", code.lower(), "--json").json
    nouns = {"topics", "solutions", "pilots"}
    assert set(shown) == {"code", "phase", "revision", "counts", *nouns}
    assert (shown["code"], shown["phase"]) == (code, "matrix")
    assert shown["counts"] == {"cards": 40, "topics": 7, "votes": 0, "solutions": 2, "actions": 0}
    topics = {topic["label"]: topic for topic in shown["topics"]}
    unheard = topics["T6"]
    assert len(unheard.pop("cards")) == 2
    assert unheard == {
        "label": "T6",
        "title": "Unheard",
        "client": {"valence": -1.0, "voices": 2},
        "employee": {"valence": None, "voices": 0},
        "votes": 0,
        "quadrant": "one_side_missing",
        "computed_quadrant": "one_side_missing",
        "to_confirm": False,
    }
    assert topics["T5"]["client"] == {"valence": 0.0, "voices": 2}
    assert shown["solutions"] == [
        {
            "label": "S1",
            "title": title,
            "transfer": "green",
            "status": "proposed",
            "topics": ["T1", "T2"],
            "causes": [],
            "ticks": [],
        },
        {
            "label": "S2",
            "title": "Calls per hour",
            "transfer": "red",
            "status": "proposed",
            "topics": ["T1"],
            "causes": [],
            "ticks": ["simple", "timely"],
        },
    ]


def test_show_is_readable_without_json(on_sqlite: Type, tmp_path: Path) -> None:
    code = play(on_sqlite, tmp_path)
    on_sqlite("solution", code, "--title", "Hire", "--topics", "T1")
    table = on_sqlite("show", code).out
    for word in (code, "Counter", "40 cards", "Priority", "Waiting", "to confirm", "Hire"):
        assert word in table
    assert "team – (0 voices)" in table


def test_a_place_given_by_hand_is_shown_beside_the_computed_one(
    on_sqlite: Type, tmp_path: Path
) -> None:
    code = play(on_sqlite, tmp_path)
    file = tmp_path / "export.json"
    on_sqlite("export", code, "--format", "json", "-o", file)
    whole = json.loads(file.read_text(encoding="utf-8"))
    moved = next(topic for topic in whole["topics"] if topic["title"] == "Waiting")
    moved.update(moved_to="capitalise", because="We say so")
    file.write_text(json.dumps(whole), encoding="utf-8")
    copy = on_sqlite("import", file).line
    assert copy != code
    shown = on_sqlite("show", copy, "--json").json
    assert quadrants(shown)["Waiting"] == ("capitalise", "priority", False)
    assert "moved by hand, computed: Priority" in on_sqlite("show", copy).out


def test_new_tells_every_way_in_once(workshop: Type) -> None:
    made = workshop("new", "--title", "Counter", "--template", "public-counter", "--json").json
    base = "https://workshop.example.org"
    assert set(made) == {
        "code",
        "join_url",
        "facilitator_url",
        "sponsor_url",
        "recovery_code",
    }
    assert CODE.fullmatch(made["code"])
    assert made["join_url"] == f"{base}/j/{made['code']}"
    assert made["facilitator_url"].startswith(f"{base}/f/")
    assert made["sponsor_url"].startswith(f"{base}/s/")
    assert re.fullmatch(r"(\w{5}-){3}\w{5}", made["recovery_code"])


def test_without_a_public_address_the_lan_and_the_port_are_used(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_PUBLIC_URL", "")
    made = on_sqlite("new", "--title", "Counter", "--port", "8141", "--json").json
    assert re.fullmatch(rf"http://[\d.]+:8141/j/{made['code']}", made["join_url"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demo_is_full(workshop: Type, language: str) -> None:
    made = workshop("demo", "--lang", language, "--json").json
    shown = workshop("show", made["code"], "--json").json
    assert shown["phase"] == "matrix"
    assert shown["counts"] == {"cards": 68, "topics": 12, "votes": 0, "solutions": 6, "actions": 4}


def test_new_and_demo_speak_to_people_too(on_sqlite: Type) -> None:
    for answer in (on_sqlite("new", "--title", "Counter"), on_sqlite("demo")):
        assert "Recovery code, to be written down now: " in answer.out
        assert len(answer.out.splitlines()) == 5


def test_data_and_room_are_two_sources(workshop: Type, tmp_path: Path) -> None:
    code = new(workshop)
    row = {"text": "Slow", "side": "client", "kind": "irritant", "step": "", "topic": ""}
    file = write_cards(tmp_path, [row, row, {**row, "step": "any"}])
    assert workshop("cards", code, file, "--source", "data").out.splitlines()[0] == "3 cards"
    archive = tmp_path / "export.json"
    workshop("export", code, "--format", "json", "-o", archive)
    whole = json.loads(archive.read_text(encoding="utf-8"))
    assert {(card["source"], card["step"]) for card in whole["cards"]} == {("data", "any")}
    assert len({card["voice"] for card in whole["cards"]}) == 3


def test_labels_may_be_repeated_spaced_or_separated_by_commas(
    on_sqlite: Type, tmp_path: Path
) -> None:
    code = new(on_sqlite)
    row = {"text": "Slow", "side": "client", "kind": "irritant", "step": "", "topic": ""}
    labels = on_sqlite("cards", code, write_cards(tmp_path, [row] * 5), "--json").json["labels"]
    one, two, three, four, five = labels
    typed = ["--cards", f"{one},{two}", three.lower(), "--cards", four, one, f" {five} ,"]
    assert on_sqlite("topic", code, "--title", "Slow", *typed).line == "T1"
    [topic] = on_sqlite("show", code, "--json").json["topics"]
    assert set(topic["cards"]) == set(labels)


def test_a_bad_row_imports_nothing_and_names_its_line(workshop: Type, tmp_path: Path) -> None:
    code = new(workshop)
    good = {"text": "Slow", "side": "client", "kind": "irritant", "step": "", "topic": ""}
    for bad, says in (
        ({"step": "Nowhere"}, "Nowhere"),
        ({"side": "them"}, "them"),
        ({"kind": "neutral"}, "neutral"),
        ({"text": " "}, ""),
        ({"text": "x" * 2001}, "2,000"),
    ):
        refusal = workshop("cards", code, write_cards(tmp_path, [good, {**good, **bad}])).refusal
        assert "3" in refusal
        assert says.replace(",", "") in refusal.replace(",", "")
    assert workshop("show", code, "--json").json["counts"]["cards"] == 0


def test_the_csv_export_is_a_zip_that_replaces_the_file_of_before(
    workshop: Type, tmp_path: Path
) -> None:
    code = play(workshop, tmp_path)
    file = tmp_path / "tables.zip"
    file.write_bytes(b"before")
    workshop("export", code, "--format", "csv", "-o", file)
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as whole:
        assert whole.namelist()[0] == "steps.csv"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_import_answers_in_json_with_every_way_in(on_sqlite: Type, tmp_path: Path) -> None:
    code = new(on_sqlite)
    file = tmp_path / "export.json"
    on_sqlite("export", code, "--format", "json", "-o", file)
    made = on_sqlite("import", file, "--json").json
    assert made["code"] != code
    assert made["facilitator_url"].startswith("https://workshop.example.org/f/")


def test_backup_and_restore_bring_a_workshop_back(workshop: Type, tmp_path: Path) -> None:
    code = play(workshop, tmp_path)
    copy = tmp_path / "copy.backup"
    assert workshop("backup", copy).line == str(copy)
    assert str(copy) in workshop("backup", copy).refusal
    workshop("phase", code, "plan")
    later = new(workshop)
    assert workshop("restore", copy).exit_code == 0
    assert workshop("show", code, "--json").json["phase"] == "frame"
    assert workshop("show", later).exit_code == 1


def test_copy_moves_everything_to_an_empty_database(
    workshop: Type, database_url: str, tmp_path: Path
) -> None:
    code = play(workshop, tmp_path)
    shown = workshop("show", code, "--json").json
    target = f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
    assert workshop("copy", "--from", database_url, "--to", target).exit_code == 0
    assert workshop("show", code, "--json", "--database-url", target).json == shown
    assert "elsewhere" in workshop("copy", "--from", database_url, "--to", target).refusal
    assert workshop("copy", "--from", "nonsense", "--to", target).exit_code == 1
