"""Publication on a date: checked again when it is due, done once, in the name of who set it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from statim.accounts.models import User
from statim.audit.models import Entry
from statim.editions.document import Change
from statim.editions.errors import Unpublishable
from statim.editions.queries import latest
from statim.editorial import actions
from statim.editorial.actions import scheduling
from statim.editorial.errors import NotPossible, NotThere, NotVerified, OwnSubmission
from statim.editorial.models import Schedule, Submission
from tests.editorial.acts import Desk
from tests.editorial.people import NEW, confirm_all, editions_of, ids, reword, waiting

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def dated(desk: Desk) -> tuple[Submission, Schedule]:
    found = desk.reviewed()
    at = timezone.now() + DAY
    note = Change(kind="new", note="First published.")
    return found, actions.schedule(found.pk, at, note, by=desk.editor)


def test_it_is_published_when_it_is_due_in_the_name_of_who_set_it(desk: Desk) -> None:
    found, made = dated(desk)
    assert actions.publish_due(made.due - timedelta(seconds=1)) == []
    done = actions.publish_due(made.due)
    assert [(each.topic, each.reason) for each in done] == [(found.topic_id, "")]
    assert editions_of(found.topic) == 1
    row = Entry.objects.filter(act="publish").latest("sequence")
    assert (row.actor_name, row.actor_role) == ("Editor One", "editor")
    made.refresh_from_db()
    assert made.state == "done"
    assert actions.publish_due(made.due) == []


def test_what_no_longer_holds_is_refused_with_its_reason(desk: Desk) -> None:
    found, made = dated(desk)
    User.objects.filter(pk=desk.editor.account).update(is_active=False)
    before = Entry.objects.count()
    done = actions.publish_due(made.due)
    assert [each.reason for each in done] == ["Your account was closed."]
    assert (editions_of(found.topic), Entry.objects.count()) == (0, before + 1)
    assert actions.publish_due(made.due + DAY) == []


def test_an_edit_after_the_date_was_set_does_not_go_out_with_it(desk: Desk) -> None:
    found, made = dated(desk)
    reword(found.topic, desk.author, ids(found.topic)[0], "Not yet reviewed")
    assert actions.publish_due(made.due)[0].publication is not None

    assert "Not yet reviewed" not in latest("a-topic").canonical


def test_only_what_could_be_published_now_gets_a_date(desk: Desk) -> None:
    found = desk.open()
    at = timezone.now() + DAY
    with pytest.raises(NotVerified):
        actions.schedule(found.pk, at, NEW, by=desk.editor)
    confirm_all(found, desk.reviewer)
    with pytest.raises(NotPossible):
        actions.schedule(found.pk, timezone.now() - DAY, NEW, by=desk.editor)
    with pytest.raises(Unpublishable):
        actions.schedule(found.pk, at, Change(kind="gossip"), by=desk.editor)
    assert not Schedule.objects.exists()


def test_who_submitted_sets_no_date(desk: Desk) -> None:
    found = actions.submit(desk.topic().pk, by=desk.editor)
    actions.judge_many(found.pk, waiting(found), by=desk.reviewer)
    actions.finish_step(found.pk, by=desk.reviewer)
    with pytest.raises(OwnSubmission):
        actions.schedule(found.pk, timezone.now() + DAY, NEW, by=desk.editor)


def test_a_date_goes_with_a_version_that_is_taken_back_and_gives_way_to_another(
    desk: Desk,
) -> None:
    found, made = dated(desk)
    later = actions.schedule(found.pk, made.due + DAY, NEW, by=desk.editor)
    assert actions.publish_due(made.due) == []
    actions.take_back(found.pk, by=desk.author)
    assert actions.publish_due(later.due) == []
    with pytest.raises(NotThere):
        actions.cancel_schedule(later.pk, by=desk.editor)
    assert editions_of(found.topic) == 0


def test_publishing_at_once_uses_the_date_up(desk: Desk) -> None:
    found, made = dated(desk)
    actions.publish_submission(found.pk, NEW, by=desk.editor)
    assert actions.publish_due(made.due) == []
    assert editions_of(found.topic) == 1


def test_one_that_cannot_even_be_tried_does_not_stop_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:

    found, made = dated(desk)
    real = scheduling.publish_submission

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(scheduling, "publish_submission", broken)
    assert actions.publish_due(made.due) == []
    assert "the disk is full" in caplog.text
    monkeypatch.setattr(scheduling, "publish_submission", real)
    assert actions.publish_due(made.due)[0].publication is not None
    assert editions_of(found.topic) == 1
