"""Notes leave and come back unchanged; what is no annotation is refused with its reason."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from statim.annotations.actions.importing import import_notes
from statim.annotations.errors import BadFile, HoldsIdentifier
from statim.annotations.filing import portable_notes
from statim.annotations.formats.annotation import read, to_annotation, to_collection
from statim.annotations.formats.tables import to_csv, to_markdown
from statim.annotations.models import Note
from tests.annotations.conftest import People
from tests.annotations.people import group_of, note
from tests.world import World

SITE = "https://ref.example"
KEPT = ("text", "topic", "statement", "quote", "quote_html", "pinned", "state", "confirmed")


@pytest.fixture
def written(world: World) -> World:
    """A reader with a note of every sort."""
    reader = world.reader.pk
    note(reader, "Ring 020 7946 0018\n<b>“first”</b>", pinned=True)
    note(reader, "At the statement", "k-short")
    note(reader, "To what was said before", "k-short", edition=1)
    note(reader, "To what is gone", "k-week", edition=1)
    return world


def rows(reader: int) -> list[dict[str, Any]]:
    return list(Note.objects.filter(writer=reader).order_by("pk").values(*KEPT))


def test_export_and_import_give_the_same_notes(written: World, people: People) -> None:
    data = to_collection(portable_notes(written.reader.pk), site=SITE, label="My notes")
    taken = import_notes(by=people.stranger, notes=read(data))
    assert (taken.imported, taken.known, taken.missing) == (4, 0, [])
    assert rows(people.stranger) == rows(written.reader.pk)


def test_importing_ones_own_export_doubles_nothing(written: World) -> None:
    data = to_collection(portable_notes(written.reader.pk), site=SITE, label="My notes")
    taken = import_notes(by=written.reader.pk, notes=read(data))
    assert (taken.imported, taken.known) == (0, 4)


def test_what_was_changed_since_comes_in_beside_it(written: World) -> None:
    data = to_collection(portable_notes(written.reader.pk), site=SITE, label="My notes")
    Note.objects.filter(text="At the statement").update(text="Changed since")
    assert import_notes(by=written.reader.pk, notes=read(data)).imported == 1
    texts = {n.text for n in Note.objects.all()}
    assert {"At the statement", "Changed since"} <= texts


def test_what_was_shared_comes_in_private(people: People) -> None:
    group = group_of(people.stranger, title="Ours")
    note(people.stranger, "Shared", group=group.pk)
    data = to_collection(portable_notes(people.stranger), site=SITE, label="x")
    Note.objects.all().delete()
    import_notes(by=people.stranger, notes=read(data))
    assert Note.objects.get().group_id is None


def test_a_page_that_is_not_here_is_named_and_the_others_come_in(written: World) -> None:
    data = json.loads(to_collection(portable_notes(written.reader.pk), site=SITE, label="x"))
    items = data["first"]["items"]
    items[0]["target"]["source"] = f"{SITE}/topics/elsewhere/"
    Note.objects.all().delete()
    taken = import_notes(by=written.reader.pk, notes=read(json.dumps(data).encode()))
    assert (taken.imported, taken.missing) == (3, ["elsewhere"])


def test_an_identifier_in_a_file_is_warned_of_before_anything_comes_in(world: World) -> None:
    one = annotation(bodyValue="NHS no 943 476 5919")
    notes = read(json.dumps(one).encode())
    with pytest.raises(HoldsIdentifier, match="Annotation 1") as warned:
        import_notes(by=world.reader.pk, notes=notes)
    assert not Note.objects.exists()
    import_notes(by=world.reader.pk, notes=notes, seen=warned.value.seal)
    assert Note.objects.count() == 1


def annotation(**fields: Any) -> dict[str, Any]:
    """A smallest annotation of a page of the world."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://elsewhere.example/1",
        "type": "Annotation",
        "target": f"{SITE}/topics/ketamine-in-depression/",
        **fields,
    }


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"{", "no JSON"),
        (b"3", "something else"),
        (b"[]", "no annotation"),
        ({"type": "Note"}, "type is not Annotation"),
        (annotation(), "no text"),
        (annotation(body="https://x.example", bodyValue="x"), "both body and bodyValue"),
        (annotation(bodyValue="x", target=None), "no target"),
        (annotation(bodyValue="x", target="https://x.example/"), "no topic page"),
        (annotation(bodyValue="x", created="yesterday"), "no date"),
        (annotation(bodyValue=" "), "1 to 4,000"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole_with_its_reason(
    world: World, value: object, reason: str
) -> None:
    good = annotation(bodyValue="good")
    data = value if isinstance(value, bytes) else json.dumps([good, value]).encode()
    with pytest.raises(BadFile, match=reason):
        import_notes(by=world.reader.pk, notes=read(data))
    assert not Note.objects.exists()


def test_deep_and_endless_files_are_refused() -> None:
    with pytest.raises(BadFile):
        read(b"[" * 100_000)
    many = json.dumps([annotation(bodyValue="x")] * 20_001).encode()
    with pytest.raises(BadFile, match="at most"):
        read(many)


# the W3C's assertions


def assertions(folder: Path) -> Iterator[tuple[str, Draft4Validator, bool]]:
    """The 54 MUST assertions: name, schema, whether a good annotation is valid against it."""
    registry: Registry[Any] = Registry()
    for path in (folder / "definitions").glob("*.json"):
        schema = json.loads(path.read_text("utf-8"))
        registry = registry.with_resource(path.name, DRAFT4.create_resource(schema))
    musts = json.loads((folder / "annotations" / "annotationMusts.test").read_text("utf-8"))
    for name in musts["assertions"]:
        schema = json.loads((folder / name).read_text("utf-8"))
        expected = schema.get("expectedResult", "valid") == "valid"
        yield name, Draft4Validator(schema, registry=registry), expected


@pytest.fixture
def musts(shared_data: Path) -> list[tuple[str, Draft4Validator, bool]]:
    """All of them; the count is the W3C's."""
    found = list(assertions(shared_data / "web-annotation-tests"))
    assert len(found) == 54
    return found


def broken(value: object, musts: list[tuple[str, Draft4Validator, bool]]) -> list[str]:
    return [name for name, schema, expected in musts if schema.is_valid(value) != expected]


def test_every_exported_note_passes_the_54_must_assertions(
    written: World, musts: list[tuple[str, Draft4Validator, bool]]
) -> None:
    exported = [to_annotation(n, site=SITE) for n in portable_notes(written.reader.pk)]
    assert len(exported) == 4
    for one in exported:
        assert broken(one, musts) == []


def test_the_assertions_find_faults_put_in(
    written: World, musts: list[tuple[str, Draft4Validator, bool]]
) -> None:
    good = to_annotation(portable_notes(written.reader.pk)[1], site=SITE)
    faults: list[dict[str, Any]] = [
        {"id": 3}, {"type": "Note"}, {"@context": "x"}, {"bodyValue": "x"},
        {"target": {**good["target"], "selector": {"type": "TextQuoteSelector"}}},
    ]  # fmt: skip
    for fault in faults:
        assert broken({**good, **fault}, musts), fault


def test_none_of_the_w3cs_incorrect_samples_comes_in(shared_data: Path, world: World) -> None:
    samples = shared_data / "web-annotation-tests" / "tools" / "samples" / "incorrect"
    files = sorted(samples.glob("*.json"))
    assert len(files) > 30
    for file in files:
        with pytest.raises(BadFile):
            import_notes(by=world.reader.pk, notes=read(file.read_bytes()))
    assert not Note.objects.exists()


# tables


def table(reader: int) -> list[dict[str, str]]:
    data = to_csv(portable_notes(reader), site=SITE).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20 7946 0018", "-2", "@SUM(A1)", "＝1+1", '=HYPERLINK("x")', 'a,\n"b"']
)
def test_a_spreadsheet_runs_nothing_of_a_note(world: World, text: str) -> None:
    note(world.reader.pk, text)
    (row,) = table(world.reader.pk)
    assert row["note"] in {text, f"'{text}"}
    assert not row["note"].startswith(("=", "+", "-", "@", "＝"))


def test_the_table_says_page_statement_and_state(written: World) -> None:
    found = table(written.reader.pk)
    assert {row["page"] for row in found} == {"Ketamine in depression"}
    assert [row["state"] for row in found] == ["kept", "kept", "changed", "gone"]
    assert found[1]["address"] == f"{SITE}/topics/ketamine-in-depression/#s-k-short"


def test_markdown_reads_as_the_words_themselves(world: World) -> None:
    note(world.reader.pk, "# no heading\n- no list\n1. none\n*plain* <b>", "k-short")
    text = to_markdown(portable_notes(world.reader.pk), site=SITE).decode()
    for escaped in ("\\# no heading", "\\- no list", "1\\. none", "\\*plain\\* \\<b\\>"):
        assert escaped in text
    assert "> The benefit lasts one to two weeks" in text
