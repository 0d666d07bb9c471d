"""Stored pages do not know the site's address: it is put in place when they are read."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from statim.editions import queries
from statim.editions.models import Page
from statim.editions.pages import SITE, recipe, stale_pages
from statim.publisher.queries import house
from tests.world import World


def test_no_stored_page_holds_the_sites_address(world: World) -> None:
    for page in Page.objects.all():
        assert house().url not in page.head + page.article
        assert SITE in page.head


def test_what_is_read_holds_the_sites_address_and_no_stand_in(world: World, client: Client) -> None:
    said = client.get("/topics/mode-of-action/").content.decode()
    assert SITE not in said
    assert f'<link rel="canonical" href="{house().url}/topics/mode-of-action/">' in said


def test_a_site_that_moves_needs_no_page_made_anew(
    world: World, settings: Settings, client: Client
) -> None:
    before = recipe()
    settings.STATIM_HOUSE = {**settings.STATIM_HOUSE, "url": "https://elsewhere.example"}
    assert recipe() == before
    assert stale_pages() == 0
    head, article = queries.page_of(queries.latest("mode-of-action"))
    assert "https://elsewhere.example/topics/mode-of-action/" in head
    assert SITE not in head + article


@pytest.mark.django_db
def test_another_recipe_makes_pages_stale(world: World, settings: Settings) -> None:
    settings.STATIM_PAGE_RECIPE = [*settings.STATIM_PAGE_RECIPE, "another"]
    assert stale_pages() == Page.objects.count() > 0
