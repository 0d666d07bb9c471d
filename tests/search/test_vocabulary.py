"""Synonyms and abbreviations that editors keep: the index follows them, nothing comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from statim.audit.actor import OPERATOR, Actor
from statim.audit.queries import acts
from statim.search import actions, follower, index, vocabulary
from statim.search.actions import add_meaning, add_synonym, import_table, take_in
from statim.search.errors import (
    AlreadyKept,
    BadTable,
    NoSuchTopic,
    NoSuchWords,
    NotForThisRole,
    NoWords,
    TooLong,
)
from statim.search.models import Meaning, Synonym, WordChange, WordHead
from statim.search.queries import (
    export_table,
    find,
    meanings,
    offer,
    sources,
    state_of_index,
    suggest,
    synonyms,
)
from statim.search.tables import Row
from tests.world import EDITOR, World

pytestmark = pytest.mark.usefixtures("own_index", "world")
WORDS = "low spirits"


def offered(typed: str) -> list[tuple[str, str, str]]:
    """(address, why, other name) of what is offered once the index is up to date."""
    follower.catch_up()
    return [(one.topic.slug, one.match, one.also) for one in suggest(typed)]


def keep(words: str = WORDS, topic: str = "t-ketamine") -> int:
    """The number of a synonym just added."""
    return add_synonym(words=words, topic=topic, by=EDITOR).pk


def test_a_synonym_is_found_as_typed_and_by_text_and_shown_why() -> None:
    keep()
    assert offered("low sp") == [("ketamine-in-depression", "synonym", WORDS)]
    (hit,) = find("low spirits infusion").hits
    assert (hit.topic.slug, hit.also) == ("ketamine-in-depression", WORDS)
    assert find("infusion").hits[0].also == ""


def test_a_synonym_that_is_changed_or_removed_is_found_so_no_more() -> None:
    number = keep()
    assert offered("low spirits")
    actions.change_synonym(number, words="melancholy", topic="t-mode", by=EDITOR)
    assert offered("low spirits") == []
    assert offered("melan") == [("mode-of-action", "synonym", "melancholy")]
    actions.remove_synonym(number, by=EDITOR)
    assert offered("melancholy") == []


def test_an_index_made_anew_holds_the_same_words(own_index: Path) -> None:
    keep()
    add_meaning(short="KMA", words="Ketamine: mode of action", by=EDITOR)
    before = offered("low spirits"), offered("kma")
    index.close()
    shutil.rmtree(own_index)
    assert (offered("low spirits"), offered("kma")) == before
    assert before[1] == [("mode-of-action", "abbreviation", "KMA")]


def test_the_index_says_that_it_is_behind_until_it_has_followed() -> None:
    follower.catch_up()
    keep()
    assert state_of_index()["state"] == "behind"
    follower.catch_up()
    assert state_of_index()["state"] == "current"


def test_an_index_that_followed_another_sites_words_is_not_believed() -> None:
    keep()
    follower.catch_up()
    assert not find("ketamine").plain
    WordChange.objects.update(token="of another")
    keep("something else")
    assert find("ketamine").plain
    follower.catch_up()
    assert not find("ketamine").plain


def test_a_log_that_forgot_its_beginning_makes_an_old_index_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    follower.catch_up()
    monkeypatch.setattr(actions, "KEPT", 1)
    for words in ("one name", "two names", "three names"):
        keep(words)
    assert WordChange.objects.count() == 1
    assert offered("one name") == [("ketamine-in-depression", "synonym", "one name")]


def test_the_log_has_no_gap_and_its_head_names_its_end() -> None:
    number = keep()
    add_meaning(short="KMA", words="mode of action", topic="t-mode", by=EDITOR)
    actions.remove_synonym(number, by=EDITOR)
    rows = list(WordChange.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    head = WordHead.objects.get()
    assert (head.sequence, head.token) == (rows[-1].sequence, rows[-1].token)
    assert [(row.topic, row.short) for row in rows] == [
        ("t-ketamine", ""), ("t-mode", ""), ("", "kma"), ("t-ketamine", ""),
    ]  # fmt: skip


def test_each_act_is_one_row_of_the_log_with_who_did_it() -> None:
    number = keep()
    actions.change_synonym(number, words="melancholy", topic="t-mode", by=EDITOR)
    actions.remove_synonym(number, by=EDITOR)
    done = [(one.actor_name, one.detail["words"]) for act in ("add", "change", "remove")
            for one in acts(f"{act} synonym")]  # fmt: skip
    assert done == [("Edith Editor", WORDS), ("Edith Editor", "melancholy"),
                    ("Edith Editor", "melancholy")]  # fmt: skip


def test_what_is_refused_changes_nothing() -> None:
    number = keep()
    with pytest.raises(AlreadyKept, match="Ketamine in depression"):
        add_synonym(words="LOW  spirits", topic="t-ketamine", by=EDITOR)
    with pytest.raises(NoWords):
        add_synonym(words=" -- ", topic="t-ketamine", by=EDITOR)
    with pytest.raises(TooLong):
        add_synonym(words="a" * 201, topic="t-ketamine", by=EDITOR)
    with pytest.raises(TooLong):
        add_synonym(words="ﷺ" * 190, topic="t-ketamine", by=EDITOR)
    with pytest.raises(NoSuchTopic):
        add_synonym(words="a word", topic="t-none", by=EDITOR)
    with pytest.raises(NoSuchWords):
        actions.remove_synonym(number + 1, by=EDITOR)
    with pytest.raises(AlreadyKept):
        actions.change_synonym(keep("other"), words=WORDS, topic="t-ketamine", by=EDITOR)
    assert {one.words for one in synonyms()[0]} == {WORDS, "other"}


@pytest.mark.parametrize("role", ["", "reader", "author", "reviewer", "pharmacist"])
def test_only_editors_and_administrators_keep_words(role: str) -> None:
    number, stranger = keep(), Actor(name="Somebody", role=role)
    for act in (
        lambda: add_synonym(words="a", topic="t-mode", by=stranger),
        lambda: actions.change_synonym(number, words="a", topic="t-mode", by=stranger),
        lambda: actions.remove_synonym(number, by=stranger),
        lambda: add_meaning(short="A", words="b", by=stranger),
        lambda: take_in([], by=stranger),
        lambda: import_table("words\n", by=stranger),
    ):
        with pytest.raises(NotForThisRole):
            act()
    assert Synonym.objects.get().words == WORDS


def test_what_an_editor_removed_a_list_does_not_bring_back_but_an_editor_does() -> None:
    row = Row("", WORDS, "t-ketamine", "A list")
    assert take_in([row, row], by=OPERATOR).added == 1
    actions.remove_synonym(Synonym.objects.get().pk, by=EDITOR)
    again = take_in([row], by=OPERATOR)
    assert (again.added, again.known, again.removed) == (0, 0, 1)
    assert offered("low spirits") == []
    keep()
    assert offered("low spirits") == [("ketamine-in-depression", "synonym", WORDS)]
    assert take_in([row], by=OPERATOR).known == 1


def test_loading_nothing_new_writes_nothing() -> None:
    row = Row("KMA", "mode of action", "t-mode", "A list")
    take_in([row], by=OPERATOR)
    before = WordHead.objects.get().sequence, len(list(acts("load words")))
    take_in([row], by=OPERATOR)
    assert (WordHead.objects.get().sequence, len(list(acts("load words")))) == before


# abbreviations


def test_an_abbreviation_of_several_things_offers_each_meaning_pages_first() -> None:
    add_meaning(short="MS", words="multiple sclerosis", by=EDITOR)
    add_meaning(short="MS", words="Ketamine: mode of action", by=EDITOR)
    add_meaning(short="ms", words="something else", topic="t-adverse", by=EDITOR)
    follower.catch_up()
    found = offer("MS")
    assert [(one.topic.slug, one.also) for one in found.topics] == [
        ("mode-of-action", "MS"), ("adverse-effects", "ms"),
    ]  # fmt: skip
    assert [one.words for one in found.searches] == ["multiple sclerosis"]
    assert {one.words for one in find("ms").meanings} == {
        "multiple sclerosis", "Ketamine: mode of action", "something else",
    }  # fmt: skip


def test_an_abbreviation_of_one_thing_leads_there_and_is_found_in_longer_questions() -> None:
    add_meaning(short="KSE", words="side effects of ketamine", topic="t-adverse", by=EDITOR)
    follower.catch_up()
    hit = find("kse").hits[0]
    assert (hit.topic.slug, hit.match, hit.also) == ("adverse-effects", "abbreviation", "KSE")
    assert find("kse").meanings == []
    assert [hit.topic.slug for hit in find("KSE dizziness").hits] == ["adverse-effects"]


def test_a_meaning_without_a_page_is_offered_as_a_search() -> None:
    add_meaning(short="PE", words="pulmonary embolism", by=EDITOR)
    follower.catch_up()
    assert [(one.words, one.topic) for one in find("pe").meanings] == [("pulmonary embolism", None)]


def test_a_meaning_never_leads_to_a_withdrawn_page() -> None:
    add_meaning(short="KE", words="ketamine and ECT", topic="t-ect", by=EDITOR)
    follower.catch_up()
    assert offer("ke").searches[0].topic is None
    assert "ketamine-and-ect" not in {one.topic.slug for one in offer("ke").topics}


def test_a_meaning_that_is_changed_or_removed_is_offered_so_no_more() -> None:
    kept = add_meaning(short="PE", words="pulmonary embolism", by=EDITOR)
    actions.change_meaning(kept.pk, short="LE", words="lung embolism", by=EDITOR)
    follower.catch_up()
    assert offer("pe").searches == []
    assert [one.words for one in offer("le").searches] == ["lung embolism"]
    actions.remove_meaning(kept.pk, by=EDITOR)
    follower.catch_up()
    assert offer("le").searches == []
    with pytest.raises(NoSuchWords):
        actions.remove_meaning(kept.pk, by=EDITOR)


# lists and tables


def test_lists_are_narrowed_by_words_topic_source_and_state() -> None:
    keep()
    removed = keep("melancholy")
    actions.remove_synonym(removed, by=EDITOR)
    take_in([Row("", "mode", "t-mode", "A list 2026")], by=OPERATOR)
    add_meaning(short="KMA", words="mode of action", by=EDITOR)
    assert [one.words for one in synonyms()[0]] == [WORDS, "mode"]
    assert [one.words for one in synonyms(like="SPIR")[0]] == [WORDS]
    assert [one.words for one in synonyms(topic="t-mode")[0]] == ["mode"]
    assert [one.words for one in synonyms(state="removed")[0]] == ["melancholy"]
    assert synonyms(limit=1)[1] == 2
    assert [one.short for one in meanings(like="km")[0]] == ["KMA"]
    assert [one.short for one in meanings(like="of act")[0]] == ["KMA"]
    assert sources() == ["A list 2026"]


def test_a_table_comes_back_as_it_went_out() -> None:
    keep("=cmd|' /C calc'!A0")
    keep("+ve mood, or “mood”")
    gone = keep("'quoted")
    actions.remove_synonym(gone, by=EDITOR)
    add_meaning(short="-K", words="mode of action", topic="t-mode", by=EDITOR)
    table = export_table()
    assert not any(line.startswith(("=", "+", "-", "@")) for line in table.splitlines())
    assert ",=cmd" not in table
    Synonym.objects.all().delete()
    Meaning.objects.all().delete()
    assert import_table(table, by=EDITOR).added == 4
    assert export_table() == table


def test_an_editors_table_removes_and_brings_back() -> None:
    keep()
    import_table(f"words,topic,state\n{WORDS},ketamine-in-depression,removed\n", by=EDITOR)
    assert offered("low spirits") == []
    import_table(f"words,topic\n{WORDS},/topics/ketamine-in-depression/\n", by=EDITOR)
    assert offered("low spirits") == [("ketamine-in-depression", "synonym", WORDS)]


def test_a_table_with_a_fault_is_refused_whole_and_every_line_is_named() -> None:
    head = "words,topic,abbreviation,state\n"
    table = f"{head}good,mode-of-action,,\nbad,no-such-topic,,\n?!,,X,\nz,,,gone\n"
    with pytest.raises(BadTable) as refused:
        import_table(table, by=EDITOR)
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["line 4", "line 5", "line 5"]
    with pytest.raises(BadTable, match="line 3: there is no topic 'no-such-topic'"):
        import_table("words,topic\ngood,mode-of-action\nbad,no-such-topic\n", by=EDITOR)
    for table in ("", "nothing\na\n", "words,other\na,b\n", 'words,topic\n"a,b\n'):
        with pytest.raises(BadTable):
            import_table(table, by=EDITOR)
    assert Synonym.objects.count() == 0


def test_names_of_the_edition_itself_are_not_kept_twice(world: World) -> None:
    keep("Ketamine for low mood")
    assert vocabulary.names_added_to(["t-ketamine"]) == {"t-ketamine": ["Ketamine for low mood"]}
    assert offered("ketamine for low mood") == [
        ("ketamine-in-depression", "synonym", "ketamine for low mood")
    ]
