"""Beginning a topic, from nothing or from a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from statim.topics.models import Topic
from tests.editorial.desk.sitting import at_desk, page, sent
from tests.editorial.people import person, written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["author", "reviewer", "pharmacist", "editor", "admin"])
def test_everybody_of_the_staff_begins_a_topic(role: str) -> None:
    client = at_desk(person(role))
    answer = sent(client, "/desk/topics/new/", title="Acute gout", specialty="Rheumatology / Gout")
    assert answer.status_code == 200
    topic = Topic.objects.get(slug="acute-gout")
    assert topic.draft["specialty"] == ["Rheumatology", "Gout"]
    assert "Acute gout" in page(answer)


def test_a_title_that_is_there_already_is_told_and_may_be_begun_all_the_same() -> None:
    author = person("author")
    written(author, slug="gout")
    client = at_desk(author)
    first = sent(client, "/desk/topics/new/", title="A TOPIC", slug="gout-again")
    assert first.status_code == 400
    assert "There is a topic with this title already" in page(first)
    assert 'value="A TOPIC"' in page(first)
    assert not Topic.objects.filter(slug="gout-again").exists()
    sent(client, "/desk/topics/new/", title="A TOPIC", slug="gout-again", anyway="on")
    assert Topic.objects.filter(slug="gout-again").exists()


@pytest.mark.parametrize(("fields", "said"), [
    ({"title": ""}, "This field is required"),
    ({"title": "x" * 301}, "at most 300"),
    ({"title": "Gout", "slug": "Not An Address"}, "is no address"),
    ({"title": "Gout", "slug": "taken"}, "belongs to another topic"),
])  # fmt: skip
def test_what_cannot_be_is_said_and_the_words_are_kept(fields: dict[str, str], said: str) -> None:
    author = person("author")
    written(author, slug="taken")
    answer = at_desk(author).post("/desk/topics/new/", fields)
    assert answer.status_code == 400
    assert said in page(answer)
    assert fields["title"] in page(answer)
    assert Topic.objects.count() == 1


def test_a_file_becomes_a_draft_with_its_doubts() -> None:
    text = b"# Acute gout\n\n- Colchicine is one choice [@smith2020]\n- Rest helps\n"
    client = at_desk(person("author"))
    answer = sent(client, "/desk/topics/import/", file=SimpleUploadedFile("gout.md", text))
    topic = Topic.objects.get(slug="acute-gout")
    assert [s["text"] for s in topic.draft["sections"][0]["statements"]] == [
        "Colchicine is one choice", "Rest helps",
    ]  # fmt: skip
    assert "1 doubt to settle" in page(answer)
    assert "no reference has the key 'smith2020'" in page(answer)


@pytest.mark.parametrize(("name", "data", "said"), [
    ("a.pdf", b"%PDF-1.4", "a PDF is not read"),
    ("a.md", b"\xff\xfe\xfd", "not UTF-8"),
    ("a.md", b"---\nfoo: 1\n---\n- x", "'foo' is no key"),
    ("a.md", b"", "empty"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(
    name: str, data: bytes, said: str
) -> None:
    client = at_desk(person("author"))
    answer = client.post("/desk/topics/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 400
    assert said in page(answer)
    assert not Topic.objects.exists()
