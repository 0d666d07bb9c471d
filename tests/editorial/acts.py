"""Every act of the desk, ready to be done, and who may do it: the tests' own copy of the table.

Written out by hand, so that the table in the code cannot vouch for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone

from statim.audit.actor import Actor
from statim.editorial import actions
from statim.editorial.models import Submission
from statim.topics.models import Topic
from statim.topics.queries import manuscript_of
from tests.editorial.people import NEW, confirm_all, person, publish, waiting, written

Act = Callable[[Actor], object]
ROLES = ("reader", "author", "reviewer", "pharmacist", "editor", "admin")
STAFF = frozenset(ROLES) - {"reader"}
EDITORS = frozenset({"editor", "admin"})
SIGNERS = frozenset({"reviewer", "editor"})


@dataclass
class Desk:
    """A desk with its people, and others of every role who have done nothing yet."""

    author: Actor = field(default_factory=lambda: person("author"))
    reviewer: Actor = field(default_factory=lambda: person("reviewer"))
    editor: Actor = field(default_factory=lambda: person("editor"))
    others: dict[str, Actor] = field(
        default_factory=lambda: {role: person(role, f"Other {role.title()}") for role in ROLES}
    )

    def topic(self) -> Topic:
        return written(self.author)

    def open(self) -> Submission:
        return actions.submit(self.topic().pk, by=self.author)

    def judged(self) -> Submission:
        found = self.open()
        actions.judge_many(found.pk, waiting(found), by=self.reviewer)
        return found

    def reviewed(self) -> Submission:
        found = self.open()
        confirm_all(found, self.reviewer)
        return found

    def published(self) -> Topic:
        topic = self.topic()
        publish(topic, self.author, self.reviewer, self.editor)
        return topic


@dataclass(frozen=True)
class Case:
    """An act made ready on a desk, and the roles that may do it (others than those before)."""

    ready: Callable[[Desk], Act]
    may: frozenset[str]


def _new_topic(desk: Desk) -> Act:
    return lambda by: actions.new_topic("Another", "another", (), by=by)


def _save_draft(desk: Desk) -> Act:
    topic = desk.topic()
    draft = replace(manuscript_of(topic), title="Another title")
    return lambda by: actions.save_draft(topic.pk, draft, revision=topic.revision, by=by)


def _restore_version(desk: Desk) -> Act:
    topic = desk.topic()
    return lambda by: actions.restore_version(topic.pk, 1, revision=topic.revision, by=by)


def _move_draft(desk: Desk) -> Act:
    topic = desk.topic()
    return lambda by: actions.move_topic(topic.pk, "elsewhere", by=by)


def _move_published(desk: Desk) -> Act:
    topic = desk.published()
    return lambda by: actions.move_topic(topic.pk, "elsewhere", by=by)


def _submit(desk: Desk) -> Act:
    topic = desk.topic()
    return lambda by: actions.submit(topic.pk, by=by)


def _take_back(desk: Desk) -> Act:
    found = desk.open()
    return lambda by: actions.take_back(found.pk, by=by)


def _judge(desk: Desk) -> Act:
    found = desk.open()
    name = waiting(found)[0]
    return lambda by: actions.judge(found.pk, name, "change", "It is wrong.", by=by)


def _judge_many(desk: Desk) -> Act:
    found = desk.open()
    names = waiting(found)
    return lambda by: actions.judge_many(found.pk, names, by=by)


def _finish_step(desk: Desk) -> Act:
    found = desk.judged()
    return lambda by: actions.finish_step(found.pk, by=by)


def _ask_for_changes(desk: Desk) -> Act:
    found = desk.open()
    return lambda by: actions.ask_for_changes(found.pk, "Please shorten it.", by=by)


def _approve(desk: Desk) -> Act:
    found = desk.reviewed()
    return lambda by: actions.approve(found.pk, by=by)


def _publish_submission(desk: Desk) -> Act:
    found = desk.reviewed()
    return lambda by: actions.publish_submission(found.pk, NEW, by=by)


def _withdraw_topic(desk: Desk) -> Act:
    topic = desk.published()
    return lambda by: actions.withdraw_topic(topic.pk, "A dose has to be checked.", by=by)


def _schedule(desk: Desk) -> Act:
    found = desk.reviewed()
    at = timezone.now() + timedelta(days=1)
    return lambda by: actions.schedule(found.pk, at, NEW, by=by)


def _cancel_schedule(desk: Desk) -> Act:
    at = timezone.now() + timedelta(days=1)
    made = actions.schedule(desk.reviewed().pk, at, NEW, by=desk.editor)
    return lambda by: actions.cancel_schedule(made.pk, by=by)


def _comment(desk: Desk) -> Act:
    topic = desk.topic()
    return lambda by: actions.comment(topic.pk, "Is this so?", by=by)


def _resolve_comment(desk: Desk) -> Act:
    made = actions.comment(desk.topic().pk, "Is this so?", by=desk.author)
    return lambda by: actions.resolve_comment(made.pk, by=by)


def _reopen_comment(desk: Desk) -> Act:
    made = actions.comment(desk.topic().pk, "Is this so?", by=desk.author)
    actions.resolve_comment(made.pk, by=desk.author)
    return lambda by: actions.reopen_comment(made.pk, by=by)


def _take_lock(desk: Desk) -> Act:
    topic = desk.topic()
    return lambda by: actions.take_lock(topic.pk, by=by)


def _break_lock(desk: Desk) -> Act:
    topic = desk.topic()
    actions.take_lock(topic.pk, by=desk.author)
    return lambda by: actions.break_lock(topic.pk, by=by)


def _set_plan(desk: Desk) -> Act:
    topic = desk.topic()
    return lambda by: actions.set_plan(topic.pk, risk="high", by=by)


def _set_byline(desk: Desk) -> Act:
    topic = desk.topic()
    account = desk.author.account or 0
    return lambda by: actions.set_byline(topic.pk, [(account, "Author")], by=by)


def _set_path(desk: Desk) -> Act:
    return lambda by: actions.set_path(("Psychiatry",), ("pharmacist",), by=by)


def _declare_interests(desk: Desk) -> Act:
    return lambda by: actions.declare_interests("Shares in Acme", by=by)


def _new_calendar_link(desk: Desk) -> Act:
    return lambda by: actions.new_calendar_link(by=by)


def _revoke_calendar_link(desk: Desk) -> Act:
    for role in STAFF:
        actions.new_calendar_link(by=desk.others[role])
    return lambda by: actions.revoke_calendar_link(by=by)


def _export_audit(desk: Desk) -> Act:
    return lambda by: actions.export_audit("csv", by=by)


CASES: dict[str, Case] = {
    "new_topic": Case(_new_topic, STAFF),
    "save_draft": Case(_save_draft, STAFF),
    "restore_version": Case(_restore_version, STAFF),
    "move_topic": Case(_move_draft, EDITORS),
    "move_topic, online": Case(_move_published, EDITORS),
    "submit": Case(_submit, STAFF),
    "take_back": Case(_take_back, EDITORS),  # somebody else's
    "judge": Case(_judge, SIGNERS),
    "judge_many": Case(_judge_many, SIGNERS),
    "finish_step": Case(_finish_step, SIGNERS),
    "ask_for_changes": Case(_ask_for_changes, SIGNERS),
    "approve": Case(_approve, EDITORS),
    "publish_submission": Case(_publish_submission, EDITORS),
    "withdraw_topic": Case(_withdraw_topic, EDITORS),
    "schedule": Case(_schedule, EDITORS),
    "cancel_schedule": Case(_cancel_schedule, EDITORS),
    "comment": Case(_comment, STAFF),
    "resolve_comment": Case(_resolve_comment, STAFF),
    "reopen_comment": Case(_reopen_comment, STAFF),
    "take_lock": Case(_take_lock, STAFF),
    "break_lock": Case(_break_lock, EDITORS),
    "set_plan": Case(_set_plan, EDITORS),
    "set_byline": Case(_set_byline, frozenset({"author", *EDITORS})),
    "set_path": Case(_set_path, EDITORS),
    "declare_interests": Case(_declare_interests, STAFF),
    "new_calendar_link": Case(_new_calendar_link, STAFF),
    "revoke_calendar_link": Case(_revoke_calendar_link, STAFF),
    "export_audit": Case(_export_audit, frozenset({"admin"})),
}
