"""The curves of the moods: broken where nobody spoke, dotted where the team speaks for clients."""

import json
from typing import Any

from workshop.ui.curves import StepPoint, in_lines, mood_chart

SCALE = ("very hard", "rather hard", "in between", "rather pleasant", "very pleasant")


def chart(*points: StepPoint, dark: bool = False) -> dict[str, Any]:
    return mood_chart(tuple(points), SCALE, "Moods", dark=dark)


def rows(spec: dict[str, Any], kind: str) -> list[list[dict[str, Any]]]:
    """The rows of each layer of this kind of mark."""
    return [
        spec["datasets"][layer["data"]["name"]]
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind
    ]


def point(
    title: str, client: float | None, employee: float | None, *, by_team: bool = False
) -> StepPoint:
    return StepPoint(title, client, employee, (str(client), str(employee)), by_team)


def test_a_curve_is_broken_where_nobody_spoke() -> None:
    spec = chart(point("1", 1, 0), point("2", None, 0), point("3", 1, 0), point("4", 2, 0))
    solid, *_ = rows(spec, "line")
    assert [row["step"] for row in solid] == ["3", "4"]
    (band,) = rows(spec, "area")
    assert [row["step"] for row in band] == ["3", "4"]
    (rules,) = rows(spec, "rule")
    assert [row["step"] for row in rules] == ["1", "3", "4"]


def test_the_clients_curve_is_dotted_where_only_the_team_tells_it() -> None:
    spec = chart(
        point("1", 1, 0), point("2", 1, 0), point("3", 1, 0, by_team=True), point("4", 1, 0)
    )
    solid, dotted, team, team_dotted = rows(spec, "line")
    assert [row["step"] for row in solid] == ["1", "2"]
    assert [row["step"] for row in dotted] == ["2", "3", "3", "4"]
    assert len(team) == 6
    assert team_dotted == []  # the team speaks of itself


def test_the_higher_mean_is_written_above_and_the_lower_below() -> None:
    spec = chart(point("1", 2, -1), point("2", -1, 2), point("3", 1, 1))
    client_above, client_below, team_above, team_below = rows(spec, "text")
    assert [row["step"] for row in client_above] == ["1", "3"]
    assert [row["step"] for row in client_below] == ["2"]
    assert [row["step"] for row in team_above] == ["2"]
    assert [row["step"] for row in team_below] == ["1", "3"]


def test_a_typed_title_is_a_value_and_never_part_of_an_expression() -> None:
    title = "'+alert(1)+'"
    spec = chart(point(title, 1, 1), dark=True)
    expressions = json.dumps([layer["encoding"] for layer in spec["layer"]])
    assert f'labelExpr": "{title}' not in expressions
    assert "split(datum.value" in expressions


def test_a_long_title_is_cut_into_three_lines_at_most() -> None:
    assert in_lines("1 · Joindre") == "1 · Joindre"
    assert in_lines("7 · Déménager, rester ou partir") == "7 · Déménager,\nrester ou partir"
    long = in_lines("8 · " + " ".join(["interminablement"] * 6))
    assert long.count("\n") == 2
    assert long.endswith("…")
