"""What a browser says it is, in words for a list of sessions; only these words are kept. Pure."""

from __future__ import annotations

from statim.design.speech import later, say

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"), ("Chromium/", "Chromium"), ("CriOS", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


UNKNOWN = later("A browser")


def device(user_agent: str) -> str:
    """Such as "Firefox on Windows", or as much of it as the browser said."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), UNKNOWN)
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def told(device: str) -> str:
    """The kept words in the reader's language."""
    browser, on, system = (device or UNKNOWN).partition(" on ")
    browser = say(UNKNOWN) if browser == UNKNOWN else browser
    return say("%(browser)s on %(system)s", browser=browser, system=system) if on else browser
