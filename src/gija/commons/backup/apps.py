from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "gija.commons.backup"
    label = "backup"
