"""The review's screen: statement by statement, each verdict at its place."""

from __future__ import annotations

import pytest

from statim.audit.actor import Actor
from statim.editorial import actions
from statim.editorial.models import Submission, Verdict
from statim.topics.models import Topic
from statim.topics.queries import topic as topic_with
from tests.editorial.desk.sitting import address, at_desk, page, sent
from tests.editorial.people import confirm_all, ids, person, publish, reword, says, written

pytestmark = pytest.mark.django_db


def submitted(topic: Topic, by: Actor) -> Submission:
    return actions.submit(topic.pk, by=by)


def test_a_draft_is_sent_to_review_with_a_word_and_not_twice() -> None:
    author = person("author")
    topic = written(author)
    client = at_desk(author)
    assert "takes 1 step: reviewer" in page(client.get(address(topic, "submit")))
    form = {"revision": str(topic.revision), "words": "The dose is new."}
    answer = sent(client, address(topic, "submit"), **form)
    assert "Sent to review." in page(answer)
    found = topic.submissions.get()
    assert (found.by_name, found.version) == ("Author One", topic.revision)
    assert topic.comments.get().words == "The dose is new."
    again = sent(client, address(topic, "submit"), **form)
    assert again.status_code == 409
    assert "is in review already" in page(again) and "The dose is new." in page(again)
    assert topic.comments.count() == 1


def test_a_draft_that_somebody_changed_meanwhile_is_not_sent() -> None:
    author = person("author")
    topic = written(author)
    reword(topic, author, ids(topic)[0], "Other")
    answer = sent(at_desk(author), address(topic, "submit"), revision=str(topic.revision))
    assert answer.status_code == 409
    assert not topic.submissions.exists()


def test_each_statement_is_shown_with_its_reference_and_its_buttons() -> None:
    author, reviewer = person("author"), person("reviewer")
    topic = written(author)
    submitted(topic, author)
    said = page(at_desk(reviewer).get(address(topic, "review")))
    for name in ids(topic):
        assert f'data-judge="{name}"' in said
    assert "A trial of something" in said
    assert "Cites nothing." in said
    assert said.count('value="confirm"') == 2
    assert "0 of 2 confirmed" in said


def test_a_verdict_is_signed_and_the_page_comes_back_at_the_statement() -> None:
    author, reviewer = person("author"), person("reviewer")
    topic = written(author)
    found = submitted(topic, author)
    one, two = ids(topic)
    where, client = address(topic, "review"), at_desk(reviewer)
    answer = client.post(where, {"submission": found.pk, "statement": one, "go": "confirm"})
    assert (answer.status_code, answer["Location"]) == (302, f"{where}#s-{one}")
    form = {"submission": found.pk, "statement": two, "go": "change", "words": "Name the drug."}
    client.post(where, form)
    said = page(client.get(where))
    assert 'Confirmed</span> by <span class="person">Reviewer One' in said
    assert "Reviewer One</span>: Name the drug." in said
    assert "1 of 2 confirmed" in said
    assert list(Verdict.objects.values_list("statement", "verdict")) == [
        (one, "confirm"), (two, "change"),
    ]  # fmt: skip


def test_a_request_without_words_is_refused_at_its_place() -> None:
    author, reviewer = person("author"), person("reviewer")
    topic = written(author)
    found = submitted(topic, author)
    form = {"submission": found.pk, "statement": ids(topic)[0], "go": "remove", "words": " "}
    answer = sent(at_desk(reviewer), address(topic, "review"), **form)
    assert answer.status_code == 409
    assert "Say what is wrong" in page(answer)
    assert not Verdict.objects.exists()


def test_nobody_verifies_their_own_words_and_the_page_says_so() -> None:
    author, reviewer = person("author"), person("reviewer")
    topic = written(author)
    reword(topic, reviewer, ids(topic)[0], "Reworded by the reviewer")
    found = submitted(topic, author)
    client, where = at_desk(reviewer), address(topic, "review")
    said = page(client.get(where))
    assert "You wrote or changed it: somebody else verifies it." in said
    assert said.count("data-confirm") == 1
    form = {"submission": found.pk, "statement": ids(topic)[0], "go": "confirm"}
    forced = sent(client, where, **form)
    assert forced.status_code == 409
    assert "somebody else must review that" in page(forced)
    assert not Verdict.objects.exists()


def test_who_has_not_declared_their_interests_is_shown_where_to() -> None:
    author, reviewer = person("author"), person("reviewer", declared=False)
    topic = written(author)
    found = submitted(topic, author)
    client, where = at_desk(reviewer), address(topic, "review")
    form = {"submission": found.pk, "statement": ids(topic)[0], "go": "confirm"}
    refused = sent(client, where, **form)
    assert "Declare your interests first" in page(refused)
    assert 'href="/desk/interests/"' in page(refused)
    sent(client, "/desk/interests/", words="Fees from Example Ltd")
    sent(client, where, **form)
    assert Verdict.objects.get().interests == "Fees from Example Ltd"


@pytest.mark.parametrize("role", ["author", "pharmacist", "admin"])
def test_who_signs_no_review_reads_along(role: str) -> None:
    author, other = person("author"), person(role, "Somebody Else")
    topic = written(author)
    found = submitted(topic, author)
    client, where = at_desk(other), address(topic, "review")
    said = page(client.get(where))
    assert "You can read along." in said
    assert 'value="confirm"' not in said
    form = {"submission": found.pk, "statement": ids(topic)[0], "go": "confirm"}
    assert sent(client, where, **form).status_code == 409
    assert not Verdict.objects.exists()


def test_what_was_confirmed_and_not_changed_carries_over_and_what_changed_shows_how() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    topic = written(author)
    publish(topic, author, reviewer, editor)
    one, two = ids(topic)
    reword(topic, author, two, "Another is so")
    submitted(topic, author)
    said = page(at_desk(reviewer).get(address(topic, "review")))
    assert "unchanged since" in said
    assert "Reviewer One confirmed it on" in said
    assert "<del>" in said and "<ins>" in said
    assert "1 of 2 confirmed" in said
    assert one != two


def test_the_open_ones_of_a_section_are_confirmed_at_once_and_the_step_is_finished() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    topic = written(author)
    found = submitted(topic, author)
    client, where = at_desk(reviewer), address(topic, "review")
    early = sent(client, where, submission=found.pk, go="finish")
    assert early.status_code == 409
    assert "not every statement is confirmed" in page(early)
    form = {"submission": found.pk, "go": "confirm many", "each": ids(topic)}
    assert "2 statements confirmed." in page(sent(client, where, **form))
    done = sent(client, where, submission=found.pk, go="finish")
    assert "This step of the review is finished." in page(done)
    assert "Every step is finished" in page(at_desk(editor).get(where))


def test_a_version_is_sent_back_and_the_author_sees_why() -> None:
    author, reviewer = person("author"), person("reviewer")
    topic = written(author)
    found = submitted(topic, author)
    client, where = at_desk(reviewer), address(topic, "review")
    empty = sent(client, where, submission=found.pk, go="send back", words="")
    assert "Say what is to be changed" in page(empty)
    sent(client, where, submission=found.pk, go="send back", words="Cite the second one.")
    assert "Cite the second one." in page(at_desk(author).get("/desk/"))
    assert "Cite the second one." in page(at_desk(author).get(where))


def test_one_takes_back_ones_own_and_an_editor_anybodys() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    topic = written(author)
    where = address(topic, "review")
    for by in (author, editor):
        found = submitted(topic, author)
        form = {"submission": found.pk, "go": "take back"}
        assert sent(at_desk(reviewer), where, **form).status_code == 409
        assert "Taken back from review" in page(sent(at_desk(by), where, **form))
        found.refresh_from_db()
        assert found.state == "taken back"


def test_a_button_that_is_unknown_and_a_submission_that_is_not_there_do_nothing() -> None:
    reviewer = person("reviewer")
    topic = written(person("author"), says("x"))
    client, where = at_desk(reviewer), address(topic, "review")
    assert "does not know that button" in page(sent(client, where, go="explode"))
    assert sent(client, where, go="confirm", submission="99", statement="x").status_code == 409
    assert sent(client, where, go="confirm", submission="-1").status_code == 409


def test_two_steps_are_signed_by_two_people() -> None:
    author, reviewer, pharmacist = person("author"), person("reviewer"), person("pharmacist")
    editor = person("editor")
    actions.set_path(("Psychiatry",), ["reviewer", "pharmacist"], by=editor)
    topic = written(author)
    found = submitted(topic, author)
    where = address(topic, "review")
    assert "step 1 of 2" in page(at_desk(pharmacist).get(where))
    assert "You can read along" in page(at_desk(pharmacist).get(where))
    confirm_all(found, reviewer)
    second = page(at_desk(pharmacist).get(where))
    assert "step 2 of 2" in second
    assert "Reviewer Reviewer One confirmed it on" in second
    assert second.count("data-confirm") == 2
    assert topic_with(topic.pk).revision == topic.revision
