"""History, changes and refusals: what was said when, what changed, what is gone and why."""

from __future__ import annotations

from django.test import Client, override_settings

from tests.world import World

TOPIC = "/topics/ketamine-in-depression/"


def body(client: Client, path: str, status: int = 200) -> str:
    """The page's HTML."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_history_lists_every_edition_newest_first_with_its_hash(
    client: Client, world: World
) -> None:
    html = body(client, f"{TOPIC}editions/")
    second, first = (html.index(f'href="{TOPIC}editions/{n}/"') for n in (2, 1))
    assert second < first
    assert html.count("SHA-256") == 2


def test_history_of_a_moved_topic_leads_on(client: Client, world: World) -> None:
    response = client.get("/topics/ketamine-side-effects/editions/")
    assert (response.status_code, response["Location"]) == (
        301,
        "/topics/adverse-effects/editions/",
    )


def test_history_of_a_withdrawn_topic_is_kept_and_says_why(client: Client, world: World) -> None:
    html = body(client, "/topics/ketamine-and-ect/editions/")
    assert "Under revision." in html
    assert "published again since" in body(client, "/topics/repeated-ketamine/editions/")


def test_changes_are_shown_by_statement_and_word_by_word(client: Client, world: World) -> None:
    html = body(client, f"{TOPIC}editions/2/changes/")
    assert 'data-change="reworded moved recited" data-changed-statement="k-short"' in html
    assert "lasts <del>up</del> <ins>one</ins> to two weeks" in html
    assert 'data-change="removed"' in html
    assert 'data-change="added" data-changed-statement="k-fall"' in html
    assert "<ins>Mood can fall quickly after the first improvement</ins>" in html
    assert "Section renamed" in html
    assert "narrative review: p. 3060, now no page given." in html


def test_the_first_edition_is_all_new(client: Client, world: World) -> None:
    html = body(client, f"{TOPIC}editions/1/changes/")
    assert "the first edition, so everything is new" in html
    assert html.count('data-change="added"') == 4


def test_changes_of_an_edition_that_is_not_there_are_not_found(
    client: Client, world: World
) -> None:
    body(client, f"{TOPIC}editions/9/changes/", 404)
    body(client, "/topics/no-such/editions/1/changes/", 404)


def test_changes_are_metered_like_the_editions_that_they_show(client: Client, world: World) -> None:
    with override_settings(STATIM_FREE_PAGES=1):
        assert 'data-meter-left="0"' in body(client, f"{TOPIC}editions/2/changes/")
        body(client, "/topics/mode-of-action/", 403)
        body(client, TOPIC)


def test_past_the_free_pages_title_dates_first_statements_and_a_way_in_are_shown(
    client: Client, world: World
) -> None:
    with override_settings(STATIM_FREE_PAGES=0):
        html = body(client, "/topics/mode-of-action/", 403)
    assert "<h1>Ketamine: mode of action</h1>" in html
    assert 'data-date="reviewed"' in html
    assert "data-overdue" in html
    assert "Ketamine blocks the NMDA-receptor channel" in html
    assert 'name="next" value="/topics/mode-of-action/"' in html
    assert 'action="/account/sign-in/"' in html


def test_signing_in_leads_back_to_the_topic(client: Client, world: World) -> None:
    answer = client.post(
        "/account/sign-in/",
        {
            "username": world.reader.email,
            "password": world.password[world.reader.email],
            "next": TOPIC,
        },
    )
    assert (answer.status_code, answer["Location"]) == (302, TOPIC)


def test_a_link_to_sign_in_leads_back_to_the_page_that_held_it(
    client: Client, world: World
) -> None:
    for referer, place in (
        (f"http://testserver{TOPIC}", TOPIC),
        ("http://testserver/search/?q=a", "/search/?q=a"),
        ("http://testserver/account/sign-in/", ""),
        ("https://elsewhere.example/x", ""),
    ):
        html = client.get("/account/sign-in/", headers={"referer": referer}).content.decode()
        assert f'name="next" value="{place}"' in html, referer


def test_next_never_leads_off_the_site(client: Client, world: World) -> None:
    person = {"username": world.reader.email, "password": world.password[world.reader.email]}
    answer = client.post("/account/sign-in/", person | {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_a_wrong_password_is_refused_in_words(client: Client, world: World) -> None:
    answer = client.post("/account/sign-in/", {"username": world.reader.email, "password": "no"})
    assert "do not match an account" in answer.content.decode()


def test_an_address_that_never_was_searches_for_its_words(client: Client, world: World) -> None:
    html = body(client, "/topics/ketamine-in-depresion/", 404)
    assert 'value="ketamine in depresion"' in html
    assert 'href="/topics/ketamine-in-depression/"' in html


def test_an_address_with_markup_in_it_shows_it_as_text(client: Client, world: World) -> None:
    html = body(client, "/nothing/%3Cscript%3Ealert(1)%3C%2Fscript%3E/", 404)
    assert "<script>alert" not in html


def test_a_withdrawn_topic_answers_410_with_reason_day_and_history(
    client: Client, world: World
) -> None:
    html = body(client, "/topics/ketamine-and-ect/", 410)
    assert "Under revision." in html
    assert 'datetime="2025-07-01"' in html
    assert 'datetime="2025-02-01"' in html
    assert 'href="/topics/ketamine-and-ect/editions/"' in html
    assert "did not reach significance" not in html


def test_a_form_without_its_token_is_refused_in_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"username": "a"})
    assert answer.status_code == 403
    assert "The form was not accepted" in answer.content.decode()


def test_error_pages_need_no_database() -> None:
    from django.test import RequestFactory

    from statim.reader.views.refusals import bad_request, server_error

    request = RequestFactory().get("/")
    broken = server_error(request)
    assert (broken.status_code, b"Something went wrong here" in broken.content) == (500, True)
    unread = bad_request(request, Exception())
    assert (unread.status_code, b"could not be read" in unread.content) == (400, True)
