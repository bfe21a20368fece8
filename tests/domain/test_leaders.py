"""Which level of management has not committed itself."""

from workshop.domain.leaders import Level, silent_levels


def test_without_a_commitment_every_level_is_silent_from_the_top_down() -> None:
    assert silent_levels([]) == (Level.GENERAL, Level.DIRECTOR, Level.MANAGER, Level.TEAM)


def test_one_commitment_is_enough_for_a_level() -> None:
    assert silent_levels([Level.MANAGER, Level.GENERAL, Level.MANAGER]) == (
        Level.DIRECTOR,
        Level.TEAM,
    )
