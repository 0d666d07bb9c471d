"""Rows that an act holds until its end, so that two acts on one thing follow one another.

Always in this order: topic, submission, schedule, then the record, then the log; so that no two
acts wait for one another.
"""

from __future__ import annotations

from statim.editorial.errors import NoSuchSubmission
from statim.editorial.models import Submission
from statim.topics.errors import NoSuchTopic
from statim.topics.models import Topic


def hold_topic(topic_id: str) -> Topic:
    """The topic, held. Raises topics' NoSuchTopic."""
    topic = Topic.objects.select_for_update().filter(id=topic_id).first()
    if topic is None:
        raise NoSuchTopic(topic_id)
    return topic


def held(number: int) -> Submission:
    """The submission, held, and its topic before it. Raises NoSuchSubmission."""
    topic = Submission.objects.filter(id=number).values_list("topic", flat=True).first()
    if topic is None:
        raise NoSuchSubmission(number)
    held_topic = hold_topic(topic)
    found = Submission.objects.select_for_update().get(id=number)
    found.topic = held_topic
    return found
