from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "gija.commons.audit"
    label = "audit"

    def ready(self) -> None:
        from gija.commons.audit import anchoring  # noqa: F401  its daily duty and its handler
        from gija.commons.pages.work import work

        work("audit.read", _("Audit trail"), "audit:list", _("Who did what, when, for what purpose and reason."))
