from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gija.commons.audit"
    label = "audit"
