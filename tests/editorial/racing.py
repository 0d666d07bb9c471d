"""Several people do the same at the same moment: `python -m … WHAT`, for test_concurrency.

Each thread is one person, with a connection of its own. Prints, as JSON, what each of them
got and what is there afterwards.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable

from statim.cli.ready import prepare_database

THREADS = 4


def main(what: str) -> None:
    """Prepare the case, then let all threads go at once."""
    prepare_database()
    from django.conf import settings
    from django.db import connection

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    acts = CASES[what]()
    start = threading.Barrier(len(acts))
    lines: list[str] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            lines.append(f"done {act()}")
        except Exception as refusal:
            lines.append(f"refused {type(refusal).__name__}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps({"got": lines, **state()}))


def state() -> dict[str, object]:
    """What is there when all are done."""
    from statim.audit.models import Entry
    from statim.audit.queries import first_fault
    from statim.editions.models import Edition
    from statim.editorial.models import Submission, Verdict
    from statim.topics.models import Version

    return {
        "editions": Edition.objects.count(),
        "published": Entry.objects.filter(act="publish").count(),
        "submissions": Submission.objects.count(),
        "steps": list(Submission.objects.values_list("step", flat=True)),
        "verdicts": Verdict.objects.count(),
        "versions": list(Version.objects.order_by("number").values_list("number", flat=True)),
        "fault": first_fault(),
    }


Acts = list[Callable[[], object]]


def publish_twice() -> Acts:
    """Two editors publish one submission, two times each."""
    from statim.editorial import actions
    from tests.editorial.acts import Desk
    from tests.editorial.people import NEW

    desk = Desk()
    found = desk.reviewed()
    editors = (desk.editor, desk.others["editor"])
    return [
        lambda by=by: actions.publish_submission(found.pk, NEW, by=by).number for by in editors * 2
    ]


def approve_and_publish() -> Acts:
    """Some approve while others publish."""
    from statim.editorial import actions
    from tests.editorial.acts import Desk
    from tests.editorial.people import NEW

    desk = Desk()
    found = desk.reviewed()
    publish = [lambda: actions.publish_submission(found.pk, NEW, by=desk.editor).number] * 2
    return [*publish, *[lambda: actions.approve(found.pk, by=desk.others["editor"]).state] * 2]


def due_everywhere() -> Acts:
    """Every process finds the same date due."""
    from datetime import timedelta

    from django.utils import timezone

    from statim.editorial import actions
    from tests.editorial.acts import Desk
    from tests.editorial.people import NEW

    desk = Desk()
    due = timezone.now() + timedelta(minutes=1)
    actions.schedule(desk.reviewed().pk, due, NEW, by=desk.editor)
    return [lambda: len(actions.publish_due(due + timedelta(minutes=1)))] * THREADS


def judge_together() -> Acts:
    """Two reviewers judge every statement, one of them asking for a change."""
    from statim.editorial import actions
    from tests.editorial.acts import Desk
    from tests.editorial.people import waiting

    desk = Desk()
    found = desk.open()
    first, second = waiting(found)
    both = [first, second]
    other = desk.others["reviewer"]
    return [
        lambda: len(actions.judge_many(found.pk, both, by=desk.reviewer)),
        lambda: actions.judge(found.pk, first, "change", "It is wrong.", by=other).verdict,
        lambda: actions.judge(found.pk, second, "confirm", by=other).verdict,
        lambda: actions.judge(found.pk, second, "confirm", by=desk.editor).verdict,
    ]


def finish_and_ask() -> Acts:
    """A step is finished, several times, while somebody asks for a change."""
    from statim.editorial import actions
    from tests.editorial.acts import Desk

    desk = Desk()
    found = desk.judged()
    name = _first(found.pk)
    other = desk.others["reviewer"]
    finish = [lambda: actions.finish_step(found.pk, by=desk.reviewer).step] * 3
    return [*finish, lambda: actions.judge(found.pk, name, "change", "No.", by=other).verdict]


def _first(number: int) -> str:
    from statim.editorial.queries.reviewing import review_of, submission

    return next(iter(review_of(submission(number)).statements))


def save_together() -> Acts:
    """Everybody saves from the same revision."""
    from dataclasses import replace

    from statim.editorial import actions
    from statim.topics.queries import manuscript_of
    from tests.editorial.acts import Desk

    desk = Desk()
    topic = desk.topic()
    draft = manuscript_of(topic)
    return [
        lambda n=n: (
            actions.save_draft(
                topic.pk,
                replace(draft, title=f"Title {n}"),
                revision=topic.revision,
                by=desk.author,
            ).number
        )
        for n in range(THREADS)
    ]


def submit_together() -> Acts:
    """Everybody submits the same topic."""
    from statim.editorial import actions
    from tests.editorial.acts import Desk

    desk = Desk()
    topic = desk.topic()
    return [lambda: bool(actions.submit(topic.pk, by=desk.author))] * THREADS


CASES: dict[str, Callable[[], Acts]] = {
    "publish": publish_twice,
    "approve": approve_and_publish,
    "due": due_everywhere,
    "judge": judge_together,
    "finish": finish_and_ask,
    "save": save_together,
    "submit": submit_together,
}

if __name__ == "__main__":
    main(sys.argv[1])
