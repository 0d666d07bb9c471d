"""Preview, history, comparison, and older versions brought back."""

from __future__ import annotations

import pytest
from django.test import Client

from statim.editions.document import Change
from statim.editorial import actions
from statim.topics.queries import topic as topic_with
from tests.editorial.desk.sitting import address, at_desk, page, sent
from tests.editorial.people import (
    confirm_all,
    ids,
    person,
    publish,
    reword,
    says,
    statements,
    written,
)

pytestmark = pytest.mark.django_db


def test_a_preview_is_the_readers_own_page_under_a_banner_and_kept_by_nobody() -> None:
    author = person("author")
    topic = written(author, says("One <b>thing</b> & more", cite="smith2020"))
    answer = at_desk(author).get(address(topic, "preview"))
    said = answer.content.decode()
    assert "data-draft" in said
    assert f'data-statement="{ids(topic)[0]}"' in said
    assert '<a data-cite="1" href="#ref-1">1</a>' in said
    assert 'id="ref-1"' in said
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in said


def test_no_draft_is_shown_to_who_is_not_of_the_desk() -> None:
    author, reader = person("author"), person("reader")
    topic = written(author, says("Secret words"))
    screens = ("", "preview", "history", "compare", "comments", "submit", "review", "publish",
               "withdraw", "move")  # fmt: skip
    for screen in screens:
        visitor = Client().get(address(topic, screen))
        assert (visitor.status_code, b"Secret" in visitor.content) == (302, False), screen
        refused = at_desk(reader).get(address(topic, screen))
        assert (refused.status_code, b"Secret" in refused.content) == (403, False), screen


def test_every_version_and_edition_is_listed_with_who_and_when() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    topic = written(author)
    publish(topic, author, reviewer, editor)
    reword(topic, author, ids(topic)[1], "Another is so after all")
    said = page(at_desk(author).get(address(topic, "history")))
    assert 'data-edition="1"' in said and "by Editor One" in said
    revision = topic_with(topic.pk).revision
    assert f'data-version="{revision}"' in said
    assert "Submitted: published" in said


def test_saves_of_one_sitting_stand_together_and_each_can_still_be_opened() -> None:
    author = person("author")
    topic = written(author)
    for number in range(3):
        reword(topic, author, ids(topic)[0], f"Wording {number}")
    said = page(at_desk(author).get(address(topic, "history")))
    revision = topic_with(topic.pk).revision
    assert "3 earlier in the same hour" in said
    for number in range(1, revision + 1):
        shown = at_desk(author).get(address(topic, "preview") + f"?version={number}")
        assert shown.status_code == 200, number


def test_any_two_are_compared_by_statement() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    topic = written(author)
    publish(topic, author, reviewer, editor)
    moved = ids(topic)[1]
    reword(topic, author, moved, "Another is so")
    number = topic_with(topic.pk).revision
    client = at_desk(author)
    for pair in (f"from=e1&to=v{number}", f"from=v{number - 1}&to=v{number}"):
        said = page(client.get(address(topic, "compare") + f"?{pair}"))
        assert f'data-changed-statement="{moved}"' in said, pair
        assert "<del>" in said and "<ins>" in said
    same = page(client.get(address(topic, "compare") + f"?from=v{number}&to=v{number}"))
    assert "No statement, section, reference or date differs." in same


@pytest.mark.parametrize("query", [
    "", "from=v0", "from=v99", "from=e1", "from=x1", "from=v1&to=v²", "from=v99999999999999999999",
])  # fmt: skip
def test_a_comparison_with_what_is_not_there_is_not_found(query: str) -> None:
    author = person("author")
    topic = written(author)
    assert at_desk(author).get(address(topic, "compare") + f"?{query}").status_code == 404


def test_an_older_version_is_brought_back_and_what_came_between_is_kept() -> None:
    author = person("author")
    topic = written(author)
    before, number = [s.text for s in statements(topic)], topic_with(topic.pk).revision
    reword(topic, author, ids(topic)[0], "Other words")
    now = topic_with(topic.pk).revision
    form = {"number": str(number), "revision": str(now)}
    answer = sent(at_desk(author), address(topic, "restore"), **form)
    assert f"Version {number} is the draft again, as version {now + 1}" in page(answer)
    assert [s.text for s in statements(topic)] == before
    late = sent(at_desk(author), address(topic, "restore"), **form)
    assert "while you were writing" in page(late)
    assert topic_with(topic.pk).revision == now + 1
    assert at_desk(author).post(address(topic, "restore")).status_code == 404


def test_the_live_page_never_shows_the_draft() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    topic = written(author)
    publish(topic, author, reviewer, editor)
    reword(topic, author, ids(topic)[0], "Not for readers yet")
    assert b"Not for readers" not in Client().get("/topics/a-topic/").content
    found = actions.submit(topic.pk, by=author)
    assert b"Not for readers" not in Client().get("/topics/a-topic/").content
    confirm_all(found, reviewer)
    actions.publish_submission(found.pk, Change(kind="clarification"), by=editor)
    assert b"Not for readers" in Client().get("/topics/a-topic/").content
