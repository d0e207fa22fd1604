"""Settings from the environment, with defaults that are safe for one machine."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import embedded, waits

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def is_on(name: str) -> bool:
    return env(name).lower() in {"1", "true", "yes", "on"}


def listed_words(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


def kept_secret(path: Path) -> str:
    """Return this installation's own secret key, and make it once.

    Nothing outside production then runs on a shared one.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


PRODUCTION = is_on("PARLEY_PRODUCTION")
DEBUG = is_on("DEBUG")
VAR = Path(env("PARLEY_VAR") or BASE_DIR / "var")
if PRODUCTION:
    SECRET_KEY = env("SECRET_KEY")
    if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure"):
        raise ImproperlyConfigured("PARLEY_PRODUCTION needs a SECRET_KEY of at least 50 characters of its own.")
    if DEBUG:
        raise ImproperlyConfigured("PARLEY_PRODUCTION does not run with DEBUG: it would show secrets to strangers.")
    if not env("ALLOWED_HOSTS"):
        raise ImproperlyConfigured("PARLEY_PRODUCTION needs ALLOWED_HOSTS, the names this server answers to.")
else:
    SECRET_KEY = env("SECRET_KEY") or kept_secret(VAR / "secret_key")
ALLOWED_HOSTS = listed_words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed_words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config.apps.SuperusersOnly",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_rq",
    "community",
    "moderation",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "moderation.web.shared.uncached.uncached",
    "moderation.web.shared.compressed.Compressed",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before the gate, which reads the session; after the check of a form's token.
    "moderation.web.shared.turnstile.Turnstile",
    "moderation.web.shared.gate.Gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "moderation" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL") or f"sqlite:///{VAR / 'parley.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: with these four, four writers and two workers never see "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": waits.mine.sqlite,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["ENGINE"] = "config.postgresql"
    DATABASES["default"]["OPTIONS"] = waits.mine.on_postgresql(**DATABASES["default"].get("OPTIONS", {}))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL") or embedded.url_of(VAR)
RQ_QUEUES = {name: {"URL": REDIS_URL} for name in ("default", "slow")}
# In REDIS_URL too. Only limits are counted in it, and sessions stay in the database.
CACHES = {"default": {"BACKEND": "config.cache.SharedCache", "KEY_PREFIX": "parley"}}

AUTH_USER_MODEL = "moderation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "moderation.web.people.signin.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Otherwise strangers would get a mail about signing up, which is not possible.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    # By account and address together, which allauth cannot: moderation/web/people/tries.py.
    "login_failed": None,
    "login": "30/m/ip",
    "reset_password": "5/5m/key,20/5m/ip",
    "reset_link": "30/5m/ip",
    "reset_password_from_key": "30/5m/ip",
    "change_password": "5/5m/user",
    "invitation": "30/5m/ip",
    "invite": "30/5m/user",
    "metrics": "120/m/ip",
}
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_GET = False
SESSION_COOKIE_AGE = 12 * 3600
# Long enough for a link that is given by hand, and short for one that is forgotten in a mailbox or a proxy's log.
PASSWORD_RESET_TIMEOUT = 4 * 3600

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
# As the umask says, like everything else in the state folder.
FILE_UPLOAD_PERMISSIONS = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = int(env("PARLEY_HSTS_SECONDS", "31536000")) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = is_on("PARLEY_HSTS_SUBDOMAINS"), is_on("PARLEY_HSTS_PRELOAD")
# Both concern names beyond Parley's, and browsers remember them for long, so only the owner can decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Probes of an orchestrator come without TLS and without the proxy's header.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
if is_on("PARLEY_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Without it, sign-in limits would count everybody as the proxy.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Without a server nothing is mailed. Printed mails would put secret links into the web server's log.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if env('EMAIL_HOST') else 'dummy'}.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = int(env("EMAIL_PORT", "587"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587
# A mail server that does not answer holds up the mails behind it that long.
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "parley@localhost")
# The start of links in mails, which no request can tell.
HOST = ALLOWED_HOSTS[0].removeprefix(".") if PRODUCTION else ""
SITE_URL = (env("PARLEY_URL") or (f"https://{HOST}" if HOST.strip("*") else "http://127.0.0.1:8000")).rstrip("/")

# Sizes of the pipeline. docs/operating.md says how they depend on each other.
LEASE_SECONDS = int(env("PARLEY_LEASE_SECONDS", "180"))
BATCH_SIZE = int(env("PARLEY_BATCH_SIZE", "1000"))
JOB_SECONDS = int(env("PARLEY_JOB_SECONDS", "30"))
# RQ stops a job after this time. It must cover JOB_SECONDS and one batch more, and stay well under the lease.
JOB_TIMEOUT = 60
TRIES = 5
# Requests that the web server works on at once. It needs some more threads for probes.
REQUESTS_AT_ONCE = 24
# Limits of an upload in the browser. The command takes more.
UPLOAD_MB = int(env("PARLEY_UPLOAD_MB", "512"))
UPLOAD_ROWS = int(env("PARLEY_UPLOAD_ROWS", "5000000"))
# Where files are put to be imported, a folder for each channel. Without one the folder feed cannot be added.
FOLDERS = env("PARLEY_FOLDERS")
# A push is turned away while more live messages than this wait to be checked.
PUSH_WAITING = int(env("PARLEY_PUSH_WAITING", "20000"))
# Prometheus's token; without one, /metrics answers to this machine alone.
METRICS_TOKEN = env("PARLEY_METRICS_TOKEN")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"expected": {"()": "config.refusals.ExpectedRefusals"}},
    "formatters": {"line": {"()": "config.keyless.Keyless", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        # Django's own handlers know nothing of secrets.
        "django": {"handlers": []},
        "django.request": {"filters": ["expected"]},
        "django.server": {"handlers": ["console"], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
}
