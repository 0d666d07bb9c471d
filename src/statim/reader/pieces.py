"""What stands around a published article and changes after publication, as HTML. Pure.

Each function makes the content of one slot of the article or of the page around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from statim.design.qr import qr_svg
from statim.design.speech import content_mark, say, say_count
from statim.design.words import day as in_words


def overdue(due: str) -> str:
    """For the dates: the review fell due on this day (ISO) and has not been done."""
    said = say(
        "<strong>Review overdue.</strong> It was due on %(day)s; "
        "check the date of what you rely on.",
        day=_time(due),
    )
    return f'<p class="overdue" data-overdue>{said}</p>'


def as_of_banner(*, slug: str, day: str, number: int, published: str, current: int | None) -> str:
    """Above a page as it stood on `day`; `current` is the edition online now, if any."""
    said = say(
        "This is the page as it stood on %(day)s: edition %(number)s, published %(published)s.",
        day=_time(day), number=number, published=_time(published),
    )  # fmt: skip
    return _notice("as-of", f"<p>{said} {_now(slug, number, current)}</p>", "data-as-of")


def edition_banner(*, slug: str, number: int, published: str, current: int | None) -> str:
    """Above one edition at its permanent address."""
    said = say(
        "This is edition %(number)s, published %(published)s.",
        number=number, published=_time(published),
    )  # fmt: skip
    return _notice("as-of", f"<p>{said} {_now(slug, number, current)}</p>", "data-as-of")


def _now(slug: str, number: int, current: int | None) -> str:
    base = f"/topics/{escape(slug)}/"
    history = f'<a href="{base}editions/">{say("All editions")}</a>'
    if current is None:
        return f"{say('The topic has since been withdrawn.')} {history}"
    if current == number:
        here = f'<a href="{base}">{say("Current page")}</a>'
        return f"{say('It is the current edition.')} {here} · {history}"
    way = say("Read edition %(number)s, the current one", number=current)
    return (
        f"<strong>{say('It is not the current edition.')}</strong> "
        f'<a href="{base}">{way}</a> · {history}'
    )


def _time(iso: str) -> str:
    return f'<time datetime="{escape(iso)}">{escape(in_words(iso))}</time>'


def _notice(kind: str, content: str, hook: str) -> str:
    return f'<div class="notice {kind}" {hook} role="note">{content}</div>'


def related(pages: Iterable[Mapping[str, str]]) -> str:
    """Related pages, each {slug, title, why}; nothing where there are none."""
    items = "".join(
        f'<li><a href="/topics/{escape(page["slug"])}/"{content_mark()}>'
        f"{escape(page['title'])}</a>"
        f"{_why(page.get('why', ''))}</li>"
        for page in pages
    )
    if not items:
        return ""
    return (
        '<section class="related" data-related aria-labelledby="h-related">'
        f'<h2 id="h-related">{say("Related pages")}</h2><ul role="list">{items}</ul></section>'
    )


def _why(why: str) -> str:
    if not why or why == "chosen by the author":
        return ""
    return f' <span class="why">{escape(say(why))}</span>'


def notes_invitation(*, may_sign_up: bool) -> str:
    """For a visitor: what an account gives, and the way to one (`may_sign_up`: whether readers
    open theirs themselves)."""
    way = (
        say(
            '<a href="/account/sign-up/">Create an account</a>, '
            'or <a href="/account/sign-in/">sign in</a>.'
        )
        if may_sign_up
        else say(
            "Accounts are opened by the publisher; if you have one, "
            '<a href="/account/sign-in/">sign in</a>.'
        )
    )
    said = say(
        "<strong>With an account</strong> you keep notes of your own on this page and on each "
        "statement: a website or a telephone number, at hand in a consultation, shown whenever "
        "you come back, and shared with your practice or ward if you like. You also read without "
        "a limit."
    )
    return f'<div class="notes" data-notes role="note"><p>{said} {way}</p></div>'


def meter_left(left: int) -> str:
    """How many more pages may be read before signing in."""
    said = say_count(
        'You can view %(left)s more page before <a href="/account/sign-in/">signing in</a>',
        'You can view %(left)s more pages before <a href="/account/sign-in/">signing in</a>',
        left,
        left=f'<b data-meter-left="{left}">{left}</b>',
    )
    return f'<p class="meter">{said}</p>'


def qr(address: str) -> str:
    """For paper: where a copy is checked, as a QR code. The address stands beside it in words."""
    return f'<div class="qr" aria-hidden="true">{qr_svg(address)}</div>'
