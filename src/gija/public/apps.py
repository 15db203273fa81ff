from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Has no models, so no database: it is the one zone without."""

    name = "gija.public"
    label = "public"
