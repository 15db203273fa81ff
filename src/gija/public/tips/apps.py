from django.apps import AppConfig


class PublicTipsConfig(AppConfig):
    """Has no models, as its zone has no database."""

    name = "gija.public.tips"
    label = "public_tips"
