"""The library's screens: each act by its form, without JavaScript; JSON for the editor's list."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from statim.accounts.models import User
from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.editorial import sentinel
from statim.references.models import Alias, Apart, Work
from statim.references.notices import Notice
from statim.references.queries import works
from statim.references.reading import read_works
from tests.editorial.library.shelves import LOO, Shelves, shelves
from tests.editorial.library.test_adding import PRINTED, RIS
from tests.editorial.people import person

pytestmark = pytest.mark.django_db

DESK = "/desk/library"


@pytest.fixture
def shelf(db: None) -> Shelves:
    return shelves()


def browser(who: Actor) -> Client:
    client = Client()
    user = User.objects.get(pk=who.account)
    client.force_login(user)
    return client


@pytest.fixture
def editor(shelf: Shelves) -> Client:
    return browser(shelf.editor)


def text(answer: HttpResponse) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def test_the_list_finds_and_filters(editor: Client) -> None:
    every = text(editor.get(f"{DESK}/"))
    assert "4 works" in every
    assert ">2 works<" in text(editor.get(f"{DESK}/?q=kads+loo"))
    assert ">1 work<" in text(editor.get(f"{DESK}/?q=37449354"))
    unused = text(editor.get(f"{DESK}/?show=unused"))
    assert "who2001" in unused
    assert "loo2023b" not in unused
    assert "No work holds all of these words" in text(editor.get(f"{DESK}/?q=zzz"))
    for strange in ("?page=-1", "?page=99", "?page=x", "?show=nonsense", "?q=%00%27%22"):
        assert editor.get(f"{DESK}/{strange}").status_code == 200


def test_a_noticed_work_is_marked_in_every_list(editor: Client) -> None:
    notice = Notice(kind="retraction", doi="10.1192/bjp.2023.79", reasons=("Made up",))
    sentinel.take_notices([notice], source="A list", by=OPERATOR)
    assert "Retracted" in text(editor.get(f"{DESK}/?show=noticed"))
    page = text(editor.get(f"{DESK}/works/loo2023/"))
    assert "Retracted" in page
    assert "Made up" in page
    resting = text(editor.get(f"{DESK}/noticed/"))
    assert "It worked over four weeks" in resting
    line = editor.get(f"{DESK}/find?q=loo").json()["works"]
    said = {one["key"]: [notice["word"] for notice in one["notices"]] for one in line}
    assert said == {"loo2023": ["Retracted"], "loo2023b": []}


def test_the_editors_list_is_json(editor: Client) -> None:
    answer = editor.get(f"{DESK}/find?q=loo+kads+10.1192/bjp")
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    (first,) = answer.json()["works"]
    item = first.pop("item")
    assert (item["id"], item["type"], item["title"]) == ("loo2023", LOO["type"], LOO["title"])
    assert first == {
        "key": "loo2023", "name": "Loo 2023", "title": LOO["title"],
        "container": "Br J Psychiatry", "year": "2023", "doubtful": False, "notices": [],
    }  # fmt: skip
    assert editor.get(f"{DESK}/find").json() == {"query": "", "works": []}


def test_a_work_says_where_it_is_used_and_a_former_key_leads_to_it(
    shelf: Shelves, editor: Client
) -> None:
    page = text(editor.get(f"{DESK}/works/{shelf.trial}/"))
    for said in ("It worked over four weeks", "Vancouver", "AMA", "APA", "May be the same work"):
        assert said in page
    assert f'href="/desk/topics/{shelf.page.pk}/"' in page
    assert f"/desk/topics/{shelf.page.pk}/preview/#s-" in page
    editor.post(f"{DESK}/merge/", {"keep": shelf.trial, "drop": shelf.again})
    answer = editor.get(f"{DESK}/works/{shelf.again}/")
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}/works/{shelf.trial}/")
    assert "formerly" in text(editor.get(f"{DESK}/works/{shelf.trial}/"))
    assert editor.get(f"{DESK}/works/nobody1999/").status_code == 404


def form_of(answer: HttpResponse) -> dict[str, str]:
    """What a browser would send of the record's form."""
    from lxml import html

    form = html.fromstring(answer.content.decode()).find(".//form[@class='lib-form']")
    return {name: value or "" for name, value in form.fields.items() if name != "whole"}


def test_a_record_is_saved_only_after_it_was_seen_what_it_changes(
    shelf: Shelves, editor: Client
) -> None:
    address = f"{DESK}/works/{shelf.trial}/edit/"
    filled = form_of(editor.get(address)) | {"volume": "223"}
    before = Work.objects.get(key=shelf.trial).csl
    preview = editor.post(address, filled)
    assert "Would print" in text(preview)
    assert "A topic" in text(preview)
    assert Work.objects.get(key=shelf.trial).csl == before
    answer = editor.post(address, form_of(preview))
    assert answer.status_code == 302
    assert Work.objects.get(key=shelf.trial).csl == {**before, "volume": "223"}
    page = text(editor.get(answer["Location"]))
    assert "prints an older record" in page
    assert "Put the record into these drafts" in page
    assert "A topic" in text(editor.get(f"{DESK}/waiting/"))
    editor.post(f"{DESK}/works/{shelf.trial}/take/", {"topic": shelf.page.pk})
    assert "older record</legend>" not in text(editor.get(answer["Location"]))


def test_what_was_not_touched_comes_back_as_it_was(shelf: Shelves, editor: Client) -> None:
    strange = {
        **LOO, "DOI": "10.1/strange.1", "title": "A <i>title</i>  of “things”", "page": "12-14, 17",
        "author": [{"family": "Beethoven", "non-dropping-particle": "van", "given": "L"},
                   {"literal": "Smith, Jones and Sons, Ltd"}, {"family": "Ode", "suffix": "Jr"}],
        "issued": {"date-parts": [[2019, 9], [2019, 10]]}, "custom": {"et_al": True},
        "accessed": {"literal": "one spring"}, "abstract": "Kept.",
    }  # fmt: skip
    Work.objects.filter(key=shelf.trial).update(csl=strange)
    address = f"{DESK}/works/{shelf.trial}/edit/"
    preview = editor.post(address, form_of(editor.get(address)))
    editor.post(address, form_of(preview))
    assert Work.objects.get(key=shelf.trial).csl == strange


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "It has no title"),
        ({"DOI": "nonsense"}, "is no DOI"),
        ({"type": "poem"}, "no type of CSL"),
    ],
)
def test_a_record_that_cannot_be_is_shown_again_with_the_reason(
    shelf: Shelves, editor: Client, changes: dict[str, str], said: str
) -> None:
    address = f"{DESK}/works/{shelf.trial}/edit/"
    before, rows = Work.objects.get(key=shelf.trial).csl, Entry.objects.count()
    answer = editor.post(address, form_of(editor.get(address)) | changes)
    assert answer.status_code == 422
    assert said in text(answer)
    assert (Work.objects.get(key=shelf.trial).csl, Entry.objects.count()) == (before, rows)


def test_an_identifier_of_another_work_leads_there(shelf: Shelves, editor: Client) -> None:
    address = f"{DESK}/works/{shelf.trial}/edit/"
    filled = form_of(editor.get(address)) | {"PMID": "37449354"}
    answer = editor.post(address, form_of(editor.post(address, filled)))
    assert answer.status_code == 422
    assert f"Look at {shelf.again}" in text(answer)


def test_what_somebody_else_saved_meanwhile_is_not_written_over(
    shelf: Shelves, editor: Client
) -> None:
    address = f"{DESK}/works/{shelf.trial}/edit/"
    mine = form_of(editor.post(address, form_of(editor.get(address)) | {"volume": "1"}))
    theirs = form_of(editor.post(address, form_of(editor.get(address)) | {"issue": "2"}))
    editor.post(address, theirs)
    answer = editor.post(address, mine)
    assert answer.status_code == 422
    assert "somebody else" in text(answer)
    assert "volume" not in Work.objects.get(key=shelf.trial).csl


def test_two_works_are_seen_side_by_side_and_made_one(shelf: Shelves, editor: Client) -> None:
    page = text(editor.get(f"{DESK}/merge/?keep={shelf.trial}&drop={shelf.again}"))
    for said in ("1 page, 1 draft", "0 pages, 1 draft", "37449354", "differs"):
        assert said in page
    assert Alias.objects.count() == 0
    editor.post(f"{DESK}/merge/", {"keep": shelf.trial, "drop": shelf.again})
    assert Alias.objects.get().key == shelf.again
    again = editor.post(f"{DESK}/merge/", {"keep": shelf.trial, "drop": shelf.again})
    assert again.status_code == 302
    assert editor.get(f"{DESK}/merge/?keep=x&drop=y").status_code == 404
    assert editor.get(f"{DESK}/merge/").status_code == 404


def test_two_works_that_are_not_one_are_not_offered_again(shelf: Shelves, editor: Client) -> None:
    assert "1 pair" in text(editor.get(f"{DESK}/duplicates/"))
    editor.post(f"{DESK}/apart/", {"one": shelf.trial, "other": shelf.again})
    assert Apart.objects.count() == 1
    assert "No two works look like one" in text(editor.get(f"{DESK}/duplicates/"))


def test_a_paste_is_answered_as_a_page_or_as_json(shelf: Shelves) -> None:
    author = browser(shelf.author)
    assert "Added" in text(author.post(f"{DESK}/add", {"text": PRINTED}))
    answer = author.post(f"{DESK}/add", {"text": RIS}, headers={"Accept": "application/json"})
    (one,) = answer.json()["works"]
    assert (one["key"], one["new"], one["doubts"]) == ("loo2023c", True, [])
    again = author.post(f"{DESK}/add", {"text": RIS}, headers={"Accept": "application/json"})
    assert again.json()["works"][0]["new"] is False
    nothing = author.post(f"{DESK}/add", {"text": " "}, headers={"Accept": "application/json"})
    assert nothing.status_code == 422
    assert nothing.json() == {"works": [], "refused": ["Nothing was pasted."], "complete": None}


def test_a_doi_that_nobody_may_be_asked_for_is_begun_by_hand(shelf: Shelves, settings: Any) -> None:
    settings.STATIM_LOOKUP = {**settings.STATIM_LOOKUP, "on": False}
    author = browser(shelf.author)
    as_json = {"Accept": "application/json"}
    answer = author.post(f"{DESK}/add", {"text": "10.1000/abc"}, headers=as_json)
    page = text(author.post(f"{DESK}/add", {"text": "10.1000/abc"}))
    assert answer.status_code == 422
    assert answer.json()["complete"] == {"type": "article-journal", "DOI": "10.1000/abc"}
    assert "does not look works up" in answer.json()["refused"][0]
    assert "by-hand/?type=article-journal&DOI=10.1000%2Fabc" in page
    form = author.get(f"{DESK}/by-hand/?type=article-journal&DOI=10.1000%2Fabc")
    assert form_of(form)["DOI"] == "10.1000/abc"


def test_a_record_by_hand_is_kept_or_shown_again(shelf: Shelves) -> None:
    author = browser(shelf.author)
    filled = {"type": "book", "title": "Of books", "author": "Loo, C\nWHO", "issued": "2020-05",
              "publisher": "A house"}  # fmt: skip
    assert Work.objects.count() == 4
    assert author.post(f"{DESK}/by-hand/", filled | {"title": ""}).status_code == 422
    shown = author.post(f"{DESK}/by-hand/", filled | {"again": "yes"})
    assert form_of(shown)["title"] == "Of books"
    assert Work.objects.count() == 4
    assert "Added" in text(author.post(f"{DESK}/by-hand/", filled))
    assert Work.objects.get(key="loo2020").csl == {
        "type": "book", "title": "Of books", "publisher": "A house",
        "author": [{"family": "Loo", "given": "C"}, {"literal": "WHO"}],
        "issued": {"date-parts": [[2020, 5]]},
    }  # fmt: skip


def test_a_file_is_loaded_and_what_is_broken_is_named(shelf: Shelves) -> None:
    author = browser(shelf.author)
    data = f"{RIS}TY  - JOUR\nTI  - Cut off\n".encode()
    page = text(author.post(f"{DESK}/file/", {"file": SimpleUploadedFile("a.ris", data)}))
    assert "1 work read (RIS), 1 new" in page
    assert "cut off" in page
    for bad in (b"", b"\x00\x01", b"no format at all"):
        answer = author.post(f"{DESK}/file/", {"file": SimpleUploadedFile("b.bin", bad)})
        assert answer.status_code == 422
    assert author.post(f"{DESK}/file/").status_code == 422


def test_the_library_goes_out_whole_and_comes_back(editor: Client) -> None:
    for kind in ("csl-json", "ris", "bibtex"):
        answer = editor.get(f"{DESK}/export/?format={kind}")
        assert "attachment" in answer["Content-Disposition"]
        read = read_works(answer.content, kind)
        assert len(read.items) == 4
    answer = editor.get(f"{DESK}/export/?format=csl-json")
    assert json.loads(answer.content) == list(works())


def test_hostile_words_of_a_record_stay_words(shelf: Shelves, editor: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    hostile = {**LOO, "title": evil, "author": [{"literal": evil}], "container-title": evil}
    Work.objects.filter(key=shelf.trial).update(csl=hostile)
    for path in ("", f"works/{shelf.trial}/", f"works/{shelf.trial}/edit/", "duplicates/",
                 f"merge/?keep={shelf.trial}&drop={shelf.again}"):  # fmt: skip
        page = editor.get(f"{DESK}/{path}").content.decode()
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path


@pytest.mark.parametrize("role", ["author", "reviewer", "pharmacist"])
def test_others_see_the_library_and_no_button_that_is_not_theirs(shelf: Shelves, role: str) -> None:
    client = browser(person(role, f"{role.title()} Three"))
    page = text(client.get(f"{DESK}/works/{shelf.trial}/"))
    assert "Edit the record" not in page
    assert "Compare and merge" not in page
    assert client.get(f"{DESK}/works/{shelf.trial}/edit/").status_code == 403
    assert (
        client.post(f"{DESK}/merge/", {"keep": shelf.trial, "drop": shelf.again}).status_code == 403
    )
    assert client.post(f"{DESK}/works/{shelf.trial}/take/").status_code == 403
    assert Alias.objects.count() == 0
