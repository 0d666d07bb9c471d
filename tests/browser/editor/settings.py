"""The tests' settings with the addresses of the editor's own page."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.editor.page"
DEBUG = True  # static files are served from their folders
MIDDLEWARE = [
    "statim.config.headers.SecurityHeaders",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
