"""Related pages: chosen first, then those that cite the same works, then those that link here."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from statim.audit.actor import OPERATOR
from statim.editions import queries
from statim.editions.actions import append, settle_many, withdraw
from statim.editions.document import RelatedTopic, Section
from tests import world as drawn
from tests.documents import page, says
from tests.world import World


def related(slug: str) -> list[tuple[str, str]]:
    return [(r["slug"], r["why"]) for r in queries.pieces_of(slug).related or ()]


def test_pages_that_share_works_or_link_are_related(world: World) -> None:
    assert related("mode-of-action") == [("ketamine-in-depression", "cites the same works")]
    assert ("adverse-effects", "cites the same works") in related("ketamine-in-depression")
    assert ("mode-of-action", "cites the same works") in related("ketamine-in-depression")


def test_what_the_author_chose_comes_first(world: World) -> None:
    chosen = RelatedTopic(id="t-site", slug="reading-this-site", title="Reading this site")
    append(replace(drawn.mode_of_action(), related=(chosen,)), bibliography=["x"], by=OPERATOR)
    assert related("mode-of-action")[0] == ("reading-this-site", "chosen by the author")


def test_a_chosen_page_that_moved_stays_related(world: World) -> None:
    chosen = RelatedTopic(id="t-adverse", slug="ketamine-side-effects", title="Side effects")
    site = replace(drawn.reading_this_site(), related=(chosen,))
    append(site, bibliography=[], by=OPERATOR)
    assert related("reading-this-site") == [("adverse-effects", "chosen by the author")]


def test_a_link_to_a_former_address_still_relates(world: World) -> None:
    site = drawn.reading_this_site()
    link = '<a href="/topics/ketamine-side-effects/">side effects</a>'
    see = says("s-see", "See side effects", html=f"See {link}")
    append(
        replace(site, sections=(Section(heading="", statements=(see,)),)),
        bibliography=[],
        by=OPERATOR,
    )
    assert ("reading-this-site", "links here") in related("adverse-effects")


def test_a_withdrawn_page_is_related_to_nothing(world: World) -> None:
    withdraw("mode-of-action", reason="Wrong.", by=OPERATOR)
    assert "mode-of-action" not in [slug for slug, _ in related("ketamine-in-depression")]


def test_a_page_that_no_longer_cites_the_work_is_no_longer_related(world: World) -> None:
    own = replace(
        drawn.adverse_effects(slug="adverse-effects"),
        sections=(Section(heading="", statements=(says("a-usual", "No source yet"),)),),
        references=(),
    )
    append(own, bibliography=[], by=OPERATOR)
    assert "adverse-effects" not in [slug for slug, _ in related("ketamine-in-depression")]


def test_the_turn_grows_only_where_something_changed(world: World) -> None:
    before = queries.current("mode-of-action")
    settle_many(["t-mode", "t-ketamine"])
    assert queries.current("mode-of-action") == before


def test_settling_many_takes_as_few_queries_as_settling_few(world: World) -> None:
    def cost(count: int) -> int:
        topics = []
        for number in range(count):
            name = f"extra-{count}-{number}"
            document = page(
                Section(heading="", statements=(says("one", "A line", cites=["mandal2019"]),)),
                topic=name, slug=name, title=name, references=drawn.works("mandal2019"),
            )  # fmt: skip
            append(document, bibliography=["x"], by=OPERATOR, settle_now=False)
            topics.append(name)
        with CaptureQueriesContext(connection) as made:
            settle_many(topics)
        return len(made)

    assert cost(12) <= cost(2) + 1
