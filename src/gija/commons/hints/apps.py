from django.apps import AppConfig


class HintsConfig(AppConfig):
    name = "gija.commons.hints"
    label = "hints"
