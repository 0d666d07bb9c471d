"""What Wagtail's frame asks for: menu, style sheet."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

OURS = "desk-"  # the names of our items in the menu begin so


@hooks.register("insert_global_admin_css")
def style_sheet() -> SafeString:
    """The desk's own look."""
    link = '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">'
    return format_html(link, static("editorial/frame.css"), static("editorial/desk.css"))


@hooks.register("register_admin_menu_item")
def first_page() -> MenuItem:
    """The way back to what there is to do."""
    return MenuItem("Work", reverse_lazy("wagtailadmin_home"), name=f"{OURS}home",
                    icon_name="home", order=100)  # fmt: skip


@hooks.register("register_admin_menu_item")
def topics() -> MenuItem:
    """Everything that is written here."""
    return MenuItem("Topics", reverse_lazy("desk:topics"), name=f"{OURS}topics",
                    icon_name="doc-full-inverse", order=200)  # fmt: skip


@hooks.register("register_admin_menu_item")
def interests() -> MenuItem:
    """What one declared, and may have to declare anew."""
    return MenuItem("Your interests", reverse_lazy("desk:interests"), name=f"{OURS}interests",
                    icon_name="clipboard-list", order=900)  # fmt: skip


@hooks.register("register_admin_menu_item")
def library() -> MenuItem:
    """The works that statements rest on."""
    return MenuItem("Library", reverse_lazy("library"), name=f"{OURS}library",
                    icon_name="list-ul", order=300)  # fmt: skip


@hooks.register("construct_main_menu")
def only_our_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own items lead to addresses that are closed."""
    items[:] = [item for item in items if item.name.startswith(OURS)]
