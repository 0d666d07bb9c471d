"""The tests' settings with the addresses of the editor's own page."""

import tests.settings as usual

globals().update({name: value for name, value in vars(usual).items() if name.isupper()})

ROOT_URLCONF = "tests.browser.editor.page"
DEBUG = True  # static files are served from their folders
MIDDLEWARE = [
    "statim.config.headers.SecurityHeaders",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth starts without it nowhere
]
