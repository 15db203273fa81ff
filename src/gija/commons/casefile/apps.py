from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "gija.commons.casefile"
    label = "casefile"
