"""A server is ready before its first request."""

from __future__ import annotations

import subprocess
import sys

WARM = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django; django.setup()
from statim.config.warming import warm
before = set(sys.modules)
warm()
named = {"statim.config.urls", "statim.reader.views.topic", "statim.editorial.office.views.home"}
assert named <= set(sys.modules) - before, named - set(sys.modules)
"""


def test_every_view_is_read_before_the_first_request() -> None:
    subprocess.run([sys.executable, "-c", WARM], check=True)
