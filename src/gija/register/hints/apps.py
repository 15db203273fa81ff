from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HintsConfig(AppConfig):
    name = "gija.register.hints"
    label = "register_hints"
    zone = "register"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.register.fields import insist
        from gija.register.hints import (
            duties,
            handlers,  # noqa: F401  registers the handler
        )
        from gija.register.hints.queries import READ

        insist(self)
        daily("register.hints")(duties.keep_up)
        work(
            READ,
            _("Hints to institutions"),
            "register_hints:hints",
            _("Records of two institutions that may be of one person: who was asked, what both said."),
        )
