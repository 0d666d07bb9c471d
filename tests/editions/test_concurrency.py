"""Many publish at once, and some are killed: the chain has no gap, and nothing is half done."""

from __future__ import annotations

import json
import time

from tests.site import Site

SCRIPT = "tests.editions.publishing"


def verified(site: Site) -> dict[str, object]:
    """What `statim editions verify --json` says of the site."""
    done = site.statim("editions", "verify", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout))


def test_concurrent_publications_give_one_gapless_chain(site: Site) -> None:
    running = [site.start("-m", SCRIPT, f"p{n}", "5", "2") for n in range(3)]
    acknowledged: list[str] = []
    for process in running:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        acknowledged += out.splitlines()
    # 3 processes x 2 threads x 5 rounds, each one edition of its own topic and one of all's
    assert len(acknowledged) == len(set(acknowledged)) == 60
    assert verified(site)["editions"] == 60
    shared = sorted(int(line.split()[1]) for line in acknowledged if line.startswith("shared "))
    assert shared == list(range(1, 31))


def test_a_killed_publisher_leaves_whole_editions_only(site: Site) -> None:
    acknowledged: list[str] = []
    for attempt in range(4):
        process = site.start("-m", SCRIPT, f"k{attempt}", "500", "2")
        assert process.stdout
        acknowledged += [process.stdout.readline().strip() for _ in range(5)]
        time.sleep(0.03 * attempt)
        process.kill()
        rest, _ = process.communicate()
        acknowledged += [line for line in rest.splitlines() if len(line.split()[-1]) == 64]
        assert int(str(verified(site)["editions"])) >= len(acknowledged)
    dump = site.python("-c", READ_HASHES)
    assert {line.split()[2] for line in acknowledged} <= set(dump.stdout.split()), dump.stderr


READ_HASHES = """
from statim.cli.ready import prepare_database
prepare_database()
from statim.editions.models import Edition
print(*Edition.objects.values_list("hash", flat=True))
"""
