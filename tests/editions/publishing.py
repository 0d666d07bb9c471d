"""A process that publishes, for the tests of concurrency: `python -m … NAME COUNT THREADS`.

Each thread publishes editions of a topic of its own, and of one topic that all share.
Prints a line for each edition that was acknowledged: topic, number, hash.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from statim.cli.ready import prepare_database


def main(name: str, count: int, threads: int) -> None:
    """Publish `count` editions of each topic in each of `threads` threads."""
    prepare_database()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda n: publish(f"{name}-{n}", count), range(threads)))


def publish(name: str, count: int) -> None:
    """Publish editions of the thread's own topic and of the shared one."""
    from django.db import connection

    from statim.audit.actor import OPERATOR
    from statim.editions.actions import append
    from statim.editions.document import Section
    from tests.documents import article, page, says

    for n in range(count):
        for topic in (name, "shared"):
            words = says("a", f"Words {n} of {name}", cites=["x"])
            document = page(Section(heading="", statements=(words,)), topic=topic, slug=topic,
                            title=topic, references=[article("x")])  # fmt: skip
            edition = append(document, bibliography=["A trial."], by=OPERATOR)
            sys.stdout.write(f"{edition.topic} {edition.number} {edition.hash}\n")
            sys.stdout.flush()
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
