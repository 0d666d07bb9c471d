"""Which pictures the record shows: kept so that a reader gets what is published, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from statim.editions import media
from statim.editions.document import Document, statements_of
from statim.editions.kinds import file_name
from statim.editions.models import Edition, ShownPicture, Standing
from statim.editions.pieces import figures_of


def unkept(document: Document) -> Iterator[str]:
    """What keeps the document from being published: figures whose picture is not in the store."""
    for statement in statements_of(document):
        if statement.figure and (fault := media.fault_of(statement.figure)):
            yield f"statement {statement.id}: {fault}"


def remember_pictures(documents: Iterable[Document]) -> None:
    """Note what these documents show; what an earlier edition showed stays."""
    rows = [
        ShownPicture(topic=document.topic.id, name=name)
        for document in documents
        for name in names_of(document)
    ]
    if rows:
        ShownPicture.objects.bulk_create(rows, ignore_conflicts=True)


def names_of(document: Document) -> list[str]:
    """The files of the document's pictures, each once, in order."""
    return list(dict.fromkeys(file_name(figure) for figure in figures_of(document)))


def is_shown(name: str) -> bool:
    """Whether an edition of a topic that is online shows the picture of this file name."""
    online = Standing.objects.filter(withdrawn__isnull=True).values("topic")
    return ShownPicture.objects.filter(name=name, topic__in=online).exists()


def broken(
    editions: Sequence[tuple[Edition, Document]],
) -> Iterator[tuple[Edition, str]]:
    """What does not hold about the pictures of editions: missing, altered, or not to be had."""
    showing = [(edition, document) for edition, document in editions if names_of(document)]
    topics = [edition.topic for edition, _ in showing]
    noted = set(ShownPicture.objects.filter(topic__in=topics).values_list("topic", "name"))
    for edition, document in showing:
        for figure in dict.fromkeys(figures_of(document)):
            if fault := media.fault_of(figure):
                yield edition, fault
            if (edition.topic, file_name(figure)) not in noted:
                yield edition, f"readers do not get its picture {file_name(figure)}"


def made_up() -> Iterator[tuple[str, str]]:
    """Topic and file name of pictures that readers get, and that no edition shows."""
    for topic, name in ShownPicture.objects.order_by("topic", "name").values_list("topic", "name"):
        digest = name.partition(".")[0]
        if not Edition.objects.filter(topic=topic, canonical__contains=digest).exists():
            yield topic, name
