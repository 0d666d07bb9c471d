"""Django's settings. Everything a site chooses comes from STATIM_ variables (see the manual)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

import statim
from statim.config import environment as env
from statim.editions.checks.dangerous import NAMES

PACKAGE = Path(statim.__file__).parent
DATA = env.data_folder()
SECRET_KEY = env.secret_key(DATA)
DEBUG = False

STATIM_PORT = env.number("PORT", 8000)
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{STATIM_PORT}").rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [
    *env.words("HOSTS", "127.0.0.1,localhost,[::1]"),
    urlsplit(SITE_URL).hostname or "localhost",
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "statim.design",
    "statim.audit",
    "statim.publisher",
    "statim.references",
    "statim.editions",
    "statim.accounts",
    "statim.topics",
    "statim.search",
    "statim.questions",
    "statim.usage",
    "statim.editorial",
    "statim.reader",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "statim.config.headers.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

ROOT_URLCONF = "statim.config.urls"
WSGI_APPLICATION = "statim.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "statim.config.context.site",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{DATA / 'statim.sqlite3'}"),
        conn_max_age=None,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL: readers never wait for a writer. FULL: what was acknowledged survives a power cut.
    # IMMEDIATE: a writer waits for its turn at once, instead of failing half way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000;"
        ),
    }

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "statim.editorial.desk.entrance.DeskAccess",
]
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"

SESSION_COOKIE_NAME = "__Host-statim-session" if SECURE else "statim-session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = "__Host-statim-csrf" if SECURE else "statim-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "statim.reader.views.refusals.csrf_failure"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", False) else None
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "security.W008"]

# The desk is Wagtail's frame around our own screens (decision 10): no page tree, no request to
# anybody else's server, no password forms beside those under /account/.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
WAGTAIL_SITE_NAME = env.text("SITE_NAME", "Statim")
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}

STATIM_HOUSE = {
    "site_name": env.text("SITE_NAME", "Statim"),
    "url": SITE_URL,
    "publisher": env.text("PUBLISHER", "the operator of this site"),
    "copyright": env.text("COPYRIGHT", ""),
    "disclaimer": env.text(
        "DISCLAIMER",
        "For information only. It does not replace the clinical judgement of a qualified "
        "professional, who remains responsible for every decision about a patient.",
    ),
    "audience_notice": env.text(
        "AUDIENCE_NOTICE", "This site is intended for healthcare professionals"
    ),
    "audience": env.choice("AUDIENCE", ("notice", "confirm", "signin")),
    "citation_style": env.choice("CITATION_STYLE", ("vancouver", "ama", "apa")),
    "language": env.text("LANGUAGE", "en-GB"),
    "contact": env.text("CONTACT", ""),
    "source_url": env.text("SOURCE_URL", ""),
}
STATIM_WRITING = {
    "style": env.choice("DOSE_STYLE", ("uk", "us")),
    "allowed": frozenset(env.words_among("ALLOWED_FORMS", NAMES)),
    "exempt": frozenset(env.words("EXEMPT_SPECIALTIES", "Using Statim")),
}
STATIM_LOOKUP = {
    "on": env.flag("LOOKUP", True),
    "hosts": env.words("LOOKUP_HOSTS", "api.crossref.org,eutils.ncbi.nlm.nih.gov"),
    "mail": env.text("LOOKUP_MAIL", ""),
}
STATIM_SEPARATION = env.flag("SEPARATION", True)
STATIM_GRADE = env.flag("GRADE", False)
STATIM_REVIEW_MONTHS = env.months("REVIEW_MONTHS", ("high", "medium", "low"), "12,24,36")
STATIM_FREE_PAGES = env.number_or_unlimited("FREE_PAGES", 5)
STATIM_FREE_DAYS = env.number("FREE_DAYS", 30)

# What each topic page's <head> says to machines, and what pages are made of.
STATIM_PAGE_HEAD = "statim.config.page_head.head"
STATIM_PAGE_RECIPE = [
    statim.__version__,
    *(said for name, said in STATIM_HOUSE.items() if name not in {"url", "source_url"}),
    STATIM_FREE_PAGES is None,
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
