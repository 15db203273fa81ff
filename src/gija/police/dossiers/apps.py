from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "gija.police.dossiers"
    label = "police_dossiers"
    zone = "police"
