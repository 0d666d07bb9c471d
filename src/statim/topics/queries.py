"""Reading the desk's topics. Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from statim.topics.errors import NoSuchTopic, NoSuchVersion
from statim.topics.manuscript import Manuscript, from_dict
from statim.topics.models import Topic, Version, Wording


def topic(topic_id: str) -> Topic:
    """One topic by its id. Raises NoSuchTopic."""
    found = Topic.objects.filter(id=topic_id).first()
    if found is None:
        raise NoSuchTopic(topic_id)
    return found


def topic_at(slug: str) -> Topic:
    """One topic by its address. Raises NoSuchTopic."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchTopic(slug)
    return found


def manuscript_of(found: Topic) -> Manuscript:
    """What a topic's draft says, its doubts included."""
    return from_dict({**found.draft, "doubts": found.doubts})


def named(slugs: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Slug to (id, title) of those topics that are on the desk."""
    if not slugs:
        return {}
    rows = Topic.objects.filter(slug__in=slugs).values_list("slug", "id", "title")
    return {slug: (topic_id, title) for slug, topic_id, title in rows}


def versions(topic_id: str) -> list[Version]:
    """Every saved version of a topic, newest first, without its text."""
    return list(Version.objects.filter(topic=topic_id).defer("draft", "doubts"))


def version(topic_id: str, number: int) -> Version:
    """One saved version. Raises NoSuchVersion."""
    found = Version.objects.filter(topic=topic_id, number=number).first()
    if found is None:
        raise NoSuchVersion(topic_id, number)
    return found


def manuscript_at(found: Version) -> Manuscript:
    """What a version says, its doubts included."""
    return from_dict({**found.draft, "doubts": found.doubts})


def writers(topic_id: str, *, up_to: int | None = None) -> dict[str, frozenset[int]]:
    """Statement id to the accounts that ever wrote or changed it in this topic (`up_to` a
    version), those whose words came into it from another statement included."""
    rows = Wording.objects.filter(topic=topic_id, by_account__isnull=False)
    if up_to is not None:
        rows = rows.filter(version__lte=up_to)
    found: dict[str, set[int]] = {}
    for statement, account in rows.values_list("statement", "by_account"):
        if account is not None:
            found.setdefault(statement, set()).add(account)
    return {statement: frozenset(accounts) for statement, accounts in found.items()}


def written_by(account: int) -> QuerySet[Topic]:
    """The topics in which this account wrote or changed anything, those saved last first."""
    own = Version.objects.filter(by_account=account).order_by().values("topic")
    return Topic.objects.filter(id__in=own).order_by("-updated", "id")


def all_topics() -> list[Topic]:
    """Every topic on the desk, by title."""
    return list(Topic.objects.order_by("title", "id"))
