from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "gija.commons.pages"
    label = "pages"
