from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gija.police.search"
    label = "police_search"
    zone = "police"
