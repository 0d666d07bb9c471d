"""What acts refuse, whichever room refuses it: shown as the sentence that it is."""

from __future__ import annotations

from django.http import Http404

from statim.editions.errors import Refused as RefusedByRecord
from statim.editorial.errors import Refused as RefusedByDesk
from statim.references.errors import ReferencesError
from statim.topics.errors import NoSuchTopic
from statim.topics.errors import Refused as RefusedByTopics
from statim.topics.models import Topic
from statim.topics.queries import topic

REFUSALS = (RefusedByDesk, RefusedByTopics, RefusedByRecord, ReferencesError)


def topic_or_404(topic_id: str) -> Topic:
    """The topic that an address names; Http404 where there is none."""
    try:
        return topic(topic_id)
    except NoSuchTopic as missing:
        raise Http404(str(missing)) from missing
