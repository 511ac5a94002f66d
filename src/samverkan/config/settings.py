"""Django's settings for the workspace: what an installation may change comes from `environment`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from samverkan.config import environment as env
from samverkan.config.providers import providers

HOME = env.home()
DEMO = env.flag("SAMVERKAN_DEMO")
"""Sample authorities with demo accounts, on this machine alone: http, no passkey asked."""

OFFICE = env.text("SAMVERKAN_OFFICE")
"""Who runs the installation, as the accessibility statement says."""
CONTACT = env.text("SAMVERKAN_CONTACT")
"""Where shortcomings of the pages are reported."""

SECRET_KEY = env.secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = env.words("SAMVERKAN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("SAMVERKAN_ORIGINS")

INSTALLED_APPS = [
    "samverkan.store",
    "samverkan.web",
    "samverkan.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]

MIDDLEWARE = [
    "samverkan.api.front.front",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samverkan.web.without_nul.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samverkan.web.guarding.guard",
    "samverkan.web.large.refuse_large",
]

ROOT_URLCONF = "samverkan.config.urls"
WSGI_APPLICATION = "samverkan.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["samverkan.web.tags"],
        },
    }
]

# -- the ledger ---------------------------------------------------------------------------------------------------

SQLITE = {
    "transaction_mode": "IMMEDIATE",  # a writer waits for its turn; it never fails half-way for a lock
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON; PRAGMA cache_size=-32000;"
    ),
}


def database(url: str) -> dict[str, Any]:
    """Django's description of the database at a URL; the embedded one where the URL is empty."""
    found: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{HOME / 'samverkan.sqlite3'}"))
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = dict(SQLITE)
    else:
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": database(env.text("DATABASE_URL"))}
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL")
"""PostgreSQL: the role that owns the tables, used by `samverkan migrate` alone."""

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "documents"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def bucket(name: str, endpoint: str) -> dict[str, Any]:
    """Django's description of a bucket for the documents; keys come from the environment, as boto3 reads them."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": name, "endpoint_url": endpoint or None, "default_acl": None},
    }


if env.text("SAMVERKAN_S3_BUCKET"):
    STORAGES["default"] = bucket(env.text("SAMVERKAN_S3_BUCKET"), env.text("SAMVERKAN_S3_ENDPOINT"))

# -- people ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "store.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 7 * 86400
"""How long an invitation can be used, in seconds."""
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "samverkan.store.sessions"
SESSION_COOKIE_AGE = env.number("SAMVERKAN_SESSION_MINUTES", 60) * 60
SESSION_SAVE_EVERY_REQUEST = False  # `web.guarding` saves them now and then
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "store_cached", "TIMEOUT": 300}
}

# allauth: its flows and forms; the pages, the throttling and who may enter are ours
ACCOUNT_ADAPTER = "samverkan.web.entering.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
SOCIALACCOUNT_ADAPTER = "samverkan.web.entering.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": providers(Path(env.text("SAMVERKAN_OIDC"))) if env.text("SAMVERKAN_OIDC") else [],
    }
}
MFA_ADAPTER = "samverkan.web.entering.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Samverkan"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

# -- language and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
USE_I18N = False  # the words are in samverkan.words
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# -- letters --------------------------------------------------------------------------------------------------------

SMTP = env.smtp("SAMVERKAN_SMTP_URL")
EMAIL_HOST, EMAIL_PORT = SMTP.host, SMTP.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP.user, SMTP.password
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP.starttls, SMTP.tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("SAMVERKAN_MAIL_FROM", "Samverkan <samverkan@localhost>")
DIGEST_HOUR = env.number("SAMVERKAN_DIGEST_HOUR", 6)
"""From which hour, Swedish time, the day's digests are made."""
ADDRESS = env.text("SAMVERKAN_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")).rstrip("/")
"""Where people reach the workspace, as links in letters and calendars say."""

# -- signing and sending --------------------------------------------------------------------------------------------

SIGNER = env.text("SAMVERKAN_SIGNER")
"""The function that gives an official's signer ("package.module:function"); none: the trial authority, in the demo alone."""
OUTBOX = Path(env.text("SAMVERKAN_OUTBOX")) if env.text("SAMVERKAN_OUTBOX") else None
"""The folder from which a secure mail system takes what is sent by `folder` and `sdk`."""
INVOICE_RULES = env.text("SAMVERKAN_INVOICE_RULES")
"""The folder of the rules that invoices are held against; none: they are not."""
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")

# -- files and safety -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("SAMVERKAN_STATIC") or HOME / "static")
STATICFILES_DIRS = [folder] if (folder := Path(__file__).parents[1] / "web" / "packages").is_dir() else []
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
DATA_UPLOAD_MAX_NUMBER_FILES = 200
API_RATE = env.number("SAMVERKAN_API_RATE", 600)
"""How many requests a minute one token may make."""
OPEN_LICENCE = env.text("SAMVERKAN_LICENCE", "http://creativecommons.org/publicdomain/zero/1.0/")
"""The licence of what is given as open data: CC0, as Digg recommends, unless another is named."""
API_CONTACT = env.text("SAMVERKAN_CONTACT", "registrator@samverkan.example")
API_CONTACT_URL = env.text("SAMVERKAN_CONTACT_URL", "https://samverkan.example")
"""Who answers for the installation, in the API's documentation."""
UPLOAD_LIMIT = env.number("SAMVERKAN_UPLOAD_MB", 256) << 20
"""The largest document that may be uploaded, in bytes."""

CSRF_FAILURE_VIEW = "samverkan.web.views.errors.csrf_refused"
SECURE = not DEMO
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("SAMVERKAN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "samverkan.config.logging_plainly.PlainFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
