"""What stands around a published article and changes after publication, as HTML. Pure.

Each function makes the content of one slot of the article or of the page around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from statim.design.qr import qr_svg
from statim.design.words import day as in_words


def overdue(due: str) -> str:
    """For the dates: the review fell due on this day (ISO) and has not been done."""
    return (
        '<p class="overdue" data-overdue><strong>Review overdue.</strong> It was due on '
        f'<time datetime="{escape(due)}">{escape(in_words(due))}</time>; '
        "check the date of what you rely on.</p>"
    )


def as_of_banner(*, slug: str, day: str, number: int, published: str, current: int | None) -> str:
    """Above a page as it stood on `day`; `current` is the edition online now, if any."""
    said = (
        f"This is the page as it stood on {_time(day)}: edition {number}, "
        f"published {_time(published)}."
    )
    return _notice("as-of", f"<p>{said} {_now(slug, number, current)}</p>", "data-as-of")


def edition_banner(*, slug: str, number: int, published: str, current: int | None) -> str:
    """Above one edition at its permanent address."""
    said = f"This is edition {number}, published {_time(published)}."
    return _notice("as-of", f"<p>{said} {_now(slug, number, current)}</p>", "data-as-of")


def _now(slug: str, number: int, current: int | None) -> str:
    base = f"/topics/{escape(slug)}/"
    history = f'<a href="{base}editions/">All editions</a>'
    if current is None:
        return f"The topic has since been withdrawn. {history}"
    if current == number:
        return f'It is the current edition. <a href="{base}">Current page</a> · {history}'
    return (
        "<strong>It is not the current edition.</strong> "
        f'<a href="{base}">Read edition {current}, the current one</a> · {history}'
    )


def _time(iso: str) -> str:
    return f'<time datetime="{escape(iso)}">{escape(in_words(iso))}</time>'


def _notice(kind: str, content: str, hook: str) -> str:
    return f'<div class="notice {kind}" {hook} role="note">{content}</div>'


def related(pages: Iterable[Mapping[str, str]]) -> str:
    """Related pages, each {slug, title, why}; nothing where there are none."""
    items = "".join(
        f'<li><a href="/topics/{escape(page["slug"])}/">{escape(page["title"])}</a>'
        f"{_why(page.get('why', ''))}</li>"
        for page in pages
    )
    if not items:
        return ""
    return (
        '<section class="related" data-related aria-labelledby="h-related">'
        f'<h2 id="h-related">Related pages</h2><ul role="list">{items}</ul></section>'
    )


def _why(why: str) -> str:
    if not why or why == "chosen by the author":
        return ""
    return f' <span class="why">{escape(why)}</span>'


def notes_invitation(*, may_sign_up: bool) -> str:
    """For a visitor: what an account gives, and the way to one (`may_sign_up`: whether readers
    open theirs themselves)."""
    sign_in = '<a href="/account/sign-in/">sign in</a>'
    way = (
        f'<a href="/account/sign-up/">Create an account</a>, or {sign_in}.'
        if may_sign_up
        else f"Accounts are opened by the publisher; if you have one, {sign_in}."
    )
    return (
        '<div class="notes" data-notes role="note"><p><strong>With an account</strong> you keep '
        "notes of your own on this page and on each statement: a website or a telephone number, "
        "at hand in a consultation, shown whenever you come back, and shared with your practice "
        f"or ward if you like. You also read without a limit. {way}</p></div>"
    )


def meter_left(left: int) -> str:
    """How many more pages may be read before signing in."""
    number = f'<b data-meter-left="{left}">{left}</b>'
    noun = "more page" if left == 1 else "more pages"
    return (
        f'<p class="meter">You can view {number} {noun} before '
        '<a href="/account/sign-in/">signing in</a></p>'
    )


def qr(address: str) -> str:
    """For paper: where a copy is checked, as a QR code. The address stands beside it in words."""
    return f'<div class="qr" aria-hidden="true">{qr_svg(address)}</div>'
