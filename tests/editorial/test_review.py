"""Review that cannot be faked: a verdict is about a digest, by somebody else, with interests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from statim.accounts.models import User
from statim.audit.actor import OPERATOR, Actor
from statim.editions.document import Change, statements_of
from statim.editions.errors import Unpublishable
from statim.editions.queries import latest
from statim.editorial import actions
from statim.editorial.errors import (
    AlreadySubmitted,
    InterestsExpired,
    InterestsMissing,
    NoSuchStatement,
    NotAllowed,
    NotInReview,
    NotTheSubmitted,
    NotVerified,
    NotYourOwn,
    OwnSubmission,
    SignedAlready,
    WordsNeeded,
)
from statim.editorial.models import Submission, Verdict
from statim.topics.actions import import_manuscript
from statim.topics.errors import StaleDraft
from statim.topics.queries import manuscript_of, writers
from statim.topics.queries import topic as topic_with
from tests.editorial.people import (
    AGAIN,
    NEW,
    confirm_all,
    editions_of,
    ids,
    missing,
    person,
    publish,
    reword,
    save,
    says,
    section,
    statements,
    waiting,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Actor:
    return person("author")


@pytest.fixture
def reviewer() -> Actor:
    return person("reviewer")


@pytest.fixture
def editor() -> Actor:
    return person("editor")


@pytest.fixture
def in_review(author: Actor) -> Submission:
    return actions.submit(written(author).pk, by=author)


def test_what_was_reviewed_is_published_with_who_verified_it_and_when(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    publish(topic, author, reviewer, editor)
    today = timezone.now().date().isoformat()
    edition = latest("a-topic").document
    assert [(s.verified.by, s.verified.on) for s in statements_of(edition) if s.verified] == [
        ("Reviewer One", today),
        ("Reviewer One", today),
    ]
    assert edition.reviewed == today
    assert edition.review_due is not None
    assert edition.review_due[:4] == str(int(today[:4]) + 2)
    assert not edition.own_review
    assert [(p.name, p.role, p.interests) for p in edition.reviewers] == [
        ("Reviewer One", "reviewer", "None to declare")
    ]


def test_what_was_not_changed_since_needs_no_second_confirmation(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    publish(topic, author, reviewer, editor)
    first, second = ids(topic)
    reword(topic, author, second, "Another is not, or seldom")
    found = actions.submit(topic.pk, by=author)
    assert waiting(found) == missing(found) == [second]
    with pytest.raises(NotVerified) as refused:
        actions.finish_step(found.pk, by=reviewer)
    assert [name for name, _, _ in refused.value.statements] == [second]
    confirm_all(found, reviewer)
    actions.publish_submission(found.pk, AGAIN, by=editor)
    assert editions_of(topic) == 2
    assert ids(topic) == [first, second]


def test_the_same_words_citing_another_work_are_not_the_same_statement(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    publish(topic, author, reviewer, editor)
    other = {"id": "smith2020", "type": "book", "title": "Another paper", "DOI": "10.1000/other"}
    save(topic, author, references=(other,))
    assert missing(actions.submit(topic.pk, by=author)) == [ids(topic)[0]]


def test_a_statement_moved_under_another_is_confirmed_anew_and_reordering_is_none(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author, says("Give A"), says("Give B", says("Not in pregnancy")))
    publish(topic, author, reviewer, editor)
    a, b, child = statements(topic)
    save(topic, author, section(says(b.text, child, id=b.id), says(a.text, id=a.id)))
    found = actions.submit(topic.pk, by=author)
    assert missing(found) == []
    actions.take_back(found.pk, by=author)
    save(topic, author, section(says(a.text, child, id=a.id), says(b.text, id=b.id)))
    found = actions.submit(topic.pk, by=author)
    assert missing(found) == [child.id]
    actions.take_back(found.pk, by=author)
    save(topic, author, section(says(a.text, id=a.id), says(b.text, child, id=b.id),
                                heading="Never"))  # fmt: skip
    assert set(missing(actions.submit(topic.pk, by=author))) == {a.id, b.id, child.id}


def test_nobody_confirms_what_they_wrote_or_changed(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    first, second = ids(topic)
    reword(topic, reviewer, second, "Another is not so")
    found = actions.submit(topic.pk, by=author)
    with pytest.raises(NotYourOwn) as refused:
        actions.judge_many(found.pk, [first, second], by=reviewer)
    assert refused.value.statements == (second,)
    assert not Verdict.objects.exists()
    actions.judge(found.pk, first, "confirm", by=reviewer)
    actions.judge(found.pk, second, "confirm", by=editor)
    assert missing(found) == []


def test_a_reviewer_who_later_edits_loses_their_own_confirmation_of_it(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    publish(topic, author, reviewer, editor)
    _first, second = ids(topic)
    before = statements(topic)[1].text
    reword(topic, reviewer, second, "Something else altogether")
    reword(topic, reviewer, second, before)  # the words that they confirmed, now also theirs
    found = actions.submit(topic.pk, by=author)
    assert missing(found) == [second]
    with pytest.raises(NotYourOwn):
        actions.judge(found.pk, second, "confirm", by=reviewer)


def test_a_reviewer_who_edits_after_the_submission_still_stands_by_what_they_confirmed(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    found = actions.submit(topic.pk, by=author)
    confirm_all(found, reviewer)
    reword(topic, reviewer, ids(topic)[1], "Another draft of it")
    actions.publish_submission(found.pk, NEW, by=editor)
    said = [s.text for s in statements_of(latest("a-topic").document)]
    assert said == ["One thing is so", "Another is not"]


def test_who_changed_their_role_is_still_the_writer(author: Actor) -> None:

    found = actions.submit(written(author).pk, by=author)
    User.objects.filter(pk=author.account).update(role="reviewer")
    with pytest.raises(NotYourOwn):
        actions.judge(found.pk, waiting(found)[0], "confirm", by=replace(author, role="reviewer"))


def test_words_carried_into_another_statement_stay_their_writers(
    author: Actor, reviewer: Actor
) -> None:
    mine = "The dose is halved in severe renal impairment"
    topic = written(reviewer, says(mine), says("Give it slowly"))
    _first, second = statements(topic)
    merged = f"Give it slowly. {mine}"
    save(topic, author, section(says(merged, id=second.id)))
    found = actions.submit(topic.pk, by=author)
    with pytest.raises(NotYourOwn):
        actions.judge(found.pk, second.id, "confirm", by=reviewer)


def test_words_cut_in_one_save_and_pasted_in_a_later_one_stay_their_writers(
    author: Actor, reviewer: Actor
) -> None:
    mine = "The dose is halved in severe renal impairment"
    topic = written(author, says("Give it slowly"))
    kept = statements(topic)[0]
    save(topic, reviewer, section(kept, says(mine)))
    save(topic, author, section(kept))
    save(topic, author, section(kept, says(mine + " and in old age")))
    found = actions.submit(topic.pk, by=author)
    with pytest.raises(NotYourOwn):
        actions.judge(found.pk, ids(topic)[1], "confirm", by=reviewer)


def test_a_statement_pasted_from_another_topic_stays_its_writers_and_is_the_pasters_too(
    author: Actor, reviewer: Actor
) -> None:
    mine = says("The dose is halved in severe renal impairment", cite="smith2020")
    written(reviewer, mine, slug="another-topic")
    topic = written(author, mine, says("Not with food"))
    found = actions.submit(topic.pk, by=author)
    carried, short = ids(topic)
    with pytest.raises(NotYourOwn):
        actions.judge(found.pk, carried, "confirm", by=reviewer)
    assert writers(topic.pk)[carried] == {author.account, reviewer.account}
    actions.judge(found.pk, short, "confirm", by=reviewer)


def test_a_turn_of_phrase_that_stands_in_two_topics_is_nobodys_from_there(
    author: Actor, reviewer: Actor
) -> None:
    written(reviewer, says("Not with food"), slug="another-topic")
    topic = written(author, says("Not with food"))
    assert writers(topic.pk)[ids(topic)[0]] == {author.account}


def test_a_split_statement_is_two_of_which_neither_is_confirmed(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author, says("It is fast but it does not last"))
    publish(topic, author, reviewer, editor)
    whole = ids(topic)[0]
    save(topic, author, section(says("It is fast", id=whole), says("But it does not last")))
    found = actions.submit(topic.pk, by=author)
    assert missing(found) == ids(topic)
    assert ids(topic)[0] == whole


def test_a_request_for_a_change_outweighs_anothers_confirmation(
    author: Actor, reviewer: Actor, in_review: Submission
) -> None:
    second = person("reviewer", "Reviewer Two")
    name = waiting(in_review)[0]
    actions.judge(in_review.pk, name, "confirm", by=reviewer)
    actions.judge(in_review.pk, name, "change", "The dose is wrong.", by=second)
    actions.judge(in_review.pk, name, "confirm", by=reviewer)
    assert name in waiting(in_review)
    actions.judge(in_review.pk, name, "confirm", by=second)  # who asked takes it back
    assert name not in waiting(in_review)


def test_new_words_settle_a_request_and_the_old_words_bring_it_back(
    author: Actor, reviewer: Actor, in_review: Submission
) -> None:
    topic = in_review.topic
    first, second = ids(topic)
    before = statements(topic)[1].text
    actions.judge(in_review.pk, second, "remove", "Nobody needs this.", by=reviewer)
    actions.ask_for_changes(in_review.pk, "Please see to the second.", by=reviewer)
    reword(topic, author, second, "Another is seldom so")
    found = actions.submit(topic.pk, by=author)
    actions.judge_many(found.pk, [first, second], by=person("reviewer", "Reviewer Two"))
    assert missing(found) == []
    actions.take_back(found.pk, by=author)
    reword(topic, author, second, before)
    found = actions.submit(topic.pk, by=author)
    assert missing(found) == [second]


def test_who_submitted_neither_approves_nor_publishes(author: Actor, reviewer: Actor) -> None:
    editor = person("editor")
    topic = written(author)
    found = actions.submit(topic.pk, by=editor)
    confirm_all(found, reviewer)
    with pytest.raises(OwnSubmission):
        actions.approve(found.pk, by=editor)
    with pytest.raises(OwnSubmission):
        actions.publish_submission(found.pk, NEW, by=editor)
    actions.approve(found.pk, by=person("editor", "Editor Two"))
    with pytest.raises(OwnSubmission):
        actions.publish_submission(found.pk, NEW, by=editor)
    assert editions_of(topic) == 0


def test_only_the_submitted_version_is_published(
    author: Actor, reviewer: Actor, editor: Actor, in_review: Submission
) -> None:
    confirm_all(in_review, reviewer)
    topic = reword(in_review.topic, author, ids(in_review.topic)[0], "A later draft")
    with pytest.raises(NotTheSubmitted):
        actions.publish_submission(in_review.pk, NEW, by=editor, version=topic.revision)
    actions.publish_submission(in_review.pk, NEW, by=editor, version=in_review.version)
    assert "A later draft" not in latest("a-topic").canonical


def test_nothing_is_published_before_every_statement_and_step_is_done(
    reviewer: Actor, editor: Actor, in_review: Submission
) -> None:
    with pytest.raises(NotVerified) as refused:
        actions.publish_submission(in_review.pk, NEW, by=editor)
    assert len(refused.value.statements) == 2
    actions.judge_many(in_review.pk, waiting(in_review), by=reviewer)
    with pytest.raises(NotInReview):
        actions.publish_submission(in_review.pk, NEW, by=editor)
    actions.finish_step(in_review.pk, by=reviewer)
    actions.publish_submission(in_review.pk, NEW, by=editor)
    for again in (actions.publish_submission, actions.approve):
        words = (in_review.pk, NEW) if again is actions.publish_submission else (in_review.pk,)
        with pytest.raises(NotInReview):
            again(*words, by=editor)


def test_a_late_request_stops_an_approved_publication(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    publish(topic, author, reviewer, editor)
    first = ids(topic)[0]
    reword(topic, author, ids(topic)[1], "Another is not so")
    found = actions.submit(topic.pk, by=author)
    actions.judge(found.pk, first, "change", "This is out of date.", by=reviewer)
    actions.judge(found.pk, ids(topic)[1], "confirm", by=reviewer)
    with pytest.raises(NotVerified) as refused:
        actions.finish_step(found.pk, by=reviewer)
    assert "Reviewer One asked for a change" in str(refused.value)


def test_nobody_signs_without_current_interests(author: Actor, in_review: Submission) -> None:
    name = waiting(in_review)[0]
    reviewer = person("reviewer", "Reviewer Two", declared=False)
    with pytest.raises(InterestsMissing):
        actions.judge(in_review.pk, name, "confirm", by=reviewer)
    actions.declare_interests("Shares in Acme", by=reviewer)
    actions.judge(in_review.pk, name, "confirm", by=reviewer)
    assert Verdict.objects.get().interests == "Shares in Acme"


def test_a_declaration_holds_for_a_year(
    in_review: Submission, reviewer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = waiting(in_review)[0]
    later = timezone.now() + timedelta(days=366)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    with pytest.raises(InterestsExpired):
        actions.judge(in_review.pk, name, "confirm", by=reviewer)
    actions.declare_interests("", none=True, by=reviewer)
    actions.judge(in_review.pk, name, "confirm", by=reviewer)


def test_a_page_is_as_old_as_its_oldest_verification(
    author: Actor, reviewer: Actor, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = written(author)
    publish(topic, author, reviewer, editor)
    reviewed = latest("a-topic").document.reviewed
    later = timezone.now() + timedelta(days=100)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    reword(topic, author, ids(topic)[0], "One thing is surely so")
    publish(topic, author, reviewer, editor)
    edition = latest("a-topic").document
    days = [s.verified.on for s in statements_of(edition) if s.verified]
    assert edition.reviewed == reviewed == min(days) != max(days)
    found = actions.submit(topic.pk, by=author)  # nothing changed: the yearly review
    actions.judge_many(found.pk, ids(topic), by=reviewer)
    actions.finish_step(found.pk, by=reviewer)
    actions.publish_submission(found.pk, AGAIN, by=editor)
    assert latest("a-topic").document.reviewed == later.date().isoformat()


def test_one_person_signs_one_step_only(author: Actor, editor: Actor) -> None:

    actions.set_path(("Psychiatry",), ("reviewer", "pharmacist"), by=editor)
    reviewer, pharmacist = person("reviewer"), person("pharmacist")
    topic = written(author)
    found = actions.submit(topic.pk, by=author)
    with pytest.raises(NotAllowed):
        actions.judge(found.pk, ids(topic)[0], "confirm", by=pharmacist)
    confirm_all(found, reviewer)
    with pytest.raises(NotVerified):
        actions.approve(found.pk, by=editor)
    with pytest.raises(NotAllowed):
        actions.judge(found.pk, ids(topic)[0], "confirm", by=editor)
    User.objects.filter(pk=reviewer.account).update(role="pharmacist")
    both = Actor(name=reviewer.name, role="pharmacist", account=reviewer.account)
    with pytest.raises(SignedAlready):
        actions.judge_many(found.pk, ids(topic), by=both)
    confirm_all(found, pharmacist)
    actions.publish_submission(found.pk, NEW, by=editor)
    edition = latest("a-topic").document
    assert [p.role for p in edition.reviewers] == ["reviewer", "pharmacist"]
    assert {s.verified.by for s in statements_of(edition) if s.verified} == {"Pharmacist One"}


def test_an_import_after_the_review_is_not_reviewed(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:

    topic = written(author)
    publish(topic, author, reviewer, editor)
    draft = manuscript_of(topic_with(topic.pk))
    first, second = draft.sections[0].statements
    changed = replace(
        draft, sections=(section(first, replace(second, html="It is", text="It is")),)
    )
    import_manuscript(changed, by=OPERATOR)
    assert missing(actions.submit(topic.pk, by=author)) == [second.id]


def test_a_restored_version_keeps_its_writers_and_its_confirmations(
    author: Actor, reviewer: Actor, editor: Actor
) -> None:
    topic = written(author)
    publish(topic, author, reviewer, editor)
    old = topic.revision
    topic = reword(topic, author, ids(topic)[0], "Something quite different")
    actions.restore_version(topic.pk, old, revision=topic.revision, by=editor)
    found = actions.submit(topic.pk, by=author)
    assert missing(found) == []
    actions.judge(found.pk, ids(topic)[0], "confirm", by=editor)  # who restored wrote nothing
    with pytest.raises(NotAllowed):
        actions.judge(found.pk, ids(topic)[0], "confirm", by=author)


def test_one_version_is_in_review_at_a_time(author: Actor, in_review: Submission) -> None:
    with pytest.raises(AlreadySubmitted):
        actions.submit(in_review.topic_id, by=author)
    with pytest.raises(NotAllowed):
        actions.take_back(in_review.pk, by=person("author", "Author Two"))
    actions.take_back(in_review.pk, by=author)
    actions.submit(in_review.topic_id, by=author)


def test_a_submission_names_the_draft_that_was_seen(author: Actor) -> None:
    topic = written(author)
    with pytest.raises(StaleDraft):
        actions.submit(topic.pk, by=author, revision=topic.revision - 1)


def test_a_request_says_what_is_wrong_and_a_verdict_is_on_a_statement_that_is_there(
    reviewer: Actor, in_review: Submission
) -> None:
    name = waiting(in_review)[0]
    with pytest.raises(WordsNeeded):
        actions.judge(in_review.pk, name, "change", "  ", by=reviewer)
    with pytest.raises(NoSuchStatement):
        actions.judge(in_review.pk, "nowhere", "confirm", by=reviewer)
    with pytest.raises(WordsNeeded):
        actions.ask_for_changes(in_review.pk, "", by=reviewer)
    assert not Verdict.objects.exists()


def test_the_change_note_is_the_editors_and_has_to_be_one(
    reviewer: Actor, editor: Actor, in_review: Submission
) -> None:

    confirm_all(in_review, reviewer)
    with pytest.raises(Unpublishable):
        actions.publish_submission(in_review.pk, Change(kind="gossip"), by=editor)
    actions.publish_submission(in_review.pk, NEW, by=editor)


def test_an_editor_sends_back_what_was_reviewed_and_its_date_is_cancelled(
    author: Actor, reviewer: Actor, editor: Actor, in_review: Submission
) -> None:
    confirm_all(in_review, reviewer)
    later = timezone.now() + timedelta(days=1)
    actions.schedule(in_review.pk, later, NEW, by=editor)
    with pytest.raises(NotAllowed):
        actions.ask_for_changes(in_review.pk, "Shorter, please.", by=reviewer)
    actions.ask_for_changes(in_review.pk, "Shorter, please.", by=editor)
    assert actions.publish_due(later) == []
    with pytest.raises(NotInReview):
        actions.ask_for_changes(in_review.pk, "Again.", by=editor)
    again = actions.submit(in_review.topic_id, by=author)
    assert missing(again) == []  # its verdicts stand


@pytest.mark.parametrize("table", ["editorial_verdict", "editorial_interests"])
def test_what_was_signed_cannot_be_altered_even_by_sql(
    reviewer: Actor, in_review: Submission, table: str
) -> None:
    actions.judge(in_review.pk, waiting(in_review)[0], "confirm", by=reviewer)
    for statement in (f"UPDATE {table} SET by_name = 'Somebody else'", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match="never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_single_person_site_does_without_separation(settings: Any) -> None:
    settings.STATIM_SEPARATION = False
    alone = person("admin")
    topic = written(alone)
    found = actions.submit(topic.pk, by=alone)
    confirm_all(found, alone)
    actions.publish_submission(found.pk, NEW, by=alone)
    assert editions_of(topic) == 1
    assert latest("a-topic").document.own_review
