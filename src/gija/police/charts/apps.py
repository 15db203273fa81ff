from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "gija.police.charts"
    label = "police_charts"
    zone = "police"
