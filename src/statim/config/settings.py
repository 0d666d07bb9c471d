"""Django's settings. Everything a site chooses comes from STATIM_ variables (see the manual)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

import statim
from statim.accounts.cpd.credit import RULES as CPD_RULES
from statim.config import environment as env
from statim.design.speech import NAMES as LANGUAGES_KNOWN
from statim.design.speech import later
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
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "statim.design",
    "statim.audit",
    "statim.publisher",
    "statim.references",
    "statim.editions",
    "statim.accounts",
    "statim.topics",
    "statim.search",
    "statim.questions",
    "statim.annotations",
    "statim.usage",
    "statim.sponsors",
    "statim.editorial",
    "statim.reader",
    "statim.interop",
    "wagtail.users",
    "statim.editorial.frame.Pictures",
    "statim.editorial.frame.Documents",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "statim.config.observed.Observed",
    "statim.config.headers.SecurityHeaders",
    "statim.config.spoken.ReadersLanguage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "statim.accounts.second_factor.AskStaff",
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
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "statim.design.templatetags.spoken",
            ],
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
            "PRAGMA secure_delete=ON;"  # what is deleted is overwritten, not left in free pages
        ),
    }

CACHES = {
    # in the database: counts of attempts must hold over all processes and restarts
    "default": {
        "BACKEND": "statim.accounts.kept.Keeper",
        "LOCATION": "accounts_kept",
        "KEY_FUNCTION": "statim.accounts.kept.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "statim.editorial.desk.entrance.DeskAccess",
]
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

STATIM_SIGN_UP = env.choice("SIGN_UP", ("open", "closed"))
STATIM_SECOND_FACTOR = env.choice("SECOND_FACTOR", ("optional", "admin", "staff"))

ACCOUNT_ADAPTER = "statim.accounts.adapters.People"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up, and in no other
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = SESSION_COOKIE_AGE = 14 * 86400
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
# Many people of one hospital share one address on the network, so that is counted generously;
# what is counted strictly is failures against one account, known here or not.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/5m/ip,8/15m/key",
    "signup": "30/10m/ip",
    "confirm_email": "1/m/key",
    "reset_password": "60/10m/ip,3/15m/key",
    "reset_password_from_key": "30/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "8/15m/user",
}
MFA_ADAPTER = "statim.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs in without; this lets an address be changed
MFA_FORMS = {
    "add_webauthn": "statim.accounts.passkeys.AddForm",
    "authenticate_webauthn": "statim.accounts.passkeys.AskForm",
    "login_webauthn": "statim.accounts.passkeys.SignInForm",
    "reauthenticate_webauthn": "statim.accounts.passkeys.AskAgainForm",
}
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: clocks differ
MFA_TOTP_ISSUER = env.text("SITE_NAME", "Statim")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

OIDC_ISSUER = env.text("OIDC_ISSUER").rstrip("/")
SOCIALACCOUNT_ADAPTER = "statim.accounts.adapters.Organisations"
SOCIALACCOUNT_AUTO_SIGNUP = False  # the declaration and the profession are asked of everybody
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an address that the provider says it has verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "organisation",
                "name": env.text("OIDC_NAME", "your organisation"),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
            }
        ]
        if OIDC_ISSUER
        else []
    }
}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "noreply@localhost")
MAIL_OUTBOX = DATA / "outbox"
globals().update(env.mail_server(env.text("MAIL_URL")))

LANGUAGE_CODE = "en-gb"  # of whatever answers nobody's request: commands, the log, the record
FORMAT_MODULE_PATH = "statim.config.formats"
STATIM_LANGUAGES = env.words_among("LANGUAGES", tuple(LANGUAGES_KNOWN)) or ["en"]
STATIM_SPOKEN = "statim.publisher.languages.languages"
LANGUAGE_COOKIE_NAME = "statim-language"
# before the catalogues of the packages: a sentence of ours is said in our words
LOCALE_PATHS = sorted(PACKAGE.glob("*/locale"))
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

SESSION_ENGINE = "statim.accounts.sessions"
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
    "publisher": env.text("PUBLISHER", later("the operator of this site")),
    "copyright": env.text("COPYRIGHT", ""),
    "disclaimer": env.text(
        "DISCLAIMER",
        later(
            "For information only. It does not replace the clinical judgement of a qualified "
            "professional, who remains responsible for every decision about a patient."
        ),
    ),
    "audience_notice": env.text(
        "AUDIENCE_NOTICE", later("This site is intended for healthcare professionals")
    ),
    "audience": env.choice("AUDIENCE", ("notice", "confirm", "signin")),
    "citation_style": env.choice("CITATION_STYLE", ("vancouver", "ama", "apa")),
    "language": env.text("LANGUAGE", "en-GB"),
    "contact": env.text("CONTACT", ""),
    "source_url": env.text("SOURCE_URL", ""),
    "sign_up": STATIM_SIGN_UP,
    "disclaimer_topic": env.text("DISCLAIMER_TOPIC"),
    "disclaimer_search": env.text("DISCLAIMER_SEARCH"),
    "disclaimer_home": env.text("DISCLAIMER_HOME"),
    "disclaimer_about": env.text("DISCLAIMER_ABOUT"),
    "disclaimer_account": env.text("DISCLAIMER_ACCOUNT"),
    "accent": env.readable_colour("ACCENT", dark=False),
    "accent_dark": env.readable_colour("ACCENT_DARK", dark=True),
}
STATIM_LOGO = env.text("LOGO")  # a file; the name of what is made of it stands in the house
# What the environment says and the desk therefore cannot: field to the setting's name.
STATIM_FIXED = env.given(
    *STATIM_HOUSE.keys() - {"url", "source_url", "sign_up", "citation_style", "language"},
    "logo", "languages",
)  # fmt: skip
STATIM_WRITING = {
    "style": env.choice("DOSE_STYLE", ("uk", "us")),
    "allowed": frozenset(env.words_among("ALLOWED_FORMS", NAMES)),
    "exempt": frozenset(env.words("EXEMPT_SPECIALTIES", "Using Statim")),
}
STATIM_SEMANTIC = {
    "on": env.flag("SEMANTIC", False),
    "model": env.text("SEMANTIC_MODEL"),
}
STATIM_LOOKUP = {
    "on": env.flag("LOOKUP", True),
    "hosts": env.words("LOOKUP_HOSTS", "api.crossref.org,eutils.ncbi.nlm.nih.gov"),
    "mail": env.text("LOOKUP_MAIL", ""),
}
STATIM_FUNDING = env.text("FUNDING", "")
STATIM_COUNTER = {
    "platform": env.text("COUNTER_PLATFORM"),
    "registry": env.text("COUNTER_REGISTRY"),
}
STATIM_SEPARATION = env.flag("SEPARATION", True)
STATIM_ADVERTISING = env.flag("ADVERTISING", False)
STATIM_GRADE = env.flag("GRADE", False)
STATIM_REVIEW_MONTHS = env.months("REVIEW_MONTHS", ("high", "medium", "low"), "12,24,36")
STATIM_CPD: dict[str, Any] = {
    "rules": tuple(env.words_among("CPD_RULE", CPD_RULES)) or CPD_RULES[:1],
    "minutes_per_credit": env.decimal("CPD_MINUTES_PER_CREDIT", "60"),
    "per_page": env.decimal("CPD_PER_PAGE", "0.05"),
    "per_search": env.decimal("CPD_PER_SEARCH", "0.5"),
    "reflection": env.flag("CPD_REFLECTION", True),
    "page_minutes": env.number("CPD_PAGE_MINUTES", 10),
    "day_minutes": env.number("CPD_DAY_MINUTES", 120),
}
STATIM_OFFLINE_DAYS = env.number("OFFLINE_DAYS", 14)
STATIM_FREE_PAGES = env.number_or_unlimited("FREE_PAGES", 5)
STATIM_FREE_DAYS = env.number("FREE_DAYS", 30)

# What each topic page's <head> says to machines, and what pages are made of.
STATIM_PAGE_HEAD = "statim.config.page_head.head"
STATIM_PAGE_RECIPE = [
    statim.__version__,
    *(
        said
        for name, said in STATIM_HOUSE.items()
        if name not in {"url", "source_url", "sign_up", "accent", "accent_dark"}
        and not name.startswith("disclaimer_")
    ),
    STATIM_FREE_PAGES is None,
]
STATIM_PAGE_SAYS = "statim.config.page_head.says"  # what of it was chosen at the desk
STATIM_PDF_WRITER = "statim.interop.pdf.write.pdf"  # topics as PDF, one or as a booklet
STATIM_METER = "statim.reader.machines.admit"  # who may have a whole topic through a door

STATIM_LOG = env.choice("LOG", ("plain", "json"))
STATIM_METRICS_TOKEN = env.secret_word("METRICS_TOKEN")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "statim.config.quiet.WithoutSecrets"}},
    "formatters": {
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        "json": {"()": "statim.config.json_lines.JsonLines"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": STATIM_LOG,
            "filters": ["quiet"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"statim.answers": {"level": "INFO"}},
}
