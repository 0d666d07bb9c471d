"""Everything that is done at the desk: one verb each, `by=` whom, whole or refused by name."""

from statim.editorial.actions.declaring import declare_interests
from statim.editorial.actions.judging import ask_for_changes, finish_step, judge, judge_many
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
from statim.editorial.actions.submitting import submit, take_back
from statim.editorial.actions.writing import new_topic, restore_version, save_draft

__all__ = [
    "Publication",
    "approve",
    "ask_for_changes",
    "declare_interests",
    "finish_step",
    "judge",
    "judge_many",
    "move_topic",
    "new_topic",
    "publish",
    "publish_manuscripts",
    "publish_submission",
    "restore_version",
    "save_draft",
    "set_byline",
    "set_path",
    "set_plan",
    "submit",
    "take_back",
    "withdraw",
    "withdraw_topic",
]
