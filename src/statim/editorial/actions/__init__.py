"""Everything that is done at the desk: one verb each, `by=` whom, whole or refused by name."""

from statim.editorial.actions.auditing import export_audit
from statim.editorial.actions.commenting import comment, reopen_comment, resolve_comment
from statim.editorial.actions.declaring import declare_interests
from statim.editorial.actions.judging import ask_for_changes, finish_step, judge, judge_many
from statim.editorial.actions.locking import break_lock, release_lock, renew_lock, take_lock
from statim.editorial.actions.planning import set_byline, set_path, set_plan
from statim.editorial.actions.publishing import (
    Publication,
    publish,
    publish_manuscripts,
    withdraw,
)
from statim.editorial.actions.releasing import (
    approve,
    move_topic,
    publish_submission,
    withdraw_topic,
)
from statim.editorial.actions.reminding import send_reminders
from statim.editorial.actions.scheduling import Due, cancel_schedule, publish_due, schedule
from statim.editorial.actions.submitting import submit, take_back
from statim.editorial.actions.subscribing import new_calendar_link, revoke_calendar_link
from statim.editorial.actions.writing import new_topic, restore_version, save_draft

__all__ = [
    "Due",
    "Publication",
    "approve",
    "ask_for_changes",
    "break_lock",
    "cancel_schedule",
    "comment",
    "declare_interests",
    "export_audit",
    "finish_step",
    "judge",
    "judge_many",
    "move_topic",
    "new_calendar_link",
    "new_topic",
    "publish",
    "publish_due",
    "publish_manuscripts",
    "publish_submission",
    "release_lock",
    "renew_lock",
    "reopen_comment",
    "resolve_comment",
    "restore_version",
    "revoke_calendar_link",
    "save_draft",
    "schedule",
    "send_reminders",
    "set_byline",
    "set_path",
    "set_plan",
    "submit",
    "take_back",
    "take_lock",
    "withdraw",
    "withdraw_topic",
]
