"""From a manuscript to an edition: whole, or refused by name with nothing written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.editions import queries as editions
from statim.editions.document import Change, Citation, Section, Statement, statements_of
from statim.editions.errors import AlreadyWithdrawn, NothingChanged, Unpublishable
from statim.editions.queries import record_mark
from statim.editorial.actions import publish, publish_manuscripts, withdraw
from statim.topics.actions import import_manuscript
from statim.topics.errors import NoSuchTopic, SlugTaken
from statim.topics.manuscript import Manuscript
from statim.topics.models import Topic
from statim.topics.queries import manuscript_of, topic_at

pytestmark = pytest.mark.django_db

EDITOR = Actor(name="Edith Editor", email="edith@example.org", role="editor")
WORK: dict[str, Any] = {
    "id": "mine", "type": "article-journal", "title": "A trial of something",
    "author": [{"family": "Smith", "given": "J"}], "issued": {"date-parts": [[2020]]},
    "container-title": "BMJ", "volume": "1", "page": "1-2", "DOI": "10.1000/xyz",
}  # fmt: skip
CITE = '<cite data-cites="0"></cite>'


def says(*texts: str, cite: str = "") -> tuple[Section, ...]:
    return (
        Section(
            heading="",
            statements=tuple(
                Statement(
                    id="", text=text, html=text + (CITE if cite and not n else ""),
                    cites=(Citation(reference=cite),) if cite and not n else (),
                )
                for n, text in enumerate(texts)
            ),
        ),
    )  # fmt: skip


def draft(*texts: str, slug: str = "a-topic", **fields: Any) -> Manuscript:
    said = texts or ("One thing is so", "Another thing is different")
    return Manuscript(title="A topic", slug=slug, **{"sections": says(*said), **fields})


def latest(slug: str = "a-topic") -> editions.Published:
    return editions.latest(slug)


def test_a_manuscript_becomes_a_draft_and_its_draft_an_edition() -> None:
    topic = import_manuscript(draft(), by=EDITOR)
    done = publish(topic.pk, by=EDITOR, at=datetime(2026, 2, 3, tzinfo=UTC))
    edition = latest()
    assert (done.topic, done.number, done.hash) == (topic.pk, 1, edition.hash)
    assert edition.document.change == Change(kind="new")
    assert edition.document.edited == "2026-02-03"
    assert [s.text for s in statements_of(edition.document)] == [
        "One thing is so",
        "Another thing is different",
    ]
    assert list(Entry.objects.values_list("act", "actor_name"))[-2:] == [
        ("import", "Edith Editor"),
        ("publish", "Edith Editor"),
    ]


def test_importing_again_finds_the_topic_and_keeps_the_ids() -> None:
    publish(import_manuscript(draft(), by=EDITOR).pk, by=EDITOR)
    before = [s.id for s in statements_of(latest().document)]
    publish_manuscripts([draft("Another thing is different", "One thing is not so")], by=EDITOR)
    after = [s.id for s in statements_of(latest().document)]
    assert after == [before[1], before[0]]
    assert Topic.objects.count() == 1
    assert latest().number == 2
    assert latest().document.change == Change(kind="clarification")


def test_references_become_works_of_the_library_and_citations_follow() -> None:
    sections = says("One thing is so", cite="mine")
    publish_manuscripts([draft(sections=sections, references=(WORK,))], by=OPERATOR)
    document = latest().document
    (item,) = document.references
    (statement,) = statements_of(document)
    assert statement.cites == (Citation(reference=item["id"]),)
    assert item["DOI"] == "10.1000/xyz"
    assert "Smith J" in editions.bibliography_of(latest())[0]
    other = replace(draft(sections=says("Else", cite="r"), references=({**WORK, "id": "r"},)),
                    slug="other")  # fmt: skip
    publish_manuscripts([other], by=OPERATOR)
    assert latest("other").document.references[0]["id"] == item["id"]


def test_nothing_new_is_refused_and_the_draft_stays_as_it_was() -> None:
    publish_manuscripts([draft()], by=OPERATOR)
    updated = topic_at("a-topic").updated
    with pytest.raises(NothingChanged):
        publish_manuscripts([draft()], by=OPERATOR)
    assert topic_at("a-topic").updated == updated


def test_what_cannot_be_published_leaves_no_trace() -> None:
    mark, entries = record_mark(), Entry.objects.count()
    broken = draft(sections=says("One", cite="nobody"))
    with pytest.raises(Unpublishable, match="nobody, which is not listed"):
        publish_manuscripts([draft(slug="fine"), broken], by=OPERATOR)
    assert (record_mark(), Entry.objects.count()) == (mark, entries)
    assert not Topic.objects.exists()
    with pytest.raises(NoSuchTopic):
        publish("nowhere", by=OPERATOR)


def test_the_change_note_is_the_authors_once() -> None:
    note = Change(kind="safety", note="A new warning")
    publish_manuscripts([draft()], by=OPERATOR)
    publish_manuscripts([draft("Quite another", change=note)], by=OPERATOR)
    assert latest().document.change == note
    publish_manuscripts([draft("Yet another one", change=note)], by=OPERATOR)
    assert latest().document.change == Change(kind="clarification")


def test_a_change_of_references_alone_is_called_one() -> None:
    sections = says("One thing is so", cite="mine")
    publish_manuscripts([draft(sections=sections, references=(WORK,))], by=OPERATOR)
    more = ({**WORK}, {**WORK, "id": "x", "DOI": "10.1000/abc", "title": "Second"})
    publish_manuscripts([draft(sections=sections, references=more)], by=OPERATOR)
    assert latest().document.change == Change(kind="references")


def test_related_pages_are_kept_by_value_and_a_name_alone_is_no_news() -> None:
    publish_manuscripts([draft(related=("later-page",))], by=OPERATOR)
    (related,) = latest().document.related
    assert (related.id, related.slug, related.title) == ("", "later-page", "later-page")
    publish_manuscripts([draft("It came later", slug="later-page")], by=OPERATOR)
    with pytest.raises(NothingChanged):
        publish_manuscripts([draft(related=("later-page",))], by=OPERATOR)
    publish_manuscripts([draft("Now changed", related=("later-page",))], by=OPERATOR)
    (related,) = latest().document.related
    assert (related.id, related.title) == (latest("later-page").topic, "A topic")


def test_a_topic_found_by_its_id_may_move_but_not_onto_another() -> None:
    publish_manuscripts([draft(id="t1"), draft("Else", slug="other", id="t2")], by=OPERATOR)
    publish_manuscripts([draft("Moved", slug="new-place", id="t1")], by=OPERATOR)
    assert (latest("new-place").topic, latest("new-place").number) == ("t1", 2)
    with pytest.raises(SlugTaken, match="/topics/other/"):
        import_manuscript(draft(slug="other", id="t1"), by=OPERATOR)
    with pytest.raises(SlugTaken, match="another file"):
        publish_manuscripts([draft(slug="same"), draft("x", slug="same")], by=OPERATOR)


def test_the_desk_remembers_what_the_author_must_settle() -> None:
    from statim.topics.manuscript import Doubt

    doubt = Doubt(what="a date", where="line 1", why="it is a placeholder")
    import_manuscript(draft(doubts=(doubt,)), by=OPERATOR)
    assert manuscript_of(topic_at("a-topic")).doubts == (doubt,)


def test_withdrawing_takes_a_topic_offline_once() -> None:
    publish_manuscripts([draft()], by=OPERATOR)
    withdraw("a-topic", reason="Superseded", by=EDITOR)
    with pytest.raises(AlreadyWithdrawn):
        withdraw("a-topic", reason="Again", by=EDITOR)
    publish_manuscripts([draft()], by=OPERATOR)
    assert latest().number == 2


def test_related_topics_published_together_know_one_anothers_titles() -> None:
    one = draft(slug="one", related=("two",))
    two = replace(draft(slug="two"), title="The second page")
    publish_manuscripts([one, two], by=EDITOR)
    related = latest("one").document.related
    assert [(r.slug, r.title) for r in related] == [("two", "The second page")]
    assert related[0].id == latest("two").topic
