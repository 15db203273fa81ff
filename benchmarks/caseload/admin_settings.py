"""The installation's settings with Django's own admin beside, for the peer."""

from gija.config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]  # noqa: F405
ROOT_URLCONF = "benchmarks.caseload.admin"
ALLOWED_HOSTS = ["*"]
