"""What Wagtail's frame asks for: menu, style sheets."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem, admin_menu
from wagtail.admin.search import admin_search_areas

from statim.accounts.models import User
from statim.accounts.queries import actor_of
from statim.editorial.permissions import (
    MANAGE_ADVERTISING,
    MANAGE_PEOPLE,
    READ_AUDIT,
    READ_DESK,
    may,
)


class Item(NamedTuple):
    """A line of the menu; `act` says by the table of permissions who sees it."""

    label: str
    address: str
    icon: str
    act: str = READ_DESK


MENU = (
    Item("Work", "wagtailadmin_home", "home"),
    Item("Topics", "desk:topics", "doc-full-inverse"),
    Item("Library", "library", "list-ul"),
    Item("Questions", "office:questions", "help"),
    Item("Calendar", "office:calendar", "calendar"),
    Item("Plans", "office:plans", "clipboard-list"),
    Item("Words", "office:words", "openquote"),
    Item("Use", "office:use", "view"),
    Item("People", "office:people", "group", MANAGE_PEOPLE),
    Item("Advertising", "booking:bookings", "pick", MANAGE_ADVERTISING),
    Item("Audit log", "office:audit", "history", READ_AUDIT),
    Item("Your interests", "desk:interests", "clipboard-list"),
    Item("Settings", "office:settings", "cog"),
)


# Wagtail's own menu and searches lead to addresses that are closed. Where it finds none, it does
# not ask the database for each page of the desk, four times, who may see them.
admin_menu.registered_menu_items = []
admin_search_areas.registered_search_areas = []


@hooks.register("insert_global_admin_css")
def style_sheets() -> SafeString:
    """The desk's own look."""
    link = '<link rel="stylesheet" href="{}">'
    return format_html(
        f"{link}{link}{link}{link}<noscript>{link}</noscript>",
        static("design/tokens.css"),
        static("editorial/frame.css"),
        static("editorial/desk.css"),
        static("design/plots.css"),
        static("editorial/plain.css"),
    )


@hooks.register("construct_main_menu")
def menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Our items in place of Wagtail's, which lead to addresses that are closed."""
    who = actor_of(request.user) if isinstance(request.user, User) else None
    items[:] = [
        MenuItem(item.label, reverse(item.address), icon_name=item.icon, order=place)
        for place, item in enumerate(MENU)
        if who and may(who, item.act) and _offered(item)
    ]


def _offered(item: Item) -> bool:
    return item.act != MANAGE_ADVERTISING or settings.STATIM_ADVERTISING
