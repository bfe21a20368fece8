"""The files of a full workshop are made soon: a short run of the benchmark that measures it."""

import pytest

from benchmarks import exports
from workshop.exports import downloads


def test_every_file_of_a_workshop_is_made_within_five_seconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A fifth of the cards of which it is promised, for a computer that does much else."""
    assert exports.main(["--cards", "100", "--times", "1"]) == 0
    told = capsys.readouterr().out
    assert "NOT MET" not in told
    assert all(f"\n{name} " in told for name in downloads())
