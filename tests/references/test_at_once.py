"""Several people merge, add and edit at the same moment: nothing is lost, every key leads on."""

from __future__ import annotations

from tests.site import Site

MEETINGS = [
    "each_into_the_other", "a_ring", "added_while_merged_away", "edited_twice_and_merged",
    "added_by_many",
]  # fmt: skip
PROGRAM = """
from statim.cli.ready import prepare_database
prepare_database()
from tests.references.meeting import main
main()
"""


def test_whoever_meets_at_a_work_nothing_is_lost_and_every_key_leads_on(site: Site) -> None:
    done = site.python("-c", PROGRAM, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    assert done.stdout.splitlines() == MEETINGS
