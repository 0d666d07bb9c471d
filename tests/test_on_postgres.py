"""Everything about the record, the log and the sentinel, once more on a real PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.postgres import Postgres

TESTS = [
    "tests/accounts/test_deletion.py",
    "tests/accounts/test_own_data.py",
    "tests/accounts/test_second_factor.py",
    "tests/accounts/test_sign_up.py",
    "tests/accounts/test_signed_in.py",
    "tests/annotations",
    "tests/audit",
    "tests/editions/test_concurrency.py",
    "tests/editions/test_corrections.py",
    "tests/editions/test_record.py",
    "tests/editions/test_verification.py",
    "tests/editorial/test_concurrency.py::test_a_date_that_every_process_finds_due_is_one_edition",
    "tests/editorial/test_concurrency.py::test_verdicts_given_at_once_are_all_kept",
    "tests/editorial/test_review.py",
    "tests/editorial/test_scheduling.py",
    "tests/editorial/library/test_acts.py",
    "tests/editorial/test_sentinel.py",
    "tests/references/test_at_once.py",
    "tests/references/test_editing.py",
    "tests/references/test_finding.py",
    "tests/references/test_merging.py",
    "tests/references/test_notices.py",
    "tests/questions",
    "tests/reader/test_emergency.py",
    "tests/topics/test_versions.py",
    "tests/search/test_vocabulary.py",
    "tests/usage",
]


@pytest.mark.postgres
@pytest.mark.skipif("STATIM_TEST_DATABASE_URL" in os.environ, reason="this is that second run")
def test_the_record_the_log_and_the_sentinel_hold_on_postgresql_as_on_sqlite(
    postgres: Postgres,
) -> None:
    words = ["-m", "pytest", *TESTS, "-p", "no:cacheprovider", "-p", "no:xdist"]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment | {"STATIM_TEST_DATABASE_URL": postgres.database()},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) > 120, done.stdout[-500:]
