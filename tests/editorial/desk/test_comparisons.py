"""Comparisons at the desk: entered in cells, pasted, from a file; refused by row and column; saved
as any draft is; what their numbers say on the page, and what waits after they changed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from statim.editions.queries import latest_of_topic
from statim.editions.verification import verify
from statim.editions.waiting import waiting_topics
from statim.editorial import sentinel
from statim.editorial.models import Responsible
from statim.editorial.office.page_lists import numbers
from statim.editorial.queries.work import NUMBERS, my_work
from statim.editorial.shifts import shifts_in
from statim.evidence.comparison import Means
from statim.references.notices import Notice
from statim.topics.computing import comparisons_in, references_of
from statim.topics.models import Topic, Wording
from statim.topics.queries import manuscript_of
from statim.topics.queries import topic as topic_with
from tests.editorial.desk.sitting import address, at_desk, page, sent
from tests.editorial.people import person, publish, save, says, section, statements, written

pytestmark = pytest.mark.django_db

TRIALS = (
    "study\tyear\treference\tevents\ttotal\tcontrol events\tcontrol total\n"
    "Aronson\t1948\tsmith2020\t4\t123\t11\t139\n"
    "Ferguson & Simes\t1949\t\t6\t306\t29\t303\n"
    "Rosenthal\t1960\t\t3\t231\t11\t220\n"
)
QUESTION = {
    "population": "children", "intervention": "BCG", "comparator": "nothing",
    "outcome": "tuberculosis", "better": "lower", "measure": "RR", "kind": "counts",
    "model": "random", "weights": "inverse variance", "tau2": "REML", "interval": "normal",
    "add": "0.5", "baselines": "2%",
}  # fmt: skip


def drawn() -> tuple[Any, Topic, Client, str]:
    """An author's topic with a new comparison; the address of its screen."""
    author = person("author")
    topic = written(author)
    client = at_desk(author)
    answer: Any = client.post(
        address(topic, "comparisons"), {"caption": "BCG or nothing", "measure": "RR"}
    )
    assert answer.status_code == 302
    return author, topic, client, answer["Location"]


def enter(client: Client, topic: Topic, where: str, **fields: Any) -> Any:
    revision = topic_with(topic.pk).revision
    return sent(client, where, **{**QUESTION, "go": "save", "revision": revision, **fields})


def found(topic: Topic) -> Any:
    (one,) = comparisons_in(manuscript_of(topic_with(topic.pk)).sections).values()
    return one


def test_a_pasted_table_is_pooled_cited_and_saved_as_a_version_by_its_author() -> None:
    author, topic, client, where = drawn()
    entries = Entry.objects.count()
    answer = enter(client, topic, where, pasted=TRIALS)
    assert "Saved as version" in page(answer)
    assert "RR 0.26 (95%" in page(answer)
    statement = next(s for s in statements(topic) if s.comparison)
    assert references_of(statement) == ("smith2020", None, None)
    assert Wording.objects.filter(statement=statement.id, by_account=author.account).count() == 2
    assert Entry.objects.count() == entries + 1  # one act, one row


def test_cells_are_read_as_a_pasted_table_is() -> None:
    _, topic, client, where = drawn()
    enter(client, topic, where, pasted=TRIALS)
    before = found(topic)
    cells = {
        f"cell-{n}-{m}": cell
        for n, line in enumerate(TRIALS.splitlines()[1:], start=2)
        for m, cell in enumerate(line.split("\t"))
    }
    names = {
        f"column-{n}": name for n, name in enumerate(TRIALS.split("\n", maxsplit=1)[0].split("\t"))
    }
    enter(client, topic, where, **cells, **names)
    assert found(topic) == before
    enter(client, topic, where, **{**cells, **names, "cell-2-3": "5"})
    assert found(topic).data.studies[0].data.events == 5


def test_a_csv_file_is_read_and_one_that_is_none_is_refused() -> None:
    _, topic, client, where = drawn()
    data = TRIALS.replace("\t", ",").encode()
    enter(client, topic, where, csv=SimpleUploadedFile("t.csv", data))
    assert len(found(topic).data.studies) == 3
    answer = enter(client, topic, where, csv=SimpleUploadedFile("t.csv", b"\xff\xfe\x00"))
    assert answer.status_code == 400 and "not UTF-8" in page(answer)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("\t123\t", "\tmany\t", "row 2, total: 'many' is not a number."),
    ("\t306\t", "\t5\t", "study 2 (Ferguson & Simes), events: 6 events in 5 people"),
    ("smith2020", "nobody1999", "Aronson, reference: the library holds no work 'nobody1999'"),
    ("control total\n", "people\n", "row 1, control total: this column is missing."),
])  # fmt: skip
def test_what_cannot_be_is_refused_by_row_and_column_and_nothing_is_saved(
    old: str, new: str, said: str
) -> None:
    _, topic, client, where = drawn()
    before = topic_with(topic.pk).revision
    answer = enter(client, topic, where, pasted=TRIALS.replace(old, new))
    assert answer.status_code == 400 and said in page(answer)
    assert new.strip() in page(answer)  # what was sent is still there
    assert topic_with(topic.pk).revision == before


def test_a_derived_sd_is_marked_and_stays_marked() -> None:
    _, topic, client, where = drawn()
    table = "study\tmean\tse\tn\tcontrol mean\tcontrol sd\tcontrol n\nOne\t5\t0.5\t16\t7\t2\t20\n"
    means = {"measure": "MD", "kind": "means", "baselines": ""}
    answer = enter(client, topic, where, pasted=table, **means)
    assert "SD from the standard error 0.5 (Handbook 6.5.2.2)" in page(answer)
    (study,) = found(topic).data.studies
    assert isinstance(study.data, Means) and (study.data.sd, len(study.data.derived)) == (2.0, 1)
    grid = answer.context["sheet"].grid
    cells = {f"cell-2-{n}": cell for n, cell in enumerate(grid.rows[0])}
    names = {f"column-{n}": name for n, name in enumerate(grid.head)}
    enter(client, topic, where, **cells, **names, **means)
    assert found(topic).data.studies[0].data.derived == study.data.derived


def test_an_assessment_gives_the_certainty_and_needs_its_reasons() -> None:
    _, topic, client, where = drawn()
    rated = {"grade-design": "randomised trials", "grade-inconsistency": "1"}
    answer = enter(client, topic, where, pasted=TRIALS, **rated)
    assert answer.status_code == 400 and "a change of level needs its reason" in page(answer)
    why = "The trials differ."
    enter(client, topic, where, pasted=TRIALS, **rated, **{"grade-inconsistency_why": why})
    statement = next(s for s in statements(topic) if s.comparison)
    assert statement.certainty == "moderate"


def test_showing_without_saving_saves_nothing() -> None:
    _, topic, client, where = drawn()
    before = topic_with(topic.pk).revision
    assert "<svg" in page(enter(client, topic, where, pasted=TRIALS, go="show"))
    assert "<svg" in page(enter(client, topic, f"{where}shown/", pasted=TRIALS))
    assert topic_with(topic.pk).revision == before


def test_somebody_who_saved_meanwhile_is_not_written_over() -> None:
    _, topic, client, where = drawn()
    enter(client, topic, where, pasted=TRIALS)
    old = topic_with(topic.pk).revision - 1
    answer = enter(client, topic, where, pasted=TRIALS.replace("\t4\t", "\t5\t"), revision=old)
    assert answer.status_code == 409 and "Press Save again" in page(answer)
    assert found(topic).data.studies[0].data.events == 4


def published() -> tuple[Any, Topic, Client, str]:
    """The topic online, with a statement that leans on the comparison."""
    author, topic, client, where = drawn()
    enter(client, topic, where, pasted=TRIALS)
    (key,) = comparisons_in(manuscript_of(topic_with(topic.pk)).sections)
    html = f'BCG protects: <data value="{key} effect">…</data>.'
    leaning = says("BCG protects", cite="smith2020")
    draft = manuscript_of(topic_with(topic.pk))
    kept = draft.sections[0].statements
    added = leaning.__class__(id="lean1234", text="", html=html)
    topic = save(topic, author, section(*kept, added))
    publish(topic, author, person("reviewer"), person("editor"))
    return author, topic, client, where


def test_newer_data_wait_on_the_page_which_keeps_its_own_numbers() -> None:
    author, topic, client, where = published()
    before = page(Client().get(f"/topics/{topic.slug}/"))
    assert "data-numbers-waiting" not in before and "RR 0.26" in before
    enter(client, topic, where, pasted=f"{TRIALS}New trial\t2026\t\t90\t1000\t20\t1000\n")
    (shift,) = shifts_in(topic.pk, manuscript_of(topic_with(topic.pk)))
    assert shift.changes and "New trial" in shift.reason
    assert [s.id for s in shift.leaning] == ["lean1234"]
    after = page(Client().get(f"/topics/{topic.slug}/"))
    assert "data-numbers-waiting" in after and "RR 0.26" in after and "New trial" not in after
    assert "What it says may change." in after
    rows, count = numbers(author, date(2026, 1, 1), 0, 10)
    assert (count, rows[0].line) == (1, "Newer data wait for review.")
    assert "What this says would change." in page(client.get(where))
    assert verify().holds
    enter(client, topic, where, pasted=TRIALS)  # taken back
    assert waiting_topics() == []


def test_a_retracted_study_is_left_out_before_the_authors_eyes() -> None:
    author, topic, client, where = published()
    retracted = Notice(kind="retraction", doi="10.1000/xyz")
    Responsible.objects.create(topic=topic, account=author.account, name=author.name)
    sentinel.take_notices([retracted], source="One", by=OPERATOR)
    (shift,) = shifts_in(topic.pk, manuscript_of(topic_with(topic.pk)))
    assert (shift.why, shift.reason) == ("retracted", "Retracted: Aronson.")
    assert shift.before != shift.after
    assert "A study in" in page(Client().get(f"/topics/{topic.slug}/"))
    assert "Without it" in page(client.get(where))
    (task,) = (task for task in my_work(author) if task.kind == NUMBERS)
    assert task.what.startswith("A study of a comparison was retracted.")
    document = latest_of_topic(topic.pk)
    assert document is not None and "RR 0.26" in document.canonical.replace("\xa0", " ")
