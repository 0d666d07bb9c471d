"""What devices are told of the copies that they keep; the script and the manifest."""

from __future__ import annotations

import json

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from PIL import Image

from statim.audit.actor import OPERATOR
from statim.editorial.sentinel import take_notices
from statim.reader.offline import worker
from statim.references.notices import Notice
from statim.usage.models import DailyCount
from tests.corrected import correct
from tests.world import World


def told(client: Client, held: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]]
    found = client.get(f"/offline/standing?held={held}").json()["held"]
    return found


def test_each_copy_is_told_what_became_of_its_edition(world: World, client: Client) -> None:
    said = told(client, "t-ketamine:1,t-ketamine:2,t-ect:1,t-none:1,t-ketamine:9")
    assert said["t-ketamine:1"]["marks"] == ["superseded"]
    assert said["t-ketamine:1"]["lines"] == ["Superseded: this is edition 1; edition 2 is current."]
    assert "superseded" not in said["t-ketamine:2"]["marks"]
    assert "withdrawn" in said["t-ect:1"]["marks"]
    assert any("Under revision." in line for line in said["t-ect:1"]["lines"])
    assert said["t-none:1"]["marks"] == said["t-ketamine:9"]["marks"] == ["unknown"]


def test_a_retraction_and_a_correction_reach_the_copies(world: World, client: Client) -> None:
    before = told(client, "t-ect:1,t-adverse:1")
    assert not {"retraction", "corrected"} & {m for one in before.values() for m in one["marks"]}
    notices = [Notice(kind="retraction", doi="10.1001/jamapsychiatry.2023.0562", day="2026-01-02")]
    take_notices(notices, source="Retraction Watch", by=OPERATOR)
    correct("safety error", days=3)
    after = told(client, "t-ect:1,t-adverse:1")
    assert "retraction" in after["t-ect:1"]["marks"]
    assert any("This page cites a retracted work" in line for line in after["t-ect:1"]["lines"])
    assert "corrected" in after["t-adverse:1"]["marks"]


def test_asking_is_free_unnamed_and_counted_nowhere(world: World, client: Client) -> None:
    client.force_login(world.reader)
    with override_settings(STATIM_FREE_PAGES=0):
        answer = Client().get("/offline/standing?held=t-ketamine:1")
    signed = client.get("/offline/standing?held=t-ketamine:1")
    assert answer.content == signed.content
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    assert not answer.cookies and not signed.cookies
    assert not DailyCount.objects.exists()


@pytest.mark.parametrize("held", ["", "t-ketamine", "t-ketamine:0", "a:1;b:2", "a:1," * 41])
def test_a_question_that_cannot_be_read_is_refused_with_the_reason(
    world: World, client: Client, held: str
) -> None:
    answer = client.get("/offline/standing", {"held": held})
    assert answer.status_code == 400
    assert len(answer.json()["refused"]) > 20


def test_the_script_governs_the_whole_site_and_is_asked_for_anew(client: Client, db: None) -> None:
    answer = client.get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    again = client.get("/service-worker.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with override_settings(STATIM_OFFLINE_DAYS=3):
        worker.cache_clear()
        assert b'"days": 3' in client.get("/service-worker.js").content
        worker.cache_clear()


def test_the_manifest_names_icons_that_are_there(client: Client, db: None) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"].startswith("application/manifest+json")
    said = json.loads(answer.content)
    assert (said["scope"], said["start_url"], said["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path, icon
        with Image.open(path) as picture:
            size = picture.size
        assert icon["sizes"] == f"{size[0]}x{size[1]}"
