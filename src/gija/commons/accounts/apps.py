from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gija.commons.accounts"
    label = "accounts"
