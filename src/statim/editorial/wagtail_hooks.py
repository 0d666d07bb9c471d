"""What Wagtail's frame asks for: menu, style sheet."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from statim.accounts.models import User
from statim.accounts.queries import actor_of
from statim.editorial.permissions import MANAGE_PEOPLE, READ_AUDIT, may

OURS = "desk-"  # the names of our items in the menu begin so


@hooks.register("insert_global_admin_css")
def style_sheet() -> SafeString:
    """The desk's own look."""
    link = '<link rel="stylesheet" href="{}">'
    return format_html(
        f"{link}{link}<noscript>{link}</noscript>",
        static("editorial/frame.css"),
        static("editorial/desk.css"),
        static("editorial/plain.css"),
    )


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


@hooks.register("register_admin_menu_item")
def questions() -> MenuItem:
    """What readers asked."""
    return MenuItem("Questions", reverse_lazy("office:questions"), name=f"{OURS}questions",
                    icon_name="help", order=400)  # fmt: skip


@hooks.register("register_admin_menu_item")
def calendar() -> MenuItem:
    """What falls due, month by month."""
    return MenuItem("Calendar", reverse_lazy("office:calendar"), name=f"{OURS}calendar",
                    icon_name="calendar", order=500)  # fmt: skip


@hooks.register("register_admin_menu_item")
def plans() -> MenuItem:
    """How often topics are reviewed, and by whom."""
    return MenuItem("Plans", reverse_lazy("office:plans"), name=f"{OURS}plans",
                    icon_name="clipboard-list", order=600)  # fmt: skip


@hooks.register("register_admin_menu_item")
def words() -> MenuItem:
    """Synonyms and abbreviations."""
    return MenuItem("Words", reverse_lazy("office:words"), name=f"{OURS}words",
                    icon_name="openquote", order=700)  # fmt: skip


class ForSome(MenuItem):  # type: ignore[misc]  # Wagtail carries no types
    """An item that only those see whom the table of permissions lets in."""

    def __init__(self, label: str, url: object, *, act: str, **more: object) -> None:
        super().__init__(label, url, **more)
        self.act = act

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it leads anywhere for this person."""
        return isinstance(request.user, User) and may(actor_of(request.user), self.act)


@hooks.register("register_admin_menu_item")
def people() -> MenuItem:
    """The site's accounts."""
    return ForSome("People", reverse_lazy("office:people"), name=f"{OURS}people",
                   icon_name="group", order=800, act=MANAGE_PEOPLE)  # fmt: skip


@hooks.register("register_admin_menu_item")
def audit() -> MenuItem:
    """Who did what, when."""
    return ForSome("Audit log", reverse_lazy("office:audit"), name=f"{OURS}audit",
                   icon_name="history", order=850, act=READ_AUDIT)  # fmt: skip


@hooks.register("register_admin_menu_item")
def settings() -> MenuItem:
    """How the desk is set."""
    return MenuItem("Settings", reverse_lazy("office:settings"), name=f"{OURS}settings",
                    icon_name="cog", order=950)  # fmt: skip


@hooks.register("construct_main_menu")
def only_our_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own items lead to addresses that are closed."""
    items[:] = [item for item in items if item.name.startswith(OURS)]
