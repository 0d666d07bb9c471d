"""Writing a topic: what is saved, what is refused, and two who write at once."""

from __future__ import annotations

import pytest
from django.test import Client

from statim.accounts.models import User
from statim.editions.document import Code, Person
from statim.editorial import actions
from statim.topics.manuscript import Doubt
from statim.topics.models import Topic, Version
from statim.topics.queries import manuscript_of
from statim.topics.queries import topic as topic_with
from tests.editorial.desk.sitting import address, at_desk, filled, page, sent
from tests.editorial.people import ids, person, save, says, section, statements, written

pytestmark = pytest.mark.django_db


def test_a_form_that_is_sent_back_as_it_came_changes_nothing() -> None:
    author = person("author")
    topic = written(author, says("A", says("B", cite="smith2020")), says("5 mg/kg, not 5 g"))
    topic = save(
        topic, author, section(*manuscript_of(topic).sections[0].statements),
        synonyms=("one name", "another; with a semicolon"), specialty=("Ear / nose", "Throat"),
        related=("gout",), emergency=True, codes=(Code(system="s", code="1", display="D"),),
        authors=(Person(name="Ada", role="GP", interests="None; truly"), Person(name="Ben")),
    )  # fmt: skip
    before, versions = manuscript_of(topic), Version.objects.count()
    client = at_desk(author)
    answer = sent(client, address(topic), **filled(client, topic))
    assert answer.status_code == 200
    assert manuscript_of(topic_with(topic.pk)) == before
    assert Version.objects.count() == versions  # what changes nothing writes nothing


def test_what_is_written_is_saved_and_statements_keep_their_ids() -> None:
    author = person("author")
    topic = written(author)
    before = ids(topic)
    client = at_desk(author)
    form = filled(client, topic)
    form["text"] = form["text"].replace("Another is not", "Another is not so")
    form |= {"title": "A new title", "synonyms": "other name\n", "author-0-name": "Ada Author",
             "kind": "safety", "note": "A dose was added."}  # fmt: skip
    answer = sent(client, address(topic), **form)
    assert "Saved as version" in page(answer)
    draft = manuscript_of(topic_with(topic.pk))
    assert (draft.title, draft.synonyms) == ("A new title", ("other name",))
    assert [p.name for p in draft.authors] == ["Ada Author"]
    assert draft.change and (draft.change.kind, draft.change.note) == (
        "safety", "A dose was added.",
    )  # fmt: skip
    assert ids(topic) == before
    assert statements(topic)[1].text == "Another is not so"


@pytest.mark.parametrize(("change", "said"), [
    ({"title": " "}, "This field is required"),
    ({"text": "---\nfoo: 1\n---\n- x"}, "'foo' is no key"),
    ({"text": "- one {#same}\n- two {#same}"}, "Two statements have the id same"),
    ({"kind": "rumour"}, "Select a valid choice"),
    ({"author-TOTAL_FORMS": "9999"}, ""),
])  # fmt: skip
def test_what_cannot_be_saved_is_said_at_its_place_and_nothing_is_lost(
    change: dict[str, str], said: str
) -> None:
    author = person("author")
    topic = written(author)
    client = at_desk(author)
    form = filled(client, topic, synonyms="a word that I wrote") | change
    answer = sent(client, address(topic), **form)
    assert answer.status_code == 400
    assert said in page(answer)
    assert "a word that I wrote" in page(answer)
    if "text" in change:
        assert change["text"].splitlines()[-1] in page(answer)
    assert topic_with(topic.pk).revision == topic.revision


def test_when_two_save_at_once_the_second_sees_both_and_loses_nothing() -> None:
    first, second = person("author"), person("author", "Second Author")
    topic = written(first)
    client = at_desk(second)
    form = filled(client, topic, note="My own note")
    form["text"] = form["text"].replace("Another is not", "Another is mine")
    save(topic, first, section(says("Theirs", id=ids(topic)[0])))
    answer = sent(client, address(topic), **form)
    assert answer.status_code == 409
    said = page(answer)
    assert "Author One saved this topic" in said
    assert "Theirs" in said and "Another is mine" in said and "My own note" in said
    assert [s.text for s in statements(topic)] == ["Theirs"]
    again = form | {"revision": str(topic_with(topic.pk).revision)}
    opened = sent(client, address(topic), **again, go="edit")
    assert "It is not saved yet" in page(opened)
    assert "Another is mine" in page(opened)
    assert [s.text for s in statements(topic)] == ["Theirs"]
    sent(client, address(topic), **again, go="save")
    assert [s.text for s in statements(topic)] == ["One thing is so", "Another is mine"]
    assert Version.objects.filter(topic=topic, by_name="Author One").exists()  # theirs is kept


def test_a_page_saves_by_itself_and_is_told_what_checks_find() -> None:
    author = person("author")
    topic = written(author)
    client = at_desk(author)
    form = filled(client, topic)
    form["text"] = form["text"].replace("Another is not", "Give 1.0 mg")
    told = client.post(address(topic, "save"), form)
    assert told.status_code == 200
    said = told.json()
    assert said["revision"] == topic.revision + 1
    assert {f["kind"] for f in said["findings"]} >= {"dangerous form", "uncited statement"}
    found = next(f for f in said["findings"] if f["kind"] == "dangerous form")
    assert found["statement"] == ids(topic)[1]


def test_a_page_that_saves_by_itself_is_told_when_it_is_late_or_wrong() -> None:
    author = person("author")
    topic = written(author)
    client = at_desk(author)
    form = filled(client, topic)
    wrong = client.post(address(topic, "save"), form | {"title": ""})
    assert (wrong.status_code, wrong.json()) == (400, {"refused": "This field is required."})
    late = client.post(address(topic, "save"), form | {"revision": "0", "title": "Other"})
    assert (late.status_code, late.json()["late"]) == (409, True)
    assert topic_with(topic.pk).title == "A topic"


def test_doubts_stay_until_they_are_ticked_off() -> None:
    author = person("author")
    topic = written(author)
    doubts = tuple(Doubt(what=f"doubt {n}", where="line 1", why="why") for n in range(3))
    topic = save(topic, author, doubts=doubts)
    client = at_desk(author)
    assert "doubt 1" in page(client.get(address(topic)))
    client.post(address(topic), filled(client, topic) | {"settled": "1"})
    assert [d["what"] for d in topic_with(topic.pk).doubts] == ["doubt 0", "doubt 2"]


def test_who_writes_is_shown_and_only_an_editor_takes_over() -> None:
    writer, other, editor = person("author"), person("reviewer"), person("editor")
    topic = written(writer)
    at_desk(writer).post(address(topic, "hold"))
    seen = page(at_desk(other).get(address(topic)))
    assert "Author One is writing here" in seen
    assert "Take over" not in seen
    refused = at_desk(other).post(address(topic, "hold"), headers={"Accept": "application/json"})
    assert refused.status_code == 409
    assert "Author One is writing" in refused.json()["refused"]
    sent(at_desk(other), address(topic, "hold"), go="take over")
    assert topic_with(topic.pk).lock.by_account == writer.account
    client = at_desk(editor)
    answer = sent(client, address(topic, "hold"), go="take over")
    assert "kept for you" in page(answer)
    assert topic_with(topic.pk).lock.by_account == editor.account
    form = filled(at_desk(writer), topic, title="Mine all the same")
    kept = sent(at_desk(writer), address(topic), **form)
    assert kept.status_code == 400
    assert "Editor One is writing" in page(kept) and "Mine all the same" in page(kept)


def test_a_closed_topic_or_account_writes_nothing() -> None:
    author = person("author")
    topic = written(author)
    client = at_desk(author)
    assert client.get("/desk/topics/nowhere/").status_code == 404
    form = filled(client, topic, title="Other")
    User.objects.filter(pk=author.account).update(role="reader")
    refused = client.post(address(topic), form)
    assert (refused.status_code, refused["Location"][:17]) == (302, "/account/sign-in/")
    assert topic_with(topic.pk).title == "A topic"


def test_every_form_of_a_topic_needs_its_token() -> None:
    author = person("editor")
    topic = written(author)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(pk=author.account))
    for screen in ("", "save", "hold", "comments", "restore", "submit", "review", "publish",
                   "unschedule", "withdraw", "move"):  # fmt: skip
        assert strict.post(address(topic, screen)).status_code == 403, screen
    assert Topic.objects.get().revision == topic.revision


def test_comments_stand_at_their_statement_and_are_answered_resolved_and_opened_again() -> None:
    author, reviewer = person("author"), person("reviewer")
    topic = written(author)
    one, two = ids(topic)
    client = at_desk(reviewer)
    sent(client, address(topic, "comments"), words="Is this so?", statement=two)
    said = page(at_desk(author).get(address(topic)))
    assert "Is this so?" in said
    first = topic_with(topic.pk).comments.get()
    assert (first.statement, first.quote) == (two, "Another is not")
    sent(at_desk(author), address(topic, "comments"), words="It is.", to=str(first.pk))
    sent(client, address(topic, "comments"), go="resolve", to=str(first.pk))
    first.refresh_from_db()
    assert first.resolved_by == "Reviewer One"
    assert "Resolved (1)" in page(client.get(address(topic, "comments")))
    sent(client, address(topic, "comments"), go="reopen", to=str(first.pk))
    first.refresh_from_db()
    assert first.resolved_at is None
    assert one != two


@pytest.mark.parametrize(
    ("back", "place"),
    [("review", "/review/#s-{at}"), ("topic", "/#c-{comment}"), ("", "/comments/#c-{comment}")],
)
def test_a_comment_leads_back_to_where_it_was_made(back: str, place: str) -> None:
    author = person("author")
    topic = written(author)
    at = ids(topic)[1]
    form = {"words": "Is this so?", "statement": at, "back": back}
    answer = at_desk(author).post(address(topic, "comments"), form)
    made = topic_with(topic.pk).comments.get()
    assert answer["Location"].endswith(place.format(at=at, comment=made.pk))


def test_a_comment_that_cannot_be_kept_is_said_with_its_words() -> None:
    author = person("author")
    topic, other = written(author), written(author, slug="another")
    client = at_desk(author)
    empty = sent(client, address(topic, "comments"), words=" ")
    assert (empty.status_code, "Write your comment" in page(empty)) == (409, True)
    nowhere = sent(client, address(topic, "comments"), words="Hm", statement="gone")
    assert "There is no statement gone" in page(nowhere) and "Hm" in page(nowhere)
    theirs = actions.comment(other.pk, "On the other", by=author)
    refused = sent(client, address(topic, "comments"), go="resolve", to=str(theirs.pk))
    assert refused.status_code == 409
    theirs.refresh_from_db()
    assert theirs.resolved_at is None
