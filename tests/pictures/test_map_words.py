"""What the map says in words: the same as the picture, with voices and reasons."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.pictures.maps import a_map, a_step, cycles, mirror
from workshop.domain.figures import (
    Balance,
    Dissonance,
    GoodwillAlarm,
    StepVolume,
    volume_of,
)
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Kind, Known, Push, Side, VolumePeriod, VolumeUnit
from workshop.i18n import words
from workshop.pictures.map_words import (
    NOTHING,
    UNKNOWN,
    amount,
    cards_said,
    channel_said,
    map_rows,
    map_sentences,
    reasons,
    tool_said,
    volume_said,
)
from workshop.services.views.map import MapCards, MapKpi, MapMood, MapTool

FR = words("fr", "les assurés", "nous")
EN = words("en", "customers", "us")


# --- figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (0.4, "0,4"),
        (940, "940"),
        (9_400, "9,4\u00a0k"),
        (12_499, "12\u00a0k"),
        (1_240_000, "1,2\u00a0M"),
    ],
)
def test_a_volume_is_said_in_few_letters(value: float, said: str) -> None:
    assert amount(FR, value) == said


def test_an_unknown_volume_is_unknown_and_a_partly_known_one_at_least() -> None:
    assert volume_said(FR, StepVolume()) == UNKNOWN
    assert volume_said(FR, StepVolume(Fraction(900))) == "900"
    assert volume_said(FR, StepVolume(Fraction(900), at_least=True)) == "≥\u202f900"


def test_a_channel_says_its_volume_its_period_and_another_unit() -> None:
    assert channel_said(FR, Channel("Mail")) == "Mail ?"
    assert channel_said(FR, Channel("Mail", 40, period=VolumePeriod.WEEK)) == "Mail 40 / semaine"
    assert channel_said(EN, Channel("Post", 40, VolumeUnit.FILES)) == "Post 40 cases / month"


def test_a_tool_says_its_ease_once_it_is_known() -> None:
    assert tool_said(FR, MapTool("Agenda")) == "Agenda"
    assert tool_said(FR, MapTool("Agenda", 2.44, 9)) == "Agenda 2,4/5"


def test_cards_are_counted_with_their_signs() -> None:
    cards = MapCards(((Side.CLIENT, Kind.IRRITANT, 12), (Side.CLIENT, Kind.ENCHANTMENT, 4)))
    assert cards_said(FR, cards, Side.CLIENT) == "−12 +4"
    assert cards_said(FR, cards, Side.EMPLOYEE) == NOTHING


# --- three sentences --------------------------------------------------------------------------


def test_three_sentences_say_what_the_picture_shows() -> None:
    held, lanes, outstanding = map_sentences(mirror(8), FR)
    assert "8 étapes" in held
    assert "2 moments de vérité" in held
    assert "7 cartes de données, à part" in held
    assert "« Être rappelé »".replace(" Ê", "\u202fÊ").replace("é »", "é\u202f»") in lanes
    assert "les assurés +1,4" in lanes
    assert "33 voix" in lanes
    assert "Équilibre 0,73 sur 8 étapes" in lanes
    assert "les assurés −0,5, nous −0,6" in lanes
    for told in ("compense", "Appels par jour", "Téléphone"):
        assert told in outstanding


def test_two_life_cycles_say_their_links() -> None:
    held, lanes, _ = map_sentences(cycles(7, 6), FR)
    assert "7 liens" in held
    assert "Attendre au téléphone – Tenir le site" in lanes
    assert "sur 7 liens" in lanes


def test_what_is_not_known_or_not_shown_is_said() -> None:
    silent = replace(
        a_step(3), client=MapMood(), gap=None, kpis=(), channels=(), goodwill=GoodwillAlarm.NONE
    )
    view = a_map([silent], balance=Balance())
    _, lanes, outstanding = map_sentences(view, FR)
    assert lanes == FR("ui.map.no_gap_known", floor="5")
    assert outstanding == FR("ui.map.nothing_stands_out")
    hidden = map_sentences(replace(view, answers_shown=False), FR)
    assert hidden[1] == FR("ui.map.hidden")
    assert "carte" not in hidden[0].removeprefix("La carte")


# --- why --------------------------------------------------------------------------------------


def test_the_goodwill_alarm_says_its_figures_its_voices_and_the_volume() -> None:
    calm = replace(a_step(7), kpis=(), channels=(), volume=StepVolume())
    step = replace(calm, volume=StepVolume(Fraction(9_000)), median=Fraction(2_000))
    [why] = reasons(a_map([step]), step, FR)
    assert "Les assurés +1,4 (19 voix), nous −1,4 (14 voix)" in why
    assert "9\u00a0k contacts par mois, plus que la médiane (2\u00a0k)" in why
    low = replace(step, goodwill=GoodwillAlarm.TO_CHECK, volume=StepVolume(Fraction(900)))
    assert "pas plus que la médiane" in next(iter(reasons(a_map([low]), low, FR)))
    unknown = replace(calm, goodwill=GoodwillAlarm.TO_CHECK)
    assert "volume inconnu" in next(iter(reasons(a_map([unknown]), unknown, FR)))


def test_on_a_link_the_alarm_names_the_mood_of_the_team_s_own_step() -> None:
    view = cycles(2, 2)
    happy = replace(
        view.steps[0],
        client=MapMood(1.5, 8),
        goodwill=GoodwillAlarm.TO_CHECK,
        kpis=(),
        channels=(),
    )
    tired = replace(view.steps[3], employee=MapMood(-1.5, 9))
    whole = replace(view, steps=(happy, view.steps[1], view.steps[2], tired))
    [why] = reasons(whole, happy, EN)
    assert "us −1.5 (9 voices)" in why


@pytest.mark.parametrize(
    ("pushes", "why", "said"),
    [
        ((Push.UP, Push.DOWN), (Dissonance.OPPOSITE, Dissonance.EMPLOYEE_DOWN), ["opposite"]),
        (
            (Push.DOWN, Push.DOWN),
            (Dissonance.CLIENT_DOWN, Dissonance.EMPLOYEE_DOWN),
            ["client_down", "employee_down"],
        ),
    ],
)
def test_a_kpi_at_odds_says_why_once(
    pushes: tuple[Push, Push], why: tuple[Dissonance, ...], said: list[str]
) -> None:
    kpi = MapKpi(Kpi("Durée", "", *pushes), why)
    step = replace(a_step(4), kpis=(kpi,), channels=())
    expected = [FR(f"ui.map.dissonance.{reason}", kpi="Durée") for reason in said]
    assert list(reasons(a_map([step]), step, FR)) == expected
    assert len(list(reasons(a_map([step]), step, FR, short=True))) == 1


def test_a_channel_that_nobody_finds_says_what_it_may_mean() -> None:
    hidden = (Channel("Téléphone", 900, findable=Known.NO),)
    step = replace(a_step(4), channels=hidden, volume=volume_of(hidden))
    [why] = reasons(a_map([step]), step, FR)
    assert why == FR("ui.map.hidden_channel.why", channel="Téléphone", step=step.title)


# --- the table --------------------------------------------------------------------------------


def test_human_moments_are_counted_and_marked_in_the_table() -> None:
    steps = [a_step(0), replace(a_step(1), human_moment=True)]
    assert FR.count("ui.map.humans", 1) in map_sentences(a_map(steps), FR)[0]
    assert FR.count("ui.map.humans", 1) not in map_sentences(a_map(steps[:1]), FR)[0]
    rows = map_rows(a_map(steps), FR)
    assert [row[FR("ui.map.column.step")].endswith("♥") for row in rows] == [False, True]


def test_the_table_has_every_figure_of_the_picture() -> None:
    rows = map_rows(mirror(3), FR)
    first, second, third = rows
    assert first[FR("ui.map.column.step")] == "1 · Chercher comment nous joindre"
    assert second[FR("ui.map.column.step")].endswith("★")
    assert second[FR("ui.map.column.team")] == "Prendre l’appel"
    assert "introuvable" in first[FR("ui.map.column.channels")]
    assert first[FR("ui.map.column.volume")] == "≥\u202f9,4\u00a0k contacts"
    assert "à contre-sens" in second[FR("ui.map.column.kpis")]
    assert second[FR("ui.map.column.tools")] == "Agenda 2,4/5 (14 voix) · GED"
    assert second["Les assurés"] == "−1,6 · 13 voix · avant −0,5"
    assert second[FR("ui.map.column.gap")] == "−0,9"
    assert "offert +0,2, attendu +1,5 (9 voix)" in second[FR("ui.map.column.levels")]
    assert second[FR("ui.map.column.cards")] == "Les assurés −12 +1 · Nous −4"
    assert third[FR("ui.map.column.data")] == "Les assurés −7"
    assert first[FR("ui.map.column.backed")] == FR("ui.map.backed.partly")
    assert "Appels par jour" in second[FR("ui.map.column.look")]
    assert len({tuple(row) for row in rows}) == 1


def test_the_table_of_two_life_cycles_says_whose_a_step_is_and_what_it_meets() -> None:
    rows = map_rows(cycles(3, 3), FR)
    assert [row[FR("ui.map.column.lane")] for row in rows] == ["Les assurés"] * 3 + ["Nous"] * 3
    assert rows[0][FR("ui.map.column.links")] == "Prendre l’appel (−0,5)"
    assert "Attendre au téléphone" in rows[3][FR("ui.map.column.links")]


def test_the_table_says_what_is_unknown_and_never_zero() -> None:
    several = (Channel("Mail", 10), Channel("Post", 3, VolumeUnit.FILES))
    steps = [
        replace(a_step(0), channels=(), volume=StepVolume()),
        replace(a_step(1), channels=(Channel("Mail"),), volume=StepVolume()),
        replace(a_step(2), channels=several, volume=volume_of(several)),
        replace(a_step(3), client=MapMood(voices=3), gap=None),
    ]
    rows = map_rows(a_map(steps), FR)
    column = FR("ui.map.column.volume")
    assert [row[column] for row in rows[:3]] == [
        NOTHING,
        FR("ui.map.volume_unknown"),
        "10 contacts · 3 dossiers",
    ]
    assert rows[3]["Les assurés"] == "3 voix"
    assert rows[3][FR("ui.map.column.gap")] == NOTHING
