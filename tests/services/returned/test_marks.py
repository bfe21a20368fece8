"""What a workbook remembers of itself: signs that change with the words, and with nothing else."""

from workshop.services.returned.marks import fingerprint, fingerprint_of

LINES = [["T1", "Waiting"], ["T2", "Hidden number"]]


def test_the_order_of_lines_and_blank_ones_change_nothing() -> None:
    blank = [["", ""], ["T2", "Hidden number", ""], ["T1", "Waiting"], []]
    assert fingerprint_of(blank) == fingerprint_of(LINES)


def test_another_word_or_another_place_for_it_changes_the_signs() -> None:
    others = [[["T1", "Queue"], LINES[1]], [["Waiting", "T1"], LINES[1]], LINES[:1]]
    assert len({fingerprint_of(lines) for lines in (LINES, *others)}) == 4
    assert len({fingerprint("topic", f"T{n}", "title", "Waiting") for n in range(9)}) == 9
    assert fingerprint("topic", "T1", "title", " ") == ""
