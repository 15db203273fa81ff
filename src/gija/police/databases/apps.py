from django.apps import AppConfig


class DatabasesConfig(AppConfig):
    name = "gija.police.databases"
    label = "police_databases"
    zone = "police"
