from django.apps import AppConfig


class EncryptionConfig(AppConfig):
    name = "gija.commons.encryption"
    label = "encryption"
