"""The short code by which a copy of an edition is checked: on paper, in a PDF, in a QR code.

It is the beginning of the edition's hash in Crockford's base 32 (no I, L, O, U), eleven
characters for 55 bits, and a check character by Luhn mod 32, so that a mistyped code names no
other edition. Pure.
"""

from __future__ import annotations

from stdnum import luhn

from statim.design.speech import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATA = 11  # characters of five bits
BITS = DATA * 5
HASH_BITS = 256
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})  # as Crockford has it


class NotACode(ValueError):
    """Not a code that any copy bears; the message says why."""


def code_of(digest: str) -> str:
    """The code of an edition by its SHA-256 in hex: "7K2M-Q9XF-4TB8"."""
    number = int(digest, 16) >> (HASH_BITS - BITS)
    data = "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(DATA)))
    whole = data + luhn.calc_check_digit(data, ALPHABET)
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def hashes_of(written: str) -> tuple[str, str]:
    """The first and the last SHA-256 (hex) that a code as somebody typed it can stand for.

    Raises NotACode.
    """
    typed = "".join(written.upper().split()).replace("-", "").translate(_READ_AS)
    if len(typed) != DATA + 1:
        raise NotACode(
            say(
                "A code has %(data)s letters and digits; this has %(typed)s.",
                data=DATA + 1,
                typed=len(typed),
            )
        )
    for character in typed:
        if character not in ALPHABET:
            raise NotACode(say("%(character)s stands in no code.", character=character))
    if not luhn.is_valid(typed, ALPHABET):
        raise NotACode(
            say("A letter or digit of it is mistyped: its check character does not fit.")
        )
    number = 0
    for character in typed[:DATA]:
        number = number << 5 | ALPHABET.index(character)
    spare = HASH_BITS - BITS
    first = number << spare
    return f"{first:064x}", f"{first + (1 << spare) - 1:064x}"
