"""Settings for tests: the site's own, in a temporary data folder, deaf to the environment.

Nothing of a developer's own STATIM_ variables reaches a test, and no test reaches `data/`.
STATIM_TEST_DATABASE_URL runs the same tests on another database.
"""

import atexit
import os
import shutil
import tempfile
from importlib import import_module

DATABASE_URL = os.environ.get("STATIM_TEST_DATABASE_URL", "")
for name in [name for name in os.environ if name.startswith("STATIM_")]:
    if name != "STATIM_TEST_DATABASE_URL":
        del os.environ[name]
FOLDER = tempfile.mkdtemp(prefix="statim-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["STATIM_DATA"] = FOLDER
if DATABASE_URL:
    os.environ["STATIM_DATABASE_URL"] = DATABASE_URL

SITE = import_module("statim.config.settings")
globals().update({name: value for name, value in vars(SITE).items() if name.isupper()})

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not DATABASE_URL:
    # a file, as in production: a database in memory has other locks and no WAL
    SITE.DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/test.sqlite3"}
