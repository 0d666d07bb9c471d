"""Locks, comments, moving, withdrawing, comparing: what happens around writing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from statim.editions import queries as editions
from statim.editions.document import statements_of
from statim.editions.errors import AlreadyWithdrawn, NoSuchEdition
from statim.editorial import actions
from statim.editorial.errors import Locked, NoSuchStatement, NotPossible, NotThere, WordsNeeded
from statim.editorial.models import Comment, Lock
from statim.editorial.queries.comparing import changes_since_published, compare_versions
from statim.editorial.queries.work import comments_of, open_comments
from statim.topics.errors import SlugTaken
from statim.topics.queries import topic as topic_with
from tests.editorial.acts import Desk
from tests.editorial.people import (
    NEW,
    ids,
    publish,
    reword,
    save,
    says,
    section,
    statements,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_one_person_writes_at_a_time(desk: Desk) -> None:
    topic = desk.topic()
    actions.take_lock(topic.pk, by=desk.author)
    with pytest.raises(Locked) as refused:
        actions.take_lock(topic.pk, by=desk.reviewer)
    assert refused.value.who == "Author One"
    with pytest.raises(Locked):
        save(topic, desk.reviewer, section(says("Mine")))
    with pytest.raises(Locked):
        actions.restore_version(topic.pk, 1, revision=topic.revision, by=desk.reviewer)
    save(topic, desk.author, section(says("One thing is so")))
    actions.release_lock(topic.pk, by=desk.author)
    save(topic, desk.reviewer, section(says("One thing is so"), says("Mine")))


def test_a_lock_that_is_not_renewed_falls(desk: Desk) -> None:
    topic = desk.topic()
    actions.take_lock(topic.pk, by=desk.author)
    Lock.objects.update(renewed=timezone.now() - timedelta(minutes=16))
    with pytest.raises(NotThere):
        actions.renew_lock(topic.pk, by=desk.author)
    assert actions.take_lock(topic.pk, by=desk.reviewer).by_name == "Reviewer One"
    with pytest.raises(Locked):
        actions.take_lock(topic.pk, by=desk.author)


def test_who_lost_the_lock_to_an_editor_can_take_it_no_more_than_anybody(desk: Desk) -> None:
    topic = desk.topic()
    actions.take_lock(topic.pk, by=desk.author)
    actions.break_lock(topic.pk, by=desk.editor)
    with pytest.raises(NotThere):
        actions.renew_lock(topic.pk, by=desk.author)
    with pytest.raises(NotThere):
        actions.break_lock(topic.pk, by=desk.editor)


def test_a_comment_is_answered_resolved_and_opened_again(desk: Desk) -> None:
    topic = desk.topic()
    name = ids(topic)[0]
    first = actions.comment(topic.pk, "Is this so?", statement=name, quote="so", by=desk.reviewer)
    answer = actions.comment(topic.pk, "It is.", answers_to=first.pk, by=desk.author)
    later = actions.comment(topic.pk, "Thanks.", answers_to=answer.pk, by=desk.reviewer)
    assert {later.answers_to_id, answer.answers_to_id} == {first.pk}
    assert later.statement == name
    assert [c.pk for c in open_comments()] == [first.pk]
    actions.resolve_comment(first.pk, by=desk.author)
    assert open_comments(topic.pk) == []
    assert [list(c.answers.all()) for c in comments_of(topic.pk)] == [[answer, later]]
    with pytest.raises(NotPossible):
        actions.resolve_comment(first.pk, by=desk.author)
    with pytest.raises(NotPossible):
        actions.resolve_comment(answer.pk, by=desk.author)
    actions.reopen_comment(first.pk, by=desk.reviewer)
    assert len(open_comments(topic.pk)) == 1


def test_a_comment_says_something_about_something_that_is_there(desk: Desk) -> None:
    topic = desk.topic()
    other = written(desk.author, slug="another-topic")
    theirs = actions.comment(other.pk, "Elsewhere.", by=desk.author)
    with pytest.raises(WordsNeeded):
        actions.comment(topic.pk, " ", by=desk.author)
    with pytest.raises(NoSuchStatement):
        actions.comment(topic.pk, "What?", statement="nowhere", by=desk.author)
    with pytest.raises(NotThere):
        actions.comment(topic.pk, "What?", answers_to=theirs.pk, by=desk.author)
    assert Comment.objects.count() == 1


def test_a_moved_topic_leads_readers_on_and_shows_no_word_of_the_draft(desk: Desk) -> None:
    topic = desk.published()
    reword(topic, desk.author, ids(topic)[0], "Only a draft")
    actions.move_topic(topic.pk, "new-address", by=desk.editor)
    assert editions.moved_to("a-topic") == "new-address"
    before, after = editions.history("new-address")[1].document, editions.latest("new-address")
    assert after.document.sections == before.sections
    assert after.document.reviewed == before.reviewed
    assert topic_with(topic.pk).draft["slug"] == "new-address"
    written(desk.author, slug="third")
    with pytest.raises(SlugTaken):
        actions.move_topic(topic.pk, "third", by=desk.editor)
    assert editions.latest("new-address").number == 2


def test_moving_a_withdrawn_topic_does_not_bring_it_back(desk: Desk) -> None:
    topic = desk.published()
    actions.withdraw_topic(topic.pk, "A dose has to be checked.", by=desk.editor)
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_topic(topic.pk, "Again.", by=desk.editor)
    actions.move_topic(topic.pk, "new-address", by=desk.editor)
    now = editions.current("a-topic")
    assert now is not None
    assert (now.withdrawn is not None, editions.history("a-topic")[0].number) == (True, 1)


def test_a_topic_in_review_moves_and_is_published_where_it_is_now(desk: Desk) -> None:
    found = desk.reviewed()
    actions.move_topic(found.topic_id, "new-address", by=desk.editor)

    assert actions.publish_submission(found.pk, NEW, by=desk.editor).slug == "new-address"


def test_a_draft_cannot_be_withdrawn(desk: Desk) -> None:
    with pytest.raises(NoSuchEdition):
        actions.withdraw_topic(desk.topic().pk, "Why not.", by=desk.editor)


def test_any_two_versions_are_compared_by_statement(desk: Desk) -> None:
    topic = desk.topic()
    first, second = statements(topic)
    topic = save(topic, desk.author, section(second, says("One thing is not so", id=first.id)))
    changed = compare_versions(topic.pk, topic.revision - 1, topic.revision)
    assert [(c.id, "reworded" in c.kinds) for c in changed.statements if c.runs] == [
        (first.id, True)
    ]
    backwards = compare_versions(topic.pk, topic.revision, topic.revision - 1)
    assert [c.new.text for c in backwards.statements if c.runs and c.new] == ["One thing is so"]
    assert not compare_versions(topic.pk, topic.revision, topic.revision)


def test_a_draft_is_compared_with_what_readers_see(desk: Desk) -> None:
    topic = desk.topic()
    assert len(changes_since_published(topic.pk, topic.revision).of_kind("added")) == 2
    publish(topic, desk.author, desk.reviewer, desk.editor)
    assert not changes_since_published(topic.pk, topic.revision).statements
    assert len(list(statements_of(editions.latest("a-topic").document))) == 2
