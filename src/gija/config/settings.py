"""Settings of an installation, all from the environment (names in `docs/operators/settings.md`).

Deny by default: debug off, cookies locked, every page needs a declared permission, strict content security policy.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

VAR = Path(os.environ.get("GIJA_VAR", "var")).resolve()
DEMO = os.environ.get("GIJA_DEMO") == "1"
DEBUG = False
PACKAGE = Path(__file__).resolve().parent.parent

ALL_ZONES = ("police", "casework", "register", "rapporteur", "public")
WITHOUT_DATABASE = ("public",)
ZONES = tuple(z for z in os.environ.get("GIJA_ZONES", ",".join(ALL_ZONES)).split(",") if z)


def _secret_key() -> str:
    """From `GIJA_SECRET_KEY`, else one made once and kept, readable by its owner only, in `var/secret.key`."""
    if key := os.environ.get("GIJA_SECRET_KEY"):
        return key
    file = VAR / "secret.key"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:  # another process of the same installation was first
            pass
        else:
            with os.fdopen(descriptor, "w") as opened:
                opened.write(secrets.token_urlsafe(64))
    return file.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [h for h in os.environ.get("GIJA_HOSTS", "127.0.0.1,localhost").split(",") if h]

# ---- databases: one for accounts, one for each zone; no relation crosses (see config.routers) ----


def _database(alias: str) -> dict[str, Any]:
    url = os.environ.get(f"GIJA_DATABASE_{alias.upper()}")
    if url:
        found = dict(dj_database_url.parse(url, conn_max_age=60))
        if found["ENGINE"] == "django.db.backends.postgresql":
            found["ENGINE"] = "gija.commons.rowlevel.postgresql"  # tells the server for whom each statement is made
        return found
    VAR.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / f"{alias}.sqlite3",
        # IMMEDIATE: writers queue instead of failing half-way; WAL: readers are not held up by them.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": _database("accounts")} | {z: _database(z) for z in ZONES if z not in WITHOUT_DATABASE}
DATABASE_ROUTERS = ["gija.config.routers.ZoneRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

COMMONS_APPS = [
    "gija.commons.accounts",
    "gija.commons.directory",
    "gija.commons.audit",
    "gija.commons.pages",
    "gija.commons.courier",
    "gija.commons.encryption",
    "gija.commons.rowlevel",
    "gija.commons.backup",
    "gija.commons.casefile",
    "gija.commons.hints",
    "gija.commons.duplicates",
    "gija.commons.api",
]
ZONE_APPS = {
    "police": [
        "gija.police.databases",
        "gija.police.search",
        "gija.police.access",
        "gija.police.requests",
        "gija.police.subjects",
        "gija.police.dossiers",
        "gija.police.charts",
        "gija.police.proceedings",
        "gija.police.criminal_cases",
        "gija.police.duplicates",
        "gija.police.batches",
        "gija.police.alerts",
        "gija.police.tips",
        "gija.police.hotline",
    ],
    "casework": [
        "gija.casework.cases",
        "gija.casework.duplicates",
        "gija.casework.exchange",
        "gija.casework.clocks",
        "gija.casework.referral",
        "gija.casework.compensation",
        "gija.casework.assistance",
        "gija.casework.memoranda",
        "gija.casework.teams",
        "gija.casework.returns",
        "gija.casework.figures",
        "gija.casework.pathway",
    ],
    "register": [
        "gija.register.records",
        "gija.register.clusters",
        "gija.register.tables",
        "gija.register.hints",
        "gija.register.analysis",
        "gija.register.administration",
    ],
    "rapporteur": [
        "gija.rapporteur.statistics",
        "gija.rapporteur.tasks",
        "gija.rapporteur.monitoring",
        "gija.rapporteur.reconciliation",
        "gija.rapporteur.plan",
        "gija.rapporteur.duties",
        "gija.rapporteur.bodies",
        "gija.rapporteur.recommendations",
        "gija.rapporteur.evaluators",
        "gija.rapporteur.activities",
        "gija.rapporteur.cooperation",
        "gija.rapporteur.holdings",
        "gija.rapporteur.collection",
        "gija.rapporteur.official",
        "gija.rapporteur.deliveries",
        "gija.rapporteur.gate",
        "gija.rapporteur.reports",
        "gija.rapporteur.authoring",
        "gija.rapporteur.estimates",
        "gija.rapporteur.selfservice",
    ],
    "public": ["gija.public", "gija.public.tips"],
}
INSTALLED_APPS = [
    *COMMONS_APPS,  # first: their templates take the place of allauth's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "rules",
    "django_htmx",
    "django_cotton",
    *(app for zone in ZONES for app in ZONE_APPS.get(zone, ())),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gija.commons.pages.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gija.commons.accounts.middleware.OpenSessions",
    "gija.commons.pages.middleware.AccountLanguage",
    "gija.commons.accounts.middleware.CurrentActor",
    "gija.commons.rowlevel.middleware.InstitutionOfRequest",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gija.commons.pages.middleware.PlainErrors",
    "gija.commons.accounts.middleware.SecondFactor",
    "gija.commons.permissions.middleware.DenyByDefault",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gija.config.urls"
WSGI_APPLICATION = "gija.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gija.commons.pages.context.installation",
            ],
        },
    }
]

# ---- accounts ----

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: a locked-out address is refused before a password is looked at
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the institution's administrator, never by sign-up
ACCOUNT_ADAPTER = "gija.commons.accounts.adapter.ClosedAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:home"
ACCOUNT_FORMS = {
    "login": "gija.commons.accounts.forms.SignInForm",
    "change_password": "gija.commons.accounts.forms.NewPasswordForm",
    "reset_password_from_key": "gija.commons.accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False  # no "remember me": police computers are shared
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Always with PIN, finger or face. Also because allauth keeps one challenge a session, whatever it was made for: one
# that asked for less could be used to sign in with a key alone.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "gija.commons.accounts.codes.CodeForm",
    "reauthenticate": "gija.commons.accounts.codes.ConfirmCodeForm",
    "add_webauthn": "gija.commons.accounts.passkeys.AddPasskeyForm",
    "edit_webauthn": "gija.commons.accounts.passkeys.RenamePasskeyForm",
    "authenticate_webauthn": "gija.commons.accounts.passkeys.SecondStepForm",
    "login_webauthn": "gija.commons.accounts.passkeys.SignInPasskeyForm",
    "reauthenticate_webauthn": "gija.commons.accounts.passkeys.ConfirmPasskeyForm",
}
# The institution that operates this installation: its administrators are the support staff (see accounts.staff).
OPERATOR = os.environ.get("GIJA_OPERATOR", "")
MFA_ADAPTER = "gija.commons.accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator vouches for the address
MFA_TOTP_TOLERANCE = 1  # a code is good for half a minute before and after its own
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "gija.commons.accounts.adapter.username_for_lockout"
AXES_LOCKOUT_CALLABLE = "gija.commons.accounts.adapter.locked_out"
AXES_CLIENT_IP_CALLABLE = "gija.commons.accounts.adapter.peer_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False  # its log lines would carry e-mail addresses
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in the audit trail

# ---- mail: off unless an installation names its server; then forgotten passwords can be reset ----

SENDS_MAIL = bool(os.environ.get("GIJA_MAIL_HOST"))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_MAIL else 'dummy'}.EmailBackend"
EMAIL_HOST = os.environ.get("GIJA_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("GIJA_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("GIJA_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GIJA_MAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = os.environ.get("GIJA_MAIL_FROM", "gija@localhost")

# Shared by all processes of an installation: rate limits and used one-time codes must hold across them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

# ---- language and time ----

LANGUAGE_CODE = "lt"
LANGUAGES = [("lt", _("Lithuanian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Vilnius"

# ---- files and security ----

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
LOOPBACK_ONLY = all(h in ("127.0.0.1", "localhost") for h in ALLOWED_HOSTS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOOPBACK_ONLY
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600  # one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = not LOOPBACK_ONLY
SECURE_HSTS_SECONDS = 0 if LOOPBACK_ONLY else 365 * 24 * 3600
# Behind a proxy of one's own that encrypts: it alone is believed, and only about the last hop (see accounts.adapter).
BEHIND_PROXY = os.environ.get("GIJA_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gija.commons.pages.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# Files of people (cases, documents) are smaller: none of them lies on the disk in the clear while it is read.
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

# ---- logs: faults by their place, without the values that exceptions quote ----

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "sparse": {
            "()": "gija.commons.pages.logs.WithoutMessages",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "sparse"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "gija": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "axes": {"level": "ERROR"},  # its warnings name the e-mail; failures stand in the audit trail
    },
}

# ---- the police's databases ----

DATABASE_MAPPINGS = Path(os.environ.get("GIJA_DATABASES", VAR / "databases")).resolve()  # *.yaml, one a database
INDEX_FOLDER = VAR / "index"

# ---- what is published: immutable folders, written by the rapporteur's rooms, served by the public's ----

RELEASES = Path(os.environ.get("GIJA_RELEASES", VAR / "releases")).resolve()
