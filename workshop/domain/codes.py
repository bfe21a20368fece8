"""Room codes, and labels that do not tell the order of arrival."""

import random
import re
from functools import lru_cache

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6
RECOVERY_LENGTH, RECOVERY_GROUP = 20, 5
VOTE_CODE_LENGTH, VOTE_CODE_GROUP = 8, 4
LABEL_BLOCK = 16

# Card, topic, solution, action, question, voting round, cause (R); person, project (J), new item
# (N), pilot (E), measure.
_LABEL = re.compile(r"([CTSAQVRPJNEM])([1-9][0-9]{0,8})")


def new_room_code(chance: random.Random) -> str:
    """A room code of 6 characters out of 31 that no one confuses when reading aloud."""
    return _draw(chance, CODE_LENGTH)


def read_room_code(typed: str) -> str | None:
    """The room code in what a person typed (any case, spaces and dashes), or None."""
    code = "".join(character for character in typed.upper() if character not in " -\u00a0\u202f")
    if len(code) == CODE_LENGTH and all(character in CODE_ALPHABET for character in code):
        return code
    return None


def new_recovery_code(chance: random.Random) -> str:
    """A recovery code to write on paper: 20 characters of 31, in groups of five (99 bits)."""
    return _in_groups(_draw(chance, RECOVERY_LENGTH), RECOVERY_GROUP)


def read_recovery_code(typed: str) -> str:
    """The recovery code in what a person typed: any case, with or without dashes and spaces."""
    return _in_groups(_letters(typed), RECOVERY_GROUP)


def new_vote_code(chance: random.Random) -> str:
    """A one-use code for a slip of paper: 8 characters of 31, in groups of four (39 bits)."""
    return _in_groups(_draw(chance, VOTE_CODE_LENGTH), VOTE_CODE_GROUP)


def read_vote_code(typed: str) -> str:
    """The code of a slip in what a person typed: any case, with or without dashes and spaces."""
    return _in_groups(_letters(typed), VOTE_CODE_GROUP)


def _draw(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(CODE_ALPHABET) for _ in range(length))


def _letters(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter in CODE_ALPHABET)


def _in_groups(letters: str, size: int) -> str:
    return "-".join(letters[start : start + size] for start in range(0, len(letters), size))


def card_number(seed: int, arrival: int) -> int:
    """The number in the label of the card that came as ``arrival``-th (from 0).

    Numbers are dealt from blocks of 16 shuffled with the workshop's own ``seed``, so that a
    label never tells who sent just before whom (METHOD.md, "Privacy").
    """
    block, place = divmod(arrival, LABEL_BLOCK)
    return _shuffled_block(seed, block)[place]


@lru_cache(maxsize=256)
def _shuffled_block(seed: int, block: int) -> tuple[int, ...]:
    numbers = list(range(block * LABEL_BLOCK + 1, (block + 1) * LABEL_BLOCK + 1))
    random.Random(f"{seed}:{block}").shuffle(numbers)
    return tuple(numbers)


def read_label(typed: str, letter: str) -> int | None:
    """The number in a label such as ``C12`` (letter ``C``), or None when it is no such label."""
    match = _LABEL.fullmatch(typed.strip().upper())
    return int(match[2]) if match and match[1] == letter else None


def label_of(letter: str, number: int | None) -> str | None:
    """The label such as ``C12`` of a number, None where there is none."""
    return None if number is None else f"{letter}{number}"
