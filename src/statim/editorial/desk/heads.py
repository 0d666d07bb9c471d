"""The head of every screen about one topic: its name, where it stands, and the ways on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazily

from statim.audit.actor import Actor
from statim.editions.positions import Position, positions
from statim.editorial.desk.listing import is_newer
from statim.editorial.desk.stages import Stage, on_the_way
from statim.editorial.models import Comment
from statim.editorial.permissions import COMMENT, PUBLISH, READ_DESK, WRITE, may
from statim.topics.models import Topic

TABS = (
    ("topic", lazily("Write"), WRITE),
    ("comparisons", lazily("Comparisons"), READ_DESK),
    ("comments", lazily("Comments"), COMMENT),
    ("review", lazily("Review"), READ_DESK),
    ("publish", lazily("Publish"), PUBLISH),
    ("history", lazily("History"), READ_DESK),
    ("office:plan", lazily("Plan"), READ_DESK),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A way from this screen to another of the same topic; `count` is 0 where it says nothing."""

    words: str
    address: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """A topic as the head of its screens shows it."""

    id: str
    title: str
    slug: str
    revision: int
    doubts: int
    position: Position | None
    stage: Stage | None
    newer: bool
    overdue: bool
    tabs: tuple[Tab, ...]

    @property
    def live(self) -> str:
        """The address at which readers find it, or ""."""
        known = self.position is not None and self.position.withdrawn is None
        return f"/topics/{self.position.slug}/" if known and self.position else ""


def head_of(topic: Topic, *, by: Actor, current: str) -> Head:
    """The head of a topic's screen named `current`, with the ways that are this person's."""
    position = positions([topic.pk]).get(topic.pk)
    return Head(
        id=topic.pk,
        title=topic.title,
        slug=topic.slug,
        revision=topic.revision,
        doubts=len(topic.doubts),
        position=position,
        stage=on_the_way([topic.pk]).get(topic.pk),
        newer=is_newer(topic.updated, position),
        overdue=position is not None and position.is_overdue(date.today()),
        tabs=tuple(_tabs(topic, by, current)),
    )


def _tabs(topic: Topic, by: Actor, current: str) -> list[Tab]:
    open_ones = Comment.objects.filter(topic=topic, answers_to=None, resolved_at=None).count()
    counts = {"comments": open_ones}
    return [
        Tab(words, _address(name, topic), name == current, counts.get(name, 0))
        for name, words, act in TABS
        if may(by, act)
    ]


def _address(name: str, topic: Topic) -> str:
    return reverse(name if ":" in name else f"desk:{name}", args=[topic.pk])
