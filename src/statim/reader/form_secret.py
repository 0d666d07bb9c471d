"""The secret that proves that a form came from this site, masked for one answer.

The same token as Django's `get_token`, whose 33 calls for randomness were a tenth of what a
signed-in reader's page costs: one call here. Django checks it; a test holds the two together.
"""

from __future__ import annotations

import os
from itertools import cycle, islice

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_LETTERS = CSRF_ALLOWED_CHARS
_PLACE = {letter: n for n, letter in enumerate(_LETTERS)}
_AROUND = "".join(islice(cycle(_LETTERS), 256 + len(_LETTERS)))  # letters by any sum of places
_USABLE = 256 - 256 % len(_LETTERS)  # bytes from here on would make some letters likelier


def token_for(request: HttpRequest) -> str:
    """A token for the forms of this answer: a random mask, and the secret under it."""
    secret = request.META.get("CSRF_COOKIE", "")
    if len(secret) != CSRF_SECRET_LENGTH:
        return get_token(request)  # makes the secret, and its cookie
    places = _random_places()
    mask = "".join([_LETTERS[n] for n in places])
    hidden = "".join([_AROUND[_PLACE[c] + n] for c, n in zip(secret, places, strict=True)])
    return mask + hidden


def _random_places() -> list[int]:
    size = len(_LETTERS)
    places: list[int] = []
    while len(places) < CSRF_SECRET_LENGTH:
        places += [byte % size for byte in os.urandom(48) if byte < _USABLE]
    return places[:CSRF_SECRET_LENGTH]
