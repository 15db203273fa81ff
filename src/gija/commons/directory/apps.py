from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "gija.commons.directory"
    label = "directory"
