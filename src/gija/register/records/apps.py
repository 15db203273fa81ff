from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "gija.register.records"
    label = "register_records"
    zone = "register"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.register.fields import insist
        from gija.register.records import handlers, leaving, rules  # noqa: F401  registers the handlers

        insist(self)
        daily("register.leaving")(leaving.forgotten)
        work(
            rules.READ,
            _("Records in the register"),
            "register_records:records",
            _("Depersonalised records by codes, with their revisions. No person can be found in them."),
        )
        work(
            rules.MEMBERS,
            _("Members of the register"),
            "register_records:members",
            _("Which institutions send records, when they last did, and how complete each field is."),
        )
