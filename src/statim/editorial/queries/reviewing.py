"""Reviews: a submitted version, what was said of each of its statements, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from statim.editorial.errors import NoSuchSubmission
from statim.editorial.models import IN_REVIEW, ReviewPath, Submission, Verdict
from statim.editorial.paths import steps_for
from statim.editorial.permissions import separated
from statim.editorial.verification import Judged, Said, judged, reviewed_on
from statim.topics.manuscript import Manuscript
from statim.topics.queries import manuscript_at, version, writers
from statim.topics.wording import worded


@dataclass(frozen=True, slots=True)
class Review:
    """A submission with the manuscript that was submitted and where each statement stands."""

    submission: Submission
    manuscript: Manuscript
    statements: dict[str, Judged]

    @property
    def steps(self) -> list[str]:
        """The steps of this review, in order."""
        return list(self.submission.steps)

    @property
    def step(self) -> str:
        """The step whose turn it is; "" when all are done."""
        done = self.submission.step
        return self.steps[done] if done < len(self.steps) else ""

    @property
    def waiting(self) -> list[str]:
        """The ids of the statements that this step has still to confirm, in reading order."""
        done = self.submission.step
        if done >= len(self.steps):
            return []
        return [key for key, each in self.statements.items() if not each.done_at(done)]

    @property
    def missing(self) -> list[tuple[str, str, str]]:
        """(id, text, why) of every statement that is not confirmed at every step."""
        return [
            (key, each.worded.statement.text, why)
            for key, each in self.statements.items()
            if (why := each.why_not(self.steps))
        ]

    @property
    def reviewed(self) -> str | None:
        """The day of the oldest verification among all statements, or None."""
        return reviewed_on(self.statements.values())


def submission(number: int) -> Submission:
    """One submission. Raises NoSuchSubmission."""
    found = Submission.objects.select_related("topic").filter(id=number).first()
    if found is None:
        raise NoSuchSubmission(number)
    return found


def in_review(topic_id: str) -> Submission | None:
    """The topic's submission that is in review or approved, if there is one."""
    found = Submission.objects.select_related("topic")
    return found.filter(topic=topic_id, state__in=IN_REVIEW).first()


def submissions_of(topic_id: str) -> list[Submission]:
    """Every submission of a topic, newest first."""
    return list(Submission.objects.filter(topic=topic_id).order_by("-id"))


def verdicts_on(topic_id: str, statements: Iterable[str] | None = None) -> list[Verdict]:
    """What was ever said of a topic's statements (or of those), the oldest first."""
    rows = Verdict.objects.filter(topic=topic_id).order_by("id")
    return list(rows if statements is None else rows.filter(statement__in=list(statements)))


def review_of(found: Submission) -> Review:
    """Where a submission stands, statement by statement, read anew from verdicts and wordings."""
    manuscript = replace(
        manuscript_at(version(found.topic_id, found.version)), slug=found.topic.slug
    )
    return Review(found, manuscript, standing_of(manuscript, found.steps, found.version))


def standing_of(manuscript: Manuscript, steps: Sequence[str], number: int) -> dict[str, Judged]:
    """Where each statement of a version stands, in review or not."""
    return judged(
        worded(manuscript.sections, manuscript.references),
        [_said(row) for row in verdicts_on(manuscript.id)],
        steps,
        writers(manuscript.id, up_to=number),
        separate=separated(),
    )


def steps_of(specialty: Sequence[str]) -> tuple[str, ...]:
    """The steps that the review of a topic filed there takes."""
    return steps_for(specialty, paths())


def paths() -> dict[str, list[str]]:
    """Every specialty that has a path of review of its own, and its steps."""
    return dict(ReviewPath.objects.order_by("specialty").values_list("specialty", "steps"))


def _said(row: Verdict) -> Said:
    return Said(
        statement=row.statement,
        digest=row.digest,
        place=row.place,
        step=row.step,
        verdict=row.verdict,
        words=row.words,
        account=row.by_account or 0,
        name=row.by_name,
        role=row.by_role,
        interests=row.interests,
        at=row.at,
    )
