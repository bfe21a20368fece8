"""Room codes, and labels that do not tell the order of arrival."""

import random
import re

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6
RECOVERY_LENGTH, RECOVERY_GROUP = 20, 5
LABEL_BLOCK = 16

_LABEL = re.compile(r"([CTSAQV])([1-9][0-9]{0,8})")


def new_room_code(chance: random.Random) -> str:
    """A room code of 6 characters out of 31 that no one confuses when reading aloud."""
    return "".join(chance.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_room_code(typed: str) -> str | None:
    """The room code in what a person typed (any case, spaces and dashes), or None."""
    code = "".join(character for character in typed.upper() if character not in " -\u00a0\u202f")
    if len(code) == CODE_LENGTH and all(character in CODE_ALPHABET for character in code):
        return code
    return None


def new_recovery_code(chance: random.Random) -> str:
    """A recovery code to write on paper: 20 characters of 31, in groups of five (99 bits)."""
    return _in_groups("".join(chance.choice(CODE_ALPHABET) for _ in range(RECOVERY_LENGTH)))


def read_recovery_code(typed: str) -> str:
    """The recovery code in what a person typed: any case, with or without dashes and spaces."""
    return _in_groups("".join(letter for letter in typed.upper() if letter in CODE_ALPHABET))


def _in_groups(letters: str) -> str:
    return "-".join(
        letters[start : start + RECOVERY_GROUP] for start in range(0, len(letters), RECOVERY_GROUP)
    )


def card_number(seed: int, arrival: int) -> int:
    """The number in the label of the card that came as ``arrival``-th (from 0).

    Numbers are dealt from blocks of 16 shuffled with the workshop's own ``seed``, so that a
    label never tells who sent just before whom (METHOD.md, "Privacy").
    """
    block, place = divmod(arrival, LABEL_BLOCK)
    numbers = list(range(block * LABEL_BLOCK + 1, (block + 1) * LABEL_BLOCK + 1))
    random.Random(f"{seed}:{block}").shuffle(numbers)
    return numbers[place]


def read_label(typed: str, letter: str) -> int | None:
    """The number in a label such as ``C12`` (letter ``C``), or None when it is no such label."""
    match = _LABEL.fullmatch(typed.strip().upper())
    return int(match[2]) if match and match[1] == letter else None
