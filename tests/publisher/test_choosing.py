"""What the desk chooses for the site: looked at first, logged, never over another's."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from statim.accounts.actions import add_person
from statim.accounts.models import User
from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from statim.publisher import chosen, logo
from statim.publisher.actions import choose
from statim.publisher.errors import ChangedMeanwhile, Refused, SetByOperator
from statim.publisher.house import page_type
from statim.publisher.languages import languages
from statim.publisher.models import Choice, Logo
from statim.publisher.queries import house, learn, stamp
from tests.world import World

TOPIC = "/topics/mode-of-action/"
Capture = Callable[..., Any]


@pytest.fixture(autouse=True)
def nothing_chosen() -> Iterator[None]:
    """Before and after: this process knows of no choice."""

    def forget() -> None:
        chosen.board.values, chosen.board.mark = {}, 0
        house.cache_clear()
        stamp.cache_clear()

    forget()
    yield
    forget()


@pytest.fixture
def desk(world: World) -> dict[str, Client]:
    """A browser of an administrator, an editor and a reviewer."""
    found = {}
    for role in ("admin", "editor", "reviewer"):
        user = User.objects.filter(role=role).first()
        if user is None:
            user, _ = add_person(email=f"{role}@desk.example", role=role, by=OPERATOR)
        found[role] = Client()
        found[role].force_login(user)
    return found


def hold(
    client: Client, capture: Capture, matter: str, version: int = 0, **typed: Any
) -> tuple[Any, Any]:
    """(the preview's answer, the answer to making it hold)."""
    address = f"/desk/settings/{matter}/"
    preview = client.post(address, {**typed, "version": version})
    assert preview.status_code == 200, preview.content.decode()
    typed.pop("file", None)
    with capture(execute=True):
        held = client.post(address, {
            **typed, "version": version, "seen": preview.context["seen"],
            "picture": preview.context["picture"],
        })  # fmt: skip
    return preview, held


def test_a_name_is_looked_at_then_holds_on_every_page_and_is_logged(
    desk: dict[str, Client], django_capture_on_commit_callbacks: Capture
) -> None:
    before = Client().get(TOPIC)
    preview, held = hold(desk["admin"], django_capture_on_commit_callbacks, "identity",
                         site_name="Ward Guide", publisher="The Trust <&>")  # fmt: skip
    assert "Published by The Trust &lt;&amp;&gt;" in preview.content.decode()
    assert held.status_code == 302
    after = Client().get(TOPIC, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200, "a page kept by a browser must not say the old name"
    assert "Published by The Trust &lt;&amp;&gt;." in after.content.decode()
    assert "Ward Guide" in Client().get("/").content.decode()
    row = Entry.objects.filter(act="choose site setting").get()
    assert row.detail == {
        "before": {}, "after": {"publisher": "The Trust <&>", "site_name": "Ward Guide"},
    }  # fmt: skip


def test_looking_changes_nothing(desk: dict[str, Client]) -> None:
    desk["admin"].post("/desk/settings/identity/", {"site_name": "Other", "version": 0})
    desk["admin"].post("/desk/settings/identity/", {"site_name": "Other", "seen": "x" * 24})
    assert not Choice.objects.exists()
    assert not Entry.objects.filter(act="choose site setting").exists()


def test_what_changed_meanwhile_is_not_overwritten(
    desk: dict[str, Client], django_capture_on_commit_callbacks: Capture
) -> None:
    hold(desk["admin"], django_capture_on_commit_callbacks, "identity", site_name="First")
    _, late = hold(desk["admin"], django_capture_on_commit_callbacks, "identity", site_name="Late")
    assert late.status_code == 409
    assert "Nothing was overwritten" in late.content.decode()
    assert house().site_name == "First"
    with pytest.raises(ChangedMeanwhile):
        choose("identity", {"site_name": "Late"}, version=7, by=OPERATOR)


def test_the_environment_wins_and_the_form_says_so(
    desk: dict[str, Client], settings: Any, django_capture_on_commit_callbacks: Capture
) -> None:
    hold(desk["admin"], django_capture_on_commit_callbacks, "identity", site_name="Desk")
    settings.STATIM_FIXED = {"site_name": "STATIM_SITE_NAME"}
    house.cache_clear()
    assert house().site_name == settings.STATIM_HOUSE["site_name"]
    said = desk["admin"].get("/desk/settings/identity/").content.decode()
    assert "Set by the operator: <code>STATIM_SITE_NAME</code>" in said
    with pytest.raises(SetByOperator):
        choose("identity", {"site_name": "Again"}, version=1, by=OPERATOR)


def test_each_matter_is_for_whom_the_table_names(desk: dict[str, Client]) -> None:
    for matter in ("identity", "audience", "colours", "logo", "languages"):
        seen = {role: desk[role].get(f"/desk/settings/{matter}/").status_code for role in desk}
        assert seen == {"admin": 200, "editor": 403, "reviewer": 403}, matter
    for matter in ("disclaimers", "specialties"):
        seen = {role: desk[role].get(f"/desk/settings/{matter}/").status_code for role in desk}
        assert seen == {"admin": 200, "editor": 200, "reviewer": 403}, matter


def test_a_disclaimer_stands_on_its_type_of_page_and_no_other(
    desk: dict[str, Client], django_capture_on_commit_callbacks: Capture
) -> None:
    hold(desk["editor"], django_capture_on_commit_callbacks, "disclaimers",
         disclaimer_topic="Of topics.", disclaimer_search="Of search.",
         disclaimer="Of all.")  # fmt: skip
    shown = {
        "/": "Of all.",
        "/search/?q=a": "Of search.",
        TOPIC: "Of topics.",
        "/about/": "Of all.",
    }
    for path, words in shown.items():
        foot = Client().get(path).content.decode().partition("data-disclaimer>")[2]
        assert foot.startswith(words), path


def test_an_audience_chosen_at_the_desk_is_asked_for_at_once(
    desk: dict[str, Client], django_capture_on_commit_callbacks: Capture
) -> None:
    hold(desk["admin"], django_capture_on_commit_callbacks, "audience", audience="confirm")
    assert Client().get(TOPIC).status_code == 403
    hold(desk["admin"], django_capture_on_commit_callbacks, "audience", 1, audience="signin")
    assert Client().get(TOPIC).status_code == 403
    assert desk["reviewer"].get(TOPIC).status_code == 200


def test_a_colour_that_cannot_be_read_is_refused_with_its_ratio(desk: dict[str, Client]) -> None:
    answer = desk["admin"].post("/desk/settings/colours/", {"accent": "#9fd0da", "version": 0})
    assert answer.status_code == 422
    assert "less than 4.5 to 1" in answer.content.decode()
    assert not Choice.objects.exists()


def test_a_colour_that_can_be_read_reaches_every_page(
    desk: dict[str, Client], django_capture_on_commit_callbacks: Capture
) -> None:
    assert "colours.css" not in Client().get(TOPIC).content.decode()
    hold(desk["admin"], django_capture_on_commit_callbacks, "colours", accent="#5b2a86")
    assert f"/site/colours.css?of={stamp()}" in Client().get(TOPIC).content.decode()
    sheet = Client().get("/site/colours.css").content.decode()
    assert "--accent: #5b2a86" in sheet


def picture(size: tuple[int, int] = (600, 140), kind: str = "PNG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#5b2a86").save(out, kind, **more)
    return out.getvalue()


def test_a_logo_is_made_small_written_anew_and_served(
    desk: dict[str, Client], django_capture_on_commit_callbacks: Capture
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "the ward at night"
    file = io.BytesIO(picture(kind="JPEG", exif=exif))
    file.name = "logo.jpg"
    hold(desk["admin"], django_capture_on_commit_callbacks, "logo", file=file)
    page = Client().get(TOPIC).content.decode()
    assert f'<img class="logo" src="{house().logo_address}"' in page
    answer = Client().get(house().logo_address)
    assert b"ward at night" not in answer.content
    with Image.open(io.BytesIO(answer.content)) as kept:
        assert kept.format == "PNG"
        assert kept.size[0] <= 240 and kept.size[1] <= 56
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"<svg onload=alert(1)>", "no PNG, JPEG or WebP"), (b"", "no PNG"),
     (picture((3000, 2000)), "four million"), (b"x" * (logo.LARGEST + 1), "larger than"),
     (picture()[:200], "no PNG")],
)  # fmt: skip
def test_what_is_no_logo_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        logo.prepared(data)


def test_a_logo_that_was_never_taken_cannot_be_chosen(world: World) -> None:
    with pytest.raises(Refused, match="no such logo"):
        choose("logo", {"logo": f"{'0' * 64}.10x10"}, version=0, by=OPERATOR)
    assert not Logo.objects.exists()


def test_specialties_stand_in_the_chosen_order_under_the_chosen_names(
    desk: dict[str, Client], django_capture_on_commit_callbacks: Capture
) -> None:
    hold(desk["editor"], django_capture_on_commit_callbacks, "specialties", **{
        "order using-statim": "1", "name psychiatry": "Mental health",
        "description psychiatry": "Moods and minds",
    })  # fmt: skip
    said = Client().get("/browse/").content.decode()
    assert "Mental health" in said and "Moods and minds" in said
    bad = desk["editor"].post("/desk/settings/specialties/", {"order psychiatry": "first"})
    assert bad.status_code == 422


def test_languages_are_those_of_the_environment_else_of_the_desk_else_english(
    world: World, settings: Any, django_capture_on_commit_callbacks: Capture
) -> None:
    assert languages() == ("en",)
    with django_capture_on_commit_callbacks(execute=True):
        choose("languages", {"languages": ["en", "de"]}, version=0, by=OPERATOR)
    assert languages() == ("en", "de")
    settings.STATIM_FIXED = {"languages": "STATIM_LANGUAGES"}
    settings.STATIM_LANGUAGES = ("de", "en")
    assert languages() == ("de", "en")


def test_another_process_learns_by_one_small_read(
    world: World, django_assert_num_queries: Capture
) -> None:
    choose("identity", {"site_name": "Elsewhere"}, version=0, by=OPERATOR)  # not committed here
    assert house().site_name != "Elsewhere"
    assert learn()
    assert house().site_name == "Elsewhere"
    with django_assert_num_queries(1):
        assert not learn()


def test_reading_a_topic_asks_nothing_about_the_choices(
    world: World, django_assert_num_queries: Capture
) -> None:
    choose("identity", {"site_name": "Elsewhere"}, version=0, by=OPERATOR)
    learn()
    Client().get(TOPIC)
    with django_assert_num_queries(1):
        Client().get(TOPIC)


def test_types_of_page_are_told_by_their_address() -> None:
    paths = {"/": "home", "/topics/a/": "topic", "/search/": "search", "/about/privacy/": "about",
             "/account/": "account", "/browse/": "", "/desk/": ""}  # fmt: skip
    assert {path: page_type(path) for path in paths} == paths
