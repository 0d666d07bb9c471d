"""Reading the environment: every setting of Statim starts with STATIM_ and is read here."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from statim.publisher.colours import colour, faults


def text(name: str, default: str = "") -> str:
    """A setting as written, or its default where absent or empty."""
    return os.environ.get(f"STATIM_{name}", "").strip() or default


def secret_word(name: str) -> str:
    """A word that opens something: 16 characters or more, or none."""
    value = text(name)
    if value and len(value) < 16:
        raise ImproperlyConfigured(f"STATIM_{name} is shorter than 16 characters; make it longer.")
    return value


def number(name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"STATIM_{name} is {value!r}; it must be a whole number.")
    return int(value)


def number_or_unlimited(name: str, default: int) -> int | None:
    """A whole number, or None for the word "unlimited"."""
    return None if text(name).casefold() == "unlimited" else number(name, default)


def decimal(name: str, default: str) -> Decimal:
    """A number above zero, with a point."""
    value = text(name, default)
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal(0)
    if not (number.is_finite() and number > 0):
        raise ImproperlyConfigured(f"STATIM_{name} is {value!r}; it must be a number above 0.")
    return number


def flag(name: str, default: bool) -> bool:
    """yes or no."""
    value = text(name, "yes" if default else "no").casefold()
    if value not in {"yes", "no", "true", "false", "1", "0", "on", "off"}:
        raise ImproperlyConfigured(f"STATIM_{name} is {value!r}; it must be yes or no.")
    return value in {"yes", "true", "1", "on"}


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of the choices; the first is the default."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(
            f"STATIM_{name} is {value!r}; it must be one of {', '.join(choices)}."
        )
    return value


def words(name: str, default: str) -> list[str]:
    """A list, written with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def words_among(name: str, known: tuple[str, ...]) -> list[str]:
    """A list, written with commas, of words that are all known."""
    given = words(name, "")
    if strange := [word for word in given if word not in known]:
        raise ImproperlyConfigured(
            f"STATIM_{name} names {', '.join(strange)}; it may name {', '.join(known)}."
        )
    return given


def months(name: str, classes: tuple[str, ...], default: str) -> dict[str, int]:
    """Whole months for each class, in order, written with commas."""
    given = words(name, default)
    if len(given) != len(classes) or not all(n.isdecimal() and int(n) > 0 for n in given):
        raise ImproperlyConfigured(
            f"STATIM_{name} is {','.join(given)!r}; it must be {len(classes)} whole numbers of "
            f"months with commas between them: {', '.join(classes)}."
        )
    return dict(zip(classes, map(int, given), strict=True))


def data_folder() -> Path:
    """The one folder that holds all state; made where it is missing."""
    folder = Path(text("DATA", "data")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_server(url: str) -> dict[str, Any]:
    """Django's settings for a mail server: `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`,
    then user:password@host:port. Without one, mail goes into the outbox folder."""
    if not url:
        return {"EMAIL_BACKEND": "statim.accounts.outbox.Outbox"}
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "STATIM_MAIL_URL must begin with smtp://, smtp+tls:// or smtps:// and name a host."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def secret_key(folder: Path) -> str:
    """The site's secret: from STATIM_SECRET_KEY, else generated once into the data folder."""
    if given := text("SECRET_KEY"):
        return given
    path = folder / "secret-key"
    if not path.exists():
        # whole before it has its name: another process of the same start may be reading
        made = folder / f".secret-key-{secrets.token_hex(8)}"
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_text().strip()


def given(*fields: str) -> dict[str, str]:
    """Those of the fields that the environment sets, with their settings' whole names."""
    return {name: f"STATIM_{name.upper()}" for name in fields if text(name.upper())}


def readable_colour(name: str, *, dark: bool) -> str:
    """A colour as "#rrggbb" that can be read wherever it is used; "" where none is set."""
    said = text(name)
    try:
        wrong = faults(colour(said), dark=dark) if said else []
    except ValueError as error:
        raise ImproperlyConfigured(f"STATIM_{name}: {error}") from error
    if wrong:
        raise ImproperlyConfigured(f"STATIM_{name} is {said!r}. {'; '.join(wrong)}.")
    return said.lower()
